"""The themes people ask for, with a bar each, and the quotes of one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from dm_assistant.domain.feedback import ThemeState
from dm_assistant.services.feedback_views import Quote, ThemeLine
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.line_view import GAP, Column
from dm_assistant.tui.widgets.listed import Listed

BAR, COUNT, STATE, TOLD = 8, 13, 8, 11
ROOMY, WIDE = 68, 84
DAY, HANDLE = 11, 16

STATES = {
    ThemeState.OPEN: "○",
    ThemeState.IDEA: "◔",
    ThemeState.MAKING: "◑",
    ThemeState.MADE: "●",
    ThemeState.DROPPED: "✕",
}
"""The sign of each state; the panel says it in words."""


def bar(part: int, whole: int, cells: int) -> str:
    """Draw a part of a whole; anything of it is at least one cell, and all of it fills it."""
    if whole <= 0 or part <= 0:
        return "░" * cells
    filled = min(cells, max(1, part * cells // whole))
    return "█" * filled + "░" * (cells - filled)


class ThemesView(Listed[ThemeLine]):
    """Themes as lines: letter, state, name, bar, who asked of those who answered, who was told."""

    def mark_of(self, line: ThemeLine) -> Hashable:
        """Return the theme's id."""
        return line.theme.id

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return the cells of one theme."""
        line = self._lines[index]
        dropped = line.theme.state is ThemeState.DROPPED
        rate = line.weight.answered
        beside = f" +{line.weight.elsewhere}" if line.weight.elsewhere else ""
        room = width - 3 - 3 * GAP - BAR - COUNT - 2 * GAP
        cells: list[Column] = [
            (self.sign(index), 1, "mark", False),
            (line.theme.key or "·", 1, "strong", False),
            (STATES[line.theme.state], 1, "dim" if dropped else "text", False),
        ]
        tail: list[Column] = [
            (bar(rate.k, rate.n, BAR), BAR, "dim" if dropped else "strong", False),
            (f"{rate.k:,} of {rate.n:,}{beside}", COUNT, "text", True),
        ]
        if width >= ROOMY:
            room -= STATE + GAP
            tail.append((line.theme.state.value, STATE, "dim", False))
        if width >= WIDE:
            room -= TOLD + GAP
            tail.append((f"{line.told:,} told" if line.told else "", TOLD, "dim", False))
        return [*cells, (line.theme.name, room, "dim" if dropped else "text", False), *tail]


class QuotesView(Listed[Quote]):
    """Quotes as lines: the day, who said it, and the words."""

    clock: Clock | None = None

    def mark_of(self, line: Quote) -> Hashable:
        """Return the number of the message."""
        return line.number

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return the cells of one quote."""
        quote = self._lines[index]
        return [
            (self.sign(index), 1, "mark", False),
            (self.clock.day(quote.at) if self.clock else "", DAY, "dim", False),
            (f"@{quote.handle}", HANDLE, "dim", False),
            (f"“{quote.words}”", width - DAY - HANDLE - 4, "text", False),
        ]
