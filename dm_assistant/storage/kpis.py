"""Figures, goals, looks at other accounts and changes that a creator noted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from dm_assistant.domain.goals import Changed, Goal, Look
from dm_assistant.domain.measures import Measure, Noted, Paid, Said, TrafficSource
from dm_assistant.domain.model import Platform
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.figures import standing
from dm_assistant.storage.journal import Act
from dm_assistant.storage.tables import METADATA

FIGURES = METADATA.tables["noted_figures"]
GOALS = METADATA.tables["goals"]
LOOKS = METADATA.tables["competitor_looks"]
CHANGES = METADATA.tables["own_changes"]


def note(act: Act, account_id: int, several: Sequence[Said]) -> list[int]:
    """Keep figures and return their numbers."""
    at = seconds(act.now)
    return act.insert_many(
        FIGURES.name,
        [
            {
                "account_id": account_id,
                "name": each.measure.value,
                "first_on": each.first_on.isoformat(),
                "last_on": each.last_on.isoformat(),
                "value": each.value,
                "source": each.source and each.source.value,
                "paid": each.paid.value,
                "post": each.post,
                "noted_at": at,
            }
            for each in several
        ],
    )


def noted(tx: Connection, account_id: int) -> list[Noted]:
    """Return the figures noted of an account, the first one first."""
    query = _standing(FIGURES).where(FIGURES.c.account_id == account_id)
    return [_noted(row) for row in tx.execute(query)]


def _noted(row: Any) -> Noted:
    said = Said(
        measure=Measure(row.name),
        value=row.value,
        first_on=date.fromisoformat(row.first_on),
        last_on=date.fromisoformat(row.last_on),
        source=TrafficSource(row.source) if row.source else None,
        paid=Paid(row.paid),
        post=row.post,
    )
    return Noted(row.id, said, moment(row.noted_at))


def add_goal(act: Act, account_id: int, goal: Goal) -> int:
    """Keep a goal and return its number."""
    return act.insert(
        GOALS.name,
        account_id=account_id,
        name=goal.measure.value,
        target=int(goal.target),
        begun_on=goal.begun_on.isoformat(),
        by_on=goal.by_on.isoformat(),
        noted_at=seconds(act.now),
    )


def change_goal(act: Act, goal: Goal) -> None:
    """Give a goal another number or day."""
    act.update(GOALS.name, goal.id, target=int(goal.target), by_on=goal.by_on.isoformat())


def goals(tx: Connection, account_id: int) -> list[Goal]:
    """Return the goals of an account, the one due first first."""
    query = _standing(GOALS).where(GOALS.c.account_id == account_id)
    found = [
        Goal(
            row.id,
            Measure(row.name),
            row.target,
            date.fromisoformat(row.begun_on),
            date.fromisoformat(row.by_on),
        )
        for row in tx.execute(query)
    ]
    return sorted(found, key=lambda each: (each.by_on, each.id))


def add_look(act: Act, look: Look) -> int:
    """Keep a look at another account and return its number."""
    return act.insert(
        LOOKS.name,
        platform=look.platform.value,
        handle=look.handle,
        on_day=look.on.isoformat(),
        followers=look.followers,
        posts=look.posts,
        views=look.views,
        note=look.note,
        noted_at=seconds(act.now),
    )


def looks(tx: Connection) -> list[Look]:
    """Return every look at another account, the first one first."""
    return [
        Look(
            row.id,
            row.handle,
            Platform(row.platform),
            date.fromisoformat(row.on_day),
            row.followers,
            row.posts,
            row.views,
            row.note,
        )
        for row in tx.execute(_standing(LOOKS))
    ]


def add_change(act: Act, change: Changed) -> int:
    """Keep what was changed and return its number."""
    return act.insert(
        CHANGES.name,
        on_day=change.on.isoformat(),
        words=change.words,
        noted_at=seconds(act.now),
    )


def change_words(act: Act, change: Changed) -> None:
    """Say anew what was changed, and on which day."""
    act.update(CHANGES.name, change.id, on_day=change.on.isoformat(), words=change.words)


def changes(tx: Connection) -> list[Changed]:
    """Return what was changed, the newest first."""
    found = [
        Changed(row.id, date.fromisoformat(row.on_day), row.words)
        for row in tx.execute(_standing(CHANGES))
    ]
    return sorted(found, key=lambda each: (each.on, each.id), reverse=True)


class PostCount(NamedTuple):
    """What the platform's file says a post had gathered by a day."""

    post: str
    on: date
    posted_on: date
    title: str
    views: int
    reactions: int


def posts(tx: Connection, account_id: int) -> list[PostCount]:
    """Return every standing count of the account's posts, the oldest first."""
    found = driver(tx).execute(
        "SELECT platform_id, on_day, posted_on, title, views, likes + comments + shares "
        f"FROM ({standing('post_figures')}) WHERE account_id = ? ORDER BY on_day, platform_id",
        (account_id,),
    )
    return [
        PostCount(post, date.fromisoformat(on), date.fromisoformat(posted), title, views, reactions)
        for post, on, posted, title, views, reactions in found
    ]


def take(act: Act, table: str, row_id: int) -> bool:
    """Have a line count no more; returns whether it counted."""
    target = METADATA.tables[table]
    known = select(target.c.id).where(target.c.id == row_id, target.c.taken_at.is_(None))
    if act.tx.execute(known).scalar() is None:
        return False
    act.update(table, row_id, taken_at=seconds(act.now))
    return True


def _standing(table: Any) -> Select[Any]:
    return select(table).where(table.c.taken_at.is_(None)).order_by(table.c.id)
