"""A message's way from draft to sent: approve, skip, snooze, hand over, confirm.

Every step that could lead to a message asks the gate inside the write transaction that records it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from dm_assistant.domain import lifecycle
from dm_assistant.domain.model import (
    Draft,
    DraftState,
    ReadState,
    SuppressionReason,
    TouchState,
)
from dm_assistant.domain.rules.overrides import Override
from dm_assistant.domain.rules.verdict import Finding, Stage, Status, Verdict
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import acts, leaving, moves, overriding, pitching, standing, wording
from dm_assistant.services.views import HandOver, Moved
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes, contacts, drafts, facts
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act


def approve(
    ws: Workspace, ids: Iterable[int], *, override: Override | None = None
) -> tuple[Moved, ...]:
    """Approve drafts: each takes the person's one slot and a place under the caps.

    Returns what became of each; raises RefusedError when every one was refused. An ``override``
    is for one draft.
    """
    ws.secret()
    ids = list(ids)
    if override is not None:
        _require_one(ids)
        overriding.require_sound(override)

    def one(act: Act, draft: Draft) -> Moved:
        if draft.state in drafts.BINDING:
            return _refused(draft, _taken(draft))
        vague = pitching.refusal(act.tx, draft)
        if vague is not None:
            return _refused(draft, vague)
        if override is None:
            verdict = _verdict(act, ws, draft, Stage.APPROVE)
        else:
            verdict = overriding.apply(act, ws, draft, Stage.APPROVE, override, act.now)
            draft = replace(draft, override=override.rule)
        if not verdict.allowed:
            return _refused(draft, verdict)
        moves.approve(act, ws, draft)
        return Moved(draft.id, DraftState.APPROVED)

    return _move(ws, "approve", ids, DraftState.APPROVED, one, also=drafts.BINDING)


def _require_one(ids: Sequence[int]) -> None:
    if len(ids) != 1:
        raise BadInputError("an override is for one draft: name just that one")


def _taken(draft: Draft) -> Verdict:
    """Say that somebody approved this very draft before, perhaps in another terminal."""
    at = draft.handed_over_at or draft.approved_at or draft.created_at
    state = draft.state.value.replace("_", " ")
    detail = f"It was {state} already, on {at:%Y-%m-%d at %H:%M} UTC."
    found = Finding("one_slot", Status.BLOCK, detail)
    return Verdict(Status.BLOCK, (found,), unlock="hand it over, or skip it")


def skip(ws: Workspace, ids: Iterable[int]) -> tuple[Moved, ...]:
    """Drop drafts: the person gets none of these messages."""

    def one(act: Act, draft: Draft) -> Moved:
        moves.withdraw(act, draft, DraftState.SKIPPED)
        return Moved(draft.id, DraftState.SKIPPED)

    return _move(ws, "skip", ids, DraftState.SKIPPED, one)


def snooze(ws: Workspace, ids: Iterable[int], until: datetime | None = None) -> tuple[Moved, ...]:
    """Put drafts aside until a moment, or for as long as the policy says."""
    if until is not None and until <= ws.now():
        raise BadInputError("snooze needs a moment that is still to come")

    def one(act: Act, draft: Draft) -> Moved:
        wakes_at = until or act.now + ws.policy.snooze
        moves.set_aside(act, draft, wakes_at)
        return Moved(draft.id, DraftState.SNOOZED)

    return _move(ws, "snooze", ids, DraftState.SNOOZED, one)


def never(ws: Workspace, ids: Iterable[int]) -> tuple[Moved, ...]:
    """Never message these people: suppress them and drop everything prepared for them."""
    wanted = list(ids)
    with ws.database.write() as tx:
        found = _known(tx, wanted)
        act = acts.begin(tx, ws, "never")
        dropped: list[int] = []
        for contact_id in dict.fromkeys(draft.contact_id for draft in found):
            dropped += moves.stop(act, ws, contact_id, SuppressionReason.REFUSED, act.now)
        act.finish(drafts=dropped, contacts=[draft.contact_id for draft in found])
        standing.refresh(tx, ws, [draft.contact_id for draft in found])
    return tuple(Moved(draft_id, DraftState.CANCELLED) for draft_id in dropped)


def hand_over(ws: Workspace, draft_id: int, *, override: Override | None = None) -> HandOver:
    """Check a message for the last time and record that it leaves; only then is its text given out.

    Raises RefusedError with the verdict when the gate says no; the approval stays as it is, but
    for one that is void: then the message goes back to being a draft, to be approved again.
    """
    ws.secret()
    if override is not None:
        overriding.require_sound(override)
    with ws.database.write() as tx:
        draft = _known(tx, [draft_id])[0]
        place = next(each.platform for each in ws.accounts if each.id == draft.account_id)
        name = contacts.name_on(tx, draft.contact_id, place)
        act = acts.begin(tx, ws, "handover")
        verdict = _last_verdict(act, ws, draft, override)
        page = leaving.page(tx, draft, name, verdict)
        refused = False
        if draft.state is not DraftState.HANDED_OVER:
            refused = _stops_here(act, ws, draft, verdict)
            if not refused:
                drafts.move(act, draft, DraftState.HANDED_OVER, handed_over_at=seconds(act.now))
                drafts.set_touch(act, draft.id, TouchState.HANDED_OVER, act.now)
                act.finish(drafts=[draft.id])
                standing.refresh(tx, ws, [draft.contact_id])
                standing.refresh_reach(tx, ws, [draft.version])
    if refused:
        raise RefusedError(wording.refusal(draft, name.handle, verdict), verdict)
    return page


def _last_verdict(act: Act, ws: Workspace, draft: Draft, override: Override | None) -> Verdict:
    if draft.state is DraftState.HANDED_OVER:
        # It left with its approval: what is asked is whether anything else is against it by now.
        draft = replace(draft, state=DraftState.APPROVED)
        return _verdict(act, ws, draft, Stage.HANDOVER)
    if override is None or draft.state is not DraftState.APPROVED:
        return _verdict(act, ws, draft, Stage.HANDOVER)
    approved_at = draft.approved_at or act.now
    return overriding.apply(act, ws, draft, Stage.HANDOVER, override, approved_at)


def _stops_here(act: Act, ws: Workspace, draft: Draft, verdict: Verdict) -> bool:
    """Return whether the gate stops a message at hand-over; a void approval is taken back."""
    if draft.state is DraftState.CANCELLED and verdict.status is Status.BLOCK:
        # Withdrawn by what they said since: that, and not the state, is what there is to know.
        return True
    _require(draft, DraftState.HANDED_OVER)
    stale = verdict.finding("stale_approval")
    if stale is not None and stale.status is Status.FIX:
        void = acts.begin(act.tx, ws, "approval_void", undoable=False)
        moves.take_back(void, draft)
        void.finish(drafts=[draft.id])
        standing.refresh(act.tx, ws, [draft.contact_id])
    return not verdict.allowed


def hand_over_many(ws: Workspace, ids: Iterable[int]) -> tuple[HandOver | Moved, ...]:
    """Hand messages over one after another; those the gate stops come back as refused.

    None leaves where one of them is none that could.
    """
    wanted = list(ids)
    with ws.database.read() as tx:
        for draft in _known(tx, wanted):
            if draft.state is not DraftState.HANDED_OVER:
                _require(draft, DraftState.HANDED_OVER)
    results: list[HandOver | Moved] = []
    for draft_id in wanted:
        try:
            results.append(hand_over(ws, draft_id))
        except RefusedError as error:
            with ws.database.read() as tx:
                state = _known(tx, [draft_id])[0].state
            results.append(Moved(draft_id, state, verdict=error.verdict, refused=str(error)))
    return tuple(results)


def sent(ws: Workspace, ids: Iterable[int]) -> tuple[Moved, ...]:
    """Record the creator's word that messages went out.

    A message that was handed over left when it did: this only confirms it. One that is merely
    approved is handed over and sent in this one act, and so asks the gate here.
    """
    ws.secret()

    def one(act: Act, draft: Draft) -> Moved:
        values: dict[str, int] = {}
        if draft.state is DraftState.APPROVED:
            verdict = _verdict(act, ws, draft, Stage.HANDOVER)
            if not verdict.allowed:
                return _refused(draft, verdict)
            values["handed_over_at"] = seconds(act.now)
        _confirm(act, draft, **values)
        note = pitching.stage_words(act.tx, draft.id)
        return Moved(draft.id, DraftState.SENT, note=note)

    return _move(ws, "sent", ids, DraftState.SENT, one, also=(DraftState.APPROVED,))


def _confirm(act: Act, draft: Draft, **values: int) -> None:
    drafts.move(act, draft, DraftState.SENT, sent_at=seconds(act.now), **values)
    drafts.set_touch(act, draft.id, TouchState.SENT, draft.handed_over_at or act.now)
    codes.give(act, draft.id)


def could_not_send(ws: Workspace, ids: Iterable[int], reason: str = "") -> tuple[Moved, ...]:
    """Record that messages did not go out: the place under the caps and the code come back.

    What somebody refused once it had reached them did go out, and counts as sent: their no is an
    outcome of it.
    """
    kept = to_screen(reason).strip() or "not said"
    if kept.casefold() == CANNOT_RECEIVE:
        kept = CANNOT_RECEIVE

    said = kept.casefold()

    def one(act: Act, draft: Draft) -> Moved:
        state = _after_refusal(act, draft, said)
        if state is DraftState.COULD_NOT_SEND:
            moves.withdraw(act, draft, state, could_not=kept)
        if said in REFUSALS:
            moves.stop(act, ws, draft.contact_id, SuppressionReason.REFUSED, act.now, theirs=True)
        arrived = "" if state is DraftState.COULD_NOT_SEND else REACHED
        return Moved(draft.id, state, note=arrived)

    return _move(ws, "failed", ids, DraftState.COULD_NOT_SEND, one, also=(DraftState.APPROVED,))


def _after_refusal(act: Act, draft: Draft, said: str) -> DraftState:
    """Return where a message stands of which the creator says why it could not go."""
    out = draft.state in {DraftState.SENT, DraftState.IN_REQUESTS}
    handed = draft.state is DraftState.HANDED_OVER and said != "blocked"
    if said not in REFUSALS or not (out or handed):
        return DraftState.COULD_NOT_SEND
    act.detail.setdefault("arrived", []).append(draft.id)
    if out:
        return draft.state
    _confirm(act, draft)
    return DraftState.SENT


REACHED = "it had reached them, so it counts as sent; they are never messaged again"
REFUSALS = frozenset({"blocked", "declined", "reported", "deleted the request"})
"""Reasons for a failed sending that mean the person does not want messages.

