"""The few kinds of column that every table is made of."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text
from sqlmodel import Field

FLAG = "flag"
"""Marks a column that holds 0 or 1."""


def one_of(column: str, values: type[StrEnum], *, optional: bool = False) -> CheckConstraint:
    """Constrain a text column to the values of an enum."""
    listed = ", ".join(f"'{value}'" for value in values)
    empty = f"{column} IS NULL OR " if optional else ""
    return CheckConstraint(f"{empty}{column} IN ({listed})", name=f"{column}_known")


def flag(name: str, default: int = 0) -> Column[int]:
    """Make a column that is 0 or 1; ``keep_flags`` gives its table the constraint."""
    return Column(name, Integer, nullable=False, server_default=str(default), info={FLAG: True})


def keep_flags(table: Table) -> None:
    """Constrain a table's flags; as constraints of the table, which is where migrations look."""
    for column in list(table.columns):
        if FLAG in column.info:
            known = CheckConstraint(f"{column.name} IN (0, 1)", name=f"{column.name}_flag")
            table.append_constraint(known)


def number(name: str) -> Column[int]:
    """Make a count, 0 to begin with."""
    return Column(name, Integer, nullable=False, server_default="0")


def blank(name: str, **options: Any) -> Column[str]:
    """Make a text that may be empty."""
    options.setdefault("server_default", "")
    return Column(name, Text, nullable=False, **options)


def needed(name: str, **options: Any) -> Column[str]:
    """Make a text that is always given."""
    return Column(name, Text, nullable=False, **options)


def when(name: str, *, needed: bool = False) -> Column[int]:
    """Make a moment in Unix seconds, which may be missing."""
    return Column(name, Integer, nullable=not needed)


def ref(name: str, target: str, *, needed: bool = True) -> Column[int]:
    """Make a reference to a row of another table."""
    return Column(name, Integer, ForeignKey(target), nullable=not needed)


def identity() -> Any:
    """Make the integer key that is never used again."""
    return Field(default=None, sa_column=Column("id", Integer, primary_key=True))


OPTIONS = {"sqlite_strict": True, "sqlite_autoincrement": True}
KEYED = {"sqlite_strict": True}
