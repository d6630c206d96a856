"""Streams the rows of a CSV file with the line on which each begins."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from functools import partial

from dm_assistant.domain.text import shorten, to_screen
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.records import Rejected
from dm_assistant.importers.words import MAX_TEXT

MAX_ROW = 8 << 20
MAX_COLUMNS = 2_000
_SEPARATORS = ",;\t"
_COLUMNS_SHOWN = 20
_COLUMN_WIDTH = 30
_separator_line = re.compile(rb"sep=([,;|\t])\r?", re.IGNORECASE).fullmatch

# The csv module has one limit for the whole process, shorter by default than texts we accept.
csv.field_size_limit(MAX_TEXT)


class CsvRows:
    """A CSV file: its header, and its rows as lists of as many cells as the header has."""

    def __init__(self, source: Input) -> None:
        """Read the header; raises BadInputError when there is none that can be used."""
        self._source = source
        self.header: tuple[str, ...] = ()
        self.header_line = 1
        for line, row in self._parsed():
            self.header = tuple(cell.strip(" \t\r\n\ufeff") for cell in row or ())
            self.header_line = line
            break
        self._check_header()

    @property
    def header_key(self) -> str:
        """Return a name for this set of columns, the same for the next file that has it."""
        columns = "\x1f".join(map(squeeze, self.header))
        return hashlib.blake2b(columns.encode("utf-8", "replace"), digest_size=16).hexdigest()

    @property
    def shown(self) -> str:
        """Return the names of the columns, fit to show."""
        names = [shorten(to_screen(name), _COLUMN_WIDTH) for name in self.header if name]
        more = len(names) - _COLUMNS_SHOWN
        return ", ".join(names[:_COLUMNS_SHOWN]) + (f" and {more} more" if more > 0 else "")

    def rows(self) -> Iterator[tuple[int, list[str]] | Rejected]:
        """Yield the rows below the header; a row of another width, or with NUL, is rejected."""
        width = len(self.header)
        rows = self._parsed()
        next(rows, None)
        for pair in rows:
            line, row = pair
            if row is None:
                yield Rejected(line, "the row holds a NUL character")
            elif len(row) == width:
                yield line, row
            else:
                yield Rejected(line, f"{len(row)} cells where the header has {width}")

    def _parsed(self) -> Iterator[tuple[int, list[str] | None]]:
        """Yield every row that is not blank with its first line; ``None`` for one with NUL."""
        with self._source.open() as stream:
            separator, skipped = _find_separator(stream)
            lines = _Lines(stream, self._source)
            reader = csv.reader(lines, delimiter=separator, strict=True)
            before = skipped
            try:
                for row in reader:
                    line = before + 1
                    before = reader.line_num + skipped
                    lines.held = 0
                    if lines.nul_at + skipped >= line:
                        yield line, None
                    elif row:
                        yield line, row
            except csv.Error as problem:
                raise self._source.refusal(_reason(problem), line=before + 1) from None
            except UnicodeDecodeError:
                raise self._source.undecodable() from None

    def _check_header(self) -> None:
        if not any(self.header):
            raise UnknownShapeError(f"{self._source.name}: the file is empty or has no header")
        if len(self.header) > MAX_COLUMNS:
            reason = f"the header has more than {MAX_COLUMNS:,} columns"
            raise self._source.refusal(reason, line=self.header_line)
        seen: set[str] = set()
        for name in filter(None, self.header):
            if name in seen:
                shown = shorten(to_screen(name), _COLUMN_WIDTH)
                reason = f'the header names the column "{shown}" twice'
                raise self._source.refusal(reason, line=self.header_line)
            seen.add(name)


class _Lines:
    """The lines of a stream, with a limit on what one row may hold."""

    def __init__(self, stream: io.BufferedReader, source: Input) -> None:
        self.held = 0
        self.nul_at = -1
        self._stream = stream
        self._source = source

    def __iter__(self) -> Iterator[str]:
        text = io.TextIOWrapper(self._stream, encoding="utf-8", newline="")
        for number, line in enumerate(iter(partial(text.readline, MAX_ROW), ""), start=1):
            self.held += len(line)
            if self.held >= MAX_ROW:
                reason = f"a row has more than {MAX_ROW:,} characters; is a quote not closed?"
                raise self._source.refusal(reason, line=number)
            if "\0" in line:
                self.nul_at = number
            yield line


def _find_separator(stream: io.BufferedReader) -> tuple[str, int]:
    """Return what separates the cells, and how many lines at the top only say so."""
    first = stream.peek(1).partition(b"\n")[0]
    said = _separator_line(first)
    if said:
        stream.readline()
        return said[1].decode(), 1
    return max(_SEPARATORS, key=lambda each: first.count(each.encode())), 0


def _reason(problem: csv.Error) -> str:
    if "field larger" in str(problem):
        return f"a cell has more than {MAX_TEXT:,} characters; is a quote not closed?"
    if "unexpected end" in str(problem):
        return "a quote is opened here and not closed"
    return "the quotes in this row are not in order"
