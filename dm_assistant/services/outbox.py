"""The outbox: what is approved and waits to be sent by hand, how fast that goes, what paces it.

Light like the queue: the heavy half is imported only when the rules are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.verdict import Status, Verdict
from dm_assistant.domain.sessions import ASSUMED, Kind, Pace, time_left
from dm_assistant.services import own_pace, queue
from dm_assistant.services.own_pace import AccountPace
from dm_assistant.services.views import QueueRow
from dm_assistant.services.workspace import Workspace

ASSUMED_PACE = Pace(ASSUMED[Kind.HAND_OVER], 0)


def is_public(row: QueueRow) -> bool:
    """Return whether a line is a public reply."""
    return row.purpose is Purpose.INVITE


@dataclass(frozen=True, slots=True)
class Outbox:
    """What waits, unconfirmed messages first, how long each takes, and the accounts' places."""

    rows: tuple[QueueRow, ...]
    accounts: tuple[AccountPace, ...]
    each: Pace = ASSUMED_PACE

    @property
    def public(self) -> int:
        """Return how many public replies wait."""
        return sum(is_public(row) for row in self.rows)

    @property
    def messages(self) -> int:
        """Return how many private messages wait."""
        return len(self.rows) - self.public

    @property
    def busy(self) -> tuple[AccountPace, ...]:
        """Return the accounts that have a name or took a place lately."""
        return tuple(each for each in self.accounts if each.busy)

    def takes(self, count: int) -> timedelta:
        """Return how long so many of them take."""
        return time_left({Kind.HAND_OVER: count}, {Kind.HAND_OVER: self.each})

    def pace_of(self, account_id: int) -> AccountPace | None:
        """Return the pace of one account; of the first where none has this number."""
        mine = [each for each in self.accounts if each.account.id == account_id]
        return next(iter([*mine, *self.accounts]), None)


def outbox(ws: Workspace) -> Outbox:
    """Return what waits to be sent by hand now."""
    pace = own_pace.paces(ws)[Kind.HAND_OVER]
    return Outbox(queue.outbox(ws), own_pace.accounts(ws), pace)


def held(ws: Workspace, ids: Sequence[int]) -> dict[int, Verdict]:
    """Return those of some approved messages that time alone keeps back now, and why."""
    from dm_assistant.services import cards

    found = cards.verdicts(ws, ids)
    return {each: verdict for each, verdict in found.items() if verdict.status is Status.HOLD}
