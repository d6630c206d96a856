"""Feeds XML of a workbook to a handler, piece by piece, within limits on what it may do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol
from xml.parsers import expat

CHUNK = 1 << 16
MAX_DEPTH = 40
MAX_TOKEN = 8 << 20
FREE_ELEMENTS = 4_000_000
ELEMENTS_PER_BYTE = 2
Attributes = Mapping[str, str]


class XmlProblem(ValueError):  # noqa: N818 - a finding about a part, made an error by the workbook
    """Why a part of a workbook cannot be read, in words that are fit to show."""


class Part(Protocol):
    """One part of a workbook as it is unpacked; ``packed`` is its size before, in bytes."""

    packed: int

    def read(self, size: int, /) -> bytes:
        """Read at most ``size`` bytes, none at the end."""


class Handler:
    """Is told of the elements of a part, by their names without prefix; deep ones are refused."""

    depth = 0
    left = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element, whose name may still have its prefix."""
        self.depth += 1
        self.left -= 1
        if self.depth > MAX_DEPTH:
            raise XmlProblem(f"its elements lie more than {MAX_DEPTH} deep inside each other")
        if self.left < 0:
            raise XmlProblem("it has more cells than its size can explain; save it as CSV")
        self.begin(name.rpartition(":")[2], attributes)

    def end(self, name: str) -> None:
        """Take the end of an element, whose name may still have its prefix."""
        self.depth -= 1
        self.finish(name.rpartition(":")[2])

    def begin(self, name: str, attributes: Attributes) -> None:
        """Look at the beginning of an element."""

    def finish(self, name: str) -> None:
        """Look at the end of an element."""

    def text(self, piece: str) -> None:
        """Take a piece of text."""


def feed(stream: Part, handler: Handler) -> Iterator[None]:
    """Tell the handler of everything in the stream, resting after each piece; raises XmlProblem.

    Only so many elements are taken as a part of its packed size can hold if something is in them,
    so that what a few megabytes unfold to takes no minutes. A document type is refused: entities
    could unfold one letter into gigabytes.
    """
    handler.left = FREE_ELEMENTS + ELEMENTS_PER_BYTE * stream.packed
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    fed = 0
    while True:
        chunk = stream.read(CHUNK)
        fed += len(chunk)
        try:
            parser.Parse(chunk, not chunk)
        except expat.ExpatError as bad:
            reason = expat.ErrorString(bad.code)
            raise XmlProblem(f"its XML is not in order: {reason}") from None
        if fed - parser.CurrentByteIndex > MAX_TOKEN:
            raise XmlProblem(f"a mark of its XML is longer than {MAX_TOKEN >> 20} MB")
        yield
        if not chunk:
            return


def _refuse_doctype(*_: object) -> None:
    raise XmlProblem("its XML brings a document type, which no workbook has")
