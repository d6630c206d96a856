"""Makes a consent record, or the reason why not, of one row of our consents CSV."""

from __future__ import annotations

from collections.abc import Sequence

from dm_assistant.domain.model import ConsentKind, Platform, Purpose
from dm_assistant.domain.text import csv_uncell
from dm_assistant.importers.contacts import LIST_MARK, choice
from dm_assistant.importers.records import ConsentRecord, Rejected
from dm_assistant.importers.times import Clock, parse
from dm_assistant.importers.words import BadValueError, text, who

COLUMNS = ("handle", "platform", "purposes", "kind", "when", "words", "where")
NEEDED = ("handle", "purposes", "kind", "when")
_TAKES_AWAY = frozenset({ConsentKind.WITHDRAWN, ConsentKind.REFUSED})


def consent(line: int, cells: Sequence[str]) -> ConsentRecord | Rejected:
    """Return the record of cells in the order of ``COLUMNS``."""
    try:
        return _consent(line, [csv_uncell(cell) for cell in cells])
    except BadValueError as problem:
        return Rejected(line, str(problem))


def _consent(line: int, cells: Sequence[str]) -> ConsentRecord:
    handle, where_from, purposes, how, when, words, where = cells
    platform = choice(Platform, where_from, "platform")
    person = who(handle, platform)
    kind = choice(ConsentKind, how, "kind")
    if kind is None:
        raise BadValueError("the kind is empty")
    if not when.strip():
        raise BadValueError("the time is empty")
    if parse(when).tzinfo is None:
        raise BadValueError("the time has no zone; write 2026-05-14T09:30:00Z or +02:00")
    return ConsentRecord(
        line,
        person.handle,
        person.key,
        platform,
        _purposes(purposes, kind),
        kind,
        Clock().at(when, ""),
        text(words, "the words"),
        text(where, "where"),
    )


def _purposes(cell: str, kind: ConsentKind) -> frozenset[Purpose]:
    """Read the purposes; a "no" that names none is a no to all."""
    named = frozenset(
        found for each in cell.split(LIST_MARK) if (found := choice(Purpose, each, "purpose"))
    )
    if named:
        return named
    if kind in _TAKES_AWAY:
        return frozenset(Purpose)
    raise BadValueError("the purposes are empty")
