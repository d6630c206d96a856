"""The creator's own pace: seconds per card as the journal has them, and places of each account.

Every place and command that says how long something takes, or what still fits, asks here.
Light like the queue: the hand-over looks after every message.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dm_assistant.domain import sessions as planning
from dm_assistant.domain.model import Account, FrontEnd, Purpose
from dm_assistant.domain.rules.pace import DAY
from dm_assistant.domain.rules.places import Places, places
from dm_assistant.domain.sessions import Kind, Pace, Room, Step
from dm_assistant.services import queue
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import lanes, sessions
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.sessions import Done

ACTS_LOOKED_AT = 1000

KIND_OF = {
    **dict.fromkeys(("answer", "class", "archive", "snooze_reply"), Kind.REPLY),
    **dict.fromkeys(("approve", "skip", "snooze", "never"), Kind.READY),
    "invite": Kind.INVITE,
    **dict.fromkeys(("sent", "failed"), Kind.HAND_OVER),
}
"""Of which kind of card an act is the end."""
WORKING_ACTS = frozenset({"edit", "other_variant"})


def paces(ws: Workspace) -> dict[Kind, Pace]:
    """Return the creator's own seconds per card, from the journal's times in the terminal."""
    with ws.database.light() as db:
        done = [
            each
            for each in sessions.recent(db, ACTS_LOOKED_AT)
            if each.front_end == FrontEnd.TUI.value
        ]
        named = {number for each in done for number in each.ids("drafts")}
        purposes = sessions.purposes(db, named)
    return planning.paces(planning.cards(_step(each, purposes) for each in done))


def _step(done: Done, purposes: dict[int, str]) -> Step:
    """Return what an act says of the time; one about several cards at once says nothing."""
    drafts, messages = done.ids("drafts"), done.ids("messages")
    kind = KIND_OF.get(done.act)
    named = messages if kind is Kind.REPLY else drafts
    if kind is None or len(named) != 1:
        return Step(done.at, working=done.act in WORKING_ACTS)
    if kind is Kind.READY and purposes.get(named[0]) == Purpose.INVITE.value:
        kind = Kind.INVITE
    return Step(done.at, kind, named[0])


@dataclass(frozen=True, slots=True)
class AccountPace:
    """How many places of an account are taken: of new people in an hour and a day, and of all."""

    account: Account
    hour: Places
    day: Places
    messages: Places

    @property
    def places(self) -> tuple[Places, Places, Places]:
        """Return its places, the shortest window first."""
        return self.hour, self.day, self.messages

    @property
    def free_at(self) -> datetime | None:
        """Return when its next place comes free; None while every window has one."""
        return max((each.free_at for each in self.places if each.free_at), default=None)

    @property
    def busy(self) -> bool:
        """Return whether the account is named, or a place of it is taken."""
        return bool(self.account.handle or any(each.taken for each in self.places))

    @property
    def room(self) -> Room:
        """Return how many messages may still be approved, and how many of them to new people."""
        return Room(self.messages.left, min(self.hour.left, self.day.left))


def accounts(ws: Workspace) -> tuple[AccountPace, ...]:
    """Return the places of every account."""
    with ws.database.light() as db:
        now = moment(queue.moment_of(db, ws).now)
        recent = lanes.recent_touches(db, seconds(now - DAY))
    return tuple(
        AccountPace(
            account,
            *places(
                [(moment(at), bool(first)) for owner, at, first in recent if owner == account.id],
                ws.policy,
                now,
            ),
        )
        for account in ws.accounts
    )
