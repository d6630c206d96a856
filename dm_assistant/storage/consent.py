"""The consent ledger: entries are appended, chained by hash, and never changed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import Consent, ConsentKind, Platform, Purpose
from dm_assistant.storage import anchor, chain
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.journal import CHUNK, Act
from dm_assistant.storage.tables import METADATA

CONSENTS = METADATA.tables["consents"]
CONTACTS = METADATA.tables["contacts"]
EVIDENCE = METADATA.tables["evidence"]
HASHED = (
    "contact_id",
    "platform",
    "purposes",
    "kind",
    "event_at",
    "recorded_at",
    "recorded_by",
    "evidence_id",
    "evidence_digest",
    "comment_id",
    "batch_id",
    "undoes",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes into one ledger entry, with the person's own words as evidence."""

    contact_id: int
    platform: Platform
    purposes: frozenset[Purpose]
    kind: ConsentKind
    event_at: datetime
    words: str = ""
    where: str = ""
    shown: str = ""
    handle_seen: str = ""
    comment_id: int | None = None
    batch_id: int | None = None
    undoes: int | None = None


def evidence_digest(salt: str, handle_seen: str, words: str, shown: str, where: str) -> str:
    """Return the salted hash by which erased evidence is still accounted for."""
    joined = f"{salt}\x1f{handle_seen}\x1f{words}\x1f{shown}\x1f{where}"
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def append(act: Act, entry: Entry) -> int:
    """Append one entry to the ledger and return its id."""
    return append_all(act, [entry])[0]


def append_all(act: Act, entries: Sequence[Entry]) -> list[int]:
    """Append entries to the ledger, in their order, and return their ids."""
    salts = [secrets.token_hex(8) for _ in entries]
    evidence_ids = act.append_many(
        "evidence",
        [
            {
                "handle_seen": entry.handle_seen,
                "words": entry.words,
                "shown": entry.shown,
                "seen_where": entry.where,
                "salt": salt,
            }
            for entry, salt in zip(entries, salts, strict=True)
        ],
    )
    last_hash = act.tx.execute(
        select(CONSENTS.c.hash).order_by(CONSENTS.c.id.desc()).limit(1)
    ).scalar()
    prev_hash = last_hash or chain.GENESIS
    rows = []
    for entry, salt, evidence_id in zip(entries, salts, evidence_ids, strict=True):
        values = _values(act, entry, salt, evidence_id)
        own_hash = chain.link(prev_hash, values)
        rows.append(values | {"prev_hash": prev_hash, "hash": own_hash})
        prev_hash = own_hash
    ids = act.append_many("consents", rows)
    # What undo has to answer with an entry of its own; a batch knows its entries itself.
    loose = [each for each, entry in zip(ids, entries, strict=True) if entry.batch_id is None]
    if loose:
        act.detail.setdefault("entries", []).extend(loose)
    return ids


def _values(act: Act, entry: Entry, salt: str, evidence_id: int) -> dict[str, Any]:
    return {
        "contact_id": entry.contact_id,
        "platform": entry.platform.value,
        "purposes": ";".join(sorted(entry.purposes)),
        "kind": entry.kind.value,
        "event_at": seconds(entry.event_at),
        "recorded_at": seconds(act.now),
        "recorded_by": act.author.actor,
        "evidence_id": evidence_id,
        "evidence_digest": evidence_digest(
            salt, entry.handle_seen, entry.words, entry.shown, entry.where
        ),
        "comment_id": entry.comment_id,
        "batch_id": entry.batch_id,
        "undoes": entry.undoes,
    }


def of_contacts(tx: Connection, contact_ids: Iterable[int]) -> list[Consent]:
    """Return the entries in force for these people, in ledger order.

    An entry that was taken back as a mistake, and the one that takes it back, are left out. Those
    of whoever turned out to be one of them are theirs; the ledger itself is never changed.
    """
    wanted = list(contact_ids)
    undone = select(CONSENTS.c.undoes).where(CONSENTS.c.undoes.is_not(None))
    found: dict[int, Consent] = {}
    for start in range(0, len(wanted), CHUNK):
        piece = wanted[start : start + CHUNK]
        rows = tx.execute(
            _entries().where(
                or_(CONTACTS.c.id.in_(piece), CONTACTS.c.merged_into.in_(piece)),
                CONSENTS.c.undoes.is_(None),
                CONSENTS.c.id.not_in(undone),
            )
        )
        found.update((row.id, _consent(row)) for row in rows)
    return [found[each] for each in sorted(found)]


def _consent(row: Any) -> Consent:
    return Consent(
        id=row.id,
        contact_id=row.person_id,
        platform=Platform(row.platform),
        purposes=frozenset(map(Purpose, filter(None, row.purposes.split(";")))),
        kind=ConsentKind(row.kind),
        event_at=moment(row.event_at),
        recorded_at=moment(row.recorded_at),
        words=row.words,
        where=row.seen_where,
        handle_seen=row.handle_seen,
        comment_id=row.comment_id,
    )


