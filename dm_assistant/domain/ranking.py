"""Whom to write to first: a score from comments, with named terms that sum to it."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import fsum, log, log1p
from operator import itemgetter
from typing import NamedTuple

from dm_assistant.domain.activity import HALF_LIFE, Activity, Score
from dm_assistant.domain.first_look import (
    ANY_FACTS,
    REMARKABLE,
    asks,
    enters,
    first_look,
    promotes,
    words_in,
)
from dm_assistant.domain.model import Tier

RING_ACCOUNTS = 3
RING_WITHIN = timedelta(hours=24)

_HALF_LIFE_SECONDS = HALF_LIFE.total_seconds()
_RANKS = (1.0, 0.5, 0.25)
_FULL_LENGTH = 8
_QUESTION_QUALITY = 0.25
_MANY_LIKES = 63
_LIKES_QUALITY = {likes: 0.25 * log1p(likes) / log(64) for likes in range(_MANY_LIKES)}
_MANY_LIKES_QUALITY = 0.25


def _length_quality(words: int) -> float:
    """Return what a comment of so many words is worth."""
    return 0.6 + 0.4 * min(words, _FULL_LENGTH) / _FULL_LENGTH if words else 0.3


_QUALITY = [
    _length_quality(words_in(facts)) + (_QUESTION_QUALITY if asks(facts) else 0.0)
    for facts in range(ANY_FACTS + 1)
]
"""What a comment is worth by the facts of its text."""


class RankedComment(NamedTuple):
    """What the score reads of one comment.

    ``ring`` marks a comment found by ``ring_members``: it counts for nothing.
    """

    post: int
    at: datetime
    text: str
    likes: int
    giveaway_post: bool = False
    ring: bool = False


Looked = tuple[int, float, int, int, int, bool, bool]
"""A comment that was looked at: post, Unix seconds, likes, facts and copy key of its text, whether
the post is a giveaway, whether it is in a ring. A plain tuple: an import measures a million."""


@dataclass(frozen=True, slots=True)
class TierThresholds:
    """Where the tiers begin: points, and how long ago the contact was first seen."""

    superfan_points: float = 60.0
    superfan_tenure: timedelta = timedelta(days=60)
    regular_points: float = 30.0
    new_tenure: timedelta = timedelta(days=30)


DEFAULT_TIERS = TierThresholds()


def measure(comments: Iterable[RankedComment]) -> Activity:
    """Measure one contact's comments, in any order."""
    looked = []
    for post, at, text, likes, giveaway_post, ring in comments:
        facts, copy_key, _ = first_look(text)
        looked.append((post, at.timestamp(), likes, facts, copy_key, giveaway_post, ring))
    return measure_looked(looked)


def measure_looked(rows: Sequence[Looked]) -> Activity:
    """Measure one contact's comments without reading their texts again."""
    if not rows:
        return Activity()
    last_at = max(map(_AT, rows))
    scored = [row for row in rows if not row[6]]
    remarkable = [row[3] for row in scored if row[3] & REMARKABLE]
    worth = _worth_by_post(scored, last_at)
    return Activity(
        # fsum rounds once, so that the order of the comments cannot show.
        activity=fsum(map(_capped, worth)),
        comments=len(rows),
        posts=len(set(map(_POST, rows))),
        questions=sum(map(asks, remarkable)),
        likes=sum(row[2] for row in scored if row[2] > 0),
        copies=len(scored) - len({abs(row[4]) for row in scored}),
        giveaways=sum(1 for row in scored if row[5] or enters(row[3])),
        promotions=sum(map(promotes, remarkable)),
        ring=len(rows) - len(scored),
        capped=sum(map(_left_over, worth)),
        first_at=datetime.fromtimestamp(min(map(_AT, rows)), UTC),
        last_at=datetime.fromtimestamp(last_at, UTC),
    )


_POST, _AT = itemgetter(0), itemgetter(1)


