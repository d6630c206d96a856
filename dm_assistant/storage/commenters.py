"""The people behind the comments of an import: found or made, named anew, recognised by id.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from dm_assistant.domain.handles import look_alike
from dm_assistant.domain.model import Platform, SuppressionReason
from dm_assistant.storage import activity
from dm_assistant.storage.bulk import keep_change
from dm_assistant.storage.contacts import search_text

Digest = Callable[[Platform, str], str]


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


class Commenters:
    """Finds or makes the people of one batch.

    ``renamed`` are known people whose name changed. ``stopped`` are those who are never to be
    messaged and were met with a platform id that was not known of them before; ``learned`` says
    that there was any such id.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        batch_id: int,
        *,
        suppressed: dict[str, SuppressionReason],
        digest: Digest,
    ) -> None:
        self.db = db
        self.batch_id = batch_id
        self.suppressed = suppressed
        self.digest = digest
        self.renamed: set[int] = set()
        self.stopped: dict[int, SuppressionReason] = {}
        self.learned = False
        self._contact_id = last_id(db, "contacts")
        self._named_at: dict[int, int] = {}

    def of(self, chunk: Sequence[NewComment]) -> dict[tuple[str, str], int]:
        """Return contact ids by (platform, key), making people; erased ones are missing."""
        newest: dict[tuple[str, str], NewComment] = {}
        for comment in chunk:
            identity = (comment.platform.value, comment.key)
            kept = newest.get(identity)
            if kept is None or (bool(comment.name), comment.at) > (bool(kept.name), kept.at):
                newest[identity] = comment
        known: dict[tuple[str, str], tuple[Any, ...]] = {}
        for platform, keys in by_platform((c.platform, c.key) for c in newest.values()):
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


def last_id(db: sqlite3.Connection, table: str) -> int:
    """Return the last id a table gave out."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) if row else 0


def by_platform(pairs: Iterable[tuple[Platform, str]]) -> Iterable[tuple[str, list[str]]]:
    """Return the distinct values of each platform."""
    grouped: dict[str, dict[str, None]] = {}
    for platform, value in pairs:
        grouped.setdefault(platform.value, {})[value] = None
    return [(platform, list(values)) for platform, values in grouped.items()]
