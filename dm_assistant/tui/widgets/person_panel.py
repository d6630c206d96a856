"""The person panel: who they are, why they rank where they do, and what was said so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.reactive import reactive

from dm_assistant.domain.languages import spoken_words
from dm_assistant.domain.model import Relation
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.marks import MARKED
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said
from dm_assistant.tui.wording import FOLLOW_WORDS, LEFT, PLATFORM_NAMES, called

if TYPE_CHECKING:
    from dm_assistant.services.views import (
        ConsentLine,
        HandleLine,
        Match,
        Person,
        RankedContact,
        TimelineEntry,
    )

HANG = 2
RECENT = 12
TERM_WIDTH = 12
DIM = "$foreground-muted"


ALLOWS = {
    "explicit": "holds until they take it back",
    "keyword": "good for one message",
    "wrote_first": "an answer, and for a while what does not sell",
    "purchase": "for a while what does not sell",
    "collaboration": "for a while what does not sell",
    "withdrawn": "nothing of it any more",
    "refused": "nothing of it",
}
"""What an entry of the ledger allows, by its kind; the rules say for how long."""


class PersonPanel(Panel):
    """One person in full."""

    TITLE = "Person"

    person: reactive[Person | None] = reactive(None, init=False)
    clock: reactive[Clock | None] = reactive(None, init=False)
    matches: reactive[tuple[Match, ...]] = reactive((), init=False)

    def watch_matches(self) -> None:
        """Show what a search found."""
        self.watch_person()

    def watch_person(self) -> None:
        """Draw another person."""
        if self.person is None or self.clock is None:
            self.head(self.TITLE)
            self.page([])
            return
        contact = self.person.contact
        self.head(called(contact.name, f"@{contact.handle}"), f"{contact.tier.value}")
        self.page(person_page(self.person, self.clock, self.matches))


def person_page(person: Person, clock: Clock, matches: Sequence[Match] = ()) -> Iterator[Paragraph]:
    """Yield the lines about a person; what a search found of them comes first."""
    if matches:
        yield from (_match(each, clock) for each in matches)
        yield BLANK
    yield from person_head(person, clock)
    yield BLANK
    yield from _score(person)
    yield BLANK
    if person.climb:
        steps = " → ".join(f"{name} {clock.day(at)}" for name, at in person.climb.steps)
        yield said(("Invitation ", "bold"), steps, hang=HANG)
    yield from consent_lines(person.consents, clock)
    history = [entry for entry in person.timeline if entry.kind != "consent"]
    if history:
        yield BLANK
        yield said(("So far", "bold"))
        yield from (_entry(entry, clock) for entry in history[:RECENT])


def _match(found: Match, clock: Clock) -> Paragraph:
    """Say where a search found its words, and mark them."""
    when = f"{clock.day(found.at)} " if found.at else ""
    parts: list[Part] = [("» ", "bold $text-accent"), (f"{when}{found.where} ", DIM)]
    at = 0
    for start, end in found.places:
        parts += [(found.text[at:start], ""), (found.text[start:end], MARKED)]
        at = end
    return said(*parts, (found.text[at:], ""), hang=HANG)


def person_head(person: Person, clock: Clock) -> Iterator[Paragraph]:
    """Yield who somebody is: names, follow state, facts, tags, what is open, the note."""
    contact = person.contact
    platform = PLATFORM_NAMES[contact.platform]
    yield said(
        (f"@{contact.handle}", "bold"),
        (f" · {platform} · {FOLLOW_WORDS[contact.follow_state]}{_learned(contact, clock)}", DIM),
    )
    others = [each for each in person.names if each.handle != contact.handle]
    if others:
        yield said(("Also ", "bold"), " · ".join(_name(each, clock) for each in others), hang=HANG)
    facts = [contact.relation.value] if contact.relation is not Relation.FAN else []
    reads = spoken_words(person.language, person.language_from)
    facts += [word for word in (reads, person.country, person.timezone) if word]
    facts += [f"#{tag}" for tag in contact.tags]
    if facts:
        yield said((" · ".join(facts), DIM))
    if contact.no_contact:
        why = contact.no_contact.replace("_", " ")
        yield said(("✕ never to be messaged: ", "bold $text-error"), why)
    for line in person.complaints:
        if line.closed_at is None:
            since = clock.day(line.opened_at)
            yield said((f"! complaint since {since}: ", "bold $text-warning"), line.words)
    for other in person.look_alikes:
        yield said(("! looks like ", "bold $text-warning"), f"@{other}", " — another person")
    if person.notes:
        yield said(("Note: ", "bold"), person.notes, hang=HANG)


def _learned(contact: RankedContact, clock: Clock) -> str:
    """Say when the follow state was learned, and how many follow them."""
    learned = contact.follow_learned_at
    since = f" (learned {clock.day(learned)})" if learned else ""
    return since + (f" · {contact.followers:,} followers" if contact.followers else "")


def _name(line: HandleLine, clock: Clock) -> str:
    """Say another name of theirs, where, and until when they went by it."""
    until = f" until {clock.day(line.until_at)}" if line.until_at else ""
    earlier = "" if line.current else ", earlier"
    return f"@{line.handle} ({PLATFORM_NAMES[line.platform]}{earlier}{until})"


def _score(person: Person) -> Iterator[Paragraph]:
    contact = person.contact
    yield said(("Score ", "bold"), (f"{contact.score:.1f}", "bold $text-accent"), hang=HANG)
    if person.explanation:
        yield said((person.explanation, DIM))
    counting = {name: points for name, points in contact.terms.items() if points}
    if len(counting) > 1:
        for name, points in counting.items():
            yield said((f"  {fit(name, TERM_WIDTH)}{points:>7.1f}", DIM))


def consent_lines(consents: Sequence[ConsentLine], clock: Clock) -> Iterator[Paragraph]:
    """Yield the ledger: what each entry allows or takes, since when, and the words behind it."""
    if not consents:
        yield said(("Consent ", "bold"), ("none on record", DIM))
        return
    yield said(("Consent", "bold"))
    for line in consents:
        taken = line.kind in {"withdrawn", "refused"}
        sign: Part = ("✕ ", "bold $text-error") if taken else ("✓ ", "bold $text-success")
        purposes = ", ".join(purpose.value for purpose in line.purposes)
        where = f" · {line.where}" if line.where else ""
        allows = ALLOWS.get(line.kind, "")
        yield said(
            sign,
            (f"{line.kind.replace('_', ' ')}: ", ""),
            purposes or "everything",
            (f" · {allows}" if allows else "", DIM),
            (f" · {clock.day(line.event_at)}{where}", DIM),
            hang=HANG,
        )
        if line.words:
            yield said("  ", (f"“{line.words}”", "italic"), hang=HANG)


def _entry(entry: TimelineEntry, clock: Clock) -> Paragraph:
    kind, detail = entry.kind.replace("_", " "), entry.detail.replace("_", " ")
    if entry.draft is not None and entry.kind in LEFT:
        kind, detail = "you wrote", f"{detail}, {kind}"
    parts: list[Part] = [(f"{clock.day(entry.at)} ", DIM), (kind, "bold")]
    if entry.text:
        parts.append((f" {entry.text}", ""))
    if detail:
        parts.append((f" · {detail}", DIM))
    return said(*parts, hang=HANG)
