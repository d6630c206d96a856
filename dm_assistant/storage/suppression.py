"""Suppressions: keyed hashes that outlive every contact, import, merge and restore."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import SuppressionReason
from dm_assistant.domain.strictness import strictest
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.tables import METADATA

SUPPRESSIONS = METADATA.tables["suppressions"]


class Entry(NamedTuple):
    """One suppression: the keyed hash of a ``handle`` or a ``user_id``, why, and since when."""

    digest: str
    kind: str
    reason: SuppressionReason
    at: datetime


def add(
    tx: Connection,
    digests: Iterable[tuple[str, str]],
    reason: SuppressionReason,
    at: datetime,
) -> int:
    """Add (kind, digest) pairs for a reason; those already there stay. Returns how many are new."""
    added = 0
    for kind, digest in digests:
        known = tx.execute(
            select(SUPPRESSIONS.c.id).where(
                SUPPRESSIONS.c.digest == digest, SUPPRESSIONS.c.reason == reason.value
            )
        ).scalar()
        if known is None:
            tx.execute(
                insert(SUPPRESSIONS).values(
                    digest=digest, kind=kind, reason=reason.value, at=seconds(at)
                )
            )
            added += 1
    return added


def entries(tx: Connection) -> list[Entry]:
    """Return every suppression, oldest first."""
    rows = tx.execute(select(SUPPRESSIONS).order_by(SUPPRESSIONS.c.at, SUPPRESSIONS.c.id))
    return [
        Entry(row.digest, row.kind, SuppressionReason(row.reason), moment(row.at)) for row in rows
    ]


def reasons(tx: Connection) -> dict[str, SuppressionReason]:
    """Return the strictest reason by digest, for all suppressions."""
    found: dict[str, SuppressionReason] = {}
    for row in tx.execute(select(SUPPRESSIONS.c.digest, SUPPRESSIONS.c.reason)):
        reason = SuppressionReason(row.reason)
        known = found.get(row.digest)
        found[row.digest] = reason if known is None else strictest((known, reason))
    return found


def count(tx: Connection) -> int:
    """Return how many suppressions there are."""
    return int(tx.execute(select(func.count()).select_from(SUPPRESSIONS)).scalar_one())
