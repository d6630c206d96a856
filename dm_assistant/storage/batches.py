"""Import batches: what each file brought, and taking a whole batch back later."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from dm_assistant.storage import (
    activity,
    answered,
    comment_words,
    contacts,
    figures,
    past_messages,
    questions,
    reconciling,
    redemptions,
    ties,
)
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.tables import METADATA

IMPORTS = METADATA.tables["imports"]
MAPPINGS = METADATA.tables["mappings"]


@dataclass(frozen=True, slots=True)
class Batch:
    """One imported file."""

    id: int
    name: str
    format: str
    at: datetime
    counts: dict[str, Any]
    undone_at: datetime | None


def begin(act: Act, name: str, file_format: str) -> int:
    """Open a batch for one file and return its id."""
    return act.append("imports", name=name, format=file_format, at=seconds(act.now), counts="{}")


def finish(tx: Connection, batch_id: int, counts: Mapping[str, Any]) -> None:
    """Keep what the import report said."""
    tx.execute(
        update(IMPORTS).where(IMPORTS.c.id == batch_id).values(counts=json.dumps(dict(counts)))
    )


def all_batches(tx: Connection) -> list[Batch]:
    """Return the batches, newest first."""
    return [_batch(row) for row in tx.execute(select(IMPORTS).order_by(IMPORTS.c.id.desc()))]


def get(tx: Connection, batch_id: int) -> Batch | None:
    """Return one batch."""
    row = tx.execute(select(IMPORTS).where(IMPORTS.c.id == batch_id)).one_or_none()
    return None if row is None else _batch(row)


def _batch(row: Any) -> Batch:
    return Batch(
        id=row.id,
        name=row.name,
        format=row.format,
        at=moment(row.at),
        counts=json.loads(row.counts or "{}"),
        undone_at=moment_or_none(row.undone_at),
    )


def take_back(tx: Connection, batch_id: int, at: datetime) -> int:
    """Remove a batch's comments and messages, and the people and posts nothing else holds on to.

    Values the batch changed go back unless something changed them since. Leaves everybody whose
    comments or messages changed in ``temp.touched``. Returns how many of all these went.
    """
    db = driver(tx)
    activity.gather_copies(tx, batch_id)
    activity.begin(db)
    db.execute(
        "INSERT INTO temp.touched SELECT DISTINCT contact_id, 0, 1 FROM comments "
        "WHERE batch_id = ?",
        (batch_id,),
    )
    _let_go_of_comments(db, batch_id)
    comment_words.leave_out(db, "batch_id", batch_id)
    removed = db.execute("DELETE FROM comments WHERE batch_id = ?", (batch_id,)).rowcount
    questions.take_back(db, batch_id)
    ties.take_back(db, batch_id)
    messages, people = past_messages.take_back(db, batch_id)
    removed += messages + figures.take_back(db, batch_id) + redemptions.take_back(db, batch_id)
    activity.touch(db, people)
    # Who is gone first: somebody else may get a name back that they had.
    removed += _remove_unheld(db, batch_id)
    changed = reconciling.reworded(tx, batch_id)
    contacts.reindex(tx, _put_back_changes(db, batch_id))
    answered.settle(db, changed)
    tx.execute(update(IMPORTS).where(IMPORTS.c.id == batch_id).values(undone_at=seconds(at)))
    return removed


def _let_go_of_comments(db: sqlite3.Connection, batch_id: int) -> None:
    """Take from a batch's comments what refers to them, so that they can go."""
    # A question put before a person by a comment goes with the comment, unless it was answered.
    db.execute(
        "DELETE FROM inbounds WHERE confirmed IS NULL AND comment_id IN "
        "(SELECT id FROM comments WHERE batch_id = ?)",
        (batch_id,),
    )
    db.execute(
        "UPDATE inbounds SET comment_id = NULL WHERE comment_id IN "
        "(SELECT id FROM comments WHERE batch_id = ?)",
        (batch_id,),
    )
    # What a comment was taken to ask for goes with it.
    db.execute(
        "DELETE FROM codings WHERE comment_id IN (SELECT id FROM comments WHERE batch_id = ?)",
        (batch_id,),
    )


