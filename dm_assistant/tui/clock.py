"""Times in words: how long, how long ago, and when on the creator's clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
YEAR = 365 * DAY
TOLD: Final = re.compile(r"\b(\d{1,2} [A-Z][a-z]{2})(?: (\d{4}))? (\d\d:\d\d) UTC")
"""A moment as the rules tell it."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The present moment and the zone in which the creator reads the time."""

    now: datetime
    zone: tzinfo

    def when(self, moment: datetime) -> str:
        """Return ``Sat 14 Mar 09:30``, rounded up to the minute."""
        whole = moment.replace(second=0, microsecond=0)
        if whole < moment:
            whole += timedelta(minutes=1)
        return f"{whole.astimezone(self.zone):%a %d %b %H:%M}"

    def told(self, words: str) -> str:
        """Return what the rules say with their moments on the creator's clock."""
        return TOLD.sub(self._moment, words)

    def _moment(self, found: re.Match[str]) -> str:
        said = f"{found[1]} {found[2] or self.now.year} {found[3]}"
        try:
            moment = datetime.strptime(said, "%d %b %Y %H:%M").replace(tzinfo=UTC)
        except ValueError:  # a stranger's words only look like one
            return found[0]
        year = f" {found[2]}" if found[2] else ""
        return f"{moment.astimezone(self.zone):%d %b{year} %H:%M}"

    def day(self, moment: datetime) -> str:
        """Return ``14 Mar 2026``."""
        return f"{moment.astimezone(self.zone):%d %b %Y}"

    def short_day(self, moment: datetime) -> str:
        """Return ``14 Mar``."""
        return f"{moment.astimezone(self.zone):%d %b}"

    def last_day(self, end: datetime) -> str:
        """Return the last day before something ends: at midnight that is the day before."""
        return self.day(end - timedelta(seconds=1))

    def last_on(self, end: datetime) -> date:
        """Return the last day before something ends as a day."""
        return (end - timedelta(seconds=1)).astimezone(self.zone).date()

    def day_ends(self, day: date) -> datetime:
        """Return the moment at which a day is over, where the creator is."""
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=self.zone)

    def ago(self, moment: datetime | None) -> str:
        """Return how long ago something was, in its largest unit."""
        if moment is None:
            return "never"
        seconds = int((self.now - moment).total_seconds())
        for unit, name in ((YEAR, "year"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
            if seconds >= unit:
                count = seconds // unit
                return f"{count} {name}{'' if count == 1 else 's'} ago"
        return "just now"

    def left(self, moment: datetime) -> str:
        """Return how long it is until a moment, in the two largest units, rounded up."""
        return span(moment - self.now)


def span(length: timedelta) -> str:
    """Return a length of time in its two largest units, rounded up."""
    seconds = max(0, -(-int(length.total_seconds()) // MINUTE) * MINUTE)
    if seconds >= DAY:
        days, hours = divmod(-(-seconds // HOUR), DAY // HOUR)
        return f"{days} d {hours} h" if hours else f"{days} d"
    if seconds >= HOUR:
        hours, rest = divmod(seconds, HOUR)
        return f"{hours} h {rest // MINUTE} min" if rest else f"{hours} h"
    return f"{seconds // MINUTE} min"


def short_span(length: timedelta) -> str:
    """Return a length of time in at most four cells: ``45m``, ``12h``, ``99d``, ``3y``."""
    seconds = max(0, int(length.total_seconds()))
    for unit, letter in ((YEAR, "y"), (DAY, "d"), (HOUR, "h")):
        if seconds >= unit:
            return f"{seconds // unit}{letter}"
    return f"{seconds // MINUTE}m"
