"""What exports leave open about messages: asked once, answered once, taken back with the import."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from dm_assistant.domain.model import Platform
from dm_assistant.domain.questions import Answer, QuestionKind
from dm_assistant.domain.reconciling import Doubt
from dm_assistant.storage.bulk import Changes
from dm_assistant.storage.clock import moment, seconds


class Candidate(NamedTuple):
    """A message of ours that a draft may be."""

    id: int
    at: datetime
    text: str
    likeness: float


class Question(NamedTuple):
    """A question that is open."""

    id: int
    kind: QuestionKind
    draft_id: int
    contact_id: int
    platform: Platform
    covered: bool
    candidates: tuple[Candidate, ...] = ()


_ASKED = (
    "SELECT q.id, q.kind, q.draft_id, d.contact_id, d.platform, q.covered FROM questions AS q "
    "JOIN drafts AS d ON d.id = q.draft_id WHERE q.answer = ''"
)
_CANDIDATES = (
    "SELECT c.question_id, t.id, t.at, t.text, c.likeness FROM candidates AS c "
    "JOIN questions AS q ON q.id = c.question_id JOIN touches AS t ON t.id = c.touch_id "
    "WHERE q.answer = '' AND t.state = 'imported' ORDER BY c.likeness DESC, t.at, t.id"
)


def asked(db: sqlite3.Connection) -> list[Question]:
    """Return the open questions, the oldest first."""
    found: dict[int, list[Candidate]] = {}
    for question_id, *candidate in db.execute(_CANDIDATES):
        touch_id, at, text, likeness = candidate
        found.setdefault(question_id, []).append(Candidate(touch_id, moment(at), text, likeness))
    return [
        Question(
            row[0],
            QuestionKind(row[1]),
            row[2],
            row[3],
            Platform(row[4]),
            bool(row[5]),
            tuple(found.get(row[0], ())),
        )
        for row in db.execute(f"{_ASKED} ORDER BY q.id")
    ]


def refused(db: sqlite3.Connection) -> set[tuple[int, int]]:
    """Return the (draft, message) of which somebody has said that they are not the same."""
    rows = db.execute(
        "SELECT q.draft_id, c.touch_id FROM questions AS q JOIN candidates AS c "
        "ON c.question_id = q.id WHERE q.answer IN ('none', 'sent')"
    )
    return {(row[0], row[1]) for row in rows}


def told(db: sqlite3.Connection) -> set[int]:
    """Return the drafts of which a person has said, or is asked, whether they went out."""
    rows = db.execute(
        "SELECT draft_id FROM questions WHERE answer = 'sent' "
        "OR (kind = 'not_found' AND answer <> 'settled')"
    )
    return {row[0] for row in rows}


def ask(
    db: sqlite3.Connection,
    batch_id: int,
    kind: QuestionKind,
    draft_id: int,
    *,
    covered: bool,
    at: datetime,
) -> int:
    """Open a question and return its id."""
    cursor = db.execute(
        "INSERT INTO questions (kind, draft_id, covered, asked_at, batch_id) "
        "VALUES (?, ?, ?, ?, ?)",
        (kind.value, draft_id, int(covered), seconds(at), batch_id),
    )
    return int(cursor.lastrowid or 0)


def add_candidates(
    db: sqlite3.Connection, batch_id: int, question_id: int, doubts: Iterable[Doubt]
) -> None:
    """Add messages to a question; those that are there stay."""
    db.executemany(
        "INSERT INTO candidates (question_id, touch_id, likeness, batch_id) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (question_id, touch_id) DO NOTHING",
        [(question_id, each.message_id, each.likeness, batch_id) for each in doubts],
    )


def settle(changes: Changes, questions: Sequence[Question], at: datetime) -> None:
    """Close questions that an export answered."""
    for each in questions:
        changes.change("questions", each.id, answer=Answer.SETTLED.value, answered_at=seconds(at))


def cover(changes: Changes, questions: Mapping[int, Question]) -> None:
    """Note that an export reached beyond the drafts of these questions."""
    for question_id in questions:
        changes.change("questions", question_id, covered=1)


def take_back(db: sqlite3.Connection, batch_id: int) -> None:
    """Remove what a batch asked, with every candidate, also those that later batches added."""
    db.execute("DELETE FROM candidates WHERE batch_id = ?", (batch_id,))
    mine = "SELECT id FROM questions WHERE batch_id = ?"
    db.execute(f"DELETE FROM candidates WHERE question_id IN ({mine})", (batch_id,))
    db.execute("DELETE FROM questions WHERE batch_id = ?", (batch_id,))


def forget(db: sqlite3.Connection, contact_id: int) -> None:
    """Remove every question about a person's messages."""
    mine = (
        "SELECT q.id FROM questions AS q JOIN drafts AS d ON d.id = q.draft_id "
        "WHERE d.contact_id = ?"
    )
    db.execute(f"DELETE FROM candidates WHERE question_id IN ({mine})", (contact_id,))
    db.execute(
        "DELETE FROM questions WHERE draft_id IN (SELECT id FROM drafts WHERE contact_id = ?)",
        (contact_id,),
    )
