"""The bare driver inside a transaction, for what SQLAlchemy would make several times slower."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy.engine import Connection


def driver(tx: Connection) -> sqlite3.Connection:
    """Return the bare SQLite connection of a transaction."""
    connection = tx.connection.driver_connection
    if not isinstance(connection, sqlite3.Connection):
        raise TypeError("bulk loading needs SQLite")
    return connection


def keep_change(
    db: sqlite3.Connection,
    batch_id: int,
    table: str,
    row_id: int,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """Change a row that was there before the import, keeping what undoing the batch puts back."""
    columns = ", ".join(f"{name} = ?" for name in after)
    old = db.execute(f"SELECT {', '.join(before)} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    db.execute(
        "INSERT INTO import_changes (batch_id, table_name, row_id, before, after) "
        "VALUES (?, ?, ?, ?, ?)",
        (
            batch_id,
            table,
            row_id,
            json.dumps(dict(zip(before, old, strict=True))),
            json.dumps(after),
        ),
    )
    db.execute(f"UPDATE {table} SET {columns} WHERE id = ?", (*after.values(), row_id))


class Changes:
    """Changes of rows that were there before an import, gathered and made many at a time.

    Undoing the batch puts back what they were. Until ``make`` a row is changed once only.
    """

    def __init__(self, db: sqlite3.Connection, batch_id: int) -> None:
        self.db = db
        self.batch_id = batch_id
        self._rows: dict[tuple[str, tuple[str, ...]], list[tuple[int, dict[str, Any]]]] = {}

    def change(self, table: str, row_id: int, /, **after: Any) -> None:
        """Have some columns of a row changed."""
        self._rows.setdefault((table, tuple(after)), []).append((row_id, after))

    def make(self) -> None:
        """Make the changes."""
        for (table, columns), rows in self._rows.items():
            before = ", ".join(f"'{name}', {name}" for name in columns)
            self.db.executemany(
                "INSERT INTO import_changes (batch_id, table_name, row_id, before, after) "
                f"SELECT ?, '{table}', id, json_object({before}), ? FROM {table} WHERE id = ?",
                [
                    (self.batch_id, msgspec.json.encode(after).decode(), row_id)
                    for row_id, after in rows
                ],
            )
            self.db.executemany(
                f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?",
                [(*after.values(), row_id) for row_id, after in rows],
            )
        self._rows.clear()


def keep_new_tag(db: sqlite3.Connection, batch_id: int, contact_id: int, tag: str) -> None:
    """Remember that an import put this tag on a person, for undoing the batch."""
    db.execute(
        "INSERT INTO import_changes (batch_id, table_name, row_id, before, after) "
        "VALUES (?, 'tags', ?, '{}', ?)",
        (batch_id, contact_id, json.dumps({"tag": tag})),
    )


def repeats(db: sqlite3.Connection, batch_id: int, rows: str, columns: Sequence[str]) -> bool:
    """Return whether another batch says just what this one says, no more and no less.

    ``rows`` is a table or a query in brackets, and ``columns`` tell its rows of a batch apart.
    """
    listed = ", ".join(columns)
    [(count,)] = db.execute(f"SELECT count(*) FROM {rows} WHERE batch_id = ?", (batch_id,))
    others = db.execute(
        f"SELECT batch_id FROM {rows} WHERE batch_id <> ? GROUP BY batch_id HAVING count(*) = ?",
        (batch_id, count),
    ).fetchall()
    differs = (
        f"SELECT {listed} FROM {rows} WHERE batch_id = ? EXCEPT "
        f"SELECT {listed} FROM {rows} WHERE batch_id = ? LIMIT 1"
    )
    return any(db.execute(differs, (batch_id, *other)).fetchone() is None for other in others)
