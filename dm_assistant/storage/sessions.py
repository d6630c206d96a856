"""Sessions as they were planned, and what the journal says was done when.

Bare driver for reading: after every act the terminal looks here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from dm_assistant.domain.sessions import Kind, Planned
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.lanes import Light

BEGIN = "session_begin"
END = "session_end"

ALIVE = "'drafted', 'snoozed', 'approved', 'handed_over'"


@dataclass(frozen=True, slots=True)
class Session:
    """One session; it runs while ``ended_at`` is missing."""

    id: int
    minutes: int
    plan: tuple[Planned, ...]
    began_at: datetime
    ended_at: datetime | None


class Done(NamedTuple):
    """One act of the journal and the rows it names by kind, such as drafts."""

    id: int
    at: datetime
    act: str
    front_end: str
    detail: dict[str, Any]

    def ids(self, name: str) -> list[int]:
        """Return the ids that the act names."""
        found = self.detail.get(name, [])
        return found if isinstance(found, list) else []


def begin(act: Any, minutes: int, plan: Sequence[Planned]) -> int:
    """Begin a session and return its id."""
    listed = json.dumps([[each.kind.value, each.id, round(each.seconds, 1)] for each in plan])
    return int(act.insert("sessions", minutes=minutes, plan=listed, began_at=seconds(act.now)))


def end(act: Any, session_id: int) -> None:
    """End a session."""
    act.update("sessions", session_id, ended_at=seconds(act.now))


def latest(db: Light) -> Session | None:
    """Return the session that was begun last, if any was."""
    row = db.execute(
        "SELECT id, minutes, plan, began_at, ended_at FROM sessions ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    plan = tuple(Planned(Kind(kind), number, took) for kind, number, took in json.loads(row[2]))
    return Session(row[0], row[1], plan, moment(row[3]), moment_or_none(row[4]))


def done_in_latest(db: Light) -> list[Done]:
    """Return the acts of the session that was begun last, without those taken back."""
    begun = db.execute(
        "SELECT id FROM journal WHERE act = ? ORDER BY id DESC LIMIT 1", (BEGIN,)
    ).fetchone()
    if begun is None:
        return []
    ended = db.execute(
        "SELECT id FROM journal WHERE act = ? AND id > ? ORDER BY id LIMIT 1", (END, begun[0])
    ).fetchone()
    rows = db.execute(
        "SELECT id, at, act, front_end, detail FROM journal WHERE id > ? AND id < ? "
        "AND undoes IS NULL AND id NOT IN "
        "(SELECT undoes FROM journal WHERE undoes IS NOT NULL AND id > ?) ORDER BY id",
        (begun[0], ended[0] if ended else 1 << 62, begun[0]),
    )
    return _done(rows)


def recent(db: Light, limit: int) -> list[Done]:
    """Return the last acts, the earliest first, also those that took others back."""
    rows = db.execute(
        "SELECT * FROM (SELECT id, at, act, front_end, detail FROM journal "
        "ORDER BY id DESC LIMIT ?) ORDER BY id",
        (limit,),
    )
    return _done(rows)


def _done(rows: Iterable[Any]) -> list[Done]:
    return [Done(row[0], moment(row[1]), row[2], row[3], json.loads(row[4])) for row in rows]


def purposes(db: Light, draft_ids: Iterable[int]) -> dict[int, str]:
    """Return the purposes of some drafts, by id."""
    rows = db.execute(
        "SELECT id, purpose FROM drafts WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(draft_ids)),),
    )
    return dict(rows.fetchall())


def places(db: Light, draft_ids: Iterable[int]) -> dict[int, tuple[int, bool]]:
    """Return for drafts that take a place of their account's pace: which, and whether a first."""
    rows = db.execute(
        "SELECT draft_id, account_id, first FROM standings WHERE timed = 1 "
        "AND draft_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(draft_ids)),),
    )
    return {row[0]: (row[1], bool(row[2])) for row in rows}


def invited(db: Light, since: datetime) -> set[int]:
    """Return whom a public reply invites, or has invited since a moment."""
    rows = db.execute(
        f"SELECT contact_id FROM drafts WHERE purpose = 'invite' AND state IN ({ALIVE}) "
        "UNION SELECT contact_id FROM touches WHERE purpose = 'invite' AND state <> 'withdrawn' "
        "AND at > ?",
        (seconds(since),),
    )
    return {row[0] for row in rows}


UNWRITTEN = (
    "(NOT EXISTS (SELECT 1 FROM drafts AS d WHERE d.contact_id = contacts.id "
    f"AND d.state IN ({ALIVE})) AND NOT EXISTS (SELECT 1 FROM touches AS t "
    "WHERE t.contact_id = contacts.id AND t.state <> 'withdrawn' AND t.at > :gap_from))"
)
"""SQL that is 1 for contacts with no draft and no message within the gap."""

NOT_LISTED = "contacts.id NOT IN (SELECT value FROM json_each(:listed))"
"""SQL that is 1 for contacts that are not among those listed."""


def first_approval(db: Light) -> datetime | None:
    """Return when the approval was given that has waited longest for its hand-over."""
    row = db.execute("SELECT min(approved_at) FROM drafts WHERE state = 'approved'").fetchone()
    return moment_or_none(row[0])
