"""The journal: the one write path, on which every act records who did what and how to undo it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from dm_assistant.domain.model import FrontEnd
from dm_assistant.errors import RefusedError
from dm_assistant.storage import anchor, chain
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.tables import METADATA

JOURNAL = METADATA.tables["journal"]
IMAGES = METADATA.tables["images"]
CONSENTS = METADATA.tables["consents"]
TAGS = METADATA.tables["tags"]
HASHED = ("at", "actor", "front_end", "act", "policy", "detail", "undoes")

# SQLite's default limit on bound values; lists of ids are cut into pieces of this size.
CHUNK = 900


def table(name: str) -> Table:
    """Return a table by name."""
    return METADATA.tables[name]


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts: the person's name, the door they came through, and the policy in force."""

    actor: str
    front_end: FrontEnd
    policy: str


@dataclass(frozen=True, slots=True)
class Record:
    """One journalled act."""

    id: int
    at: datetime
    actor: str
    front_end: str
    act: str
    detail: dict[str, Any]
    undoes: int | None


@dataclass(slots=True)
class Act:
    """One act in the making: changes rows, keeps what they were, and signs off in the journal.

    Nothing else writes to a workspace's tables, so nothing can change without a record.
    """

    tx: Connection
    name: str
    author: Author
    now: datetime
    undoable: bool = True
    detail: dict[str, Any] = field(default_factory=dict)
    _images: list[tuple[str, int, str]] = field(default_factory=list)
    _imaged: set[tuple[str, int]] = field(default_factory=set)

    def insert(self, name: str, /, **values: Any) -> int:
        """Insert one row and return its id."""
        result = self.tx.execute(insert(table(name)).values(**values))
        row_id = int(result.inserted_primary_key[0])  # type: ignore[index]  # every such table has an integer key
        self._image(name, row_id, "")
        return row_id

    def insert_many(self, name: str, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows with the same columns and return their ids, in order."""
        ids = self.append_many(name, rows)
        made = [(name, row_id) for row_id in ids]
        self._imaged.update(made)
        self._images += [(*each, "") for each in made]
        return ids

    def append_many(self, name: str, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows of an append-only table, without images, and return their ids, in order."""
        if not rows:
            return []
        known = self.tx.exec_driver_sql(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)
        ).scalar()
        columns = list(rows[0])
        driver(self.tx).executemany(
            f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            map(itemgetter(*columns), rows),
        )
        # The write lock is ours and keys are never used again, so the new ids are these.
        first = int(known or 0) + 1
        return list(range(first, first + len(rows)))

    def update(self, name: str, row_id: int, /, **values: Any) -> None:
        """Change one row, keeping what it was."""
        target = table(name)
        if (name, row_id) not in self._imaged:
            before = self.tx.execute(select(target).where(target.c.id == row_id)).mappings().one()
            self._image(name, row_id, json.dumps(dict(before)))
        self.tx.execute(update(target).where(target.c.id == row_id).values(**values))

    def update_many(self, name: str, row_ids: Sequence[int], /, **values: Any) -> None:
        """Set the same values in many rows, keeping what each was."""
        target = table(name)
        for start in range(0, len(row_ids), CHUNK):
            piece = target.c.id.in_(row_ids[start : start + CHUNK])
            for before in self.tx.execute(select(target).where(piece)).mappings():
                self._image(name, before["id"], json.dumps(dict(before)))
            self.tx.execute(update(target).where(piece).values(**values))

    def adjust(self, name: str, row_id: int, /, **values: Any) -> None:
        """Change some columns of one row; undo puts back these alone, whatever became of others."""
        target = table(name)
        columns = [target.c[each] for each in values]
        before = self.tx.execute(select(*columns).where(target.c.id == row_id)).mappings().one()
        self._images.append((name, row_id, json.dumps(dict(before))))
        self.tx.execute(update(target).where(target.c.id == row_id).values(**values))

    def reassign(self, name: str, column: str, old: int, new: int, /, **values: Any) -> int:
        """Give every row of one owner to another, setting further values; returns how many."""
        target = table(name)
        columns = [target.c[each] for each in (column, *values)]
        rows = self.tx.execute(select(target.c.id, *columns).where(target.c[column] == old))
        before = [dict(row) for row in rows.mappings()]
        for row in before:
            row_id = row.pop("id")
            self._images.append((name, row_id, json.dumps(row)))
        self.tx.execute(
            update(target).where(target.c[column] == old).values({column: new, **values})
        )
        return len(before)

    def retag(self, contact_id: int, tags: Iterable[str]) -> None:
        """Give one contact's row these tags in place of those it has; undo puts those back."""
        known = select(TAGS.c.tag).where(TAGS.c.contact_id == contact_id)
        before = list(self.tx.execute(known).scalars())
        self._image("tags", contact_id, json.dumps(before))
        _set_tags(self.tx, contact_id, tags)

    def append(self, name: str, /, **values: Any) -> int:
        """Insert into an append-only table: no image is kept, undo answers with a new record."""
        result = self.tx.execute(insert(table(name)).values(**values))
        return int(result.inserted_primary_key[0])  # type: ignore[index]  # as above

    @property
    def changed(self) -> bool:
        """Return whether the act has made or changed a row that undo would put back."""
        return bool(self._images)

    def finish(self, **detail: Any) -> int:
        """Write the journal record and return its id; the act is over."""
        self.detail.update(detail)
        act_id = _append_record(self.tx, self.name, self.author, self.now, self.detail, None)
        if self.undoable:
            _keep_images(self.tx, act_id, self._images)
        return act_id

    def _image(self, name: str, row_id: int, before: str) -> None:
        if (name, row_id) not in self._imaged:
            self._imaged.add((name, row_id))
            self._images.append((name, row_id, before))


