"""The figures of the platform's analytics: stored once each, as the file that ends last has them.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from dm_assistant.storage.bulk import keep_change


@dataclass(frozen=True, slots=True)
class _Table:
    key: tuple[str, ...]
    values: tuple[str, ...]


TABLES = {
    "daily_figures": _Table(("on_day", "name"), ("value",)),
    "hourly_activity": _Table(("on_day", "hour"), ("active",)),
    "audience_shares": _Table(("on_day", "kind", "label"), ("share",)),
    "post_figures": _Table(
        ("platform_id", "on_day"), ("posted_on", "title", "views", "likes", "comments", "shares")
    ),
}
"""What tells the figures of an account apart, and what is said of each."""


class Outcome(Enum):
    """What a figure did."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class Figure(NamedTuple):
    """One figure to be stored: its table, its key and its values in the order of ``TABLES``."""

    table: str
    key: tuple[Any, ...]
    values: tuple[Any, ...]


class FigureLoader:
    """Stores the figures of one file for one account; ``said_on`` is the file's last day.

    Of two files that differ, the one that ends later knows better; of two that end on the same
    day, the one that is imported later.
    """

    def __init__(
        self, db: sqlite3.Connection, batch_id: int, account_id: int, said_on: str
    ) -> None:
        self.db = db
        self.batch_id = batch_id
        self.account_id = account_id
        self.said_on = said_on
        self.kept = False
        self._again: list[tuple[str, int]] = []

    def add(self, figure: Figure) -> Outcome:
        """Store one figure, or leave what is known better."""
        table = TABLES[figure.table]
        where = " AND ".join(f"{name} = ?" for name in ("account_id", *table.key))
        row = self.db.execute(
            f"SELECT id, said_on, {', '.join(table.values)} FROM {figure.table} WHERE {where}",
            (self.account_id, *figure.key),
        ).fetchone()
        if row is None:
            self._insert(figure, table)
            return Outcome.NEW
        row_id, said_on, *values = row
        if said_on > self.said_on:
            return Outcome.SAME
        if tuple(values) == figure.values:
            self.kept |= said_on < self.said_on
            self._again.append((figure.table, row_id))
            return Outcome.SAME
        self._change(figure.table, row_id, dict(zip(table.values, figure.values, strict=True)))
        return Outcome.CHANGED

    def finish(self) -> None:
        """Let the batch hold what it says as well, so that it stays when an earlier one goes.

        A file that brought nothing else is not kept, and holds nothing.
        """
        for table, row_id in self._again if self.kept else ():
            self._change(table, row_id, {})

    def _insert(self, figure: Figure, table: _Table) -> None:
        self.kept = True
        names = ("account_id", *table.key, *table.values, "said_on", "batch_id")
        self.db.execute(
            f"INSERT INTO {figure.table} ({', '.join(names)}) "
            f"VALUES ({', '.join('?' * len(names))})",
            (self.account_id, *figure.key, *figure.values, self.said_on, self.batch_id),
        )

    def _change(self, table: str, row_id: int, values: Mapping[str, Any]) -> None:
        self.kept = True
        held = {"said_on": self.said_on, "batch_id": self.batch_id}
        after = {**values, **held}
        keep_change(self.db, self.batch_id, table, row_id, before=dict(after), after=after)


def same_audience(
    db: sqlite3.Connection, account_id: int, kind: str, shares: Sequence[tuple[str, float]]
) -> bool:
    """Return whether just these shares are known of some day: their file names none itself."""
    found: dict[str, dict[str, float]] = {}
    for day, label, share in db.execute(
        "SELECT on_day, label, share FROM audience_shares WHERE account_id = ? AND kind = ?",
        (account_id, kind),
    ):
        found.setdefault(day, {})[label] = share
    return dict(shares) in found.values()


def take_back(db: sqlite3.Connection, batch_id: int) -> int:
    """Remove the figures that only this batch says; returns how many.

    What a later batch said instead stays, and what stood before is told to it: should it go as
    well, that comes back. The values before this batch's own changes are put back by ``batches``.
    """
    removed = 0
    for table in TABLES:
        own: dict[int, str] = dict(
            db.execute(
                "SELECT row_id, before FROM import_changes WHERE batch_id = ? AND table_name = ?",
                (batch_id, table),
            ).fetchall()
        )
        built_on = db.execute(
            "SELECT id, row_id FROM import_changes WHERE table_name = ? AND batch_id <> ? "
            "AND json_extract(before, '$.batch_id') = ?",
            (table, batch_id, batch_id),
        ).fetchall()
        for change_id, row_id in built_on:
            before = _deeper(db, change_id, own.get(row_id, "{}"))
            db.execute("UPDATE import_changes SET before = ? WHERE id = ?", (before, change_id))
        held = db.execute(f"SELECT id FROM {table} WHERE batch_id = ?", (batch_id,)).fetchall()
        gone = [(row_id,) for (row_id,) in held if own.get(row_id, "{}") == "{}"]
        db.executemany(f"DELETE FROM {table} WHERE id = ?", gone)
        removed += len(gone)
        db.execute(
            "DELETE FROM import_changes WHERE batch_id = ? AND table_name = ? AND before = '{}'",
            (batch_id, table),
        )
    return removed


def _deeper(db: sqlite3.Connection, change_id: int, below: str) -> str:
    """Return what a change is to put back once the one below it is gone."""
    if below == "{}":
        return below
    [(before,)] = db.execute("SELECT before FROM import_changes WHERE id = ?", (change_id,))
    return json.dumps({**json.loads(before), **json.loads(below)})