Only whom nobody reaches is blocked; the others have seen what they refused.
"""

CANNOT_RECEIVE = facts.CANNOT_RECEIVE


def seen(ws: Workspace, ids: Iterable[int]) -> tuple[Moved, ...]:
    """Record that the platform shows messages as seen."""

    def one(act: Act, draft: Draft) -> Moved:
        drafts.move(
            act,
            draft,
            DraftState.SEEN,
            seen_at=seconds(act.now),
            sent_at=seconds(draft.sent_at or draft.handed_over_at or act.now),
            read_state=ReadState.READ.value,
        )
        drafts.set_touch(act, draft.id, TouchState.SENT)
        codes.give(act, draft.id)
        return Moved(draft.id, DraftState.SEEN)

    return _move(ws, "seen", ids, DraftState.SEEN, one)


def _move(
    ws: Workspace,
    name: str,
    ids: Iterable[int],
    state: DraftState,
    one: Callable[[Act, Draft], Moved],
    also: Sequence[DraftState] = (),
) -> tuple[Moved, ...]:
    """Move drafts in one act that undo takes back as one; refusals stay with their draft."""
    wanted = list(dict.fromkeys(ids))
    with ws.database.write() as tx:
        found = _known(tx, wanted)
        people = contacts.by_ids(tx, [draft.contact_id for draft in found])
        act = acts.begin(tx, ws, name)
        results = []
        for draft in found:
            if draft.state not in also:
                _require(draft, state)
            moved = one(act, draft)
            handle = people[draft.contact_id].contact.handle
            refused = wording.refusal(draft, handle, moved.verdict) if moved.verdict else ""
            results.append(replace(moved, handle=handle, refused=refused))
        done = [moved.id for moved in results if not moved.refused]
        if not done:
            raise RefusedError(results[0].refused, results[0].verdict)
        act.finish(drafts=done)
        standing.refresh(tx, ws, [draft.contact_id for draft in found])
        standing.refresh_reach(tx, ws, [draft.version for draft in found if draft.version])
    return tuple(results)


def _known(tx: Tx, ids: Sequence[int]) -> list[Draft]:
    if not ids:
        raise BadInputError("name at least one draft")
    found = drafts.get(tx, ids)
    missing = [str(each) for each in ids if each not in found]
    if missing:
        raise BadInputError(f"there is no draft {', '.join(missing)}")
    people = contacts.by_ids(tx, [each.contact_id for each in found.values()])
    erased = [str(each) for each in ids if found[each].contact_id not in people]
    if erased:
        raise BadInputError(f"draft {', '.join(erased)}: the person was erased")
    return [found[each] for each in ids]


def _require(draft: Draft, state: DraftState) -> None:
    if not lifecycle.may_follow(draft.state, state):
        raise BadInputError(f"draft {draft.id}: {lifecycle.refusal(draft.state, state)}")


def _verdict(act: Act, ws: Workspace, draft: Draft, stage: Stage) -> Verdict:
    return standing.Bench(act.tx, ws, [draft.contact_id]).verdict(draft, stage)


def _refused(draft: Draft, verdict: Verdict) -> Moved:
    return Moved(draft.id, draft.state, verdict=verdict)
