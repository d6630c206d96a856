"""Undo: the last act is taken back whole, by a compensating act."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dm_assistant.domain.model import Draft
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import (
    acts,
    importing,
    merging,
    policy_file,
    renaming,
    settings_file,
    standing,
    steering,
    tagging,
)
from dm_assistant.services.views import ItemId
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import answered, batches, consent, contacts, drafts, journal, sessions
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act, Record

NEVER_UNDONE = {
    "suppress": "nobody who is not to be messaged becomes so again by undo",
    "never": "nobody who is not to be messaged becomes so again by undo",
    "suppressions_add": "nobody who is not to be messaged becomes so again by undo",
    "consent_withdrawn": "what somebody withdrew comes back only with new words of theirs",
    "forget": "what was erased is gone",
    "restore": "what was there before is among the copies ('dm-assistant restore' lists them)",
}
PASSED_OVER = (
    acts.CHANGED_OUTSIDE,
    importing.CHILDREN,
    "unclassed_stop",
    "approval_void",
    "name_account",
    "import_undo",
    settings_file.ZONE_ACT,
    sessions.BEGIN,
    sessions.END,
)
"""Acts that time or another command brought about: undo looks past them."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What undo took back: ``detail`` says it of messages, ``back`` where to look for them."""

    act: str
    restored: int
    detail: str = ""
    back: tuple[ItemId, ...] = ()


def undo(ws: Workspace) -> Undone:
    """Take the last act back; raise RefusedError for one that nothing takes back."""
    with policy_file.swapping(ws) as swap, ws.database.write() as tx:
        record = _last(tx)
        reason = NEVER_UNDONE.get(record.act)
        if record.detail.get("erased"):
            reason = NEVER_UNDONE["forget"]
        if reason is not None:
            raise RefusedError(f"'{record.act}' is not undone: {reason}")
        author, now = acts.author(ws), acts.effective_now(tx, ws)
        act = Act(tx, "undo", author, now, undoable=False)
        if record.act == "import":
            restored = sum(
                importing.take_back(act, ws, each) for each in _standing_batches(tx, record)
            )
        elif record.act == steering.ACT:
            restored = steering.take_back(act, ws, record, swap)
        else:
            restored = _put_back(act, ws, record)
        said = _said(tx, record)
        detail = {**act.detail, "act": record.act, "restored": restored}
        journal.record_undo(tx, record, author, now, detail)
    return Undone(record.act, restored, said, _back(record))


def _said(tx: Tx, record: Record) -> str:
    """Say what became of an act's messages: ``9 of 9 messages are drafted again``."""
    ids = record.detail.get("drafts", [])
    known = drafts.get(tx, ids)
    states = Counter(known[each].state.value if each in known else "gone" for each in ids)
    return ", ".join(
        f"{number:,} of {len(ids):,} {'message is' if len(ids) == 1 else 'messages are'} "
        f"{state.replace('_', ' ')} again"
        for state, number in states.most_common()
    )


def _back(record: Record) -> tuple[ItemId, ...]:
    """Return the items of the queue that an act was about."""
    found = [ItemId("draft", each) for each in record.detail.get("drafts", [])]
    return (*found, *(ItemId("inbound", each) for each in record.detail.get("messages", [])))


def _last(tx: Tx) -> Record:
    """Return the act that undo takes back; an import taken back by hand is past."""
    passing: list[int] = []
    while (record := journal.last_standing(tx, PASSED_OVER, passing)) is not None:
        if record.act != "import" or _standing_batches(tx, record):
            return record
        passing.append(record.id)
    raise BadInputError("there is nothing to undo")


def _standing_batches(tx: Tx, record: Record) -> list[int]:
    """Return the batches of an import that nobody has taken back yet."""
    found = [batches.get(tx, each) for each in record.detail["batches"]]
    return [batch.id for batch in found if batch is not None and batch.undone_at is None]


def _put_back(act: Act, ws: Workspace, record: Record) -> int:
    people = _people(act.tx, record)
    _require_nobody_stopped(act.tx, record, people)
    others = _resembling(act.tx, ws, record)
    db = driver(act.tx)
    replied = answered.drafts_of(db, record.detail.get("messages", []))
    touched = journal.put_back(act.tx, record.id)
    answered.settle(db, {*replied, *touched.get("drafts", [])})
    restored = max((len(set(ids)) for ids in touched.values()), default=0)
    taken_back = [
        entry
        for entry in consent.of_contacts(act.tx, people)
        if entry.id in record.detail.get("entries", [])
    ]
    consent.take_back(act, taken_back)
    others |= _resembling(act.tx, ws, record)
    if record.act == merging.NAME:
        others |= set(merging.take_back(act, ws, *record.detail["contacts"]))
    elif record.act in {renaming.NAME, tagging.NAME}:
        contacts.reindex(act.tx, people)
    standing.refresh(act.tx, ws, people | others)
    return max(restored, len(taken_back))


def _people(tx: Tx, record: Record) -> set[int]:
    found = set(record.detail.get("contacts", []))
    return found | {draft.contact_id for draft in _messages(tx, record)}


def _resembling(tx: Tx, ws: Workspace, record: Record) -> set[int]:
    """Return whose drafts are too much like the words that an act gave or took back."""
    given = [draft for draft in _messages(tx, record) if draft.state not in drafts.OPEN]
    return standing.resembling(tx, ws, given)


def _messages(tx: Tx, record: Record) -> list[Draft]:
    return list(drafts.get(tx, record.detail.get("drafts", [])).values())


def _require_nobody_stopped(tx: Tx, record: Record, people: set[int]) -> None:
    """Keep a reply that said stop: undoing it would bring withdrawn drafts back."""
    if record.act not in {"reply", "class"}:
        return
    for known in contacts.by_ids(tx, people).values():
        stopped_at = known.contact.no_contact_at
        if stopped_at is not None and stopped_at >= record.at:
            raise RefusedError(
                f"'{record.act}' is not undone: it says they are not to be messaged, "
                "and no undo weakens that"
            )
