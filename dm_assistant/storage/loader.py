"""Loading comments in bulk: people found or made, comments deduplicated, one chunk at a time.

This module speaks to the driver instead of SQLAlchemy Core: a million rows through Core cost
several times as long, and every statement here is plain SQL that PostgreSQL knows as well but for
``json_each``. All of it runs inside the caller's write transaction, so ids can be counted on.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Self

from sqlalchemy.engine import Connection

from dm_assistant.domain.first_look import first_look
from dm_assistant.domain.model import InboundClass, SuppressionReason
from dm_assistant.storage import activity, comment_words
from dm_assistant.storage.bulk import driver, keep_change
from dm_assistant.storage.clock import moment
from dm_assistant.storage.commenters import Commenters, Digest
from dm_assistant.storage.keywords import Said
from dm_assistant.storage.naming import NewComment, by_platform, identity_of, last_id


@dataclass(slots=True)
class LoadCounts:
    """What loading found, for the report."""

    new: int = 0
    changed: int = 0
    duplicate: int = 0
    erased_skipped: int = 0
    own: int = 0


PUT_OFF = ("comments_by_contact", "comments_by_text")
"""Indexes that nobody asks while comments are loaded: made at once they cost half as much."""


def _without_indexes(db: sqlite3.Connection) -> list[str]:
    """Drop the indexes that a first load makes afterwards; returns how they are made."""
    statements = []
    for name in PUT_OFF:
        row = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        statements.append(str(row[0]))
        db.execute(f"DROP INDEX {name}")
    return statements


class CommentLoader:
    """Loads the comments of one batch; ``temp.touched`` afterwards holds everybody in it.

    Used with ``with``: what is loaded is indexed by another thread, which is done at the end.

    ``people`` knows what their new names and platform ids bring with them. ``heard`` are the new
    and changed comments of others that ``listens`` picked by when they were written and their text.
    """

    def __init__(
        self,
        tx: Connection,
        batch_id: int,
        *,
        suppressed: dict[str, SuppressionReason],
        digest: Digest,
        listens: Callable[[int, str], bool],
    ) -> None:
        self.db = driver(tx)
        self.listens = listens
        self.heard: list[Said] = []
        self.batch_id = batch_id
        self.counts = LoadCounts()
        activity.begin(self.db)
        self.people = Commenters(self.db, batch_id, suppressed=suppressed, digest=digest)
        self._post_id = last_id(self.db, "posts")
        self._comment_id = last_id(self.db, "comments")
        # One byte per comment that was there before: set once the batch has said something of it.
        self._seen = bytearray(self._comment_id + 1)
        self._put_off: list[str] = []
        self._beside = ThreadPoolExecutor(1)
        self._indexed: Future[None] = Future()
        self._indexed.set_result(None)

    def __enter__(self) -> Self:
        comment_words.take_in(self.db)
        if self.db.execute("SELECT 1 FROM comments LIMIT 1").fetchone() is None:
            self._put_off = _without_indexes(self.db)
        return self

    def __exit__(self, *problem: object) -> None:
        self._beside.shutdown()
        if problem[0] is None:
            self._indexed.result()
            for statement in self._put_off:
                self.db.execute(statement)

    def add(self, chunk: Sequence[NewComment]) -> None:
        """Load one chunk of comments."""
        self._indexed.result()
        identities = list(map(identity_of, chunk))
        people = self.people.of(chunk, identities)
        places = [each[0] for each in identities]
        posts = self._posts(chunk, places)
        known = self._known_comments(chunk, places)
        fresh: dict[tuple[str, str], tuple[Any, ...]] = {}
        stops: list[tuple[int, int, NewComment]] = []
        seen, stale = set[int](), set[int]()
        for comment, identity in zip(chunk, identities, strict=True):
            contact_id = people.get(identity)
            if contact_id is None:
                self.counts.erased_skipped += 1
                continue
            if comment.own:
                self.counts.own += 1
            place = (identity[0], comment.comment_id)
            seen.add(contact_id)
            if place in fresh:
                self.counts.duplicate += 1
            elif place in known:
                if self._again(comment, known[place]):
                    stale.add(contact_id)
                    self._hear(comment, contact_id, known[place][0])
            else:
                stale.add(contact_id)
                self._comment_id += 1
                look = comment.look or first_look(comment.text)
                fresh[place] = self._row(place, comment, contact_id, posts, look)
                self._hear(comment, contact_id, self._comment_id)
                if look[2] and not comment.own:
                    stops.append((self._comment_id, contact_id, comment))
        self._insert(list(fresh.values()))
        self._put_before_a_person(stops)
        activity.touch(self.db, stale)
        activity.touch(self.db, seen - stale, stale=False)
        # One statement, which needs no Python: the next chunk is read meanwhile.
        self._indexed = self._beside.submit(comment_words.take_in, self.db, self._comment_id)

    def _row(
        self,
        place: tuple[str, str],
        comment: NewComment,
        contact_id: int,
        posts: dict[tuple[str, str], int],
        look: tuple[int, int, bool],
    ) -> tuple[Any, ...]:
        facts, copy_key, _ = look
        self.counts.new += 1
        return (
            self._comment_id,
            *place,
            contact_id,
            posts[place[0], comment.post_id],
            comment.at,
            comment.text,
            comment.likes,
            comment.parent_id,
            copy_key,
            self.batch_id,
            facts,
        )

    def _hear(self, comment: NewComment, contact_id: int, comment_id: int) -> None:
        if not comment.own and self.listens(comment.at, comment.text):
            at = moment(comment.at)
            self.heard.append(
                Said(contact_id, comment.platform, at, comment.text, comment_id, self.batch_id)
            )

    def _insert(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self.db.executemany(
            "INSERT INTO comments (id, platform, platform_id, contact_id, post_id, at, text, "
            "likes, parent_id, text_key, batch_id, facts) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _again(self, comment: NewComment, known: tuple[int, str, int]) -> bool:
        """Take a comment that was there before; returns whether it says something else now."""
        comment_id, text, likes = known
        # A file that holds a comment twice means the first, or reading it again would change it.
        repeated = comment_id >= len(self._seen) or self._seen[comment_id]
        if repeated or (text, likes) == (comment.text, comment.likes):
            self.counts.duplicate += 1
            self._mark_seen(comment_id)
            return False
        self._mark_seen(comment_id)
        self.counts.changed += 1
        after: dict[str, Any] = {"likes": comment.likes}
        if text != comment.text:
            self.db.execute("UPDATE comments SET ring = 0 WHERE id = ?", (comment_id,))
            comment_words.leave_out(self.db, "id", comment_id)
            look = first_look(comment.text)
            after |= {"text": comment.text, "text_key": look.copy_key, "facts": look.facts}
        before = dict.fromkeys(after)
        keep_change(self.db, self.batch_id, "comments", comment_id, before=before, after=after)
        if text != comment.text:
            comment_words.put_back(self.db, comment_id)
        return True

    def _mark_seen(self, comment_id: int) -> None:
        if comment_id < len(self._seen):
            self._seen[comment_id] = 1

    def _known_comments(
        self, chunk: Sequence[NewComment], places: Sequence[str]
    ) -> dict[tuple[str, str], tuple[int, str, int]]:
        found: dict[tuple[str, str], tuple[int, str, int]] = {}
        for platform, ids in by_platform(
            zip(places, map(attrgetter("comment_id"), chunk), strict=True)
        ):
            for row in self.db.execute(
                "SELECT platform_id, id, text, likes FROM comments WHERE platform = ? "
                "AND platform_id IN (SELECT value FROM json_each(?))",
                (platform, json.dumps(ids)),
            ):
                found[platform, row[0]] = (row[1], row[2], row[3])
        return found

    def _posts(
        self, chunk: Sequence[NewComment], places: Sequence[str]
    ) -> dict[tuple[str, str], int]:
        wanted = {(on, c.post_id): c for on, c in zip(places, chunk, strict=True)}
        found: dict[tuple[str, str], int] = {}
        for platform, ids in by_platform(wanted):
            for row in self.db.execute(
                "SELECT platform_id, id FROM posts WHERE platform = ? "
                "AND platform_id IN (SELECT value FROM json_each(?))",
                (platform, json.dumps(ids)),
            ):
                found[platform, row[0]] = row[1]
        for identity, comment in wanted.items():
            if identity not in found:
                self._post_id += 1
                found[identity] = self._post_id
                self.db.execute(
                    "INSERT INTO posts (id, platform, platform_id, url, title, batch_id) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (self._post_id, *identity, comment.post_url, comment.post_title, self.batch_id),
                )
        return found

    def _put_before_a_person(self, stops: Sequence[tuple[int, int, NewComment]]) -> None:
        """Let a person look at a public "stop": by itself it changes nothing."""
        self.db.executemany(
            "INSERT INTO inbounds (contact_id, platform, channel, at, text, preselected, "
            "comment_id) VALUES (?, ?, 'comment', ?, ?, ?, ?)",
            [
                (
                    contact_id,
                    comment.platform.value,
                    comment.at,
                    comment.text,
                    InboundClass.REVIEW.value,
                    comment_id,
                )
                for comment_id, contact_id, comment in stops
            ],
        )
