"""Reading the lanes: counts, order and lines, as of a moment.

Bare driver on purpose: this is what the first frame shows, and SQLAlchemy's import alone would
cost more than everything else before it. The SQL mirrors ``rules.standing.lane_at``; a property
test holds the two together.
"""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dm_assistant.domain.templates.blanks import BEGINS
from dm_assistant.storage.names import shown_on

Light = sqlite3.Connection
"""A read transaction on the bare driver, as ``Database.light`` gives it."""

Line = sqlite3.Row
"""One line of a lane, its columns by name."""

PENDING_SECONDS = 2 * 86_400
"""Permissions that end this soon are looked at afresh when the pace is full."""


class Kind(NamedTuple):
    """What standings have in common that are in the same lane but for holds of their own."""

    account_id: int
    lane: str
    timed: int
    first: int
    hours_key: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What decides the lanes besides the standings: the time, closed hours, full accounts."""

    now: int
    closed: tuple[str, ...]
    full_first: tuple[int, ...]
    full_all: tuple[int, ...]

    def holds(self, kind: Kind) -> bool:
        """Return whether closed hours or a full account hold such drafts back."""
        return bool(kind.timed) and (
            kind.hours_key in self.closed
            or kind.account_id in self.full_all
            or (bool(kind.first) and kind.account_id in self.full_first)
        )

    def bindings(self) -> dict[str, Any]:
        """Return the values the lane expression needs."""
        return {
            "now": self.now,
            "closed": json.dumps(self.closed),
            "full_first": json.dumps(self.full_first),
            "full_all": json.dumps(self.full_all),
        }


HELD_NOW = (
    "(s.timed = 1 AND (coalesce(s.hold_until, 0) > :now "
    "OR s.hours_key <> '' AND s.hours_key IN (SELECT value FROM json_each(:closed)) "
    "OR s.account_id IN (SELECT value FROM json_each(:full_all)) "
    "OR s.first = 1 AND s.account_id IN (SELECT value FROM json_each(:full_first))))"
)
"""Whether time alone holds a draft back that its stored lane would show."""

LANE_NOW = f"CASE WHEN {HELD_NOW} THEN 'held' ELSE s.lane END"

ORDER = {
    "ready": "s.priority DESC, s.draft_id",
    "invite": "s.priority DESC, s.draft_id",
    "held": "s.hold_until IS NULL, s.hold_until, s.priority DESC, s.draft_id",
    "blocked": "s.priority DESC, s.draft_id",
}

WAITING = "i.answered_at IS NULL AND i.archived_at IS NULL AND coalesce(i.snoozed_until, 0) <= :now"
"""An inbound message that waits for the creator; ``windows`` orders them by closing time."""

KNOWN_AT = "coalesce((SELECT b.at FROM imports AS b WHERE b.id = i.batch_id), i.at)"
"""Since when a message of theirs could be classed: what an import brought, since then."""

CLOSES = "i.at + CASE i.platform WHEN 'instagram' THEN 86400 ELSE 172800 END"


def hours_keys(db: sqlite3.Connection) -> list[str]:
    """Return the distinct opening hours that any draft depends on."""
    return [row[0] for row in db.execute("SELECT DISTINCT hours_key FROM standing_counts")]


def recent_touches(db: sqlite3.Connection, since: int) -> list[tuple[int, int, int]]:
    """Return (account, time, is first contact) of the messages that count since a moment."""
    return db.execute(
        "SELECT account_id, at, first FROM touches WHERE account_id IN (SELECT id FROM accounts) "
        "AND at > ? AND state <> 'withdrawn' ORDER BY at",
        (since,),
    ).fetchall()


def due(db: sqlite3.Connection, moment: Moment) -> list[int]:
    """Return contacts whose standing has to be judged again before the lanes are read."""
    rows = db.execute(
        "SELECT DISTINCT d.contact_id FROM standings AS s CROSS JOIN drafts AS d "
        "ON d.id = s.draft_id WHERE s.recheck_at <= ?",
        (moment.now,),
    ).fetchall()
    if moment.full_first or moment.full_all:
        rows += db.execute(
            "SELECT DISTINCT d.contact_id FROM standings AS s CROSS JOIN drafts AS d "
            "ON d.id = s.draft_id WHERE s.timed = 1 AND s.ends_at <= ?",
            (moment.now + PENDING_SECONDS,),
        ).fetchall()
    return [row[0] for row in rows]


def counts(db: sqlite3.Connection, moment: Moment) -> dict[str, int]:
    """Return how many items stand in each lane, and how many wait for hand-over."""
    found = dict.fromkeys(("reply", "ready", "invite", "held", "blocked"), 0)
    kept = dict(_standings(db, "drafts", "standing_counts"))
    for kind, waiting in _standings(
        db,
        "count(*)",
        "standings",
        "WHERE hold_until > ? AND timed = 1 GROUP BY 1, 2, 3, 4, 5",
        moment.now,
    ):
        kept[kind] -= waiting
        found["held"] += waiting
    for kind, number in kept.items():
        found["held" if moment.holds(kind) else kind.lane] += number
    found["reply"] = db.execute(
        f"SELECT count(*) FROM inbounds AS i WHERE {WAITING}", {"now": moment.now}
    ).fetchone()[0]
    for state in ("approved", "handed_over"):
        found[state] = db.execute(
            "SELECT count(*) FROM drafts WHERE state = ?", (state,)
        ).fetchone()[0]
    return found


def _standings(
    db: sqlite3.Connection, number: str, table: str, rest: str = "", *bindings: int
) -> Iterator[tuple[Kind, int]]:
    for row in db.execute(
        f"SELECT account_id, lane, timed, first, hours_key, {number} FROM {table} {rest}", bindings
    ):
        yield Kind(*row[:5]), row[5]


_SOME = re.compile("(?:[0-9]+,?){1,4096}")
"""So many ids are taken out of a long list at once; all together they would be a pile of words."""

FOUND = "search LIKE :search ESCAPE '!'"


def ids(
    db: sqlite3.Connection, lane: str, moment: Moment, *, search: str = "", limit: int | None = None
) -> array[int]:
    """Return the ids of a lane in its order: drafts, or in the reply lane messages of theirs."""
    bindings: dict[str, Any] = moment.bindings() | {"lane": lane, "search": search}
    if lane == "reply":
        named = f" AND i.contact_id IN (SELECT id FROM contacts WHERE {FOUND})" if search else ""
        sql = f"SELECT i.id FROM inbounds AS i WHERE {WAITING}{named} ORDER BY {CLOSES}, i.id"
    else:
        # Said like this, the index hands over a lane in its order, and a window stops early.
        there = f"{LANE_NOW} = 'held'" if lane == "held" else f"s.lane = :lane AND NOT {HELD_NOW}"
        source = "standings AS s"
        if search:
            # Few people go by a name, and each has few drafts: CROSS JOIN keeps to this order.
            source = (
                "contacts AS c CROSS JOIN drafts AS d ON d.contact_id = c.id "
                "CROSS JOIN standings AS s ON s.draft_id = d.id"
            )
            there += f" AND c.{FOUND}"
        sql = f"SELECT s.draft_id AS id FROM {source} WHERE {there} ORDER BY {ORDER[lane]}"
    if limit is not None:
        sql += " LIMIT :limit"
        bindings["limit"] = limit
    # Joined by SQLite, they come in one step: a hundred thousand would take as many turns with
    # the interpreter, which the screen needs meanwhile.
    joined = db.execute(f"SELECT group_concat(id) FROM ({sql})", bindings).fetchone()[0]
    ids = array("q")
    for some in _SOME.finditer(joined or ""):
        ids.extend(map(int, some[0].removesuffix(",").split(",")))
    return ids


PERSON = (
    "c.id AS contact_id, c.name, c.activity, c.comments, c.posts, c.questions, c.likes, c.copies, "
    "c.giveaways, c.promotions, c.ring, c.capped, c.first_comment_at, c.last_comment_at, "
    "h.platform AS shown_platform, h.handle"
)


def _name(platform: str) -> str:
    """Return SQL for the name of contact ``c`` where a message goes or came from."""
    return f"JOIN handles AS h ON h.id = {shown_on(platform)}"


def draft_lines(
    db: sqlite3.Connection, draft_ids: Sequence[int], moment: Moment
) -> dict[int, sqlite3.Row]:
    """Return what a queue line shows, by draft id."""
    return _by_id(
        db,
        f"SELECT d.id, d.purpose, d.state, d.template, substr(d.text, 1, 400) AS text, "
        f"d.sources, instr(d.text, '{BEGINS}') > 0 AS asks, "
        f"d.approved_at, d.handed_over_at, d.snoozed_until, s.hold_until, s.hours_key, "
        f"CASE WHEN s.draft_id IS NULL THEN '' ELSE {LANE_NOW} END AS lane_now, {PERSON} "
        f"FROM drafts AS d LEFT JOIN standings AS s ON s.draft_id = d.id "
        f"JOIN contacts AS c ON c.id = d.contact_id {_name('d.platform')} "
        "WHERE d.id IN (SELECT value FROM json_each(:ids))",
        {**moment.bindings(), "ids": json.dumps(list(draft_ids))},
    )


def reply_lines(db: sqlite3.Connection, inbound_ids: Sequence[int]) -> dict[int, sqlite3.Row]:
    """Return what a line of the reply lane shows, by message id."""
    return _by_id(
        db,
        f"SELECT i.id, i.at, i.platform, i.channel, substr(i.text, 1, 400) AS text, "
        f"i.preselected, i.confirmed, {CLOSES} AS closes_at, {PERSON} "
        f"FROM inbounds AS i JOIN contacts AS c ON c.id = i.contact_id {_name('i.platform')} "
        "WHERE i.id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(list(inbound_ids))},
    )


def outbox(db: sqlite3.Connection) -> list[int]:
    """Return approved and handed-over drafts: unconfirmed ones first, then in approval order."""
    rows = db.execute(
        "SELECT id FROM drafts WHERE state IN ('approved', 'handed_over') "
        "ORDER BY state = 'approved', approved_at, id"
    )
    return [row[0] for row in rows]


def _by_id(db: sqlite3.Connection, sql: str, bindings: dict[str, Any]) -> dict[int, sqlite3.Row]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return {row["id"]: row for row in cursor.execute(sql, bindings)}


def overdue_reviews(db: sqlite3.Connection, before: int) -> bool:
    """Return whether a direct message that looks like a stop has been left unclassed too long."""
    row = db.execute(
        "SELECT 1 FROM inbounds AS i WHERE confirmed IS NULL AND channel = 'dm' "
        f"AND preselected = 'review' AND at <= ? AND {KNOWN_AT} <= ? LIMIT 1",
        (before, before),
    ).fetchone()
    return row is not None


BUILT_FOR = "standings"
"""Under this key the workspace remembers which rules its standings were judged by."""


def built_for(db: sqlite3.Connection) -> str:
    """Return which rules the standings were judged by."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (BUILT_FOR,)).fetchone()
    return str(row[0]) if row else ""


def everybody(db: sqlite3.Connection) -> list[int]:
    """Return everybody who has an open draft."""
    rows = db.execute(
        "SELECT DISTINCT contact_id FROM drafts WHERE state IN ('drafted', 'snoozed')"
    )
    return [row[0] for row in rows]
