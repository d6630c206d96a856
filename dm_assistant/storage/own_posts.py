"""The creator's own posts as their exports have them; what holds of each is as with figures.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from dm_assistant.storage import figures
from dm_assistant.storage.clock import moment

TABLE = "own_posts"


class Brought(NamedTuple):
    """What a file said of posts; ``kept`` where no other file says just the same."""

    posts: int
    new: int
    kept: bool


class OwnPostLoader:
    """Stores the own posts of one file for one account, one by one."""

    def __init__(self, db: sqlite3.Connection, batch_id: int, account_id: int) -> None:
        self.db = db
        self.batch_id = batch_id
        self.account_id = account_id

    def add(self, at: int, title: str, url: str, likes: int | None) -> None:
        """Store one post; ``at`` is in Unix seconds, and ``None`` likes are not known."""
        self.db.execute(
            f"INSERT INTO {TABLE} (account_id, posted_at, title, url, likes, said_on, batch_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, posted_at, title, batch_id) "
            "DO UPDATE SET url = excluded.url, likes = excluded.likes",
            (self.account_id, at, title, url, likes, moment(at).date().isoformat(), self.batch_id),
        )

    def finish(self) -> Brought:
        """Have the file end with its newest post; returns what it brought."""
        mine = f"FROM {TABLE} WHERE batch_id = ?"
        [(posts, said_on)] = self.db.execute(
            f"SELECT count(*), max(said_on) {mine}", (self.batch_id,)
        )
        self.db.execute(
            f"UPDATE {TABLE} SET said_on = ? WHERE batch_id = ?", (said_on, self.batch_id)
        )
        new = figures.only_said_by(self.db, self.batch_id, TABLE)
        return Brought(posts, new, figures.keep(self.db, self.batch_id, TABLE))
