"""People as plain facts: written into a workspace's tables, and judged without them.

The judging shares no code with the SQL: where the two disagree, one of them is wrong.
"""

from __future__ import annotations

import operator
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from dm_assistant.domain import ranking
from dm_assistant.domain.activity import Activity
from dm_assistant.domain.segments.model import And, Called, Node, Not, Or, Term, Words
from dm_assistant.domain.text import fold

SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
LEFT = {"handed_over", "sent", "imported"}
ALIVE = {"drafted", "snoozed", "approved", "handed_over"}
DROPPED = {"skipped", "cancelled", "could_not_send"}
HOURS = {"h": 1, "d": 24, "w": 168, "y": 8760}


@dataclass(frozen=True)
class Entry:
    """An entry of the ledger, so many seconds ago; ``undone`` was taken back."""

    kind: str
    purposes: str
    ago: int
    undone: bool = False


@dataclass(frozen=True)
class Message:
    """A message of ours: its draft and, where it has one, its touch; times are seconds ago."""

    purpose: str = "thanks"
    state: str = "sent"
    campaign: str = ""
    replied_ago: int | None = None
    touch: str = ""
    touched_ago: int = 0


@dataclass(frozen=True)
class Somebody:
    """One person; ``joined`` says that tags and ledger came with somebody who was merged in."""

    handle: str = "mia"
    platform: str = "tiktok"
    name: str = ""
    notes: str = ""
    relation: str = "fan"
    follow: str = "unknown"
    language: str = ""
    country: str = ""
    followers: int | None = None
    tags: tuple[str, ...] = ()
    activity: float = 0.0
    comments: int = 0
    posts: int = 0
    questions: int = 0
    copies: int = 0
    first_ago: int | None = None
    last_ago: int | None = None
    stopped: bool = False
    wrote: tuple[int, ...] = ()
    messages: tuple[Message, ...] = ()
    ledger: tuple[Entry, ...] = ()
    codes: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    joined: bool = False

    @property
    def measured(self) -> tuple[Activity, datetime]:
        now = datetime(2024, 10, 1, 12, tzinfo=UTC)
        last = None if self.last_ago is None else now - timedelta(seconds=self.last_ago)
        return Activity(
            self.activity, self.comments, self.posts, copies=self.copies, last_at=last
        ), now

    @property
    def points(self) -> float:
        activity, now = self.measured
        return activity.at(now).points

    @property
    def tier(self) -> str:
        _, now = self.measured
        first = None if self.first_ago is None else now - timedelta(seconds=self.first_ago)
        return ranking.tier(self.points, first, now).value


def takes(node: Node, one: Somebody, segments: Mapping[str, Node]) -> bool:
    """Return whether a filter takes a person."""
    if isinstance(node, Not):
        return not takes(node.inner, one, segments)
    if isinstance(node, And | Or):
        parts = [takes(each, one, segments) for each in node.parts]
        return all(parts) if isinstance(node, And) else any(parts)
    if isinstance(node, Words):
        return _is_found(one, node.text)
    if isinstance(node, Called):
        return one.handle == node.key
    return _term(one, node, segments)


def _is_found(one: Somebody, text: str) -> bool:
    known = " ".join(
        fold(each) for each in (one.name, one.handle, one.notes, *sorted(one.tags)) if each
    )
    words = text.lower().split()
    return fold(text) in known or any(
        all(word in said.lower() for word in words) for said in one.said
    )


def _term(one: Somebody, term: Term, segments: Mapping[str, Node]) -> bool:
    if term.field == "segment":
        return takes(segments[term.value], one, segments)
    numbers: dict[str, float | None] = {
        "score": one.points,
        "comments": one.comments,
        "posts": one.posts,
        "questions": one.questions,
        "followers": one.followers,
        "sent": sum(each.touch in LEFT for each in one.messages),
    }
    if term.field in numbers:
        number = numbers[term.field]
        return number is not None and SIGNS[term.sign](number, float(term.value))
    ages: dict[str, list[int]] = {
        "last": [] if one.last_ago is None else [one.last_ago],
        "first": [] if one.first_ago is None else [one.first_ago],
        "wrote": list(one.wrote),
        "messaged": [each.touched_ago for each in one.messages if each.touch in LEFT],
        "replied": [each.replied_ago for each in one.messages if each.replied_ago is not None],
    }
    if term.field in ages:
        found = ages[term.field]
        if not term.sign:
            return bool(found)
        span = int(term.value[:-1]) * HOURS[term.value[-1]] * 3600
        return bool(found) and SIGNS[term.sign](min(found), span)
    return _fact(one, term.field, term.value)


