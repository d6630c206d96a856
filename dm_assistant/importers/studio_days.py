"""Reads the days of a TikTok Studio table, which have no year and may be in any language.

The rows are consecutive days and end shortly before the download (formats.md, section 4.3): the
last one is the newest such day that had come when the file was made, and each row above it is a
day earlier. A gap refuses the table, since every day above it would be wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dm_assistant.importers.month_names import months
from dm_assistant.importers.words import BadValueError

_LONGEST = 60
_DAY = timedelta(days=1)
_FIRST, _LAST = date(2010, 1, 1), date(2100, 1, 1)
_AHEAD = _DAY
"""The account's day may be one ahead of the day in UTC."""
_YEARS_BACK = 8
"""A 29 February is in one of so many years, whichever they are."""
_CLOSE = timedelta(days=3)
"""How near the end of a table is to its download where only that tells two months apart."""

_full = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]00:00(?::00)?)?", re.ASCII).fullmatch
_numbered = re.compile(r"(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?").fullmatch
_vietnamese = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})").fullmatch
_number = re.compile(r"\d+")

Yearless = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it stands in a cell: whole, or as month and day by each language it may be in."""

    whole: date | None = None
    by_language: Mapping[str, Yearless] | None = None


class DaysError(ValueError):
    """Why the days of a table cannot be told; ``row`` is the place in the sequence."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row


def written(cell: str) -> Written:
    """Read one cell; raises BadValueError when it is no day."""
    text = unicodedata.normalize("NFKC", cell.strip())
    if len(text) > _LONGEST:
        raise BadValueError("this is not a day")
    whole = _full(text)
    if whole:
        try:
            day = date(int(whole[1]), int(whole[3]), int(whole[4]))
        except ValueError:
            raise BadValueError("there is no such day") from None
        if not _FIRST <= day < _LAST:
            raise BadValueError("the day is out of range")
        return Written(day)
    found = _by_language(text.casefold())
    if not found:
        raise BadValueError("this is not a day in a language that is known")
    possible = {name: day for name, day in found.items() if _exists(day)}
    if not possible:
        raise BadValueError("there is no such day")
    return Written(by_language=possible)


def _by_language(text: str) -> dict[str, Yearless]:
    numbered, vietnamese = _numbered(text), _vietnamese(text)
    if numbered:
        return {"": (int(numbered[1]), int(numbered[2]))}
    if vietnamese:
        return {"vi": (int(vietnamese[2]), int(vietnamese[1]))}
    numbers = _number.findall(text)
    if len(numbers) != 1 or len(numbers[0]) > len("31"):
        return {}
    day = int(numbers[0])
    return {language: (month, day) for language, month in months(text).items()}


def _exists(day: Yearless) -> bool:
    try:
        date(2000, *day)
    except ValueError:
        return False
    return True


def consecutive(cells: Sequence[Written | None], until: date) -> list[date]:
    """Return the days of consecutive rows; ``None`` is a row whose day cannot be read.

    ``until`` is the day the file was made, in UTC. Raises DaysError.
    """
    answers: dict[date, list[date]] = {}
    problem: DaysError | None = None
    for days in _readings(cells):
        try:
            found = _anchored(days, until)
        except DaysError as error:
            problem = problem or error
        else:
            answers.setdefault(found[-1], found)
    if len(answers) > 1:
        near = [last for last in answers if until - last <= _CLOSE]
        if len(near) != 1:
            reason = "the month means another one in another language"
            raise DaysError(len(cells) - 1, f"{reason}; switch Studio's language to English")
        return answers[near[0]]
    if answers:
        return next(iter(answers.values()))
    raise problem or DaysError(0, "the days are not all in one language")


def _readings(cells: Sequence[Written | None]) -> list[list[Yearless | None]]:
    """Return the ways to read all cells in one language, each once."""
    known = [each.by_language for each in cells if each is not None and each.by_language]
    if not known:
        return []
    languages = set(known[0]).intersection(*known[1:])
    ways = {
        tuple(
            None if each is None or not each.by_language else each.by_language[language]
            for each in cells
        ): None
        for language in sorted(languages)
    }
    return [list(way) for way in ways]


def _anchored(days: list[Yearless | None], until: date) -> list[date]:
    """Give the days their years, oldest first or newest first; raises DaysError."""
    try:
        return _upwards(days, until)
    except DaysError as error:
        try:
            return _upwards(days[::-1], until)[::-1]
        except DaysError:
            raise error from None


def _upwards(days: list[Yearless | None], until: date) -> list[date]:
    last = max(place for place, day in enumerate(days) if day is not None)
    leaps = (2, 29) in days
    problem = DaysError(last, "there is no such day")
    for year in range((until + _AHEAD).year, until.year - _YEARS_BACK - 1, -1):
        end = _in_year(year, days[last])
        if end is None or end > until + _AHEAD:
            continue
        found = [end + _DAY * (place - last) for place in range(len(days))]
        wrong = [
            place
            for place, day in enumerate(days)
            if day is not None and (found[place].month, found[place].day) != day
        ]
        if not wrong:
            return found
        if problem.row == last:
            reason = "a day is missing or repeated below this one; their years cannot be told"
            problem = DaysError(wrong[-1], reason)
        if not leaps:
            break
    raise problem


def _in_year(year: int, day: Yearless | None) -> date | None:
    try:
        return None if day is None else date(year, *day)
    except ValueError:
        return None


def newest(days: Mapping[str, Yearless], until: date) -> date | None:
    """Return the newest such day that is not after ``until``, where all languages agree."""
    found = {_newest(day, until + _AHEAD) for day in days.values()}
    return found.pop() if len(found) == 1 else None


def earliest(days: Mapping[str, Yearless], since: date) -> date | None:
    """Return the first such day from ``since`` on, where all languages agree."""
    found = {_earliest(day, since) for day in days.values()}
    return found.pop() if len(found) == 1 else None


def _newest(day: Yearless, until: date) -> date | None:
    years = range(until.year, until.year - _YEARS_BACK - 1, -1)
    return next((each for year in years if (each := _in_year(year, day)) and each <= until), None)


def _earliest(day: Yearless, since: date) -> date | None:
    years = range(since.year, since.year + _YEARS_BACK + 1)
    return next((each for year in years if (each := _in_year(year, day)) and each >= since), None)
