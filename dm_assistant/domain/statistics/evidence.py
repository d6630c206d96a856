"""How two variants compare: pair e-value, Fisher's mid-p, Newcombe's interval, chance and loss."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import comb, exp, lgamma, log, sqrt
from typing import NamedTuple

from dm_assistant.domain.statistics.intervals import beta_tail, wilson

_GRID = 400
_PRIOR = 2
_MOST = 700.0
"""The logarithm of the greatest evidence that is told; a number a little above it is none."""


class Count(NamedTuple):
    """``k`` people of ``n`` replied."""

    k: int
    n: int


class Difference(NamedTuple):
    """A difference of two shares, the second less the first, with its 95 % range."""

    value: float
    low: float
    high: float


@lru_cache(maxsize=65_536)
def e_value(only_b: int, only_a: int) -> float:
    """Return how much a fair coin is ruled out by pairs in which only one of two replied.

    A bet against a fair coin with Beta(2, 2) on its bias; P(ever >= 1/a) <= a (Ville 1939).
    """
    if min(only_a, only_b) < 0:
        raise ValueError(f"no evidence from {only_b} and {only_a} pairs")
    tosses = only_a + only_b
    bet = _ln_beta(_PRIOR + only_b, _PRIOR + only_a) - _ln_beta(_PRIOR, _PRIOR)
    return exp(min(_MOST, bet + tosses * log(2)))


def mid_p(a: Count, b: Count) -> float:
    """Return Fisher's two-sided mid-p of two counts, exactly.

    1/2 where nobody or everybody replied: then there is nothing to tell.
    """
    replied = a.k + b.k
    first, last = max(0, replied - b.n), min(a.n, replied)
    weights = [comb(a.n, first) * comb(b.n, replied - first)]
    for k in range(first, last):
        # Each from the one before, which divides without a rest: thousands stay quick.
        more, less = (a.n - k) * (replied - k), (k + 1) * (b.n - replied + k + 1)
        weights.append(weights[-1] * more // less)
    seen = weights[a.k - first]
    rarer = sum(each for each in weights if each < seen)
    as_rare = sum(each for each in weights if each == seen)
    return (2 * rarer + as_rare) / (2 * sum(weights))


def difference(a: Count, b: Count) -> Difference:
    """Return the difference ``b`` less ``a`` by method 10 of Newcombe 1998; both need people."""
    p, q = a.k / a.n, b.k / b.n
    of_a, of_b = wilson(*a), wilson(*b)
    down = sqrt((q - of_b.low) ** 2 + (of_a.high - p) ** 2)
    up = sqrt((of_b.high - q) ** 2 + (p - of_a.low) ** 2)
    return Difference(q - p, max(-1.0, q - p - down), min(1.0, q - p + up))


def chance_better(a: Count, b: Count) -> float:
    """Return P(rate of b > rate of a), each Beta(1 + k, 1 + n - k), by the exact sum."""
    return _chance(*_posterior(a), *_posterior(b))


def expected_loss(chosen: Count, other: Count) -> float:
    """Return by how much choosing one falls short of the other on average, in replies a message."""
    c, c_no = _posterior(chosen)
    o, o_no = _posterior(other)
    other_mean, chosen_mean = o / (o + o_no), c / (c + c_no)
    gained = other_mean * _chance(c, c_no, o + 1, o_no)
    lost = chosen_mean * _chance(c + 1, c_no, o, o_no)
    return max(0.0, gained - lost)


def chances_best(counts: Sequence[Count]) -> list[float]:
    """Return for each variant the probability that none of the others is better."""
    if len(counts) == 2:  # noqa: PLR2004 - two have exact sums
        first, second = counts
        return [chance_better(second, first), chance_better(first, second)]
    tails = _tails(counts)
    found = []
    for place in range(len(counts)):
        steps = zip(pairwise(tails[place]), pairwise(_product_without(tails, place)), strict=True)
        found.append(sum((high - low) * (p + q) / 2 for (high, low), (p, q) in steps))
    return [each / sum(found) for each in found]


def losses(counts: Sequence[Count]) -> list[float]:
    """Return for each variant by how much it falls short of the best one on average."""
    if len(counts) == 2:  # noqa: PLR2004 - as above
        first, second = counts
        return [expected_loss(first, second), expected_loss(second, first)]
    below = [1.0] * (_GRID + 1)
    for tail in _tails(counts):
        below = [share * (1 - each) for share, each in zip(below, tail, strict=True)]
    best = sum(1 - (p + q) / 2 for p, q in pairwise(below)) / _GRID
    means = [yes / (yes + no) for yes, no in map(_posterior, counts)]
    return [max(0.0, best - mean) for mean in means]


def _tails(counts: Sequence[Count]) -> list[list[float]]:
    """Return P(rate > x) along an even grid, for each variant."""
    grid = [place / _GRID for place in range(_GRID + 1)]
    return [[beta_tail(x, *_posterior(each)) for x in grid] for each in counts]


def _product_without(tails: Sequence[Sequence[float]], left_out: int) -> list[float]:
    """Return P(all the others <= x) along the grid."""
    found = [1.0] * (_GRID + 1)
    for place, tail in enumerate(tails):
        if place != left_out:
            found = [share * (1 - each) for share, each in zip(found, tail, strict=True)]
    return found


def _posterior(count: Count) -> tuple[int, int]:
    return 1 + count.k, 1 + count.n - count.k


def _chance(a: int, a_no: int, b: int, b_no: int) -> float:
    """Return P(Beta(b, b_no) > Beta(a, a_no)) for whole parameters (closed form of E. Miller)."""
    total = sum(
        exp(
            _ln_beta(a + i, a_no + b_no) - log(b_no + i) - _ln_beta(1 + i, b_no) - _ln_beta(a, a_no)
        )
        for i in range(b)
    )
    return min(1.0, total)


def _ln_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
