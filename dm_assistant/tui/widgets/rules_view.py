"""The list of the rules' values, section by section."""

from __future__ import annotations

from collections.abc import Sequence

from dm_assistant import rulebook
from dm_assistant.services.rule_views import RuleValue
from dm_assistant.tui.widgets.line_view import GAP, Column
from dm_assistant.tui.widgets.sectioned import Sectioned

SIGN, KEY, BAR = 2, 22, 10
ROOMY = 72
DEFAULT = 18


class RulesView(Sectioned[RuleValue]):
    """Values as lines under the headings of their sections."""

    def section_of(self, line: RuleValue) -> str:
        """Return the section of a value."""
        return line.entry.section

    def key_of(self, line: RuleValue) -> str:
        """Return the key of a value."""
        return line.entry.key

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
