"""The wall clock of a time zone as spans of one offset from UTC: what summer time cuts in two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

_STEP = timedelta(days=7)
"""No zone changes its clock twice within this time."""
_SECOND = timedelta(seconds=1)


class Span(NamedTuple):
    """From a moment on the wall clock is ``offset`` ahead of UTC."""

    start: datetime
    offset: timedelta


def spans(zone: ZoneInfo, first: datetime, last: datetime) -> tuple[Span, ...]:
    """Return the spans from one moment to another, from old to new; changes are to the second."""
    return tuple(_spans(zone, first, last))


def _spans(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[Span]:
    yield Span(first, _offset(zone, first))
    at = first
    while at < last:
        later = min(at + _STEP, last)
        if _offset(zone, at) != _offset(zone, later):
            changed = _change(zone, at, later)
            yield Span(changed, _offset(zone, changed))
        at = later


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second that has another offset than ``before``."""
    was = _offset(zone, before)
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if _offset(zone, middle) == was:
            before = middle
        else:
            after = middle
    return after
