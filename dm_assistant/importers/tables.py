"""A table whose columns nobody knows: its header and first rows, for a person to tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice

from dm_assistant.errors import BadInputError
from dm_assistant.importers.aliases import match
from dm_assistant.importers.records import Rejected
from dm_assistant.importers.table_rows import TableRows

ROWS = 5
LEAST_COLUMNS = 2
MOST_COLUMNS = 60
"""A wider table is no list of comments."""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, its first rows, and what they seem to hold (field to column).

    ``header_key`` is the name under which a mapping of these columns is remembered.
    """

    header_key: str
    columns: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    mapping: Mapping[str, str]


def table_in(found: Callable[[], TableRows]) -> Table | None:
    """Return the table that a file holds; none when it is no table or cannot be read as one."""
    try:
        rows = found()
        named = [at for at, name in enumerate(rows.header) if name]
        if not LEAST_COLUMNS <= len(named) <= MOST_COLUMNS:
            return None
        first = [row for row in islice(rows.rows(), ROWS) if not isinstance(row, Rejected)]
    except BadInputError:
        return None
    if not first:
        return None
    columns = tuple(rows.header[at] for at in named)
    return Table(
        header_key=rows.header_key,
        columns=columns,
        samples=tuple(tuple(cells[at] for at in named) for _, cells in first),
        mapping={name: found[0] for name, found in match(columns, {}).items()},
    )
