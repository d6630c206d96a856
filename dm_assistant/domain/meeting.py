"""Whom a name and a platform id mean, when both have been seen before: history follows the id."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple


class Named(NamedTuple):
    """A name that somebody goes by on a platform, or went by, with the id known with it."""

    handle_id: int
    contact_id: int
    key: str
    user_id: str
    current: bool
    until_at: int | None


class Meeting(Enum):
    """How somebody was met; ``FORMER`` by an old name alone, so that it may be someone else."""

    KNOWN = "known"
    RENAMED = "renamed"
    FORMER = "former"
    NEW = "new"
    SOMEBODY_ELSE = "somebody else"


def whose(
    key: str, user_id: str, named: Sequence[Named], holders: Sequence[Named]
) -> tuple[Meeting, Named | None]:
    """Return who is meant by a name and an id, which may be empty, and how they are known.

    ``named`` are all who go or went by the name, ``holders`` all names that came with the id; old
    names with the latest first. A name that another id is known to have left is free for others.
    """
    present = next((each for each in named if each.current), None)
    by_both = next((each for each in holders if each.key == key), None)
    if user_id and by_both is not None:
        return Meeting.KNOWN, by_both
    if present is not None:
        return Meeting.KNOWN, present
    maybe = next((each for each in named if not _another(each.user_id, user_id)), None)
    if maybe is not None:
        return Meeting.FORMER, maybe
    if user_id and holders:
        return Meeting.RENAMED, holders[0]
    return (Meeting.SOMEBODY_ELSE if named else Meeting.NEW), None


def _another(known: str, met: str) -> bool:
    """Return whether two ids of one kind differ; sources name people by ids of several kinds."""
    return bool(known and met) and known != met and known.isdecimal() == met.isdecimal()
