"""The board of collaborations: a column for each stage, a card for each collaboration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dm_assistant.domain.collabs import LINE, Stage
from dm_assistant.domain.model import DraftState
from dm_assistant.services.collab_views import CollabLine
from dm_assistant.tui.cells import Part, cut, fit, flow

STAGES = (*LINE, Stage.NO)
ALL_FROM, NARROWEST = 16, 22
"""The least width of a column when all are shown, and when only some are."""

GAP = 1
CARD, ROOMY_CARD, ROOMY_FROM = 4, 5, 20
"""Lines of a card with the blank one below it; from so many lines on the idea has two of them."""

DIM = "$foreground-muted"
WAITS = frozenset(
    {DraftState.DRAFTED, DraftState.SNOOZED, DraftState.APPROVED, DraftState.HANDED_OVER}
)
"""States of a pitch that has not left for sure."""


class CollabBoard(Widget, can_focus=True):
    """Columns around the chosen card; the heads name every stage with its count."""

    DEFAULT_CSS = "CollabBoard { height: 1fr; text-wrap: nowrap; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "across(1)", show=False, id="board.right", tooltip="Next column"),
        Binding("left", "across(-1)", show=False, id="board.left", tooltip="Column before"),
        Binding("down,j", "along(1)", show=False, id="next", tooltip="Next card"),
        Binding("up,k", "along(-1)", show=False, id="previous", tooltip="Card before"),
        Binding("home", "along(-1000000)", show=False, id="first"),
        Binding("end", "along(1000000)", show=False, id="last"),
    ]

    lines: reactive[tuple[CollabLine, ...]] = reactive(())
    column: reactive[int] = reactive(0)
    row: reactive[int] = reactive(0)

    class Moved(Message):
        """Another card is chosen, or the chosen one is another than before."""

    class Opened(Message):
        """The chosen card was clicked once more."""

    def show(self, lines: Sequence[CollabLine], stand_on: int | None = None) -> None:
        """Show the collaborations; the cursor stays with its card, or goes to ``stand_on``."""
        here = self.current
        self.lines = tuple(lines)
        self._stand_on(here.id if stand_on is None and here is not None else stand_on)
        self.call_later(lambda: self.post_message(self.Moved()))

    def _stand_on(self, number: int | None) -> None:
        for column in range(len(STAGES)):
            for row, one in enumerate(self.cards(column)):
                if one.id == number:
                    self.column, self.row = column, row
                    return
        if not self.cards(self.column):
            self.column = next(
                (place for place in range(len(STAGES)) if self.cards(place)), self.column
            )
        self.row = max(0, min(self.row, len(self.cards(self.column)) - 1))

    def cards(self, column: int) -> list[CollabLine]:
        """Return the collaborations of one column."""
        return [one for one in self.lines if one.stage is STAGES[column]]

    @property
    def current(self) -> CollabLine | None:
        """Return the chosen collaboration."""
        cards = self.cards(self.column)
        return cards[self.row] if self.row < len(cards) else None

    # --- moving ------------------------------------------------------------------------------

    def action_across(self, by: int) -> None:
        """Go to another column."""
        self._go(max(0, min(len(STAGES) - 1, self.column + by)), self.row)

    def action_along(self, by: int) -> None:
        """Go to another card of the column."""
        self._go(self.column, self.row + by)

    def _go(self, column: int, row: int) -> None:
        self.column = column
        self.row = max(0, min(row, len(self.cards(column)) - 1))
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Choose the card under the mouse; a second click opens it."""
        at = event.get_content_offset_capture(self)
        shown, width = self._columns()
        place = at.x // (width + GAP)
        if place >= len(shown):
            return
        column = shown[place]
        row = self._first(column) + (at.y - self._heads()) // self._card()
        if at.y >= self._heads() and 0 <= row < len(self.cards(column)):
            self._go(column, row)
            if event.chain > 1:
                self.post_message(self.Opened())
        elif at.y < self._heads():
            self._go(column, 0)

    # --- drawing -----------------------------------------------------------------------------

    def _columns(self) -> tuple[list[int], int]:
        """Return the columns on screen, the chosen one among them, and the cells of each."""
        room = self.content_size.width
        number = len(STAGES)
        if room < number * (ALL_FROM + GAP) - GAP:
            number = max(1, (room + GAP) // (NARROWEST + GAP))
        first = max(0, min(self.column - number // 2, len(STAGES) - number))
        return list(range(first, first + number)), (room + GAP) // number - GAP

    def _heads(self) -> int:
        """Return the lines above the cards: with some columns hidden, one more for all counts."""
        return 2 if len(self._columns()[0]) == len(STAGES) else 3

    def _card(self) -> int:
        return ROOMY_CARD if self.content_size.height >= ROOMY_FROM else CARD

    def _room(self) -> int:
        return max(1, (self.content_size.height - self._heads()) // self._card())

    def _first(self, column: int) -> int:
        """Return the first card of a column that is on screen."""
        room = self._room()
        if column != self.column:
            return 0
        return max(0, min(self.row - room + 1, len(self.cards(column)) - room))

    def render(self) -> Content:
        """Draw heads and cards."""
        shown, width = self._columns()
        drawn: list[list[Part]] = []
        if len(shown) < len(STAGES):
            drawn.append(self._overview(self.content_size.width))
        drawn.append(_beside([self._head(each, width) for each in shown]))
        drawn.append(_beside([("─" * width, DIM) for _ in shown]))
        rest = max(0, self.content_size.height - len(drawn))
        drawn += [
            _beside([self._cell(each, line, width) for each in shown]) for line in range(rest)
        ]
        return Content("\n").join(Content.assemble(*parts) for parts in drawn)

    def _overview(self, room: int) -> list[Part]:
        parts: list[Part] = []
        for place, stage in enumerate(STAGES):
            here = place == self.column
            words = f"{stage.value} {len(self.cards(place))}"
            words = cut(f"[{words}]" if here else f" {words} ", room)
            parts.append((words, "bold" if here else DIM))
            room -= len(words)
        return parts

    def _head(self, column: int, width: int) -> Part:
        here = column == self.column
        words = f"{STAGES[column].value} ({len(self.cards(column))})"
        return fit(("▸ " if here else "  ") + words, width), "bold $text-accent" if here else "bold"

    def _cell(self, column: int, line: int, width: int) -> Part:
        cards, first = self.cards(column), self._first(column)
        place, part = first + line // self._card(), line % self._card()
        if place >= len(cards) or place >= first + self._room():
            hidden = len(cards) - first - self._room()
            last = line == self._room() * self._card() - 1 and hidden > 0
            return fit(f"  ↓ {hidden} more" if last else "", width), DIM
        if part == self._card() - 1:
            hidden = len(cards) - first - self._room()
            more = hidden > 0 and place == first + self._room() - 1
            return fit(f"  ↓ {hidden} more" if more else "", width), DIM
        chosen = column == self.column and place == self.row
        words, style = card_lines(cards[place], width - 1, self._card() - CARD + 1)[part]
        sign = "›" if chosen and part == 0 else " "
        mark = ("reverse" if self.has_focus else "bold") if chosen else ""
        return fit(f"{sign}{words}", width), f"{style} {mark}".strip()


def card_lines(one: CollabLine, width: int, rows: int) -> list[Part]:
    """Return the lines of a card: who, what in some rows, and for how long or why to look."""
    days = f"{one.days} d"
    waits = one.stage is Stage.IDEA and one.pitch_state in WAITS
    state = f" · {one.pitch_state.value.replace('_', ' ')}" if waits and one.pitch_state else ""
    third: Part = (days + state, DIM)
    if one.warning:
        third = (f"! {_short(one.warning)}", "$text-warning")
    idea = [each.plain for each in flow([(one.collab.idea or "no idea yet", "")], width)]
    shown = [*idea[: rows - 1], " ".join(idea[rows - 1 :])] + [""] * rows
    return [(f"@{one.handle}", "bold"), *((each, "") for each in shown[:rows]), third]


def _short(warning: str) -> str:
    words = warning.replace("overdue by ", "overdue ").replace("no move for ", "no move ")
    return words.replace(" days", " d").replace(" day", " d")


def _beside(cells: Sequence[Part]) -> list[Part]:
    parts: list[Part] = []
    for cell in cells:
        if parts:
            parts.append((" " * GAP, ""))
        parts.append(cell)
    return parts
