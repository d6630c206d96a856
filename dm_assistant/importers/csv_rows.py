"""Streams the rows of a CSV file with the line on which each begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import partial

from dm_assistant.importers.inputs import CHUNK, Input
from dm_assistant.importers.table_rows import TableRows
from dm_assistant.importers.words import MAX_TEXT

MAX_ROW = 8 << 20
MAX_BLANK = 2_000_000
_BLANK = ("\n", "\r\n", "\r")
_SEPARATORS = ",;\t"
_MARKS = [each.encode() for each in _SEPARATORS]
_LINES_ABOVE = 20
_separator_line = re.compile(rb"sep=([,;|\t])\r?", re.IGNORECASE).fullmatch

# The csv module has one limit for the whole process, shorter by default than texts we accept.
csv.field_size_limit(MAX_TEXT)


class CsvRows(TableRows):
    """A CSV file: its header, and its rows as lists of as many cells as the header has."""

    def _parsed(self) -> Iterator[tuple[int, list[str] | None]]:
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


class _Lines:
    """The lines of a stream, with a limit on what one row may hold."""

    def __init__(self, stream: io.BufferedReader, source: Input) -> None:
        self.held = 0
        self.nul_at = -1
        self._stream = stream
        self._source = source

    def __iter__(self) -> Iterator[str]:
        text = io.TextIOWrapper(self._stream, encoding="utf-8", newline="")
        blank = 0
        for number, line in enumerate(iter(partial(text.readline, MAX_ROW), ""), start=1):
            self.held += len(line)
            if self.held >= MAX_ROW:
                reason = f"a row has more than {MAX_ROW:,} characters; is a quote not closed?"
                raise self._source.refusal(reason, line=number)
            if "\0" in line:
                self.nul_at = number
            blank = blank + 1 if line in _BLANK else 0
            if blank > MAX_BLANK:
                reason = f"more than {MAX_BLANK:,} empty lines"
                raise self._source.refusal(reason, line=number)
            yield line


def _find_separator(stream: io.BufferedReader) -> tuple[str, int]:
    """Return what separates the cells, and how many lines at the top only say so."""
    first = stream.peek(1).partition(b"\n")[0]
    said = _separator_line(first)
    if said:
        stream.readline()
        return said[1].decode(), 1
    above = stream.peek(CHUNK).split(b"\n", _LINES_ABOVE)[:_LINES_ABOVE]
    marked = next((line for line in above if any(map(line.count, _MARKS))), first)
    return max(_SEPARATORS, key=lambda each: marked.count(each.encode())), 0


def _reason(problem: csv.Error) -> str:
    if "field larger" in str(problem):
        return f"a cell has more than {MAX_TEXT:,} characters; is a quote not closed?"
    if "unexpected end" in str(problem):
        return "a quote is opened here and not closed"
    return "the quotes in this row are not in order"
