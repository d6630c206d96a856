"""Reads a list of people who are never to be messaged: by handle, or by hash as we exported it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dm_assistant.domain.model import Platform, SuppressionReason
from dm_assistant.domain.text import csv_uncell
from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.binary_files import only_table
from dm_assistant.importers.contacts import choice
from dm_assistant.importers.inputs import Input, plain_file
from dm_assistant.importers.records import Rejected
from dm_assistant.importers.table_rows import TableRows
from dm_assistant.importers.times import Clock, parse
from dm_assistant.importers.words import BadValueError, FormulaError, who

COLUMNS = ("handle", "platform", "reason", "when", "kind", "digest", "key")
KINDS = ("handle", "user_id")
_hash = re.compile("[0-9a-f]{64}").fullmatch


@dataclass(frozen=True, slots=True)
class SuppressionRecord:
    """One row: somebody's ``handle`` with its ``key`` for matching, or a ``digest`` of it.

    ``secret`` is the fingerprint of the secret that the hash was made with; ``at`` is ``None``
    when the file does not say since when.
    """

    line: int
    handle: str
    key: str
    platform: Platform | None
    reason: SuppressionReason
    at: datetime | None
    kind: str = ""
    digest: str = ""
    secret: str = ""


def read_suppressions(path: Path) -> Iterator[SuppressionRecord | Rejected]:
    """Yield the rows of a table with a ``handle`` or a ``digest`` column; others may be missing.

    It is a CSV or XLSX file. Without a reason the row is an opt-out. Raises BadInputError with
    file and line.
    """
    source = plain_file(path)
    rows = only_table(source)
    names = [squeeze(name) for name in rows.header]
    if not {"handle", "digest"} & set(names):
        reason = f"no column named handle or digest; {rows.found}"
        raise source.refusal(reason, line=rows.header_line)
    return _records(source, rows, names)


def _records(
    source: Input, rows: TableRows, names: list[str]
) -> Iterator[SuppressionRecord | Rejected]:
    found = False
    for row in rows.rows():
        found = True
        if isinstance(row, Rejected):
            yield row
            continue
        line, cells = row
        if any(isinstance(cell, FormulaError) for cell in cells):
            yield Rejected(line, "a cell holds the error of a formula")
            continue
        known = {
            name: csv_uncell(cell).strip()
            for name, cell in zip(names, cells, strict=True)
            if name in COLUMNS
        }
        try:
            yield _record(line, known)
        except BadValueError as problem:
            yield Rejected(line, str(problem))
    if not found:
        raise source.refusal("there is nobody in it")


def _record(line: int, cells: Mapping[str, str]) -> SuppressionRecord:
    platform = choice(Platform, cells.get("platform", ""), "platform")
    reason = choice(SuppressionReason, cells.get("reason", ""), "reason")
    kind, digest = cells.get("kind", ""), cells.get("digest", "")
    handle = key = ""
    if cells.get("handle"):
        person = who(cells["handle"], platform)
        handle, key = person.handle, person.key
    if digest and not _hash(digest):
        raise BadValueError("the digest is no SHA-256 in hex")
    if digest and kind not in KINDS:
        raise BadValueError(f"the kind of the digest is none of {', '.join(KINDS)}")
    if not (handle or digest):
        raise BadValueError("neither a handle nor a digest")
    return SuppressionRecord(
        line,
        handle,
        key,
        platform,
        reason or SuppressionReason.OPT_OUT,
        _time(cells.get("when", "")),
        kind,
        digest,
        cells.get("key", ""),
    )


def _time(cell: str) -> datetime | None:
    if not cell:
        return None
    if parse(cell).tzinfo is None:
        raise BadValueError("the time has no zone; write 2026-05-14T09:30:00Z or +02:00")
    return Clock().at(cell, "")
