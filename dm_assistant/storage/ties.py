"""The account's own lists of followers, followed and blocked people, and what follows from them.

Driver SQL, because a list may be as long as the audience. People who only stand on a list are no
contacts; who becomes one later is known by the list from then on.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from dm_assistant.domain.following import follow_state
from dm_assistant.domain.model import FollowState, Platform, TieKind
from dm_assistant.storage.bulk import Changes
from dm_assistant.storage.clock import moment, moment_or_none, seconds, seconds_or_none


class Tie(NamedTuple):
    """One person on a list, as a file has them."""

    kind: TieKind
    handle: str
    key: str
    name: str
    at: datetime | None


class Listed(NamedTuple):
    """Somebody on the block list: a contact or, without an id, nobody's yet."""

    handle: str
    key: str
    at: datetime | None
    contact_id: int | None


def begin(db: sqlite3.Connection) -> None:
    """Begin to gather the lists of a file, in ``temp.listed``."""
    db.execute("DROP TABLE IF EXISTS temp.listed")
    db.execute(
        "CREATE TEMP TABLE listed (kind TEXT NOT NULL, key TEXT NOT NULL, handle TEXT NOT NULL, "
        "name TEXT NOT NULL, at INTEGER, PRIMARY KEY (kind, key))"
    )


def gather(db: sqlite3.Connection, ties: Iterable[Tie]) -> None:
    """Add people to the lists; who stands there twice does so once, since the earlier time."""
    db.executemany(
        "INSERT INTO temp.listed VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "at = min(coalesce(at, excluded.at), coalesce(excluded.at, at))",
        [
            (each.kind.value, each.key, each.handle, each.name, seconds_or_none(each.at))
            for each in ties
        ],
    )


def as_of(db: sqlite3.Connection, platform: Platform, kind: TieKind) -> datetime | None:
    """Return of when the newest complete list of a kind is."""
    row = db.execute(
        "SELECT as_of FROM tie_lists WHERE platform = ? AND kind = ?",
        (platform.value, kind.value),
    ).fetchone()
    return moment(row[0]) if row else None


def take(
    db: sqlite3.Connection, batch_id: int, platform: Platform, kind: TieKind, at: datetime
) -> list[str]:
    """Make the gathered list of a kind, complete and of that moment, the one that holds.

    Returns the handles of those who are not on it any more.
    """
    changes = Changes(db, batch_id)
    of = {"platform": platform.value, "kind": kind.value}
    gone = db.execute(
        "SELECT id, handle FROM ties WHERE platform = :platform AND kind = :kind "
        "AND gone_at IS NULL AND key NOT IN (SELECT key FROM temp.listed WHERE kind = :kind) "
        "ORDER BY id",
        of,
    ).fetchall()
    for tie_id, _ in gone:
        changes.change("ties", tie_id, gone_at=seconds(at))
    back = db.execute(
        "SELECT t.id FROM ties AS t JOIN temp.listed AS l ON l.kind = t.kind AND l.key = t.key "
        "WHERE t.platform = :platform AND t.kind = :kind AND t.gone_at IS NOT NULL",
        of,
    ).fetchall()
    for (tie_id,) in back:
        changes.change("ties", tie_id, gone_at=None)
    add(db, batch_id, platform, kind)
    known = db.execute(
        "SELECT id FROM tie_lists WHERE platform = :platform AND kind = :kind", of
    ).fetchone()
    if known is None:
        db.execute(
            "INSERT INTO tie_lists (platform, kind, as_of, batch_id) VALUES (?, ?, ?, ?)",
            (platform.value, kind.value, seconds(at), batch_id),
        )
    else:
        changes.change("tie_lists", known[0], as_of=seconds(at))
    changes.make()
    return [row[1] for row in gone]


def add(db: sqlite3.Connection, batch_id: int, platform: Platform, kind: TieKind) -> None:
    """Add gathered people of a list that is not complete: who is missing may still be on it."""
    db.execute(
        "INSERT INTO ties (platform, kind, handle, key, name, at, batch_id) "
        "SELECT :platform, kind, handle, key, name, at, :batch FROM temp.listed "
        "WHERE kind = :kind AND key NOT IN "
        "(SELECT key FROM ties WHERE platform = :platform AND kind = :kind)",
        {"platform": platform.value, "kind": kind.value, "batch": batch_id},
    )


class Turned(NamedTuple):
    """A contact whose follow state is another one now."""

    contact_id: int
    before: FollowState
    after: FollowState


_LISTED = (
    "SELECT c.id, c.follow_state, c.follow_learned_at, "
    "EXISTS (SELECT 1 FROM ties WHERE platform = h.platform AND key = h.key "
    "AND kind = 'follows_me' AND gone_at IS NULL), "
    "EXISTS (SELECT 1 FROM ties WHERE platform = h.platform AND key = h.key "
    "AND kind = 'i_follow' AND gone_at IS NULL) "
    "FROM handles AS h JOIN contacts AS c ON c.id = h.contact_id "
    "WHERE h.platform = ? AND h.current = 1 AND c.own = 0 AND c.erased_at IS NULL"
)


