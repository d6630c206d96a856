"""One person in full on the command line: as a document and as lines."""

from __future__ import annotations

from collections.abc import Iterator

from dm_assistant.cli import documents, pages
from dm_assistant.cli.printing import Json, clock, count, deadline, paragraph
from dm_assistant.cli.verdicts import standing
from dm_assistant.domain.languages import spoken_words
from dm_assistant.domain.rules.verdict import iso
from dm_assistant.domain.statistics.ladder import Climb
from dm_assistant.domain.statistics.words import sparkline
from dm_assistant.services.in_full import InFull
from dm_assistant.services.views import Person, RankedContact, TimelineEntry

POINTS_PER_CELL = 5


def document(found: InFull) -> Json:
    """Return everything shown of one person."""
    one = found.person
    return {
        "contact": _contact(one),
        "handles": [documents.handle(line) for line in one.names],
        "look_alikes": list(one.look_alikes),
        "window": documents.window(one.window),
        "ladder": _ladder(one.climb),
        "consents": [documents.consent(line) for line in one.consents],
        "complaints": [documents.complaint(line) for line in one.complaints],
        "codes": [
            {
                "code": each.code,
                "pool": each.pool,
                "order": each.order,
                "redeemed_at": iso(each.redeemed_at),
            }
            for each in one.codes
        ],
        "timeline": [_entry(each) for each in one.timeline],
        "verdicts": {
            purpose.value: {
                "status": verdict.status.value,
                "until": iso(verdict.until),
                "why": verdict.why,
                "unlock": verdict.unlock,
            }
            for purpose, verdict in found.verdicts.items()
        },
        "comments_by_week": list(found.weeks),
    }


def _contact(one: Person) -> Json:
    return {
        **documents.contact(one.contact),
        "follow_learned_at": iso(one.contact.follow_learned_at),
        "followers": one.contact.followers,
        "language": one.language,
        "language_guessed": one.language_from > 0,
        "language_from_comments": one.language_from,
        "timezone": one.timezone,
        "country": one.country,
        "notes": one.notes,
        "link": one.link,
        "explanation": one.explanation,
    }


def _entry(one: TimelineEntry) -> Json:
    return {
        "at": iso(one.at),
        "kind": one.kind,
        "topic": one.topic.value,
        "text": one.text,
        "detail": one.detail,
        "draft": one.draft,
    }


def _ladder(climb: Climb | None) -> Json:
    if climb is None:
        return None
    return {
        "invited": iso(climb.invited_at),
        "wrote": iso(climb.wrote_at),
        "answered": iso(climb.answered_at),
        "redeemed": iso(climb.redeemed_at),
    }


def page(found: InFull) -> Iterator[str]:
    """Yield everything shown of one person."""
    one, contact = found.person, found.person.contact
    yield f"@{contact.handle}  {contact.name}  {contact.platform.value}  {contact.tier.value}"
    yield f"  {one.link}"
    yield from paragraph(one.explanation)
    for head, text in (
        ("never message", contact.no_contact),
        ("looks like", ", ".join(one.look_alikes)),
        ("relation", f"{contact.relation.value}, follows: {_follows(contact)}"),
        ("language", spoken_words(one.language, one.language_from)),
        ("time zone", one.timezone),
        ("country", one.country),
        ("tags", ", ".join(contact.tags)),
        ("notes", one.notes),
    ):
        if text:
            yield f"  {head + ':':<15}{text}"
    if any(found.weeks):
        yield f"  {'comments:':<15}{sparkline(found.weeks, len(found.weeks))}  {week_words(found)}"
    if len(one.names) > 1:
        yield f"handles ({len(one.names)}):"
        yield from (f"  {pages.handle(line)}" for line in one.names)
    yield from _standing(found)
    if one.complaints:
        yield f"complaints ({len(one.complaints)}):"
        yield from (f"  {pages.complaint(line)}" for line in one.complaints)
    if one.codes:
        yield f"codes used ({len(one.codes)}):"
        for used in one.codes:
            order = f", order {used.order}" if used.order else ""
            yield f"  {clock(used.redeemed_at)}  {used.code} ({used.pool}{order})"
    yield f"timeline ({len(one.timeline)}):"
    for entry in one.timeline:
        detail = f" ({entry.detail})" if entry.detail else ""
        yield f"  {clock(entry.at)}  {entry.kind:<10} {entry.text}{detail}"


def _standing(found: InFull) -> Iterator[str]:
    """Yield the open window, the way in, the score, what may be written now, and consents."""
    one, contact = found.person, found.person.contact
    if one.window:
        yield f"  window open until {deadline(one.window.closes_at)} UTC"
    if one.climb:
        taken = (f"{name} {clock(at)}" for name, at in one.climb.steps)
        yield f"  {'invitation:':<15}{' → '.join(taken)}"
    yield f"score {contact.score:.1f}:"
    for name, points in contact.terms.items():
        if not points:
            continue
        yield f"  {name:<12} {points:>+6.1f}  {_bar(points)}".rstrip()
    yield "may be written to now:"
    for purpose, verdict in found.verdicts.items():
        why = f"  {verdict.why}" if verdict.why else ""
        helps = f" What helps: {verdict.unlock}." if verdict.unlock and why else ""
        yield f"  {purpose.value:<10} {standing(verdict)}{why}{helps}"
    yield f"consents ({len(one.consents)}):"
    yield from (f"  {pages.consent(line)}" for line in one.consents)


def _follows(contact: RankedContact) -> str:
    learned = contact.follow_learned_at
    since = f" (learned {clock(learned)[:10]})" if learned else ""
    return f"{contact.follow_state.value}{since}"


def _bar(points: float) -> str:
    return "█" * round(abs(points) / POINTS_PER_CELL)


def week_words(found: InFull) -> str:
    """Say what the curve of their comments is made of."""
    return f"{sum(found.weeks):,} of {count(found.person.contact.comments, 'comment')} in 26 weeks"
