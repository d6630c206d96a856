"""Posts with and without money behind them: each kind pooled, and whether they differ."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dm_assistant.domain.measures import Measure, Paid, number
from dm_assistant.domain.statistics.effect_words import chance as often
from dm_assistant.domain.statistics.kpis import (
    Known,
    Kpi,
    completion,
    engagement_by_views,
    ratio,
    replays,
)
from dm_assistant.domain.statistics.thresholds import SPLIT_FROM, SPLIT_P, SPLIT_SHUFFLES

NO_VERDICT = "told by days, not by posts: no verdict"
NO_POSTS = "no post with its views is known for these days"


@dataclass(frozen=True, slots=True)
class Post:
    """What one post had gathered when it was last counted, as far as that is known.

    ``watched_of`` are the views at the time at which the full watches were counted.
    """

    name: str
    views: float | None
    reactions: float | None
    paid: Paid = Paid.UNKNOWN
    full_watches: float | None = None
    watched_of: float | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """The posts of one kind: how many, and what they gathered together."""

    paid: Paid
    posts: int
    views: float
    engagement: Kpi
    completion: Kpi

    @property
    def told(self) -> bool:
        """Return whether there is anything of this kind."""
        return bool(self.posts or self.views)

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {
            "group": self.paid.value,
            "posts": self.posts,
            "views": number(self.views),
            "figures": [self.engagement.as_json(), self.completion.as_json()],
        }


@dataclass(frozen=True, slots=True)
class Split:
    """Organic, paid and unknown posts beside each other, and what may be said of the gap."""

    kinds: tuple[Kind, ...]
    words: str
    p: float | None = None

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {
            "groups": [each.as_json() for each in self.kinds],
            "p": self.p,
            "words": self.words,
        }


def completion_of(posts: Sequence[Post]) -> Kpi:
    """Return full watches over views of the posts of which both are known."""
    both = [each for each in posts if None not in (each.full_watches, each.watched_of)]
    watched = sum(each.full_watches or 0 for each in both)
    views = sum(each.watched_of or 0 for each in both)
    kpi = Kpi(
        "completion_rate",
        "Completion",
        "full watches / views",
        {"full_watches": number(watched), "views": number(views), "posts": len(both)},
    )
    if not both:
        why = "no post has full watches and views of the same day"
        return Kpi(kpi.name, kpi.title, kpi.formula, reason=why)
    return replays(ratio(kpi, watched, views, "views"))


def split(posts: Sequence[Post], spans: Mapping[Paid, Known], days: int) -> Split:
    """Return the kinds of posts, and a verdict only where both are many enough.

    A kind without posts is told from ``spans``, what was noted of it for whole days.
    """
    kinds = tuple(
        _kind(paid, [each for each in posts if each.paid is paid])
        if any(each.paid is paid for each in posts) or not spans.get(paid)
        else _kind_of_days(paid, spans[paid], days)
        for paid in Paid
    )
    if not posts:
        told = any(each.views for each in kinds)
        return Split(kinds if told else (), NO_VERDICT if told else NO_POSTS)
    organic, paid = (
        [each for each in posts if each.paid is kind and None not in (each.views, each.reactions)]
        for kind in (Paid.ORGANIC, Paid.PAID)
    )
    if min(len(organic), len(paid)) < SPLIT_FROM:
        words = (
            f"{len(organic)} organic and {len(paid)} paid posts: no verdict before there are "
            f"{SPLIT_FROM} of each"
        )
        return Split(kinds, words)
    gap = _gap(organic, paid)
    p = chance(organic, paid)
    if gap is None or p is None:
        return Split(kinds, "posts without views cannot be compared")
    more, less = ("organic", "paid") if gap > 0 else ("paid", "organic")
    if p > SPLIT_P:
        said = f"no clear difference: chance alone brings such a gap in {often(p)} of cases"
        return Split(kinds, said, p)
    words = (
        f"{more} posts got more reactions a view than {less} ones; chance alone brings such a gap "
        f"in {often(p)} of cases. You chose which to pay for, so other reasons are possible"
    )
    return Split(kinds, words, p)


def chance(one: Sequence[Post], other: Sequence[Post]) -> float | None:
    """Return how often shuffled kinds are as far apart; seeded by the posts themselves."""
    observed = _gap(one, other)
    if observed is None:
        return None
    pool = [*one, *other]
    draw = random.Random(repr([(each.views, each.reactions) for each in pool]))  # noqa: S311 - no secret
    as_far = 0
    for _ in range(SPLIT_SHUFFLES):
        draw.shuffle(pool)
        gap = _gap(pool[: len(one)], pool[len(one) :])
        as_far += gap is None or abs(gap) >= abs(observed) - 1e-12
    return (1 + as_far) / (1 + SPLIT_SHUFFLES)


def _gap(one: Sequence[Post], other: Sequence[Post]) -> float | None:
    rates = []
    for posts in (one, other):
        views = sum(each.views or 0 for each in posts)
        if views <= 0:
            return None
        rates.append(sum(each.reactions or 0 for each in posts) / views)
    return rates[0] - rates[1]


def _kind(paid: Paid, posts: Sequence[Post]) -> Kind:
    told = [each for each in posts if None not in (each.views, each.reactions)]
    views = sum(each.views or 0 for each in told)
    reactions = sum(each.reactions or 0 for each in told)
    kpi = Kpi(
        "engagement_by_views",
        "Engagement by views",
        "(likes + comments + shares) / views",
        {"reactions": number(reactions), "views": number(views), "posts": len(told)},
    )
    engagement = (
        ratio(kpi, reactions, views, "views")
        if told
        else Kpi(kpi.name, kpi.title, kpi.formula, reason="no such post with views and reactions")
    )
    return Kind(paid, len(told), views, engagement, completion_of(posts))


def _kind_of_days(paid: Paid, known: Known, days: int) -> Kind:
    views = known[Measure.VIEWS].total if Measure.VIEWS in known else None
    return Kind(paid, 0, views or 0, engagement_by_views(known, days), completion(known, days))
