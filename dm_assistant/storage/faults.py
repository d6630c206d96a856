"""What a damaged or busy file makes the database libraries raise."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DatabaseError

FAULTS: tuple[type[Exception], ...] = (DatabaseError, sqlite3.DatabaseError)
"""The exceptions of both libraries that are about the file, not about us."""

LINKED = sqlite3.sqlite_version
"""The version of SQLite that Python is linked with."""


def cause(error: Exception) -> str:
    """Say in SQLite's own words what went wrong."""
    return str(error.orig if isinstance(error, DatabaseError) else error)