def _keep_images(tx: Connection, act_id: int, images: Sequence[tuple[str, int, str]]) -> None:
    if images:
        tx.exec_driver_sql(
            "INSERT INTO images (act_id, table_name, row_id, before) VALUES (?, ?, ?, ?)",
            [(act_id, name, row_id, before) for name, row_id, before in images],
        )


def _append_record(
    tx: Connection,
    act: str,
    author: Author,
    now: datetime,
    detail: Mapping[str, Any],
    undoes: int | None,
) -> int:
    last = tx.execute(
        select(JOURNAL.c.at, JOURNAL.c.hash).order_by(JOURNAL.c.id.desc()).limit(1)
    ).one_or_none()
    prev_hash = last.hash if last else chain.GENESIS
    values: dict[str, Any] = {
        # A clock set back never puts a record before the one it follows.
        "at": max(seconds(now), last.at if last else 0),
        "actor": author.actor,
        "front_end": author.front_end.value,
        "act": act,
        "policy": author.policy,
        "detail": json.dumps(detail, sort_keys=True, ensure_ascii=True),
        "undoes": undoes,
    }
    own_hash = chain.link(prev_hash, values)
    result = tx.execute(insert(JOURNAL).values(**values, prev_hash=prev_hash, hash=own_hash))
    _leave_heads(tx, own_hash)
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # as above


def _leave_heads(tx: Connection, journal_hash: str) -> None:
    # Nothing is ever deleted from either table, so the last id is the count.
    ledger = tx.execute(
        select(CONSENTS.c.id, CONSENTS.c.hash).order_by(CONSENTS.c.id.desc()).limit(1)
    ).one_or_none()
    tx.info[anchor.PENDING] = anchor.Heads(
        journal=tx.execute(select(func.max(JOURNAL.c.id))).scalar_one(),
        journal_hash=journal_hash,
        ledger=ledger.id if ledger else 0,
        ledger_hash=ledger.hash if ledger else chain.GENESIS,
    )


def last_at(tx: Connection) -> datetime | None:
    """Return when the last act was recorded."""
    value = tx.execute(select(JOURNAL.c.at).order_by(JOURNAL.c.id.desc()).limit(1)).scalar()
    return None if value is None else moment(value)


def first_at(tx: Connection) -> datetime | None:
    """Return when the first act was recorded."""
    value = tx.execute(select(JOURNAL.c.at).order_by(JOURNAL.c.id).limit(1)).scalar()
    return None if value is None else moment(value)


def head(tx: Connection) -> dict[str, int | str]:
    """Return how many acts there are, and the hash of the last one."""
    row = tx.execute(select(JOURNAL.c.id, JOURNAL.c.hash).order_by(JOURNAL.c.id.desc()).limit(1))
    last = row.one_or_none()
    return {"journal": last.id, "hash": last.hash} if last else {"journal": 0, "hash": ""}


def recent(tx: Connection, limit: int) -> list[Record]:
    """Return the last acts, newest first."""
    rows = tx.execute(select(JOURNAL).order_by(JOURNAL.c.id.desc()).limit(limit))
    return [_record(row) for row in rows]


