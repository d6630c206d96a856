"""The inbox queue: lanes with counts, and their lines, as of now.

Light on purpose: reading a lane needs no SQLAlchemy unless a standing is due to be judged again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from dm_assistant import __version__
from dm_assistant.domain.activity import Activity
from dm_assistant.domain.model import (
    DraftState,
    InboundClass,
    Lane,
    Platform,
    Purpose,
)
from dm_assistant.domain.rules import hours
from dm_assistant.domain.rules.pace import DAY, HOUR, free_at
from dm_assistant.domain.text import fold
from dm_assistant.services.queue_views import ItemId, ItemKind, LaneCounts, LaneItems, QueueRow
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import lanes
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.receipts import load_sources

Opening = tuple[Lane, tuple[QueueRow, ...]]
"""A lane and its first lines."""

FIRST = 64
"""How many lines are read for the first frame: more than a terminal shows."""


def counts(ws: Workspace) -> LaneCounts:
    """Return how many items each lane holds now."""
    with _reading(ws) as (db, at):
        return LaneCounts(**lanes.counts(db, at))


def first(
    ws: Workspace, lane: Lane, limit: int | None = FIRST, search: str = ""
) -> tuple[QueueRow, ...]:
    """Return the first lines of a lane, for the first frame; without a limit all of them."""
    with _reading(ws) as (db, at):
        found = lanes.ids(db, lane.value, at, search=_pattern(search), limit=limit)
        return _lines(ws, db, at, [_item(lane, each) for each in found])


def opening(ws: Workspace) -> Opening | None:
    """Return the first lane that holds anything, with its first lines, or Ready without any.

    Quick, always: where something has to be judged before, nothing is read and nothing returned.
    """
    with ws.database.light() as db:
        work = _overdue(ws, db)
        if work.needed:
            return None
        for lane in Lane:
            found = lanes.ids(db, lane.value, work.at, limit=FIRST)
            if found:
                return lane, _lines(ws, db, work.at, [_item(lane, each) for each in found])
    return Lane.READY, ()


def ids(ws: Workspace, lane: Lane, search: str = "") -> LaneItems:
    """Return every item of a lane, in its order."""
    with _reading(ws) as (db, at):
        found = lanes.ids(db, lane.value, at, search=_pattern(search))
    return LaneItems(_kind(lane), found)


def rows(ws: Workspace, items: Sequence[ItemId]) -> tuple[QueueRow, ...]:
    """Return the lines of these items, in the order asked for; those gone are left out."""
    with _reading(ws) as (db, at):
        return _lines(ws, db, at, items)


def outbox(ws: Workspace) -> tuple[QueueRow, ...]:
    """Return what is approved or handed over, unconfirmed messages first."""
    with _reading(ws) as (db, at):
        return _lines(ws, db, at, [ItemId("draft", each) for each in lanes.outbox(db)])


def _kind(lane: Lane) -> ItemKind:
    return "inbound" if lane is Lane.REPLY else "draft"


def _item(lane: Lane, number: int) -> ItemId:
    return ItemId(_kind(lane), number)


def _pattern(search: str) -> str:
    folded = fold(search.replace("\0", ""))
    if not folded:
        return ""
    return "%" + folded.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"


@contextlib.contextmanager
def _reading(ws: Workspace) -> Iterator[tuple[lanes.Light, lanes.Moment]]:
    """Open a light read transaction with the moment it is read at, nothing in it overdue."""
    with ws.database.light() as db:
        work = _overdue(ws, db)
        if not work.needed:
            yield db, work.at
            return
    work.do(ws)
    with ws.database.light() as db:
        yield db, moment_of(db, ws)


def settle(ws: Workspace, step: Callable[[int, int], None] | None = None) -> int:
    """Judge again every draft whose standing has run out; returns how many people that were.

    ``step`` is told how many people of how many were judged. Where nothing is due this costs a
    few indexed looks; the heavy half is imported only when it is.
    """
    with ws.database.light() as db:
        work = _overdue(ws, db)
    if work.needed:
        work.do(ws, step)
    return len(work.due)


class _Overdue(NamedTuple):
    """What has to be done before the lanes can be read as of a moment."""

    at: lanes.Moment
    due: list[int]
    needed: bool

    def do(self, ws: Workspace, step: Callable[[int, int], None] | None = None) -> None:
        from dm_assistant.services import upkeep

        upkeep.run(ws, self.due, step)


def _overdue(ws: Workspace, db: lanes.Light) -> _Overdue:
    at = moment_of(db, ws)
    stale = lanes.built_for(db) != built_for(ws)
    due = lanes.everybody(db) if stale else lanes.due(db, at)
    doubtful = lanes.overdue_reviews(db, seconds(ws.now() - ws.policy.review))
    return _Overdue(at, due, bool(due or stale or doubtful))


def hear_silence(ws: Workspace) -> None:
    """Take a possible stop that nobody classed in time for one, whatever is done next.

    Costs one indexed look while there is none. Without the workspace's secret nothing happens:
    nothing can be approved or imported either, and the doctor has to be able to say so.
    """
    with ws.database.light() as db:
        overdue = lanes.overdue_reviews(db, seconds(ws.now() - ws.policy.review))
    if overdue and ws.has_secret():
        from dm_assistant.services import upkeep

        upkeep.stop_the_unclassed(ws)


def built_for(ws: Workspace) -> str:
    """Return by what the standings were judged: other rules make all of them stale."""
    return f"{__version__}/{ws.policy.version}"


def moment_of(db: lanes.Light, ws: Workspace) -> lanes.Moment:
    """Return what decides the lanes besides the standings, as of now."""
    last = db.execute("SELECT at FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    now = max(ws.now(), moment(last[0])) if last else ws.now()
    closed = tuple(
        key for key in lanes.hours_keys(db) if key and not hours.is_open(key, now, ws.policy)
    )
    full_first, full_all = _full(db, ws, now)
    return lanes.Moment(seconds(now), closed, full_first, full_all)


def _full(db: lanes.Light, ws: Workspace, now: datetime) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the accounts whose pace is full: for first contacts, and for everything."""
    recent = lanes.recent_touches(db, seconds(now - timedelta(hours=24)))
    policy = ws.policy
    first_full, all_full = [], []
    for account in ws.accounts:
        every = tuple(moment(at) for owner, at, _ in recent if owner == account.id)
        firsts = tuple(moment(at) for owner, at, new in recent if owner == account.id and new)
        if free_at(every, policy.messages_a_day, DAY, now) is not None:
            all_full.append(account.id)
        if (
            free_at(firsts, policy.first_contacts_a_day, DAY, now) is not None
            or free_at(firsts, policy.first_contacts_an_hour, HOUR, now) is not None
        ):
            first_full.append(account.id)
    return tuple(first_full), tuple(all_full)


