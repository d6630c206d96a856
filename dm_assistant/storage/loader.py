"""Loading comments in bulk: people found or made, comments deduplicated, one chunk at a time.

This module speaks to the driver instead of SQLAlchemy Core: a million rows through Core cost
several times as long, and every statement here is plain SQL that PostgreSQL knows as well but for
``json_each``. All of it runs inside the caller's write transaction, so ids can be counted on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.handles import look_alike
from dm_assistant.domain.inbound import asks_to_stop
from dm_assistant.domain.model import InboundClass, Platform, SuppressionReason
from dm_assistant.domain.ranking import ring_key
from dm_assistant.storage import activity
from dm_assistant.storage.bulk import driver, keep_change
from dm_assistant.storage.contacts import search_text


class NewComment(NamedTuple):
    """One comment as it is to be stored; times are Unix seconds.

    A tuple, because a million of them are made four times as quickly.
    """

    platform: Platform
    comment_id: str
    post_id: str
    post_url: str
    post_title: str
    handle: str
    key: str
    name: str
    user_id: str
    text: str
    at: int
    likes: int
    parent_id: str
    own: bool


@dataclass(slots=True)
class LoadCounts:
    """What loading found, for the report."""

    new: int = 0
    changed: int = 0
    duplicate: int = 0
    contacts_new: int = 0
    erased_skipped: int = 0
    own: int = 0


Digest = Callable[[Platform, str], str]


def hashed_text(text: str) -> int | None:
    """Return the 63-bit key by which copies of a longer text are found; None for short ones."""
    key = ring_key(text)
    if not key:
        return None
    raw = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(raw, "big") >> 1


class CommentLoader:
    """Loads the comments of one batch; ``temp.touched`` afterwards holds everybody in it.

    ``renamed`` are known people whose name changed. ``stopped`` are those who are never to be
    messaged and were met with a platform id that was not known of them before; ``learned`` says
    that there was any such id.
    """

    def __init__(
        self,
        tx: Connection,
        batch_id: int,
        *,
        suppressed: dict[str, SuppressionReason],
        digest: Digest,
    ) -> None:
        self.db = driver(tx)
        self.batch_id = batch_id
        self.suppressed = suppressed
        self.digest = digest
        self.counts = LoadCounts()
        activity.begin(self.db)
        self._contact_id = self._last_id("contacts")
        self._post_id = self._last_id("posts")
        self._comment_id = self._last_id("comments")
        # One byte per comment that was there before: set once the batch has said something of it.
        self._seen = bytearray(self._comment_id + 1)
        self._named_at: dict[int, int] = {}
        self.renamed: set[int] = set()
        self.stopped: dict[int, SuppressionReason] = {}
        self.learned = False

    def add(self, chunk: Sequence[NewComment]) -> None:
        """Load one chunk of comments."""
        people = self._people(chunk)
        posts = self._posts(chunk)
        known = self._known_comments(chunk)
        fresh: dict[tuple[str, str], tuple[Any, ...]] = {}
        stops: list[tuple[int, int, NewComment]] = []
        seen: set[int] = set()
        stale: set[int] = set()
        for comment in chunk:
            contact_id = people.get((comment.platform.value, comment.key))
            if contact_id is None:
                self.counts.erased_skipped += 1
                continue
            if comment.own:
                self.counts.own += 1
            identity = (comment.platform.value, comment.comment_id)
            seen.add(contact_id)
            if identity in fresh:
                self.counts.duplicate += 1
            elif identity in known:
                if self._again(comment, known[identity]):
                    stale.add(contact_id)
            else:
                stale.add(contact_id)
                self._comment_id += 1
                fresh[identity] = self._row(comment, contact_id, posts)
                if not comment.own and asks_to_stop(comment.text):
                    stops.append((self._comment_id, contact_id, comment))
        self._insert(list(fresh.values()))
        self._put_before_a_person(stops)
        activity.touch(self.db, stale)
        activity.touch(self.db, seen - stale, stale=False)

    def _row(
        self, comment: NewComment, contact_id: int, posts: dict[tuple[str, str], int]
    ) -> tuple[Any, ...]:
        self.counts.new += 1
        return (
            self._comment_id,
            comment.platform.value,
            comment.comment_id,
            contact_id,
            posts[comment.platform.value, comment.post_id],
            comment.at,
            comment.text,
            comment.likes,
            comment.parent_id,
            hashed_text(comment.text),
            self.batch_id,
        )

    def _insert(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self.db.executemany(
            "INSERT INTO comments (id, platform, platform_id, contact_id, post_id, at, text, "
            "likes, parent_id, text_key, batch_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
        if text != comment.text:
            self.db.execute("UPDATE comments SET ring = 0 WHERE id = ?", (comment_id,))
        keep_change(
            self.db,
            self.batch_id,
            "comments",
            comment_id,
            before={"text": text, "likes": likes, "text_key": hashed_text(text)},
            after={
                "text": comment.text,
                "likes": comment.likes,
                "text_key": hashed_text(comment.text),
            },
        )
        return True

    def _mark_seen(self, comment_id: int) -> None:
        if comment_id < len(self._seen):
            self._seen[comment_id] = 1

    def _known_comments(
        self, chunk: Sequence[NewComment]
    ) -> dict[tuple[str, str], tuple[int, str, int]]:
        found: dict[tuple[str, str], tuple[int, str, int]] = {}
        for platform, ids in _by_platform((c.platform, c.comment_id) for c in chunk):
            for row in self.db.execute(
                "SELECT platform_id, id, text, likes FROM comments WHERE platform = ? "
                "AND platform_id IN (SELECT value FROM json_each(?))",
                (platform, json.dumps(ids)),
            ):
                found[platform, row[0]] = (row[1], row[2], row[3])
        return found

    def _posts(self, chunk: Sequence[NewComment]) -> dict[tuple[str, str], int]:
        wanted = {(c.platform.value, c.post_id): c for c in chunk}
        found: dict[tuple[str, str], int] = {}
        for platform, ids in _by_platform((c.platform, c.post_id) for c in wanted.values()):
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

    def _people(self, chunk: Sequence[NewComment]) -> dict[tuple[str, str], int]:
        """Return contact ids by (platform, key), making people; erased ones are missing."""
        newest: dict[tuple[str, str], NewComment] = {}
        for comment in chunk:
            identity = (comment.platform.value, comment.key)
            kept = newest.get(identity)
            if kept is None or (bool(comment.name), comment.at) > (bool(kept.name), kept.at):
                newest[identity] = comment
        known: dict[tuple[str, str], tuple[Any, ...]] = {}
        for platform, keys in _by_platform((c.platform, c.key) for c in newest.values()):
            for row in self.db.execute(
                "SELECT h.key, c.id, c.name, c.own, c.last_comment_at, h.id, h.user_id, "
                "c.no_contact FROM handles AS h JOIN contacts AS c ON c.id = h.contact_id "
                "WHERE h.platform = ? AND h.key IN (SELECT value FROM json_each(?))",
                (platform, json.dumps(keys)),
            ):
                known[platform, row[0]] = row[1:]
        for identity, row in known.items():
            self._known_person(row, newest[identity])
        found = {identity: int(row[0]) for identity, row in known.items()}
        found.update(self._make_people({i: c for i, c in newest.items() if i not in known}))
        return found

    def _make_people(self, newest: dict[tuple[str, str], NewComment]) -> dict[tuple[str, str], int]:
        made: dict[tuple[str, str], int] = {}
        contacts: list[tuple[Any, ...]] = []
        handles: list[tuple[Any, ...]] = []
        for identity, comment in newest.items():
            reason = self._reason(comment) if self.suppressed else None
            if reason is SuppressionReason.ERASED:
                continue
            self._contact_id += 1
            self._named_at[self._contact_id] = comment.at
            made[identity] = self._contact_id
            contacts.append(self._contact(comment, reason))
            handles.append(self._handle(comment))
        self.counts.contacts_new += len(made)
        self.db.executemany(
            "INSERT INTO contacts (id, name, own, no_contact, no_contact_at, search, batch_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            contacts,
        )
        self.db.executemany(
            "INSERT INTO handles (contact_id, platform, handle, key, look_alike, user_id) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            handles,
        )
        activity.touch(self.db, made.values(), made=True)
        return made

    def _contact(self, comment: NewComment, reason: SuppressionReason | None) -> tuple[Any, ...]:
        return (
            self._contact_id,
            comment.name,
            int(comment.own),
            reason.value if reason else None,
            comment.at if reason else None,
            search_text(comment.name, [comment.handle]),
            self.batch_id,
        )

    def _handle(self, comment: NewComment) -> tuple[Any, ...]:
        return (
            self._contact_id,
            comment.platform.value,
            comment.handle,
            comment.key,
            look_alike(comment.key),
            comment.user_id,
        )

    def _reason(self, comment: NewComment) -> SuppressionReason | None:
        reason = self.suppressed.get(self.digest(comment.platform, comment.key))
        if reason is None and comment.user_id:
            reason = self.suppressed.get(self.digest(comment.platform, f"id:{comment.user_id}"))
        return reason

    def _known_person(self, known: tuple[Any, ...], comment: NewComment) -> None:
        contact_id, name, own, last_at, handle_id, user_id, no_contact = known
        named_at = self._named_at.get(contact_id, last_at or 0)
        if comment.name and (not name or comment.at > named_at):
            self._named_at[contact_id] = comment.at
            if comment.name != name:
                self._change("contacts", contact_id, name=comment.name)
                self.renamed.add(contact_id)
        if comment.own and not own:
            self._change("contacts", contact_id, own=1)
        if comment.user_id and not user_id:
            self._change("handles", handle_id, user_id=comment.user_id)
            self._learn(contact_id, comment, no_contact)

    def _change(self, table: str, row_id: int, **after: Any) -> None:
        before = dict.fromkeys(after)
        keep_change(self.db, self.batch_id, table, row_id, before=before, after=after)

    def _learn(self, contact_id: int, comment: NewComment, no_contact: str | None) -> None:
        """Have a "no" follow the platform id: it stays when the person takes another name."""
        self.learned = True
        identity = self.digest(comment.platform, f"id:{comment.user_id}")
        reason = SuppressionReason(no_contact) if no_contact else self.suppressed.get(identity)
        if reason is not None:
            self.stopped[contact_id] = reason

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

    def _last_id(self, table: str) -> int:
        row = self.db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return int(row[0]) if row else 0


def _by_platform(pairs: Iterable[tuple[Platform, str]]) -> Iterable[tuple[str, list[str]]]:
    grouped: dict[str, dict[str, None]] = {}
    for platform, value in pairs:
        grouped.setdefault(platform.value, {})[value] = None
    return [(platform, list(values)) for platform, values in grouped.items()]
