"""How many of an account's places are taken, and when the next one comes free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from dm_assistant.domain.rules.pace import DAY, HOUR, free_at
from dm_assistant.domain.rules.policy import Policy

What = Literal["messages", "first contacts"]


@dataclass(frozen=True, slots=True)
class Places:
    """Places of one kind within one window; ``free_at`` is missing while one is free."""

    what: What
    window: timedelta
    taken: int
    cap: int
    free_at: datetime | None = None

    @property
    def left(self) -> int:
        """Return how many places are free."""
        return max(0, self.cap - self.taken)


def places(
    recent: Sequence[tuple[datetime, bool]], policy: Policy, now: datetime
) -> tuple[Places, Places, Places]:
    """Return the places of one account, the shortest window first.

    ``recent`` are the messages of the last day, oldest first, each with whether it is a first
    contact. What is approved and has not left has its place already.
    """
    every = tuple(at for at, _ in recent)
    firsts = tuple(at for at, first in recent if first)
    return (
        _places("first contacts", firsts, policy.first_contacts_an_hour, HOUR, now),
        _places("first contacts", firsts, policy.first_contacts_a_day, DAY, now),
        _places("messages", every, policy.messages_a_day, DAY, now),
    )


def _places(
    what: What, times: tuple[datetime, ...], cap: int, window: timedelta, now: datetime
) -> Places:
    taken = sum(now - at < window for at in times)
    return Places(what, window, taken, cap, free_at(times, cap, window, now))
