"""Whose messages an export holds: by which names its owner wrote."""

from __future__ import annotations

from collections.abc import Iterable

from dm_assistant.domain import handles
from dm_assistant.domain.model import Platform
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.sources import Source

SHOWN = 5
"""So many names stand in a warning."""


def own_keys(source: Source, own: frozenset[tuple[Platform, str]]) -> tuple[frozenset[str], str]:
    """Return the handles under which the creator wrote, and a warning about unexpected ones.

    The export says whose it is in its profile section; else it is the account of the workspace.
    Whoever writes in the chats of two people is the creator under an earlier name. Raises
    BadInputError where nobody says whose messages are the creator's, or the file says another.
    """
    told = {key for platform, key in own if platform is source.platform}
    owner = handles.normalise(source.owner, source.platform) if source.owner else ""
    if source.platform is Platform.INSTAGRAM and source.writers and not owner:
        # Its chats say names, and the creator's is the one that takes part in each of them.
        return frozenset(told | source.writers), ""
    if not (owner or told):
        raise BadInputError(
            f"{source.name}: it does not say whose messages these are; say --account HANDLE"
        )
    mine = told | ({owner} if owner else set())
    other = owner if owner and told and owner not in told else ""
    if not other and source.writers and not source.writers & mine:
        other = min(source.writers)
    if other:
        here = f"@{to_screen(min(told or mine))}"
        raise BadInputError(
            f"{source.name}: these are the messages of @{to_screen(other)}, not of {here}; "
            f"if that is you as well, say --account {to_screen(other)}"
        )
    warning = ""
    if source.writers - mine:
        warning = f"written by you under another name: {_named(source.writers - mine)}"
    elif source.others and not mine & (source.writers | source.others):
        here = f"@{to_screen(min(mine))}"
        warning = (
            f"nothing in it was written by {here}: taken for theirs is what "
            f"{_named(source.others)} wrote; if one of these is you, say --account"
        )
    return frozenset(mine | source.writers), warning


def _named(keys: Iterable[str]) -> str:
    names = [f"@{to_screen(key)}" for key in sorted(keys)]
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
