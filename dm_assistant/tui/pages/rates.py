"""Rates: did it work? Totals, and the same figures by any property of the messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.domain.statistics.figures import Table
from dm_assistant.domain.statistics.rates import Dimension
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.choice import Choice, Option
from dm_assistant.tui.screens.paged import Page
from dm_assistant.tui.widgets.rates_page import (
    definitions_page,
    groups_page,
    ladder_page,
    totals_page,
    words_page,
)
from dm_assistant.tui.widgets.sheet import Panel

if TYPE_CHECKING:
    from dm_assistant.services.numbers import Rates

BORDER = 5
"""What the border of a panel, its padding and its scroll bar take of the width."""

LETTERS = {
    Dimension.PURPOSE: "p",
    Dimension.TEMPLATE: "t",
    Dimension.VARIANT: "v",
    Dimension.TIER: "i",
    Dimension.LANGUAGE: "l",
    Dimension.RELATION: "r",
    Dimension.WARM: "w",
    Dimension.WEEKDAY: "d",
    Dimension.BLOCK: "h",
    Dimension.CAMPAIGN: "c",
    Dimension.ACCOUNT: "a",
    Dimension.PERIOD: "m",
}
MEANINGS = {
    Dimension.PURPOSE: "what the message was for",
    Dimension.TEMPLATE: "its template",
    Dimension.VARIANT: "its template and version",
    Dimension.TIER: "how much of a regular they were",
    Dimension.LANGUAGE: "the language of the message",
    Dimension.RELATION: "what they are to you",
    Dimension.WARM: "whether they had written shortly before",
    Dimension.WEEKDAY: "the weekday it was sent, by their clock",
    Dimension.BLOCK: "the four hours it was sent in, by their clock",
    Dimension.CAMPAIGN: "its campaign",
    Dimension.ACCOUNT: "your account it came from",
    Dimension.PERIOD: "the month it was sent, in order of time",
}


class RatesPage(Page):
    """The rates."""

    TITLE = "Rates"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "by",
        "open",
        "definitions",
        words={"open": "Choose"},
        tips={"open": "Choose by which property to break the numbers down"},
    )

    def __init__(self) -> None:
        super().__init__()
        self.dimension = Dimension.PURPOSE
        self._meaning = False
        self._rates: Rates | None = None
        self._table: Table | None = None

    def compose(self) -> ComposeResult:
        """Lay out totals and groups."""
        yield Panel(id="totals")
        yield Panel(id="groups")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs figures."""
        del parameters
        if action in {"by", "open"} and (self._table is None or not self._table.totals.sent):
            return None
        return True

    def load(self) -> None:
        """Read what every table is made of, and make the one that is shown."""
        by = self.dimension
        self.read("stats", lambda: _with_table(self.desk.numbers.rates(), by), self._take)

    def _take(self, found: tuple[Rates, Table]) -> None:
        self._rates, self._table = found
        self._draw()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Fit the bars to the new width."""
        if self._table is not None:
            self._draw()

    def _draw(self) -> None:
        table = self._table
        if table is None:
            return
        totals, groups = self.query_one("#totals", Panel), self.query_one("#groups", Panel)
        totals.head("What the figures mean" if self._meaning else "Everything sent so far")
        width = self.size.width - BORDER
        totals.page(definitions_page(table) if self._meaning else totals_page(table, width))
        invited = table.ladder is not None and bool(table.ladder.invited.n)
        groups.display = bool(table.totals.sent) or invited
        groups.head(f"By {self.dimension.value}", "b: another property")
        groups.page(
            [*groups_page(table, width), *words_page(table), *ladder_page(table.ladder, width)]
        )

    def action_by(self) -> None:
        """Break the figures down by the next property."""
        every = list(Dimension)
        self._turn_to(every[(every.index(self.dimension) + 1) % len(every)])

    def action_open(self) -> None:
        """Choose the property from a list."""
        options = [
            Option(LETTERS[each], each, f"{each.value}: {MEANINGS[each]}") for each in Dimension
        ]
        at = list(Dimension).index(self.dimension)
        self.app.push_screen(Choice("Break down by", "", options, at), self._turn_to)

    def _turn_to(self, dimension: Dimension | None) -> None:
        """Make another table of what was read."""
        rates = self._rates
        if dimension is None or rates is None:
            return
        self.dimension = dimension
        self.read("stats", lambda: (rates, rates.table(dimension)), self._take)

    def action_definitions(self) -> None:
        """Show what each figure means, or the figures again."""
        self._meaning = not self._meaning
        self._draw()


def _with_table(rates: Rates, by: Dimension) -> tuple[Rates, Table]:
    return rates, rates.table(by)
