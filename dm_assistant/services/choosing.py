"""Choosing: who is not drafted for, and why, before anything is looked up about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from dm_assistant.domain.model import Draft, DraftState, Purpose
from dm_assistant.domain.text import to_screen
from dm_assistant.services.views import LeftOut
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import campaigns, drafts
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.database import Tx

RECENT = (
    DraftState.HANDED_OVER,
    DraftState.SENT,
    DraftState.IN_REQUESTS,
    DraftState.SEEN,
    DraftState.REPLIED,
)


class Choosing:
    """Tells, for one purpose and campaign, who may be considered.

    People of a list who cannot be written to for now are passed over. Those who were named are
    drafted for all the same, and ``notes`` say so where a campaign holds them out.
    """

    def __init__(
        self, tx: Tx, ws: Workspace, purpose: Purpose, campaign: str, now: datetime
    ) -> None:
        self.tx = tx
        self.ws = ws
        self.purpose = purpose
        self.now = now
        self.listed = False
        self.notes: tuple[str, ...] = ()
        self._in_campaign = drafts.recipients(tx, campaign) if campaign else set[int]()
        self._held_out = {} if purpose is Purpose.ANSWER else campaigns.held_out(tx, now)
        self._left_out: list[LeftOut] = []

    def take_left_out(self) -> list[LeftOut]:
        """Return, once, who was left out since this was last asked."""
        found, self._left_out = self._left_out, []
        return found

    def able(self, page: Sequence[int], known: Mapping[int, Ranked]) -> list[int]:
        """Return who is to get a draft: not those who are excluded or have one."""
        waiting: dict[int, Draft] = {}
        recent: dict[int, Draft] = {}
        for draft in drafts.of_contacts(self.tx, page, (*drafts.ALIVE, *RECENT)):
            if draft.state in drafts.ALIVE and draft.purpose is self.purpose:
                waiting[draft.contact_id] = draft
            elif draft.state in RECENT and self._within_gap(draft):
                recent[draft.contact_id] = draft
        able = []
        for contact_id in page:
            person = known[contact_id].contact
            if person.own:
                reason = "this is your own account"
            elif self.listed and person.no_contact is not None:
                reason = f"never to be messaged ({person.no_contact.value.replace('_', ' ')})"
            elif contact_id in waiting:
                reason = f"draft {waiting[contact_id].id} for this purpose is still waiting"
            elif contact_id in self._in_campaign:
                reason = "already has a message of this campaign"
            elif self.listed and contact_id in self._held_out:
                reason = self.held_out(contact_id)
            elif self.listed and contact_id in recent:
                reason = f"messaged on {_out_at(recent[contact_id]):%Y-%m-%d}"
            else:
                able.append(contact_id)
                self._note(contact_id, person.handle)
                continue
            self._left_out.append(LeftOut(person.handle, reason, contact_id))
        return able

    def held_out(self, contact_id: int) -> str:
        """Say by which campaign somebody is held out, and until when; nothing if they are not."""
        held = self._held_out.get(contact_id)
        if held is None:
            return ""
        until = held.until.astimezone(self.ws.timezone)
        return f"held out of {to_screen(held.campaign)} until {until:%Y-%m-%d}"

    def _note(self, contact_id: int, handle: str) -> None:
        held = self.held_out(contact_id)
        if held:
            line = f"@{to_screen(handle)} is {held}: a message ends what this would have shown"
            self.notes = (*self.notes, line)

    def _within_gap(self, draft: Draft) -> bool:
        return self.now - _out_at(draft) < self.ws.policy.gap


def _out_at(draft: Draft) -> datetime:
    return draft.left_at or draft.created_at
