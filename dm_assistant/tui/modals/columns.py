"""Saying what the columns of an unknown table hold, with its first rows before one's eyes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.services.file_reports import LeftLine
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.choice import Choice, Option
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.files_view import short
from dm_assistant.tui.widgets.line_view import Column, LineView
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.wording import one_line

FIELDS = (
    ("h", "handle", "who wrote it: the handle"),
    ("t", "text", "what they wrote"),
    ("w", "at", "when"),
    ("n", "name", "their name"),
    ("u", "user_id", "their id on the platform"),
    ("i", "comment_id", "the comment's id"),
    ("p", "post_id", "the post's id"),
    ("a", "post_url", "the post's address"),
    ("s", "post_title", "the post's title"),
    ("l", "likes", "likes"),
    ("r", "parent_id", "the comment it answers"),
    ("o", "owner", "if you wrote it yourself"),
    ("f", "platform", "the platform"),
)
NEEDED = ("handle", "text", "at")
NONE = "-"
NAME, FIELD = 18, 24
ROWS = 3
WORDS = {field: words for _, field, words in FIELDS}


class ColumnsView(LineView):
    """A line for each column: its name, what its first rows hold, and what that is."""

    DEFAULT_CSS = "ColumnsView { height: auto; max-height: 10; margin-bottom: 1; }"

    def __init__(self, table: LeftLine) -> None:
        super().__init__()
        self._table = table
        self.fields: dict[int, str] = {
            table.columns.index(column): field
            for field, column in table.mapping.items()
            if column in table.columns
        }

    def on_mount(self) -> None:
        """Be as high as the columns are many."""
        self.styles.height = min(10, len(self._table.columns))
        self.rows_changed()

    def give(self, column: int, field: str) -> None:
        """Say what a column holds; a field comes from one column only."""
        self.fields = {at: held for at, held in self.fields.items() if held != field}
        self.fields.pop(column, None)
        if field:
            self.fields[column] = field
        self.refresh()

    def count(self) -> int:
        """Return the number of columns of the table."""
        return len(self._table.columns)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return cursor, the column's name, its first values, and what they are."""
        values = " · ".join(
            one_line(row[index], 40) for row in self._table.samples if row[index].strip()
        )
        field = WORDS.get(self.fields.get(index, ""), "")
        sign = "›" if index == self.cursor else " "
        return [
            (sign, 1, "mark", False),
            (self._table.columns[index], NAME, "text", False),
            (values, width - NAME - FIELD - 6, "dim", False),
            ("→" if field else " ", 1, "strong", False),
            (field, FIELD, "strong", False),
        ]


class MapColumns(Dialog[Mapping[str, str]]):
    """Asks what the columns hold; answers with field to column."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("save", "open", words={"save": "Use these", "open": "Say what it holds"}),
        Binding("x,delete", "clear", "Nothing", id="columns.clear", tooltip="It is not needed"),
    ]

    def __init__(self, table: LeftLine) -> None:
        super().__init__(f"Which column holds what? {short(table.path)}")
        self._table = table

    def body(self) -> ComposeResult:
        """Show the columns, and how the first rows would be read."""
        yield ColumnsView(self._table)
        yield Sheet(id="read")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(ColumnsView).focus()
        self._show()

    @property
    def _mapping(self) -> dict[str, str]:
        given = self.query_one(ColumnsView).fields
        return {field: self._table.columns[column] for column, field in given.items()}

    def _missing(self) -> list[str]:
        """Return what a comment cannot be made without; an id can tell the time."""
        given = self._mapping
        return [
            field
            for field in NEEDED
            if field not in given and not (field == "at" and "comment_id" in given)
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey the end until it is enough."""
        del parameters
        if action == "save" and self.is_mounted:
            return None if self._missing() else True
        return True

    def _show(self) -> None:
        self.query_one("#read", Sheet).paragraphs = tuple(self._page())
        self.refresh_bindings()

    def _page(self) -> Iterator[Paragraph]:
        missing = self._missing()
        if missing:
            words = "; ".join(WORDS[field] for field in missing)
            yield said(("Still needed: ", "$text-warning"), words, hang=2)
            return
        yield said(("The first rows would read:", "$foreground-muted"))
        places = {field: column for column, field in self.query_one(ColumnsView).fields.items()}
        for row in self._table.samples[:ROWS]:
            cells = {field: one_line(row[column], 60) for field, column in places.items()}
            when = f" ({cells['at']})" if "at" in cells else ""
            yield said((f"@{cells['handle']}", "bold"), when, f": “{cells['text']}”", hang=2)

    def action_open(self) -> None:
        """Ask what the column under the cursor holds."""
        view = self.query_one(ColumnsView)
        options = [Option(key, field, words) for key, field, words in FIELDS]
        options.append(Option(NONE, "", "nothing that is needed"))
        at = [option.value for option in options].index(view.fields.get(view.cursor, ""))
        self.app.push_screen(
            Choice(f"What is in “{self._table.columns[view.cursor]}”?", "", options, at),
            partial(self._given, view.cursor),
        )

    def _given(self, column: int, field: str | None) -> None:
        if field is not None:
            self.query_one(ColumnsView).give(column, field)
            self._show()

    def on_line_view_opened(self) -> None:
        """Ask for the column that was clicked twice."""
        self.action_open()

    def action_clear(self) -> None:
        """Say that the column under the cursor is not needed."""
        self._given(self.query_one(ColumnsView).cursor, "")

    def action_save(self) -> None:
        """Answer with what was said."""
        if not self._missing():
            self.dismiss(self._mapping)
