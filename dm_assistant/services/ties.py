"""Taking the account's own lists: who follows whom by now, and whom the creator has blocked.

A list counts as of the moment of its export; an older one never takes the place of a newer one.
Whoever is blocked is never messaged, be they a contact or not, and no list lifts that again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from dm_assistant.domain.following import FOLLOWING
from dm_assistant.domain.model import FollowState, Platform, SuppressionReason, TieKind
from dm_assistant.domain.strictness import LEAVES_NOTHING, strictest
from dm_assistant.importers.records import TieRecord
from dm_assistant.services import moves
from dm_assistant.services.reconciled import Followed
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import past_messages, reconciling, suppression, ties
from dm_assistant.storage import secret as secrets
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.journal import Act

AT_ONCE = 5_000
"""So many people of a list are held at a time."""


class Lists:
    """The lists of one file, gathered while it is read and taken at its end."""

    def __init__(self, ws: Workspace, act: Act, batch_id: int, platform: Platform) -> None:
        self.ws = ws
        self.act = act
        self.batch_id = batch_id
        self.platform = platform
        self.follow = Followed()
        self.blocked: list[str] = []
        self.unblocked: list[str] = []
        self.changed: set[int] = set()
        self.newest: datetime | None = None
        self.learned = False
        self._key = ws.secret()
        self._db = driver(act.tx)
        self._reasons = suppression.reasons(act.tx)
        self._guarded = not LEAVES_NOTHING.isdisjoint(self._reasons.values())
        self._held: list[ties.Tie] = []
        ties.begin(self._db)

    def add(self, record: TieRecord) -> None:
        """Take note of one person on a list; nothing is kept of somebody who was erased."""
        if self._guarded and self._reasons.get(self._digest(record.key)) in LEAVES_NOTHING:
            return
        at = None if record.at is None or record.at > self.act.now else record.at
        if at is not None and (self.newest is None or at > self.newest):
            self.newest = at
        self._held.append(ties.Tie(record.kind, record.handle, record.key, record.name, at))
        if len(self._held) >= AT_ONCE:
            self._keep()

    def take(self, complete: Collection[TieKind], told: datetime | None) -> int:
        """Have the lists count, those that are complete as of a moment; returns what changed.

        A list of which nobody can say how old it is counts only where there is none.
        """
        self._keep()
        as_of = told or self.act.now
        taken = set()
        for kind in TieKind:
            known = ties.as_of(self._db, self.platform, kind)
            if kind not in complete:
                ties.add(self._db, self.batch_id, self.platform, kind)
            elif known is None or (told is not None and known < told):
                gone = ties.take(self._db, self.batch_id, self.platform, kind, as_of)
                taken.add(kind)
                if kind is TieKind.BLOCKED:
                    self.unblocked = gone
        turned = ties.apply(self._db, self.batch_id, self.platform, taken, as_of, self.act.now)
        self.changed.update(each.contact_id for each in turned)
        self.follow = self._followed(turned)
        ties.apply_to_new(self._db, self.batch_id)
        self._block(as_of)
        return len(turned) + len(taken)

    def _keep(self) -> None:
        ties.gather(self._db, self._held)
        self._held.clear()

    def _followed(self, turned: list[ties.Turned]) -> Followed:
        names = reconciling.handles(self._db, [each.contact_id for each in turned])
        gained, lost, mutual = [], [], []
        for each in turned:
            name = names[each.contact_id]
            if each.after in FOLLOWING and each.before not in FOLLOWING:
                gained.append(name)
            elif each.before in FOLLOWING and each.after not in FOLLOWING:
                lost.append(name)
            if each.after is FollowState.MUTUAL:
                mutual.append(name)
        return Followed(tuple(gained), tuple(lost), tuple(mutual))

    def _block(self, as_of: datetime) -> None:
        """Have nobody on the block list messaged, contact or not; an older list says so too."""
        for each in ties.blocked(self._db, self.platform):
            at = each.at or as_of
            if each.contact_id is not None:
                known = past_messages.no_contact(self._db, each.contact_id)
                if known is None or self._is_stricter(known):
                    # A block list names whom the creator blocked.
                    blocked = SuppressionReason.BLOCKED
                    moves.stop(self.act, self.ws, each.contact_id, blocked, at, theirs=False)
                    self._note(each)
            elif self._reasons.get(self._digest(each.key)) is None:
                digest = ("handle", self._digest(each.key))
                suppression.add(self.act.tx, [digest], SuppressionReason.BLOCKED, at)
                self._note(each)

    def _is_stricter(self, known: SuppressionReason) -> bool:
        blocked = SuppressionReason.BLOCKED
        return known is not blocked and strictest((known, blocked)) is blocked

    def _note(self, listed: ties.Listed) -> None:
        self.learned = True
        self.blocked.append(listed.handle)
        if listed.contact_id is not None:
            self.changed.add(listed.contact_id)

    def _digest(self, key: str) -> str:
        return secrets.digest(self._key, self.platform, key)
