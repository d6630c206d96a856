"""Filters over people as SQL: one condition on ``contacts``, every value bound.

Each part is 0 or 1 and never NULL, so that *not* means everybody else. What is not known of a
person is neither more nor less than anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from dm_assistant.domain.activity import Activity
from dm_assistant.domain.model import CodeState, ConsentKind, DraftState, TouchState
from dm_assistant.domain.ranking import DEFAULT_TIERS
from dm_assistant.domain.segments.fields import FIELDS, Kind, age
from dm_assistant.domain.segments.model import And, Called, Node, Not, Or, Term, Words
from dm_assistant.domain.text import fold
from dm_assistant.storage import comment_words
from dm_assistant.storage.clock import moment_or_none

HALF_LIFE_SECONDS: Final = 30 * 86_400
POINTS_NOW: Final = (
    "100.0 * contacts.factor * (1.0 - power(2.0, -(contacts.activity * power(2.0, "
    f"-(max(0, :now - contacts.last_comment_at) / {HALF_LIFE_SECONDS}.0))) / 3.0))"
)
"""The score in SQL, to choose whom to read; what is shown comes from ``domain.ranking``."""

POINTS: Final = f"CASE WHEN contacts.last_comment_at IS NULL THEN 0.0 ELSE {POINTS_NOW} END"
_EXACT = (
    "exact_points(contacts.activity, contacts.comments, contacts.ring, contacts.copies, "
    "contacts.giveaways, contacts.promotions, contacts.last_comment_at)"
)
_NEAR = 0.06
"""Points are shown with one decimal; nearer to a bound than this SQL's own may lie beyond it."""

KEYWORD_SECONDS = 30 * 86_400
"""How long an announced word counts as a yes, as rules.md has it."""


def _listed(*values: str) -> str:
    return ", ".join(f"'{value}'" for value in values)


_LEFT = _listed(TouchState.HANDED_OVER, TouchState.SENT, TouchState.IMPORTED)
_DROPPED = _listed(DraftState.SKIPPED, DraftState.CANCELLED, DraftState.COULD_NOT_SEND)
_ALIVE = _listed(
    DraftState.DRAFTED, DraftState.SNOOZED, DraftState.APPROVED, DraftState.HANDED_OVER
)
_TAKES = _listed(ConsentKind.WITHDRAWN, ConsentKind.REFUSED)
_IN_FORCE = "l.undoes IS NULL AND l.id NOT IN (SELECT undoes FROM consents WHERE undoes NOT NULL)"
_PERSON = "coalesce(p.merged_into, p.id)"
_HELD: Final = {
    CodeState.RESERVED.value: _listed(CodeState.RESERVED),
    CodeState.GIVEN.value: _listed(CodeState.GIVEN, CodeState.REDEEMED),
    CodeState.REDEEMED.value: _listed(CodeState.REDEEMED),
}

_COLUMNS: Final = {
    "relation": "relation",
    "follow": "follow_state",
    "country": "country",
    "comments": "comments",
    "posts": "posts",
    "questions": "questions",
    "followers": "followers",
    "last": "last_comment_at",
    "first": "first_comment_at",
}
_EVENTS: Final = {
    "wrote": "SELECT contact_id, at FROM inbounds WHERE channel = 'dm'",
    "messaged": f"SELECT contact_id, at FROM touches WHERE state IN ({_LEFT})",
    "replied": "SELECT contact_id, replied_at AS at FROM drafts WHERE replied_at NOT NULL",
}
"""Whom something happened with, and when; erased people are nobody's answer any more."""


class Condition(NamedTuple):
    """SQL that is 1 for the people of a filter, and the values bound in it."""

    sql: str
    values: dict[str, Any]


def condition(
    db: sqlite3.Connection, node: Node, now: datetime, segments: Mapping[str, Node]
) -> Condition:
    """Return a filter as SQL; ``segments`` are the saved ones it may name.

    ``now`` is bound by whoever runs it, as ``:now`` in Unix seconds.
    """
    db.create_function("exact_points", 7, _points_at(now), deterministic=True)
    db.create_function("folded", 1, fold, deterministic=True)
    made = _Made(db, segments)
    return Condition(made.of(node), made.values)


