"""What a planned number of messages can show, and how many a difference needs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import ceil, comb, exp, lgamma, log, sqrt

from dm_assistant.domain.statistics.thresholds import EXACT_PLAN, MID_P, POWER

_Z_SIZE = 2.053748910831823
"""Of the normal formula: the size of the rule is 4 % at its worst."""
_Z_POWER = 0.8416212335729143
_POINTS = 100
_HALVINGS = 20


def power(a: float, b: float, n: int) -> float:
    """Return how often ``n`` messages each show a difference of two reply rates at the plan."""
    rejecting = _boundary(n)
    of_a, of_b = _shares(a, n), _shares(b, n)
    return _above(of_a, of_b, rejecting) + _above(of_b, of_a, rejecting)


def smallest_lift(rate: float, n: int) -> int | None:
    """Return about which lift, in points, ``n`` messages each show four times in five.

    By the normal formula. None where even a rise to 100 % would stay invisible.
    """
    if _by_the_formula(rate, 1.0) > n:
        return None
    low, high = 0.0, 1.0 - rate
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _by_the_formula(rate, rate + middle) <= n:
            high = middle
        else:
            low = middle
    return round(high * _POINTS)


def messages_needed(rate: float, lift: float) -> int:
    """Return how many messages for each variant show a lift four times in five.

    Counted out where the normal formula, which comes out some per cent low, says at most 400.
    """
    other = min(1.0, rate + lift)
    about = _by_the_formula(rate, other)
    if about > EXACT_PLAN:
        return ceil(about)
    few, enough = 1, 2 * ceil(about) + 10
    while enough - few > 1:
        middle = (few + enough) // 2
        if power(rate, other, middle) < POWER:
            few = middle
        else:
            enough = middle
    return enough


def _by_the_formula(a: float, b: float) -> float:
    middle = (a + b) / 2
    apart = _Z_SIZE * sqrt(2 * middle * (1 - middle))
    apart += _Z_POWER * sqrt(a * (1 - a) + b * (1 - b))
    return (apart / (a - b)) ** 2


@lru_cache(maxsize=64)
def _boundary(n: int) -> tuple[int, ...]:
    """Return for every count of one variant the least count of the other that is a verdict.

    ``n + 1`` where none is. Both have ``n`` messages, so that the two tails are alike.
    """
    row = [comb(n, k) for k in range(n + 1)]
    found: list[int] = []
    least = 1
    for k in range(n + 1):
        least = max(least, k + 1)
        while least <= n and _mid_p(row, k, least) > MID_P:
            least += 1
        found.append(least)
    return tuple(found)


def _mid_p(row: Sequence[int], few: int, many: int) -> float:
    """Return Fisher's mid-p for two counts of the same number of messages, ``few < many``."""
    replied, n = few + many, len(row) - 1
    first = max(0, replied - n)
    below = sum(row[k] * row[replied - k] for k in range(first, few))
    return (2 * below + row[few] * row[many]) / comb(2 * n, replied)


def _shares(rate: float, n: int) -> list[float]:
    """Return the probability of each count of replies."""
    if rate in {0.0, 1.0}:
        return [float(k == rate * n) for k in range(n + 1)]
    yes, no = log(rate), log(1 - rate)
    ways = lgamma(n + 1)
    return [
        exp(ways - lgamma(k + 1) - lgamma(n - k + 1) + k * yes + (n - k) * no) for k in range(n + 1)
    ]


def _above(few: Sequence[float], many: Sequence[float], rejecting: Sequence[int]) -> float:
    tails = [*reversed(list(accumulate(reversed(many)))), 0.0]
    return sum(share * tails[least] for share, least in zip(few, rejecting, strict=True))
