"""What is dated about people and accounts: the records from which a past moment is told.

Driver SQL, because a look back reads the whole history of thousands of people at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.model import (
    Account,
    Consent,
    ConsentKind,
    Inbound,
    InboundClass,
    Platform,
    Purpose,
)
from dm_assistant.domain.rules.history import (
    LONGEST_APPROVAL,
    AccountHistory,
    Complained,
    Granted,
    Heard,
    PersonHistory,
    Went,
)
from dm_assistant.storage import facts
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.departures import LEFT_AT

_OUT = "('handed_over', 'sent', 'in_requests', 'seen', 'replied')"


class Left(NamedTuple):
    """A message that left, to whom and when; without words when its person was erased."""

    draft_id: int
    contact_id: int
    at: datetime
    replied: bool
    worded: bool


def left(tx: Connection, since: datetime) -> list[Left]:
    """Return the messages that left since a moment, oldest first."""
    rows = driver(tx).execute(
        f"SELECT d.id, d.contact_id, {LEFT_AT} AS left_at, "
        "d.replied_at, d.text <> '' AND EXISTS (SELECT 1 FROM handles AS h "
        "WHERE h.contact_id = d.contact_id AND h.current = 1) "
        f"FROM drafts AS d WHERE d.state IN {_OUT} AND left_at >= ? ORDER BY left_at, d.id",
        (seconds(since),),
    )
    return [Left(row[0], row[1], moment(row[2]), row[3] is not None, bool(row[4])) for row in rows]


@dataclass(slots=True)
class _Found:
    """What was found of one person while the statements run."""

    granted: list[Granted] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    went: list[Went] = field(default_factory=list)
    complained: list[Complained] = field(default_factory=list)
    failed_at: list[datetime] = field(default_factory=list)


def people(tx: Connection, contact_ids: Iterable[int]) -> dict[int, PersonHistory]:
    """Return the histories of these people, by contact id; who was erased is missing."""
    db = driver(tx)
    today = facts.people(tx, contact_ids)
    ids = json.dumps(list(today))
    found = {contact_id: _Found() for contact_id in today}
    _add_consents(db, ids, found)
    _add_inbounds(db, ids, found)
    _add_touches(db, ids, found)
    _add_rest(db, ids, found)
    return {
        contact_id: PersonHistory(
            today=today[contact_id],
            granted=tuple(each.granted),
            heard=tuple(each.heard),
            went=tuple(each.went),
            complained=tuple(each.complained),
            failed_at=tuple(each.failed_at),
        )
        for contact_id, each in found.items()
    }


def _add_consents(db: sqlite3.Connection, ids: str, found: dict[int, _Found]) -> None:
    for row in db.execute(
        "SELECT l.contact_id, l.id, l.platform, l.purposes, l.kind, l.event_at, l.recorded_at, "
        "l.comment_id, u.recorded_at FROM consents AS l "
        "LEFT JOIN consents AS u ON u.undoes = l.id "
        f"WHERE l.contact_id {facts.THESE} AND l.undoes IS NULL ORDER BY l.id",
        (ids,),
    ):
        consent = Consent(
            id=row[1],
            contact_id=row[0],
            platform=Platform(row[2]),
            purposes=frozenset(map(Purpose, filter(None, row[3].split(";")))),
            kind=ConsentKind(row[4]),
            event_at=moment(row[5]),
            recorded_at=moment(row[6]),
            comment_id=row[7],
        )
        found[row[0]].granted.append(Granted(consent, moment_or_none(row[8])))


def _add_inbounds(db: sqlite3.Connection, ids: str, found: dict[int, _Found]) -> None:
    for row in db.execute(
        "SELECT i.contact_id, i.id, i.platform, i.at, i.text, i.preselected, i.confirmed, "
        "i.confirmed_at, i.channel, d.purpose, b.at FROM inbounds AS i "
        "LEFT JOIN imports AS b ON b.id = i.batch_id "
        "LEFT JOIN drafts AS d ON d.id = i.answers_draft_id "
        f"WHERE i.contact_id {facts.THESE} ORDER BY i.contact_id, i.at, i.id",
        (ids,),
    ):
        inbound = Inbound(
            id=row[1],
            contact_id=row[0],
            platform=Platform(row[2]),
            at=moment(row[3]),
            text=row[4],
            preselected=InboundClass(row[5]),
            confirmed=None if row[6] is None else InboundClass(row[6]),
            heard_at=moment_or_none(row[10]),
        )
        about = None if row[9] is None else Purpose(row[9])
        found[row[0]].heard.append(Heard(inbound, moment_or_none(row[7]), row[8] == "dm", about))


def _add_touches(db: sqlite3.Connection, ids: str, found: dict[int, _Found]) -> None:
    for row in db.execute(
        "SELECT t.contact_id, t.at, t.purpose, t.draft_id, d.approved_at, t.first, t.state "
        "FROM touches AS t LEFT JOIN drafts AS d ON d.id = t.draft_id "
        f"WHERE t.contact_id {facts.THESE} AND t.state <> 'withdrawn' ORDER BY t.at, t.id",
        (ids,),
    ):
        found[row[0]].went.append(_went(row[1:]))


def _went(row: tuple[int, str, int | None, int | None, int, str]) -> Went:
    at, purpose, draft_id, approved_at, first, state = row
    return Went(
        moment(at),
        Purpose(purpose),
        draft_id or 0,
        moment_or_none(approved_at),
        bool(first),
        state == "imported",
    )


def _add_rest(db: sqlite3.Connection, ids: str, found: dict[int, _Found]) -> None:
    for contact_id, opened_at, closed_at in db.execute(
        f"SELECT contact_id, opened_at, closed_at FROM complaints WHERE contact_id {facts.THESE}",
        (ids,),
    ):
        found[contact_id].complained.append(
            Complained(moment(opened_at), moment_or_none(closed_at))
        )
    for contact_id, at in db.execute(
        "SELECT contact_id, coalesce(handed_over_at, approved_at) AS failed_at FROM drafts "
        f"WHERE contact_id {facts.THESE} AND state = 'could_not_send' AND could_not = ? "
        "AND failed_at IS NOT NULL",
        (ids, facts.CANNOT_RECEIVE),
    ):
        found[contact_id].failed_at.append(moment(at))


def account(tx: Connection, row: Account, since: datetime) -> AccountHistory:
    """Return the messages of an account that weigh on any moment since then."""
    db = driver(tx)
    rows = db.execute(
        "SELECT t.at, t.purpose, t.draft_id, d.approved_at, t.first, t.state FROM touches AS t "
        "LEFT JOIN drafts AS d ON d.id = t.draft_id "
        "WHERE t.account_id = ? AND t.state <> 'withdrawn' AND t.at > ? ORDER BY t.at, t.id",
        (row.id, seconds(since - LONGEST_APPROVAL)),
    )
    went = tuple(_went(each) for each in rows)
    limited = db.execute("SELECT limited_at FROM accounts WHERE id = ?", (row.id,)).fetchone()
    return AccountHistory(row.timezone, went, moment_or_none(limited[0] if limited else None))


def template_use(tx: Connection, since: datetime) -> dict[str, list[tuple[datetime, int]]]:
    """Return (time, contact) of every message given since a moment, by template version."""
    found: dict[str, list[tuple[datetime, int]]] = {}
    for version, at, contact_id in driver(tx).execute(
        "SELECT version, at, contact_id FROM touches WHERE state <> 'withdrawn' AND at > ? "
        "AND version <> '' ORDER BY at, id",
        (seconds(since),),
    ):
        found.setdefault(version, []).append((moment(at), contact_id))
    return found


def approved(tx: Connection) -> list[int]:
    """Return the drafts that are approved and have not left."""
    rows = driver(tx).execute("SELECT id FROM drafts WHERE state = 'approved' ORDER BY id")
    return [row[0] for row in rows]


def recent(tx: Connection, account_id: int, now: datetime) -> list[tuple[datetime, bool]]:
    """Return the places an account has given in the last 24 hours, and which for first contacts."""
    rows = driver(tx).execute(
        "SELECT at, first FROM touches WHERE account_id = ? AND state <> 'withdrawn' AND at > ? "
        "ORDER BY at",
        (account_id, seconds(now - timedelta(hours=24))),
    )
    return [(moment(at), bool(first)) for at, first in rows]
