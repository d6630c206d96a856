"""Pairs of contacts who are not one person, by the creator's word."""

from __future__ import annotations

import sqlite3

from sqlalchemy.engine import Connection

from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.kinship import Kin, rows

TABLE = "two_people"

_PAIRS = (
    "SELECT t.id, coalesce(a.merged_into, a.id), coalesce(b.merged_into, b.id) "
    f"FROM {TABLE} AS t JOIN contacts AS a ON a.id = t.contact_id "
    "JOIN contacts AS b ON b.id = t.other_id"
)


def pairs(tx: Connection) -> dict[tuple[int, int], int]:
    """Return the pairs as who they are by now, the lower id first, with the row of each."""
    found = {}
    for row_id, one, other in driver(tx).execute(_PAIRS):
        found[min(one, other), max(one, other)] = int(row_id)
    return found


def add(act: Act, one: int, other: int) -> int:
    """Keep that two contacts are two people; returns the row."""
    low, high = sorted((one, other))
    return act.insert(TABLE, contact_id=low, other_id=high, at=seconds(act.now))


def forget(db: sqlite3.Connection, contact_id: int) -> int:
    """Delete what was said of an erased person; returns how many rows that were."""
    sql = f"DELETE FROM {TABLE} WHERE contact_id = :who OR other_id = :who"
    return db.execute(sql, {"who": contact_id}).rowcount


def carry(act: Act, theirs: Connection, kin: Kin) -> None:
    """Carry what the other copy says of people whom this one knows."""
    known = pairs(act.tx)
    for row in rows(theirs, TABLE):
        one, other = (kin.all_of(row[each])[:1] for each in ("contact_id", "other_id"))
        if not one or not other or one == other:
            continue
        pair = (min(*one, *other), max(*one, *other))
        if pair not in known:
            known[pair] = add(act, *pair)
