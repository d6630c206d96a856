"""The list of the rules' values, section by section."""

from __future__ import annotations

from collections.abc import Sequence

from dm_assistant import rulebook
from dm_assistant.services.rule_views import RuleValue
from dm_assistant.tui.widgets.line_view import GAP, Column, LineView

SIGN, KEY, BAR = 2, 22, 10
ROOMY = 72
DEFAULT = 18


class RulesView(LineView):
    """Values as lines under the headings of their sections; the cursor passes headings over."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[RuleValue | str, ...] = ()

    def show(self, values: Sequence[RuleValue]) -> None:
        """Show the values; the cursor stays where it is."""
        lines: list[RuleValue | str] = []
        section = ""
        for value in values:
            if value.entry.section != section:
                section = value.entry.section
                lines.append(section)
            lines.append(value)
        self._lines = tuple(lines)
        self.cursor = max(1, self.cursor)
        self.rows_changed()
        self.tell(lambda: self.Moved(self))

    @property
    def current(self) -> RuleValue | None:
        """Return the value under the cursor."""
        line = self._lines[self.cursor] if self.cursor < len(self._lines) else None
        return line if isinstance(line, RuleValue) else None

    def stand_on(self, key: str) -> None:
        """Put the cursor on a value."""
        for place, line in enumerate(self._lines):
            if isinstance(line, RuleValue) and line.entry.key == key:
                self.cursor = place

    def validate_cursor(self, cursor: int) -> int:
        """Step over a heading in the direction the cursor came from."""
        if 0 <= cursor < len(self._lines) and isinstance(self._lines[cursor], str):
            return cursor - 1 if 0 < cursor < self.cursor else cursor + 1
        return cursor

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return mark, key, value, bar and, where there is room, the default."""
        line = self._lines[index]
        if isinstance(line, str):
            return [(f"  {line}", width, "strong", False)]
        sign = "›" if index == self.cursor else " "
        cells: list[Column] = [
            (sign + ("*" if line.changed else " "), SIGN, "mark", False),
            (line.entry.key, KEY, "text", False),
            (
                rulebook.shown(line.entry, line.value),
                value_width(width),
                "mark" if line.changed else "text",
                False,
            ),
        ]
        if width >= ROOMY:
            default = f"of {rulebook.shown(line.entry, line.entry.default)}" if line.changed else ""
            cells.append((default, DEFAULT, "dim", False))
        return [*cells, (bar(line), BAR, "dim", False)]


def value_width(width: int) -> int:
    """Return the cells that a value has in a line."""
    rest = width - SIGN - KEY - BAR - 3 * GAP
    return max(6, rest - DEFAULT - GAP if width >= ROOMY else rest)


VALUE_AT = SIGN + KEY + 2 * GAP
"""Where the value begins in a line."""


def bar(line: RuleValue, cells: int = BAR) -> str:
    """Draw where a value stands in its range, and where its default does."""
    here = rulebook.share(line.entry, line.value)
    default = rulebook.share(line.entry, line.entry.default)
    if here is None or default is None:
        return ""
    drawn = ["─"] * cells
    drawn[round(default * (cells - 1))] = "○"
    drawn[round(here * (cells - 1))] = "●"
    return "".join(drawn)
