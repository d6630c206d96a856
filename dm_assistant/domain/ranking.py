"""Whom to write to first: a score from comments, with named terms that sum to it."""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import fsum, log, log1p
from typing import NamedTuple

from dm_assistant.domain.activity import HALF_LIFE, Activity, Score
from dm_assistant.domain.comment_text import read_fields
from dm_assistant.domain.model import Tier

RING_WORDS = 4
RING_ACCOUNTS = 3
RING_WITHIN = timedelta(hours=24)

_HALF_LIFE_SECONDS = HALF_LIFE.total_seconds()
_RANKS = (1.0, 0.5, 0.25)
_FULL_LENGTH = 8
_LENGTH_QUALITY = {0: 0.3} | {
    words: 0.6 + 0.4 * words / _FULL_LENGTH for words in range(1, _FULL_LENGTH)
}
_FULL_LENGTH_QUALITY = 1.0
_QUESTION_QUALITY = 0.25
_MANY_LIKES = 63
_LIKES_QUALITY = {likes: 0.25 * log1p(likes) / log(64) for likes in range(_MANY_LIKES)}
_MANY_LIKES_QUALITY = 0.25


class RankedComment(NamedTuple):
    """What the score reads of one comment; a tuple, because an import measures a million.

    ``ring`` marks a comment found by ``ring_members``: it counts for nothing.
    """

    post: int
    at: datetime
    text: str
    likes: int
    giveaway_post: bool = False
    ring: bool = False


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
    rows = list(comments)
    if not rows:
        return Activity()
    times = [row[1] for row in rows]
    last_at = max(times)
    scored = [row for row in rows if not row[5]]
    values: dict[int, list[float]] = {}
    keys: set[str] = set()
    questions = likes = giveaways = promotions = 0
    for post, at, text, liked, giveaway_post, _ in scored:
        words, question, promotes, enters, key = read_fields(text)
        value = _LENGTH_QUALITY.get(words, _FULL_LENGTH_QUALITY)
        if question:
            questions += 1
            value += _QUESTION_QUALITY
        if liked > 0:
            likes += liked
            value += _LIKES_QUALITY.get(liked, _MANY_LIKES_QUALITY)
        value *= 2.0 ** ((at - last_at).total_seconds() / _HALF_LIFE_SECONDS)
        values.setdefault(post, []).append(value)
        keys.add(key)
        giveaways += giveaway_post or enters
        promotions += promotes
    return Activity(
        # fsum rounds once, so that the order of the comments cannot show.
        activity=fsum(map(_capped, values.values())),
        comments=len(rows),
        posts=len({row[0] for row in rows}),
        questions=questions,
        likes=likes,
        copies=len(scored) - len(keys),
        giveaways=giveaways,
        promotions=promotions,
        ring=len(rows) - len(scored),
        capped=sum(map(_left_over, values.values())),
        first_at=min(times),
        last_at=last_at,
    )


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
    """Say in a sentence or two why the contact has these points."""
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
    facts.append(f"last one {_ago(now - activity.last_at)}")
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


def _ago(waited: timedelta) -> str:
    if waited.days <= 0:
        return "today"
    return "yesterday" if waited.days == 1 else f"{waited.days} days ago"


def ring_key(text: str) -> str:
    """Return what the copies of a text have in common, empty for one too short for a ring."""
    words, _, _, _, key = read_fields(text)
    return key if words >= RING_WORDS else ""


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