def _lines(
    ws: Workspace, db: lanes.Light, at: lanes.Moment, items: Sequence[ItemId]
) -> tuple[QueueRow, ...]:
    drafted = lanes.draft_lines(db, [item.id for item in items if item.kind == "draft"], at)
    waiting = lanes.reply_lines(db, [item.id for item in items if item.kind == "inbound"])
    found = []
    for item in items:
        row = (drafted if item.kind == "draft" else waiting).get(item.id)
        if row is not None:
            found.append(_draft_line(ws, row, at) if item.kind == "draft" else _reply_line(row, at))
    return tuple(found)


def _score(row: lanes.Line, at: lanes.Moment) -> float:
    activity = Activity(
        activity=row["activity"],
        comments=row["comments"],
        posts=row["posts"],
        questions=row["questions"],
        likes=row["likes"],
        copies=row["copies"],
        giveaways=row["giveaways"],
        promotions=row["promotions"],
        ring=row["ring"],
        capped=row["capped"],
        first_at=moment_or_none(row["first_comment_at"]),
        last_at=moment_or_none(row["last_comment_at"]),
    )
    return activity.at(moment(at.now)).points


def _draft_line(ws: Workspace, row: lanes.Line, at: lanes.Moment) -> QueueRow:
    state = DraftState(row["state"])
    lane = Lane(row["lane_now"]) if row["lane_now"] else Lane.READY
    return QueueRow(
        item=ItemId("draft", row["id"]),
        lane=lane,
        contact_id=row["contact_id"],
        handle=row["handle"],
        name=row["name"],
        platform=Platform(row["shown_platform"]),
        purpose=Purpose(row["purpose"]),
        state=state,
        score=_score(row, at),
        text=row["text"],
        template=row["template"],
        until=_held_until(ws, row, at) if lane is Lane.HELD else None,
        sources=load_sources(row["sources"]),
        asks=bool(row["asks"]),
    )


def _held_until(ws: Workspace, row: lanes.Line, at: lanes.Moment) -> datetime | None:
    """Return when a held line comes back, as far as holds and opening hours say."""
    now = moment(at.now)
    lifted = moment_or_none(row["hold_until"])
    key = row["hours_key"]
    if not key or (lifted is None and key not in at.closed):
        return lifted
    return hours.next_opening(key, max(now, lifted or now), ws.policy)


def _reply_line(row: lanes.Line, at: lanes.Moment) -> QueueRow:
    return QueueRow(
        item=ItemId("inbound", row["id"]),
        lane=Lane.REPLY,
        contact_id=row["contact_id"],
        handle=row["handle"],
        name=row["name"],
        platform=Platform(row["platform"]),
        purpose=Purpose.ANSWER,
        state=None,
        score=_score(row, at),
        text=row["text"],
        until=moment(row["closes_at"]) if row["channel"] == "dm" else None,
        reply_class=InboundClass(row["confirmed"] or row["preselected"]),
    )
