"""Who comments on the creator, for counting: by time, by name, and around a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy.engine import Connection

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.model import Platform
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment_or_none, seconds
from dm_assistant.storage.figures import standing

_SOMEBODY = "c.own = 0 AND c.merged_into IS NULL AND c.id <> ?"


def commenters(
    tx: Connection, span: tuple[datetime, datetime] | None, without: int
) -> Iterator[tuple[int, Platform, str]]:
    """Yield who commented in a span, both ends included, with each present name of theirs.

    Without a span everybody who ever did; the creator and the person ``without`` are left out.
    """
    wrote = "SELECT 1 FROM comments AS k WHERE k.contact_id = c.id"
    values: list[int] = [without]
    if span is not None:
        wrote += " AND k.at >= ? AND k.at <= ?"
        values += [seconds(span[0]), seconds(span[1])]
    for contact_id, platform, key in driver(tx).execute(
        "SELECT c.id, h.platform, h.key FROM contacts AS c JOIN handles AS h "
        f"ON h.contact_id = c.id AND h.current = 1 WHERE {_SOMEBODY} AND EXISTS ({wrote})",
        values,
    ):
        yield contact_id, Platform(platform), key


def newcomers(
    tx: Connection, start: datetime, before: datetime, without: int
) -> dict[int, list[tuple[Platform, str]]]:
    """Return whose first comment came from one moment to before another, with their names."""
    found: dict[int, list[tuple[Platform, str]]] = {}
    for contact_id, platform, key in driver(tx).execute(
        "SELECT c.id, h.platform, h.key FROM contacts AS c JOIN handles AS h "
        f"ON h.contact_id = c.id AND h.current = 1 WHERE {_SOMEBODY} "
        "AND c.first_comment_at >= ? AND c.first_comment_at < ?",
        (without, seconds(start), seconds(before)),
    ):
        found.setdefault(contact_id, []).append((Platform(platform), key))
    return found


def known_comments(tx: Connection, platform: Platform, ids: Sequence[str]) -> int:
    """Return how many of these comments are stored as comments on the creator."""
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT count(*) FROM comments WHERE platform = ? AND platform_id IN ({marks})"
    return int(driver(tx).execute(sql, (platform.value, *ids)).fetchone()[0])


def newest_comment(tx: Connection) -> datetime | None:
    """Return when the newest comment was written."""
    row = driver(tx).execute("SELECT max(last_comment_at) FROM contacts").fetchone()
    return moment_or_none(row[0])


def under_post(tx: Connection, post_id: str, without: int) -> tuple[int, int] | None:
    """Return how many comments a post has here and by how many people; None for an unknown one."""
    db = driver(tx)
    known = db.execute("SELECT id FROM posts WHERE platform_id = ?", (post_id,)).fetchall()
    if not known:
        return None
    row = db.execute(
        "SELECT count(*), count(DISTINCT k.contact_id) FROM comments AS k "
        "JOIN contacts AS c ON c.id = k.contact_id JOIN posts AS p ON p.id = k.post_id "
        f"WHERE p.platform_id = ? AND {_SOMEBODY}",
        (post_id, without),
    ).fetchone()
    return int(row[0]), int(row[1])


def added_up(
    tx: Connection, name: DailyFigure, start: date, before: date
) -> tuple[int | None, int]:
    """Return a daily figure of the accounts added up over some days, and how many days have it."""
    row = (
        driver(tx)
        .execute(
            f"SELECT sum(f.value), count(DISTINCT f.on_day) FROM ({standing('daily_figures')}) "
            "AS f WHERE f.name = ? AND f.on_day >= ? AND f.on_day < ?",
            (name.value, start.isoformat(), before.isoformat()),
        )
        .fetchone()
    )
    return (None if row[0] is None else int(row[0])), int(row[1])
