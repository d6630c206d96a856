"""What the sample's creator notes by hand: figures no file has, goals, others, own changes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from dm_assistant.domain.measures import Measure, Paid, TrafficSource
from dm_assistant.domain.model import Platform
from dm_assistant.services import kpi_notes
from dm_assistant.services.demo import calendar, names
from dm_assistant.services.demo.figures import HIT_VIEWS, TOP
from dm_assistant.services.demo.story import Step, Story
from dm_assistant.services.demo.words import POSTS
from dm_assistant.services.kpi_notes import Seen

TODAY = calendar.NOW.date()
SINCE = TODAY - timedelta(days=27)
"""The board shows so many days unless others are asked for."""

SOURCES = {
    TrafficSource.FOR_YOU: (41_600, 19),
    TrafficSource.FOLLOWING: (7_900, 12),
    TrafficSource.PROFILE: (4_100, 9),
    TrafficSource.SEARCH: (3_700, 14),
    TrafficSource.EXTERNAL: (640, 5),
}
"""Views and conversions of the last 28 days, as Studio shows them on its page and in no file."""

WATCHED, SAVED, CLICKED = 21_300, 1_180, 612
PAID_FOR = 2
"""How many of the newest posts had money behind them."""

READ_OFF = 2_950
"""The views of a day as the phone showed them, a little beside what the file says later."""

GOALS = ((42, Measure.FOLLOWERS, 9_000, 45), (27, Measure.CONVERSIONS, 120, 30))
"""Set so many days before the end; of what, how much, and by how many days after it."""

OTHERS = (
    (30, f"brush.and.{names.PLACES[1]}", Seen(12_400, 5, 31_000)),
    (30, f"{names.PLACES[5]}.inks", Seen(6_150, 3, 9_800)),
    (2, f"brush.and.{names.PLACES[1]}", Seen(12_900, 4, 26_500)),
    (2, f"{names.PLACES[5]}.inks", Seen(6_900, 6, 15_200, "posts every evening now")),
)
CHANGES = (
    (33, "new bio: prints in the first line"),
    (12, "posting at seven in the evening"),
)


def steps(story: Story) -> Iterator[Step]:
    """Yield what was noted on its own day."""
    for days, measure, target, after in GOALS:
        by = TODAY + timedelta(days=after)
        yield calendar.at(days, "20:40"), partial(kpi_notes.set_goal, story.ws, measure, target, by)
    for days, handle, seen in OTHERS:
        yield (
            calendar.at(days, "20:50"),
            partial(kpi_notes.look, story.ws, handle, Platform.TIKTOK, seen),
        )
    for days, words in CHANGES:
        yield calendar.at(days, "21:00"), partial(kpi_notes.note_change, story.ws, words)


def tell(story: Story) -> None:
    """Note the figures of the last four weeks, from a table as anybody might keep one."""
    path = story.folder / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("figure", "value", "first_day", "last_day", "source", "paid", "post"))
        rows.writerows(_rows())
    kpi_notes.read(story.ws, path)


def _rows() -> Iterator[tuple[object, ...]]:
    for source, (views, conversions) in SOURCES.items():
        yield Measure.VIEWS, views, SINCE, TODAY, source, "", ""
        yield Measure.CONVERSIONS, conversions, SINCE, TODAY, source, "", ""
    whole = sum(conversions for _, conversions in SOURCES.values())
    for measure, value in (
        (Measure.CONVERSIONS, whole),
        (Measure.FULL_WATCHES, WATCHED),
        (Measure.SAVES, SAVED),
        (Measure.LINK_CLICKS, CLICKED),
    ):
        yield measure, value, SINCE, TODAY, "", "", ""
    beside = TODAY - timedelta(days=9)
    yield Measure.VIEWS, READ_OFF, beside, beside, "", "", ""
    yield from _posts(TODAY - timedelta(days=1))


def _posts(day: date) -> Iterator[tuple[object, ...]]:
    """Yield what each late post had gathered, and whether it was paid for."""
    last = len(POSTS)
    for place in range(last - TOP, last):
        at = calendar.posted_at(place, last)
        paid = Paid.PAID if place >= last - PAID_FOR else Paid.ORGANIC
        first = min(at.date(), day)
        views = HIT_VIEWS + 137 * place
        for measure, value in (
            (Measure.VIEWS, views),
            (Measure.LIKES, views // 11),
            (Measure.COMMENTS, views // 170),
            (Measure.SHARES, views // 90),
            (Measure.FULL_WATCHES, views * (30 + place % 7) // 100),
        ):
            yield measure, value, first, day, "", paid, _number(at)


def _number(at: datetime) -> str:
    """Return the number of a video, which begins with the second it was posted."""
    return str(int(at.timestamp()) << 32)
