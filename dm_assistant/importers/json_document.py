"""Cuts a JSON file of any size into its values: a list, lines, or pages around a list."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.json_cutter import MAX_VALUE, Cutter
from dm_assistant.importers.json_pages import comments_in, error_code, pages_in
from dm_assistant.importers.json_value import JsonProblem, decode

_FIRST_LINE = 4 << 20
_WHOLE = 1 << 20
_LISTS = {
    "": ("comments", "data", "entry"),
    "data": ("comments",),
    "comments": ("data",),
}
"""Names of the lists whose items are read, by the object they are right inside."""

_AROUND: dict[str, tuple[str, ...]] = {
    "": ("data", "comments"),
    "data": ("comments",),
    "comments": (),
}
"""Names of the objects that such lists are inside of."""

_POST_KEYS = ("video_url", "permalink", "webpage_url")


OTHER_JSON = "JSON that holds neither comments nor an export that is known"
"""Why JSON of something else is not read."""


class Shape(StrEnum):
    """How the values lie in the file."""

    LIST = "list"
    LINES = "lines"
    ONE = "one"
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
            if self.shape is Shape.ONE:
                yield 1, stream.read(_WHOLE)
                return
            cutter = Cutter(stream, self._source)
            if self.shape is Shape.LIST:
                yield from cutter.items()
            else:
                yield from self._pages(cutter)
            cutter.end()

    def _pages(self, cutter: Cutter) -> Iterator[tuple[int, bytes]]:
        """Yield the items of a page, and of those that follow it, numbered through."""
        before = number = 0
        for number, raw in _members(cutter, self.frame):
            yield number, raw
        while cutter.peek() == b"{":
            before, number = before + number, 0
            frame: dict[str, Any] = {}
            for number, raw in _members(cutter, frame):
                yield before + number, raw
            if any(
                frame.get(key, self.frame.get(key)) != self.frame.get(key) for key in _POST_KEYS
            ):
                cutter.refuse("this page is of another post than the first; one file for each")
            if error_code(frame):
                cutter.refuse(f"the service answered with error {error_code(frame)}")

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
                return Shape.ONE if self._is_notice(first) else Shape.ENVELOPE
            if comments_in(value) is None and not (isinstance(value, dict) and "entry" in value):
                return Shape.LINES
            return Shape.LINES if Cutter(stream, self._source).peek() else Shape.ENVELOPE

    def _is_notice(self, first: bytes) -> bool:
        """Tell whether the file is one notice, written over several lines."""
        if len(first) > _WHOLE or self._source.size > _WHOLE:
            return False
        with self._source.open() as stream:
            try:
                value = decode(stream.read(_WHOLE))
            except (JsonProblem, UnicodeDecodeError):
                return False
        return comments_in(value) is None and next(pages_in(value), None) is not None

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        with self._source.open() as stream:
            number = 0
            while raw := stream.readline(MAX_VALUE):
                number += 1
                if len(raw) == MAX_VALUE:
                    raise self._source.refusal("the line is too long", line=number)
                if not raw.isspace():
                    yield number, raw


def _members(
    cutter: Cutter, frame: dict[str, Any], *, inside: str = ""
) -> Iterator[tuple[int, bytes]]:
    """Yield the items of the list of comments or notices; put plain members into ``frame``."""
    for key in cutter.names():
        opening = cutter.peek()
        if opening == b"[" and key in _LISTS[inside]:
            yield from cutter.items()
        elif opening == b"{" and key in _AROUND[inside]:
            yield from _members(cutter, frame, inside=key)
        else:
            value = cutter.decoded(cutter.value())
            if isinstance(value, str | int) and key not in frame and inside != "comments":
                frame[key] = value


def no_comments(source: Input) -> UnknownShapeError:
    """Return the refusal of JSON in which no comments are found."""
    return UnknownShapeError(f"{source.name}: {OTHER_JSON}")
