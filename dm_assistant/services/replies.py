"""Replies: logging what people wrote, classing it, and what follows from it at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from dm_assistant.domain import inbound as classing
from dm_assistant.domain.model import (
    ConsentKind,
    DraftState,
    Handle,
    Inbound,
    InboundClass,
    Purpose,
    ReadState,
    SuppressionReason,
    TouchState,
)
from dm_assistant.domain.strictness import PLAIN
from dm_assistant.domain.text import unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, erasing, keywords, moves, pitching, queue, standing, targets
from dm_assistant.services.cards import window_of
from dm_assistant.services.views import ReplyLogged
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes, consent, contacts, drafts, inbounds
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act
from dm_assistant.storage.keywords import Said

STOPPING = {
    InboundClass.OPT_OUT: SuppressionReason.OPT_OUT,
    InboundClass.ERASURE: SuppressionReason.OPT_OUT,
    InboundClass.AGE: SuppressionReason.UNDER_AGE,
}
"""Classes that end messaging at once, without waiting for a person to confirm them."""

LEAST_AGE = 16
SNOOZE = timedelta(days=1)
"""How long a message of theirs sleeps when nobody says how long."""
WROTE_FIRST = frozenset({Purpose.ANSWER, Purpose.THANKS, Purpose.FEEDBACK, Purpose.COLLAB})


def log(
    ws: Workspace,
    handle: str,
    text: str,
    *,
    at: datetime | None = None,
    kind: InboundClass | None = None,
    before: int | None = None,
) -> ReplyLogged:
    """Log a message somebody wrote: find what it answers, what it says, and whether it says stop.

    The pre-selected class takes effect at once when it is a stop; every other waits for a person's
    word, which ``kind`` gives right away. What they wrote does not answer a message it was
    written ``before``, one that is handed over and not sent.
    """
    ws.secret()
    moment = at or ws.now()
    _require_loggable(text, moment, ws.now())
    with ws.database.write() as tx:
        name = targets.meant(tx, handle)
        known = inbounds.same(tx, name.contact_id, moment, text)
        act = acts.begin(tx, ws, "reply")
        if known is None:
            inbound = _store(act, name, text, moment, kind, before)
            withdrawn = _consequences(act, ws, inbound)
            act.finish(messages=[inbound.id], contacts=[name.contact_id])
            standing.refresh(tx, ws, [name.contact_id])
        else:
            inbound, withdrawn = _get(tx, known), ()
        note = pitching.stage_words(tx, inbound.answers_draft_id)
    _finish_reducing(ws, act)
    opt_out = known is None and _stops(inbound) is not None
    return _found(inbound, name.handle, opt_out=opt_out, withdrawn=withdrawn, note=note)


def _found(
    inbound: Inbound, handle: str, *, opt_out: bool, withdrawn: tuple[int, ...], note: str
) -> ReplyLogged:
    return ReplyLogged(
        message=inbound.id,
        handle=handle,
        answers=inbound.answers_draft_id,
        intent=inbound.kind,
        opt_out=opt_out,
        window=window_of(inbound),
        withdrawn=withdrawn,
        note=note,
    )


def _require_loggable(text: str, at: datetime, now: datetime) -> None:
    reason = unstorable_reason(text)
    if reason or not text.strip():
        raise BadInputError(f"this message cannot be logged: {reason or 'it is empty'}")
    if at > now:
        raise BadInputError("a message cannot have been written at a time still to come")


def _store(
    act: Act,
    name: Handle,
    text: str,
    at: datetime,
    kind: InboundClass | None,
    before: int | None,
) -> Inbound:
    contact_id = name.contact_id
    preselected = classing.preselect(text)
    answers = drafts.last_sent_to(act.tx, contact_id, at, but=before)
    inbound_id = inbounds.add(
        act,
        contact_id=contact_id,
        platform=name.platform,
        at=at,
        text=text,
        preselected=preselected,
        answers_draft_id=answers,
    )
    if kind is not None:
        _confirm(act, _get(act.tx, inbound_id), kind, "")
    if answers is not None:
        _answered(act, answers, at)
    inbound = _get(act.tx, inbound_id)
    if preselected not in STOPPING and inbound.kind not in STOPPING:
        _note_wrote_first(act, name, text, at)
        keywords.hear(act, inbound)
    return inbound


def _answered(act: Act, draft_id: int, at: datetime) -> None:
    """Mark the message a reply answers: it was sent, opened and replied to."""
    draft = drafts.get(act.tx, [draft_id])[draft_id]
    if draft.state is DraftState.REPLIED:
        if draft.replied_at is not None and at < draft.replied_at:
            act.update("drafts", draft_id, replied_at=seconds(at))
        return
    out = draft.sent_at or draft.handed_over_at or at
    drafts.move(
        act,
        draft,
        DraftState.REPLIED,
        replied_at=seconds(at),
        sent_at=seconds(out),
        read_state=ReadState.READ.value,
    )
    drafts.set_touch(act, draft_id, TouchState.SENT)
    codes.give(act, draft_id)


def _note_wrote_first(act: Act, name: Handle, text: str, at: datetime) -> None:
    """Their message is a basis of its own: the ledger quotes it."""
    said = Said(name.contact_id, name.platform, at, text)
    consent.append(act, wrote_first(said, name.handle))


def wrote_first(said: Said, handle: str) -> consent.Entry:
    """Return the ledger entry that quotes a message of theirs."""
    return consent.Entry(
        contact_id=said.contact_id,
        platform=said.platform,
        purposes=WROTE_FIRST,
        kind=ConsentKind.WROTE_FIRST,
        event_at=said.at,
        words=said.text,
        where="direct message",
        handle_seen=handle,
        batch_id=said.batch_id,
    )


def _consequences(act: Act, ws: Workspace, inbound: Inbound) -> tuple[int, ...]:
    """Do at once what a message asks for, and only ever to tighten.

    Of a child that says its age nothing is kept but the stop.
    """
    age = classing.stated_age(inbound.text) if inbound.kind is InboundClass.AGE else None
    if age is not None:
        act.update("contacts", inbound.contact_id, birth_age=age)
    reason = _stops(inbound)
    if reason is None:
        answered = moves.withdraw_answered(act, [inbound.contact_id])
        return tuple(draft.id for draft in answered)
    withdrawn = moves.stop_anew(act, ws, inbound.contact_id, reason, act.now)
    if age is not None and age < LEAST_AGE:
        erasing.reduce(act, ws, inbound.contact_id)
    return withdrawn


def _finish_reducing(ws: Workspace, act: Act) -> None:
    if act.detail.get("erased"):
        erasing.rewrite_soon(ws)


def _stops(inbound: Inbound) -> SuppressionReason | None:
    return reason_to_stop(inbound.kind, inbound.text)


def reason_to_stop(kind: InboundClass, text: str) -> SuppressionReason | None:
    """Return why a message of this class ends all messaging; None when it does not."""
    if kind is InboundClass.AGE:
        age = classing.stated_age(text)
        if age is not None and age >= LEAST_AGE:
            return None
    return STOPPING.get(kind)


def classify(ws: Workspace, inbound_id: int, kind: InboundClass, reason: str = "") -> Inbound:
    """Confirm or correct the class of a message; loosening a pre-selection needs a reason.

    A stop that took effect stays in effect: what a person reads into the words cannot undo it.
    What a person takes for a stop needs no answer, and is put away.
    One left unclassed too long takes effect first. What an import brought of the same person and
    put away is classed with it, as it reads.
    """
    queue.hear_silence(ws)
    with ws.database.write() as tx:
        inbound = _get(tx, inbound_id)
        if not contacts.by_ids(tx, [inbound.contact_id]):
            raise BadInputError(f"message {inbound_id}: the person was erased")
        act = acts.begin(tx, ws, "class")
        _confirm(act, inbound, kind, reason)
        if kind in STOPPING:
            act.update("inbounds", inbound_id, archived_at=seconds(act.now))
        _look_over(act, inbound)
        _consequences(act, ws, _get(tx, inbound_id))
        act.finish(messages=[inbound_id], contacts=[inbound.contact_id], kind=kind.value)
        standing.refresh(tx, ws, [inbound.contact_id])
        classed = _get(tx, inbound_id)
    _finish_reducing(ws, act)
    return classed


def _confirm(act: Act, inbound: Inbound, kind: InboundClass, reason: str) -> None:
    looser = inbound.preselected is not kind and not classing.tightens(inbound.preselected, kind)
    if looser and inbound.preselected in NEEDS_REASON and not reason.strip():
        was = inbound.preselected.value.replace("_", " ")
        raise BadInputError(f"it reads like {was}; say why it is not (a reason in words)")
    act.update("inbounds", inbound.id, confirmed=kind.value, confirmed_at=seconds(act.now))


def take_as_read(act: Act, inbound: Inbound) -> None:
    """Class a message that is dealt with as it reads, where that closes nothing."""
    if inbound.confirmed is None and inbound.preselected in PLAIN:
        _confirm(act, inbound, inbound.preselected, "")
        _look_over(act, inbound)


def _look_over(act: Act, inbound: Inbound) -> None:
    """Class what stands above a message in their conversation as it reads: it was looked at too."""
    for each in inbounds.looked_over(act.tx, inbound):
        kind = each.preselected.value
        act.update("inbounds", each.id, confirmed=kind, confirmed_at=seconds(act.now))


NEEDS_REASON = frozenset({*STOPPING, InboundClass.REVIEW, InboundClass.SOFT_NO})


def archive(ws: Workspace, inbound_id: int) -> None:
    """Put a message away unanswered; one that may be a stop has to be classed first."""
    with ws.database.write() as tx:
        inbound = _get(tx, inbound_id)
        if inbound.confirmed is None and inbound.preselected is InboundClass.REVIEW:
            raise BadInputError("this may be a request to stop: class it before putting it away")
        act = acts.begin(tx, ws, "archive")
        values: dict[str, Any] = {"archived_at": seconds(act.now)}
        if inbound.confirmed is None:
            values |= {"confirmed": inbound.preselected.value, "confirmed_at": seconds(act.now)}
        act.update("inbounds", inbound_id, **values)
        _look_over(act, inbound)
        act.finish(messages=[inbound_id], contacts=[inbound.contact_id])
        standing.refresh(tx, ws, [inbound.contact_id])


def snooze(ws: Workspace, inbound_id: int, until: datetime | None = None) -> None:
    """Put a message aside until a moment (a day from now when none is given)."""
    if until is not None and until <= ws.now():
        raise BadInputError("snooze needs a moment that is still to come")
    with ws.database.write() as tx:
        _get(tx, inbound_id)
        act = acts.begin(tx, ws, "snooze_reply")
        act.update("inbounds", inbound_id, snoozed_until=seconds(until or act.now + SNOOZE))
        act.finish(messages=[inbound_id])


def _get(tx: Tx, inbound_id: int) -> Inbound:
    inbound = inbounds.get(tx, inbound_id)
    if inbound is None:
        raise BadInputError(f"there is no message {inbound_id}")
    return inbound
