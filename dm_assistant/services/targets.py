"""Whom a message is for: named people, the top of the ranking, or a segment of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dm_assistant.domain import handles
from dm_assistant.domain.model import Handle, Platform
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import segments
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx

SUGGESTED = 3


def resolve(tx: Tx, handle: str) -> int:
    """Return the contact a typed handle means; raise BadInputError with a hint when unknown."""
    return meant(tx, handle).contact_id


def meant(tx: Tx, handle: str) -> Handle:
    """Return the name that a typed handle means: one that somebody goes by now before an old one.

    Raises BadInputError with a hint when it is nobody's, or two people's.
    """
    platform, bare = placed(handle)
    key = handles.normalise(bare, platform)
    known = contacts.find(tx, key, platform)
    found = [each for each in known if each.current] or known[:1]
    if not found:
        raise BadInputError(f"nobody is called @{to_screen(key)}{_hint(tx, key)}")
    if len({each.contact_id for each in found}) > 1:
        places = " or ".join(f"{each.platform.value}:{each.handle}" for each in found)
        raise BadInputError(f"@{to_screen(key)} is two people: say {to_screen(places)}")
    return found[0]


def placed(handle: str) -> tuple[Platform | None, str]:
    """Return the platform that a typed handle names with a colon, if any, and the handle."""
    for each in Platform:
        if handle.casefold().startswith(f"{each.value}:"):
            return each, handle.partition(":")[2]
    return None, handle


def _hint(tx: Tx, key: str) -> str:
    from difflib import get_close_matches

    alike = [each.handle for each in contacts.resembling(tx, key)]
    close = alike or get_close_matches(key, contacts.known_keys(tx), n=SUGGESTED)
    return (
        f"; did you mean {' or '.join('@' + to_screen(each) for each in close)}?" if close else ""
    )


def ranked_ids(tx: Tx, ws: Workspace, segment: str | None, search: str = "") -> Iterator[int]:
    """Yield contact ids of a segment, highest score first; it is a name or a filter."""
    now = ws.now()
    where = None if segment is None else segments.condition(tx, segments.meant(tx, segment), now)
    yield from contacts.top(tx, seconds(now), search=search, where=where)


def named(tx: Tx, names: Sequence[str]) -> list[int]:
    """Return the people these handles mean, each once."""
    return list(dict.fromkeys(resolve(tx, name) for name in names))
