"""The Saturday of the day in the life, and moments before it on the creator's own clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = "Europe/London"
DAY = date(2026, 5, 23)
NOW = datetime(2026, 5, 23, 8, 40, tzinfo=UTC)
"""Saturday 09:40 in London: afternoon in the east, night in America."""

POSTED = tuple(12 * 7 - 7 * number - 5 for number in range(12))
"""How many days before the Saturday each video went up, the last one on Monday."""


def at(days_before: int, clock: str) -> datetime:
    """Return the moment of a wall-clock time in London, so many days before the Saturday."""
    day = DAY - timedelta(days=days_before)
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(ZONE)).astimezone(UTC)
