"""Days as a calendar: a row for each week, with how many views a day had and the DMs sent on it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from textual import events
from textual.content import Content
from textual.geometry import Size

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.statistics.impact import GAP, Impact
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.widgets.day_chooser import DayChooser
from dm_assistant.tui.widgets.impact_chart import MOST, SPIKE

SHADES = "░▒▓█"
"""A quarter of the days that are known each, from the fewest views to the most."""
LABEL, WIDE, WEEK = 7, 4, 7
CHOSEN = "◂"
DIM = "$foreground-muted"
LEGEND = f"{SHADES} views  3 DMs  {SPIKE} spike"


class DayCalendar(DayChooser):
    """The weeks, with one day chosen."""

    DEFAULT_CSS = "DayCalendar { width: auto; }"

    def on_mount(self) -> None:
        """Say on the border what the signs mean."""
        self.border_title = Content("Views and DMs, week by week")
        self.border_subtitle = Content(LEGEND)

    def render(self) -> Content:
        """Draw the weeks."""
        found = self.impact
        if found is None:
            return Content("")
        rows = _rows(found, self.chosen, self.spikes)
        return Content("\n").join(Content.assemble(*row) for row in rows)

    def get_content_width(self, _container: Size, _viewport: Size) -> int:
        """Return the cells that a week takes."""
        return LABEL + WEEK * WIDE

    def get_content_height(self, _container: Size, _viewport: Size, _width: int) -> int:
        """Return the number of weeks, and one for the weekdays."""
        return 1 if self.impact is None else 1 + len(_mondays(self.impact))

    def on_click(self, event: events.Click) -> None:
        """Choose the day under the mouse."""
        place, found = event.get_content_offset(self), self.impact
        if place is None or found is None or place.x < LABEL or not place.y:
            return
        monday = _mondays(found)[0] + timedelta(weeks=place.y - 1)
        day = monday + timedelta(days=(place.x - LABEL) // WIDE)
        if found.first_on <= day <= found.last_on:
            self.post_message(self.Chosen((day - found.first_on).days))


def _mondays(found: Impact) -> list[date]:
    first = found.first_on - timedelta(days=found.first_on.weekday())
    return [
        first + timedelta(weeks=each) for each in range((found.last_on - first).days // WEEK + 1)
    ]


def _rows(found: Impact, chosen: int, spikes: frozenset[date]) -> Iterator[list[Part]]:
    views = found.figures[DailyFigure.VIDEO_VIEWS]
    ordered = sorted(each for each in views if each is not None)
    mondays = _mondays(found)
    names = [f"{mondays[0] + timedelta(days=each):%a}" for each in range(WEEK)]
    yield [(fit("", LABEL) + "".join(each.ljust(WIDE) for each in names), DIM)]
    for monday in mondays:
        row: list[Part] = [(fit(f"{monday:%d %b}", LABEL), DIM)]
        for weekday in range(WEEK):
            place = (monday + timedelta(days=weekday) - found.first_on).days
            if 0 <= place < len(views):
                row += _day(found, place, ordered, chosen, spikes)
            else:
                row.append((" " * WIDE, ""))
        yield row


def _day(
    found: Impact, place: int, ordered: list[int], chosen: int, spikes: frozenset[date]
) -> Iterator[Part]:
    value, sent = found.figures[DailyFigure.VIDEO_VIEWS][place], found.sent[place]
    look = "reverse " if place == chosen else ""
    if value is None:
        yield GAP, f"{look}{DIM}"
    else:
        rank = bisect_left(ordered, value) / len(ordered)
        yield SHADES[int(rank * len(SHADES))], f"{look}$text-accent"
    yield str(sent) if 0 < sent <= MOST else "+" if sent else " ", f"{look}bold $text-warning"
    yield SPIKE if found.days[place] in spikes else " ", f"{look}bold"
    yield CHOSEN if place == chosen else " ", "bold $text-accent"
