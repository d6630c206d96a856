"""A list that draws only the lines on screen: cursor, scrolling and keys for any number of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from dm_assistant.tui.cells import fit
from dm_assistant.tui.keys import keys

Column = tuple[str, int, str, bool]
"""One cell of a line: the words, the width in cells, the name of its look, and flush right."""

GAP = 1


class LineView(ScrollView, can_focus=True):
    """A virtual list; a subclass says how many rows there are and what a row's columns hold."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line--text",
        "line--dim",
        "line--strong",
        "line--mark",
        "line--cursor",
        "line--cursor-blurred",
    }

    DEFAULT_CSS = """
    LineView {
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        & > .line--text { color: $foreground; }
        & > .line--dim { color: $foreground-muted; }
        & > .line--strong { color: $text-accent; }
        & > .line--mark { color: $text-warning; text-style: bold; }
        & > .line--cursor { background: $primary-muted; text-style: bold; }
        & > .line--cursor-blurred { background: $panel; }
        &:nocolor > .line--cursor { text-style: bold reverse; }
        &:nocolor > .line--dim { text-style: dim; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = keys(
        "next", "previous", "page_down", "page_up", "first", "last"
    )

    cursor: reactive[int] = reactive(0, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._looks: dict[tuple[str, str], Style] = {}

    class Moved(Message):
        """The cursor stands on another line, or on another row than before."""

        def __init__(self, view: LineView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> LineView:
            """Return the list, so that a screen can tell its lists apart."""
            return self.view

    class Opened(Moved):
        """A line was chosen, as with a second click."""

    def count(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return the cells of one row for a line of ``width`` cells."""
        raise NotImplementedError

    def tell(self, message: Callable[[], Message]) -> None:
        """Send a message that is made in the list's own turn.

        One made while the screen draws or loads would count as the screen's own and stop there.
        """
        self.call_later(lambda: self.post_message(message()))

    def rows_changed(self) -> None:
        """Take note that there are more, fewer or other rows."""
        total = self.count()
        self.virtual_size = Size(self.scrollable_content_region.width, total)
        self.cursor = max(0, min(self.cursor, total - 1))
        self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the lines as wide as the list, and the cursor on screen."""
        self.virtual_size = Size(self.scrollable_content_region.width, self.count())
        self._show_cursor()

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two lines that changed, and follow the cursor."""
        if not self.is_mounted:
            return
        self.refresh_line(before)
        self.refresh_line(after)
        self._show_cursor()
        self.tell(lambda: self.Moved(self))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Draw the cursor's line as focused or not."""
        super().watch_has_focus(_has_focus)
        self.refresh_line(self.cursor)

    def _show_cursor(self) -> None:
        if self.count() and self.size.height:
            self.scroll_to_region(
                Region(0, self.cursor, 1, 1), animate=False, force=True, x_axis=False
            )

    def action_cursor(self, by: int) -> None:
        """Move the cursor by some lines."""
        if self.count():
            self.cursor = max(0, min(self.count() - 1, self.cursor + by))

    def action_page(self, direction: int) -> None:
        """Move the cursor by what is on screen."""
        self.action_cursor(direction * max(1, self.scrollable_content_region.height - 1))

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first or the last line."""
        self.action_cursor(self.count() if end else -self.count())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a second click opens."""
        index = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if 0 <= index < self.count():
            self.cursor = index
            if event.chain > 1:
                self.post_message(self.Opened(self))

    def notify_style_update(self) -> None:
        """Forget the colours that were worked out."""
        self._looks.clear()
        super().notify_style_update()

    def _look(self, name: str, under: str) -> Style:
        """Return the colours of one look of the list, on a plain line or one under the cursor."""
        found = self._looks.get((name, under))
        if found is None:
            found = self.rich_style
            for each in (name, under):
                if each:
                    found += self.get_component_rich_style(f"line--{each}", partial=True)
            self._looks[name, under] = found
        return found

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= self.count() or width <= 0:
            return Strip.blank(width, self._look("", ""))
        under = ""
        if index == self.cursor:
            under = "cursor" if self.has_focus else "cursor-blurred"
        plain = self._look("", under)
        segments: list[Segment] = []
        used = 0
        for words, room, name, right in self.columns(index, width):
            if used:
                segments.append(Segment(" " * GAP, plain))
                used += GAP
            segments.append(Segment(fit(words, room, right=right), self._look(name, under)))
            used += room
        segments.append(Segment(" " * max(0, width - used), plain))
        return Strip(segments).adjust_cell_length(width, plain)
