"""The sample's figures of the platform: two downloads with days between them that nobody has."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from dm_assistant.services import importing
from dm_assistant.services.demo import calendar, names
from dm_assistant.services.demo.story import Story
from dm_assistant.services.demo.words import POSTS

SEED = 20260515
OVERVIEW = ("Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares")
FOLLOWERS = ("Date", "Followers", "Difference in followers from previous day")
CONTENT = (
    *("Time", "Video title", "Video link", "Post time"),
    *("Total likes", "Total comments", "Total shares", "Total views"),
)
ACTIVITY = ("Date", "Hour", "Active followers")
DAYS, LATEST = 90, 28
"""The older download reaches back so far; the newer one holds so many days."""

MISSING = 3
"""Days between the two downloads."""

TOP = 9
SKETCHES, SKETCH_EVERY = 92, timedelta(days=2, hours=9)
"""Short posts from before the first day with figures, so that they explain none of those days."""
EVENING, EVENING_GAIN = (17, 18, 19, 20), 1.7
"""What is posted at these hours in London is seen by more people."""
AWAKE = (
    *(0.22, 0.15, 0.1, 0.08, 0.1, 0.17, 0.3, 0.44, 0.5, 0.48, 0.46, 0.5),
    *(0.58, 0.55, 0.52, 0.56, 0.66, 0.8, 0.95, 1.0, 0.97, 0.84, 0.6, 0.38),
)
"""How lively each hour of a day is, in UTC, beside the liveliest one."""
FIRST_FOLLOWERS, USUAL_VIEWS, HIT_VIEWS = 8120, 900, 5200


def tell(story: Story) -> None:
    """Take in what Studio gave for download the day before."""
    chance = random.Random(SEED)  # noqa: S311 - figures that are the same every time, no secret
    end = calendar.NOW.date() - timedelta(days=2)
    days = [end - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    posted = _posted()
    views = [_views(chance, day, posted) for day in days]
    older = DAYS - LATEST - MISSING
    overview = [_overview(chance, day, each) for day, each in zip(days, views, strict=True)]
    importing.import_paths(
        story.ws,
        [
            _write(
                story.folder / "Overview-winter.csv", OVERVIEW, overview[:older], days[older - 1]
            ),
            _write(story.folder / "Overview-spring.csv", OVERVIEW, overview[-LATEST:], end),
            _write(story.folder / "FollowerHistory.csv", FOLLOWERS, _followers(days, views), end),
            _write(story.folder / "Content.csv", CONTENT, _content(chance, end), end),
            _write(story.folder / "FollowerActivity.csv", ACTIVITY, _activity(chance, end), end),
        ],
    )


def _posted() -> dict[date, str]:
    last = len(POSTS)
    return {
        calendar.posted_at(place, last).date(): POSTS[place].title
        for place in range(last - TOP, last)
    }


def _views(chance: random.Random, day: date, posted: Iterable[date]) -> int:
    """Return a day's views: a usual day, and what is left of each post's first rush."""
    rush = sum(HIT_VIEWS * 0.45 ** (day - each).days for each in posted if each <= day)
    return round((USUAL_VIEWS + rush) * chance.lognormvariate(0, 0.22))


def _overview(chance: random.Random, day: date, views: int) -> Sequence[object]:
    likes, comments = round(views * chance.uniform(0.07, 0.11)), round(views * 0.006)
    return _english(day), views, views // 23, likes, comments - chance.randint(0, 6), views // 90


def _followers(days: Sequence[date], views: Sequence[int]) -> Iterable[Sequence[object]]:
    followers = FIRST_FOLLOWERS
    for place, (day, each) in enumerate(zip(days, views, strict=True)):
        gone = each // 180 - 4
        followers += gone
        known = place >= MISSING  # the platform itself begins with days it knows nothing of
        yield _english(day), followers if known else "undefined", gone if known else "undefined"


def _content(chance: random.Random, end: date) -> Iterable[Sequence[object]]:
    last = len(POSTS)
    up = [
        (calendar.posted_at(place, last), POSTS[place].title, HIT_VIEWS)
        for place in range(last - TOP, last)
    ]
    begins = calendar.at(DAYS + 5, "12:00")
    for number in range(SKETCHES):
        day = begins - number * SKETCH_EVERY
        hour = chance.choice((8, 12, 13, *EVENING))
        up.append((day.replace(hour=hour), f"Daily sketch {SKETCHES - number}", HIT_VIEWS // 4))
    for at, title, usual in up:
        link = f"https://www.tiktok.com/@{names.CREATOR}/video/{int(at.timestamp()) << 32}"
        gain = EVENING_GAIN if at.hour in EVENING else 1.0
        views = round(usual * gain * chance.lognormvariate(0, 0.4))
        likes = round(views * chance.uniform(0.07, 0.11))
        counted = (likes, views // 170, views // 90, views)
        yield _english(end), title, link, _english(at.date()), *counted


def _activity(chance: random.Random, end: date) -> Iterable[Sequence[object]]:
    """Yield a week of hours, as the Followers download has them."""
    for back in range(6, -1, -1):
        for hour, share in enumerate(AWAKE):
            active = round(FIRST_FOLLOWERS * 0.3 * share * chance.uniform(0.9, 1.1))
            yield _english(end - timedelta(days=back)), hour, active


def _english(day: date) -> str:
    return f"{day:%B} {day.day}"


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], end: date) -> Path:
    """Write a table as Studio does: quoted, marked, and made the day after its last one."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    made_at = datetime.combine(end + timedelta(days=1), time(12), UTC).timestamp()
    os.utime(path, (made_at, made_at))
    return path
