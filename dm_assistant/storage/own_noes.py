"""Who is never to be messaged, and when they said so themselves: that alone is an opt-out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import SuppressionReason
from dm_assistant.storage.clock import moment, moment_or_none
from dm_assistant.storage.tables import METADATA

CONTACTS = METADATA.tables["contacts"]


class Stopped(NamedTuple):
    """Who is never to be messaged, why and since when, and when they said no if they did."""

    contact_id: int
    reason: SuppressionReason
    at: datetime
    left_at: datetime | None


def stopped(tx: Connection) -> list[Stopped]:
    """Return who is never to be messaged; erased people are left out."""
    columns = (CONTACTS.c.id, CONTACTS.c.no_contact, CONTACTS.c.no_contact_at, CONTACTS.c.left_at)
    rows = tx.execute(
        select(*columns)
        .where(CONTACTS.c.no_contact.is_not(None), CONTACTS.c.erased_at.is_(None))
        .order_by(CONTACTS.c.id)
    )
    return [
        Stopped(
            row.id,
            SuppressionReason(row.no_contact),
            moment(row.no_contact_at or 0),
            moment_or_none(row.left_at),
        )
        for row in rows
    ]


def mark_left(tx: Connection, contact_id: int, at: int, *, anew: bool = True) -> None:
    """Note when a person said no themselves: the last time, or unless ``anew`` the first."""
    known = func.coalesce(CONTACTS.c.left_at, at)
    tx.execute(
        CONTACTS.update()
        .where(CONTACTS.c.id == contact_id)
        .values(left_at=func.max(known, at) if anew else known)
    )


def left_at(tx: Connection, contact_ids: Iterable[int]) -> int | None:
    """Return when any of these people last said no themselves; None if nobody did."""
    query = select(func.max(CONTACTS.c.left_at)).where(CONTACTS.c.id.in_(list(contact_ids)))
    found: int | None = tx.execute(query).scalar_one()
    return found
