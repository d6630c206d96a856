"""Checks which columns a file has, which a person named, and says what is missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from dm_assistant.errors import BadInputError
from dm_assistant.importers.aliases import ALIASES, SYNONYMS, squeeze
from dm_assistant.importers.headings import NO_HEADER, are_values, listed, shown
from dm_assistant.importers.headings import found as columns_found
from dm_assistant.importers.inputs import UnknownShapeError

__all__ = ["check_comment_fields", "check_needed", "listed", "resolve"]

_line_in = re.compile(r":\d+$").search
_NEEDED = {"handle": "the handle", "text": "the comment's text"}


def resolve(
    mapping: Mapping[str, str], fields: Collection[str], keys: Sequence[str], place: str
) -> dict[str, str]:
    """Return field to key as the file writes it; raises BadInputError for what it has not."""
    found: dict[str, str] = {}
    for said, column in mapping.items():
        name = said if said in fields else SYNONYMS.get(said, said)
        if name not in fields:
            known = ", ".join(fields)
            raise BadInputError(f'{place}: there is no field "{shown(said)}" to map; {known}')
        same = [key for key in keys if key == column]
        same = same or [key for key in keys if key and squeeze(key) == squeeze(column)]
        if not same:
            raise BadInputError(f'{place}: no column "{shown(column)}"; {columns_found(keys)}')
        found[name] = same[0]
    return found


def check_comment_fields(
    found: Mapping[str, Sequence[str]], keys: Sequence[str], place: str
) -> None:
    """Raise UnknownShapeError when comments cannot be made of these fields."""
    for name, words in _NEEDED.items():
        if name not in found:
            raise _missing(place, words, ALIASES[name], keys, name)
    if "at" not in found and "comment_id" not in found:
        raise _missing(place, "the time", ALIASES["at"], keys, "at")


def check_needed(
    needed: Sequence[str], found: Collection[str], keys: Sequence[str], place: str
) -> None:
    """Raise UnknownShapeError when one of the needed columns is not there."""
    for name in needed:
        if name not in found:
            raise _missing(place, name, (name,), keys, name)


def _missing(
    place: str, words: str, sought: Sequence[str], keys: Sequence[str], name: str
) -> UnknownShapeError:
    if are_values(keys) and _line_in(place):
        return UnknownShapeError(f"{place}: {NO_HEADER}")
    return UnknownShapeError(
        f"{place}: no column with {words}: looked for {', '.join(sought)}; "
        f"{columns_found(keys)}; name it with --map {name}=COLUMN"
    )