def _worth_by_post(scored: Sequence[Looked], last_at: float) -> Collection[list[float]]:
    """Return what the comments are worth at a moment, by the post they stand under."""
    values: dict[int, list[float]] = {}
    for post, at, likes, facts, _, _, _ in scored:
        value = _QUALITY[facts & ANY_FACTS]
        if likes > 0:
            value += _LIKES_QUALITY.get(likes, _MANY_LIKES_QUALITY)
        value *= 2.0 ** ((at - last_at) / _HALF_LIFE_SECONDS)
        if post in values:
            values[post].append(value)
        else:
            values[post] = [value]
    return values.values()


def _capped(values: list[float]) -> float:
    """Return what one video is worth: a full, a half and a quarter comment, the best first."""
    if len(values) == 1:
        return values[0]
    values.sort(reverse=True)
    return sum(value * rank for value, rank in zip(values, _RANKS, strict=False))


def _left_over(values: list[float]) -> int:
    """Return how many comments on one video were too many to count."""
    return max(0, len(values) - len(_RANKS))


def explain(name: str, activity: Activity, now: datetime) -> str:
    """Say in a sentence or two why the contact has these points; days are those of ``now``."""
    score = activity.at(now)
    head = f"{name} {_count(round(score.points), 'point')}: "
    if activity.last_at is None:
        return f"{head}no comments."
    penalties = _penalties(activity, score)
    comments = _count(activity.comments, "comment")
    if activity.posts == 1 and activity.capped:
        capped = f"{head}{comments} but on one video (only the first three count)."
        return " ".join([capped, *penalties])
    facts = [f"{comments} on {_count(activity.posts, 'video')}"]
    if activity.capped:
        facts[0] += " (only three on each count)"
    facts.append(f"last one {_ago(activity.last_at, now)}")
    if activity.questions:
        facts.append(_count(activity.questions, "question"))
    if activity.likes:
        facts.append(_count(activity.likes, "like"))
    return " ".join([f"{head}{', '.join(facts)}.", *(penalties or ["No penalties."])])


def _penalties(activity: Activity, score: Score) -> list[str]:
    scored = activity.comments - activity.ring
    sentences = [
        f"{what} ({part} of {_count(scored, 'comment')}) {verb} {-score.terms[term]:.1f} points."
        for what, verb, part, term in (
            ("Repeated texts", "cost", activity.copies, "copies"),
            ("Giveaway comments", "cost", activity.giveaways, "giveaways"),
            ("Self-promotion", "costs", activity.promotions, "promotion"),
        )
        if score.terms[term] < 0
    ]
    if activity.ring:
        verb = "counts" if activity.ring == 1 else "count"
        ring = _count(activity.ring, "comment")
        sentences.append(f"{ring} in a copy-paste ring {verb} for nothing.")
    return sentences


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _ago(at: datetime, now: datetime) -> str:
    days = (now.date() - at.astimezone(now.tzinfo).date()).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def ring_members(occurrences: Sequence[tuple[int, datetime]]) -> frozenset[int]:
    """Return the positions of the (contact id, time) pairs of one text that form a ring.

    They are those with ``RING_ACCOUNTS`` accounts among them inside one ``RING_WITHIN``; the same
    text a month earlier is nobody's ring.
    """
    order = sorted(range(len(occurrences)), key=lambda position: occurrences[position][1])
    inside: deque[int] = deque()
    accounts: Counter[int] = Counter()
    members: set[int] = set()
    for position in order:
        contact, at = occurrences[position]
        inside.append(position)
        accounts[contact] += 1
        while at - occurrences[inside[0]][1] > RING_WITHIN:
            left = occurrences[inside.popleft()][0]
            accounts[left] -= 1
            if not accounts[left]:
                del accounts[left]
        if len(accounts) >= RING_ACCOUNTS:
            members.update(inside)
    return frozenset(members)


def tier(
    points: float,
    first_seen_at: datetime | None,
    now: datetime,
    thresholds: TierThresholds = DEFAULT_TIERS,
) -> Tier:
    """Return the tier for ``points`` and tenure; somebody never seen is not new."""
    tenure = None if first_seen_at is None else now - first_seen_at
    if points >= thresholds.superfan_points and tenure and tenure >= thresholds.superfan_tenure:
        return Tier.SUPERFAN
    if points >= thresholds.regular_points:
        return Tier.REGULAR
    if tenure is not None and tenure < thresholds.new_tenure:
        return Tier.NEW
    return Tier.QUIET
