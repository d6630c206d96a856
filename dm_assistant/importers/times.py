"""Reads times: epochs, ISO 8601, "2d ago", local times whose zone the comment ids give away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dm_assistant.domain.text import to_screen
from dm_assistant.importers.spans import span_ago
from dm_assistant.importers.words import BadValueError, is_empty

_EARLIEST = datetime(2005, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_ID_FROM, _ID_TO = 1_400_000_000, 2_200_000_000
_MILLISECONDS_FROM = 100_000_000_000
_MICROSECONDS_FROM = 100_000_000_000_000
_ID_DIGITS = (18, 19)
_MAX_DIGITS = 20
_SHOWN = 40
_ISO_LENGTH = len("2026-05-14 09:30:00")
_STEP = timedelta(minutes=15)
_SLACK = timedelta(minutes=5)
_SUMMER = timedelta(hours=1)
_FURTHEST = timedelta(hours=14)
_day_month_year = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII).fullmatch
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


def entry_time(stamp: tuple[int, int, int, int, int, int]) -> datetime | None:
    """Return when an archive says that an entry was changed, which it does without a zone."""
    try:
        return datetime(*stamp, tzinfo=UTC)
    except ValueError:
        return None


def _day_first(text: str) -> str:
    """Return ``11-4-2026`` as ISO 8601 has it."""
    found = _day_month_year(text.strip())
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text


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
    """How a file's times are to be read.

    Those without a zone by an offset that ids gave, or a zone; ``2d ago`` counts from ``since``.
    With ``day_first``, ``11-4-2026`` is a day in April.
    """

    offset: timedelta | None = None
    zone: ZoneInfo | None = None
    since: datetime | None = None
    day_first: bool = False

    def at(self, value: object, identifier: str) -> datetime:
        """Return the time in UTC and whole seconds, from the id when the value is empty."""
        if is_empty(value):
            seconds = id_time(identifier)
            if seconds is None:
                raise BadValueError("no time")
            return datetime.fromtimestamp(seconds, UTC)
        if type(value) is str and len(value) < _ISO_LENGTH:
            if self.day_first:
                value = _day_first(value)
            span = span_ago(value)
            if span is not None:
                value = self._ago(span).isoformat()
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

    def _ago(self, span: timedelta) -> datetime:
        if self.since is None:
            raise BadValueError("the time is counted back from a moment that the file does not say")
        try:
            return self.since - span
        except OverflowError:
            raise BadValueError("the time is out of range") from None

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
    sample: Iterable[tuple[object, str]], clock: Clock, *, since_words: str = ""
) -> tuple[Clock, tuple[str, ...]]:
    """Find out how to read a file's times from some of its times and ids; also say it in notes.

    ``clock`` is what is known before; ``since_words`` say where its ``since`` is from.
    """
    offsets: Counter[timedelta | None] = Counter()
    naive = spans = 0
    for value, identifier in sample:
        if type(value) is str and span_ago(value) is not None:
            spans += 1
            continue
        try:
            moment = None if is_empty(value) else parse(_readable(value, clock))
        except BadValueError:
            continue
        if moment is None or moment.tzinfo is not None:
            continue
        naive += 1
        seconds = id_time(identifier)
        if seconds is not None:
            offsets[_offset(moment, seconds)] += 1
    notes = (_since_note(spans, clock.since, since_words),) if spans else ()
    if not naive:
        return clock, notes
    clock, note = _without_zone(clock, offsets, naive)
    return clock, (note, *notes)


def _without_zone(
    clock: Clock, offsets: Counter[timedelta | None], naive: int
) -> tuple[Clock, str]:
    common = offsets.most_common(1)[0][0] if offsets else None
    agreed = common is not None and all(
        each is not None and abs(each - common) <= _SUMMER for each in offsets
    )
    if common is not None and agreed:
        seen = offsets.total()
        note = f"times are {_named(common)} by the comment ids ({seen} of {naive} rows looked at)"
        found = replace(clock, offset=common, zone=None)
        return found, note + ("; corrected" if common else "")
    if clock.zone is not None:
        return clock, f"times without a zone are read as {clock.zone.key}"
    return clock, "times without a zone are read as UTC; name another with --timezone"


def _readable(value: object, clock: Clock) -> object:
    return _day_first(value) if clock.day_first and type(value) is str else value


def _since_note(spans: int, since: datetime | None, words: str) -> str:
    if since is None:
        return f"times such as 2d ago ({spans} of the rows looked at) have no moment to count from"
    return (
        f"times such as 2d ago are counted back from {since:%Y-%m-%d %H:%M} UTC ({words}); "
        "they are approximate"
    )


def _named(offset: timedelta) -> str:
    minutes = round(offset / timedelta(minutes=1))
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")
