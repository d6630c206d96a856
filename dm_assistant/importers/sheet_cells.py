"""Turns the XML of one sheet into rows of text, and of the table of shared strings into strings."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from string import ascii_uppercase

from dm_assistant.importers.words import MAX_TEXT, FormulaError
from dm_assistant.importers.xml_stream import MAX_DEPTH, Attributes, Handler, Part, XmlProblem, feed

MAX_ROWS = 1 << 20
MAX_WIDTH = 2_000
MAX_STRINGS = 512 << 20
_EXACT = 2**53
_DAYS = 2_958_466
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - sheets know no zone
_NOT_ERRORS = frozenset({"#N/A", ""})
_FREQUENT = frozenset({"c", "v"})
_letters = re.compile(r"[A-Za-z]{1,3}").fullmatch

_COLUMNS = {
    letters: number
    for number, letters in enumerate(
        (first + last for first in ("", "A") for last in ascii_uppercase), start=1
    )
}

Row = tuple[int, list[str] | None]
"""Number of the row in the sheet and its cells; ``None`` for one that is wider than is read."""


class SharedStrings(Handler):
    """The strings that cells name by number, read on only as far as a cell asks."""

    def __init__(self, stream: Part | None) -> None:
        self._text = bytearray()
        self._ends = array("Q")
        self._held: list[str] = []
        self._size = 0
        self._silent = 0
        self._open = False
        self._more: Iterator[None] = iter(()) if stream is None else feed(stream, self)

    def __getitem__(self, index: int) -> str:
        """Return a string; raises XmlProblem when there is none of this number."""
        while index >= len(self._ends):
            try:
                next(self._more)
            except StopIteration:
                raise XmlProblem("a cell names a shared text that is not there") from None
        begin = self._ends[index - 1] if index else 0
        return self._text[begin : self._ends[index]].decode()

    def begin(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - they say nothing here
        """Begin a string, or the reading aid in one, which is no part of it."""
        if name == "rPh":
            self._silent += 1
        elif name == "t":
            self._open = not self._silent

    def finish(self, name: str) -> None:
        """Keep a string that ends."""
        if name == "rPh":
            self._silent -= 1
        elif name == "t":
            self._open = False
        elif name == "si":
            self._text += "".join(self._held).encode()
            self._ends.append(len(self._text))
            self._held.clear()
            self._size = 0
            if len(self._text) + 8 * len(self._ends) > MAX_STRINGS:
                raise XmlProblem("its texts are too many; save the sheet as CSV")

    def text(self, piece: str) -> None:
        """Take a piece of the string at hand."""
        if self._open:
            self._size += len(piece)
            if self._size > MAX_TEXT:
                raise XmlProblem(f"a text has more than {MAX_TEXT:,} characters")
            self._held.append(piece)


class _Sheet(Handler):
    """Collects the rows of one sheet as its XML goes by."""

    def __init__(self, strings: SharedStrings, dates: Sequence[bool], *, since_1904: bool) -> None:
        self.rows: list[Row] = []
        self._strings = strings
        self._dates = dates
        self._epoch = _EPOCHS[since_1904]
        self._line = 0
        self._row: list[str] = []
        self._too_wide = False
        self._column = 0
        self._sort = self._style = ""
        self._held: list[str] = []
        self._size = 0
        self._silent = 0
        self._open = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin a cell or its value without a detour, there are millions of them."""
        if self.depth >= MAX_DEPTH or name not in _FREQUENT or not self.left:
            super().start(name, attributes)
            return
        self.depth += 1
        self.left -= 1
        if name == "v":
            self._open = True
        else:
            self.begin(name, attributes)

    def end(self, name: str) -> None:
        """End a cell or its value without a detour."""
        self.depth -= 1
        if name == "v":
            self._open = False
        elif name == "c":
            self._cell()
        else:
            self.finish(name.rpartition(":")[2])

    def begin(self, name: str, attributes: Attributes) -> None:
        """Begin a row, a cell or the value in it."""
        if name == "c":
            place = attributes.get("r")
            if place is None:
                self._column += 1
            else:
                letters = place.rstrip("0123456789")
                self._column = _COLUMNS.get(letters) or _column(letters)
            self._sort = attributes.get("t", "n")
            self._style = attributes.get("s", "")
        elif name in ("v", "t"):
            self._open = not self._silent
        elif name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "rPh":
            self._silent += 1

    def finish(self, name: str) -> None:
        """End a row, a cell or the value in it."""
        if name in ("v", "t"):
            self._open = False
        elif name == "c":
            self._cell()
        elif name == "row":
            if self._row or self._too_wide:
                self.rows.append((self._line, None if self._too_wide else self._row))
            self._row, self._too_wide = [], False
        elif name == "rPh":
            self._silent -= 1

    def text(self, piece: str) -> None:
        """Take a piece of the value at hand."""
        if self._open:
            self._size += len(piece)
            if self._size > MAX_TEXT:
                raise XmlProblem(f"row {self._line}: a cell has more than {MAX_TEXT:,} characters")
            self._held.append(piece)

    def _begin_row(self, number: str | None) -> None:
        line = self._line + 1 if number is None else _whole(number)
        if not self._line < line <= MAX_ROWS:
            raise XmlProblem(f"its rows are not in order after row {self._line}")
        self._line, self._column, self._row, self._too_wide = line, 0, [], False

    def _cell(self) -> None:
        if not self._held:
            return
        raw = self._held[0] if len(self._held) == 1 else "".join(self._held)
        self._held.clear()
        self._size = 0
        value = self._value(raw)
        if value == "":
            return
        missing = self._column - len(self._row) - 1
        if self._column > MAX_WIDTH:
            self._too_wide = True
        elif missing == 0:
            self._row.append(value)
        elif missing > 0:
            self._row.extend([""] * missing)
            self._row.append(value)
        else:
            raise XmlProblem(f"row {self._line}: its cells are not in order")

    def _value(self, raw: str) -> str:
        sort = self._sort
        if sort == "s":
            return self._strings[_whole(raw)]
        if sort == "n":
            style = _whole(self._style) if self._style else 0
            if style < len(self._dates) and self._dates[style]:
                return _date(raw, self._epoch)
            return number(raw)
        if sort == "b":
            return "true" if raw.strip() == "1" else "false"
        if sort == "e":
            return "" if raw.strip() in _NOT_ERRORS else FormulaError(raw)
        return raw


