"""Rates: did it work? Totals, and the same figures by any property of the messages."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.domain.statistics.figures import Table
from dm_assistant.domain.statistics.rates import Dimension
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.paged import Page
from dm_assistant.tui.widgets.rates_page import (
    definitions_page,
    groups_page,
    ladder_page,
    totals_page,
)
from dm_assistant.tui.widgets.sheet import Panel

BORDER = 4


class RatesPage(Page):
    """The rates."""

    TITLE = "Rates"
    BINDINGS: ClassVar[list[BindingType]] = keys("by", "definitions")

    def __init__(self) -> None:
        super().__init__()
        self.dimension = Dimension.PURPOSE
        self._meaning = False
        self._table: Table | None = None

    def compose(self) -> ComposeResult:
        """Lay out totals and groups."""
        yield Panel(id="totals")
        yield Panel(id="groups")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs figures."""
        del parameters
        if action == "by" and (self._table is None or not self._table.totals.sent):
            return None
        return True

    def load(self) -> None:
        """Read the figures."""
        by = self.dimension.value
        self.read("stats", lambda: self.desk.numbers.stats(by), self._take)

    def _take(self, table: Table) -> None:
        self._table = table
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
        width = self.size.width - 2 * BORDER
        totals.page(
            definitions_page(table)
            if self._meaning
            else [*totals_page(table.totals), *ladder_page(table.ladder, width)]
        )
        groups.display = bool(table.totals.sent)
        groups.head(f"By {self.dimension.value}", "b: another property")
        groups.page(groups_page(table, width))

    def action_by(self) -> None:
        """Break the figures down by the next property."""
        every = list(Dimension)
        self.dimension = every[(every.index(self.dimension) + 1) % len(every)]
        self.load()

    def action_definitions(self) -> None:
        """Show what each figure means, or the figures again."""
        self._meaning = not self._meaning
        self._draw()
