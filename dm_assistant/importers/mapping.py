"""Checks which columns a file has, which a person named, and says what is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dm_assistant.domain.text import shorten, to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.aliases import ALIASES, SYNONYMS, squeeze
from dm_assistant.importers.inputs import UnknownShapeError

_SHOWN = 20
_WIDTH = 30
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
            raise BadInputError(f'{place}: there is no field "{_shown(said)}" to map; {known}')
        same = [key for key in keys if key == column]
        same = same or [key for key in keys if key and squeeze(key) == squeeze(column)]
        if not same:
            raise BadInputError(f'{place}: no column "{_shown(column)}"; found {listed(keys)}')
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


def listed(names: Sequence[str]) -> str:
    """Return the names of columns, fit to show in one line."""
    shown = [_shown(name) for name in names if name]
    more = len(shown) - _SHOWN
    return ", ".join(shown[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _missing(
    place: str, words: str, sought: Sequence[str], keys: Sequence[str], name: str
) -> UnknownShapeError:
    return UnknownShapeError(
        f"{place}: no column with {words}: looked for {', '.join(sought)}; "
        f"found {listed(keys)}; name it with --map {name}=COLUMN"
    )


def _shown(name: str) -> str:
    return shorten(to_screen(name[: _WIDTH * 4]), _WIDTH)