def of_batch(tx: Connection, batch_id: int) -> list[Consent]:
    """Return the entries an import appended and nobody has taken back."""
    undone = select(CONSENTS.c.undoes).where(CONSENTS.c.undoes.is_not(None))
    ids = tx.execute(
        select(CONSENTS.c.contact_id).where(
            CONSENTS.c.batch_id == batch_id, CONSENTS.c.id.not_in(undone)
        )
    ).scalars()
    people = set(ids)
    batch = select(CONSENTS.c.id).where(CONSENTS.c.batch_id == batch_id)
    wanted = set(tx.execute(batch).scalars())
    return [entry for entry in of_contacts(tx, people) if entry.id in wanted]


def taking(tx: Connection) -> list[Consent]:
    """Return every withdrawal and refusal in force, in ledger order."""
    kinds = [ConsentKind.WITHDRAWN.value, ConsentKind.REFUSED.value]
    query = select(CONSENTS.c.contact_id).where(CONSENTS.c.kind.in_(kinds))
    people = set(tx.execute(query.where(CONSENTS.c.undoes.is_(None))).scalars())
    return [entry for entry in of_contacts(tx, people) if entry.kind.value in kinds]


def _entries() -> Select[Any]:
    """Return what an entry is read from, with the person it is about by now."""
    return (
        select(
            CONSENTS,
            func.coalesce(CONTACTS.c.merged_into, CONTACTS.c.id).label("person_id"),
            EVIDENCE.c.words,
            EVIDENCE.c.seen_where,
            EVIDENCE.c.handle_seen,
        )
        .join(CONTACTS, CONTACTS.c.id == CONSENTS.c.contact_id)
        .join(EVIDENCE, EVIDENCE.c.id == CONSENTS.c.evidence_id)
    )


def taken_back(tx: Connection) -> list[Consent]:
    """Return the entries that another one says were a mistake, in ledger order."""
    undone = select(CONSENTS.c.undoes).where(CONSENTS.c.undoes.is_not(None))
    rows = tx.execute(_entries().where(CONSENTS.c.id.in_(undone)).order_by(CONSENTS.c.id))
    return [_consent(row) for row in rows]


def erase_evidence(tx: Connection, contact_id: int, at: datetime) -> None:
    """Blank a person's words and name; the entries and their hashes stay."""
    mine = select(CONSENTS.c.evidence_id).where(CONSENTS.c.contact_id == contact_id)
    tx.execute(
        update(EVIDENCE)
        .where(EVIDENCE.c.id.in_(mine))
        .values(words="", handle_seen="", shown="", seen_where="", salt="", erased_at=seconds(at))
    )


def prove(tx: Connection, anchored: anchor.Heads | None) -> chain.Proof:
    """Follow the ledger's chain and compare the evidence that is still there with its digest."""
    rows = tx.execute(select(CONSENTS).order_by(CONSENTS.c.id)).mappings()
    proof = chain.follow(
        (
            (row["id"], {key: row[key] for key in HASHED}, row["prev_hash"], row["hash"])
            for row in rows
        ),
        anchored=None if anchored is None else (anchored.ledger, anchored.ledger_hash),
    )
    if proof.problem:
        return proof
    evidence = tx.execute(
        select(CONSENTS.c.id, CONSENTS.c.evidence_digest, EVIDENCE)
        .join(EVIDENCE, EVIDENCE.c.id == CONSENTS.c.evidence_id)
        .where(EVIDENCE.c.erased_at.is_(None))
    )
    for row in evidence:
        found = evidence_digest(row.salt, row.handle_seen, row.words, row.shown, row.seen_where)
        if found != row.evidence_digest:
            return chain.Proof(proof.count, proof.head, f"the evidence of entry {row.id} changed")
    return proof


def take_back(act: Act, entries: Iterable[Consent]) -> None:
    """Append for each entry the one that says it was a mistake; both are out of force then."""
    gone = list(entries)
    came_to = _came_to(act.tx, [entry.id for entry in gone])
    append_all(
        act,
        [
            Entry(
                contact_id=came_to[entry.id],
                platform=entry.platform,
                purposes=entry.purposes,
                kind=ConsentKind.WITHDRAWN,
                event_at=act.now,
                where=f"entry {entry.id} taken back",
                undoes=entry.id,
            )
            for entry in gone
        ],
    )


def _came_to(tx: Connection, entry_ids: Sequence[int]) -> dict[int, int]:
    """Return to which contact's row entries came, whoever that turned out to be."""
    found: dict[int, int] = {}
    for start in range(0, len(entry_ids), CHUNK):
        rows = tx.execute(
            select(CONSENTS.c.id, CONSENTS.c.contact_id).where(
                CONSENTS.c.id.in_(entry_ids[start : start + CHUNK])
            )
        )
        found.update((row.id, row.contact_id) for row in rows)
    return found
