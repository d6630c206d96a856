"""What a random hold-out shows: people who drew a message against people who drew none.

Batches are never mixed: people are compared, and labels are drawn anew, within their own batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import Final, NamedTuple

from dm_assistant.domain.statistics.thresholds import (
    EFFECT_WINDOW,
    LEAST_ARM,
    PROBABLY,
    RELABELINGS,
    Z95,
)

FORMULA: Final = (
    "mean of comments after, messaged - held out, weighted by batch; p by drawing labels anew "
    "within batches on y - theta (x - mean x)"
)
TIE = 1e-9
"""Two sums that differ by less are equal: the order of adding must not decide."""
LEAST_FREEDOM = 4
"""With fewer degrees of freedom the closed form of Student's t is not good enough."""


class Subject(NamedTuple):
    """One person of a draw: their comments in equal windows before and after it."""

    batch: int
    messaged: bool
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Side:
    """The people of one arm; ``mean`` is that of their comments after, with its 95 % range."""

    n: int = 0
    comments: int = 0
    mean: float | None = None
    low: float | None = None
    high: float | None = None

    def as_json(self) -> dict[str, object]:
        """Return the side as a document."""
        return {
            "n": self.n,
            "comments": self.comments,
            "mean": self.mean,
            "low": self.low,
            "high": self.high,
        }


@dataclass(frozen=True, slots=True)
class Holdout:
    """What a draw shows, or for what ``reason`` it shows nothing.

    ``difference`` and ``ratio`` are of the means; ``adjusted`` allows for what everybody wrote
    before, and ``low``, ``high`` and ``p`` are of it.
    """

    messaged: Side
    held_out: Side
    batches: int = 0
    difference: float | None = None
    ratio: float | None = None
    adjusted: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    theta: float | None = None
    reason: str = ""

    @property
    def probable(self) -> bool:
        """Return whether chance alone seldom makes a gap like this."""
        return self.p is not None and self.p <= PROBABLY

    def as_json(self) -> dict[str, object]:
        """Return the figure as a document."""
        missing = {"reason": self.reason} if self.reason else {}
        return {
            "name": "holdout",
            "formula": FORMULA,
            "inputs": {
                "messaged": self.messaged.as_json(),
                "held_out": self.held_out.as_json(),
                "batches": self.batches,
                "theta": self.theta,
                "relabelings": RELABELINGS,
                "window_days": EFFECT_WINDOW.days,
            },
            "value": self.difference,
            "ratio": self.ratio,
            "adjusted": self.adjusted,
            "low": self.low,
            "high": self.high,
            "p": self.p,
            **missing,
        }


class _Batch(NamedTuple):
    """The people of one batch that has both arms."""

    messaged: Sequence[Subject]
    held_out: Sequence[Subject]

    @property
    def people(self) -> list[Subject]:
        return [*self.messaged, *self.held_out]

    @property
    def weight(self) -> float:
        """Return how much the batch says: the inverse variance of its difference, but for scale."""
        return len(self.messaged) * len(self.held_out) / len(self.people)


def holdout(subjects: Iterable[Subject], seed: str, *, relabelings: int = RELABELINGS) -> Holdout:
    """Compare everybody as they were drawn; see statistics 5.2."""
    batches = _batches(subjects)
    messaged = [each for batch in batches for each in batch.messaged]
    out = [each for batch in batches for each in batch.held_out]
    if min(len(messaged), len(out)) < LEAST_ARM:
        return Holdout(_counted(messaged), _counted(out), len(batches), reason=_too_few(out))
    theta = _theta(batches)
    freed = [_freed(batch, theta) for batch in batches]
    adjusted, low, high = _gap(freed)
    sides = [_side(batches, place) for place in range(2)]
    means = [each.mean or 0.0 for each in sides]
    return Holdout(
        messaged=sides[0],
        held_out=sides[1],
        batches=len(batches),
        difference=means[0] - means[1],
        ratio=means[0] / means[1] if means[1] else None,
        adjusted=adjusted,
        low=low,
        high=high,
        p=_chance(freed, Random(seed), relabelings),  # noqa: S311 - the same data, the same p
        theta=theta,
    )