def about_policy(tx: Connection, limit: int = 200) -> list[Record]:
    """Return the last records that changed the policy or took a change back, newest first."""
    changed = select(JOURNAL.c.id).where(JOURNAL.c.act == "policy")
    rows = tx.execute(
        select(JOURNAL)
        .where(JOURNAL.c.act.in_(("policy", "policy_outside")) | JOURNAL.c.undoes.in_(changed))
        .order_by(JOURNAL.c.id.desc())
        .limit(limit)
    )
    return [_record(row) for row in rows]


def last_standing(
    tx: Connection, kinds: Sequence[str] = (), acts: Sequence[int] = ()
) -> Record | None:
    """Return the newest act that is neither an undo nor undone; some kinds and acts left out."""
    undone = select(JOURNAL.c.undoes).where(JOURNAL.c.undoes.is_not(None))
    row = tx.execute(
        select(JOURNAL)
        .where(
            JOURNAL.c.undoes.is_(None),
            JOURNAL.c.id.not_in(undone),
            JOURNAL.c.act.not_in(list(kinds)),
            JOURNAL.c.id.not_in(list(acts)),
        )
        .order_by(JOURNAL.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _record(row)


def _record(row: Any) -> Record:
    detail = json.loads(row.detail)
    return Record(row.id, moment(row.at), row.actor, row.front_end, row.act, detail, row.undoes)


def put_back(tx: Connection, act_id: int) -> dict[str, list[int]]:
    """Restore the rows an act changed and remove those it made; returns ids by table.

    Raises RefusedError when something later builds on them.
    """
    images = tx.execute(
        select(IMAGES.c.table_name, IMAGES.c.row_id, IMAGES.c.before)
        .where(IMAGES.c.act_id == act_id)
        .order_by(IMAGES.c.id.desc())
    ).all()
    touched: dict[str, list[int]] = {}
    try:
        for name, row_id, before in images:
            touched.setdefault(name, []).append(row_id)
            _put_back_row(tx, name, row_id, before)
    except IntegrityError:
        raise RefusedError("it is not undone: something later builds on it") from None
    tx.execute(delete(IMAGES).where(IMAGES.c.act_id == act_id))
    return touched


def _set_tags(tx: Connection, contact_id: int, tags: Iterable[str]) -> None:
    tx.execute(delete(TAGS).where(TAGS.c.contact_id == contact_id))
    for tag in tags:
        tx.execute(insert(TAGS).values(contact_id=contact_id, tag=tag))


def _put_back_row(tx: Connection, name: str, row_id: int, before: str) -> None:
    target = table(name)
    if name == "tags":
        # They have no number of their own: an image holds all of one contact's.
        _set_tags(tx, row_id, json.loads(before))
        return
    if before:
        tx.execute(update(target).where(target.c.id == row_id).values(**json.loads(before)))
        return
    if name == "drafts":
        standings = table("standings")
        tx.execute(delete(standings).where(standings.c.draft_id == row_id))
    tx.execute(delete(target).where(target.c.id == row_id))


def record_undo(
    tx: Connection, undone: Record, author: Author, now: datetime, detail: Mapping[str, Any]
) -> int:
    """Append the compensating act."""
    return _append_record(tx, "undo", author, now, detail, undone.id)


def forget_images(tx: Connection, name: str, owner: str, contact_id: int) -> None:
    """Drop kept rows of a person who is erased: undo must not bring their words back.

    ``owner`` is the column of the table that names the person.
    """
    target = table(name)
    mine = select(target.c.id).where(target.c[owner] == contact_id)
    tx.execute(delete(IMAGES).where(IMAGES.c.table_name == name, IMAGES.c.row_id.in_(mine)))


def forget_tags(tx: Connection, contact_id: int) -> None:
    """Drop kept tags of a person who is erased."""
    mine = (IMAGES.c.table_name == "tags") & (IMAGES.c.row_id == contact_id)
    tx.execute(delete(IMAGES).where(mine))


def undone(tx: Connection) -> set[int]:
    """Return the ids of the acts that were taken back."""
    return set(tx.execute(select(JOURNAL.c.undoes).where(JOURNAL.c.undoes.is_not(None))).scalars())


def prove(tx: Connection, anchored: anchor.Heads | None) -> chain.Proof:
    """Follow the journal's chain from its first record."""
    rows = tx.execute(select(JOURNAL).order_by(JOURNAL.c.id)).mappings()
    return chain.follow(
        (
            (row["id"], {key: row[key] for key in HASHED}, row["prev_hash"], row["hash"])
            for row in rows
        ),
        anchored=None if anchored is None else (anchored.journal, anchored.journal_hash),
    )
