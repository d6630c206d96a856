"""Announced words, and what people wrote in which they may be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import Connection

from dm_assistant.domain.keywords import Keyword
from dm_assistant.domain.model import ConsentKind, Platform, Purpose
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds, seconds_or_none
from dm_assistant.storage.journal import Act
from dm_assistant.storage.tables import METADATA

KEYWORDS = METADATA.tables["keywords"]


class Said(NamedTuple):
    """Something a person wrote: a comment, or a message where there is no comment's id."""

    contact_id: int
    platform: Platform
    at: datetime
    text: str
    comment_id: int | None = None
    batch_id: int | None = None


def add(act: Act, keyword: Keyword) -> int:
    """Store an announced word and return its id."""
    return act.insert(
        "keywords",
        word=keyword.word,
        key=keyword.key,
        purpose=keyword.purpose.value,
        from_at=seconds(keyword.from_at),
        until_at=seconds_or_none(keyword.until_at),
    )


def end(act: Act, keyword_id: int, at: datetime) -> None:
    """Have a word count no longer in what is written from a moment on."""
    act.update("keywords", keyword_id, until_at=seconds(at))


def all_keywords(tx: Connection) -> list[Keyword]:
    """Return every announced word, those that ended included, in the order of their beginning."""
    rows = tx.execute(select(KEYWORDS).order_by(KEYWORDS.c.from_at, KEYWORDS.c.id))
    return [_keyword(row) for row in rows]


def _keyword(row: Any) -> Keyword:
    return Keyword(
        id=row.id,
        word=row.word,
        purpose=Purpose(row.purpose),
        from_at=moment(row.from_at),
        until_at=moment_or_none(row.until_at),
    )


def found(tx: Connection) -> dict[int, int]:
    """Return how many ledger entries in force each announced word brought, by its id.

    The ledger names the word as what the person was shown; erased people are not counted.
    """
    return dict(
        driver(tx)
        .execute(
            "SELECT k.id, count(*) FROM keywords AS k JOIN evidence AS e ON e.shown = k.word "
            "JOIN consents AS l ON l.evidence_id = e.id WHERE l.kind = ? "
            "AND l.purposes = k.purpose AND l.event_at >= k.from_at "
            "AND (k.until_at IS NULL OR l.event_at < k.until_at) AND l.id NOT IN "
            "(SELECT undoes FROM consents WHERE undoes IS NOT NULL) GROUP BY k.id",
            (ConsentKind.KEYWORD.value,),
        )
        .fetchall()
    )


def written(tx: Connection, start: datetime, before: datetime) -> Iterator[Said]:
    """Yield the comments and direct messages from one moment to before another."""
    span = (seconds(start), seconds(before))
    for contact_id, platform, at, text, comment_id, batch_id in driver(tx).execute(
        "SELECT contact_id, platform, at, text, id, batch_id FROM comments "
        "WHERE at >= ? AND at < ? UNION ALL "
        "SELECT contact_id, platform, at, text, NULL, batch_id FROM inbounds "
        "WHERE channel = 'dm' AND at >= ? AND at < ?",
        (*span, *span),
    ):
        yield Said(contact_id, Platform(platform), moment(at), text, comment_id, batch_id)
