"""The rows the statistics are computed from: openers as columns, and the steps of the invited."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.model import ReadState
from dm_assistant.domain.statistics.ladder import Trail
from dm_assistant.domain.statistics.openers import Code, Kind
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.departures import LEFT_AT

OUT = "('handed_over', 'sent', 'in_requests', 'seen', 'replied')"
"""The states of a message that is out, or was handed over and never confirmed."""

OPENERS = (
    f"SELECT d.id, d.contact_id, {LEFT_AT} AS out_at, d.replied_at, "
    "d.code_id, c.timezone, d.campaign, "
    "printf('%s\x1f%s\x1f%s\x1f%d\x1f%s\x1f%d\x1f%d\x1f%d\x1f%s\x1f%s\x1f%s', d.purpose, d.tier, "
    "c.relation, d.warm, d.read_state, d.read_visible, d.sent_at IS NOT NULL, d.account_id, "
    "d.version, d.language, d.template) "
    "FROM drafts AS d JOIN contacts AS c ON c.id = d.contact_id "
    "WHERE d.kind = 'opener' AND d.purpose <> 'invite' "
    f"AND d.state IN {OUT} AND out_at >= :start AND out_at < :end"
)
"""One row for each opener; what many have alike comes as one text, since it is read once."""

FOLLOW_UPS = (
    "SELECT d.id, d.contact_id, d.campaign, d.step, "
    f"{LEFT_AT} AS out_at, d.replied_at, d.sent_at IS NOT NULL "
    "FROM drafts AS d INDEXED BY drafts_one_per_campaign WHERE d.campaign <> '' AND d.step > 0 "
    "AND d.state NOT IN ('skipped', 'cancelled', 'could_not_send') "
    f"AND d.kind = 'follow_up' AND d.state IN {OUT} ORDER BY out_at, d.id"
)
"""They stand in that index, which holds no other messages than those of campaigns."""

_FIRST_WORDS = (
    "SELECT answers_draft_id, coalesce(confirmed, preselected), confirmed IS NOT NULL, "
    "min((at << 31) + id) FROM inbounds WHERE answers_draft_id IS NOT NULL AND text <> '' "
    "GROUP BY answers_draft_id"
)
"""Of each message the class of its first answer with words, by time and then by number."""

_CODES = (
    "SELECT k.id, coalesce(k.given_at, CASE WHEN k.state = 'redeemed' THEN (SELECT min(d.sent_at) "
    "FROM drafts AS d WHERE d.code_id = k.id) END) AS given, k.redeemed_at, p.ends_at, "
    "(SELECT count(DISTINCT r.order_id) FROM redemptions AS r "
    "WHERE r.code_id = k.id AND r.refunded = 0) "
    "FROM codes AS k JOIN code_pools AS p ON p.id = k.pool_id WHERE given IS NOT NULL"
)
LAST = 1 << 62
"""Later than any moment, in Unix seconds."""


class FollowUp(NamedTuple):
    """A later message to somebody who had not answered; times are Unix seconds.

    ``confirmed`` is 0 where nobody said that it was sent.
    """

    id: int
    contact_id: int
    campaign: str
    step: int
    out_at: int
    replied_at: int | None
    confirmed: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Openers as they are stored, a column each, and what is told of some of them.

    ``told`` are places in ``kinds``, which holds what many have alike. ``classes`` are by message
    the class of its first answer and whether somebody confirmed it; ``codes`` are by their id.
    """

    ids: Sequence[int]
    contacts: Sequence[int]
    out_at: Sequence[int]
    replied_at: Sequence[int | None]
    code_ids: Sequence[int | None]
    told: Sequence[int]
    kinds: Sequence[Told]
    classes: Mapping[int, tuple[str, int]]
    codes: Mapping[int, Code]
    left: Mapping[int, int]
    follow_ups: Sequence[FollowUp]


class Told(NamedTuple):
    """What many openers have alike."""

    kind: Kind
    confirmed: bool
    seen: ReadState
    visible: bool
    zone: str


