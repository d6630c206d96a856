"""Joins single messages to touches: what a person feels as one time of being written to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.facts import PastTouch

RUN_SPAN = timedelta(minutes=10)
RUN_BUBBLES = 3

_INVITE = Purpose.INVITE


class Run(NamedTuple):
    """One touch: up to three messages within ten minutes, with no reply between."""

    first_at: datetime
    last_at: datetime
    bubbles: int
    invite: bool


def runs(messages: Sequence[PastTouch], inbounds_at: Sequence[datetime]) -> list[Run]:
    """Join messages, old to new, to touches; a public invite is always a touch of its own.

    Joining starts at the newest message and a touch counts from its last bubble: with that, one
    more message in the history can never set a place free earlier.
    """
    found: list[Run] = []
    for message in reversed(messages):
        invite = message.purpose is _INVITE
        run = found[-1] if found else None
        if (
            run is not None
            and not (invite or run.invite)
            and run.bubbles < RUN_BUBBLES
            and run.last_at - message.at < RUN_SPAN
            and not _reply_between(message.at, run.first_at, inbounds_at)
        ):
            found[-1] = Run(message.at, run.last_at, run.bubbles + 1, invite=False)
        else:
            found.append(Run(message.at, message.at, 1, invite))
    found.reverse()
    return found


def can_join(run: Run, inbounds_at: Sequence[datetime], now: datetime) -> bool:
    """Return whether a message of ``now`` would still be a bubble of this touch."""
    return (
        not run.invite
        and run.bubbles < RUN_BUBBLES
        and now - run.first_at < RUN_SPAN
        and not (inbounds_at and inbounds_at[-1] > run.last_at)
    )


def _reply_between(earlier: datetime, later: datetime, inbounds_at: Sequence[datetime]) -> bool:
    if not inbounds_at:
        return False
    index = bisect_right(inbounds_at, earlier)
    return index < len(inbounds_at) and inbounds_at[index] <= later
