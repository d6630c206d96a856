"""Single values of a row: what counts as empty, as text, as an id, as a number, as a handle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dm_assistant.domain.handles import HandleError, normalise, written
from dm_assistant.domain.model import Platform

MAX_TEXT = 1_000_000
MAX_ID = 200
MAX_COUNT = 2**53
_COUNT_DIGITS = len(str(MAX_COUNT))
_HANDLES_KEPT = 1 << 15
_EMPTY = frozenset({"", "N/A", "None", "undefined"})
_rounded = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE).fullmatch
_short_count = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)([KM])", re.IGNORECASE).fullmatch
_FACTORS = {"K": 1_000, "M": 1_000_000}


class BadValueError(ValueError):
    """Why a row is rejected, in words that are fit to show."""


@dataclass(frozen=True, slots=True)
class Who:
    """A handle as written, and the key it is matched by."""

    handle: str
    key: str


def is_empty(value: object) -> bool:
    """Tell whether a value is one of the spellings of "nothing" (formats.md, section 0)."""
    if type(value) is str:
        return value in _EMPTY or value.isspace()
    return value is None or (isinstance(value, list | dict) and not value)


def text(value: object, what: str) -> str:
    """Return free text exactly as it is."""
    if type(value) is str:
        if len(value) > MAX_TEXT:
            raise BadValueError(f"{what} has more than {MAX_TEXT:,} characters")
        return value
    if value is None:
        return ""
    raise BadValueError(f"{what} is {_sort(value)}, not text")


def identifier(value: object, what: str) -> str:
    """Return an id as text; one that a spreadsheet has rounded is as good as none."""
    if type(value) is str:
        word = value.strip(" \t\r\n\ufeff")
        if word in _EMPTY:
            return ""
        if len(word) > MAX_ID:
            raise BadValueError(f"{what} has more than {MAX_ID} characters")
        return "" if "+" in word and _rounded(word) else word
    if type(value) is int:
        return identifier(str(value), what)
    if type(value) is float or is_empty(value):
        return ""
    raise BadValueError(f"{what} is {_sort(value)}, not text")


def count(value: object, what: str) -> int:
    """Return a number of things, 0 when empty; takes ``1.2K`` and ``3M``."""
    if type(value) is str:
        word = value.strip()
        if word.isdigit() and word.isascii() and len(word) < _COUNT_DIGITS:
            return int(word)
        if word in _EMPTY:
            return 0
        short = _short_count(word)
        if short:
            return round(float(short[1]) * _FACTORS[short[2].upper()])
    elif type(value) is int and 0 <= value <= MAX_COUNT:
        return value
    elif is_empty(value):
        return 0
    raise BadValueError(f"{what} is not a number from 0 up")


def who(value: object, platform: Platform | None) -> Who:
    """Return whose handle this is; raises BadValueError with the reason when it is none."""
    if type(value) is not str:
        if is_empty(value):
            raise BadValueError("no handle")
        if type(value) is not int:
            raise BadValueError(f"the handle is {_sort(value)}, not text")
        value = str(value)
    found = _who(value, platform) if len(value) <= MAX_ID else "the handle is too long"
    if type(found) is str:
        raise BadValueError(found)
    return found  # type: ignore[return-value]  # narrowed by the line above, but by type()


@lru_cache(_HANDLES_KEPT)
def _who(raw: str, platform: Platform | None) -> Who | str:
    if is_empty(raw):
        return "no handle"
    raw = raw.removeprefix("\ufeff")
    try:
        return Who(written(raw), normalise(raw, platform))
    except HandleError as problem:
        return str(problem)


def _sort(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, dict) else "a number"
