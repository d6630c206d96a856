"""Puts the text of an Instagram export right, and finds the values under its labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_DEEPEST = 8


def repaired(text: str) -> str:
    """Return text whose UTF-8 bytes were written as Latin-1 letters; other text as it is."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def string(row: dict[str, Any], key: str) -> str:
    """Return the repaired text under a key, empty when there is none."""
    value = row.get(key)
    return repaired(value) if isinstance(value, str) else ""


def entries(row: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects of the list under a key."""
    value = row.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def labelled(row: dict[str, Any]) -> dict[str, str]:
    """Return the values by their labels, which are in the account's language, of either dialect."""
    found = {}
    values = row.get("string_map_data")
    if isinstance(values, dict):
        found = {
            repaired(label): string(value, "value")
            for label, value in values.items()
            if isinstance(value, dict)
        }
    for value in _values(row, 0):
        found.setdefault(string(value, "label"), string(value, "value"))
    return found


def _values(row: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    for key in ("label_values", "dict", "vec"):
        for value in entries(row, key):
            if isinstance(value.get("value"), str):
                yield value
            yield from _values(value, depth + 1)
