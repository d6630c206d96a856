"""Cuts JSON of any size into values, holding no more of the file than the value at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from dm_assistant.importers.inputs import CHUNK, Input
from dm_assistant.importers.json_value import (
    MAX_DEPTH,
    JsonProblem,
    decode,
    next_bracket,
    too_deep,
    value_end,
)

MAX_VALUE = 8 << 20
_not_blank = re.compile(rb"[^ \t\r\n]").search
_scalar = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[^\s,\[\]{}":]++', re.DOTALL).match


class Cutter:
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

    def items(self, *, named: bool = True) -> Iterator[tuple[int, bytes]]:
        """Yield the values of the list that begins here; ``named`` problems say which item."""
        self.take(b"[")
        if self.peek() == b"]":
            self._at += 1
            return
        number = 0
        mark = b","
        while mark == b",":
            number += 1
            self._item = number if named else None
            self.peek()
            yield number, self.value()
            mark = self.peek()
            if mark not in (b",", b"]"):
                self.refuse("a comma or ] is missing")
            self._at += 1
        self._item = None

    def names(self) -> Iterator[str]:
        """Yield the keys of the object that begins here; each value is to be taken between."""
        self.take(b"{")
        seen: set[str] = set()
        mark = b","
        if self.peek() == b"}":
            self._at += 1
            return
        while mark == b",":
            key = self._key(seen)
            self.take(b":")
            yield key
            mark = self.peek()
            if mark not in (b",", b"}"):
                self.refuse("a comma or } is missing")
            self._at += 1

    def end(self) -> None:
        """Check that nothing but blanks follows."""
        if self.peek():
            self.refuse("something follows the end of the JSON value")

    def _key(self, seen: set[str]) -> str:
        self.peek()
        raw = self.value()
        key = self.decoded(raw)
        if not isinstance(key, str):
            self.refuse("a key is missing")
        if key in seen:
            self.refuse("a key is there twice")
        seen.add(key)
        return key

    def decoded(self, raw: bytes) -> Any:  # noqa: ANN401 - JSON is any value
        """Decode a value that was taken; raises BadInputError."""
        try:
            return decode(raw)
        except JsonProblem as problem:
            self.refuse(str(problem))
        except UnicodeDecodeError:
            raise self._source.undecodable() from None

    def value(self) -> bytes:
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
                self.refuse(str(too_deep()))
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
                self.refuse("a value is too long")
        if not found:
            self.refuse("a value is missing, or the file ends inside it")
        self._at = found.end()
        return found[0]

    def take(self, mark: bytes) -> None:
        """Take the sign that has to come next."""
        found = self.peek()
        if found != mark:
            self.refuse(f"{mark.decode()} is missing" if found else "the file ends too early")
        self._at += 1

    def _grow(self) -> None:
        if len(self._data) - self._at > MAX_VALUE:
            self.refuse(f"a value is larger than {MAX_VALUE >> 20} MB")
        if not self._more():
            self.refuse("the file ends inside a value")

    def _more(self) -> bool:
        """Read on, at least as much as is held, so that long values stay linear."""
        rest = self._data[self._at :]
        self._line += self._data.count(b"\n", 0, self._at)
        chunk = self._stream.read(max(CHUNK, len(rest)))
        self._data, self._at = rest + chunk, 0
        return bool(chunk)

    def refuse(self, reason: str) -> NoReturn:
        """Refuse the file with the item or the line that is at hand."""
        if self._item is not None:
            raise self._source.refusal(reason, item=self._item)
        line = self._line + self._data.count(b"\n", 0, self._at)
        raise self._source.refusal(reason, line=line)
