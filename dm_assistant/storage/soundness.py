"""What SQLite and the schema say of a file's health; for checked copies and for ``doctor``."""

from __future__ import annotations

import sqlite3

from dm_assistant.storage.triggers import TRIGGERS


def flaws(db: sqlite3.Connection) -> list[str]:
    """Return what SQLite's own checks find, the structure first, then rows that point nowhere."""
    return integrity(db) or references(db)


def integrity(db: sqlite3.Connection) -> list[str]:
    """Return what the check of pages, indexes and constraints finds."""
    found = [str(row[0]) for row in db.execute("PRAGMA integrity_check(10)")]
    return [] if found == ["ok"] else found


def references(db: sqlite3.Connection) -> list[str]:
    """Return the rows that refer to a row which is not there."""
    return [
        f"{table} row {row_id} refers to a row of {parent} that is not there"
        for table, row_id, parent, _ in db.execute("PRAGMA foreign_key_check")
    ]


def triggers(db: sqlite3.Connection) -> list[str]:
    """Return the names of triggers that are missing, changed or not ours."""
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = {str(name): str(sql) for name, sql in rows}
    return sorted(
        name for name in found.keys() | TRIGGERS.keys() if found.get(name) != TRIGGERS.get(name)
    )


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table holds."""
    names = [
        str(row[0])
        for row in db.execute(
            # An index that looks like a table has its rows in tables of its own.
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 "
            "AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
        )
    ]
    return {name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}


def settings(db: sqlite3.Connection) -> dict[str, str]:
    """Return how this connection and its file are set up."""
    names = ("journal_mode", "synchronous", "foreign_keys")
    return {name: str(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in names}
