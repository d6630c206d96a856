"""Walks a JSON object of any size down to its plain values and the items of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dm_assistant.importers.inputs import Input
from dm_assistant.importers.json_cutter import Cutter
from dm_assistant.importers.json_value import MAX_DEPTH, too_deep

Path = tuple[str, ...]


class Leaf(NamedTuple):
    """A value with the keys above it: item ``number`` of a list, or with 0 none of a list's.

    An empty list or object is a leaf with the number 0.
    """

    path: Path
    number: int
    raw: bytes


def leaves(source: Input) -> Iterator[Leaf]:
    """Yield the leaves in file order, undecoded; raises BadInputError.

    All items of a list come with the same path object. Objects inside lists are not entered.
    """
    with source.open() as stream:
        cutter = Cutter(stream, source)
        yield from _members(cutter, ())
        cutter.end()


def _members(cutter: Cutter, path: Path) -> Iterator[Leaf]:
    if len(path) >= MAX_DEPTH:
        cutter.refuse(str(too_deep()))
    empty = True
    for name in cutter.names():
        empty = False
        below = (*path, name)
        opening = cutter.peek()
        if opening == b"{":
            yield from _members(cutter, below)
        elif opening == b"[":
            number = 0
            for number, raw in cutter.items(named=False):
                yield Leaf(below, number, raw)
            if not number:
                yield Leaf(below, 0, b"[]")
        else:
            yield Leaf(below, 0, cutter.value())
    if empty:
        yield Leaf(path, 0, b"{}")
