"""What is known about people and accounts, carried to another copy where it is stricter there."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import FollowState
from dm_assistant.storage import accounts
from dm_assistant.storage.journal import Act
from dm_assistant.storage.kinship import Kin, Row, rows, without_references
from dm_assistant.storage.tables import METADATA

STRICTER = ("birth_age", "follow_state", "follow_learned_at", "snoozed_until")


def complaints(act: Act, theirs: Connection, kin: Kin) -> set[int]:
    """Carry the complaints that are still open; returns whose that makes a difference to."""
    changed = set()
    for row in rows(theirs, "complaints", closed_at=None):
        if kin.erased(row["contact_id"]):
            continue
        people = kin.all_of(row["contact_id"]) or [kin.of(row["contact_id"])]
        same = {each: row[each] for each in ("opened_at", "words")}
        known = rows(act.tx, "complaints", contact_id=people, **same)
        if not known:
            values = without_references("complaints", row, contact_id=people[0])
            act.insert("complaints", **values)
        elif known[0]["closed_at"] is not None:
            act.update("complaints", known[0]["id"], closed_at=None, outcome="")
        else:
            continue
        changed.add(people[0])
    return changed


def people(act: Act, theirs: Connection, kin: Kin) -> set[int]:
    """Carry a lower age, a longer rest and a follow that ended; returns whose that is."""
    own = {row["id"]: row for row in _facts(act.tx)}
    changed = set()
    for row in _facts(theirs):
        if own.get(row["id"]) == row or kin.erased(row["id"]):
            continue
        for known in rows(act.tx, "contacts", id=kin.all_of(row["id"])):
            values = dict(_stricter(known, row))
            if values:
                act.update("contacts", known["id"], **values)
                changed.add(known["id"])
    return changed


def _facts(tx: Connection) -> list[Row]:
    target = METADATA.tables["contacts"]
    query = select(target.c.id, *(target.c[each] for each in STRICTER)).order_by(target.c.id)
    return [dict(row) for row in tx.execute(query).mappings()]


def _stricter(known: Row, row: Row) -> Iterator[tuple[str, int | str | None]]:
    age, rest = row["birth_age"], row["snoozed_until"]
    if age is not None and (known["birth_age"] is None or age < known["birth_age"]):
        yield "birth_age", age
    if rest is not None and rest > (known["snoozed_until"] or 0):
        yield "snoozed_until", rest
    ended = known["follow_state"] == FollowState.MUTUAL.value != row["follow_state"]
    if ended and (row["follow_learned_at"] or 0) > (known["follow_learned_at"] or 0):
        yield "follow_state", row["follow_state"]
        yield "follow_learned_at", row["follow_learned_at"]


def words(act: Act, theirs: Connection) -> None:
    """End the announced words that are ended there: what is written since is no yes."""
    for row in rows(theirs, "keywords"):
        same = {each: row[each] for each in ("key", "purpose", "from_at")}
        for known in rows(act.tx, "keywords", **same):
            end = row["until_at"]
            if end is not None and (known["until_at"] is None or end < known["until_at"]):
                act.update("keywords", known["id"], until_at=end)


def own_accounts(act: Act, theirs: Connection) -> None:
    """Carry the creator's own names, and the last time a platform limited an account."""
    for row in rows(theirs, "accounts"):
        for known in rows(act.tx, "accounts", platform=row["platform"]):
            if row["key"] and not known["key"]:
                accounts.name_it(act.tx, known["id"], row["handle"], row["key"])
            limited = row["limited_at"]
            if limited is not None and limited > (known["limited_at"] or 0):
                act.update("accounts", known["id"], limited_at=limited)