def _fact(one: Somebody, field: str, value: str) -> bool:
    answers: dict[str, bool] = {
        "tier": one.tier == value,
        "relation": one.relation == value,
        "follow": one.follow == value,
        "platform": one.platform == value,
        "tag": value in one.tags,
        "language": one.language.lower() == value or one.language.lower().startswith(f"{value}-"),
        "country": one.country.upper() == value,
        "never-messaged": not any(each.touch in LEFT for each in one.messages),
        "consent": _agreed(one, value),
        "stopped": one.stopped,
        "draft": any(each.purpose == value and each.state in ALIVE for each in one.messages),
        "campaign": any(
            each.campaign == value and each.state not in DROPPED for each in one.messages
        ),
        "code": value in one.codes or (value == "given" and "redeemed" in one.codes),
        "purchase": "redeemed" in one.codes
        or any(each.kind == "purchase" and not each.undone for each in one.ledger),
        "name": bool(one.name) and fold(value) in fold(one.name),
        "notes": bool(one.notes) and fold(value) in fold(one.notes),
    }
    return answers[field]


def _agreed(one: Somebody, purpose: str) -> bool:
    known = [each for each in one.ledger if not each.undone]
    month = 30 * 86_400
    yes = [
        each.ago
        for each in known
        if purpose in each.purposes.split(";")
        and (each.kind == "explicit" or (each.kind == "keyword" and each.ago < month))
    ]
    no = [
        each.ago
        for each in known
        if each.kind in {"withdrawn", "refused"}
        and (not each.purposes or purpose in each.purposes.split(";"))
    ]
    return bool(yes) and (not no or min(yes) < min(no))


# --- into the tables -------------------------------------------------------------------------


def write(db: sqlite3.Connection, number: int, one: Somebody, now: int) -> None:
    """Write a person into the tables; ``number`` tells people apart and becomes their id."""
    activity, _ = one.measured
    search = [one.name, one.handle, one.notes, *sorted(one.tags)]
    put = Table(db)
    put(
        "contacts",
        id=number,
        name=one.name,
        notes=one.notes,
        relation=one.relation,
        follow_state=one.follow,
        language=one.language,
        country=one.country,
        followers=one.followers,
        activity=one.activity,
        factor=activity.copy_factor,
        comments=one.comments,
        posts=one.posts,
        questions=one.questions,
        copies=one.copies,
        first_comment_at=None if one.first_ago is None else now - one.first_ago,
        last_comment_at=None if one.last_ago is None else now - one.last_ago,
        no_contact="opt_out" if one.stopped else None,
        search=" ".join(fold(each) for each in search if each),
    )
    put("handles", contact_id=number, platform=one.platform, handle=one.handle, key=one.handle)
    came_to = number
    if one.joined:
        came_to = 500 + number
        put("contacts", id=came_to, merged_into=number)
    for tag in one.tags:
        put("tags", contact_id=came_to, tag=tag)
    for ago in one.wrote:
        put(
            "inbounds",
            contact_id=number,
            platform=one.platform,
            at=now - ago,
            preselected="neutral",
        )
    for place, text in enumerate(one.said):
        put(
            "comments",
            platform="tiktok",
            platform_id=f"{number}-{place}",
            contact_id=number,
            post_id=99,
            at=now,
            text=text,
            batch_id=99,
        )
    for place, state in enumerate(one.codes):
        code = f"C{number}{place}"
        put("codes", pool_id=99, code=code, key=code, state=state, contact_id=number)
    _messages(put, number, one, now)
    _ledger(put, came_to, one, now)


@dataclass
class Table:
    """Inserts a row of any table."""

    db: sqlite3.Connection

    def __call__(self, name: str, /, **values: Any) -> int:
        listed = ", ".join(values)
        marks = ", ".join("?" * len(values))
        cursor = self.db.execute(
            f"INSERT INTO {name} ({listed}) VALUES ({marks})", tuple(values.values())
        )
        return int(cursor.lastrowid or 0)


def _messages(put: Table, number: int, one: Somebody, now: int) -> None:
    for step, each in enumerate(one.messages):
        draft = put(
            "drafts",
            contact_id=number,
            account_id=1,
            platform="tiktok",
            purpose=each.purpose,
            state=each.state,
            campaign=each.campaign,
            step=step,
            created_at=now,
            replied_at=None if each.replied_ago is None else now - each.replied_ago,
        )
        if each.touch:
            put(
                "touches",
                contact_id=number,
                account_id=1,
                draft_id=draft,
                at=now - each.touched_ago,
                purpose=each.purpose,
                state=each.touch,
            )


def _ledger(put: Table, came_to: int, one: Somebody, now: int) -> None:
    plain = {
        "contact_id": came_to,
        "platform": "tiktok",
        "recorded_at": now,
        "recorded_by": "me",
        "evidence_id": 1,
        "evidence_digest": "",
        "prev_hash": "",
        "hash": "",
    }
    for each in one.ledger:
        entry = put(
            "consents", kind=each.kind, purposes=each.purposes, event_at=now - each.ago, **plain
        )
        if each.undone:
            put(
                "consents",
                kind="withdrawn",
                purposes=each.purposes,
                event_at=now,
                undoes=entry,
                **plain,
            )
