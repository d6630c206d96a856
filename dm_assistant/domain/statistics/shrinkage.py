"""Rates and means of small groups, pulled towards the overall one as far as chance explains them.

``permutation_p`` is the gate before any of it is called a pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, inf, lgamma, log
from random import Random
from typing import Final

from dm_assistant.domain.statistics.intervals import Interval, beta_tail
from dm_assistant.domain.statistics.thresholds import (
    PERMUTATIONS,
    STRENGTHS,
    STRONGEST,
    WEAKEST,
    Z80,
)

Counts = tuple[int, int]
"""How many answered, of how many."""

GRID: Final = tuple(
    WEAKEST * (STRONGEST / WEAKEST) ** (place / (STRENGTHS - 1)) for place in range(STRENGTHS)
)
_LOW, _HIGH = 0.1, 0.9
_HALVINGS = 50
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Shrunk:
    """One group of a margin: its counts, its shrunk rate and the 80 % range of that."""

    k: int
    n: int
    mean: float
    variance: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Centre:
    """One group of measured values: how many, their own mean, and the shrunk one."""

    n: int
    raw: float | None
    mean: float


def overall(groups: Iterable[Counts]) -> float:
    """Return the overall rate, which is never 0 or 1: (K + 1) / (N + 2)."""
    answered, messages = 0, 0
    for k, n in groups:
        answered, messages = answered + k, messages + n
    return (answered + 1) / (messages + 2)


def margin(groups: Sequence[Counts]) -> tuple[Shrunk, ...]:
    """Shrink the rate of each group of a margin towards the overall rate.

    Rates are drawn from Beta(M mu, M (1 - mu)); how strong M is follows from how alike the groups
    are, integrated over a log-uniform grid (empirical Bayes with the beta-binomial).
    """
    mu = overall(groups)
    weights = _weights(groups, mu)
    return tuple(_shrunk(k, n, mu, weights) for k, n in groups)


def _weights(groups: Sequence[Counts], mu: float) -> list[float]:
    logs = [
        sum(
            _log_beta(k + m * mu, n - k + m * (1 - mu)) - _log_beta(m * mu, m * (1 - mu))
            for k, n in groups
            if n
        )
        for m in GRID
    ]
    top = max(logs)
    raw = [exp(each - top) for each in logs]
    return [each / sum(raw) for each in raw]


def _shrunk(k: int, n: int, mu: float, weights: Sequence[float]) -> Shrunk:
    mean = square = 0.0
    for m, weight in zip(GRID, weights, strict=True):
        size = n + m
        share = (k + m * mu) / size
        mean += weight * share
        square += weight * (share * (1 - share) / (size + 1) + share * share)
    variance = square - mean * mean
    size = mean * (1 - mean) / variance - 1
    a, b = mean * size, (1 - mean) * size
    return Shrunk(k, n, mean, variance, beta_quantile(_LOW, a, b), beta_quantile(_HIGH, a, b))


def beta_quantile(q: float, a: float, b: float) -> float:
    """Return the x below which Beta(a, b) lies with probability ``q``, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if beta_tail(middle, a, b) > 1 - q:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def combined(mu: float, *parts: Shrunk) -> tuple[float, Interval]:
    """Return the rate where groups of several margins meet, with its 80 % range.

    Each adds its distance from the overall rate on the logit scale, as if the margins did not
    depend on each other; the range is that of a normal on that scale (delta method).
    """
    at = _logit(mu) + sum(_logit(part.mean) - _logit(mu) for part in parts)
    spread = sum(part.variance / (part.mean * (1 - part.mean)) ** 2 for part in parts)
    half = Z80 * spread**0.5
    return _share(at), Interval(_share(at - half), _share(at + half))


def permutation_ps(
    observed: Sequence[float], draw: Callable[[], Sequence[float]], times: int = PERMUTATIONS
) -> tuple[float, ...]:
    """Return for each figure how often chance alone gives as much, the observed one among them."""
    reached = [1] * len(observed)
    for _ in range(times):
        for place, (figure, seen) in enumerate(zip(draw(), observed, strict=True)):
            reached[place] += figure >= seen * (1 - _SAME) - _SAME
    return tuple(each / (1 + times) for each in reached)


def gates(cells: Sequence[Counts], margins: Sequence[Sequence[Sequence[int]]]) -> tuple[float, ...]:
    """Return the p of each margin: how often chance alone makes its groups differ as much.

    A margin names, for each of its groups, the places of its cells. The replies are dealt anew
    over the messages; how many of them fall into each cell is drawn at once, which is the same.
    """
    dealt = Random(f"gate:{list(cells)}")  # noqa: S311 - chance, no secret
    sizes = [n for _, n in cells]
    answered = sum(k for k, _ in cells)

    def apart(replies: Sequence[int]) -> list[float]:
        return [_apart(replies, sizes, groups) for groups in margins]

    return permutation_ps(
        apart([k for k, _ in cells]), lambda: apart(_deal(dealt, sizes, answered))
    )


