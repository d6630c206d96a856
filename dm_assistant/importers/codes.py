"""Reads files of exclusive codes: a pool to add, and a shop's orders that say which were used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.domain.text import INVISIBLE, csv_uncell, unstorable_reason
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.csv_rows import CsvRows
from dm_assistant.importers.inputs import Input, plain_file
from dm_assistant.importers.mapping import listed
from dm_assistant.importers.records import Rejected
from dm_assistant.importers.times import Clock
from dm_assistant.importers.words import BadValueError

LONGEST = VARIABLES["code"].longest
"""A longer code would not fit the place that messages have for it."""

MOST_BYTES = 16 << 20
"""A million codes need less; the file is read whole."""

CODE_COLUMNS = ("Discount Code", "Coupon Code", "Coupon(s)", "Code")
TIME_COLUMNS = ("Paid at", "Redeemed at", "Purchase Date", "Order Date", "Created at", "Date")
_STATUS_COLUMNS = ("Financial Status", "Status")
_OFF = frozenset({"cancelled", "canceled", "refunded", "voided", "failed", "trash"})
_YES = frozenset({"1", "true", "yes"})
_NOTHING = frozenset({"", "n/a", "none", "null", "-"})

_separators = re.compile(r"[,;|]")
_line_ends = re.compile(r"\r\n|[\r\n]")
_spoils = re.compile(r"[\s,;|\"]")


@dataclass(frozen=True, slots=True)
class Redeemed:
    """A code that an order used, and when, if the file says so."""

    code: str
    at: datetime | None


def read_codes(path: Path) -> list[str]:
    """Return the codes of a file: the ``code`` column of a CSV, or one code a line.

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
    rows = CsvRows(source)
    column = _column(rows.header, CODE_COLUMNS)
    if column is not None:
        for line, row in _rows(source, rows):
            yield line, csv_uncell(row[column]).strip()
        return
    if len([name for name in rows.header if name]) > 1:
        raise source.refusal(f"no column named code; found {rows.shown}", line=rows.header_line)
    with source.open() as stream:
        try:
            text = stream.read(MOST_BYTES).decode()
        except UnicodeDecodeError:
            raise source.undecodable() from None
    for line, cell in enumerate(_line_ends.split(text), start=1):
        yield line, cell.strip()


def read_redeemed(path: Path, zone: ZoneInfo) -> list[Redeemed]:
    """Return the codes of a shop's orders, without cancelled and fully refunded ones.

    Of each row only code, time and status are looked at; buyers' names and addresses stay in the
    file. ``zone`` is for times without one. Raises BadInputError with file and line.
    """
    source = plain_file(path)
    rows = CsvRows(source)
    code = _column(rows.header, CODE_COLUMNS)
    if code is None:
        looked_for = ", ".join(CODE_COLUMNS)
        reason = f"no column with the code: looked for {looked_for}; found {listed(rows.header)}"
        raise source.refusal(reason, line=rows.header_line)
    at = _column(rows.header, TIME_COLUMNS)
    clock = Clock(zone=zone)
    found = []
    for line, row in _rows(source, rows):
        cells = dict(zip(map(squeeze, rows.header), row, strict=True))
        if row[code].strip().lower() in _NOTHING or _is_off(cells):
            continue
        moment = None if at is None else _time(source, line, clock, row[at])
        used = map(str.strip, _separators.split(csv_uncell(row[code])))
        found += [Redeemed(each, moment) for each in used if each]
    return found


def _rows(source: Input, rows: CsvRows) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows; what an import would reject refuses the file here, where nobody asks back."""
    for row in rows.rows():
        if isinstance(row, Rejected):
            raise source.refusal(row.reason, line=row.line)
        yield row


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the place of the first of these columns that the file has."""
    forms = [squeeze(name) for name in header]
    return next((forms.index(form) for form in map(squeeze, names) if form in forms), None)


def _code(source: Input, line: int, cell: str) -> str:
    if len(cell) > LONGEST:
        raise source.refusal(f"a code has more than {LONGEST} characters", line=line)
    if unstorable_reason(cell) or INVISIBLE.search(cell) or not cell.isprintable():
        raise source.refusal("a code holds a character that nobody can type", line=line)
    if _spoils.search(cell):
        raise source.refusal("one code a line: this one holds a blank or a separator", line=line)
    return cell


def _is_off(cells: Mapping[str, str]) -> bool:
    """Return whether an order was cancelled or its money given back in full."""
    statuses = {cells.get(squeeze(name), "").strip().lower() for name in _STATUS_COLUMNS}
    cancelled = cells.get("cancelledat", "").strip().lower()
    if statuses & _OFF or cancelled not in _NOTHING:
        return True
    if cells.get("fullyrefunded?", "").strip().lower() in _YES:
        return True
    refunded, total = _amount(cells.get("refundedamount")), _amount(cells.get("total"))
    return refunded is not None and total is not None and 0 < total <= refunded


def _amount(cell: str | None) -> float | None:
    try:
        return None if cell is None else float(cell)
    except ValueError:
        return None


def _time(source: Input, line: int, clock: Clock, cell: str) -> datetime | None:
    if cell.strip().lower() in _NOTHING:
        return None
    try:
        return clock.at(_iso(cell.strip()), "")
    except BadValueError as problem:
        raise source.refusal(str(problem), line=line) from None


def _iso(text: str) -> str:
    """Return ``2025-10-02 17:09:33 -0300``, as shops write it, without the blank in the middle."""
    return re.sub(r" ([+-]\d\d):?(\d\d)$", r"\1:\2", text)
