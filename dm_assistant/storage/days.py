"""What the days of an account held: its figures, the messages that left, and what else happened.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.figures import standing


class At(NamedTuple):
    """Something that happened at a moment."""

    at: datetime
    what: str


class On(NamedTuple):
    """Something that happened on a local day of the account."""

    on: date
    what: str


def measured(
    tx: Connection, account_id: int, names: Sequence[DailyFigure], first: date, last: date
) -> dict[tuple[DailyFigure, date], int]:
    """Return the figures of an account over some days, as far as they are known."""
    rows = driver(tx).execute(
        f"SELECT f.name, f.on_day, f.value FROM ({standing('daily_figures')}) AS f "
        "WHERE f.account_id = ? AND f.on_day BETWEEN ? AND ?",
        (account_id, first.isoformat(), last.isoformat()),
    )
    return {
        (DailyFigure(name), date.fromisoformat(day)): value
        for name, day, value in rows
        if name in names
    }


def newest(tx: Connection) -> dict[int, date]:
    """Return, for each account that has figures, the last day of which there are any."""
    rows = driver(tx).execute(
        "SELECT account_id, max(on_day) FROM daily_figures GROUP BY account_id"
    )
    return {account: date.fromisoformat(day) for account, day in rows}


def sent(tx: Connection, account_id: int, start: datetime, end: datetime) -> list[datetime]:
    """Return when direct messages left an account between two moments, imported ones included."""
    rows = driver(tx).execute(
        "SELECT at FROM touches WHERE account_id = ? AND at >= ? AND at < ? "
        "AND purpose <> 'invite' AND state IN ('sent', 'imported')",
        (account_id, seconds(start), seconds(end)),
    )
    return [moment(at) for (at,) in rows]


def posted(tx: Connection, account_id: int) -> tuple[list[At], list[On]]:
    """Return the account's own posts: those known to the second, and those known by their day."""
    db = driver(tx)
    exact = db.execute(
        f"SELECT posted_at, title FROM ({standing('own_posts')}) WHERE account_id = ?",
        (account_id,),
    )
    by_day = db.execute(
        "SELECT DISTINCT posted_on, title FROM post_figures WHERE account_id = ?", (account_id,)
    )
    return (
        [At(moment(at), title) for at, title in exact],
        [On(date.fromisoformat(day), title) for day, title in by_day],
    )


def begun(tx: Connection) -> list[At]:
    """Return when the first draft of each campaign was made."""
    rows = driver(tx).execute(
        "SELECT min(created_at), campaign FROM drafts WHERE campaign <> '' GROUP BY campaign"
    )
    return [At(moment(at), name) for at, name in rows]


def imported(tx: Connection) -> list[At]:
    """Return when each file that still stands was imported."""
    rows = driver(tx).execute("SELECT at, name FROM imports WHERE undone_at IS NULL")
    return [At(moment(at), name) for at, name in rows]
