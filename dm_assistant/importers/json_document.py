"""Cuts a JSON file of any size into its values: a list, lines, or a page around a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NoReturn

from dm_assistant.importers.inputs import CHUNK, Input, UnknownShapeError
from dm_assistant.importers.json_value import (
    MAX_DEPTH,
    JsonProblem,
    decode,
    next_bracket,
    too_deep,
    value_end,
)

MAX_VALUE = 8 << 20
_FIRST_LINE = 4 << 20
_not_blank = re.compile(rb"[^ \t\r\n]").search
_scalar = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[^\s,\[\]{}":]++', re.DOTALL).match


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
            cutter = _Cutter(stream, self._source)
            if self.shape is Shape.LIST:
                yield from cutter.items()
            else:
                yield from cutter.members(self.frame)
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
            cutter = _Cutter(stream, self._source)
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
            return Shape.LINES if _Cutter(stream, self._source).peek() else Shape.ENVELOPE

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


class _Cutter:
    """Finds where values begin and end, holding no more of the file than the value at hand."""

    def __init__(self, stream: Any, source: Input) -> None:  # noqa: ANN401 - any readable bytes
        self._stream = stream
        self._source = source
        self._data = b""
        self._at = 0
        self._line = 1
        self._item: int | None = None

    def peek(self) -> bytes:
        """Skip blanks and return the next byte, empty at the end."""
        while True:
            found = _not_blank(self._data, self._at)
            if found:
                self._at = found.start()
                return found[0]
            self._at = len(self._data)
            if not self._more():
                return b""

    def items(self) -> Iterator[tuple[int, bytes]]:
        """Yield the values of the list that begins here."""
        self._take(b"[")
        if self.peek() == b"]":
            self._at += 1
            return
        number = 0
        mark = b","
        while mark == b",":
            number += 1
            self._item = number
            self.peek()
            yield number, self._value()
            mark = self.peek()
            if mark not in (b",", b"]"):
                self._refuse("a comma or ] is missing")
            self._at += 1
        self._item = None

    def members(
        self, frame: dict[str, Any], *, inside: bool = False
    ) -> Iterator[tuple[int, bytes]]:
        """Yield the items of ``comments``; put the other members that are plain into ``frame``."""
        self._take(b"{")
        seen: set[str] = set()
        mark = b","
        if self.peek() == b"}":
            self._at += 1
            return
        while mark == b",":
            key = self._key(seen)
            self._take(b":")
            opening = self.peek()
            if key == "comments" and opening == b"[":
                yield from self.items()
            elif key == "data" and opening == b"{" and not inside:
                yield from self.members(frame, inside=True)
            else:
                self._keep(frame, key)
            mark = self.peek()
            if mark not in (b",", b"}"):
                self._refuse("a comma or } is missing")
            self._at += 1

    def end(self) -> None:
        """Check that nothing but blanks follows."""
        if self.peek():
            self._refuse("something follows the end of the JSON value")

    def _key(self, seen: set[str]) -> str:
        self.peek()
        raw = self._value()
        key = self._decoded(raw)
        if not isinstance(key, str):
            self._refuse("a key is missing")
        if key in seen:
            self._refuse("a key is there twice")
        seen.add(key)
        return key

    def _keep(self, frame: dict[str, Any], key: str) -> None:
        value = self._decoded(self._value())
        if isinstance(value, str | int) and key not in frame:
            frame[key] = value

    def _decoded(self, raw: bytes) -> Any:  # noqa: ANN401 - JSON is any value
        try:
            return decode(raw)
        except JsonProblem as problem:
            self._refuse(str(problem))
        except UnicodeDecodeError:
            raise self._source.undecodable() from None

    def _value(self) -> bytes:
        """Take the whole value that begins here."""
        if self.peek() not in (b"{", b"["):
            return self._scalar()
        end = value_end(self._data, self._at)
        if end:
            raw = self._data[self._at : end]
            self._at = end
            return raw
        return self._long_value()

    def _long_value(self) -> bytes:
        depth, position = 0, self._at
        while True:
            found = next_bracket(self._data, position)
            if found is None:
                position -= self._at
                self._grow()
                position += self._at
                continue
            position = found.end()
            depth += 1 if found[1] in b"[{" else -1
            if depth > MAX_DEPTH:
                self._refuse(str(too_deep()))
            if depth == 0:
                raw = self._data[self._at : position]
                self._at = position
                return raw

    def _scalar(self) -> bytes:
        while True:
            found = _scalar(self._data, self._at)
            if found and found.end() < len(self._data):
                break
            if not self._more():
                break
            if len(self._data) - self._at > MAX_VALUE:
                self._refuse("a value is too long")
        if not found:
            self._refuse("a value is missing, or the file ends inside it")
        self._at = found.end()
        return found[0]

    def _take(self, mark: bytes) -> None:
        found = self.peek()
        if found != mark:
            self._refuse(f"{mark.decode()} is missing" if found else "the file ends too early")
        self._at += 1

    def _grow(self) -> None:
        if len(self._data) - self._at > MAX_VALUE:
            self._refuse(f"a value is larger than {MAX_VALUE >> 20} MB")
        if not self._more():
            self._refuse("the file ends inside a value")

    def _more(self) -> bool:
        """Read on, at least as much as is held, so that long values stay linear."""
        rest = self._data[self._at :]
        self._line += self._data.count(b"\n", 0, self._at)
        chunk = self._stream.read(max(CHUNK, len(rest)))
        self._data, self._at = rest + chunk, 0
        return bool(chunk)

    def _refuse(self, reason: str) -> NoReturn:
        if self._item is not None:
            raise self._source.refusal(reason, item=self._item)
        line = self._line + self._data.count(b"\n", 0, self._at)
        raise self._source.refusal(reason, line=line)


def no_comments(source: Input) -> UnknownShapeError:
    """Return the refusal of JSON in which no comments are found."""
    return UnknownShapeError(f"{source.name}: no comments are found in this JSON")
