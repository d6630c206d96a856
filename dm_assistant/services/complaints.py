"""Complaints: recorded by a person, settled by a person, and nothing is sold in between."""

from __future__ import annotations

from dm_assistant.domain.model import COMMERCIAL, DraftState
from dm_assistant.domain.text import to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, moves, standing, targets
from dm_assistant.services.person_lines import complaint_line
from dm_assistant.services.views import ComplaintLine
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import complaints, drafts
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act


def open_one(ws: Workspace, handle: str, text: str) -> tuple[ComplaintLine, ...]:
    """Record what somebody complains about; returns their open complaints.

    What was approved and sells goes back to being a draft, so that an answer has room.
    """
    _require_words(text, "say what they complain about")
    with ws.database.write() as tx:
        contact_id = targets.resolve(tx, handle)
        act = acts.begin(tx, ws, "complaint")
        complaints.add(act, contact_id, text)
        held = _take_back_offers(act, contact_id)
        act.finish(contacts=[contact_id], drafts=held)
        standing.refresh(tx, ws, [contact_id])
        return _open(tx, contact_id)


def close(ws: Workspace, handle: str, reason: str) -> tuple[ComplaintLine, ...]:
    """Settle all open complaints of somebody, saying how; returns those."""
    _require_words(reason, "say how it was settled")
    with ws.database.write() as tx:
        contact_id = targets.resolve(tx, handle)
        settled = {line.id for line in _open(tx, contact_id)}
        if not settled:
            raise BadInputError(f"@{to_screen(handle.removeprefix('@'))} has no open complaint")
        act = acts.begin(tx, ws, "complaint_closed")
        for each in sorted(settled):
            complaints.close(act, each, reason)
        act.finish(contacts=[contact_id])
        standing.refresh(tx, ws, [contact_id])
        found = complaints.of_contacts(tx, [contact_id])
        return tuple(complaint_line(each) for each in found if each.id in settled)


def _open(tx: Tx, contact_id: int) -> tuple[ComplaintLine, ...]:
    found = complaints.of_contacts(tx, [contact_id])
    return tuple(complaint_line(each) for each in found if each.closed_at is None)


def _take_back_offers(act: Act, contact_id: int) -> list[int]:
    held = []
    for draft in drafts.of_contacts(act.tx, [contact_id], [DraftState.APPROVED]):
        if drafts.frozen_purpose(act.tx, draft) in COMMERCIAL:
            moves.take_back(act, draft)
            held.append(draft.id)
    return held


def _require_words(text: str, wanted: str) -> None:
    reason = unstorable_reason(text)
    if reason or not text.strip():
        raise BadInputError(reason or wanted)
