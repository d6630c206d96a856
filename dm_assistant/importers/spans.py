"""Reads times that count back from a moment: "2d ago", "1 w", "just now", and the moment itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_LONGEST = 16
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "mo": timedelta(days=30),
    "y": timedelta(days=365),
}
_WORDS = {
    "s": "s|sec|secs|second|seconds",
    "m": "m|min|mins|minute|minutes",
    "h": "h|hr|hrs|hour|hours",
    "d": "d|day|days",
    "w": "w|wk|wks|week|weeks",
    "mo": "mo|mos|month|months",
    "y": "y|yr|yrs|year|years",
}
_SINGLE = {"just now": timedelta(0), "now": timedelta(0), "yesterday": timedelta(days=1)}
_UNIT = {word: unit for unit, words in _WORDS.items() for word in words.split("|")}
_span = re.compile(r"(\d{1,5}|an?)\s?([a-z]{1,7})(?:\s+ago)?", re.ASCII).fullmatch
_said_by_a_browser = re.compile(
    r"(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d)"
    r"(?: (?:GMT|UTC)([+-]\d{4})?.*)?",
    re.ASCII | re.DOTALL,
).fullmatch
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def span_ago(text: str) -> timedelta | None:
    """Return how long ago a text such as ``5 days ago`` says, ``None`` for other texts.

    Only English, as the comment pages of the platforms are scraped; a month has 30 days.
    """
    word = text.strip().lower()
    if len(word) > _LONGEST or not word[-1:].isalpha():
        return None
    if word in _SINGLE:
        return _SINGLE[word]
    found = _span(word)
    if not found or found[2] not in _UNIT:
        return None
    number = 1 if found[1].startswith("a") else int(found[1])
    return number * _UNITS[_UNIT[found[2]]]


def moment_said(text: str) -> datetime | None:
    """Return the moment that a file says it was made at, as ISO 8601 or as browsers write it."""
    word = text.strip()
    found = _said_by_a_browser(word)
    if found and found[1] in _MONTHS:
        month = _MONTHS.index(found[1]) + 1
        word = f"{found[3]}-{month:02}-{found[2]}T{found[4]}{found[5] or '+0000'}"
    try:
        moment = datetime.fromisoformat(word)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
