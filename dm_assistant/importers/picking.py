"""Picks the values of known fields out of rows: by column for CSV, by key for JSON objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from dm_assistant.importers.aliases import FIELDS, match
from dm_assistant.importers.words import is_empty

_SHAPES_KEPT = 256
_Path = tuple[str, str | None]
_Plan = tuple[
    tuple[int, ...],
    Callable[[dict[str, Any]], tuple[Any, ...]],
    list[tuple[int, tuple[_Path, ...]]],
]


class ColumnPicker:
    """Takes the cells of some fields out of a CSV row, empty text for those it has not."""

    def __init__(
        self, header: Sequence[str], names: Sequence[str], columns: Mapping[str, Sequence[str]]
    ) -> None:
        """``columns`` gives for each field its columns, the surest first; there are many names."""
        places = [[header.index(each) for each in columns.get(name, ())] for name in names]
        none = len(header)
        self._first = itemgetter(*[found[0] if found else none for found in places])
        self._others = [(at, found[1:]) for at, found in enumerate(places) if len(found) > 1]

    def pick(self, row: list[str]) -> Sequence[str]:
        """Return the values in the order of the names; ``row`` gets longer by an empty cell."""
        row.append("")
        values: Sequence[str] = self._first(row)
        if not self._others:
            return values
        filled = list(values)
        for at, columns in self._others:
            if is_empty(filled[at]):
                filled[at] = next((row[each] for each in columns if not is_empty(row[each])), "")
        return filled


class KeyPicker:
    """Takes the fields of a comment out of JSON objects, whose keys may change on the way."""

    def __init__(self, given: Mapping[str, str]) -> None:
        """``given`` is field to key, with a dot before a key of an inner object."""
        self._given = given
        self._plans: dict[tuple[object, ...], _Plan] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """Tell another process what to pick: the plans are made anew."""
        return KeyPicker, (self._given,)

    def pick(self, row: dict[str, Any]) -> list[object]:
        """Return the values in the order of ``aliases.FIELDS``, ``None`` for what is not there."""
        inner = [(key, *value) for key, value in row.items() if type(value) is dict]
        shape = (*row, *inner)
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plan(row)
            if len(self._plans) >= _SHAPES_KEPT:
                self._plans.clear()
            self._plans[shape] = plan
        places, take, others = plan
        values: list[object] = [None] * len(FIELDS)
        for place, value in zip(places, take(row), strict=True):
            values[place] = value
        for place, paths in others:
            values[place] = _first(row, paths)
        return values

    def _plan(self, row: dict[str, Any]) -> _Plan:
        paths = dict(leaves(row))
        given = {name: key for name, key in self._given.items() if key in paths}
        found = match(paths, given)
        simple: list[tuple[int, str]] = []
        others: list[tuple[int, tuple[_Path, ...]]] = []
        for place, name in enumerate(FIELDS):
            ways = tuple(paths[key] for key in found.get(name, ()))
            if len(ways) == 1 and ways[0][1] is None:
                simple.append((place, ways[0][0]))
            elif ways:
                others.append((place, ways))
        return tuple(place for place, _ in simple), _taker([key for _, key in simple]), others


def leaves(row: Mapping[str, Any]) -> Iterator[tuple[str, _Path]]:
    """Yield the keys of an object and of the objects right inside it, with the way to each."""
    for key, value in row.items():
        if type(value) is dict:
            for inner in value:
                yield f"{key}.{inner}", (key, inner)
        else:
            yield key, (key, None)


def _taker(keys: list[str]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """Return what takes the values of some keys; itemgetter does so for two or more."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda row: tuple(row[key] for key in keys)


def _first(row: dict[str, Any], paths: tuple[_Path, ...]) -> object:
    value: object = None
    for outer, inner in paths:
        value = row[outer] if inner is None else row[outer][inner]
        if len(paths) == 1 or not is_empty(value):
            break
    return value
