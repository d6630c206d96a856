"""Board: the key figures of some days, what changed, and where views come from."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from dm_assistant.domain.measures import Measure, Noted
from dm_assistant.domain.statistics.kpi_board import Board
from dm_assistant.domain.statistics.kpi_words import noted_words
from dm_assistant.tui.cells import cut
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.kpis import NoteFigure
from dm_assistant.tui.screens.paged import Page
from dm_assistant.tui.widgets.kpi_lines import KpiLines, meaning_page, ordered, sources_page
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.sheet import BLANK, Panel, ours, said

SPANS = (28, 90, 7)
"""How many days are shown, at will."""

TITLE = 60
EMPTY = (
    said(("No figures for these days.", "bold")),
    BLANK,
    said(
        *ours("1  Import the files of TikTok Studio: {place.import}, then {import}."),
        hang=3,
    ),
    said(*ours("2  Or note what you read there: {new} asks for a figure and its days."), hang=3),
    said(*ours("3  {day_before} looks at the days before."), hang=3),
)


class BoardPage(Page):
    """The figures as lines, and below them the sources, or what one figure means."""

    TITLE = "Board"
    DEFAULT_CSS = """
    BoardPage KpiLines {
        border: round $foreground 25%; border-title-color: $text-accent;
        border-title-style: bold; border-subtitle-color: $foreground-muted;
    }
    BoardPage Panel { height: auto; max-height: 45%; }
    BoardPage.empty KpiLines { height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "panel",
        "new",
        "definitions",
        words={"new": "Note"},
        tips={
            "new": "Note a figure that no file says",
            "definitions": "Show how the chosen figure comes about, or the sources again",
        },
    )

    def __init__(self) -> None:
        super().__init__()
        self.span = SPANS[0]
        self.back = 0
        self._found: Board | None = None
        self._meaning = False

    def compose(self) -> ComposeResult:
        """Lay out the figures and what is said below them."""
        yield KpiLines()
        yield Panel(id="besides")

    def begin(self) -> None:
        """Take the keys to the list."""
        self.query_one(KpiLines).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey the meaning of nothing."""
        del parameters
        if action == "definitions" and (self._found is None or self._found.empty):
            return None
        return True

    def verb(self, binding: Binding) -> str:
        """Say how many days the key would show."""
        return f"{self._next} days" if binding.action == "panel" else binding.description

    def sentence(self, binding: Binding) -> str:
        """Say what the key does here."""
        return f"Show {self._next} days" if binding.action == "panel" else super().sentence(binding)

    @property
    def _next(self) -> int:
        return SPANS[(SPANS.index(self.span) + 1) % len(SPANS)]

    def load(self) -> None:
        """Read the figures."""
        span, back = self.span, self.back
        self.read("board", lambda: self.desk.kpis.board(span, back), self._take)

    def _take(self, found: Board) -> None:
        self._found = found
        self.set_class(found.empty, "empty")
        lines = self.query_one(KpiLines)
        who = f"@{found.account}: " if found.account else ""
        first, last = found.first_on, found.last_on
        year = f" {first:%Y}" if first.year != last.year else ""
        days = f"{first.day} {first:%b}{year} to {last.day} {last:%b %Y}"
        lines.border_title = Content(cut(f"{who}{days} ({found.days} days)", TITLE))
        lines.border_subtitle = Content("value, change from the days before, by day, known of")
        lines.newest = not self.back
        lines.show(ordered(found))
        self._draw()
        self.refresh_bindings()

    def _draw(self) -> None:
        found, panel = self._found, self.query_one("#besides", Panel)
        if found is None:
            return
        figure = self.query_one(KpiLines).current
        if found.empty:
            panel.head(f"{found.first_on} to {found.last_on}")
            panel.page(EMPTY)
        elif self._meaning and figure is not None:
            panel.head(f"What “{figure.kpi.title}” is")
            panel.page(meaning_page(figure))
        else:
            panel.head("Where views come from")
            panel.page(sources_page(found))

    @on(LineView.Moved)
    def _moved(self) -> None:
        if self._meaning:
            self._draw()

    @on(KpiLines.Turned)
    def _turned(self, event: KpiLines.Turned) -> None:
        self.back = max(0, self.back + event.back)
        self.load()

    def action_panel(self) -> None:
        """Show another number of days, up to today."""
        self.span, self.back = self._next, 0
        self.load()

    def action_definitions(self) -> None:
        """Show how the chosen figure comes about, or the sources again."""
        self._meaning = not self._meaning
        self._draw()

    def action_new(self) -> None:
        """Ask for a figure and note it."""
        found, figure = self._found, self.query_one(KpiLines).current
        if found is None:
            return
        name = figure.kpi.name if figure is not None else ""
        measure = name if name in set(Measure) else Measure.VIEWS.value
        days = f"{found.first_on} {found.last_on}"
        days = f"{found.last_on}" if measure == Measure.FOLLOWERS else days
        self.place.ask_and_write(
            lambda: NoteFigure(measure, days), self.desk.kpis.note, self._noted
        )

    def _noted(self, noted: Noted) -> None:
        words = noted_words(noted).partition(": ")[2]
        self.app.notify(f"Noted: {words}. {self.place.key('undo')} takes it back")
