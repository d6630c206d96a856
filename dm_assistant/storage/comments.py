"""Reading what people wrote under posts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import Comment
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.tables import METADATA

COMMENTS = METADATA.tables["comments"]
POSTS = METADATA.tables["posts"]


def of_contact(tx: Connection, contact_id: int, limit: int = 50) -> list[Comment]:
    """Return a person's comments, newest first."""
    rows = tx.execute(
        select(COMMENTS, POSTS.c.title, POSTS.c.url)
        .join(POSTS, POSTS.c.id == COMMENTS.c.post_id)
        .where(COMMENTS.c.contact_id == contact_id)
        .order_by(COMMENTS.c.at.desc(), COMMENTS.c.id.desc())
        .limit(limit)
    )
    return [_comment(row) for row in rows]


def latest(
    tx: Connection, contact_ids: Sequence[int], since: datetime, each: int = 8
) -> dict[int, list[Comment]]:
    """Return every person's newest comments since a moment, newest first, at most ``each``."""
    sql = (
        "SELECT * FROM (SELECT comments.id, comments.contact_id, comments.post_id, comments.at, "
        "comments.text, comments.likes, comments.platform_id, comments.parent_id, posts.title, "
        "posts.url, row_number() OVER (PARTITION BY comments.contact_id "
        "ORDER BY comments.at DESC, comments.id DESC) AS place FROM comments "
        "JOIN posts ON posts.id = comments.post_id "
        "WHERE comments.contact_id IN (SELECT value FROM json_each(?)) AND comments.at > ? "
        "AND comments.ring = 0) WHERE place <= ?"
    )
    found: dict[int, list[Comment]] = {}
    for row in driver(tx).execute(sql, (json.dumps(list(contact_ids)), seconds(since), each)):
        found.setdefault(row[1], []).append(
            Comment(
                id=row[0],
                contact_id=row[1],
                post_id=row[2],
                at=moment(row[3]),
                text=row[4],
                likes=row[5],
                platform_id=row[6],
                parent_platform_id=row[7],
                post_title=row[8],
                post_url=row[9],
            )
        )
    return found


def by_ids(tx: Connection, comment_ids: Iterable[int]) -> dict[int, Comment]:
    """Return comments by id."""
    rows = tx.execute(
        select(COMMENTS, POSTS.c.title, POSTS.c.url)
        .join(POSTS, POSTS.c.id == COMMENTS.c.post_id)
        .where(COMMENTS.c.id.in_(list(comment_ids)))
    )
    return {row.id: _comment(row) for row in rows}


def count(tx: Connection) -> int:
    """Return how many comments are stored."""
    return int(tx.execute(select(func.count()).select_from(COMMENTS)).scalar_one())


def _comment(row: Any) -> Comment:
    return Comment(
        id=row.id,
        contact_id=row.contact_id,
        post_id=row.post_id,
        at=moment(row.at),
        text=row.text,
        likes=row.likes,
        platform_id=row.platform_id,
        parent_platform_id=row.parent_id,
        post_title=row.title,
        post_url=row.url,
    )