def _points_at(now: datetime) -> Callable[..., float]:
    def points(activity: float, *rest: Any) -> float:
        comments, ring, copies, giveaways, promotions, last_at = rest
        return (
            Activity(
                activity=activity,
                comments=comments,
                ring=ring,
                copies=copies,
                giveaways=giveaways,
                promotions=promotions,
                last_at=moment_or_none(last_at),
            )
            .at(now)
            .points
        )

    return points


class _Made:
    """A condition in the making."""

    def __init__(self, db: sqlite3.Connection, segments: Mapping[str, Node]) -> None:
        self.db = db
        self.segments = segments
        self.values: dict[str, Any] = {}

    def bound(self, value: Any) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def of(self, node: Node) -> str:
        if isinstance(node, Not):
            return f"NOT {self.of(node.inner)}"
        if isinstance(node, And | Or):
            sign = " AND " if isinstance(node, And) else " OR "
            return f"({sign.join(map(self.of, node.parts)) or '1'})"
        if isinstance(node, Words):
            return self.words(node.text)
        if isinstance(node, Called):
            key = self.bound(node.key)
            return f"contacts.id IN (SELECT contact_id FROM handles WHERE key = {key})"
        return self.term(node)

    def words(self, text: str) -> str:
        pattern = self.bound(f"%{escape_like(fold(text))}%")
        found = f"contacts.search LIKE {pattern} ESCAPE '!'"
        written = comment_words.written_by(self.db, text, name=f"said{len(self.values)}")
        if written is None:
            return found
        self.values |= written[1]
        return f"({found} OR contacts.id IN ({written[0]}))"

    def term(self, term: Term) -> str:
        if term.field in _EVENTS:
            return self.event(term)
        if term.field in {"sent", "never-messaged"}:
            return self.sent(term)
        if term.field == "score":
            return self.score(term.sign, float(term.value))
        column = _COLUMNS.get(term.field)
        if column is None:
            return _ASKED[term.field](self, term.value)
        return self.column(f"contacts.{column}", term)

    def column(self, column: str, term: Term) -> str:
        if FIELDS[term.field].kind is Kind.AGE:
            span = self.bound(int(age(term.value).total_seconds()))
            return f"coalesce(:now - {column} {term.sign} {span}, 0)"
        if term.sign == ":":
            return f"upper({column}) = {self.bound(term.value.upper())}"
        return f"coalesce({column} {term.sign} {self.bound(float(term.value))}, 0)"

    def score(self, sign: str, bound: float) -> str:
        value = self.bound(bound)
        return (
            f"CASE WHEN abs(({POINTS}) - {value}) > {_NEAR} THEN ({POINTS}) {sign} {value} "
            f"ELSE {_EXACT} {sign} {value} END"
        )

    def tier(self, value: str) -> str:
        """Tell tiers apart as ``domain.ranking.tier`` does."""
        limits = DEFAULT_TIERS
        tenure = ":now - contacts.first_comment_at"
        old = self.bound(int(limits.superfan_tenure.total_seconds()))
        fresh = self.bound(int(limits.new_tenure.total_seconds()))
        high, some = (
            self.score(">=", each) for each in (limits.superfan_points, limits.regular_points)
        )
        name = self.bound(value)
        return (
            f"CASE WHEN {high} AND coalesce({tenure} >= {old}, 0) THEN 'superfan' "
            f"WHEN {some} THEN 'regular' WHEN coalesce({tenure} < {fresh}, 0) THEN 'new' "
            f"ELSE 'quiet' END = {name}"
        )

    def event(self, term: Term) -> str:
        """Ask when something happened last, or whether it ever did."""
        events = _EVENTS[term.field]
        if not term.sign:
            return f"contacts.id IN (SELECT contact_id FROM ({events}))"
        span = self.bound(int(age(term.value).total_seconds()))
        return (
            f"contacts.id IN (SELECT contact_id FROM ({events}) GROUP BY contact_id "
            f"HAVING :now - max(at) {term.sign} {span})"
        )

    def sent(self, term: Term) -> str:
        left = f"touches WHERE state IN ({_LEFT})"
        if not term.sign:
            return f"contacts.id NOT IN (SELECT contact_id FROM {left})"
        value = self.bound(float(term.value))
        return f"(SELECT count(*) FROM {left} AND contact_id = contacts.id) {term.sign} {value}"

    def tag(self, value: str) -> str:
        return (
            f"contacts.id IN (SELECT {_PERSON} FROM tags JOIN contacts AS p "
            f"ON p.id = tags.contact_id WHERE tags.tag = {self.bound(value)})"
        )

    def platform(self, value: str) -> str:
        name = self.bound(value)
        return f"contacts.id IN (SELECT contact_id FROM handles WHERE platform = {name})"

    def language(self, value: str) -> str:
        name = self.bound(value)
        kin = self.bound(f"{escape_like(value)}-%")
        return f"(lower(contacts.language) = {name} OR contacts.language LIKE {kin} ESCAPE '!')"

    def consent(self, value: str) -> str:
        """Ask for a yes of theirs to a purpose after which no no follows, as rules.md has it."""
        name = self.bound(f";{value};")
        since = self.bound(KEYWORD_SECONDS)
        return (
            f"contacts.id IN (SELECT {_PERSON} AS person FROM consents AS l "
            f"JOIN contacts AS p ON p.id = l.contact_id WHERE {_IN_FORCE} GROUP BY person HAVING "
            f"max(CASE WHEN instr(';' || l.purposes || ';', {name}) AND (l.kind = 'explicit' "
            f"OR l.kind = 'keyword' AND :now - l.event_at < {since}) THEN l.event_at END) > "
            f"coalesce(max(CASE WHEN l.kind IN ({_TAKES}) AND (l.purposes = '' "
            f"OR instr(';' || l.purposes || ';', {name})) THEN l.event_at END), -1))"
        )

    def stopped(self, _value: str) -> str:
        return "contacts.no_contact NOT NULL"

    def draft(self, value: str) -> str:
        name = self.bound(value)
        return (
            "contacts.id IN (SELECT contact_id FROM drafts "
            f"WHERE purpose = {name} AND state IN ({_ALIVE}))"
        )

    def campaign(self, value: str) -> str:
        name = self.bound(value)
        return (
            "contacts.id IN (SELECT contact_id FROM drafts "
            f"WHERE campaign = {name} AND state NOT IN ({_DROPPED}))"
        )

    def code(self, value: str) -> str:
        held = "SELECT contact_id FROM codes WHERE contact_id NOT NULL"
        return f"contacts.id IN ({held} AND state IN ({_HELD[value]}))"

    def purchase(self, _value: str) -> str:
        ledger = (
            f"SELECT {_PERSON} FROM consents AS l JOIN contacts AS p ON p.id = l.contact_id "
            f"WHERE l.kind = '{ConsentKind.PURCHASE}' AND {_IN_FORCE}"
        )
        return f"({self.code(CodeState.REDEEMED.value)} OR contacts.id IN ({ledger}))"

    def part(self, column: str, value: str) -> str:
        """Look for words in a text of one person; all of them stand in what is searched, too."""
        pattern = self.bound(f"%{escape_like(fold(value))}%")
        return (
            f"(contacts.search LIKE {pattern} ESCAPE '!' "
            f"AND folded(contacts.{column}) LIKE {pattern} ESCAPE '!')"
        )

    def name(self, value: str) -> str:
        return self.part("name", value)

    def notes(self, value: str) -> str:
        return self.part("notes", value)

    def segment(self, value: str) -> str:
        return self.of(self.segments[value])


_ASKED: Final[Mapping[str, Callable[[_Made, str], str]]] = {
    "tier": _Made.tier,
    "tag": _Made.tag,
    "platform": _Made.platform,
    "language": _Made.language,
    "consent": _Made.consent,
    "stopped": _Made.stopped,
    "draft": _Made.draft,
    "campaign": _Made.campaign,
    "code": _Made.code,
    "purchase": _Made.purchase,
    "name": _Made.name,
    "notes": _Made.notes,
    "segment": _Made.segment,
}
"""Fields that no single column answers."""


def escape_like(text: str) -> str:
    """Make ``%`` and ``_`` ordinary letters in a LIKE pattern with ``ESCAPE '!'``."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
