"""The queue: one lane's items as lines, of which only those near the screen are in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dm_assistant.services.queue_views import ItemId, LaneItems, QueueRow
from dm_assistant.tui.clock import short_span
from dm_assistant.tui.widgets.line_view import GAP, Column, LineView
from dm_assistant.tui.wording import CLASS_LABELS, called, one_line

PAGE = 128
KEPT = 16 * PAGE
"""How many rows stay in memory; more than any terminal has lines."""
NEAR = 2 * PAGE
"""How far from its old place an item is looked for after the lane changed."""
ROOMY = 72
WIDE = 100
SIGN, PURPOSE, SCORE, AGE = 2, 9, 5, 5


def widths(width: int, *, timed: bool) -> tuple[int, int, int, int, int, int]:
    """Return the widths of sign, name, purpose, score, time and text for a line of ``width``."""
    name = 20 if width >= WIDE else 17 if width >= ROOMY else 14
    purpose = PURPOSE if width >= ROOMY else 8
    age = AGE if timed else 0
    rest = width - (SIGN + name + purpose + SCORE + age) - (5 if timed else 4) * GAP
    return SIGN, name, purpose, SCORE, age, max(0, rest)


class QueueView(LineView):
    """The lines of one lane; rows are asked for by message, 128 at a time."""

    now: reactive[datetime | None] = reactive(None)
    timed: reactive[bool] = reactive(True)

    class RowsWanted(Message):
        """Rows near the screen are not in memory."""

        def __init__(self, items: tuple[ItemId, ...]) -> None:
            super().__init__()
            self.items = items

    class MarksChanged(Message):
        """Another number of lines is marked."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._items = LaneItems("draft")
        self._rows: dict[ItemId, QueueRow] = {}
        self._asked: set[int] = set()
        self._marks: dict[ItemId, None] = {}

    # --- what arrives ------------------------------------------------------------------------

    def show_first(self, rows: Sequence[QueueRow]) -> None:
        """Show the head of a lane whose full order is not known yet, from its first line."""
        self._rows = {row.item: row for row in rows}
        self._marks.clear()
        self.tell(lambda: self.MarksChanged(0))
        self._set_items(LaneItems.of([row.item for row in rows]), 0)
        self.scroll_to(y=0, animate=False, force=True)

    def show_items(self, items: Sequence[ItemId], leaving: Collection[ItemId] = ()) -> None:
        """Show a lane in its present order; cursor and scroll position stay with their item.

        Items that an act is moving away at this moment stay out.
        """
        if not isinstance(items, LaneItems):
            items = LaneItems.of(items)
        if leaving:
            items, _ = items.without(leaving, self.cursor)
        stood = self.current
        place = self._place_of(stood, items)
        moved = place - self.cursor
        offset = self.scroll_offset.y
        self._set_items(items, place)
        if moved:
            self.scroll_to(y=max(0, offset + moved), animate=False, force=True)
            self._show_cursor()

    def go_to(self, item: ItemId) -> bool:
        """Put the cursor on an item, where the lane holds it; return whether it does."""
        if item not in self._items:
            return False
        self.cursor = self._items.index(item)
        return True

    def take_rows(self, rows: Sequence[QueueRow]) -> None:
        """Keep rows that were asked for; far ones make room."""
        if len(self._rows) + len(rows) > KEPT:
            near = self._items[max(0, self.cursor - NEAR) : self.cursor + NEAR]
            self._rows = {item: self._rows[item] for item in near if item in self._rows}
            self._asked.clear()
        self._rows.update((row.item, row) for row in rows)
        self.refresh()
        if self.current in {row.item for row in rows}:
            self.tell(lambda: self.Moved(self))

    def take_out(self, items: Collection[ItemId]) -> None:
        """Leave out items that an act is moving away, and go on to the next."""
        stood = self.current
        self.unmark(items)
        kept, before = self._items.without(items, self.cursor)
        self._set_items(kept, self.cursor - before)
        if self.current != stood:
            self.tell(lambda: self.Moved(self))

    def _set_items(self, items: LaneItems, cursor: int) -> None:
        before = self.current
        self._items = items
        self._asked.clear()
        self.cursor = max(0, min(cursor, len(items) - 1))
        self.rows_changed()
        if self.current != before:
            self.tell(lambda: self.Moved(self))

    def _place_of(self, item: ItemId | None, items: LaneItems) -> int:
        """Return where ``item`` is now, else the line it stood on."""
        if item is not None:
            with suppress(ValueError):
                return items.index(item, max(0, self.cursor - NEAR), self.cursor + NEAR)
        return self.cursor

    def ask_again(self) -> None:
        """Ask for the lines on screen even where they are in memory: they may have changed."""
        top = self.scroll_offset.y
        for page in sorted({top // PAGE, (top + self.size.height) // PAGE}):
            self._want(page)

    # --- what is there -----------------------------------------------------------------------

    @property
    def current(self) -> ItemId | None:
        """Return the item under the cursor."""
        return self._items[self.cursor] if self.cursor < len(self._items) else None

    @property
    def current_row(self) -> QueueRow | None:
        """Return the row under the cursor, where it is in memory."""
        return None if self.current is None else self.row_of(self.current)

    def row_of(self, item: ItemId) -> QueueRow | None:
        """Return the row of an item, where it is in memory."""
        return self._rows.get(item)

    @property
    def marked(self) -> tuple[ItemId, ...]:
        """Return the marked items in the order they were marked."""
        return tuple(self._marks)

    def count(self) -> int:
        """Return the number of items in the lane, as far as it is known."""
        return len(self._items)

    def toggle_mark(self) -> None:
        """Mark or unmark the item under the cursor and go on to the next."""
        if self.current is None:
            return
        if self.current in self._marks:
            del self._marks[self.current]
        else:
            self._marks[self.current] = None
        self.refresh_line(self.cursor)
        self.action_cursor(1)
        self.tell(lambda: self.MarksChanged(len(self._marks)))

    def unmark(self, items: Collection[ItemId]) -> None:
        """Take the marks off items that stay in the lane."""
        for item in items:
            self._marks.pop(item, None)
        self.refresh()
        self.tell(lambda: self.MarksChanged(len(self._marks)))

    def mark_all(self) -> None:
        """Mark every item of the lane, or none where all are marked."""
        every = len(self._marks) == len(self._items)
        self._marks = {} if every else dict.fromkeys(self._items)
        self.refresh()
        self.tell(lambda: self.MarksChanged(len(self._marks)))

    # --- drawing -----------------------------------------------------------------------------

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return sign, name, purpose, score, time and first words of one item."""
        item = self._items[index]
        sign = ("›" if index == self.cursor else " ") + ("●" if item in self._marks else " ")
        row = self._rows.get(item)
        marker: Column = (sign, SIGN, "mark", False)
        if row is None:
            self._ask(index)
            return [marker, ("…", max(0, width - SIGN - GAP), "dim", False)]
        _, name, purpose, score, age, text = widths(width, timed=self.timed)
        kind = row.purpose.value if row.reply_class is None else CLASS_LABELS[row.reply_class]
        who = called(row.name, f"@{row.handle}")
        cells: list[Column] = [
            marker,
            (who, name, "text", False),
            (kind, purpose, "strong" if row.reply_class else "dim", False),
            (f"{row.score:.0f}" if row.score else "·", score, "text", True),
        ]
        if age:
            cells.append((self._time(row), age, "dim", True))
        if text:
            cells.append((one_line(row.text), text, "dim", False))
        return cells

    def _time(self, row: QueueRow) -> str:
        if row.until is None or self.now is None:
            return ""
        return short_span(row.until - self.now)

    def _ask(self, index: int) -> None:
        """Ask for the page of a missing row, once."""
        page = index // PAGE
        if page in self._asked:
            return
        self._want(page)

    def _want(self, page: int) -> None:
        self._asked.add(page)
        wanted = tuple(self._items[page * PAGE : (page + 1) * PAGE])
        if wanted:
            self.tell(lambda: self.RowsWanted(wanted))


class Headings(Widget):
    """The names of the queue's columns."""

    DEFAULT_CSS = """
    Headings { height: 1; text-wrap: nowrap; color: $foreground-muted; text-style: underline; }
    """

    timed: reactive[bool] = reactive(True)

    def render(self) -> Content:
        """Draw the names above their columns."""
        width = self.content_size.width
        sign, name, purpose, score, age, text = widths(width, timed=self.timed)
        cells = [
            " " * sign,
            "Name".ljust(name),
            "For".ljust(purpose),
            "Score".rjust(score),
        ]
        if age:
            cells.append("Until".rjust(age))
        if text:
            cells.append("Says"[:text].ljust(text))
        return Content(" ".join(cells)[:width])
