"""The timeline of one person as lines: when, what, and the beginning of the words."""

from __future__ import annotations

from collections.abc import Sequence

from dm_assistant.services.views import TimelineEntry
from dm_assistant.tui.cells import Part
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.line_view import GAP, Column, LineView
from dm_assistant.tui.widgets.sheet import Paragraph, said
from dm_assistant.tui.wording import LEFT, one_line

SIGN, DAY, KIND = 1, 11, 16
DIM = "$foreground-muted"


class TimelineView(LineView):
    """What happened with a person, newest first."""

    def __init__(self) -> None:
        super().__init__(id="timeline")
        self.entries: tuple[TimelineEntry, ...] = ()
        self._clock: Clock | None = None

    def show(self, entries: Sequence[TimelineEntry], clock: Clock) -> None:
        """Show other entries; the cursor stays on the one it stood on."""
        stood = self.current
        self.entries, self._clock = tuple(entries), clock
        if stood in self.entries:
            self.cursor = self.entries.index(stood)
        self.rows_changed()
        self.tell(lambda: self.Moved(self))

    @property
    def current(self) -> TimelineEntry | None:
        """Return the entry under the cursor."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

    def count(self) -> int:
        """Return how many entries there are."""
        return len(self.entries)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return day, kind, and the words or what else is known."""
        entry = self.entries[index]
        kind, detail = names(entry)
        words = one_line(entry.text) or detail
        rest = max(0, width - SIGN - DAY - KIND - 3 * GAP)
        day = "" if self._clock is None else self._clock.day(entry.at)
        return [
            ("›" if index == self.cursor else " ", SIGN, "mark", False),
            (day, DAY, "dim", True),
            (kind, KIND, "strong", False),
            (words, rest, "text", False),
        ]


def names(entry: TimelineEntry) -> tuple[str, str]:
    """Return what kind of thing happened, and what else is known of it."""
    kind, detail = entry.kind.replace("_", " "), entry.detail.replace("_", " ")
    if entry.draft is not None and entry.kind in LEFT:
        return "you wrote", f"{detail}, {kind}"
    return kind, detail


def entry_in_full(entry: TimelineEntry, clock: Clock) -> Paragraph:
    """Return everything about one entry."""
    kind, detail = names(entry)
    parts: list[Part] = [(f"{clock.when(entry.at)} ", DIM), (kind, "bold")]
    if detail:
        parts.append((f" · {detail}", DIM))
    if entry.text:
        parts.append((f"  {entry.text}", ""))
    return said(*parts, hang=2)
