"""The figures of the platform's analytics: what every file says, and what holds of it.

Each file's word is kept as rows of its own batch; of each figure the word of the file that ends
last holds, and of two that end on the same day that of the later import. So taking a batch back
leaves exactly what the others say. Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from dm_assistant.storage.bulk import repeats


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
    "own_posts": _Table(("posted_at", "title"), ("url", "likes")),
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


def standing(name: str) -> str:
    """Return SQL for the rows of a table that hold: of each figure the word that knows best."""
    return (
        f"SELECT * FROM {name} AS f WHERE NOT EXISTS (SELECT 1 FROM {name} AS o "
        f"WHERE {_same(name)} AND (o.said_on, o.batch_id) > (f.said_on, f.batch_id))"
    )


def _same(name: str) -> str:
    return " AND ".join(f"o.{each} = f.{each}" for each in ("account_id", *TABLES[name].key))


class FigureLoader:
    """Stores what one file says of one account; ``said_on`` is the file's last day."""

    def __init__(
        self, db: sqlite3.Connection, batch_id: int, account_id: int, said_on: str
    ) -> None:
        self.db = db
        self.batch_id = batch_id
        self.account_id = account_id
        self.said_on = said_on
        self._names: set[str] = set()

    def add(self, figure: Figure) -> Outcome:
        """Store what the file says of one figure; returns what that does to what held before."""
        self._names.add(figure.table)
        table = TABLES[figure.table]
        owner = ("account_id", *table.key)
        known = self.db.execute(
            f"SELECT said_on, {', '.join(table.values)} FROM {figure.table} "
            f"WHERE {' AND '.join(f'{name} = ?' for name in owner)} "
            "ORDER BY said_on DESC, batch_id DESC LIMIT 1",
            (self.account_id, *figure.key),
        ).fetchone()
        names = (*owner, "batch_id", *table.values, "said_on")
        self.db.execute(
            f"INSERT INTO {figure.table} ({', '.join(names)}) "
            f"VALUES ({', '.join('?' * len(names))}) "
            f"ON CONFLICT ({', '.join((*owner, 'batch_id'))}) DO UPDATE SET "
            + ", ".join(f"{name} = excluded.{name}" for name in table.values),
            (self.account_id, *figure.key, self.batch_id, *figure.values, self.said_on),
        )
        if known is None:
            return Outcome.NEW
        said_on, *values = known
        if said_on > self.said_on or tuple(values) == figure.values:
            return Outcome.SAME
        return Outcome.CHANGED

    def finish(self) -> bool:
        """Return whether the file is kept: one that says just what another one says is not."""
        kept = {keep(self.db, self.batch_id, name) for name in sorted(self._names)}
        return True in kept


def keep(db: sqlite3.Connection, batch_id: int, name: str) -> bool:
    """Return whether a batch says anything in a table, and not just what another one says.

    What it only repeats is removed again: the same file twice is one word.
    """
    table = TABLES[name]
    columns = ("account_id", *table.key, *table.values, "said_on")
    if repeats(db, batch_id, name, columns):
        db.execute(f"DELETE FROM {name} WHERE batch_id = ?", (batch_id,))
    return bool(
        db.execute(f"SELECT 1 FROM {name} WHERE batch_id = ? LIMIT 1", (batch_id,)).fetchone()
    )


def same_audience(
    db: sqlite3.Connection, account_id: int, kind: str, shares: Sequence[tuple[str, float]]
) -> bool:
    """Return whether a file has said just these shares of some day: such a file names none."""
    found: dict[int, dict[str, float]] = {}
    for batch, label, share in db.execute(
        "SELECT batch_id, label, share FROM audience_shares WHERE account_id = ? AND kind = ?",
        (account_id, kind),
    ):
        found.setdefault(batch, {})[label] = share
    return dict(shares) in found.values()


def only_said_by(db: sqlite3.Connection, batch_id: int, name: str) -> int:
    """Return how many figures of a table a batch says and no other does."""
    [(count,)] = db.execute(
        f"SELECT count(*) FROM {name} AS f WHERE f.batch_id = ? AND NOT EXISTS "
        f"(SELECT 1 FROM {name} AS o WHERE {_same(name)} AND o.batch_id <> f.batch_id)",
        (batch_id,),
    )
    return int(count)


def take_back(db: sqlite3.Connection, batch_id: int) -> int:
    """Remove what a batch says; returns how many figures nothing is known of any more."""
    removed = 0
    for name in TABLES:
        removed += only_said_by(db, batch_id, name)
        db.execute(f"DELETE FROM {name} WHERE batch_id = ?", (batch_id,))
    return removed
