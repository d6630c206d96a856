"""Workspaces as they are after a year, built in bulk: people, consents, messages."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from bench import data
from dm_assistant.domain.model import FrontEnd, Platform, Source
from dm_assistant.services import standing, workspace
from dm_assistant.services.workspace import DATABASE, Workspace
from dm_assistant.storage import accounts, database
from dm_assistant.storage.contacts import search_text
from dm_assistant.storage.receipts import dump_sources

DAY = 86_400
NOW = int(data.NOW.timestamp())
ACCOUNT = 1
POSTS = 60
COMMENTS_EACH = 3
AGREED = 0.7
WRITTEN_TO = 0.6
"""The share of people who were written to before; a third of them answered."""

CONTACT = (
    "id",
    "name",
    "search",
    "activity",
    "factor",
    "comments",
    "posts",
    "questions",
    "first_comment_at",
    "last_comment_at",
)
HANDLE = ("contact_id", "platform", "handle", "key", "look_alike")
COMMENT = ("platform", "platform_id", "contact_id", "post_id", "at", "text", "batch_id")
CONSENT = (
    "contact_id",
    "platform",
    "purposes",
    "kind",
    "event_at",
    "recorded_at",
    "recorded_by",
    "evidence_id",
    "evidence_digest",
    "prev_hash",
    "hash",
)
DRAFT = (
    "id",
    "contact_id",
    "account_id",
    "platform",
    "purpose",
    "template",
    "version",
    "language",
    "text",
    "sources",
    "state",
    "created_at",
    "sent_at",
    "replied_at",
    "read_state",
    "read_visible",
    "tier",
)
TOUCH = ("contact_id", "account_id", "draft_id", "at", "purpose", "state", "first", "version")
INBOUND = ("contact_id", "platform", "at", "text", "preselected", "answers_draft_id", "answered_at")


def empty(path: Path) -> Workspace:
    """Make an empty practice workspace whose clock stands where the data end."""
    made = workspace.create(path, practice=True, account="fog.and.paint", timezone="Europe/London")
    with made, made.database.write() as tx:
        accounts.set_meta(tx, "now", data.NOW.isoformat())
    return opened(path)


def opened(path: Path) -> Workspace:
    """Open a workspace as the terminal does."""
    return workspace.open_workspace(path, front_end=FrontEnd.TUI)


def filled(path: Path, people: int, *, drafts: bool = True, sent_each: int = 1) -> Path:
    """Make a workspace of so many people with a year of history, and a draft for each if wanted.

    Everybody has comments, most have agreed to be thanked, more than half were written to
    ``sent_each`` times and a third of those answered.
    """
    with empty(path) as ws, closing(database.connect(path / DATABASE)) as db:
        db.execute("BEGIN IMMEDIATE")
        crowd = _Crowd(people, sent_each)
        _insert(db, "imports", ("id", "name", "format", "at"), [(1, "bench", "csv", NOW)])
        posts = ((each, "tiktok", f"p{each}", f"film {each}") for each in range(1, POSTS + 1))
        _insert(db, "posts", ("id", "platform", "platform_id", "title"), posts)
        _insert(db, "contacts", CONTACT, crowd.contacts())
        _insert(db, "handles", HANDLE, crowd.handles())
        _insert(db, "comments", COMMENT, crowd.comments())
        _insert(db, "consents", CONSENT, crowd.consents())
        _insert(db, "drafts", DRAFT, crowd.sent())
        _insert(db, "touches", TOUCH, crowd.touches())
        _insert(db, "inbounds", INBOUND, crowd.inbounds())
        if drafts:
            _insert(db, "drafts", DRAFT, crowd.waiting())
        db.execute("COMMIT")
        if drafts:
            with ws.database.write() as tx:
                standing.refresh_everybody(tx, ws)
    return path


def _insert(
    db: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    marks = ", ".join("?" * len(columns))
    db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _answered_at(number: int, sent_at: int) -> int:
    """Return when a message was answered: within nine days, but not in the time to come."""
    return min(sent_at + 3_600 + number * 7_919 % (9 * DAY), NOW - number % DAY)


class _Crowd:
    """Seeded people; every method yields the rows of one table."""

    def __init__(self, people: int, sent_each: int) -> None:
        self.people = people
        self.sent_each = sent_each
        draw = random.Random(f"{data.SEED}:{people}:{sent_each}")
        self.texts = [row.text for row in data.comments(5_000)]
        self.last = [NOW - draw.randrange(3_600, 300 * DAY) for _ in range(people)]
        self.agreed = [draw.random() < AGREED for _ in range(people)]
        self.messages = [
            (person, NOW - draw.randrange(2 * DAY, 360 * DAY), draw.random() < 1 / 3)
            for person in range(people)
            if draw.random() < WRITTEN_TO
            for _ in range(sent_each)
        ]

    def name(self, person: int) -> str:
        return f"Fan{person} {data.NAMES[person % len(data.NAMES)]}"

    def contacts(self) -> Iterator[tuple[Any, ...]]:
        for person, last in enumerate(self.last):
            name, handle = self.name(person), f"fan.{person}"
            activity = 0.2 + person * 7 % 40 / 8
            yield (
                *(person + 1, name, search_text(name, [handle]), activity, 1.0),
                *(COMMENTS_EACH, COMMENTS_EACH, 1, last - 90 * DAY, last),
            )

    def handles(self) -> Iterator[tuple[Any, ...]]:
        for person in range(self.people):
            handle = f"fan.{person}"
            yield (person + 1, Platform.TIKTOK.value, handle, handle, handle)

    def comments(self) -> Iterator[tuple[Any, ...]]:
        for person, last in enumerate(self.last):
            for number in range(COMMENTS_EACH):
                said = self.texts[(person * COMMENTS_EACH + number) % len(self.texts)]
                post = (person + number) % POSTS + 1
                at = last - number * 30 * DAY
                yield ("tiktok", f"c{person}-{number}", person + 1, post, at, said, 1)

    def consents(self) -> Iterator[tuple[Any, ...]]:
        for person in range(self.people):
            if self.agreed[person]:
                at = NOW - 200 * DAY + person % DAY
                words = ("tiktok", "thanks;feedback", "explicit", at, at, "creator", 0, "")
                yield (person + 1, *words, f"b{person}", f"h{person}")

    def sent(self) -> Iterator[tuple[Any, ...]]:
        for number, (person, at, answered) in enumerate(self.messages, start=1):
            yield (
                *(number, person + 1, ACCOUNT, "tiktok"),
                *(("thanks", "feedback", "challenge")[number % 3], f"v{number % 4}"),
                *(f"{number % 8:016x}", "en", f"Hello {number}", "[]"),
                *("replied" if answered else "seen" if number % 2 else "sent", at, at),
                *(_answered_at(number, at) if answered else None,),
                *("read" if answered or number % 2 else "unread", 1),
                ("superfan", "regular", "new", "quiet")[number % 4],
            )

    def touches(self) -> Iterator[tuple[Any, ...]]:
        first: set[int] = set()
        for number, (person, at, _) in enumerate(self.messages, start=1):
            purpose = ("thanks", "feedback", "challenge")[number % 3]
            fresh = int(person not in first)
            first.add(person)
            version = f"{number % 8:016x}"
            yield (person + 1, ACCOUNT, number, at, purpose, "sent", fresh, version)

    def inbounds(self) -> Iterator[tuple[Any, ...]]:
        for number, (person, at, answered) in enumerate(self.messages, start=1):
            if answered:
                wrote = _answered_at(number, at)
                kind = ("positive", "thanks", "neutral", "question")[number % 4]
                waits = NOW - wrote < 2 * DAY
                done = None if waits else wrote + 60
                yield (person + 1, "tiktok", wrote, "oh thank you!", kind, number, done)

    def waiting(self) -> Iterator[tuple[Any, ...]]:
        first = len(self.messages) + 1
        for person in range(self.people):
            said = self.texts[person * COMMENTS_EACH % len(self.texts)]
            text = f"Hi Fan{person}! You wrote “{said}”, and it made me smile. Thank you."
            sources = dump_sources([Source(said, "quote", person * COMMENTS_EACH + 1, said)])
            yield (
                *(first + person, person + 1, ACCOUNT, "tiktok", "thanks", "warm", "w" * 16),
                *("en", text, sources, "drafted", NOW - person % (5 * DAY), None, None, "unknown"),
                *(0, "regular"),
            )
