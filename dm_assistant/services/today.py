"""Today: what the day holds, gathered from every place, each figure with where it comes from."""

from __future__ import annotations

from datetime import datetime, timedelta

from dm_assistant.domain import collabs as stages
from dm_assistant.domain.campaigns import FOLLOW_UP_FROM
from dm_assistant.domain.model import Lane
from dm_assistant.services import (
    backups,
    campaigns,
    codes,
    collabs,
    hints,
    own_pace,
    questions,
    queue,
    session_plans,
    sessions,
)
from dm_assistant.services.session_views import Attention, Closing, Today
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import campaigns as campaign_rows
from dm_assistant.storage import contacts
from dm_assistant.storage.clock import seconds

SOON = timedelta(hours=3)
RUNNING = frozenset({"open", "running"})


def look(ws: Workspace, minutes: int | None = None, *, drafts: bool = True) -> Today:
    """Return what the day holds, with a plan for so many minutes, or for as many as last time."""
    now = ws.now()
    budget = minutes or sessions.remembered_minutes(ws)
    closing = _closing(ws, now)
    with ws.database.read() as tx:
        people = contacts.how_many(tx, seconds(now))
        pools = codes.counted(tx, ws)
        asked = len(questions.asked_in(tx))
    copies = backups.all_backups(ws)
    end_of_day = _end_of_day(ws, now)
    return Today(
        now=now,
        lanes=queue.counts(ws),
        people=people,
        plan=session_plans.make(ws, budget, drafts=drafts),
        session=sessions.running(ws),
        closing=tuple(each for each in closing if each.at - now <= SOON),
        closing_today=sum(each.at <= end_of_day for each in closing),
        pace=tuple(each for each in own_pace.accounts(ws) if each.busy),
        codes=tuple(
            Attention(name, "; ".join(pool.warnings))
            for name, pool in pools.items()
            if pool.warnings
        ),
        collabs=_collabs(ws),
        campaigns=_follow_ups(ws, now),
        questions=asked,
        missing=hints.hints(ws),
        backup_at=backups.made_at(copies[0]) if copies else None,
    )


def _end_of_day(ws: Workspace, now: datetime) -> datetime:
    local = now.astimezone(ws.timezone)
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _closing(ws: Workspace, now: datetime) -> list[Closing]:
    """Return the windows that close, the soonest first; those that closed are gone."""
    return [
        Closing(row.handle, row.item, row.until)
        for row in queue.first(ws, Lane.REPLY, session_plans.CARDS)
        if row.until is not None and row.until > now
    ]


def _collabs(ws: Workspace) -> tuple[Attention, ...]:
    """Return the collaborations whose next step is due, or that do not move."""
    day = collabs.today(ws)
    found = []
    for line in collabs.board(ws):
        due = line.collab.due_on
        words = line.warning
        if not words and line.stage in stages.OPEN and due is not None and due <= day:
            words = "due today"
        if words:
            step = line.collab.next_step
            found.append(
                Attention(line.collab.idea, f"{words}: {step}" if step else words, line.handle)
            )
    return tuple(found)


def _follow_ups(ws: Workspace, now: datetime) -> tuple[Attention, ...]:
    return tuple(
        Attention(name, f"{due:,} of {sent:,} sent had no answer")
        for name, due, sent in follow_ups(ws, now)
    )


def follow_ups(ws: Workspace, now: datetime) -> list[tuple[str, int, int]]:
    """Return the campaigns in which a second message may be written: to how many, of how many."""
    found = []
    lines = [each for each in campaigns.listing(ws) if each.stands in RUNNING and each.sent]
    with ws.database.read() as tx:
        for line in lines:
            due = sum(_due(each, now) for each in campaign_rows.openers(tx, line.name))
            if due:
                found.append((line.name, due, line.sent))
    return found


def _due(opener: campaign_rows.Opener, now: datetime) -> bool:
    """Return whether somebody got a message that is old enough, unanswered and not followed."""
    out = opener.out_at is not None and opener.state in {"sent", "seen"}
    quiet = opener.wrote_at is None and opener.followed is None
    return out and quiet and opener.out_at is not None and now - opener.out_at >= FOLLOW_UP_FROM
