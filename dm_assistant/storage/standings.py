"""The stored standings: the cache the lanes are read from, written with the facts it follows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.model import Lane
from dm_assistant.domain.rules.standing import Standing
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment_or_none, seconds_or_none


class Placed(NamedTuple):
    """A draft with its standing and the score that orders it."""

    draft_id: int
    account_id: int
    priority: float
    standing: Standing


def replace(tx: Connection, contact_ids: Iterable[int], placed: Sequence[Placed]) -> None:
    """Put these standings in the place of all that these people's drafts had."""
    db = driver(tx)
    db.execute(
        "DELETE FROM standings WHERE draft_id IN (SELECT id FROM drafts WHERE contact_id IN "
        "(SELECT value FROM json_each(?)))",
        (json.dumps(list(contact_ids)),),
    )
    db.executemany(
        "INSERT INTO standings (draft_id, account_id, lane, priority, hold_until, hours_key, "
        "timed, first, recheck_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                each.draft_id,
                each.account_id,
                each.standing.lane.value,
                each.priority,
                seconds_or_none(each.standing.hold_until),
                each.standing.hours_key,
                int(each.standing.timed),
                int(each.standing.first_contact),
                seconds_or_none(each.standing.recheck_at),
                seconds_or_none(each.standing.ends_at),
            )
            for each in placed
        ],
    )


def stored(tx: Connection, leaving_out: Iterable[int]) -> list[Placed]:
    """Return the cache as it is, but for the drafts of some people."""
    rows = driver(tx).execute(
        "SELECT s.draft_id, s.account_id, s.priority, s.lane, s.timed, s.hold_until, s.hours_key, "
        "s.first, s.recheck_at, s.ends_at FROM standings AS s "
        "JOIN drafts AS d ON d.id = s.draft_id "
        "WHERE d.contact_id NOT IN (SELECT value FROM json_each(?)) ORDER BY s.draft_id",
        (json.dumps(list(leaving_out)),),
    )
    return [
        Placed(
            row[0],
            row[1],
            row[2],
            Standing(
                lane=Lane(row[3]),
                timed=bool(row[4]),
                hold_until=moment_or_none(row[5]),
                hours_key=row[6],
                first_contact=bool(row[7]),
                recheck_at=moment_or_none(row[8]),
                ends_at=moment_or_none(row[9]),
            ),
        )
        for row in rows
    ]


def owners(tx: Connection) -> dict[int, int]:
    """Return whose each open draft is, by draft."""
    rows = driver(tx).execute(
        "SELECT id, contact_id FROM drafts WHERE state IN ('drafted', 'snoozed')"
    )
    return dict(rows.fetchall())


def people_with_drafts(tx: Connection) -> list[int]:
    """Return everybody who has an open draft."""
    rows = driver(tx).execute(
        "SELECT DISTINCT contact_id FROM drafts WHERE state IN ('drafted', 'snoozed')"
    )
    return [row[0] for row in rows]


def people_with_versions(tx: Connection, versions: Sequence[str]) -> list[int]:
    """Return everybody who has an open draft made from one of these template versions."""
    rows = driver(tx).execute(
        "SELECT DISTINCT contact_id FROM drafts WHERE state IN ('drafted', 'snoozed') "
        "AND version IN (SELECT value FROM json_each(?))",
        (json.dumps(list(versions)),),
    )
    return [row[0] for row in rows]
