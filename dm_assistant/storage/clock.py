"""Between the domain's aware datetimes and the database's whole Unix seconds."""

from __future__ import annotations

from datetime import UTC, datetime


def seconds(moment: datetime) -> int:
    """Return the moment as Unix seconds, rounded down."""
    return int(moment.timestamp() // 1)


def seconds_or_none(moment: datetime | None) -> int | None:
    """Return the moment as Unix seconds, or None for none."""
    return None if moment is None else seconds(moment)


def moment(value: int) -> datetime:
    """Return the aware UTC datetime of Unix seconds."""
    return datetime.fromtimestamp(value, UTC)


def moment_or_none(value: int | None) -> datetime | None:
    """Return the aware UTC datetime of Unix seconds, or None for none."""
    return None if value is None else moment(value)
