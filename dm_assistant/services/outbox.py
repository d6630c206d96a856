"""The outbox: what is approved and waits to be sent by hand, how fast that goes, what paces it.

Light like the queue: the heavy half is imported only when the rules are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dm_assistant.domain.model import Account, Purpose
from dm_assistant.domain.rules.pace import DAY
from dm_assistant.domain.rules.places import Places, places
from dm_assistant.domain.rules.verdict import Status, Verdict
from dm_assistant.domain.tempo import LATEST, PAUSE, Tempo, tempo
from dm_assistant.services import queue
from dm_assistant.services.views import QueueRow
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import lanes, threads
from dm_assistant.storage.clock import moment, seconds


def is_public(row: QueueRow) -> bool:
    """Return whether a line is a public reply."""
    return row.purpose is Purpose.INVITE


@dataclass(frozen=True, slots=True)
class AccountPace:
    """How fast one account's messages are sent, and how many places it has left."""

    account: Account
    tempo: Tempo
    places: tuple[Places, ...]

    @property
    def free_at(self) -> datetime | None:
        """Return when its next place comes free; None while every window has one."""
        return max((each.free_at for each in self.places if each.free_at), default=None)


@dataclass(frozen=True, slots=True)
class Outbox:
    """What waits, unconfirmed messages first, and the pace of every account."""

    rows: tuple[QueueRow, ...]
    accounts: tuple[AccountPace, ...]

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
        return tuple(
            each
            for each in self.accounts
            if each.account.handle or any(place.taken for place in each.places)
        )

    def pace_of(self, account_id: int) -> AccountPace | None:
        """Return the pace of one account; of the first where none has this number."""
        mine = [each for each in self.accounts if each.account.id == account_id]
        return next(iter([*mine, *self.accounts]), None)


def outbox(ws: Workspace) -> Outbox:
    """Return what waits to be sent by hand now."""
    rows = queue.outbox(ws)
    with ws.database.light() as db:
        now = moment(queue.moment_of(db, ws).now)
        recent = lanes.recent_touches(db, seconds(now - DAY))
        found = []
        for account in ws.accounts:
            mine = [(moment(at), bool(first)) for owner, at, first in recent if owner == account.id]
            took = threads.took(db, account.id, int(PAUSE.total_seconds()), LATEST)
            there = tuple(places(mine, ws.policy, now))
            found.append(AccountPace(account, tempo(took), there))
    return Outbox(rows, tuple(found))


def held(ws: Workspace, ids: Sequence[int]) -> dict[int, Verdict]:
    """Return those of some approved messages that time alone keeps back now, and why."""
    from dm_assistant.services import cards

    found = cards.verdicts(ws, ids)
    return {each: verdict for each, verdict in found.items() if verdict.status is Status.HOLD}
