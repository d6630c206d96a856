"""The rows the statistics are computed from: one per opener, with what became of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from dm_assistant.domain.model import (
    InboundClass,
    Purpose,
    ReadState,
    Relation,
    SuppressionReason,
    Tier,
)
from dm_assistant.domain.statistics.ladder import Trail
from dm_assistant.domain.statistics.rates import Opener
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds

OPENERS = (
    "SELECT d.id, d.contact_id, coalesce(d.handed_over_at, d.sent_at) AS out_at, d.purpose, "
    "d.replied_at, d.read_state, d.read_visible, d.template, d.version, d.tier, d.language, "
    "c.relation, d.warm, d.campaign, a.handle, d.sent_at IS NOT NULL AS confirmed, "
    "c.no_contact, c.no_contact_at, CASE WHEN k.state = 'redeemed' "
    "THEN coalesce(k.given_at, d.sent_at) ELSE k.given_at END, "
    "k.redeemed_at, p.ends_at, c.timezone, "
    "(SELECT coalesce(i.confirmed, i.preselected) FROM inbounds AS i "
    "WHERE i.answers_draft_id = d.id AND i.text <> '' ORDER BY i.at, i.id LIMIT 1) AS class, "
    "(SELECT i.confirmed IS NOT NULL FROM inbounds AS i "
    "WHERE i.answers_draft_id = d.id AND i.text <> '' ORDER BY i.at, i.id LIMIT 1) AS sorted "
    "FROM drafts AS d JOIN contacts AS c ON c.id = d.contact_id "
    "JOIN accounts AS a ON a.id = d.account_id LEFT JOIN codes AS k ON k.id = d.code_id "
    "LEFT JOIN code_pools AS p ON p.id = k.pool_id "
    "WHERE d.kind = 'opener' AND d.purpose <> 'invite' AND d.state IN "
    "('handed_over', 'sent', 'in_requests', 'seen', 'replied') AND out_at >= ? ORDER BY d.id"
)
LEFT = frozenset(
    {
        SuppressionReason.OPT_OUT.value,
        SuppressionReason.REFUSED.value,
        SuppressionReason.BLOCKED.value,
        SuppressionReason.COMPLAINT.value,
    }
)
"""Suppressions that count as having opted out: they said no, blocked or reported."""


def openers(
    tx: Connection,
    since: datetime | None,
    offset: Callable[[str, datetime], timedelta],
) -> Iterator[Opener]:
    """Yield every opener that is out, from a moment on.

    ``offset`` says how far a zone's wall clock is from UTC at a moment; public invites are no
    openers, since nobody is written to.
    """
    start = 0 if since is None else seconds(since)
    for row in driver(tx).execute(OPENERS, (start,)):
        yield _opener(row, offset)


def _opener(row: sqlite3.Row, offset: Callable[[str, datetime], timedelta]) -> Opener:
    out_at = moment(row[2])
    return Opener(
        message_id=row[0],
        contact_id=row[1],
        sent_at=out_at,
        purpose=Purpose(row[3]),
        first_reply_at=moment_or_none(row[4]),
        seen=ReadState(row[5]),
        visible=bool(row[6]),
        template=row[7],
        version=row[8],
        tier=Tier(row[9]) if row[9] else None,
        language=row[10],
        relation=Relation(row[11]),
        warm=bool(row[12]),
        campaign=row[13],
        account=row[14],
        confirmed=bool(row[15]),
        opted_out_at=moment_or_none(row[17]) if row[16] in LEFT else None,
        code_given_at=moment_or_none(row[18]),
        code_redeemed_at=moment_or_none(row[19]),
        code_ends_at=moment_or_none(row[20]),
        utc_offset=offset(row[21], out_at),
        reply_class=InboundClass(row[22]) if row[22] else None,
        sorted=bool(row[23]) if row[23] is not None else True,
    )


_OUT = "state IN ('sent', 'imported')"
_INVITED_SINCE = f"FROM touches WHERE purpose = 'invite' AND {_OUT} AND at >= ?"
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
    tx: Connection, since: datetime | None = None, contact_ids: Sequence[int] | None = None
) -> list[Trail]:
    """Return what is recorded of everybody a public reply was written for, from a moment on.

    ``contact_ids`` asks for some people alone.
    """
    db = driver(tx)
    start = 0 if since is None else seconds(since)
    values: tuple[object, ...] = (start,)
    these = ""
    if contact_ids is not None:
        values = (start, json.dumps(list(contact_ids)))
        these = " AND contact_id IN (SELECT value FROM json_each(?))"
    people = (
        f"SELECT contact_id FROM drafts WHERE purpose = 'invite' AND created_at >= ?{these} "
        f"UNION SELECT contact_id {_INVITED_SINCE}{these}"
    )
    found: dict[int, dict[str, list[datetime]]] = {
        row[0]: {name: [] for name in _STEPS} for row in db.execute(people, (*values, *values))
    }
    wanted = json.dumps(list(found))
    for name, sql in _STEPS.items() if found else ():
        given = (start,) if name == "invited_at" else ()
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