def apply(
    db: sqlite3.Connection,
    batch_id: int,
    platform: Platform,
    lists: Collection[TieKind],
    at: datetime,
    now: datetime,
) -> list[Turned]:
    """Tell of every contact who follows whom, as these complete lists of a moment have it.

    What was learned later stays. Returns whose state is another one now.
    """
    if not {TieKind.FOLLOWS_ME, TieKind.I_FOLLOW} & set(lists):
        return []
    turned: dict[int, Turned] = {}
    sides: dict[int, tuple[bool, bool]] = {}
    rows = db.execute(f"{_LISTED} ORDER BY c.id, h.id", (platform.value,)).fetchall()
    for contact_id, state, learned_at, follows, followed in rows:
        # Somebody with two names on a platform follows if one of them does.
        theirs, ours = sides.get(contact_id, (False, False))
        theirs, ours = sides[contact_id] = (theirs or bool(follows), ours or bool(followed))
        if learned_at is not None and learned_at > seconds(at):
            continue
        before = FollowState(state)
        after = follow_state(
            before,
            follows_me=theirs if TieKind.FOLLOWS_ME in lists else None,
            i_follow=ours if TieKind.I_FOLLOW in lists else None,
        )
        turned[contact_id] = Turned(contact_id, before, after)
    learned = {row[0]: row[2] for row in rows}
    _write(Changes(db, batch_id), turned.values(), learned, seconds(at), seconds(now))
    return [each for each in turned.values() if each.after is not each.before]


def _write(
    changes: Changes, turned: Iterable[Turned], learned: dict[int, int | None], at: int, now: int
) -> None:
    for each in turned:
        values: dict[str, object] = {}
        if each.after is not each.before:
            values["follow_state"] = each.after.value
        if each.after is not FollowState.UNKNOWN and learned[each.contact_id] != at:
            values["follow_learned_at"] = at
        if each.after is not each.before and each.before is not FollowState.UNKNOWN:
            values["facts_changed_at"] = now
        if values:
            changes.change("contacts", each.contact_id, **values)
    changes.make()


def apply_to_new(db: sqlite3.Connection, batch_id: int) -> None:
    """Tell of the people a batch made who follows whom, as the lists that hold have it."""
    known = {
        (row[0], TieKind(row[1])): row[2]
        for row in db.execute("SELECT platform, kind, as_of FROM tie_lists")
    }
    for platform in Platform:
        lists = {
            kind: known[platform.value, kind]
            for kind in (TieKind.FOLLOWS_ME, TieKind.I_FOLLOW)
            if (platform.value, kind) in known
        }
        if not lists:
            continue
        rows = db.execute(
            f"{_LISTED} AND c.batch_id = ? AND c.follow_state = 'unknown'",
            (platform.value, batch_id),
        ).fetchall()
        found = []
        for contact_id, _, _, follows, followed in rows:
            state = follow_state(
                FollowState.UNKNOWN,
                follows_me=bool(follows) if TieKind.FOLLOWS_ME in lists else None,
                i_follow=bool(followed) if TieKind.I_FOLLOW in lists else None,
            )
            if state is not FollowState.UNKNOWN:
                found.append((state.value, min(lists.values()), contact_id))
        db.executemany(
            "UPDATE contacts SET follow_state = ?, follow_learned_at = ? WHERE id = ?", found
        )


def blocked(db: sqlite3.Connection, platform: Platform) -> list[Listed]:
    """Return who the gathered block list names, and who of them is a contact."""
    rows = db.execute(
        "SELECT l.handle, l.key, l.at, h.contact_id FROM temp.listed AS l "
        "LEFT JOIN handles AS h ON h.platform = ? AND h.key = l.key AND h.current = 1 "
        "WHERE l.kind = 'blocked' ORDER BY l.key",
        (platform.value,),
    ).fetchall()
    return [Listed(row[0], row[1], moment_or_none(row[2]), row[3]) for row in rows]


def people_by_key(
    db: sqlite3.Connection, platform: Platform, keys: Collection[str]
) -> dict[str, int]:
    """Return the contacts who go by these names, own ones left out."""
    rows = db.execute(
        "SELECT h.key, h.contact_id FROM handles AS h JOIN contacts AS c ON c.id = h.contact_id "
        "WHERE h.platform = ? AND h.current = 1 AND c.own = 0 "
        "AND h.key IN (SELECT value FROM json_each(?))",
        (platform.value, json.dumps(list(keys))),
    )
    return dict(rows.fetchall())


def take_back(db: sqlite3.Connection, batch_id: int) -> None:
    """Remove the people and lists that a batch brought."""
    for table in ("ties", "tie_lists"):
        db.execute(f"DELETE FROM {table} WHERE batch_id = ?", (batch_id,))


def forget(db: sqlite3.Connection, contact_id: int) -> None:
    """Remove a person from every list, under each name they have."""
    mine = (
        "SELECT t.id FROM ties AS t JOIN handles AS h ON h.platform = t.platform "
        "AND h.key = t.key WHERE h.contact_id = ?"
    )
    db.execute(
        f"DELETE FROM import_changes WHERE table_name = 'ties' AND row_id IN ({mine})",
        (contact_id,),
    )
    db.execute(f"DELETE FROM ties WHERE id IN ({mine})", (contact_id,))