def bonferroni(*ps: float) -> float:
    """Return one p for several of which the least is looked at."""
    return min(1.0, len(ps) * min(ps))


def _apart(replies: Sequence[int], sizes: Sequence[int], groups: Sequence[Sequence[int]]) -> float:
    """Return Pearson's chi-square of the groups' replies against one common rate."""
    messages, answered = sum(sizes), sum(replies)
    if not 0 < answered < messages:
        return 0.0
    p = answered / messages
    return sum(
        (sum(replies[cell] for cell in group) - n * p) ** 2 / (n * p * (1 - p))
        for group in groups
        if (n := sum(sizes[cell] for cell in group))
    )


def _deal(dealt: Random, sizes: Sequence[int], answered: int) -> list[int]:
    """Deal so many replies over cells of these sizes, every message as likely as any other."""
    left = sum(sizes)
    replies = []
    for size in sizes:
        drawn = hypergeometric(dealt, size, answered, left)
        replies.append(drawn)
        answered, left = answered - drawn, left - size
    return replies


def hypergeometric(dealt: Random, drawn: int, marked: int, total: int) -> int:
    """Draw how many of ``drawn`` balls are marked, of ``total`` with ``marked`` among them.

    Inversion outwards from the most likely number: a few steps whatever the counts are.
    """
    least, most = max(0, drawn + marked - total), min(drawn, marked)
    if least == most:
        return least
    mode = (drawn + 1) * (marked + 1) // (total + 2)
    chance = exp(
        _log_choose(marked, mode)
        + _log_choose(total - marked, drawn - mode)
        - _log_choose(total, drawn)
    )
    rest = total - marked - drawn
    below = above = chance
    down = up = mode
    at = dealt.random() - chance
    while at > 0:
        if up < most:
            above *= (marked - up) * (drawn - up) / ((up + 1) * (rest + up + 1))
            up += 1
            at -= above
            if at <= 0:
                return up
        if down > least:
            below *= down * (rest + down) / ((marked - down + 1) * (drawn - down + 1))
            down -= 1
            at -= below
            if at <= 0:
                return down
        if up == most and down == least:
            break
    return mode


def centres(groups: Sequence[Sequence[float]]) -> tuple[Centre, ...]:
    """Shrink the mean of each group of values: (n mean + kappa overall) / (n + kappa).

    ``kappa`` is the variance within groups over that between them, both from the analysis of
    variance; where groups differ no more than chance makes them, all means are the overall one.
    """
    values = [value for group in groups for value in group]
    if not values:
        return tuple(Centre(0, None, 0.0) for _ in groups)
    middle = sum(values) / len(values)
    kappa = _kappa([group for group in groups if group], middle)
    return tuple(_centre(group, middle, kappa) for group in groups)


def _centre(group: Sequence[float], middle: float, kappa: float) -> Centre:
    n = len(group)
    if not n:
        return Centre(0, None, middle)
    raw = sum(group) / n
    return Centre(n, raw, middle if kappa == inf else (n * raw + kappa * middle) / (n + kappa))


def multiples(counts: Sequence[int]) -> tuple[float, ...]:
    """Return each count as a multiple of their mean, pulled to 1 as far as chance explains it.

    Counts are Poisson around rates from a gamma; where they vary no more than Poisson counts do,
    all are 1.
    """
    mean = sum(counts) / len(counts)
    spread = sum((each - mean) ** 2 for each in counts) / (len(counts) - 1) - mean
    if spread <= 0:
        return (1.0,) * len(counts)
    shape = mean * mean / spread
    return tuple((each + shape) / (mean + shape) for each in counts)


def _kappa(groups: Sequence[Sequence[float]], middle: float) -> float:
    count = sum(map(len, groups))
    if len(groups) < 2 or count <= len(groups):  # noqa: PLR2004 - one group differs from none
        return inf
    means = [sum(group) / len(group) for group in groups]
    inside = sum((v - m) ** 2 for g, m in zip(groups, means, strict=True) for v in g)
    within = inside / (count - len(groups))
    outside = between_groups(groups, middle) / (len(groups) - 1)
    size = (count - sum(len(group) ** 2 for group in groups) / count) / (len(groups) - 1)
    between = (outside - within) / size
    return within / between if between > 0 else inf


def between_groups(groups: Iterable[Sequence[float]], middle: float) -> float:
    """Return the sum of squares between groups, each weighing as much as it has values."""
    return sum(len(group) * (sum(group) / len(group) - middle) ** 2 for group in groups if group)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _logit(share: float) -> float:
    return log(share / (1 - share))


def _share(logit: float) -> float:
    return 1 / (1 + exp(-logit))
