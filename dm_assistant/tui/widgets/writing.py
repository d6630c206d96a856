"""Places to type: a field and a text area that move and delete by whole visible characters."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text
from textual import events
from textual.widgets import Input, TextArea
from textual.widgets.text_area import EditResult, Location, Selection
from wcwidth import iter_graphemes

from dm_assistant.domain.rules.verdict import Place
from dm_assistant.domain.text import clean_message, to_screen
from dm_assistant.tui.marks import MARKED, carried


def boundary_before(text: str, index: int) -> int:
    """Return where the cluster begins that ends at or holds ``index``."""
    start = 0
    for cluster in iter_graphemes(text):
        if start + len(cluster) >= index:
            return start
        start += len(cluster)
    return start


def boundary_after(text: str, index: int) -> int:
    """Return where the cluster ends that begins at or holds ``index``."""
    end = 0
    for cluster in iter_graphemes(text):
        end += len(cluster)
        if end > index:
            return end
    return len(text)


class Field(Input):
    """One line to type in; pasted text loses its control characters."""

    DEFAULT_CSS = """
    Field { border: round $foreground 25%; height: 3; padding: 0 1; background: transparent; }
    Field:focus { border: round $accent; }
    Field.-textual-compact, Field.-textual-compact:focus {
        border: none; height: 1; background: $background;
    }
    """

    def on_mount(self) -> None:
        """Blink only where things may move."""
        self.cursor_blink = self.app.animation_level == "full"

    def _on_paste(self, event: events.Paste) -> None:
        event.text = to_screen(event.text.strip())

    def action_delete_left(self) -> None:
        """Delete the selection or one visible character."""
        if self.selection.is_empty:
            start = boundary_before(self.value, self.cursor_position)
            self.delete(start, self.cursor_position)
        else:
            self.delete_selection()

    def action_delete_right(self) -> None:
        """Delete the selection or one visible character."""
        if self.selection.is_empty:
            self.delete(self.cursor_position, boundary_after(self.value, self.cursor_position))
        else:
            self.delete_selection()


class MessageArea(TextArea):
    """Where a message is written."""

    DEFAULT_CSS = """
    MessageArea { border: round $foreground 25%; padding: 0 1; height: 1fr; }
    MessageArea:focus { border: round $accent; }
    """

    def __init__(self, text: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(clean_message(text), id=id, soft_wrap=True, tab_behavior="focus")
        self._marks: tuple[Place, ...] = ()
        self._marked_text = ""

    # --- marked words ------------------------------------------------------------------------

    @property
    def marks(self) -> tuple[Place, ...]:
        """Return the marked places of the text as it is now."""
        text = self.text
        if text != self._marked_text:
            self._marks = carried(self._marks, self._marked_text, text)
            self._marked_text = text
        return self._marks

    def mark(self, places: Sequence[Place], text: str) -> None:
        """Mark these places of a text; they go with the words when those have changed since."""
        self._marks, self._marked_text = tuple(places), text
        self.notify_style_update()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """Return one line, its marked words drawn so that it takes no colour to see them."""
        line = super().get_line(line_index)
        marks = self.marks
        if marks:
            begins = self._index((line_index, 0))
            for each in marks:
                start, end = max(each.start - begins, 0), min(each.end - begins, len(line))
                if start < end:
                    line.stylize(_MARK, start, end)
        return line

    def go_to_mark(self) -> Place | None:
        """Select the next marked words after the cursor, from the end on the first ones."""
        marks = self.marks
        if not marks:
            return None
        here = self._index(min(self.selection)), self._index(max(self.selection))
        later = (each for each in marks if (each.start, each.end) > here)
        if here[0] == here[1]:
            later = (each for each in marks if each.start >= here[0])
        chosen = next(later, marks[0])
        self.selection = Selection(self._location(chosen.start), self._location(chosen.end))
        return chosen

    def _index(self, location: Location) -> int:
        row, column = location
        return column + sum(len(self.document.get_line(each)) + 1 for each in range(row))

    def _location(self, index: int) -> Location:
        before = self.text[:index]
        return before.count("\n"), index - before.rfind("\n") - 1

    # --- whole characters --------------------------------------------------------------------
    def on_mount(self) -> None:
        """Begin at the end of the text, and blink only where things may move."""
        self.cursor_blink = self.app.animation_level == "full"
        self.move_cursor(self.document.end)

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = clean_message(event.text)

    def delete(
        self, start: Location, end: Location, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        """Delete what stands between two places, never a part of a visible character."""
        start, end = self._whole(start, end)
        return super().delete(start, end, maintain_selection_offset=maintain_selection_offset)

    def replace(
        self,
        insert: str,
        start: Location,
        end: Location,
        *,
        maintain_selection_offset: bool = True,
    ) -> EditResult:
        """Replace what stands between two places, never a part of a visible character."""
        if start != end:
            start, end = self._whole(start, end)
        return super().replace(
            insert, start, end, maintain_selection_offset=maintain_selection_offset
        )

    def _whole(self, start: Location, end: Location) -> tuple[Location, Location]:
        """Widen a range to the borders of the visible characters it begins and ends in."""
        (row, column), (last_row, last_column) = sorted((start, end))
        first, last = self.document.get_line(row), self.document.get_line(last_row)
        if 0 < column < len(first):
            column = boundary_before(first, column + 1)
        if 0 < last_column < len(last):
            last_column = boundary_after(last, last_column - 1)
        return (row, column), (last_row, last_column)

    def get_cursor_left_location(self) -> Location:
        """Return the place one visible character to the left."""
        row, column = self.cursor_location
        if column == 0:
            return super().get_cursor_left_location()
        return row, boundary_before(self.document.get_line(row), column)

    def get_cursor_right_location(self) -> Location:
        """Return the place one visible character to the right."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        if column >= len(line):
            return super().get_cursor_right_location()
        return row, boundary_after(line, column)


_MARK = Style.parse(MARKED)
