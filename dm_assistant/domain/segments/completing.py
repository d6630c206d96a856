"""What may follow a half-typed filter: names of fields, and values that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dm_assistant.domain.segments.fields import FIELDS, Field, Kind
from dm_assistant.domain.segments.writing import quoted

_LAST = re.compile(r'(?:^|[\s(])-?((?:[a-z][a-z-]*(?::|<=|>=|<|>|=))?"?[^\s()"]*)$', re.IGNORECASE)
_FIELD = re.compile(r'([a-z][a-z-]*)(:)"?(.*)', re.IGNORECASE)
_NEEDS_QUOTES = re.compile(r'[\s()"]')
_FIRST_SIGN = {Kind.CHOICE: ":", Kind.TEXT: ":", Kind.NUMBER: ">=", Kind.AGE: "<", Kind.FLAG: ""}
MOST = 8


class Completion(NamedTuple):
    """The whole text with its last term completed, that term alone, and what it means."""

    text: str
    term: str
    meaning: str


def completions(
    text: str, known: Mapping[str, Sequence[str]], most: int = MOST
) -> tuple[Completion, ...]:
    """Return how the last term of a filter may go on; ``known`` are values by field that exist."""
    found = _LAST.search(text)
    if found is None or not found[1]:
        return ()
    begun, before = found[1], text[: found.start(1)]
    typed = _FIELD.fullmatch(begun)
    if typed is None:
        offers = _fields(begun.casefold())
    else:
        field = FIELDS.get(typed[1].casefold())
        offers = iter(()) if field is None else _values(field, typed[3], known)
    made = (Completion(before + term, term, meaning) for term, meaning in offers)
    return tuple(each for each in made if each.term != begun)[:most]


def _fields(begun: str) -> Iterator[tuple[str, str]]:
    for field in FIELDS.values():
        if field.name.startswith(begun):
            if field.alone:
                yield field.name, field.meaning
            yield field.name + _FIRST_SIGN[field.kind], f"{field.meaning}: {field.example}"


def _values(
    field: Field, begun: str, known: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    for value in field.choices or known.get(field.name, ()):
        if value.casefold().startswith(begun.casefold()):
            shown = quoted(value) if _NEEDS_QUOTES.search(value) else value
            yield f"{field.name}:{shown}", field.meaning
