"""Contacts and their handles: finding, listing, changing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from dm_assistant.domain.activity import Activity
from dm_assistant.domain.handles import look_alike
from dm_assistant.domain.model import (
    Contact,
    FollowState,
    Handle,
    Platform,
    SuppressionReason,
)
from dm_assistant.domain.text import fold
from dm_assistant.storage import comment_words
from dm_assistant.storage.bulk import driver, keep_change, keep_new_tag
from dm_assistant.storage.clock import moment_or_none
from dm_assistant.storage.filters import POINTS, Condition, escape_like
from dm_assistant.storage.names import SHOWN
from dm_assistant.storage.stored_words import FOLLOW_STATES, PLATFORMS, REASONS, RELATIONS
from dm_assistant.storage.tables import METADATA

CONTACTS = METADATA.tables["contacts"]
HANDLES = METADATA.tables["handles"]
TAGS = METADATA.tables["tags"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A contact with the activity its score comes from."""

    contact: Contact
    activity: Activity


def find(tx: Connection, key: str, platform: Platform | None = None) -> list[Handle]:
    """Return the handles with this key, on one platform or on all; present names come first."""
    query = select(HANDLES).where(HANDLES.c.key == key)
    if platform is not None:
        query = query.where(HANDLES.c.platform == platform.value)
    newest_first = (HANDLES.c.current.desc(), HANDLES.c.until_at.desc(), HANDLES.c.id)
    return [_handle(row) for row in tx.execute(query.order_by(*newest_first))]


def resembling(tx: Connection, key: str) -> list[Handle]:
    """Return handles that look like this one without being it."""
    query = select(HANDLES).where(
        # Every platform, by name: the index begins with it.
        HANDLES.c.platform.in_([each.value for each in Platform]),
        HANDLES.c.look_alike == look_alike(key),
        HANDLES.c.key != key,
    )
    return [_handle(row) for row in tx.execute(query.limit(5))]


def known_keys(tx: Connection, limit: int = 5000) -> list[str]:
    """Return current handles as written, newest people last, for suggestions."""
    query = select(HANDLES.c.handle).where(HANDLES.c.current == 1).limit(limit)
    return list(tx.execute(query).scalars())


def handles_of(tx: Connection, contact_id: int) -> list[Handle]:
    """Return every name the person has or had, the current one first."""
    rows = tx.execute(
        select(HANDLES)
        .where(HANDLES.c.contact_id == contact_id)
        .order_by(HANDLES.c.current.desc(), HANDLES.c.joined_at.is_not(None), HANDLES.c.id)
    )
    return [_handle(row) for row in rows]


def name_on(tx: Connection, contact_id: int, platform: Platform) -> Handle:
    """Return by which name a person is reached on a platform, else the one they are shown by."""
    names = handles_of(tx, contact_id)
    return next((each for each in names if each.platform is platform), names[0])


def all_handles(tx: Connection) -> list[Handle]:
    """Return every handle there is, old names before present ones."""
    return [_handle(row) for row in tx.execute(select(HANDLES).order_by(HANDLES.c.current))]


def handles_of_stopped(tx: Connection) -> list[Handle]:
    """Return every handle of everybody who is never to be messaged."""
    stopped = select(CONTACTS.c.id).where(CONTACTS.c.no_contact.is_not(None))
    rows = tx.execute(select(HANDLES).where(HANDLES.c.contact_id.in_(stopped)))
    return [_handle(row) for row in rows]


def _handle(row: Any) -> Handle:
    return Handle(
        contact_id=row.contact_id,
        platform=Platform(row.platform),
        handle=row.handle,
        key=row.key,
        user_id=row.user_id,
        current=bool(row.current),
        id=row.id,
        from_at=moment_or_none(row.from_at),
        until_at=moment_or_none(row.until_at),
        joined_at=moment_or_none(row.joined_at),
    )


_ACTIVITY = (
    "c.activity, c.comments, c.posts, c.questions, c.likes, c.copies, c.giveaways, c.promotions, "
    "c.ring, c.capped, c.first_comment_at, c.last_comment_at"
)
_PERSON = (
    "SELECT c.id, h.platform, h.handle, c.name, c.language, c.timezone, c.country, c.relation, "
    "c.follow_state, c.follow_learned_at, c.followers, c.notes, c.own, c.birth_age, c.no_contact, "
    f"c.no_contact_at, c.facts_changed_at, {_ACTIVITY} "
    f"FROM contacts AS c JOIN handles AS h ON h.id = {SHOWN} "
    "WHERE c.id IN (SELECT value FROM json_each(?))"
)


