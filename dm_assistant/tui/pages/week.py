"""Week: one week looked back on, what changed against the one before, and what is worth doing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.domain.statistics.review import DAYS, Week, week_name
from dm_assistant.domain.statistics.review_words import title
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.paged import Page
from dm_assistant.tui.widgets.sheet import Panel
from dm_assistant.tui.widgets.week_page import meaning_page, week_page

BORDER = 5
"""Cells that the panel takes for itself, its scroll bar among them."""


class WeekPage(Page):
    """A week, and the things worth doing now."""

    TITLE = "Week"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "day_before",
        "day_after",
        "export",
        "definitions",
        words={"day_before": "Week before", "day_after": "Week after", "export": "Report"},
        tips={
            "day_before": "Look at the week before",
            "day_after": "Look at the week after",
            "export": "Write all numbers into a file to show around; nobody is named in it",
        },
    )

    def __init__(self) -> None:
        super().__init__()
        self._name: str | None = None
        self._found: Week | None = None
        self._meaning = False

    def compose(self) -> ComposeResult:
        """Lay out the week."""
        yield Panel(id="week")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs another week."""
        del parameters
        if action in {"day_before", "day_after"} and self._found is None:
            return None
        if action == "day_after" and self._found is not None and self._found.running:
            return None
        return True

    def load(self) -> None:
        """Read the week that is looked at."""
        name = self._name
        self.read("week", lambda: self.desk.numbers.week(name), self._take)

    def _take(self, found: Week) -> None:
        self._found = found
        self._draw()

    def _draw(self) -> None:
        found = self._found
        if found is None:
            return
        panel = self.query_one("#week", Panel)
        panel.head("What the lines mean" if self._meaning else title(found))
        width = self.size.width - BORDER
        panel.page(meaning_page() if self._meaning else week_page(found, width))
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Fit the bars to the new width."""
        self._draw()

    def _go(self, weeks: int) -> None:
        if self._found is not None:
            day = self._found.span.first_on + timedelta(days=DAYS * weeks)
            self._name = week_name(day)
            self.load()

    def action_day_before(self) -> None:
        """Look at the week before."""
        self._go(-1)

    def action_day_after(self) -> None:
        """Look at the week after."""
        self._go(1)

    def action_definitions(self) -> None:
        """Show what the lines mean, or the week again."""
        self._meaning = not self._meaning
        self._draw()

    def action_export(self) -> None:
        """Ask into which file the report is to be written."""
        words = (
            "All numbers in one new file, for a browser (.html), a PDF, or as .md, .csv, .json. "
            "Nobody is named in it."
        )
        self.app.push_screen(late.ask("Write the report", words, "~/report.html"), self._export)

    def _export(self, path: str | None) -> None:
        def done(written: tuple[Path, ...]) -> None:
            self.app.notify(f"Written: {', '.join(map(str, written))}")

        if path and path.strip():
            to = path.strip()
            self.place.write(lambda: self.desk.numbers.report(to), done)
