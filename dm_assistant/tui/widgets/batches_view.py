"""What was imported: a line for each file, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from dm_assistant.services.importing import BatchLine
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.files_view import ending
from dm_assistant.tui.widgets.line_view import Column, LineView

NUMBER, DAY, FORMAT, NEW = 6, 11, 18, 12
ROOMY = 64


class BatchesView(LineView):
    """The imports as lines; one that was taken back says so."""

    def __init__(self) -> None:
        super().__init__()
        self._batches: tuple[BatchLine, ...] = ()
        self._clock: Clock | None = None

    def show(self, batches: Sequence[BatchLine], clock: Clock) -> None:
        """Show the imports there are now."""
        newest = self._batches[0].id if self._batches else 0
        self._batches, self._clock = tuple(batches), clock
        if self._batches and self._batches[0].id > newest:
            self.cursor = 0
        self.rows_changed()
        self.tell(lambda: self.Moved(self))

    @property
    def current(self) -> BatchLine | None:
        """Return the import under the cursor."""
        return self._batches[self.cursor] if self.cursor < len(self._batches) else None

    def count(self) -> int:
        """Return the number of imports."""
        return len(self._batches)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return number, day, file, what it is and what it brought."""
        batch = self._batches[index]
        look = "dim" if batch.undone else "text"
        sign = "›" if index == self.cursor else " "
        brought = "taken back" if batch.undone else f"{batch.new:,} new"
        room = width - 1 - NUMBER - DAY - NEW - 4
        cells: list[Column] = [
            (sign, 1, "mark", False),
            (f"{batch.id:,}", NUMBER, "dim", True),
            (self._clock.day(batch.at) if self._clock else "", DAY, "dim", False),
        ]
        if width >= ROOMY:
            room -= FORMAT + 1
            words = batch.words or batch.format
            cells += [(ending(batch.name, room), room, look, False), (words, FORMAT, "dim", False)]
        else:
            cells.append((ending(batch.name, room), room, look, False))
        return [*cells, (brought, NEW, look, True)]
