"""One campaign in full: its steps as bars, its variants, who is held out, and what comes next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from dm_assistant.domain.campaigns import FOLLOW_UP_FROM, FOLLOW_UP_LATE, Outcome
from dm_assistant.domain.statistics.experiment_words import evidence
from dm_assistant.domain.statistics.words import brief, counted, interval_bar
from dm_assistant.services.campaign_views import (
    CampaignLine,
    CampaignPage,
    Member,
    Outlook,
    Run,
    VariantLine,
)
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.campaigns_view import share_bar, where
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said
from dm_assistant.tui.wording import counted as number_of

LABEL, BAR = 11, 16
DUE = f"{FOLLOW_UP_FROM.days} to {FOLLOW_UP_LATE.days} days"
DIM, BRIGHT = "$foreground-muted", "$text-accent"
MOST_REASONS = 3
STEPS = ("drafted", "approved", "sent", "seen", "replied")
SAYS = {
    Outcome.DRAFT: "may go now",
    Outcome.HELD: "held for now",
    Outcome.INVITE: "invite first",
    Outcome.WAIT: "wait",
    Outcome.NOTHING: "nothing",
    Outcome.HELD_OUT: "held out",
    Outcome.SERVED: "before",
}
NOTHING_YET = (
    said("A campaign is one message for many: it says who, which texts, when and which codes."),
    said("Each person still gets a draft of their own, and the rules hold for each."),
    BLANK,
    said(("N", f"bold {BRIGHT}"), " makes one. Nothing is drafted until you say so."),
)


class CampaignPanel(Panel):
    """What the cursor stands on, in full."""

    TITLE = "Campaign"

    def show_page(self, page: CampaignPage, clock: Clock) -> None:
        """Show a campaign."""
        self.head(page.line.name, page.line.stands)
        self.page(campaign_page(page, clock))

    def show_run(self, run: Run, one: Outlook | None, clock: Clock) -> None:
        """Show what a run would do, and for the person under the cursor why."""
        what = "follow-ups" if run.follow_up else "dry run"
        self.head(f"{run.campaign}: {what}", "nothing is changed")
        self.page(run_page(run, one, clock))

    def show_member(self, name: str, one: Member | None, clock: Clock) -> None:
        """Show where one person of a campaign is."""
        self.head(name, "people")
        self.page(member_page(one, clock))


def _line(label: str, *parts: Part | str) -> Paragraph:
    return said((fit(label, LABEL), DIM), *parts, hang=LABEL)


def _bar(label: str, part: int, whole: int, note: str = "") -> Paragraph:
    return said(
        (fit(label, LABEL), DIM),
        (share_bar(part, whole, BAR), BRIGHT),
        f" {part:,} of {whole:,}",
        (note, DIM),
    )


def campaign_page(page: CampaignPage, clock: Clock) -> Iterator[Paragraph]:
    """Yield a campaign from what it is to what comes next."""
    line, known = page.line, page.line.campaign
    if known is None:
        yield said((f"Only a name on drafts for {line.purpose.value}.", DIM))
    else:
        yield _line("for", f"{line.purpose.value} · {known.segment or 'everybody'}")
        yield _line("days", _days(line))
        if known.pool:
            yield _line("codes", known.pool)
        if known.notes:
            yield _line("note", known.notes)
    yield BLANK
    yield from _steps(page, clock)
    yield from _variants(page.variants)
    if page.experiment is not None:
        yield said(evidence(page.experiment))
    if page.left:
        yield BLANK
        yield said(("What is left", "bold"))
        yield from (said(f"  {number:>5,}  {what}", hang=9) for number, what in page.left)
    yield BLANK
    yield _next(line)


def _days(line: CampaignLine) -> str:
    known = line.campaign
    if known is None or (known.starts_on is None and known.ends_on is None):
        return "no limit"
    begins = f"from {known.starts_on:%d %b %Y}" if known.starts_on else "from now"
    return begins + (f" until {known.ends_on:%d %b %Y}" if known.ends_on else "")


def _steps(page: CampaignPage, clock: Clock) -> Iterator[Paragraph]:
    line, figures = page.line, page.figures
    whole = max(line.eligible - line.held_out, line.drafted)
    if not whole and not line.held_out:
        yield said(("Nobody is drafted for yet.", DIM))
        return
    for name in STEPS:
        yield _bar(name, getattr(line, name), whole)
    if line.held_out:
        until = f", until {clock.day(page.held_until)}" if page.held_until else ""
        yield _bar("held out", line.held_out, line.eligible, until)
    if page.broken:
        yield _line("", f"{page.broken:,} of {line.held_out:,} were written to all the same")
    if line.followed:
        yield _bar("follow-ups", line.follow_ups_sent, line.followed, " sent")
    if figures.codes_given:
        yield _bar("codes used", figures.redeemed.k, figures.codes_given)
    if figures.sent:
        yield _line("replies", counted(figures.reply))
        yield _line("opt-outs", counted(figures.opt_out, "asked to stop"))


def _variants(found: tuple[VariantLine, ...]) -> Iterator[Paragraph]:
    if not found:
        return
    yield BLANK
    yield said(("Variants", "bold"), ("  replied, of those sent", DIM))
    for each in found:
        rate = each.figures.reply
        parts: list[Part] = [
            (f"  {fit(each.name or '-', LABEL + 4)}", ""),
            (f"{rate.k:,} of {rate.n:,} ", ""),
            (f"{brief(rate)} ", DIM),
            (interval_bar(rate, BAR).rstrip(), BRIGHT),
        ]
        yield Paragraph(tuple(parts), hang=4)
        drawn = f"    {number_of(each.people, 'person', 'people')}, {each.random:,} by draw"
        yield said((drawn + (f", share {each.share}" if each.share else ""), DIM))


def _next(line: CampaignLine) -> Paragraph:
    key = {
        "open": ("D", " says who would get what; d drafts it."),
        "running": ("d", " drafts for whoever is new; F follows up; enter shows the people."),
        "planned": ("D", " will say who gets what once its first day has come."),
        "over": ("e", " gives it another last day."),
        "ended": ("enter", " shows its people."),
        "plain": ("enter", " shows its people; N makes campaigns that can be run."),
    }[line.stands]
    return said((key[0], f"bold {BRIGHT}"), key[1])


def run_page(run: Run, one: Outlook | None, clock: Clock) -> Iterator[Paragraph]:
    """Yield how many get what as bars, and for one of them the reason."""
    total = len(run.people)
    for outcome, number in run.would.items():
        if number:
            yield said(
                (fit(SAYS[outcome], 13), DIM),
                (share_bar(number, total, BAR), BRIGHT),
                f" {number:,} of {total:,}",
            )
    if run.follow_up:
        yield said(when_they_may_leave(run, clock))
    if run.days > 1 and not run.follow_up:
        yield said((f"First messages to all of them take {run.days} days at your pace.", DIM))
    if one is not None:
        yield BLANK
        yield said((f"@{one.handle} ", "bold"), SAYS[one.outcome])
        if one.variant:
            how = f" ({one.assigned.value})" if one.assigned else ""
            yield _line("variant", f"{one.variant}{how}")
        if run.follow_up and one.outcome in _DUE and one.out_at is not None:
            yield said(leaves(one, one.out_at, clock))
        elif one.until is not None:
            yield _line("until", clock.when(one.until))
        if one.reason:
            yield said(one.reason)
    yield BLANK
    yield said(("d", f"bold {BRIGHT}"), " drafts them; ", ("esc", f"bold {BRIGHT}"), " leaves.")


_DUE = (Outcome.DRAFT, Outcome.HELD)


def due(run: Run) -> list[Outlook]:
    """Return for whom a message would be drafted."""
    return [each for each in run.people if each.outcome in _DUE]


def leaves(one: Outlook, out_at: datetime, clock: Clock) -> str:
    """Say in one line when somebody's follow-up is due, and when the rules let it go."""
    first, last = (clock.short_day(out_at + each) for each in (FOLLOW_UP_FROM, FOLLOW_UP_LATE))
    may = f"from {clock.when(one.until)}" if one.until else "now"
    return f"Due {first} to {last}, {DUE} after your message; by the rules it may leave {may}."


