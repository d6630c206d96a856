"""The why-card: what the rules say about a message now, and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from textual.reactive import reactive

from dm_assistant.domain.model import Lane
from dm_assistant.domain.rules.overrides import candidate
from dm_assistant.domain.rules.verdict import Status, Verdict
from dm_assistant.tui.cells import Part
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said
from dm_assistant.tui.wording import STATUS_WORDS, counted, status_words

HANG = 2


class WhyCard(Panel):
    """Every finding that speaks against the message, then how many rules have no objection."""

    TITLE = "Why"

    verdict: reactive[Verdict | None] = reactive(None, init=False)
    clock: reactive[Clock | None] = reactive(None, init=False)
    lane: reactive[Lane | None] = reactive(None, init=False)

    def watch_verdict(self) -> None:
        """Draw another verdict."""
        self._draw()

    def watch_clock(self) -> None:
        """Count down."""
        self._draw()

    def on_mount(self) -> None:
        """Draw what is known at the start."""
        self._draw()

    def _draw(self) -> None:
        if self.verdict is None or self.clock is None:
            self.page([said(("No rules apply here.", "$foreground-muted"))])
            return
        self.page(verdict_page(self.verdict, self.clock, self.lane))


def verdict_words(verdict: Verdict, clock: Clock, lane: Lane | None = None) -> tuple[Part, ...]:
    """Return sign and words of a verdict in a lane, with the time it lifts if there is one."""
    sign, words, colour = status_words(verdict.status, lane)
    parts: list[Part] = [(f"{sign} {words}", f"bold {colour}")]
    if verdict.until is not None and not verdict.allowed:
        parts.append((f" until {clock.when(verdict.until)}", colour))
        parts.append((f"  in {clock.left(verdict.until)}", "$foreground-muted"))
    return tuple(parts)


def verdict_page(verdict: Verdict, clock: Clock, lane: Lane | None = None) -> Iterator[Paragraph]:
    """Yield the lines of the why-card."""
    yield Paragraph(verdict_words(verdict, clock, lane), HANG)
    if verdict.unlock and not verdict.allowed:
        yield said(("→ ", "bold $text-accent"), ("What helps: ", "bold"), verdict.unlock, hang=HANG)
    reasons, alone = verdict.reasons, candidate(verdict)
    if reasons:
        yield BLANK
    for found in reasons:
        sign, _, colour = STATUS_WORDS[found.status]
        name = found.rule.replace("_", " ")
        parts: list[Part | str] = [(f"{sign} ", f"bold {colour}"), (f"{name}: ", "bold")]
        parts.append(clock.told(found.detail))
        if found.until is not None and found.status is Status.HOLD:
            parts.append((f" Lifts {clock.when(found.until)}.", "$foreground-muted"))
        if found is alone:
            parts.append((" y overrides it, with a reason.", "$foreground-muted"))
        yield said(*parts, hang=HANG)
    fine = len(verdict.findings) - len(reasons)
    if fine:
        yield BLANK
        yield said((f"✓ {counted(fine, 'rule')} without objection", "$foreground-muted"), hang=HANG)