def by_ids(tx: Connection, contact_ids: Iterable[int]) -> dict[int, Ranked]:
    """Return contacts by id, with their tags."""
    wanted = json.dumps(list(contact_ids))
    tags = _tags(tx, wanted)
    rows = driver(tx).execute(_PERSON, (wanted,))
    return {row[0]: _ranked(row, sorted(tags.get(row[0], ()))) for row in rows}


def activities(tx: Connection, contact_ids: Iterable[int]) -> dict[int, Activity]:
    """Return the activity of contacts by id, which is all that the order of the lanes takes."""
    rows = driver(tx).execute(
        f"SELECT {_ACTIVITY}, c.id FROM contacts AS c "
        "WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(contact_ids)),),
    )
    return {row[-1]: _activity(row[:-1]) for row in rows}


def rows_of(tx: Connection, contact_id: int) -> list[int]:
    """Return the rows that are one person by now: their own, and those merged into it."""
    merged = select(CONTACTS.c.id).where(CONTACTS.c.merged_into == contact_id)
    return [contact_id, *tx.execute(merged).scalars()]


def _tags(tx: Connection, wanted: str) -> dict[int, set[str]]:
    """Return the tags of people, those included that came to whoever turned out to be them."""
    found: dict[int, set[str]] = {}
    for contact_id, tag in driver(tx).execute(
        "SELECT contact_id, tag FROM tags WHERE contact_id IN (SELECT value FROM json_each(?)) "
        "UNION ALL SELECT c.merged_into, t.tag FROM contacts AS c JOIN tags AS t "
        "ON t.contact_id = c.id WHERE c.merged_into IN (SELECT value FROM json_each(?))",
        (wanted, wanted),
    ):
        found.setdefault(contact_id, set()).add(tag)
    return found


def top(
    tx: Connection,
    now: int,
    *,
    limit: int | None = None,
    search: str = "",
    where: Condition | None = None,
) -> list[int]:
    """Return contact ids, highest score first; own and erased people are left out.

    ``where`` is a filter they pass, made for the same moment.
    """
    conditions, values = _known(now, where)
    if search:
        found = "contacts.search LIKE :search ESCAPE '!'"
        values["search"] = f"%{escape_like(fold(search))}%"
        written = comment_words.written_by(driver(tx), search)
        if written is not None:
            found = f"({found} OR contacts.id IN ({written[0]}))"
            values |= written[1]
        conditions = f"{conditions} AND {found}"
    sql = (
        f"SELECT contacts.id FROM contacts WHERE {conditions} ORDER BY {POINTS} DESC, "
        "contacts.last_comment_at DESC, contacts.id"
    )
    if limit is not None:
        sql += " LIMIT :limit"
        values["limit"] = limit
    return [int(row[0]) for row in tx.exec_driver_sql(sql, values)]


def passing(tx: Connection, now: int, where: Condition) -> set[int]:
    """Return who passes a filter, in no order; own and erased people are left out."""
    conditions, values = _known(now, where)
    sql = f"SELECT contacts.id FROM contacts WHERE {conditions}"
    return {int(row[0]) for row in driver(tx).execute(sql, values)}


def searched(tx: Connection) -> list[tuple[int, str]]:
    """Return what the search box looks through, person by person."""
    rows = driver(tx).execute("SELECT id, search FROM contacts WHERE search <> ''")
    return [(row[0], row[1]) for row in rows]


def who_wrote(tx: Connection, words: str) -> set[int]:
    """Return who wrote a comment with all these words in it."""
    asked = comment_words.written_by(driver(tx), words)
    return set() if asked is None else {int(row[0]) for row in driver(tx).execute(*asked)}


def often_wrote(tx: Connection, words: str) -> bool:
    """Return whether so many wrote these words that finding them all takes a while."""
    return comment_words.often_written(driver(tx), words)


def who_of_them_wrote(tx: Connection, words: str, contact_ids: Sequence[int]) -> set[int]:
    """Return who of these people wrote a comment with all these words in it."""
    asked = comment_words.written_by_some(driver(tx), words, contact_ids)
    return {int(row[0]) for row in driver(tx).execute(*asked)}


def how_many(tx: Connection, now: int, where: Condition | None = None) -> int:
    """Return how many people pass a filter; own and erased people are left out."""
    conditions, values = _known(now, where)
    sql = f"SELECT count(*) FROM contacts WHERE {conditions}"
    return int(tx.exec_driver_sql(sql, values).scalar_one())


def _known(now: int, where: Condition | None) -> tuple[str, dict[str, Any]]:
    known = "contacts.own = 0 AND contacts.erased_at IS NULL AND contacts.merged_into IS NULL"
    if where is None:
        return known, {"now": now}
    return f"{known} AND {where.sql}", {"now": now, **where.values}


