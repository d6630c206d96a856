"""What an older copy of a workspace is told before it is used: every "no", and all that was sent.

The copy is what the creator wants back; the workspace is what is true. Only what is stricter, or
happened between people, goes into the copy; permission that was given since does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dm_assistant.domain.model import Consent, DraftState, SuppressionReason
from dm_assistant.domain.rules.consent import TAKES
from dm_assistant.domain.strictness import LEAVES_NOTHING
from dm_assistant.services import moves, queue, standing, suppressions, workspace
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import (
    accounts,
    carried_campaigns,
    carried_codes,
    carried_facts,
    consent,
    contacts,
    drafts,
    erasure,
    lanes,
    own_noes,
    pauses,
    standings,
    suppression,
    two_people,
)
from dm_assistant.storage.carried import Carrying
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act
from dm_assistant.storage.kinship import Kin, raise_ids

SAID = frozenset({SuppressionReason.OPT_OUT, SuppressionReason.COMPLAINT})
"""Suppressions that tell by themselves that somebody said no."""


@dataclass(slots=True)
class Again:
    """What a copy did not know and was told; ``approvals`` did not come back with it."""

    suppressions: int = 0
    erased: int = 0
    withdrawals: int = 0
    touches: int = 0
    messages: int = 0
    complaints: int = 0
    approvals: int = 0
    people: set[int] = field(default_factory=set)
    """Whose drafts are to be judged again."""


def reapply(act: Act, copy: Workspace, theirs: Tx | None) -> Again:
    """Tell a copy, within one act, what holds in the workspace; approvals go in any case.

    Nobody who was blocked in the workspace by what they said is allowed in the copy, and every
    message that left counts there as well.
    """
    again = Again(people=set(standings.people_with_drafts(act.tx)))
    again.approvals = _take_approvals_back(act, again)
    if theirs is None:
        return again
    raise_ids(act.tx, theirs)
    nos = suppression.entries(theirs)
    erased = _erased_since(act.tx, copy, theirs, nos)
    kin = Kin(act, theirs, erased)
    _carry(act, theirs, kin, again)
    again.withdrawals = _withdraw(act, theirs, kin, again)
    again.suppressions = _suppress(act, copy, nos)
    _stop(act, copy, theirs, kin, again)
    again.erased = _erase(act, copy, erased, again)
    clock = accounts.fact(theirs, workspace.CLOCK)
    if clock is not None:
        accounts.set_meta(act.tx, workspace.CLOCK, clock)
    return again


def judge(tx: Tx, copy: Workspace, again: Again) -> None:
    """Build the cache of the lanes anew; after the act, since the last record sets the clock."""
    again.people.update(standings.people_with_drafts(tx))
    standing.refresh(tx, copy, again.people)
    accounts.set_meta(tx, lanes.BUILT_FOR, queue.built_for(copy))


def _erased_since(
    tx: Tx, copy: Workspace, theirs: Tx, nos: Iterable[suppression.Entry]
) -> dict[int, SuppressionReason]:
    """Return the people of the copy of whom the workspace keeps nothing but a stop, and why."""
    names = suppressions.by_digest(copy.secret(), contacts.all_handles(tx))
    kept = suppressions.by_digest(copy.secret(), contacts.all_handles(theirs))
    return {
        names[entry.digest].contact_id: entry.reason
        for entry in nos
        if entry.reason in LEAVES_NOTHING and entry.digest in names and entry.digest not in kept
    }


def _take_approvals_back(act: Act, again: Again) -> int:
    """Have everything approved again: what was said yes to then may not be what is wanted now."""
    found = drafts.get(act.tx, drafts.in_states(act.tx, [DraftState.APPROVED])).values()
    for draft in found:
        moves.take_back(act, draft)
        again.people.add(draft.contact_id)
    return len(found)


def _carry(act: Act, theirs: Tx, kin: Kin, again: Again) -> None:
    carrying = Carrying(act, theirs, kin)
    carrying.carry()
    again.touches, again.messages = carrying.touches, carrying.messages
    carried_codes.redeemed(act, theirs)
    carried_facts.words(act, theirs)
    carried_facts.own_accounts(act, theirs)
    unhappy = carried_facts.complaints(act, theirs, kin)
    again.complaints = len(unhappy)
    carried_campaigns.carry(act, theirs, kin)
    pauses.carry(act, theirs)
    two_people.carry(act, theirs, kin)
    late = {draft.contact_id for draft in moves.withdraw_answered(act)}
    again.people |= carrying.changed | unhappy | late | carried_facts.people(act, theirs, kin)


# --- consent ---------------------------------------------------------------------------------


def _withdraw(act: Act, theirs: Tx, kin: Kin, again: Again) -> int:
    """Append what was withdrawn or refused since, and take back what was a mistake."""
    said_no = [each for each in consent.taking(theirs) if not kin.erased(each.contact_id)]
    for entry in said_no:
        kin.of(entry.contact_id)
    new = [
        _entry(entry, person)
        for entry, person, same in _with_people(act.tx, kin, said_no)
        if not same
    ]
    consent.append_all(act, new)
    mistaken = [each for each in consent.taken_back(theirs) if each.kind not in TAKES]
    standing_there = {
        _said(each) for each in consent.of_contacts(theirs, {each.contact_id for each in mistaken})
    }
    gone = [
        known
        for entry, _, same in _with_people(act.tx, kin, mistaken)
        if _said(entry) not in standing_there
        for known in same
    ]
    gone = list({entry.id: entry for entry in gone}.values())
    consent.take_back(act, gone)
    again.people.update(entry.contact_id for entry in new)
    again.people.update(entry.contact_id for entry in gone)
    return len(new) + len(gone)


def _with_people(
    tx: Tx, kin: Kin, entries: Iterable[Consent]
) -> Iterator[tuple[Consent, int, list[Consent]]]:
    """Yield entries with everybody in the copy they are about, and what the copy has of them."""
    found = [(entry, person) for entry in entries for person in kin.all_of(entry.contact_id)]
    ledger: dict[int, list[Consent]] = {}
    for known in consent.of_contacts(tx, {person for _, person in found}):
        ledger.setdefault(known.contact_id, []).append(known)
    for entry, person in found:
        same = [each for each in ledger.get(person, ()) if _said(each) == _said(entry)]
        yield entry, person, same


def _said(entry: Consent) -> tuple[object, ...]:
    return entry.platform, entry.kind, entry.purposes, entry.event_at, entry.words


def _entry(entry: Consent, person: int) -> consent.Entry:
    return consent.Entry(
        contact_id=person,
        platform=entry.platform,
        purposes=entry.purposes,
        kind=entry.kind,
        event_at=entry.event_at,
        words=entry.words,
        where=entry.where,
        handle_seen=entry.handle_seen,
    )


# --- never again -----------------------------------------------------------------------------


def _suppress(act: Act, copy: Workspace, nos: Iterable[suppression.Entry]) -> int:
    """Add every hash that the copy lacks, and stop the people it knows by them."""
    known = {(entry.digest, entry.reason) for entry in suppression.entries(act.tx)}
    names = suppressions.by_digest(copy.secret(), contacts.all_handles(act.tx))
    missing = [entry for entry in nos if (entry.digest, entry.reason) not in known]
    for entry in missing:
        suppression.add(act.tx, [(entry.kind, entry.digest)], entry.reason, entry.at)
        if entry.digest in names:
            # Whom the creator blocked is told by the person's own mark.
            person, said = names[entry.digest].contact_id, entry.reason in SAID
            moves.stop(act, copy, person, entry.reason, entry.at, theirs=said)
    return len(missing)


def _stop(act: Act, copy: Workspace, theirs: Tx, kin: Kin, again: Again) -> None:
    """Stop whoever is marked there; their handles and the hashes need not be the same here."""
    marked = dict.fromkeys(own_noes.stopped(act.tx))
    for each in own_noes.stopped(theirs):
        for person in kin.all_of(each.contact_id):
            if each._replace(contact_id=person) not in marked:
                if each.left_at is not None:
                    own_noes.mark_left(act.tx, person, seconds(each.left_at))
                moves.stop(act, copy, person, each.reason, each.at, theirs=False)
                again.people.add(person)


def _erase(act: Act, copy: Workspace, erased: Mapping[int, SuppressionReason], again: Again) -> int:
    """Erase again who was erased since: the copy still has their name and words."""
    count = 0
    for contact_id in sorted(erased):
        for draft in drafts.of_contacts(act.tx, [contact_id], [DraftState.HANDED_OVER]):
            # Nobody can be asked any more; what was handed over counts as sent.
            out_at = draft.handed_over_at or act.now
            drafts.move(act, draft, DraftState.SENT, sent_at=seconds(out_at))
        moves.stop(act, copy, contact_id, erased[contact_id], act.now)
        erasure.erase(act.tx, contact_id, act.now)
        again.people.add(contact_id)
        count += 1
    if count:
        accounts.set_meta(act.tx, erasure.DUE, "1")
    return count
