"""A list of frozen views, whose cursor stays on what it stood on while the rest changes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from dm_assistant.tui.widgets.line_view import LineView

V = TypeVar("V")


class Listed(LineView, Generic[V]):
    """Lines of one kind; a subclass says what tells them apart and what their columns hold."""

    DEFAULT_CSS = "Listed { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[V, ...] = ()
        self._wanted: Hashable = None

    def mark_of(self, line: V) -> Hashable:
        """Return what tells a line from the others."""
        raise NotImplementedError

    def go_to(self, mark: Hashable) -> None:
        """Put the cursor on a line that was just made, once it is among those shown."""
        self._wanted = mark

    def show(self, lines: Sequence[V]) -> None:
        """Show other lines."""
        stood = self.current
        self._lines = tuple(lines)
        self.rows_changed()
        places = {self.mark_of(line): place for place, line in enumerate(self._lines)}
        if self._wanted in places:
            self.cursor, self._wanted = places[self._wanted], None
        elif stood is not None:
            self.cursor = places.get(self.mark_of(stood), self.cursor)
        self.tell(lambda: self.Moved(self))

    @property
    def current(self) -> V | None:
        """Return the line under the cursor."""
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def sign(self, index: int) -> str:
        """Return what stands before a line."""
        return "›" if index == self.cursor else " "
