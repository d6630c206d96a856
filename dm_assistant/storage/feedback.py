"""Themes and codings, and the messages and comments they are about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from dm_assistant.domain.feedback import SAYS_NOTHING, Coding, Theme, ThemeState
from dm_assistant.domain.lifecycle import OUT
from dm_assistant.domain.model import Platform
from dm_assistant.storage import comment_words
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.names import SHOWN
from dm_assistant.storage.tables import METADATA

THEMES = METADATA.tables["themes"]
CODINGS = METADATA.tables["codings"]
MOST_FOUND = 50
_OUT = ", ".join(f"'{state.value}'" for state in OUT)
_NOTHING = ", ".join(f"'{kind.value}'" for kind in SAYS_NOTHING)


@dataclass(frozen=True, slots=True)
class Said:
    """Something a person wrote that may ask for something: a message, or a comment.

    ``asked`` is our message that it answers, ``post`` what a comment stands under. ``themes`` are
    those it was coded with; ``coded`` says that somebody has read it.
    """

    contact_id: int
    handle: str
    platform: Platform
    at: datetime
    text: str
    inbound_id: int | None = None
    comment_id: int | None = None
    asked: str = ""
    asked_at: datetime | None = None
    to_feedback: bool = False
    post: str = ""
    themes: tuple[int, ...] = ()
    coded: bool = False

    @property
    def number(self) -> str:
        """Return how it is named on the command line."""
        return f"c{self.comment_id}" if self.inbound_id is None else str(self.inbound_id)


# --- themes ----------------------------------------------------------------------------------


def themes(tx: Connection) -> list[Theme]:
    """Return the themes, those that became part of another left out."""
    query = select(THEMES).where(THEMES.c.merged_into.is_(None)).order_by(THEMES.c.id)
    return [_theme(row) for row in tx.execute(query)]


def _theme(row: Any) -> Theme:
    return Theme(
        id=row.id,
        name=row.name,
        key=row.key,
        state=ThemeState(row.state),
        opened_at=moment(row.opened_at),
        idea=row.idea,
        made_title=row.made_title,
        made_link=row.made_link,
        made_on=date.fromisoformat(row.made_on) if row.made_on else None,
    )


def add_theme(act: Act, name: str, key: str) -> int:
    """Store a theme and return its id."""
    return act.insert(
        "themes",
        name=name,
        name_key=name.casefold(),
        key=key,
        state=ThemeState.OPEN.value,
        opened_at=seconds(act.now),
    )


def change_theme(act: Act, theme_id: int, **values: Any) -> None:
    """Change a theme; states and days are given as the domain has them."""
    stored = {
        name: value.value
        if isinstance(value, ThemeState)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for name, value in values.items()
    }
    act.update("themes", theme_id, **stored)


def merge_themes(act: Act, kept: int, joined: int) -> int:
    """Give a theme's codings to another and leave its row behind; returns how many went over."""
    there = codings(act.tx, CODINGS.c.theme_id == kept)
    known = {(each.inbound_id, each.comment_id) for each in there}
    moved = 0
    for coding in codings(act.tx, CODINGS.c.theme_id == joined):
        if (coding.inbound_id, coding.comment_id) in known:
            end(act, [coding.id])
        else:
            act.adjust("codings", coding.id, theme_id=kept)
            moved += 1
    act.update("themes", joined, merged_into=kept)
    return moved


# --- codings ---------------------------------------------------------------------------------


def codings(tx: Connection, *where: Any) -> list[Coding]:
    """Return the codings that stand, oldest first."""
    query = select(CODINGS).where(CODINGS.c.ended_at.is_(None), *where)
    return [
        Coding(
            id=row.id,
            theme_id=row.theme_id,
            contact_id=row.contact_id,
            at=moment(row.at),
            inbound_id=row.inbound_id,
            comment_id=row.comment_id,
        )
        for row in tx.execute(query.order_by(CODINGS.c.id))
    ]


def of_said(tx: Connection, said: Said) -> list[Coding]:
    """Return the codings of one message or comment."""
    if said.inbound_id is None:
        return codings(tx, CODINGS.c.comment_id == said.comment_id)
    return codings(tx, CODINGS.c.inbound_id == said.inbound_id)


def code(act: Act, said: Said, theme_ids: Iterable[int | None]) -> list[int]:
    """Code a message or comment and return the ids of the codings."""
    return [
        act.insert(
            "codings",
            theme_id=theme_id,
            contact_id=said.contact_id,
            inbound_id=said.inbound_id,
            comment_id=said.comment_id,
            at=seconds(act.now),
        )
        for theme_id in theme_ids
    ]


def end(act: Act, coding_ids: Iterable[int]) -> None:
    """Take codings back; their rows stay."""
    for coding_id in coding_ids:
        act.update("codings", coding_id, ended_at=seconds(act.now))


def forget(db: sqlite3.Connection, contact_id: int) -> int:
    """Remove what a person asked for; returns how many rows that were."""
    return db.execute("DELETE FROM codings WHERE contact_id = ?", (contact_id,)).rowcount


# --- what was said ---------------------------------------------------------------------------