def _ranked(row: tuple[Any, ...], tags: Sequence[str]) -> Ranked:
    activity = _activity(row[17:])
    contact = Contact(
        id=row[0],
        platform=PLATFORMS[row[1]],
        handle=row[2],
        name=row[3],
        language=row[4],
        timezone=row[5],
        country=row[6],
        relation=RELATIONS[row[7]],
        follow_state=FOLLOW_STATES[row[8]],
        follow_learned_at=moment_or_none(row[9]),
        followers=row[10],
        tags=tuple(tags),
        notes=row[11],
        own=bool(row[12]),
        birth_age=row[13],
        no_contact=REASONS[row[14]],
        no_contact_at=moment_or_none(row[15]),
        facts_changed_at=moment_or_none(row[16]),
        first_comment_at=activity.first_at,
        last_comment_at=activity.last_at,
        comments=activity.comments,
    )
    return Ranked(contact, activity)


def _activity(row: tuple[Any, ...]) -> Activity:
    values: list[Any] = [*row[:-2], *map(moment_or_none, row[-2:])]
    return Activity(*values)


def search_text(
    name: str, handles: Iterable[str], notes: str = "", tags: Iterable[str] = ()
) -> str:
    """Return what the search box looks through for one person."""
    return " ".join(fold(part) for part in (name, *handles, notes, *tags) if part)


def add_tags_in_batch(tx: Connection, batch_id: int, contact_id: int, tags: Iterable[str]) -> None:
    """Add tags a contact has not by an import, so that taking the batch back removes them."""
    for tag in tags:
        tx.execute(insert(TAGS).values(contact_id=contact_id, tag=tag))
        keep_new_tag(driver(tx), batch_id, contact_id, tag)


def in_follow_state(tx: Connection, state: FollowState) -> int:
    """Return of how many people this is known of who follows whom."""
    query = select(func.count()).where(
        CONTACTS.c.own == 0,
        CONTACTS.c.erased_at.is_(None),
        CONTACTS.c.merged_into.is_(None),
        CONTACTS.c.follow_state == state.value,
    )
    return int(tx.execute(query).scalar_one())


def languages(tx: Connection) -> dict[str, int]:
    """Return of how many people each language is known, the most spoken first."""
    number = func.count()
    query = (
        select(CONTACTS.c.language, number)
        .where(
            CONTACTS.c.own == 0,
            CONTACTS.c.erased_at.is_(None),
            CONTACTS.c.merged_into.is_(None),
            CONTACTS.c.language != "",
        )
        .group_by(CONTACTS.c.language)
        .order_by(number.desc(), CONTACTS.c.language)
    )
    return {row[0]: int(row[1]) for row in tx.execute(query)}


def count(tx: Connection) -> int:
    """Return how many people there are, own accounts and erased ones left out."""
    query = select(func.count()).where(
        CONTACTS.c.own == 0, CONTACTS.c.erased_at.is_(None), CONTACTS.c.merged_into.is_(None)
    )
    return int(tx.execute(query).scalar_one())


def mark_no_contact(tx: Connection, contact_id: int, reason: SuppressionReason, at: int) -> None:
    """Mark a person as never to be messaged; there is no way back through this module."""
    tx.execute(
        CONTACTS.update()
        .where(CONTACTS.c.id == contact_id)
        .values(no_contact=reason.value, no_contact_at=at)
    )


def make(
    tx: Connection,
    *,
    platform: Platform,
    handle: str,
    key: str,
    batch_id: int | None = None,
    no_contact: SuppressionReason | None = None,
    at: int = 0,
) -> int:
    """Store a new person with one handle and return their id."""
    result = tx.execute(
        insert(CONTACTS).values(
            batch_id=batch_id,
            no_contact=None if no_contact is None else no_contact.value,
            no_contact_at=None if no_contact is None else at,
            search=search_text("", [handle]),
        )
    )
    contact_id = int(result.inserted_primary_key[0])  # type: ignore[index]  # an integer key
    tx.execute(
        insert(HANDLES).values(
            contact_id=contact_id,
            platform=platform.value,
            handle=handle,
            key=key,
            look_alike=look_alike(key),
        )
    )
    return contact_id


def change_in_batch(tx: Connection, batch_id: int, contact_id: int, values: dict[str, Any]) -> None:
    """Change a person by an import, so that taking the batch back restores what was there."""
    before = dict.fromkeys(values)
    keep_change(driver(tx), batch_id, "contacts", contact_id, before=before, after=values)


def reindex(tx: Connection, contact_ids: Iterable[int]) -> None:
    """Write anew what the search box looks through for these people."""
    for contact_id, ranked in by_ids(tx, contact_ids).items():
        person = ranked.contact
        names = [handle.handle for handle in handles_of(tx, contact_id)]
        text = search_text(person.name, names, person.notes, person.tags)
        tx.execute(CONTACTS.update().where(CONTACTS.c.id == contact_id).values(search=text))
