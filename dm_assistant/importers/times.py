"""Reads times: epochs, ISO 8601, and local times whose zone the comment ids give away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dm_assistant.domain.text import to_screen
from dm_assistant.importers.words import BadValueError, is_empty

_EARLIEST = datetime(2005, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_ID_FROM, _ID_TO = 1_400_000_000, 2_200_000_000
_MILLISECONDS_FROM = 100_000_000_000
_MICROSECONDS_FROM = 100_000_000_000_000
_ID_DIGITS = (18, 19)
_MAX_DIGITS = 20
_SHOWN = 40
_STEP = timedelta(minutes=15)
_SLACK = timedelta(minutes=5)
_SUMMER = timedelta(hours=1)
_FURTHEST = timedelta(hours=14)
_begins_as_day = re.compile(r"\d{4}-\d\d-\d\d").match


def id_time(identifier: str) -> int | None:
    """Return the Unix second in a TikTok id's upper bits (formats.md, section 0), if it is one."""
    if len(identifier) in _ID_DIGITS and identifier.isascii() and identifier.isdigit():
        seconds = int(identifier) >> 32
        if _ID_FROM <= seconds < _ID_TO:
            return seconds
    return None


def parse(value: object) -> datetime:
    """Read one time, naive when the file says no zone; raises BadValueError."""
    if type(value) is str:
        text = value.strip()
        if text.isdigit() and text.isascii() and len(text) <= _MAX_DIGITS:
            return _epoch(int(text))
        try:
            return datetime.fromisoformat(text.removesuffix(" UTC") + "Z" * text.endswith(" UTC"))
        except ValueError:
            pass
        shown = to_screen(text[:_SHOWN])
        if _begins_as_day(text):
            raise BadValueError(f"there is no such day or time: {shown}")
        raise BadValueError(f"not a time: {shown}")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch(value)
    raise BadValueError("the time is neither text nor a number")


def _epoch(number: float) -> datetime:
    if number >= _MICROSECONDS_FROM:
        number /= 1_000_000
    elif number >= _MILLISECONDS_FROM:
        number /= 1_000
    try:
        return datetime.fromtimestamp(int(number), UTC)
    except (OverflowError, ValueError, OSError):
        raise BadValueError("the time is out of range") from None


@dataclass(frozen=True, slots=True)
class Clock:
    """How a file's times without a zone are to be read: an offset that ids gave, or a zone."""

    offset: timedelta | None = None
    zone: ZoneInfo | None = None

    def at(self, value: object, identifier: str) -> datetime:
        """Return the time in UTC and whole seconds, from the id when the value is empty."""
        if is_empty(value):
            seconds = id_time(identifier)
            if seconds is None:
                raise BadValueError("no time")
            return datetime.fromtimestamp(seconds, UTC)
        moment = parse(value)
        zone = moment.tzinfo
        if zone is not UTC:
            try:
                moment = self._utc(moment, identifier) if zone is None else moment.astimezone(UTC)
            except OverflowError:
                raise BadValueError("the time is out of range") from None
        if moment.microsecond:
            moment = moment.replace(microsecond=0)
        if not _EARLIEST <= moment < _LATEST:
            raise BadValueError(f"the time is out of range: {moment.year:04}")
        return moment

    def _utc(self, naive: datetime, identifier: str) -> datetime:
        """Correct a naive time; a row's own id decides between summer and winter time."""
        if self.offset is None:
            return naive.replace(tzinfo=self.zone or UTC).astimezone(UTC)
        seconds = id_time(identifier)
        own = _offset(naive, seconds) if seconds is not None else None
        offset = self.offset if own is None or abs(own - self.offset) > _SUMMER else own
        return (naive - offset).replace(tzinfo=UTC)


def _offset(naive: datetime, seconds: int) -> timedelta | None:
    """Return how far a local time is from its id's, if that is near a quarter of an hour."""
    apart = naive - datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    rounded = round(apart / _STEP) * _STEP
    near = abs(apart - rounded) <= _SLACK and abs(rounded) <= _FURTHEST
    return rounded if near else None


def find_clock(
    sample: Iterable[tuple[object, str]], zone: ZoneInfo | None
) -> tuple[Clock, str | None]:
    """Find out how to read a file's times from some of its times and ids; also say it in a note."""
    offsets: Counter[timedelta | None] = Counter()
    naive = 0
    for value, identifier in sample:
        try:
            moment = None if is_empty(value) else parse(value)
        except BadValueError:
            continue
        if moment is None or moment.tzinfo is not None:
            continue
        naive += 1
        seconds = id_time(identifier)
        if seconds is not None:
            offsets[_offset(moment, seconds)] += 1
    if not naive:
        return Clock(zone=zone), None
    common = offsets.most_common(1)[0][0] if offsets else None
    agreed = common is not None and all(
        each is not None and abs(each - common) <= _SUMMER for each in offsets
    )
    if common is not None and agreed:
        seen = offsets.total()
        note = f"times are {_named(common)} by the comment ids ({seen} of {naive} rows looked at)"
        return Clock(offset=common), note + ("; corrected" if common else "")
    if zone is not None:
        return Clock(zone=zone), f"times without a zone are read as {zone.key}"
    return Clock(), "times without a zone are read as UTC; name another with --timezone"


def _named(offset: timedelta) -> str:
    minutes = round(offset / timedelta(minutes=1))
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")
