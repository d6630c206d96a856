"""Puts moments and spans of time into the few words a finding has room for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE = timedelta(minutes=1)


def moment(at: datetime, now: datetime | None = None) -> str:
    """Say a moment as ``17 Mar 15:00 UTC``, rounded up to the minute; another year is named."""
    at = rounded_up(at.astimezone(UTC))
    year = f" {at.year}" if now is not None and at.year != now.year else ""
    return f"{at.day} {_MONTHS[at.month - 1]}{year} {at.hour:02}:{at.minute:02} UTC"


def rounded_up(at: datetime) -> datetime:
    """Return the first whole minute that is not before ``at``."""
    floor = at.replace(second=0, microsecond=0)
    return floor if floor == at else floor + _MINUTE


def span(length: timedelta) -> str:
    """Say a span by its two largest units, rounded up: ``3 d 4 h``, ``4 h 10 min``, ``7 min``."""
    minutes = -(-length // _MINUTE)
    hours, minutes = divmod(minutes, 60)
    days, day_hours = divmod(hours, 24)
    if days:
        day_hours += minutes > 0
        days, day_hours = days + day_hours // 24, day_hours % 24
        return f"{days} d {day_hours} h" if day_hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min"


def days(length: timedelta) -> str:
    """Say a policy's span as people do: ``7 days``, ``10 hours``."""
    if length >= timedelta(days=2):
        return f"{length // timedelta(days=1)} days"
    hours = length // timedelta(hours=1)
    return f"{hours} hour" + ("" if hours == 1 else "s")