def _batches(subjects: Iterable[Subject]) -> list[_Batch]:
    found: dict[int, tuple[list[Subject], list[Subject]]] = defaultdict(lambda: ([], []))
    for each in subjects:
        found[each.batch][0 if each.messaged else 1].append(each)
    return [_Batch(*found[key]) for key in sorted(found) if all(found[key])]


def _too_few(out: Sequence[Subject]) -> str:
    if not out:
        return "nobody whose 28 days are over was held out"
    return f"fewer than {LEAST_ARM} people were messaged, or held out"


def _counted(side: Sequence[Subject]) -> Side:
    return Side(len(side), round(sum(each.after for each in side)))


def _theta(batches: Iterable[_Batch]) -> float:
    """Return by how much comments after rise with comments before, within batches."""
    both = spread = 0.0
    for batch in batches:
        people = batch.people
        before = _mean([each.before for each in people])
        after = _mean([each.after for each in people])
        both += sum((each.before - before) * (each.after - after) for each in people)
        spread += sum((each.before - before) ** 2 for each in people)
    return both / spread if spread else 0.0


def _freed(batch: _Batch, theta: float) -> _Batch:
    """Return a batch whose comments after are freed of what those before tell, around 0."""
    people = batch.people
    before = _mean([each.before for each in people])
    after = _mean([each.after for each in people])
    found = [
        [each._replace(after=each.after - after - theta * (each.before - before)) for each in side]
        for side in batch
    ]
    return _Batch(found[0], found[1])


def _chance(freed: Sequence[_Batch], random: Random, times: int) -> float:
    """Return how often labels drawn anew within batches part people at least as far."""
    seen = abs(sum(each.after for batch in freed for each in batch.messaged))
    # What is freed adds up to 0 in a batch, so drawing its smaller arm says all.
    arms = [
        (
            [each.after for each in batch.people],
            min(map(len, batch)),
            1 if len(batch.messaged) <= len(batch.held_out) else -1,
        )
        for batch in freed
    ]
    reached = sum(
        abs(sum(sign * sum(random.sample(values, small)) for values, small, sign in arms))
        >= seen - TIE
        for _ in range(times)
    )
    return (1 + reached) / (1 + times)


def _side(batches: Sequence[_Batch], place: int) -> Side:
    """Return one arm with its mean, both arms having the same mixture of batches."""
    arms = [[each.after for each in batch[place]] for batch in batches]
    mean, error, freedom = _weighed(batches, arms)
    low, high = _range(mean, error, freedom)
    comments = round(sum(map(sum, arms)))
    return Side(sum(map(len, arms)), comments, mean, None if low is None else max(0.0, low), high)


def _gap(freed: Sequence[_Batch]) -> tuple[float, float | None, float | None]:
    """Return the difference of the means with its 95 % range (Welch)."""
    sides = [
        _weighed(freed, [[each.after for each in batch[place]] for batch in freed])
        for place in range(2)
    ]
    (mean, error, freedom), (other, other_error, other_freedom) = sides
    both = error + other_error
    if not (freedom and other_freedom and both):
        return mean - other, None, None
    joint = both**2 / (error**2 / freedom + other_error**2 / other_freedom)
    return (mean - other, *_range(mean - other, both, joint))


def _weighed(
    batches: Sequence[_Batch], arms: Sequence[Sequence[float]]
) -> tuple[float, float, float]:
    """Return the mean of one arm over batches, its squared error, and the degrees of freedom."""
    total = sum(batch.weight for batch in batches)
    shares = [batch.weight / total for batch in batches]
    freedom = sum(len(arm) - 1 for arm in arms)
    squares = sum((each - _mean(arm)) ** 2 for arm in arms for each in arm)
    error = sum(share**2 / len(arm) for share, arm in zip(shares, arms, strict=True))
    mean = sum(share * _mean(arm) for share, arm in zip(shares, arms, strict=True))
    return mean, error * squares / freedom if freedom else 0.0, freedom


def _range(mean: float, squared: float, freedom: float) -> tuple[float | None, float | None]:
    if freedom < LEAST_FREEDOM:
        return None, None
    half = student(freedom) * sqrt(squared)
    return mean - half, mean + half


def student(freedom: float) -> float:
    """Return the 97.5 % point of Student's t by its expansion around the normal one.

    Abramowitz and Stegun 26.7.5; right to 0.002 from 4 degrees of freedom on.
    """
    z = Z95
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(each / freedom**power for power, each in enumerate(terms, 1))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
