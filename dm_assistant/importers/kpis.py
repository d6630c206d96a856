"""Reads our own table of figures noted by hand: one a line, every bad line named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dm_assistant.domain.measures import (
    Paid,
    Said,
    fault,
    measure_of,
    post_of,
    source_of,
    value_of,
)
from dm_assistant.domain.text import csv_uncell, to_screen, unstorable_reason
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.binary_files import only_table
from dm_assistant.importers.inputs import plain_file
from dm_assistant.importers.records import Rejected
from dm_assistant.importers.words import FormulaError

COLUMNS = ("figure", "value", "first_day", "last_day", "source", "paid", "post")
NEEDED = ("figure", "value", "first_day")
BESIDES = frozenset({"platform", "account", "notedat"})
"""Columns of an export that are not read back."""

MOST_BYTES = 16 << 20
MOST_POST = 200

_PAID = {
    "": Paid.UNKNOWN,
    "unknown": Paid.UNKNOWN,
    "organic": Paid.ORGANIC,
    "no": Paid.ORGANIC,
    "paid": Paid.PAID,
    "yes": Paid.PAID,
}


@dataclass(frozen=True, slots=True)
class KpiTable:
    """The figures of a file, the lines that cannot be used, and columns nobody knows."""

    name: str
    said: tuple[tuple[int, Said], ...]
    rejected: tuple[Rejected, ...]
    unknown: tuple[str, ...]


def read_kpis(path: Path, today: date) -> KpiTable:
    """Return the rows of a table with the columns of ``COLUMNS``; the last four may be missing.

    Raises BadInputError, with file and line, for a file that is no such table.
    """
    source = plain_file(path)
    if source.size > MOST_BYTES:
        raise source.refusal(f"longer than {MOST_BYTES >> 20} MB")
    rows = only_table(source)
    names = [squeeze(name) for name in rows.header]
    missing = [name for name in NEEDED if squeeze(name) not in names]
    if missing:
        reason = f"no column named {', '.join(missing)}; {rows.found}"
        raise source.refusal(reason, line=rows.header_line)
    known = {squeeze(name): name for name in COLUMNS}
    said: list[tuple[int, Said]] = []
    rejected: list[Rejected] = []
    for row in rows.rows():
        if isinstance(row, Rejected):
            rejected.append(row)
            continue
        line, cells = row
        try:
            said.append((line, _said(_cells(names, cells, known), today)))
        except ValueError as problem:
            rejected.append(Rejected(line, to_screen(str(problem))))
    if not said and not rejected:
        raise source.refusal("there is no figure in it")
    unknown = [
        to_screen(head)
        for head, name in zip(rows.header, names, strict=True)
        if head and name not in {*known, *BESIDES}
    ]
    return KpiTable(source.name, tuple(said), tuple(rejected), tuple(unknown))


def _cells(names: Sequence[str], cells: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    if any(isinstance(cell, FormulaError) for cell in cells):
        raise ValueError("a cell holds the error of a formula")
    return {
        known[name]: csv_uncell(cell).strip()
        for name, cell in zip(names, cells, strict=True)
        if name in known
    }


def _said(cells: Mapping[str, str], today: date) -> Said:
    measure = measure_of(cells["figure"])
    first_on = _day(cells["first_day"], "first_day")
    last_day = cells.get("last_day", "")
    source, paid, post = (cells.get(name, "") for name in ("source", "paid", "post"))
    if paid.casefold() not in _PAID:
        raise ValueError(f"paid is '{paid}', not organic, paid or unknown")
    if unstorable_reason(post) or len(post) > MOST_POST:
        raise ValueError("the name of the post cannot be kept")
    said = Said(
        measure=measure,
        value=value_of(cells["value"], measure),
        first_on=first_on,
        last_on=_day(last_day, "last_day") if last_day else first_on,
        source=source_of(source) if source else None,
        paid=_PAID[paid.casefold()],
        post=post_of(post),
    )
    why = fault(said, today)
    if why:
        raise ValueError(why)
    return said


def _day(text: str, column: str) -> date:
    if not text:
        raise ValueError(f"{column} is missing")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{column} is '{text}', not a day like 2026-05-14") from None
