"""Stopping: a person is never to be messaged again, and everything prepared for them is dropped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dm_assistant.domain.model import Draft, DraftState, Purpose, SuppressionReason, TouchState
from dm_assistant.domain.rules.content import text_hash
from dm_assistant.services import guarding, standing
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes, contacts, drafts, inbounds, own_noes, secret, suppression
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

LEAVES_NO_ANSWER = frozenset(SuppressionReason) - {
    SuppressionReason.OPT_OUT,
    SuppressionReason.ERASED,
}
"""Reasons that take the place of an opt-out, which leaves room for an answer.

Erasing does not: nobody can be found any more, and who had opted out stays countable.
"""


THEIRS = frozenset(
    {SuppressionReason.OPT_OUT, SuppressionReason.BLOCKED, SuppressionReason.COMPLAINT}
)
"""Reasons that tell of something they did, unless it is known better.

A refusal may be theirs, and may be the creator's choice to leave somebody alone.
"""


def stop(
    act: Act,
    ws: Workspace,
    contact_id: int,
    reason: SuppressionReason,
    at: datetime,
    *,
    theirs: bool | None = None,
) -> tuple[int, ...]:
    """Suppress a person under every handle and platform id, and withdraw what was prepared.

    Returns the drafts withdrawn. Answers to their own later questions stay possible, as the gate
    says; nothing here, and no undo, takes a suppression back. What they were written is paused if
    too many asked to stop; messages in these words that were approved are drafts again. Only a no
    of ``theirs`` counts as one, whatever else is known of them.
    """
    suppression.add(act.tx, digests(act.tx, ws, contact_id), reason, at)
    person = contacts.by_ids(act.tx, [contact_id])[contact_id].contact
    marks = person.no_contact is None or (
        person.no_contact is SuppressionReason.OPT_OUT and reason in LEAVES_NO_ANSWER
    )
    if reason in THEIRS if theirs is None else theirs:
        own_noes.mark_left(act.tx, contact_id, seconds(at), anew=marks)
    if marks:
        # Kept out of the undo images: the database refuses to clear it, and rightly so.
        contacts.mark_no_contact(act.tx, contact_id, reason, seconds(at))
    withdrawn = withdraw_all(act, contact_id)
    for draft in guarding.look_after(act, ws, contact_id):
        take_back(act, draft)
    return withdrawn


def stop_anew(
    act: Act, ws: Workspace, contact_id: int, reason: SuppressionReason, at: datetime
) -> tuple[int, ...]:
    """Suppress a person for what they say now: whatever they asked for before ends with it."""
    withdrawn = stop(act, ws, contact_id, reason, at)
    person = contacts.by_ids(act.tx, [contact_id])[contact_id].contact
    if person.no_contact is reason and person.no_contact_at is not None:
        latest = max(seconds(at), seconds(person.no_contact_at))
        if reason in THEIRS:
            own_noes.mark_left(act.tx, contact_id, latest)
        contacts.mark_no_contact(act.tx, contact_id, reason, latest)
    return withdrawn


def stop_again(
    act: Act, ws: Workspace, contact_id: int, reason: SuppressionReason, at: datetime
) -> None:
    """Suppress a person for a reason that is at least as strict as any known one.

    What was prepared for them is left to the caller.
    """
    suppression.add(act.tx, digests(act.tx, ws, contact_id), reason, at)
    contacts.mark_no_contact(act.tx, contact_id, reason, seconds(at))


def digests(tx: Tx, ws: Workspace, contact_id: int) -> list[tuple[str, str]]:
    """Return (kind, keyed hash) for every handle and platform id of a person."""
    key = ws.secret()
    found = []
    for handle in contacts.handles_of(tx, contact_id):
        found.append(("handle", secret.digest(key, handle.platform, handle.key)))
        if handle.user_id:
            found.append(("user_id", secret.digest(key, handle.platform, f"id:{handle.user_id}")))
    return found


def withdraw_all(act: Act, contact_id: int) -> tuple[int, ...]:
    """Cancel every draft of a person that has not left yet; returns their ids."""
    open_states = (*drafts.OPEN, DraftState.APPROVED)
    withdrawn = drafts.of_contacts(act.tx, [contact_id], open_states)
    for draft in withdrawn:
        _drop(act, draft, DraftState.CANCELLED)
    return tuple(draft.id for draft in withdrawn)


def withdraw_purposes(act: Act, contact_id: int, purposes: frozenset[Purpose]) -> None:
    """Cancel what was approved for purposes that a person no longer agrees to."""
    for draft in drafts.of_contacts(act.tx, [contact_id], [DraftState.APPROVED]):
        if drafts.frozen_purpose(act.tx, draft) in purposes or draft.purpose in purposes:
            withdraw(act, draft, DraftState.CANCELLED)


def withdraw_answered(act: Act, contact_ids: Iterable[int] | None = None) -> list[Draft]:
    """Cancel follow-ups that have not left to people who answered what they follow.

    Looks at everybody unless people are named; returns the drafts as they were.
    """
    answered = drafts.answered_follow_ups(act.tx, contact_ids)
    for draft in answered:
        withdraw(act, draft, DraftState.CANCELLED)
    return answered


def approve(act: Act, ws: Workspace, draft: Draft) -> None:
    """Record an approval the gate allowed: the words as they are, and a place under the caps."""
    purpose, first = standing.Bench(act.tx, ws, [draft.contact_id]).counts(draft)
    drafts.move(
        act,
        draft,
        DraftState.APPROVED,
        approved_at=seconds(act.now),
        approved_hash=text_hash(draft.text),
        snoozed_until=None,
    )
    drafts.reserve(act, draft, purpose=purpose, first=first)


def unreserve(act: Act, draft_id: int) -> None:
    """Give back the place under the caps of a draft whose approval is void."""
    drafts.set_touch(act, draft_id, TouchState.WITHDRAWN)


def take_back(act: Act, draft: Draft) -> None:
    """Make an approved message a draft again; it keeps its words and its code."""
    drafts.move(act, draft, DraftState.DRAFTED, approved_at=None, approved_hash="")
    unreserve(act, draft.id)


def set_aside(act: Act, draft: Draft, until: datetime) -> None:
    """Let a draft sleep: its place under the caps is given back, its code stays with its words."""
    drafts.move(
        act,
        draft,
        DraftState.SNOOZED,
        snoozed_until=seconds(until),
        approved_at=None,
        approved_hash="",
    )
    unreserve(act, draft.id)


def withdraw(act: Act, draft: Draft, state: DraftState, **values: str | int | None) -> None:
    """Take a draft out of the queue: its place under the caps and its code are given back.

    A message of theirs that it was to answer waits for an answer again.
    """
    _drop(act, draft, state, **values)
    inbounds.reopen(act, draft.id)


def _drop(act: Act, draft: Draft, state: DraftState, **values: str | int | None) -> None:
    drafts.move(act, draft, state, **values)
    drafts.set_touch(act, draft.id, TouchState.WITHDRAWN)
    codes.release(act, draft.id)
