"""Days: the platform's figures beside the days with messages, one day in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from dm_assistant.domain.statistics.effect import Surge
from dm_assistant.domain.statistics.effect_words import IF_ASKED, rank
from dm_assistant.domain.statistics.impact import Impact
from dm_assistant.domain.statistics.placebo import ranked
from dm_assistant.domain.statistics.series import Days
from dm_assistant.tui.cells import cut
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.paged import Page
from dm_assistant.tui.widgets.day_calendar import DayCalendar
from dm_assistant.tui.widgets.day_chooser import DayChooser
from dm_assistant.tui.widgets.impact_chart import ImpactChart, day_page, summary
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, ours, said

WEEKS = 13
VIEWS = ((28, "28 days"), (90, "90 days"), (7 * WEEKS, "Calendar"))
"""How many days are shown, at will, and as what."""
CALENDAR = 2

DIM = "$foreground-muted"
TITLE = 46
EMPTY = (
    said(("No figures of your account yet.", "bold")),
    BLANK,
    said(
        "1  In TikTok Studio, in a browser on a computer, open Analytics and download the data of "
        "Overview and of Followers, as CSV or XLSX.",
        hang=3,
    ),
    said(
        *ours("2  Press {place.import} for Import, then {import}; choose the zips as they are."),
        hang=3,
    ),
    BLANK,
    said(
        (
            (
                "Views, profile views, followers, likes, comments and shares of each day are then "
                "shown here, beside the days on which you sent messages."
            ),
            DIM,
        )
    ),
)
MEANING = (
    said(("Bars  ", "bold"), "one for each day; the tallest is the best day shown.", hang=6),
    said(("·  ", "bold"), "a day of which nothing is known: a gap, never 0.", hang=3),
    said(("▾  ", "bold"), "below 0: more were taken back than given that day.", hang=3),
    said(
        ("Followers  ", "bold"),
        "as counted at the end of a day, from the lowest to the highest shown; of the first and "
        "the last day, or up to 3 days before.",
        hang=3,
    ),
    said(("DMs sent  ", "bold"), "how many left that day; + is more than 9.", hang=3),
    said(
        ("░▒▓█  ", "bold"), "a quarter of the days each, from the fewest views to the most.", hang=3
    ),
    said(
        ("!  ", "bold"),
        "a spike: more than 3 usual swings above what trend, weekday and the day before tell.",
        hang=3,
    ),
    BLANK,
    said(
        (
            (f"There is no before and after of the people you wrote to. {IF_ASKED}"),
            DIM,
        )
    ),
)


class DaysPage(Page):
    """The figures of the last days, with one day chosen."""

    TITLE = "Days"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "day_before",
        "day_after",
        "panel",
        "by",
        "definitions",
        words={"by": "Account"},
        tips={"by": "Show another account of yours, here and as evidence"},
    )

    DEFAULT_CSS = """
    DaysPage.-calendar { layout: horizontal; }
    DaysPage.-calendar Panel { width: 1fr; height: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.view = 0
        self._found: Impact | None = None
        self._surges: tuple[Surge, ...] = ()
        self._history: tuple[Days, ...] = ()
        self._meaning = False

    def compose(self) -> ComposeResult:
        """Lay out the rows and the chosen day."""
        yield ImpactChart()
        weeks = DayCalendar()
        weeks.display = False
        yield weeks
        yield Panel(id="day")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs figures."""
        del parameters
        found = self._found
        if action == "by":
            return True if found is not None and len(self.desk.numbers.accounts) > 1 else None
        if action not in {"day_before", "day_after", "panel"}:
            return True
        if found is None or found.newest_on is None:
            return None
        chosen = self.query_one(ImpactChart).chosen
        edge = {"day_before": 0, "day_after": len(found.sent) - 1}.get(action)
        return None if chosen == edge else True

    def verb(self, binding: Binding) -> str:
        """Say how many days the key would show."""
        return self._next[1] if binding.action == "panel" else binding.description

    def sentence(self, binding: Binding) -> str:
        """Say what the key does here."""
        return (
            f"Show {self._next[1].lower()}"
            if binding.action == "panel"
            else super().sentence(binding)
        )

    @property
    def span(self) -> int:
        """Return how many days are shown."""
        return VIEWS[self.view][0]

    @property
    def _next(self) -> tuple[int, str]:
        return VIEWS[(self.view + 1) % len(VIEWS)]

    def load(self) -> None:
        """Read the figures."""
        span = self.span
        self.read("impact", lambda: self._gathered(span), self._take)

    def _gathered(self, span: int) -> tuple[Impact, tuple[Surge, ...], tuple[Days, ...]]:
        numbers = self.desk.numbers
        return numbers.impact(span), numbers.spikes(span), numbers.history(span)

    def _take(self, read: tuple[Impact, tuple[Surge, ...], tuple[Days, ...]]) -> None:
        """Show the days; the chosen one stays, and at first it is the newest of which we know."""
        found, self._surges, self._history = read
        chart, before = self.query_one(ImpactChart), self._found
        if before is not None:
            day = before.days[chart.chosen]
        else:
            day = min(found.newest_on or found.last_on, found.last_on)
        self._found = found
        chart.impact = found
        chart.chosen = max(0, (day - found.first_on).days)
        self._draw()

    def on_resize(self) -> None:
        """Say anew how many days share a bar."""
        if self._found is not None:
            self._draw()

    def _draw(self) -> None:
        found = self._found
        if found is None:
            return
        chart, panel = self.query_one(ImpactChart), self.query_one("#day", Panel)
        spikes = frozenset(each.spike.on for each in self._surges)
        weeks = self.query_one(DayCalendar)
        known, as_weeks = found.newest_on is not None, self.view == CALENDAR
        chart.display, weeks.display = known and not as_weeks, known and as_weeks
        self.set_class(known and as_weeks, "-calendar")
        chart.spikes = weeks.spikes = spikes
        weeks.impact, weeks.chosen = found, chart.chosen
        chart.border_title = Content(cut(f"@{found.account}: the last {self.span} days", TITLE))
        chart.border_subtitle = Content(summary(found, chart.content_size.width))
        day = found.days[chart.chosen]
        if self._meaning:
            panel.head("What the rows mean")
            panel.page(MEANING)
        elif found.newest_on is None:
            panel.head("Impact")
            panel.page(EMPTY)
        else:
            panel.head(f"{day:%A %d %B %Y}")
            panel.page([*_stale(found), *day_page(found, chart.chosen, self._beside(day))])
        self.refresh_bindings()

    def _beside(self, day: date) -> Iterator[str]:
        """Yield what a day stands out by, and how large the rise after it is among others."""
        stood = [
            f"{each.spike.value:,} {each.label}" for each in self._surges if each.spike.on == day
        ]
        if stood:
            yield f"A spike: {', '.join(stood)}, far above what is usual."
        if self._history and self._history[0].values:
            yield rank(ranked(self._history[0], day))

    def _choose(self, place: int) -> None:
        found = self._found
        if found is not None:
            self.query_one(ImpactChart).chosen = max(0, min(place, len(found.sent) - 1))
            self._draw()

    @on(DayChooser.Chosen)
    def _clicked(self, event: DayChooser.Chosen) -> None:
        self._choose(event.place)

    def action_day_before(self) -> None:
        """Look at the day before."""
        self._choose(self.query_one(ImpactChart).chosen - 1)

    def action_day_after(self) -> None:
        """Look at the day after."""
        self._choose(self.query_one(ImpactChart).chosen + 1)

    def action_panel(self) -> None:
        """Show more days, or fewer, or a calendar of them."""
        self.view = (self.view + 1) % len(VIEWS)
        self.load()

    def action_by(self) -> None:
        """Show the next account."""
        if self._found is not None:
            self.desk.numbers.turn_account(self._found)
            self._found = None
            self.load()

    def action_definitions(self) -> None:
        """Show what the rows mean, or the day again."""
        self._meaning = not self._meaning
        self._draw()


def _stale(found: Impact) -> list[Paragraph]:
    """Say where to get newer figures, when none of the days shown has any."""
    newest = found.newest_on
    if newest is None or found.known:
        return []
    words = f"The newest figures are of {newest:%d %b %Y}: import newer ones with 0, then i."
    return [said((words, "bold")), BLANK]
