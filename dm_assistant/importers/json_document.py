"""Cuts a JSON file of any size into its values: a list, lines, or a page around a list."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.json_cutter import MAX_VALUE, Cutter
from dm_assistant.importers.json_value import JsonProblem, decode

_FIRST_LINE = 4 << 20


class Shape(StrEnum):
    """How the values lie in the file."""

    LIST = "list"
    LINES = "lines"
    ENVELOPE = "envelope"


class JsonDocument:
    """A JSON file: its shape, and its values one by one with their line or item number."""

    def __init__(self, source: Input) -> None:
        """Look at the beginning of the file; raises BadInputError."""
        self._source = source
        self.frame: dict[str, Any] = {}
        self.shape = self._find_shape()

    def values(self) -> Iterator[tuple[int, bytes]]:
        """Yield each value as bytes with its number; raises BadInputError."""
        if self.shape is Shape.LINES:
            yield from self._lines()
            return
        with self._source.open() as stream:
            cutter = Cutter(stream, self._source)
            if self.shape is Shape.LIST:
                yield from cutter.items()
            else:
                yield from _members(cutter, self.frame)
            cutter.end()

    def decode(self, number: int, raw: bytes) -> Any:  # noqa: ANN401 - JSON is any value
        """Decode a value that ``values`` gave; raises BadInputError with its place."""
        try:
            return decode(raw)
        except JsonProblem as problem:
            raise self._refusal(str(problem), number) from None
        except UnicodeDecodeError:
            raise self._source.undecodable() from None

    def _refusal(self, reason: str, number: int) -> Exception:
        if self.shape is Shape.LINES:
            return self._source.refusal(reason, line=number)
        return self._source.refusal(reason, item=number)

    def _find_shape(self) -> Shape:
        with self._source.open() as stream:
            cutter = Cutter(stream, self._source)
            if cutter.peek() == b"[":
                return Shape.LIST
        with self._source.open() as stream:
            first = b""
            while not first.strip():
                first = stream.readline(_FIRST_LINE)
            if len(first) == _FIRST_LINE:
                return Shape.ENVELOPE
            try:
                value = decode(first)
            except (JsonProblem, UnicodeDecodeError):
                return Shape.ENVELOPE
            if comments_in(value) is None:
                return Shape.LINES
            return Shape.LINES if Cutter(stream, self._source).peek() else Shape.ENVELOPE

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        with self._source.open() as stream:
            number = 0
            while raw := stream.readline(MAX_VALUE):
                number += 1
                if len(raw) == MAX_VALUE:
                    raise self._source.refusal("the line is too long", line=number)
                if not raw.isspace():
                    yield number, raw


def comments_in(value: object) -> list[Any] | None:
    """Return the comments of an answer page (``comments``, also inside ``data``), if it is one."""
    if not isinstance(value, dict):
        return None
    for page in (value, value.get("data")):
        if isinstance(page, dict) and isinstance(page.get("comments"), list):
            found: list[Any] = page["comments"]
            return found
    return None


def _members(
    cutter: Cutter, frame: dict[str, Any], *, inside: bool = False
) -> Iterator[tuple[int, bytes]]:
    """Yield the items of ``comments``; put the other members that are plain into ``frame``."""
    for key in cutter.names():
        opening = cutter.peek()
        if key == "comments" and opening == b"[":
            yield from cutter.items()
        elif key == "data" and opening == b"{" and not inside:
            yield from _members(cutter, frame, inside=True)
        else:
            value = cutter.decoded(cutter.value())
            if isinstance(value, str | int) and key not in frame:
                frame[key] = value


def no_comments(source: Input) -> UnknownShapeError:
    """Return the refusal of JSON in which no comments are found."""
    return UnknownShapeError(f"{source.name}: no comments are found in this JSON")
