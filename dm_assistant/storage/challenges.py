"""Challenges and what people made for them."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from dm_assistant.domain.challenges import Challenge, Entry
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.tables import METADATA

CHALLENGES = METADATA.tables["challenges"]
ENTRIES = METADATA.tables["challenge_entries"]


def all_challenges(tx: Connection) -> list[Challenge]:
    """Return the challenges, newest first."""
    query = select(CHALLENGES).order_by(CHALLENGES.c.made_at.desc(), CHALLENGES.c.id.desc())
    return [
        Challenge(
            id=row.id,
            name=row.name,
            task=row.task,
            made_at=moment(row.made_at),
            starts_on=_day(row.starts_on),
            ends_on=_day(row.ends_on),
            tag=row.tag,
            ended_at=moment_or_none(row.ended_at),
        )
        for row in tx.execute(query)
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def add(act: Act, new: Challenge) -> int:
    """Store a challenge and return its id."""
    return act.insert(
        "challenges",
        name=new.name,
        name_key=new.name.casefold(),
        task=new.task,
        starts_on=new.starts_on.isoformat() if new.starts_on else "",
        ends_on=new.ends_on.isoformat() if new.ends_on else "",
        tag=new.tag,
        made_at=seconds(act.now),
    )


def end(act: Act, challenge_id: int) -> None:
    """End a challenge now."""
    act.update("challenges", challenge_id, ended_at=seconds(act.now))


def entries(tx: Connection) -> dict[int, list[Entry]]:
    """Return the entries of every challenge, oldest first."""
    found: dict[int, list[Entry]] = {}
    for row in tx.execute(select(ENTRIES).order_by(ENTRIES.c.at, ENTRIES.c.id)):
        entry = Entry(
            id=row.id,
            challenge_id=row.challenge_id,
            contact_id=row.contact_id,
            at=moment(row.at),
            link=row.link,
            views=row.views,
            views_at=moment_or_none(row.views_at),
        )
        found.setdefault(entry.challenge_id, []).append(entry)
    return found


def enter(act: Act, challenge_id: int, contact_id: int, at: datetime, link: str) -> int:
    """Store that somebody took part and return the entry's id."""
    return act.insert(
        "challenge_entries",
        challenge_id=challenge_id,
        contact_id=contact_id,
        at=seconds(at),
        link=link,
    )


def change(act: Act, entry_id: int, **values: Any) -> None:
    """Change an entry; times are given as the domain has them."""
    stored = {
        name: seconds(value) if isinstance(value, datetime) else value
        for name, value in values.items()
    }
    act.update("challenge_entries", entry_id, **stored)


def wrote_under(tx: Connection, tag: str, start: datetime, before: datetime) -> dict[int, str]:
    """Return the newest comment in a span that may hold a tag, by person; the tag has no sign."""
    escaped = tag.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    rows = driver(tx).execute(
        "SELECT k.contact_id, k.text FROM comments AS k JOIN contacts AS c ON c.id = k.contact_id "
        "WHERE c.own = 0 AND k.at >= ? AND k.at < ? AND k.text LIKE ? ESCAPE '!' ORDER BY k.at",
        (seconds(start), seconds(before), f"%#{escaped}%"),
    )
    return dict(rows.fetchall())


def forget(db: sqlite3.Connection, contact_id: int) -> int:
    """Remove what a person made; returns how many rows that were."""
    return db.execute("DELETE FROM challenge_entries WHERE contact_id = ?", (contact_id,)).rowcount
