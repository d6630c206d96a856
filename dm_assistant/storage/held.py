"""Everything a workspace holds, row by row, for taking it out: what export files are made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.engine import Connection

from dm_assistant.storage.bulk import driver
from dm_assistant.storage.figures import standing
from dm_assistant.storage.names import SHOWN

Row = tuple[Any, ...]

THEIRS = (
    "FROM handles WHERE contact_id = {who}{on} "
    "ORDER BY current DESC, joined_at IS NOT NULL, id LIMIT 1"
)


def iso(value: int | None) -> str:
    """Return Unix seconds as ISO 8601 in UTC; nothing for none."""
    return "" if value is None else f"{datetime.fromtimestamp(value, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _on(column: str, who: str, platform: str) -> str:
    """Return SQL for a column of the handle somebody has on a platform."""
    return f"(SELECT {column} {THEIRS.format(who=who, on=f' AND platform = {platform}')})"


def _name(who: str, platform: str) -> str:
    """Return SQL for the handle somebody has on a platform, else the one they have on another."""
    anywhere = f"(SELECT handle {THEIRS.format(who=who, on='')})"
    return f"coalesce({_on('handle', who, platform)}, {anywhere})"


def rows(tx: Connection, sql: str, *times: int) -> Iterator[Row]:
    """Yield the rows of a statement one by one, the columns at ``times`` written as ISO 8601."""
    for row in driver(tx).execute(sql):
        yield tuple(iso(value) if place in times else value for place, value in enumerate(row))


def contacts(tx: Connection) -> Iterator[Row]:
    """Yield people as in the contacts CSV: one row for each, under the handle they are shown by."""
    return rows(
        tx,
        "SELECT h.handle, h.platform, c.name, c.language, c.timezone, c.country, c.relation, "
        "c.follow_state, c.followers, "
        "(SELECT group_concat(tag, ';') FROM (SELECT DISTINCT tag FROM tags WHERE contact_id IN "
        "(SELECT id FROM contacts WHERE id = c.id OR merged_into = c.id) ORDER BY tag)), "
        "c.notes FROM contacts AS c JOIN handles AS h ON h.id = "
        f"{SHOWN} WHERE c.own = 0 ORDER BY c.id",
    )


def consents(tx: Connection) -> Iterator[Row]:
    """Yield ledger entries in force as in the consents CSV; erased people have no handle left."""
    who = _name("coalesce(p.merged_into, p.id)", "l.platform")
    return rows(
        tx,
        f"SELECT * FROM (SELECT {who} AS handle, l.platform, l.purposes, l.kind, l.event_at, "
        "e.words, e.seen_where FROM consents AS l JOIN contacts AS p ON p.id = l.contact_id "
        "JOIN evidence AS e ON e.id = l.evidence_id "
        "WHERE l.undoes IS NULL AND l.id NOT IN "
        "(SELECT undoes FROM consents WHERE undoes IS NOT NULL) ORDER BY l.id) "
        "WHERE handle IS NOT NULL",
        4,
    )


def comments(tx: Connection) -> Iterator[Row]:
    """Yield comments with their posts and writers, in the order they were stored."""
    who = _name("k.contact_id", "k.platform")
    user = _on("user_id", "k.contact_id", "k.platform")
    return rows(
        tx,
        f"SELECT k.platform_id, {who}, c.name, {user}, k.text, p.platform_id, p.url, p.title, "
        "k.at, k.likes, k.parent_id, CASE c.own WHEN 1 THEN 'true' ELSE '' END, k.platform "
        "FROM comments AS k JOIN contacts AS c ON c.id = k.contact_id "
        "JOIN posts AS p ON p.id = k.post_id ORDER BY k.id",
        8,
    )


def messages(tx: Connection) -> Iterator[Row]:
    """Yield drafts and messages with every time of their life."""
    who = _name("d.contact_id", "d.platform")
    return rows(
        tx,
        f"SELECT d.id, {who}, d.platform, d.purpose, d.template, d.version, d.language, "
        "d.campaign, d.state, d.text, d.created_at, d.approved_at, d.handed_over_at, d.sent_at, "
        "d.seen_at, d.replied_at, d.could_not, k.code, d.sent_text, d.found_at FROM drafts AS d "
        "LEFT JOIN codes AS k ON k.id = d.code_id ORDER BY d.id",
        *range(10, 16),
        19,
    )


def outside(tx: Connection) -> Iterator[Row]:
    """Yield what the creator wrote outside the program, as exports of the account's own have it."""
    who = _name("t.contact_id", "a.platform")
    return rows(
        tx,
        f"SELECT {who}, a.platform, t.at, t.text FROM touches AS t "
        "JOIN accounts AS a ON a.id = t.account_id WHERE t.state = 'imported' ORDER BY t.at, t.id",
        2,
    )


