"""Giving everything of one person to another, and back by undo; finding who may be one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Connection

from dm_assistant.domain.merging import Message
from dm_assistant.domain.model import DraftState
from dm_assistant.storage import activity
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment_or_none, seconds
from dm_assistant.storage.journal import Act, table
from dm_assistant.storage.tables import METADATA

CONTACTS = METADATA.tables["contacts"]
DRAFTS = METADATA.tables["drafts"]

MOVED = (
    "handles",
    "comments",
    "drafts",
    "touches",
    "inbounds",
    "codes",
    "overrides",
    "complaints",
    "collabs",
    "codings",
    "challenge_entries",
)
"""Tables whose rows become the kept person's."""

READ_THROUGH = ("consents", "tags", "arms", "two_people")
"""Tables whose rows stay where they came to; who reads them asks who that turned out to be."""


def counts(tx: Connection, contact_id: int) -> dict[str, int]:
    """Return how many rows of each table are a person's."""
    rows = select(CONTACTS.c.id).where(
        or_(CONTACTS.c.id == contact_id, CONTACTS.c.merged_into == contact_id)
    )
    return {
        name: int(
            tx.execute(select(func.count()).where(table(name).c.contact_id.in_(rows))).scalar_one()
        )
        for name in (*MOVED, *READ_THROUGH)
    }


def messages(tx: Connection, contact_id: int) -> list[Message]:
    """Return a person's messages as far as two people's can stand in each other's way."""
    columns = (
        DRAFTS.c.id,
        DRAFTS.c.state,
        DRAFTS.c.approved_at,
        DRAFTS.c.campaign,
        DRAFTS.c.step,
    )
    rows = tx.execute(select(*columns).where(DRAFTS.c.contact_id == contact_id))
    return [
        Message(row.id, DraftState(row.state), moment_or_none(row.approved_at), *row[3:])
        for row in rows.all()
    ]


class Rest(NamedTuple):
    """What else a contact's row says that two people have to agree on."""

    snoozed_until: datetime | None
    merged_into: int | None
    erased: bool


def rest(tx: Connection, contact_id: int) -> Rest | None:
    """Return the rest of a contact's row; None when there is no such row."""
    row = tx.execute(select(CONTACTS).where(CONTACTS.c.id == contact_id)).one_or_none()
    if row is None:
        return None
    return Rest(moment_or_none(row.snoozed_until), row.merged_into, row.erased_at is not None)


def change(act: Act, contact_id: int, values: dict[str, Any]) -> None:
    """Change facts of a person, given as the domain has them."""
    if values:
        stored = {name: _stored(value) for name, value in values.items()}
        act.adjust("contacts", contact_id, **stored)


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return seconds(value)
    return value.value if isinstance(value, Enum) else value


def move(act: Act, kept: int, joined: int) -> None:
    """Make everything of one person another's; their own row stays and says whose it is."""
    for name in MOVED:
        when = {"joined_at": seconds(act.now)} if name == "handles" else {}
        act.reassign(name, "contact_id", joined, kept, **when)
    act.reassign("contacts", "merged_into", joined, kept)
    act.adjust("contacts", joined, merged_into=kept)


def inherit_changes(act: Act, kept: int, joined: int, fields: Collection[str]) -> None:
    """Let taking an import back also take from the kept person what it said of the joined one."""
    known = driver(act.tx).execute(
        "SELECT batch_id, before, after FROM import_changes "
        "WHERE table_name = 'contacts' AND row_id = ? ORDER BY id",
        (joined,),
    )
    changes = [(row[0], _of(row[1], fields), _of(row[2], fields)) for row in known]
    row = act.tx.execute(select(CONTACTS).where(CONTACTS.c.id == joined)).mappings().one()
    blank = act.tx.execute(select(CONTACTS).where(CONTACTS.c.id == kept)).mappings().one()
    if row["batch_id"] is not None:
        # What their import made them with was never a change.
        first = {each: row[each] for each in fields}
        for _, before, _ in reversed(changes):
            first.update(before)
        first = {each: value for each, value in first.items() if value != blank[each]}
        changes.insert(0, (row["batch_id"], {each: blank[each] for each in first}, first))
    for batch_id, before, after in changes:
        if after:
            act.insert(
                "import_changes",
                batch_id=batch_id,
                table_name="contacts",
                row_id=kept,
                before=json.dumps(before),
                after=json.dumps(after),
            )


def _of(text: str, fields: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in json.loads(text).items() if name in fields}


def retire_old_names(act: Act, newer: int, older: int) -> None:
    """Make names of one of two people old ones where the other has the same platform id."""
    db = driver(act.tx)
    rows = db.execute(
        "SELECT o.id, (SELECT max(at) FROM comments WHERE contact_id = o.contact_id "
        "AND platform = o.platform) FROM handles AS o JOIN handles AS n "
        "ON n.platform = o.platform AND n.user_id = o.user_id AND n.current = 1 "
        "WHERE o.contact_id = ? AND n.contact_id = ? AND o.current = 1 AND o.user_id <> ''",
        (older, newer),
    ).fetchall()
    for handle_id, last_at in rows:
        act.adjust("handles", handle_id, current=0, until_at=last_at)


def give_freed_codes_back(tx: Connection, contact_id: int) -> None:
    """Leave a code free that was given back while its person was another's."""
    tx.exec_driver_sql(
        "UPDATE codes SET contact_id = NULL WHERE contact_id = ? AND state = 'free'", (contact_id,)
    )


def remeasure(tx: Connection, contact_ids: Iterable[int]) -> list[int]:
    """Measure people's comments anew, and whoever wrote the same texts.

    Returns those with an open draft whose score that may have changed.
    """
    people = list(contact_ids)
    activity.gather_copies_of(tx, people)
    activity.begin(driver(tx))
    activity.touch(driver(tx), people)
    activity.remeasure(tx, None)
    return activity.touched_with_drafts(tx)


class Alike(NamedTuple):
    """Two contacts that may be one person, and what says so."""

    one: int
    other: int
    reason: str


SAME_ID, SAME_HANDLE = "id", "handle"

_SAME_ID = (
    "SELECT DISTINCT a.contact_id, b.contact_id FROM handles AS a JOIN handles AS b "
    "ON b.platform = a.platform AND b.user_id = a.user_id AND b.user_id <> '' "
    "AND b.contact_id > a.contact_id WHERE a.user_id <> ''"
)
_SAME_HANDLE = (
    "SELECT DISTINCT min(a.contact_id, b.contact_id), max(a.contact_id, b.contact_id) "
    "FROM handles AS a CROSS JOIN handles AS b ON b.platform = 'tiktok' AND b.key = a.key "
    "WHERE a.platform = 'instagram' AND a.contact_id <> b.contact_id "
    "AND a.current = 1 AND b.current = 1"
)
_OURS = "SELECT id FROM contacts WHERE own = 1"


def alike(tx: Connection) -> list[Alike]:
    """Return pairs that share a platform id, or a handle on both platforms, the surer first."""
    db = driver(tx)
    own = {row[0] for row in db.execute(_OURS)}
    found: dict[tuple[int, int], str] = {}
    for reason, sql in ((SAME_ID, _SAME_ID), (SAME_HANDLE, _SAME_HANDLE)):
        for one, other in db.execute(sql):
            if one not in own and other not in own:
                found.setdefault((one, other), reason)
    return [Alike(*pair, reason) for pair, reason in found.items()]