def rows(
    stream: Part, strings: SharedStrings, dates: Sequence[bool], *, since_1904: bool
) -> Iterator[Row]:
    """Yield the rows that hold something; raises XmlProblem."""
    sheet = _Sheet(strings, dates, since_1904=since_1904)
    for _ in feed(stream, sheet):
        if sheet.rows:
            yield from sheet.rows
            sheet.rows.clear()


def number(raw: str) -> str:
    """Return a number as the text it would be in a CSV; one that lost digits in E notation.

    A spreadsheet keeps 15 to 17 digits. A whole number beyond them is only believed when it is
    not how a floating-point number is written, in full or as short as can be.
    """
    word = raw.strip()
    if word.isdigit() and word.isascii() and len(word) <= 15:  # noqa: PLR2004 - as above
        return word
    if len(word) > 400:  # noqa: PLR2004 - longer than any number a sheet writes
        raise XmlProblem("a number has too many digits")
    try:
        value = float(word)
        if word.isdigit() and int(word) not in (int(value), Decimal(repr(value))):
            return word
    except (ValueError, OverflowError):
        return word
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN
        return word
    if abs(value) <= _EXACT:
        return str(int(value)) if value == int(value) else repr(value)
    mantissa, _, exponent = f"{value:.16E}".partition("E")
    return f"{mantissa}E+{int(exponent)}"


def _date(raw: str, epoch: datetime) -> str:
    try:
        days = float(raw)
    except ValueError:
        return raw
    if not 0 <= days < _DAYS:
        return number(raw)
    moment = epoch + timedelta(seconds=round(days * 86_400))
    if moment == moment.replace(hour=0, minute=0, second=0):
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _column(letters: str) -> int:
    """Return the number of a column, 1 for A."""
    if not _letters(letters):
        raise XmlProblem("a cell is not where a sheet has any")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def _whole(word: str) -> int:
    word = word.strip()
    if not (word.isdigit() and word.isascii() and len(word) <= 9):  # noqa: PLR2004 - no sheet has more
        raise XmlProblem("a number in its XML is none")
    return int(word)
