"""Pages of words: text that wraps between clusters, in a bordered panel that scrolls."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from dm_assistant.tui.cells import Part, cut, flow, steady


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words with their styles; lines after the first are moved in by ``hang`` cells."""

    parts: tuple[Part, ...]
    hang: int = 0


BLANK = Paragraph(())

KEY = "bold $text-accent"
"""How a key looks; in words of this look an id in {braces} is shown as the key it has."""

_NAMED = re.compile(r"(\{[a-z_.]+\})")


def said(*parts: Part | str, hang: int = 0) -> Paragraph:
    """Make a paragraph; bare strings have no style."""
    return Paragraph(tuple((part, "") if isinstance(part, str) else part for part in parts), hang)


def ours(words: str, style: str = "") -> tuple[Part, ...]:
    """Return words of our own in which ids of verbs stand in {braces}, for ``said``."""
    return tuple(
        (each, KEY if place % 2 else style)
        for place, each in enumerate(_NAMED.split(words))
        if each
    )


class Sheet(Widget):
    """Paragraphs wrapped to the width there is; every word passes through ``to_screen``."""

    DEFAULT_CSS = "Sheet { height: auto; width: 1fr; text-wrap: nowrap; }"

    paragraphs: reactive[tuple[Paragraph, ...]] = reactive((), layout=True)

    def __init__(
        self,
        paragraphs: Iterable[Paragraph] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Sheet.paragraphs, tuple(paragraphs))

    def render(self) -> Content:
        """Draw the lines for the present width."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return the number of lines at ``width`` cells."""
        return max(1, len(self._lines(width)))

    def _lines(self, width: int) -> list[Content]:
        return [
            line
            for paragraph in self.paragraphs
            for line in flow(self._keyed(paragraph.parts), width, hang=paragraph.hang)
        ]

    def _keyed(self, parts: Iterable[Part]) -> list[Part]:
        """Put the keys that verbs have now where our own words name them."""
        keyed = getattr(self.app, "keyed", str)
        return [(keyed(words), style) if style == KEY else (words, style) for words, style in parts]


class Panel(VerticalScroll, can_focus=False):
    """A titled border around a sheet."""

    DEFAULT_CSS = """
    Panel {
        height: auto;
        border: round $foreground 25%;
        border-title-color: $text-accent;
        border-title-style: bold;
        border-subtitle-color: $foreground-muted;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        &:nocolor { border-title-style: bold; }
    }
    """

    TITLE: ClassVar[str] = ""
    TITLE_WIDTH: ClassVar[int] = 46

    def compose(self) -> ComposeResult:
        """Make the sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """Show the title before the first page arrives."""
        if self.TITLE:
            self.head(self.TITLE)

    def head(self, title: str, subtitle: str = "") -> None:
        """Set the words on the border."""
        self.border_title = Content(cut(steady(title), self.TITLE_WIDTH))
        self.border_subtitle = Content(cut(subtitle, self.TITLE_WIDTH)) if subtitle else None

    def page(self, paragraphs: Iterable[Paragraph]) -> None:
        """Show another page from its top."""
        if self.is_mounted:
            self.query_one(Sheet).paragraphs = tuple(paragraphs)
            self.scroll_to(y=0, animate=False, force=True)
