"""Reads files of exclusive codes that are to be added to a pool."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dm_assistant.domain.code_patterns import flaw
from dm_assistant.domain.text import csv_uncell
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.binary_files import only_table
from dm_assistant.importers.inputs import Input, plain_file
from dm_assistant.importers.records import Rejected
from dm_assistant.importers.sheet_rows import SheetRows
from dm_assistant.importers.table_rows import TableRows
from dm_assistant.importers.words import FormulaError, is_rounded

MOST_BYTES = 16 << 20
"""A million codes need less; the file is read whole."""

CODE_COLUMNS = ("Discount Code", "Coupon Code", "Code")

_line_ends = re.compile(r"\r\n|[\r\n]")


def read_codes(path: Path) -> list[str]:
    """Return the codes of a file: the ``code`` column of a table, or one code a line.

    A code that stands there twice is returned twice. Raises BadInputError with file and line.
    """
    source = plain_file(path)
    if source.size > MOST_BYTES:
        raise source.refusal(f"longer than {MOST_BYTES >> 20} MB")
    found = [_code(source, line, cell) for line, cell in _cells(source) if cell]
    if not found:
        raise source.refusal("there is no code in it")
    return found


def _cells(source: Input) -> Iterator[tuple[int, str]]:
    rows = only_table(source)
    column = _column(rows.header, CODE_COLUMNS)
    if column is None and len([name for name in rows.header if name]) > 1:
        raise source.refusal(f"no column named code; {rows.found}", line=rows.header_line)
    if column is None and not isinstance(rows, SheetRows):
        yield from _lines(source)
        return
    if column is None:
        column = next(at for at, name in enumerate(rows.header) if name)
        yield rows.header_line, _cell(source, rows.header_line, rows.header[column])
    for line, row in _rows(source, rows):
        yield line, _cell(source, line, row[column])


def _lines(source: Input) -> Iterator[tuple[int, str]]:
    with source.open() as stream:
        try:
            text = stream.read(MOST_BYTES).decode()
        except UnicodeDecodeError:
            raise source.undecodable() from None
    for line, cell in enumerate(_line_ends.split(text), start=1):
        yield line, cell.strip()


def _rows(source: Input, rows: TableRows) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows; what an import would reject refuses the file here, where nobody asks back."""
    for row in rows.rows():
        if isinstance(row, Rejected):
            raise source.refusal(row.reason, line=row.line)
        yield row


def _cell(source: Input, line: int, cell: str) -> str:
    if isinstance(cell, FormulaError):
        raise source.refusal("the cell holds the error of a formula", line=line)
    if is_rounded(cell):
        raise source.refusal("a spreadsheet has rounded this code", line=line)
    return csv_uncell(cell).strip()


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the place of the first of these columns that the file has."""
    forms = [squeeze(name) for name in header]
    return next((forms.index(form) for form in map(squeeze, names) if form in forms), None)


def _code(source: Input, line: int, cell: str) -> str:
    reason = flaw(cell)
    if reason is not None:
        raise source.refusal(reason, line=line)
    return cell