def replies(tx: Connection) -> Iterator[Row]:
    """Yield what people wrote to the creator; the class is the confirmed one where there is one."""
    who = _name("i.contact_id", "i.platform")
    return rows(
        tx,
        f"SELECT i.id, {who}, i.platform, i.channel, i.at, coalesce(i.confirmed, i.preselected), "
        "CASE WHEN i.confirmed IS NULL THEN 'no' ELSE 'yes' END, i.answers_draft_id, i.text "
        "FROM inbounds AS i ORDER BY i.id",
        4,
    )


def complaints(tx: Connection) -> Iterator[Row]:
    """Yield what people complained about, and how it was settled."""
    who = "(SELECT handle " + THEIRS.format(who="p.contact_id", on="") + ")"
    return rows(
        tx,
        f"SELECT p.id, {who}, p.opened_at, p.words, p.closed_at, p.outcome "
        "FROM complaints AS p ORDER BY p.id",
        2,
        4,
    )


def keywords(tx: Connection) -> Iterator[Row]:
    """Yield the announced words, those that ended included."""
    return rows(
        tx, "SELECT word, purpose, from_at, until_at FROM keywords ORDER BY from_at, id", 2, 3
    )


def redemptions(tx: Connection) -> Iterator[Row]:
    """Yield which orders used which code, those that were refunded included."""
    who = "(SELECT handle " + THEIRS.format(who="k.contact_id", on="") + ")"
    return rows(
        tx,
        f"SELECT k.code, p.name, {who}, r.order_id, min(r.redeemed_at), "
        "CASE max(r.refunded) WHEN 1 THEN 'yes' ELSE 'no' END FROM redemptions AS r "
        "JOIN codes AS k ON k.id = r.code_id JOIN code_pools AS p ON p.id = k.pool_id "
        "GROUP BY r.code_id, r.order_id ORDER BY r.code_id, r.order_id",
        4,
    )


def figures(table: str, *columns: str) -> Callable[[Connection], Iterator[Row]]:
    """Return what yields the figures of a table that hold, each with the account it is of."""
    listed = ", ".join(f"f.{column}" for column in columns)

    def found(tx: Connection) -> Iterator[Row]:
        return rows(
            tx,
            f"SELECT a.platform, a.handle, {listed} FROM ({standing(table)}) AS f "
            f"JOIN accounts AS a ON a.id = f.account_id ORDER BY f.account_id, {listed}",
            *(place for place, name in enumerate(columns, start=2) if name.endswith("_at")),
        )

    return found


def journal(tx: Connection) -> Iterator[dict[str, Any]]:
    """Yield the journal's records, oldest first."""
    names = ("id", "at", "actor", "front_end", "act", "policy", "detail", "undoes")
    for row in rows(
        tx,
        f"SELECT {', '.join(names)}, prev_hash, hash FROM journal ORDER BY id",
        1,
    ):
        record = dict(zip((*names, "prev_hash", "hash"), row, strict=True))
        yield record | {"detail": json.loads(record["detail"])}


_ROWS = "SELECT id FROM contacts WHERE id = ?1 OR merged_into = ?1"
"""The rows of a person: their own, and those of whoever turned out to be them."""

_MERGED = (
    "SELECT name, language, timezone, country, relation, follow_state, followers, notes, birth_age "
    "FROM contacts WHERE merged_into = ? ORDER BY id"
)