def _put_back_changes(db: Any, batch_id: int) -> set[int]:
    """Undo what the batch changed on rows that were there; returns the people it changed."""
    renamed: set[int] = set()
    judged: set[int] = set()
    names = _Names(db)
    changes = db.execute(
        "SELECT table_name, row_id, before, after FROM import_changes WHERE batch_id = ? "
        "ORDER BY id DESC",
        (batch_id,),
    ).fetchall()
    for table, row_id, before_text, after_text in changes:
        before, after = json.loads(before_text), json.loads(after_text)
        if table == "tags":
            db.execute("DELETE FROM tags WHERE contact_id = ? AND tag = ?", (row_id, after["tag"]))
            renamed.add(row_id)
            continue
        if table == "handles" and names.keeps(row_id, before, after):
            continue
        if not _put_back_row(db, table, row_id, before, after):
            continue
        if table == "contacts" and not _SAYS_NOTHING.issuperset(before):
            renamed.add(row_id)
        if table in _JUDGED_BY:
            sql = f"SELECT {_JUDGED_BY[table]} FROM {table} WHERE id = ?"
            judged.update(db.execute(sql, (row_id,)).fetchone())
        if table == "handles" and "current" in before:
            renamed.add(_owner(db, row_id))
    db.execute("DELETE FROM import_changes WHERE batch_id = ?", (batch_id,))
    activity.touch(db, reconciling.with_open_drafts(db, judged))
    return {_person(db, each) for each in renamed}


def _put_back_row(
    db: Any, table: str, row_id: int, before: dict[str, Any], after: dict[str, Any]
) -> bool:
    """Put back what a row was, unless it was changed since; returns whether it was not."""
    row = db.execute(f"SELECT {', '.join(after)} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    if row is None or list(row) != list(after.values()):
        return False
    if table == "comments":
        _put_back_comment(db, row_id, before)
        return True
    columns = ", ".join(f"{name} = ?" for name in before)
    # What was done since may stand in the way, as when the person has said no: it stays then.
    try:
        db.execute(f"UPDATE {table} SET {columns} WHERE id = ?", (*before.values(), row_id))
    except sqlite3.IntegrityError:
        if table == "drafts":
            reconciling.keep_in_step(db, row_id)
    return True


_SAYS_NOTHING = frozenset({"follow_state", "follow_learned_at", "facts_changed_at"})
"""Columns of a person that the search box does not look through."""

_JUDGED_BY = {"contacts": "id", "drafts": "contact_id", "touches": "contact_id"}
"""Tables that say whether a person may be written to, with the column that names them."""


def _put_back_comment(db: Any, comment_id: int, before: dict[str, Any]) -> None:
    """Give a comment back what it said, and have its writer measured again."""
    if "text" in before:
        # Whether this text is one of a ring is found out anew with the others. An import by an
        # older program kept no facts of it.
        before = {"facts": None} | before | {"ring": 0}
    comment_words.leave_out(db, "id", comment_id)
    columns = ", ".join(f"{name} = ?" for name in before)
    db.execute(f"UPDATE comments SET {columns} WHERE id = ?", (*before.values(), comment_id))
    comment_words.put_back(db, comment_id)
    db.execute(
        "INSERT OR IGNORE INTO temp.touched SELECT contact_id, 0, 1 FROM comments WHERE id = ?",
        (comment_id,),
    )


class _Names:
    """Which names of a batch go: those under which nobody else has seen the person since."""

    def __init__(self, db: Any) -> None:
        self.db = db
        self.staying: set[int] = set()

    def keeps(self, handle_id: int, before: dict[str, Any], after: dict[str, Any]) -> bool:
        """Take away a name the batch brought; return whether the row is done with."""
        if not before:
            self._take_away(handle_id)
            return True
        if "current" not in after:
            return False
        owner = _owner(self.db, handle_id)
        taken = self.db.execute(
            "SELECT 1 FROM handles AS h JOIN handles AS o ON o.platform = h.platform "
            "AND o.key = h.key AND o.current = 1 AND o.id <> h.id WHERE h.id = ?",
            (handle_id,),
        ).fetchone()
        return owner in self.staying or (before["current"] == 1 and taken is not None)

    def _take_away(self, handle_id: int) -> None:
        row = self.db.execute(
            "SELECT contact_id, platform, from_at FROM handles WHERE id = ?", (handle_id,)
        ).fetchone()
        if row is None:
            return
        # A name without a beginning was an earlier one when it came.
        seen = self.db.execute(
            "SELECT 1 FROM comments WHERE contact_id = ? AND platform = ? AND at >= ? LIMIT 1", row
        ).fetchone()
        if seen is not None:
            self.staying.add(row[0])
            return
        self.db.execute("DELETE FROM handles WHERE id = ?", (handle_id,))


def _owner(db: Any, handle_id: int) -> int:
    row = db.execute("SELECT contact_id FROM handles WHERE id = ?", (handle_id,)).fetchone()
    return int(row[0]) if row else 0


def _person(db: Any, contact_id: int) -> int:
    """Return who somebody turned out to be, else themselves."""
    row = db.execute("SELECT merged_into FROM contacts WHERE id = ?", (contact_id,)).fetchone()
    return int(row[0]) if row and row[0] else contact_id


HOLDS = (
    "comments",
    "drafts",
    "touches",
    "inbounds",
    "consents",
    "codes",
    "complaints",
    "arms",
    "collabs",
    "codings",
    "challenge_entries",
)
"""Tables by which a person is held: with a row in one of them the person stays."""


def _remove_unheld(db: Any, batch_id: int) -> int:
    """Remove whom no standing import brought and nothing holds; returns how many they were.

    Somebody whom another import held while their own was taken back goes with that other one.
    """
    db.execute("CREATE TEMP TABLE IF NOT EXISTS taken (id INTEGER PRIMARY KEY) WITHOUT ROWID")
    db.execute("DELETE FROM temp.taken")
    db.execute(
        "INSERT INTO temp.taken SELECT id FROM imports WHERE undone_at IS NOT NULL OR id = ?",
        (batch_id,),
    )
    free = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.contact_id = contacts.id)"
        for table in HOLDS
    )
    taken = "batch_id IN (SELECT id FROM temp.taken)"
    mine = f"contacts.{taken} AND contacts.own = 0 AND {free}"
    alone = [
        row[0]
        for row in db.execute(
            f"SELECT id FROM contacts WHERE {mine} AND merged_into IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM contacts AS m WHERE m.merged_into = contacts.id)"
        )
    ]
    gone = _merged_unheld(db, mine) + alone
    ids = [(each,) for each in gone]
    db.executemany("DELETE FROM handles WHERE contact_id = ?", ids)
    db.executemany("DELETE FROM tags WHERE contact_id = ?", ids)
    db.executemany("DELETE FROM temp.touched WHERE contact_id = ?", ids)
    db.executemany("DELETE FROM contacts WHERE id = ?", ids)
    db.execute(
        f"DELETE FROM posts WHERE {taken} AND NOT EXISTS "
        "(SELECT 1 FROM comments WHERE comments.post_id = posts.id)"
    )
    return len(gone)


