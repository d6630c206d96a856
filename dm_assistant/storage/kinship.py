"""Two copies of one workspace: who in the one is who in the other, and what only one of them has.

The ids of two copies may mean different things, so people are known again by their handles and
platform ids, and records by when and what they are.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from dm_assistant.storage import anchor, chain
from dm_assistant.storage.contacts import CONTACTS, HANDLES, search_text
from dm_assistant.storage.database import connect
from dm_assistant.storage.journal import Act
from dm_assistant.storage.tables import METADATA

Row = dict[str, Any]

CARRIED = (
    "name",
    "language",
    "timezone",
    "country",
    "relation",
    "followers",
    "own",
    "birth_age",
    "no_contact",
    "no_contact_at",
    "left_at",
    "erased_at",
)
"""What goes along with a person the other copy does not know: who they are, and no permission."""


def rows(tx: Connection, name: str, /, **wanted: Any) -> list[Row]:
    """Return a table's rows that hold these values, the first one made first."""
    target = METADATA.tables[name]
    query = select(target).order_by(target.c.id)
    for column, value in wanted.items():
        several = isinstance(value, list | tuple)
        query = query.where(target.c[column].in_(value) if several else target.c[column] == value)
    return [dict(row) for row in tx.execute(query).mappings()]


def without_references(name: str, row: Row, /, **known: Any) -> Row:
    """Return a row as it can stand in the other copy: its references are those that are given."""
    values = {
        column.name: None if column.foreign_keys else row[column.name]
        for column in METADATA.tables[name].columns
        if not column.primary_key
    }
    return values | known


class Kin:
    """Finds the people of one workspace, ``theirs``, in the copy an act writes to.

    ``to_erase`` are people of the copy who were erased since: their names tell nothing any more.
    """

    def __init__(self, act: Act, theirs: Connection, to_erase: Iterable[int]) -> None:
        self.act = act
        self.theirs = theirs
        gone = select(CONTACTS.c.id).where(CONTACTS.c.erased_at.is_not(None))
        self._erased = set(theirs.execute(gone).scalars())
        self._nameless = {*act.tx.execute(gone).scalars(), *to_erase}
        users = select(HANDLES.c.platform, HANDLES.c.user_id, HANDLES.c.contact_id)
        self._by_user = {
            (row.platform, row.user_id): row.contact_id
            for row in act.tx.execute(users.where(HANDLES.c.user_id != ""))
        }
        merged = select(CONTACTS.c.id, CONTACTS.c.merged_into)
        merged = merged.where(CONTACTS.c.merged_into.is_not(None))
        self._kept: dict[int, int] = {row.id: row.merged_into for row in theirs.execute(merged)}
        self._known: dict[int, list[int]] = {}
        self._named: set[int] = set()

    def erased(self, contact_id: int) -> bool:
        """Return whether one of their people was erased."""
        return self._whole(contact_id) in self._erased

    def _whole(self, contact_id: int) -> int:
        """Return whom somebody was merged into; ledger and tags stay under their own number."""
        while contact_id in self._kept:
            contact_id = self._kept[contact_id]
        return contact_id

    def all_of(self, contact_id: int) -> list[int]:
        """Return everybody of the copy who is this person; several, where two are one since."""
        contact_id = self._whole(contact_id)
        if contact_id not in self._known:
            self._known[contact_id] = self._find(contact_id)
        return self._known[contact_id]

    def of(self, contact_id: int) -> int:
        """Return the person of the copy whom messages belong to; who is not there yet is made.

        They are known there by every name they have by now: the next import must find them.
        """
        contact_id = self._whole(contact_id)
        known = self.all_of(contact_id)
        if not known:
            known.append(self._make(contact_id))
        if contact_id not in self._named:
            self._named.add(contact_id)
            self._name(contact_id, known[0])
        return known[0]

    def _name(self, contact_id: int, person: int) -> None:
        for row in rows(self.theirs, "handles", contact_id=contact_id):
            if not rows(self.act.tx, "handles", platform=row["platform"], key=row["key"]):
                values = without_references("handles", row, contact_id=person)
                self.act.insert("handles", **values)

    def _find(self, contact_id: int) -> list[int]:
        named = rows(self.theirs, "handles", contact_id=contact_id)
        if not named:
            return [contact_id] * (contact_id in self._nameless)
        found = [
            row["contact_id"]
            for each in named
            for row in rows(self.act.tx, "handles", platform=each["platform"], key=each["key"])
        ]
        if not found:
            users = [self._by_user.get((each["platform"], each["user_id"])) for each in named]
            found = [each for each in users if each is not None]
        return list(dict.fromkeys(found))

    def _make(self, contact_id: int) -> int:
        [person] = rows(self.theirs, "contacts", id=contact_id)
        named = rows(self.theirs, "handles", contact_id=contact_id)
        search = search_text(person["name"], [row["handle"] for row in named])
        values = {each: person[each] for each in CARRIED} | {"search": search}
        return insert_as(self.act, "contacts", contact_id, values)


