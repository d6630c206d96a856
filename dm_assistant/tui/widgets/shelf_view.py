"""The list of templates, by purpose or by language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from textual.content import Content
from textual.widget import Widget

from dm_assistant.domain.statistics.words import interval_bar
from dm_assistant.services.shelf import TemplateLine
from dm_assistant.tui.widgets.line_view import GAP, Column
from dm_assistant.tui.widgets.sectioned import Sectioned

SIGN, LANGUAGE, LEVER, FROM, USED, REPLIED, BAR = 2, 5, 9, 4, 5, 10, 12
ROOMY = 74
BARRED = 58

ENGLISH_NAMES = {
    "en": "English",
    "es": "Spanish",
    "pt": "Portuguese",
    "fr": "French",
    "de": "German",
    "id": "Indonesian",
}
OWN = {"shipped": "", "own": "own"}
"""What is said of where a template comes from; the creator's own over a shipped one is ``over``."""


class By(Enum):
    """What the templates are listed under."""

    PURPOSE = "purpose"
    LANGUAGE = "language"


class ShelfView(Sectioned[TemplateLine]):
    """Templates under their headings; the cursor passes headings over and stays on its file."""

    def __init__(self) -> None:
        super().__init__()
        self._by = By.PURPOSE

    def order(self, lines: Sequence[TemplateLine], by: By) -> None:
        """Show the templates under the headings of one property."""
        self._by = by
        self.show(sorted(lines, key=_english_first) if by is By.LANGUAGE else lines)

    def section_of(self, line: TemplateLine) -> str:
        """Return the property that the templates are listed under."""
        return _key(self._by)(line)

    def key_of(self, line: TemplateLine) -> str:
        """Return the file of a template."""
        return line.path

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return mark, name, language, lever, use and replies; of a broken file what is wrong."""
        line = self._lines[index]
        if isinstance(line, str):
            named = ENGLISH_NAMES.get(line, line) if self._by is By.LANGUAGE else line
            return [(f"  {named}", width, "strong", False)]
        cursor = "›" if index == self.cursor else " "
        cells: list[Column] = [(cursor + mark(line), SIGN, "mark", False)]
        name = line.name if self._by is By.LANGUAGE else line.name.partition("/")[2] or line.name
        if not line.version:
            room = max(12, (width - SIGN) // 3)
            wrong = wrong_with(line)
            rest = max(0, width - SIGN - room - 2 * GAP)
            return [*cells, (name, room, "text", False), (wrong, rest, "mark", False)]
        after = _after_name(line, width)
        free = width - SIGN - GAP - sum(size + GAP for _, size, _, _ in after)
        return [*cells, (name, max(8, free), "text", False), *after]


def _key(by: By) -> Callable[[TemplateLine], str]:
    return _language if by is By.LANGUAGE else _purpose


def _english_first(line: TemplateLine) -> tuple[bool, str]:
    return line.language != "en", _language(line)


def _language(line: TemplateLine) -> str:
    return line.language or "?"


def _purpose(line: TemplateLine) -> str:
    return line.purpose or "elsewhere"


def _after_name(line: TemplateLine, width: int) -> list[Column]:
    cells: list[Column] = [(line.language, LANGUAGE, "dim", False)]
    if width >= ROOMY:
        cells.append((line.lever, LEVER, "dim", False))
    cells.append((OWN.get(line.origin, "over"), FROM, "dim", False))
    cells.append((f"{line.used:,}×" if line.used else "", USED, "text", True))
    figures = line.figures if line.counted else None
    replied = "" if figures is None else f"{figures.reply.k:,} of {figures.reply.n:,}"
    cells.append((replied, REPLIED, "dim", True))
    if width >= BARRED:
        drawn = "" if figures is None else interval_bar(figures.reply, BAR)
        early = figures is None or figures.reply.shown != "rate"
        cells.append((drawn, BAR, "dim" if early else "text", False))
    return cells


def mark(line: TemplateLine) -> str:
    """Return the sign of a file that cannot be used, or of which there is something to say."""
    if not line.version:
        return "✕"
    return "!" if line.notes else " "


def wrong_with(line: TemplateLine) -> str:
    """Return in a few words why a file cannot be used."""
    problem = line.notes[0].problem
    return f"line {problem.line}: {problem.reason}" if problem.line else problem.reason


class ShelfHeadings(Widget):
    """The names of the list's columns."""

    DEFAULT_CSS = """
    ShelfHeadings {
        height: 1; text-wrap: nowrap; color: $foreground-muted; text-style: underline;
    }
    """

    def render(self) -> Content:
        """Draw the names above their columns."""
        width = self.content_size.width
        cells = ["lang".ljust(LANGUAGE)]
        cells += ["lever".ljust(LEVER)] if width >= ROOMY else []
        cells += ["from", "sent".rjust(USED), "replied".rjust(REPLIED)]
        cells += ["0 %" + "100 %".rjust(BAR - 3)] if width >= BARRED else []
        after = " ".join(cells)
        room = max(8, width - SIGN - 2 * GAP - len(after))
        return Content(" ".join([" " * SIGN, "template".ljust(room), after]))
