"""Tells names of columns from what rows hold, so that nobody's data is shown as a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dm_assistant.domain.text import shorten, to_screen

NO_HEADER = "the first row holds values, no names of columns: add a row of names above it"
"""Why a table whose first row is a row like the others is not read; its cells are not shown."""

_SHOWN = 20
_WIDTH = 30
_LONGEST = 80
_LEAST_DIGITS = 2
_address = re.compile(r"\S@\w+\.\w|://").search


def are_values(names: Iterable[str]) -> bool:
    """Tell whether a row that should name columns holds a number, a date, an address or a text."""
    return any(map(_is_value, names))


def _is_value(name: str) -> bool:
    digits = sum(map(str.isdigit, name))
    letters = sum(map(str.isalpha, name))
    mostly_digits = digits >= _LEAST_DIGITS and digits >= letters
    return mostly_digits or len(name) > _LONGEST or _address(name) is not None


def listed(names: Sequence[str]) -> str:
    """Return the names of columns, fit to show in one line."""
    shown_names = [shown(name) for name in names if name]
    more = len(shown_names) - _SHOWN
    return ", ".join(shown_names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def found(names: Sequence[str]) -> str:
    """Return what a message says was found instead of a column: the names, or that these are none.

    A row of data may stand where the names should; a buyer's is not to be shown or logged.
    """
    return "what it has are values" if are_values(names) else f"found {listed(names)}"


def shown(name: str) -> str:
    """Return the name of a column, fit to show."""
    return shorten(to_screen(name[: _WIDTH * 4]), _WIDTH)
