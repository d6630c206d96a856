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
_EMPTY = frozenset({"", "N/A", "None", "undefined", "null", "[]", "{}"})
_rounded = re.compile(r"\d(?:[.,]\d+E\+?|E\+)\d+", re.IGNORECASE).fullmatch
_short_count = re.compile(
    r"(\d{1,9}(?:[.,]\d{1,3})?)[ \u00a0\u202f]?([KMB])", re.IGNORECASE
).fullmatch
_grouped = re.compile(r"\d{1,3}(?:([.,'\u2019 \u00a0\u202f])\d{3})(?:\1\d{3})*").fullmatch
_AFTER_FIRST = (".", ",", "E", "e")
_FACTORS = {"K": 1_000, "M": 1_000_000, "B": 1_000_000_000}


class BadValueError(ValueError):
    """Why a row is rejected, in words that are fit to show."""


class FormulaError(str):
    """What a formula of a sheet gives instead of a value; no fact can be taken from it."""

    __slots__ = ()


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


def is_rounded(value: object) -> bool:
    """Tell whether this is an id of which a spreadsheet has kept the first digits only."""
    return type(value) is float or (type(value) is str and bool(_rounded(value.strip())))


def identifier(value: object, what: str) -> str:
    """Return an id as text; one that a spreadsheet has rounded is as good as none."""
    if type(value) is str:
        word = value.strip(" \t\r\n\ufeff")
        if word in _EMPTY:
            return ""
        if len(word) > MAX_ID:
            raise BadValueError(f"{what} has more than {MAX_ID} characters")
        return "" if word[1:2] in _AFTER_FIRST and _rounded(word) else word
    if type(value) is int:
        return identifier(str(value), what)
    if type(value) is float or is_empty(value):
        return ""
    raise BadValueError(f"{what} is {_sort(value)}, not text")


def count(value: object, what: str) -> int:
    """Return a number of things, 0 when empty; takes ``1.2K``, ``3,4M`` and ``12.345``."""
    found: int | None = None
    if type(value) is str:
        word = value.strip().removesuffix(".0")
        if word.isdigit() and word.isascii() and len(word) < _COUNT_DIGITS:
            return int(word)
        found = 0 if word in _EMPTY else _rough_count(word)
    elif type(value) is int or (type(value) is float and value.is_integer()):
        found = int(value) if 0 <= value <= MAX_COUNT else None
    elif is_empty(value):
        found = 0
    if found is None:
        raise BadValueError(f"{what} is not a number from 0 up")
    return found


def _rough_count(word: str) -> int | None:
    """Read a count as pages show it: ``1.2K``, ``3,4 M``, ``12,345``."""
    short = _short_count(word)
    if short:
        return round(float(short[1].replace(",", ".")) * _FACTORS[short[2].upper()])
    grouped = _grouped(word) if len(word) < MAX_ID else None
    return min(MAX_COUNT, int(word.replace(grouped[1], ""))) if grouped else None


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
    if isinstance(value, FormulaError):
        return "the error of a formula"
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, dict) else "a number"
