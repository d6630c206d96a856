"""Lists whose lines stand under headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from dm_assistant.tui.widgets.line_view import LineView

V = TypeVar("V")


class Headed(LineView, Generic[V]):
    """Lines and headings, of which the cursor passes the headings over."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[V | str, ...] = ()

    @property
    def current(self) -> V | None:
        """Return the line under the cursor."""
        line = self._lines[self.cursor] if self.cursor < len(self._lines) else None
        return None if isinstance(line, str) else line

    def validate_cursor(self, cursor: int) -> int:
        """Step over a heading in the direction the cursor came from."""
        if 0 <= cursor < len(self._lines) and isinstance(self._lines[cursor], str):
            return cursor - 1 if 0 < cursor < self.cursor else cursor + 1
        return cursor

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)


class Sectioned(Headed[V]):
    """Lines under the headings of their sections; a subclass says what a line holds."""

    def section_of(self, line: V) -> str:
        """Return the heading that a line stands under."""
        raise NotImplementedError

    def key_of(self, line: V) -> str:
        """Return what tells a line from the others."""
        raise NotImplementedError

    def show(self, values: Sequence[V]) -> None:
        """Show lines; the cursor stays on what it stood on."""
        stood = self.current
        lines: list[V | str] = []
        section = ""
        for value in values:
            if self.section_of(value) != section:
                section = self.section_of(value)
                lines.append(section)
            lines.append(value)
        self._lines = tuple(lines)
        self.cursor = max(1, self.cursor)
        if stood is not None:
            self.stand_on(self.key_of(stood))
        self.rows_changed()
        self.tell(lambda: self.Moved(self))

    def stand_on(self, key: str) -> bool:
        """Put the cursor on a line; returns whether it is listed."""
        for place, line in enumerate(self._lines):
            if not isinstance(line, str) and self.key_of(line) == key:
                self.cursor = place
                return True
        return False
