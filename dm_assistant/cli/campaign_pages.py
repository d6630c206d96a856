"""What the command line says of campaigns, for programs and for people."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from dm_assistant.cli.printing import Json, clock, count, deadline, paragraph, shown, table
from dm_assistant.domain.campaigns import FOLLOW_UP_FROM, FOLLOW_UP_LATE, Assigned, Outcome
from dm_assistant.domain.rules.verdict import iso
from dm_assistant.domain.statistics import experiment_words, words
from dm_assistant.services.campaign_views import (
    CampaignLine,
    CampaignPage,
    Member,
    Outlook,
    Run,
    VariantLine,
)

STEPS = ("drafted", "approved", "sent", "seen", "replied")
BESIDES = ("waiting", "skipped", "cancelled", "could_not_send", "followed", "follow_ups_sent")
SAID = {
    Outcome.DRAFT: "a draft that may go now",
    Outcome.HELD: "a draft that is held for now",
    Outcome.INVITE: "no draft: their yes is missing, invite them first",
    Outcome.WAIT: "nothing until something happens",
    Outcome.NOTHING: "nothing",
    Outcome.HELD_OUT: "held out by the draw",
    Outcome.SERVED: "looked after before",
}

DRAWN = {Assigned.RANDOM: "drawn", Assigned.MANUAL: "not drawn"}


def line(one: CampaignLine) -> dict[str, Json]:
    """Return one campaign as JSON: what it is set up as, and how many people are how far."""
    known = one.campaign
    return {
        "name": one.name,
        "purpose": one.purpose.value,
        "stands": one.stands,
        "segment": known.segment if known else None,
        "variants": [{"name": v.name, "share": v.share} for v in known.variants] if known else [],
        "plan": known.plan if known else None,
        "adopted": known.adopted or None if known else None,
        "pool": known.pool if known else None,
        "fill": dict(known.extra) if known else {},
        "from": str(known.starts_on) if known and known.starts_on else None,
        "until": str(known.ends_on) if known and known.ends_on else None,
        "holdout": known.holdout if known else 0,
        "notes": known.notes if known else "",
        "made_at": iso(known.made_at) if known else None,
        "ended_at": iso(known.ended_at) if known else None,
        "eligible": one.eligible,
        "held_out": one.held_out,
        **{each: getattr(one, each) for each in (*STEPS, *BESIDES)},
    }


def listing(found: Sequence[CampaignLine]) -> Iterator[str]:
    """Yield a line for each campaign; every count is of people."""
    if not found:
        yield "no campaigns yet: dm-assistant campaigns new NAME --for PURPOSE --segment FILTER"
        return
    yield from table(
        ("campaign", "for", "stands", "could get it", "held out", *STEPS, "of whom"),
        (
            (
                one.name,
                one.purpose.value,
                one.stands,
                *(f"{getattr(one, each):,}" for each in ("eligible", "held_out", *STEPS)),
                one.campaign.segment or "everybody" if one.campaign else "-",
            )
            for one in found
        ),
        right=tuple(range(3, 10)),
    )


def set_up(one: CampaignLine) -> Iterator[str]:
    """Yield the line of a campaign and all that it is set up as."""
    yield from listing([one])
    known = one.campaign
    if known is None:
        return
    variants = ", ".join(f"{v.name} ({v.share})" for v in known.variants)
    for head, said in (
        ("variants", variants and f"{variants}, with their shares"),
        ("plan", known.plan and f"{known.plan:,} messages for each variant"),
        ("codes", known.pool),
        ("held out", f"{known.holdout} % by draw" if known.holdout else ""),
        ("from", str(known.starts_on or "")),
        ("until", str(known.ends_on or "")),
        ("filled", ", ".join(f"{name}: {text}" for name, text in known.extra.items())),
        ("notes", known.notes),
    ):
        if said:
            yield from paragraph(f"{head}: {said}")
    if one.stands == "open" and not one.drafted:
        yield f"next: dm-assistant campaigns try {shlex.quote(shown(one.name))}"


def run_document(found: Run) -> Json:
    """Return a run, or what one would do."""
    return {
        "campaign": found.campaign,
        "dry_run": found.dry_run,
        "follow_up": found.follow_up,
        "would": {each.value: number for each, number in found.would.items()},
        "days": found.days,
        "drafts": list(found.drafts),
        "people": [_outlook(each) for each in found.people],
    }


def _outlook(one: Outlook) -> dict[str, Json]:
    return {
        "handle": one.handle,
        "outcome": one.outcome.value,
        "until": iso(one.until),
        "reason": one.reason,
        "variant": one.variant or None,
        "arm": one.arm.value if one.arm else None,
        "assigned": one.assigned.value if one.assigned else None,
        "draft": one.draft,
        "follows_sent_at": iso(one.out_at),
    }


def run(found: Run) -> Iterator[str]:
    """Yield how many people get what, then each of them with the reason."""
    what = "follow-ups" if found.follow_up else "run"
    how = f"dry {what}, nothing is changed" if found.dry_run else what
    yield f"{found.campaign}, {how}: {count(len(found.people), 'person', 'people')} looked at"
    for outcome, number in found.would.items():
        if number:
            yield f"  {number:>6,}  {SAID[outcome]}"
    if found.follow_up:
        yield from _leaving(found)
    elif found.days > 1:
        yield f"  first messages to all of them take {found.days} days at your pace"
    if found.people:
        yield ""
        yield from table(
            ("outcome", "handle", "what and why"),
            (
                (one.outcome.value.replace("_", " "), f"@{one.handle}", " · ".join(_what(one)))
                for one in found.people
            ),
        )
    yield from _after(found)


def _after(found: Run) -> Iterator[str]:
    """Yield what comes next, if something does."""
    drafts = found.would.get(Outcome.DRAFT, 0) + found.would.get(Outcome.HELD, 0)
    if found.dry_run and not found.follow_up:
        yield ""
        yield (
            "campaigns run makes these drafts; nothing is sent by the program"
            if drafts
            else "no draft would be made now"
        )
    elif drafts and not found.dry_run:
        yield ""
        yield "next: dm-assistant queue --lane ready, then approve, handover and sent"


def _leaving(found: Run) -> Iterator[str]:
    """Yield when follow-ups are due, and when the rules let the held ones go."""
    line = f"  due {FOLLOW_UP_FROM.days} to {FOLLOW_UP_LATE.days} days after the message"
    held = sorted(
        each.until for each in found.people if each.outcome is Outcome.HELD and each.until
    )
    if held:
        last = f", the last at {deadline(held[-1])}" if held[-1] > held[0] else ""
        line += f"; by the rules the first held one may leave at {deadline(held[0])} UTC{last}"
    yield line


def _what(one: Outlook) -> Iterator[str]:
    if one.variant:
        yield f"{one.variant} ({DRAWN[one.assigned]})" if one.assigned else one.variant
    if one.until is not None:
        yield f"until {deadline(one.until)} UTC"
    if one.reason:
        yield one.reason


def page_document(found: CampaignPage) -> Json:
    """Return one campaign in full."""
    return line(found.line) | {
        "rates": found.figures.as_json(),
        "by_variant": [_by_variant(each) for each in found.variants],
        "held_out_broken": found.broken,
        "held_out_until": iso(found.held_until),
        "experiment": found.experiment
        and found.experiment.as_json() | {"words": experiment_words.evidence(found.experiment)},
        "left": [{"people": number, "what": what} for number, what in found.left],
    }


def _by_variant(one: VariantLine) -> Json:
    return {
        "name": one.name,
        "share": one.share,
        "people": one.people,
        "random": one.random,
        "rates": one.figures.as_json(),
    }


def page(found: CampaignPage) -> Iterator[str]:
    """Yield the steps with their denominators, the rates, the variants, and what is left."""
    one, figures = found.line, found.figures
    yield from set_up(one)
    yield ""
    messaged = max(one.eligible - one.held_out, one.drafted)
    yield from (f"  {each + ':':<10}{getattr(one, each):>6,} of {messaged:,}" for each in STEPS)
    if one.held_out:
        yield (
            f"  held out: {one.held_out:,} of {one.eligible:,} until {clock(found.held_until)}; "
            f"{found.broken:,} of them were written to all the same"
        )
    if one.followed:
        yield f"  follow-ups: {one.follow_ups_sent:,} sent of {one.followed:,}"
    if figures.sent:
        yield ""
        yield words.reply_sentence(figures)
        yield f"Positive: {words.counted(figures.positive.rate, 'answered with interest')}."
        yield f"Opted out: {words.counted(figures.opt_out, 'opted out')}."
    if figures.codes_given:
        yield f"Codes: {words.counted(figures.redeemed, 'redeemed')}."
    if found.variants:
        yield ""
        yield from _variants(found.variants)
    if found.experiment is not None:
        yield ""
        yield experiment_words.evidence(found.experiment)
    if found.left:
        yield ""
        yield "left:"
        yield from (f"  {number:>6,}  {what}" for number, what in found.left)


def _variants(found: Sequence[VariantLine]) -> Iterator[str]:
    yield from table(
        ("variant", "people", "by draw", "sent", "replied"),
        (
            (
                each.name or "-",
                f"{each.people:,}",
                f"{each.random:,}",
                f"{each.figures.sent:,}",
                words.counted(each.figures.reply),
            )
            for each in found
        ),
        right=(1, 2, 3),
    )
    if len(found) > 1 and any(each.random < each.people for each in found):
        drew = "; only people whose variant was drawn can be compared"
        yield f"{words.NOT_A_TEST}{drew if any(each.random for each in found) else ''}"


def member(one: Member) -> dict[str, Json]:
    """Return one person of a campaign as JSON."""
    return {
        "handle": one.handle or None,
        "arm": one.arm.value,
        "variant": one.variant or None,
        "assigned": one.assigned.value,
        "draft": one.draft,
        "state": one.state.value if one.state else None,
        "lane": one.lane.value if one.lane else None,
        "sent_at": iso(one.out_at),
        "until": iso(one.until),
        "broken": one.broken,
    }


def members(found: Sequence[Member]) -> Iterator[str]:
    """Yield the people of a campaign, those who are furthest first."""
    if not found:
        yield "nobody yet: dm-assistant campaigns try NAME says who would be"
        return
    yield from table(
        ("handle", "where", "variant", "sent (UTC)", "until (UTC)"),
        (
            (
                f"@{one.handle}" if one.handle else "(erased)",
                where(one),
                one.variant,
                clock(one.out_at),
                deadline(one.until),
            )
            for one in found
        ),
    )


def where(one: Member) -> str:
    """Say in a few words where somebody's message is."""
    if one.state is None:
        return "held out, but written to" if one.broken else "held out"
    if one.lane is not None:
        return f"draft {one.draft}, {one.lane.value}"
    return one.state.value.replace("_", " ")