_PERSON = {
    "handles": (
        "SELECT platform, handle, user_id, current, from_at, until_at, joined_at FROM handles "
        "WHERE contact_id = ? ORDER BY id"
    ),
    "comments": (
        "SELECT k.platform, k.platform_id AS id, k.at, k.text, k.likes, "
        "k.parent_id AS answer_to, p.title AS post, p.url FROM comments AS k "
        "JOIN posts AS p ON p.id = k.post_id WHERE k.contact_id = ? ORDER BY k.at, k.id"
    ),
    "consents": (
        "SELECT l.id, l.platform, l.purposes, l.kind, l.event_at, l.recorded_at, l.recorded_by, "
        "e.words, e.shown, e.seen_where AS 'where', e.handle_seen, l.undoes FROM consents AS l "
        "JOIN evidence AS e ON e.id = l.evidence_id WHERE l.contact_id IN "
        f"({_ROWS}) ORDER BY l.id"
    ),
    "messages": (
        "SELECT id, platform, purpose, template, version, language, campaign, state, text, "
        "sources, created_at, approved_at, handed_over_at, sent_at, seen_at, replied_at, "
        "could_not, sent_text, found_at FROM drafts WHERE contact_id = ? ORDER BY id"
    ),
    "touches": (
        "SELECT at, CASE state WHEN 'imported' THEN 'unknown' ELSE purpose END AS purpose, "
        "state, draft_id AS message, text FROM touches WHERE contact_id = ? "
        "ORDER BY at, id"
    ),
    "replies": (
        "SELECT id, platform, channel, at, text, preselected, confirmed, answers_draft_id AS "
        "answers, answered_at, archived_at FROM inbounds WHERE contact_id = ? ORDER BY at, id"
    ),
    "overrides": (
        "SELECT draft_id AS message, rule, reason, at FROM overrides WHERE contact_id = ? "
        "ORDER BY id"
    ),
    "complaints": (
        "SELECT opened_at, words, closed_at, outcome FROM complaints WHERE contact_id = ? "
        "ORDER BY opened_at, id"
    ),
    "collabs": (
        "SELECT id, stage, moved_at, idea, i_give, they_give, terms, next_step, due_on, made, "
        "made_on, review, closed_by, closed_why, opened_at, pitch_id AS pitch FROM collabs "
        "WHERE contact_id = ? ORDER BY id"
    ),
    "collab_moves": (
        "SELECT m.collab_id AS collab, m.stage, m.at FROM collab_moves AS m "
        "JOIN collabs AS c ON c.id = m.collab_id WHERE c.contact_id = ? ORDER BY m.id"
    ),
    "collab_overlaps": (
        "SELECT o.collab_id AS collab, o.at, o.name, o.from_at, o.until_at, o.shared, o.theirs, "
        "o.ours, o.newcomers, o.newcomers_shared FROM collab_overlaps AS o "
        "JOIN collabs AS c ON c.id = o.collab_id WHERE c.contact_id = ? ORDER BY o.id"
    ),
    "codes": (
        "SELECT p.name AS pool, k.code, k.state, k.given_at, k.redeemed_at FROM codes AS k "
        "JOIN code_pools AS p ON p.id = k.pool_id WHERE k.contact_id = ? ORDER BY k.id"
    ),
    "asked_for": (
        "SELECT t.name AS theme, g.at, coalesce(i.text, k.text) AS words, i.id AS reply, "
        "k.platform_id AS comment FROM codings AS g LEFT JOIN themes AS t ON t.id = g.theme_id "
        "LEFT JOIN inbounds AS i ON i.id = g.inbound_id "
        "LEFT JOIN comments AS k ON k.id = g.comment_id "
        "WHERE g.contact_id = ? AND g.ended_at IS NULL ORDER BY g.id"
    ),
    "challenges": (
        "SELECT c.name AS challenge, e.at, e.link, e.views, e.views_at FROM challenge_entries "
        "AS e JOIN challenges AS c ON c.id = e.challenge_id WHERE e.contact_id = ? ORDER BY e.id"
    ),
    "redemptions": (
        "SELECT k.code, r.order_id AS 'order', min(r.redeemed_at) AS redeemed_at, "
        "max(r.refunded) AS refunded FROM redemptions AS r JOIN codes AS k ON k.id = r.code_id "
        "WHERE k.contact_id = ? GROUP BY r.code_id, r.order_id ORDER BY r.code_id, r.order_id"
    ),
    "campaigns": (
        "SELECT g.name AS campaign, a.arm, a.eligible_at, a.variant, a.assigned FROM arms AS a "
        f"JOIN campaigns AS g ON g.id = a.campaign_id WHERE a.contact_id IN ({_ROWS}) ORDER BY a.id"
    ),
    # Who the other one is is theirs to know, not this person's.
    "not_the_same_as": (
        "SELECT at, 'somebody else' AS other FROM two_people "
        "WHERE ? IN (contact_id, other_id) ORDER BY id"
    ),
}


def person(tx: Connection, contact_id: int) -> dict[str, Any]:
    """Return everything held on a person, as JSON knows it; times are ISO 8601 in UTC."""
    found = {name: _records(tx, sql, contact_id) for name, sql in _PERSON.items()}
    for entry in found["consents"]:
        entry["purposes"] = entry["purposes"].split(";")
    for message in found["messages"]:
        message["sources"] = [_source(each) for each in json.loads(message["sources"] or "[]")]
    for use in found["redemptions"]:
        use["refunded"] = bool(use["refunded"])
    for handle in found["handles"]:
        handle["current"] = bool(handle["current"])
    [contact] = _records(tx, "SELECT * FROM contacts WHERE id = ?", contact_id)
    for internal in ("id", "search", "batch_id", "merged_into"):
        del contact[internal]
    sql = f"SELECT DISTINCT tag FROM tags WHERE contact_id IN ({_ROWS}) ORDER BY tag"
    contact["tags"] = [row["tag"] for row in _records(tx, sql, contact_id)]
    contact["own"] = bool(contact["own"])
    return {"contact": contact, **found, "merged": _records(tx, _MERGED, contact_id)}


def _source(source: dict[str, Any]) -> dict[str, Any]:
    at = source.get("at")
    return source | {"at": iso(at) or None}


def _records(tx: Connection, sql: str, contact_id: int) -> list[dict[str, Any]]:
    cursor = driver(tx).execute(sql, (contact_id,))
    names = [column[0] for column in cursor.description]
    return [
        {
            name: (iso(value) or None) if name == "at" or name.endswith("_at") else value
            for name, value in zip(names, row, strict=True)
        }
        for row in cursor
    ]
