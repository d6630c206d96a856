"""What has to be known of a workspace before anything is shown, read without SQLAlchemy."""

from __future__ import annotations

from dataclasses import dataclass

from dm_assistant.domain.model import Account, Platform
from dm_assistant.storage.database import Database


@dataclass(frozen=True, slots=True)
class Opening:
    """The workspace's facts about itself, its accounts, and when its last act was recorded."""

    meta: dict[str, str]
    accounts: tuple[Account, ...]
    last_recorded: int


def read(database: Database) -> Opening:
    """Return the opening facts."""
    with database.light() as db:
        meta = dict(db.execute("SELECT key, value FROM meta").fetchall())
        accounts = tuple(
            Account(row[0], Platform(row[1]), row[2], row[3], row[4], row[5])
            for row in db.execute(
                "SELECT id, platform, handle, timezone, language, name FROM accounts ORDER BY id"
            )
        )
        last = db.execute("SELECT at FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    return Opening(meta, accounts, last[0] if last else 0)
