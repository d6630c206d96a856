"""The sample's fixed moment, and days of the story on the creator's own clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = "Europe/London"
NOW = datetime(2026, 5, 16, 9, 40, tzinfo=UTC)
"""A Saturday, 10:40 in London: midday or later to the east, and night in the Americas."""

COMMENTS_REACH = 240
"""How many days before the end the oldest comments lie."""

POST_EVERY = timedelta(days=8, hours=15)


def at(days_before: int, clock: str) -> datetime:
    """Return the moment of a wall-clock time in London, so many days before the last day."""
    day = NOW.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=days_before)
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(ZONE)).astimezone(UTC)


def posted_at(position: int, posts: int) -> datetime:
    """Return when a post went up; the last one the evening before the last."""
    return at(2, "19:00") - (posts - 1 - position) * POST_EVERY


def awake(moment: datetime) -> datetime:
    """Return when the creator first sees what came at a moment: nobody logs messages at night."""
    local = moment.astimezone(ZoneInfo(ZONE))
    opens = local.replace(hour=8, minute=5, second=0)
    return max(local, opens).astimezone(UTC)