_CODED = (
    "(SELECT group_concat(theme_id) FROM codings WHERE {about} AND ended_at IS NULL), "
    "EXISTS (SELECT 1 FROM codings WHERE {about} AND ended_at IS NULL)"
)
_MESSAGES = (
    "SELECT i.contact_id, h.handle, h.platform, i.at, i.text, i.id, NULL, "
    "coalesce(nullif(d.sent_text, ''), d.text, ''), coalesce(d.sent_at, d.handed_over_at), "
    "coalesce(d.purpose = 'feedback', 0), '', "
    f"{_CODED.format(about='inbound_id = i.id')} FROM inbounds AS i "
    f"JOIN contacts AS c ON c.id = i.contact_id JOIN handles AS h ON h.id = {SHOWN} "
    "LEFT JOIN drafts AS d ON d.id = i.answers_draft_id "
    "WHERE i.channel = 'dm' AND i.text <> '' AND c.own = 0"
)
_OPINIONS = f"{_MESSAGES} AND coalesce(i.confirmed, i.preselected) NOT IN ({_NOTHING})"
_COMMENTS = (
    "SELECT k.contact_id, h.handle, h.platform, k.at, k.text, NULL, k.id, '', NULL, 0, p.title, "
    f"{_CODED.format(about='comment_id = k.id')} FROM comments AS k "
    "JOIN posts AS p ON p.id = k.post_id JOIN contacts AS c ON c.id = k.contact_id "
    f"JOIN handles AS h ON h.id = {SHOWN} WHERE c.own = 0"
)


def _said(rows: Iterable[Sequence[Any]]) -> list[Said]:
    return [
        Said(
            contact_id=row[0],
            handle=row[1],
            platform=Platform(row[2]),
            at=moment(row[3]),
            text=row[4],
            inbound_id=row[5],
            comment_id=row[6],
            asked=row[7],
            asked_at=moment_or_none(row[8]),
            to_feedback=bool(row[9]),
            post=row[10],
            themes=tuple(sorted(map(int, row[11].split(",")))) if row[11] else (),
            coded=bool(row[12]),
        )
        for row in rows
    ]


def replies(tx: Connection, *, every: bool = False) -> list[Said]:
    """Return what people answered when they were asked for their opinion, oldest first.

    With ``every`` also whatever else they wrote to the creator. Stops are no opinion.
    """
    asked = "" if every else " AND d.purpose = 'feedback'"
    return _said(driver(tx).execute(f"{_OPINIONS}{asked} ORDER BY i.at, i.id"))


def message(tx: Connection, inbound_id: int) -> Said | None:
    """Return one message of somebody, whatever it says."""
    return next(iter(_said(driver(tx).execute(f"{_MESSAGES} AND i.id = ?", (inbound_id,)))), None)


def comment(tx: Connection, comment_id: int) -> Said | None:
    """Return one comment of somebody."""
    return next(iter(_said(driver(tx).execute(f"{_COMMENTS} AND k.id = ?", (comment_id,)))), None)


def coded(tx: Connection) -> list[Said]:
    """Return every message and comment that was coded with a theme, newest first."""
    of = "EXISTS (SELECT 1 FROM codings WHERE {} AND ended_at IS NULL AND theme_id IS NOT NULL)"
    db = driver(tx)
    found = _said(db.execute(f"{_MESSAGES} AND {of.format('inbound_id = i.id')}"))
    found += _said(db.execute(f"{_COMMENTS} AND {of.format('comment_id = k.id')}"))
    return sorted(found, key=lambda each: (each.at, each.contact_id), reverse=True)


def comments_with(tx: Connection, words: str) -> list[Said]:
    """Return the newest comments that hold all these words."""
    db = driver(tx)
    found = comment_words.written_by(db, words, "id")
    if found is None:
        return []
    sql, values = found
    newest = f"ORDER BY k.at DESC, k.id DESC LIMIT {MOST_FOUND}"
    return _said(db.execute(f"{_COMMENTS} AND k.id IN ({sql}) {newest}", values))


# --- whom was asked, and told ----------------------------------------------------------------


def asked(tx: Connection) -> tuple[set[int], set[int]]:
    """Return who was sent a question for their opinion, and who of them wrote one back."""
    db = driver(tx)
    sql = f"SELECT DISTINCT contact_id FROM drafts WHERE purpose = 'feedback' AND state IN ({_OUT})"
    to = {row[0] for row in db.execute(sql)}
    return to, {each.contact_id for each in replies(tx)} & to


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a campaign: to whom, and how far it came."""

    draft_id: int
    contact_id: int
    state: str
    replied: bool

    @property
    def out(self) -> bool:
        """Return whether it left."""
        return self.state in {state.value for state in OUT}

    @property
    def waiting(self) -> bool:
        """Return whether it may still leave."""
        return self.state in {"drafted", "snoozed", "approved"}


def of_campaign(tx: Connection, campaign: str) -> list[Message]:
    """Return the messages of a campaign, in the order they were made."""
    return of_campaigns(tx, campaign).get(campaign, [])


def of_campaigns(tx: Connection, beginning: str) -> dict[str, list[Message]]:
    """Return the messages of every campaign whose name begins so, in the order they were made."""
    sql = (
        "SELECT campaign, id, contact_id, state, replied_at IS NOT NULL FROM drafts "
        "WHERE substr(campaign, 1, ?) = ? ORDER BY id"
    )
    found: dict[str, list[Message]] = {}
    for campaign, draft_id, contact_id, state, replied in driver(tx).execute(
        sql, (len(beginning), beginning)
    ):
        message = Message(draft_id, contact_id, state, bool(replied))
        found.setdefault(campaign, []).append(message)
    return found