def when_they_may_leave(run: Run, clock: Clock) -> str:
    """Say when follow-ups are due, and when the rules let the first and the last of them go."""
    words = f"A follow-up is due {DUE} after the message."
    found = due(run)
    if not found:
        return words
    words += f" By the rules {run.would[Outcome.DRAFT]:,} of {len(found):,} may leave now"
    held = sorted(each.until for each in found if each.until is not None)
    if held:
        last = f", the last from {clock.when(held[-1])}" if held[-1] > held[0] else ""
        words += f"; the first held one from {clock.when(held[0])}{last}"
    return f"{words}."


def reasons(run: Run, outcome: Outcome) -> str:
    """Return the reasons of an outcome, the commonest first, each with its count."""
    found = Counter(
        re.sub(r"\b(draft|message) \d+", r"a \1", each.reason)
        for each in run.people
        if each.outcome is outcome and each.reason
    )
    words = [
        f"{number:,} × {reason.rstrip('.')}" for reason, number in found.most_common(MOST_REASONS)
    ]
    rest = found.total() - sum(number for _, number in found.most_common(MOST_REASONS))
    return "; ".join([*words, f"{rest:,} × something else"] if rest else words)


def member_page(one: Member | None, clock: Clock) -> Iterator[Paragraph]:
    """Yield where one person's message is."""
    if one is None:
        yield said(("Nobody is in it yet. D says who would be.", DIM))
        return
    yield said((f"@{one.handle}" if one.handle else "(erased)", "bold"))
    yield _line("where", where(one))
    if one.variant:
        yield _line("variant", f"{one.variant} ({one.assigned.value})")
    if one.out_at is not None:
        yield _line("sent", clock.when(one.out_at))
    if one.until is not None:
        yield _line("until", clock.when(one.until))
    if one.broken:
        yield said("Written to although held out: still compared as it was drawn.")
