"""Complaints: what somebody is unhappy about, from the day they said so until it is settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.tables import METADATA

COMPLAINTS = METADATA.tables["complaints"]


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint; ``outcome`` says how it was settled."""

    id: int
    contact_id: int
    opened_at: datetime
    words: str
    closed_at: datetime | None
    outcome: str


def add(act: Act, contact_id: int, words: str) -> int:
    """Store a complaint of somebody and return its id."""
    return act.insert("complaints", contact_id=contact_id, opened_at=seconds(act.now), words=words)


def close(act: Act, complaint_id: int, outcome: str) -> None:
    """Settle one complaint."""
    act.update("complaints", complaint_id, closed_at=seconds(act.now), outcome=outcome)


def of_contacts(tx: Connection, contact_ids: Iterable[int]) -> list[Complaint]:
    """Return these people's complaints, oldest first."""
    query = select(COMPLAINTS).where(COMPLAINTS.c.contact_id.in_(list(contact_ids)))
    return [
        Complaint(
            id=row.id,
            contact_id=row.contact_id,
            opened_at=moment(row.opened_at),
            words=row.words,
            closed_at=moment_or_none(row.closed_at),
            outcome=row.outcome,
        )
        for row in tx.execute(query.order_by(COMPLAINTS.c.opened_at, COMPLAINTS.c.id))
    ]


def erase(tx: Connection, contact_id: int) -> int:
    """Delete a person's complaints; returns how many there were."""
    return tx.execute(delete(COMPLAINTS).where(COMPLAINTS.c.contact_id == contact_id)).rowcount