def sent(
    tx: Connection,
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    campaign: str | None = None,
) -> Sent:
    """Return every opener that is out, of a span of time and maybe of one campaign.

    Public invites are no openers, since nobody is written to.
    """
    db = driver(tx)
    only = "" if campaign is None else " AND d.campaign = :campaign"
    start, end = span_of(since, until)
    values = {"start": start, "end": end, "campaign": campaign}
    rows = db.execute(OPENERS + only, values).fetchall()
    places: dict[tuple[str, str, str], int] = {}
    told = [places.setdefault(row[5:], len(places)) for row in rows]
    accounts = dict(db.execute("SELECT id, handle FROM accounts"))
    return Sent(
        ids=[row[0] for row in rows],
        contacts=[row[1] for row in rows],
        out_at=[row[2] for row in rows],
        replied_at=[row[3] for row in rows],
        code_ids=[row[4] for row in rows],
        told=told,
        kinds=[_told(*each, accounts) for each in places],
        classes={row[0]: row[1:3] for row in db.execute(_FIRST_WORDS)},
        codes={row[0]: Code(*row[1:]) for row in db.execute(_CODES)},
        left=_left(db),
        follow_ups=[FollowUp(*row) for row in db.execute(FOLLOW_UPS)],
    )


def _told(zone: str, campaign: str, text: str, accounts: Mapping[int, str]) -> Told:
    (
        purpose,
        tier,
        relation,
        warm,
        read,
        visible,
        confirmed,
        account,
        version,
        language,
        template,
    ) = text.split("\x1f", 10)
    kind = Kind(
        purpose=purpose,
        template=template,
        version=version,
        tier=tier,
        language=language,
        relation=relation,
        warm=warm == "1",
        campaign=campaign,
        account=accounts[int(account)],
    )
    return Told(kind, confirmed == "1", ReadState(read), visible == "1", zone)


def _left(db: sqlite3.Connection) -> dict[int, int]:
    """Return when contacts opted out, declined, blocked or reported."""
    return dict(db.execute("SELECT id, left_at FROM contacts WHERE left_at IS NOT NULL"))


_FAILED = (
    "SELECT count(*) FROM drafts AS d WHERE d.state = 'could_not_send' AND d.kind = 'opener' "
    "AND d.purpose <> 'invite' AND lower(d.could_not) <> 'changed my mind' "
    "AND coalesce(d.handed_over_at, d.approved_at, d.created_at) >= ? "
    "AND coalesce(d.handed_over_at, d.approved_at, d.created_at) < ?"
)


def failed(tx: Connection, since: datetime | None, until: datetime | None) -> int:
    """Return how many openers could not be sent in a span of time; a change of mind is no try."""
    [(count,)] = driver(tx).execute(_FAILED, span_of(since, until))
    return int(count)


def span_of(since: datetime | None, until: datetime | None) -> tuple[int, int]:
    """Return a span of time in Unix seconds, its end no longer part of it."""
    return (
        -LAST if since is None else seconds(since),
        LAST if until is None else seconds(until),
    )


_OUT = "state IN ('sent', 'imported')"
_INVITED_SINCE = f"FROM touches WHERE purpose = 'invite' AND {_OUT} AND +at >= ? AND +at < ?"
"""The index of times would find every message, one by one: invites are few."""
_STEPS = {
    "invited_at": f"SELECT contact_id, at {_INVITED_SINCE}",
    "wrote_at": "SELECT contact_id, at FROM inbounds WHERE channel = 'dm'",
    "ours_at": f"SELECT contact_id, at FROM touches WHERE purpose <> 'invite' AND {_OUT}",
    "redeemed_at": (
        "SELECT contact_id, redeemed_at AS at FROM codes "
        "WHERE contact_id IS NOT NULL AND redeemed_at IS NOT NULL"
    ),
}


def trails(
    tx: Connection,
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    contact_ids: Sequence[int] | None = None,
) -> list[Trail]:
    """Return what is recorded of everybody a public reply was written for in a span of time.

    ``contact_ids`` asks for some people alone.
    """
    db = driver(tx)
    span = span_of(since, until)
    values: tuple[object, ...] = span
    these = ""
    if contact_ids is not None:
        values = (*span, json.dumps(list(contact_ids)))
        these = " AND contact_id IN (SELECT value FROM json_each(?))"
    people = (
        "SELECT contact_id FROM drafts WHERE purpose = 'invite' "
        f"AND created_at >= ? AND created_at < ?{these} "
        f"UNION SELECT contact_id {_INVITED_SINCE}{these}"
    )
    found: dict[int, dict[str, list[datetime]]] = {
        row[0]: {name: [] for name in _STEPS} for row in db.execute(people, (*values, *values))
    }
    wanted = json.dumps(list(found))
    for name, sql in _STEPS.items() if found else ():
        given = span if name == "invited_at" else ()
        rows = db.execute(
            f"SELECT * FROM ({sql}) WHERE contact_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY contact_id, at",
            (*given, wanted),
        )
        for contact_id, at in rows:
            found[contact_id][name].append(moment(at))
    return [
        Trail(contact_id, **{name: tuple(times) for name, times in steps.items()})
        for contact_id, steps in found.items()
    ]
