"""The user names of an import: whose they are, who goes by another one now, and who did before.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from dm_assistant.domain.handles import look_alike
from dm_assistant.domain.meeting import Meeting, Named, whose
from dm_assistant.domain.model import Platform
from dm_assistant.storage.bulk import keep_change

Identity = tuple[str, str, str]
"""Platform, key and platform id (empty where none is known): what a comment says of its writer."""


class NewComment(NamedTuple):
    """One comment as it is to be stored; times are Unix seconds.

    ``look`` holds the fields of its ``FirstLook``, where that was taken already.
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
    look: tuple[int, int, bool] | None = None


def identity_of(comment: NewComment) -> Identity:
    """Return who wrote a comment, as far as it says."""
    return _PLACES[comment.platform], comment.key, comment.user_id


# An enum takes longer to say its value than a table.
_PLACES = {platform: platform.value for platform in Platform}


class Rename(NamedTuple):
    """Another name of a known person; ``current`` says that it is the one they go by now."""

    contact_id: int
    platform: Platform
    before: str
    after: str
    current: bool


class Person(NamedTuple):
    """What is known of somebody who was met; times are Unix seconds."""

    id: int
    name: str
    own: int
    last_at: int | None
    no_contact: str | None


class Names:
    """The names of one batch beside those that are known."""

    def __init__(self, db: sqlite3.Connection, batch_id: int) -> None:
        self.db = db
        self.batch_id = batch_id
        self.renamed: list[Rename] = []
        self.people: dict[int, Person] = {}
        self._named: dict[tuple[str, str], list[Named]] = {}
        self._held: dict[tuple[str, str], list[Named]] = {}
        self._seen_at: dict[int, int] = {}

    def look_up(self, identities: Collection[Identity]) -> None:
        """Read who is known by these names and ids; the surest and latest of each first."""
        self.people.clear()
        keys = by_platform((platform, key) for platform, key, _ in identities)
        self._named = self._read(keys, "key", "")
        # Who goes by the name with that very id needs no second look.
        ids = by_platform(
            (platform, user)
            for platform, key, user in identities
            if user and not _is_sure(self._named.get((platform, key), ()), user)
        )
        self._held = self._read(ids, "user_id", "AND h.user_id <> '' ")

    def _read(
        self, wanted: Iterable[tuple[str, list[str]]], column: str, also: str
    ) -> dict[tuple[str, str], list[Named]]:
        found: dict[tuple[str, str], list[Named]] = {}
        for platform, values in wanted:
            for row in self.db.execute(
                f"SELECT h.{column}, h.id, h.contact_id, h.key, h.user_id, h.current, h.until_at, "
                "c.id, c.name, c.own, c.last_comment_at, c.no_contact "
                "FROM handles AS h JOIN contacts AS c ON c.id = h.contact_id "
                f"WHERE h.platform = ? AND h.{column} IN (SELECT value FROM json_each(?)) {also}",
                (platform, json.dumps(values)),
            ):
                # Made from what it is made of: twice as quickly as by its fields.
                found.setdefault((platform, row[0]), []).append(Named._make(row[1:7]))
                self.people[row[2]] = Person._make(row[7:])
        for each in found.values():
            if len(each) > 1:
                each.sort(key=lambda one: (not one.current, -(one.until_at or 0), one.handle_id))
        return found

    def whose(self, identity: Identity) -> tuple[Meeting, Named | None]:
        """Return who an identity means."""
        platform, key, user_id = identity
        named: Sequence[Named] = self._named.get((platform, key), ())
        if _is_sure(named, user_id):
            return Meeting.KNOWN, named[0]
        holders = self._held.get((platform, user_id), ()) if user_id else ()
        return whose(key, user_id, named, holders)

    def is_sure(self, identity: Identity) -> bool:
        """Return whether an identity of the last look-up can mean one person alone."""
        platform, key, user_id = identity
        return _is_sure(self._named.get((platform, key), ()), user_id)

    def saw(self, contact_id: int, at: int) -> None:
        """Remember when somebody was last met in this batch."""
        if at > self._seen_at.get(contact_id, 0):
            self._seen_at[contact_id] = at

    def rename(self, held: Named, comment: NewComment, last_at: int) -> None:
        """Give a person, known by the id, the name of a comment: the present one if it is newer."""
        newer = comment.at >= max(last_at, self._seen_at.get(held.contact_id, 0))
        before = self._present(held, comment.platform.value)
        if newer:
            self._retire(held, comment)
        handle_id = self._insert(held.contact_id, comment, current=newer)
        made = Named(
            handle_id,
            held.contact_id,
            comment.key,
            comment.user_id,
            newer,
            None if newer else comment.at,
        )
        place = comment.platform.value
        self._named.setdefault((place, comment.key), []).insert(0, made)
        self._held[place, comment.user_id].append(made)
        self.renamed.append(
            Rename(held.contact_id, comment.platform, before, comment.handle, newer)
        )

    def take_again(self, named: Named, comment: NewComment, last_at: int) -> None:
        """Let a person go by an old name again, if the comment is newer than all that is known."""
        seen = max(last_at, named.until_at or 0, self._seen_at.get(named.contact_id, 0))
        taken = self.db.execute(
            "SELECT 1 FROM handles WHERE platform = ? AND key = ? AND current = 1",
            (comment.platform.value, comment.key),
        ).fetchone()
        if comment.at <= seen or taken is not None:
            return
        before = self._present(named, comment.platform.value)
        self._retire(named, comment)
        self._change(named.handle_id, current=1, from_at=comment.at, until_at=None)
        self._now(comment.platform.value, comment.key, named.handle_id, current=True, until_at=None)
        self.renamed.append(
            Rename(named.contact_id, comment.platform, before, comment.handle, current=True)
        )

    def earlier(self, contact_id: int, comment: NewComment) -> None:
        """Give a person who is new in this batch the name they had before."""
        self._insert(contact_id, comment, current=False)

    def _present(self, named: Named, platform: str) -> str:
        row = self.db.execute(
            "SELECT handle FROM handles WHERE contact_id = ? AND platform = ? AND user_id = ? "
            "ORDER BY current DESC, id LIMIT 1",
            (named.contact_id, platform, named.user_id),
        ).fetchone()
        return str(row[0]) if row else ""

    def _retire(self, named: Named, comment: NewComment) -> None:
        rows = self.db.execute(
            "SELECT id, key FROM handles WHERE contact_id = ? AND platform = ? AND current = 1 "
            "AND user_id = ?",
            (named.contact_id, comment.platform.value, comment.user_id),
        ).fetchall()
        for handle_id, key in rows:
            self._change(handle_id, current=0, until_at=comment.at)
            self._now(comment.platform.value, key, handle_id, current=False, until_at=comment.at)

    def _now(
        self, platform: str, key: str, handle_id: int, *, current: bool, until_at: int | None
    ) -> None:
        """Have what was looked up say the same as the tables: others of the chunk come after."""
        looked_up = self._named.get((platform, key), [])
        for place, each in enumerate(looked_up):
            if each.handle_id == handle_id:
                looked_up[place] = each._replace(current=current, until_at=until_at)

    def _insert(self, contact_id: int, comment: NewComment, *, current: bool) -> int:
        cursor = self.db.execute(
            "INSERT INTO handles (contact_id, platform, handle, key, look_alike, user_id, current, "
            "from_at, until_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                contact_id,
                comment.platform.value,
                comment.handle,
                comment.key,
                look_alike(comment.key),
                comment.user_id,
                int(current),
                comment.at if current else None,
                None if current else comment.at,
            ),
        )
        handle_id = int(cursor.lastrowid or 0)
        self.db.execute(
            "INSERT INTO import_changes (batch_id, table_name, row_id, before, after) "
            "VALUES (?, 'handles', ?, '{}', '{}')",
            (self.batch_id, handle_id),
        )
        return handle_id

    def _change(self, handle_id: int, **after: Any) -> None:
        before = dict.fromkeys(after)
        keep_change(self.db, self.batch_id, "handles", handle_id, before=before, after=after)


def _is_sure(named: Sequence[Named], user_id: str) -> bool:
    """Return whether one person alone ever went by a name, does so now, and no id speaks up."""
    return len(named) == 1 and bool(named[0].current) and user_id in ("", named[0].user_id)


def last_id(db: sqlite3.Connection, table: str) -> int:
    """Return the last id a table gave out."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) if row else 0


def by_platform(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, list[str]]]:
    """Return the distinct values of each platform."""
    grouped: dict[str, dict[str, None]] = {}
    for platform, value in pairs:
        grouped.setdefault(platform, {})[value] = None
    return [(platform, list(values)) for platform, values in grouped.items()]