def insert_as(act: Act, name: str, row_id: int, values: Row) -> int:
    """Insert a row under the id it had, or a new one where that means something else; return it."""
    target = METADATA.tables[name]
    taken = act.tx.execute(select(target.c.id).where(target.c.id == row_id)).scalar()
    return act.insert(name, **values, **({} if taken else {"id": row_id}))


def raise_ids(tx: Connection, theirs: Connection) -> None:
    """Have the copy give no id to anything new that meant something else in the workspace.

    The two chains count without gaps, so theirs go on from where they are.
    """
    sql = "SELECT name, seq FROM sqlite_sequence"
    known = {row.name: row.seq for row in tx.exec_driver_sql(sql)}
    for name, last in theirs.exec_driver_sql(sql):
        if name in {"journal", "consents"} or known.get(name, 0) >= last:
            continue
        sql = "UPDATE sqlite_sequence SET seq = ? WHERE name = ?"
        if name not in known:
            sql = "INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)"
        tx.exec_driver_sql(sql, (last, name))


# --- what two files have in common ----------------------------------------------------------

_LOST = {
    "acts": "SELECT hash FROM theirs.journal EXCEPT SELECT hash FROM journal",
    "imports": (
        "SELECT name, format, at FROM theirs.imports WHERE undone_at IS NULL "
        "EXCEPT SELECT name, format, at FROM imports WHERE undone_at IS NULL"
    ),
    "people": (
        "SELECT h.contact_id FROM theirs.handles AS h LEFT JOIN handles AS k "
        "ON k.platform = h.platform AND k.key = h.key "
        "GROUP BY h.contact_id HAVING count(k.id) = 0"
    ),
    "comments": (
        "SELECT platform, platform_id FROM theirs.comments "
        "EXCEPT SELECT platform, platform_id FROM comments"
    ),
    "drafts": (
        "SELECT id, created_at FROM theirs.drafts "
        "WHERE state IN ('drafted', 'snoozed', 'approved') "
        "EXCEPT SELECT id, created_at FROM drafts"
    ),
    "grants": (
        "SELECT l.evidence_digest FROM theirs.consents AS l "
        "WHERE l.kind NOT IN ('withdrawn', 'refused') "
        "AND l.id NOT IN (SELECT undoes FROM theirs.consents WHERE undoes IS NOT NULL) "
        "EXCEPT SELECT evidence_digest FROM consents"
    ),
    "codes": "SELECT key FROM theirs.codes EXCEPT SELECT key FROM codes",
    "collabs": "SELECT id, opened_at FROM theirs.collabs EXCEPT SELECT id, opened_at FROM collabs",
    "themes": "SELECT name_key, opened_at FROM theirs.themes EXCEPT "
    "SELECT name_key, opened_at FROM themes",
    "readings": "SELECT id, at FROM theirs.codings WHERE ended_at IS NULL EXCEPT "
    "SELECT id, at FROM codings WHERE ended_at IS NULL",
    "challenges": "SELECT name_key, made_at FROM theirs.challenges EXCEPT "
    "SELECT name_key, made_at FROM challenges",
    "entries": "SELECT id, at FROM theirs.challenge_entries EXCEPT "
    "SELECT id, at FROM challenge_entries",
    "figures": "SELECT id, noted_at FROM theirs.noted_figures WHERE taken_at IS NULL EXCEPT "
    "SELECT id, noted_at FROM noted_figures WHERE taken_at IS NULL",
    "goals": "SELECT id, noted_at FROM theirs.goals WHERE taken_at IS NULL EXCEPT "
    "SELECT id, noted_at FROM goals WHERE taken_at IS NULL",
    "competitors": "SELECT id, noted_at FROM theirs.competitor_looks WHERE taken_at IS NULL "
    "EXCEPT SELECT id, noted_at FROM competitor_looks WHERE taken_at IS NULL",
    "changes": "SELECT id, noted_at FROM theirs.own_changes WHERE taken_at IS NULL EXCEPT "
    "SELECT id, noted_at FROM own_changes WHERE taken_at IS NULL",
}
"""What is counted of what a workspace has and a copy of it has not."""


def lost(copy: Path, theirs: Path) -> dict[str, int]:
    """Count what a workspace file has and the copy has not, by what it is."""
    with _both(copy, theirs) as db:
        return {
            name: int(db.execute(f"SELECT count(*) FROM ({sql})").fetchone()[0])
            for name, sql in _LOST.items()
        }


def common(copy: Path, theirs: Path) -> anchor.Heads:
    """Return the last records that the journals, and the ledgers, of both files hold."""
    with _both(copy, theirs) as db:
        return anchor.Heads(*_last(db, "journal"), *_last(db, "consents"))


def _last(db: sqlite3.Connection, name: str) -> tuple[int, str]:
    row = db.execute(
        f"SELECT own.id, own.hash FROM {name} AS own JOIN theirs.{name} AS other "
        "ON other.id = own.id AND other.hash = own.hash ORDER BY own.id DESC LIMIT 1"
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, chain.GENESIS)


@contextlib.contextmanager
def _both(copy: Path, theirs: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(connect(copy)) as db:
        db.execute("ATTACH ? AS theirs", (f"{theirs.resolve().as_uri()}?mode=rw",))
        yield db