def _merged_unheld(db: Any, mine: str) -> list[int]:
    """Return people taken back who are one by a merge, if all of them go; kept ones come last."""
    unheld = {
        row[0]: row[1]
        for row in db.execute(
            "SELECT id, coalesce(merged_into, id) FROM contacts WHERE (merged_into IS NOT NULL OR "
            "id IN (SELECT merged_into FROM contacts WHERE merged_into IS NOT NULL)) "
            f"AND {mine}"
        )
    }
    gone: list[int] = []
    for kept in {person for person in unheld.values() if person in unheld}:
        rows = db.execute("SELECT id FROM contacts WHERE merged_into = ?", (kept,)).fetchall()
        merged = [row[0] for row in rows]
        if all(each in unheld for each in merged):
            gone += [*merged, kept]
    return gone


def remembered(tx: Connection, header_key: str) -> dict[str, str] | None:
    """Return the column mapping once used for a header."""
    text = tx.execute(
        select(MAPPINGS.c.columns).where(MAPPINGS.c.header_key == header_key)
    ).scalar()
    return None if text is None else dict(json.loads(text))


def remember(act: Act, header_key: str, mapping: Mapping[str, str]) -> None:
    """Keep a column mapping for the next file with this header."""
    text = json.dumps(dict(mapping), sort_keys=True)
    known = remembered(act.tx, header_key)
    if known is None:
        act.tx.execute(MAPPINGS.insert().values(header_key=header_key, columns=text))
    elif known != dict(mapping):
        act.tx.execute(
            update(MAPPINGS).where(MAPPINGS.c.header_key == header_key).values(columns=text)
        )


def remembered_keys(tx: Connection) -> list[str]:
    """Return the headers for which a mapping was kept."""
    return list(tx.execute(select(MAPPINGS.c.header_key)).scalars())
