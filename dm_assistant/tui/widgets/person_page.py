"""One person in full as a page: who they are, what may be written, the score, consents."""

from __future__ import annotations

from collections.abc import Iterator

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.verdict import Verdict
from dm_assistant.domain.statistics.words import sparkline
from dm_assistant.services.in_full import InFull
from dm_assistant.services.views import RankedContact
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.person_panel import consent_lines, person_head
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, said
from dm_assistant.tui.widgets.why_card import verdict_words
from dm_assistant.tui.wording import counted

DIM = "$foreground-muted"
HANG = 2
NAME = 12
POINTS_PER_CELL = 5


def full_page(found: InFull, clock: Clock) -> Iterator[Paragraph]:
    """Yield everything about a person but the timeline."""
    yield from person_head(found.person, clock)
    if any(found.weeks):
        total = found.person.contact.comments
        words = f"{sum(found.weeks):,} of {counted(total, 'comment')} in {len(found.weeks)} weeks"
        curve = sparkline(found.weeks, len(found.weeks))
        yield said(("By week ", "bold"), (curve, "$text-accent"), (f"  {words}", DIM), hang=HANG)
    yield BLANK
    yield said(("May be written now", "bold"))
    said_for: dict[str, Purpose] = {}
    for purpose, verdict in found.verdicts.items():
        same = said_for.setdefault(verdict.why, purpose)
        yield _allowed(purpose, verdict, clock, "" if same is purpose else same.value)
    yield BLANK
    yield from _score(found.person.contact, found.person.explanation)
    if found.person.climb:
        steps = " → ".join(f"{name} {clock.day(at)}" for name, at in found.person.climb.steps)
        yield BLANK
        yield said(("Invitation ", "bold"), steps, hang=HANG)
    yield BLANK
    yield from consent_lines(found.person.consents, clock)


def _allowed(purpose: Purpose, verdict: Verdict, clock: Clock, same: str) -> Paragraph:
    """Say one verdict; a reason that was said for another purpose is not said again."""
    parts: list[Part] = [(fit(purpose.value, NAME), ""), *verdict_words(verdict, clock)]
    if verdict.why and same:
        parts.append((f"  as for {same}", DIM))
        return said(*parts, hang=HANG)
    if verdict.why:
        parts.append((f"  {clock.told(verdict.why)}", DIM))
    if verdict.unlock and not verdict.allowed:
        parts += [(" → ", "bold $text-accent"), (verdict.unlock, "")]
    return said(*parts, hang=HANG)


def _score(contact: RankedContact, explanation: str) -> Iterator[Paragraph]:
    yield said(("Score ", "bold"), (f"{contact.score:.1f}", "bold $text-accent"), hang=HANG)
    for name, points in contact.terms.items():
        if points:
            bar = "█" * round(abs(points) / POINTS_PER_CELL)
            look = "$text-success" if points > 0 else "$text-error"
            yield said((f"{fit(name, NAME)}{points:>+6.1f} ", DIM), (bar, look))
    if explanation:
        yield said((explanation, DIM))
