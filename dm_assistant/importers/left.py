"""What an import leaves: each file with the reason, and many of a kind in few words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dm_assistant.domain.text import shorten, to_screen
from dm_assistant.importers.headings import NO_HEADER
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.tables import Table

_NAME_WIDTH = 300
_REASON_WIDTH = 300
_one = re.compile(
    r"an? (web page|hidden file|unfinished download|old Excel or Office file|text document"
    r"|XML file|\w+)(.*)",
    re.DOTALL,
).fullmatch
_missing = re.compile(r": no column with (.{1,40}): looked for ").search


NOT_COMMENTS = "a table that is not known: no column with"
"""How the reason begins for a table, or a text, that lacks a column."""


class Left(NamedTuple):
    """A file that is not read, fit to show, and why; ``table`` when telling its columns helps."""

    name: str
    reason: str
    table: Table | None = None


def left(name: str, reason: str) -> Left:
    """Return what is left, made fit to show."""
    return Left(shorten(to_screen(name), _NAME_WIDTH), shorten(to_screen(reason), _REASON_WIDTH))


def refused(source: Input, problem: Exception) -> Left:
    """Return a file that is left because of a refusal."""
    return left(source.name, reason_of(source.name, problem))


def reason_of(name: str, problem: Exception) -> str:
    """Return why a file was refused, of a refusal whose text begins with the file's name."""
    reason = str(problem).removeprefix(name)
    missing = _missing(reason)
    if NO_HEADER in reason:
        return NO_HEADER
    if missing:
        return f"{NOT_COMMENTS} {missing[1]}"
    return re.sub(r"^:(\d+): ", r"line \1: ", reason).lstrip("!: ")


def counted(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return how many are left for which reason, the most first: ``412 pictures``."""
    numbers = Counter(reasons)
    return tuple(_several(number, reason) for reason, number in numbers.most_common())


def _several(number: int, reason: str) -> str:
    thing = _one(reason)
    if number == 1:
        return reason
    if thing is None:
        return f"{number:,} files: {reason}"
    return f"{number:,} {thing[1]}s{thing[2].replace(' is ', ' are ', 1)}"
