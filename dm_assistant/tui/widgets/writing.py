"""Places to type: a field and a text area that move and delete by whole visible characters."""

from __future__ import annotations

from textual import events
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Location
from wcwidth import iter_graphemes

from dm_assistant.domain.text import clean_message, to_screen


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

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        self.move_cursor(self.document.end)

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = clean_message(event.text)

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
