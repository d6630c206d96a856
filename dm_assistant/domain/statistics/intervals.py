"""Closed forms for uncertainty: Wilson intervals, Kaplan-Meier at a window, the opt-out guard."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p, sqrt

from dm_assistant.domain.statistics.thresholds import (
    GUARD_CONFIDENCE,
    GUARD_OPT_OUTS,
    GUARD_RATE,
    Z95,
)

_CLOSE = 1e-15
_TINY = 1e-300
_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of shares between 0 and 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class KaplanMeier:
    """The share that replied within the window, corrected for messages still inside it.

    ``effective`` is how many fully observed messages would be as informative; ``interval`` is
    ``None`` while no message has been observed to the end of the window.
    """

    rate: float
    effective: float
    interval: Interval | None


def wilson(k: float, n: float, z: float = Z95) -> Interval:
    """Return the Wilson score interval of ``k`` in ``n``; counts may be fractional.

    Raises ``ValueError`` where there is nothing to estimate from (Wilson 1927; Brown, Cai and
    DasGupta 2001 advise it for small counts).
    """
    if n <= 0 or not 0 <= k <= n:
        raise ValueError(f"no interval for {k} of {n}")
    p = k / n
    scale = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z / scale * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low = 0.0 if k == 0 else max(0.0, min(p, centre - half))
    high = 1.0 if k == n else min(1.0, max(p, centre + half))
    return Interval(low, high)


def kaplan_meier(times: Sequence[float], censored: Sequence[bool], window: float) -> KaplanMeier:
    """Estimate the share with an event at or before ``window``, with Greenwood's variance.

    ``times`` are until the event, or how long was watched where ``censored``; one unit for all.
    """
    pairs = list(zip(times, censored, strict=True))
    events = sorted(time for time, hidden in pairs if not hidden and time <= window)
    left = sorted(time for time, hidden in pairs if hidden and time < window)
    return survival(events, left, len(pairs))


def survival(events: Sequence[float], left: Sequence[float], n: int) -> KaplanMeier:
    """Estimate the share of ``n`` with an event by the end of the window.

    ``events`` are the times of events inside it, ``left`` the times at which others were last
    seen before its end, both in order; everybody else was watched to the end.
    """
    spans = _spans(events, left, n)
    if not spans:
        return _estimate(0.0, float(n - len(left)))
    if len(spans) == 1:
        (at_risk, happened) = spans[0]
        return _estimate(happened / at_risk, float(at_risk))
    share, hazard = 1.0, 0.0
    for at_risk, happened in spans:
        if happened == at_risk:
            # Nobody is left: the variance is 0/0 here, and this is its limit.
            return _estimate(1.0, at_risk / share)
        share *= (at_risk - happened) / at_risk
        hazard += happened / (at_risk * (at_risk - happened))
    return _estimate(1 - share, (1 - share) / (share * hazard))


def _estimate(rate: float, effective: float) -> KaplanMeier:
    if effective <= 0:
        return KaplanMeier(rate, effective, None)
    return KaplanMeier(rate, effective, wilson(rate * effective, effective))


def _spans(events: Sequence[float], left: Sequence[float], n: int) -> list[tuple[int, int]]:
    """Return (at risk, events) per span in which nobody was lost from sight.

    Between two who left the product over event times telescopes, so a span needs no more. An
    event at the very time at which somebody left comes first.
    """
    spans: list[tuple[int, int]] = []
    at_risk, seen = n, 0
    for time in left:
        until = bisect_right(events, time, lo=seen)
        if until > seen:
            spans.append((at_risk, until - seen))
            at_risk, seen = at_risk - (until - seen), until
        at_risk -= 1
    if seen < len(events):
        spans.append((at_risk, len(events) - seen))
    return spans


def beta_tail(x: float, a: float, b: float) -> float:
    """Return P(X > x) for X ~ Beta(a, b), by the continued fraction of the incomplete beta."""
    if x <= 0:
        return 1.0
    if x >= 1:
        return 0.0
    front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b))
    if x < (a + 1) / (a + b + 2):
        return 1 - front / a * _beta_fraction(x, a, b)
    return front / b * _beta_fraction(1 - x, b, a)


def _beta_fraction(x: float, a: float, b: float) -> float:
    """Evaluate the fraction by the modified Lentz algorithm (Thompson and Barnett 1986)."""
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > _TINY else _TINY)
    value = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 + step * d
            d = 1 / (d if abs(d) > _TINY else _TINY)
            c = 1 + step / c
            c = c if abs(c) > _TINY else _TINY
            value *= c * d
        if abs(c * d - 1) < _CLOSE:
            return value
    raise ArithmeticError(f"the incomplete beta of {x}, {a}, {b} does not settle")


def guard_trips(
    opt_outs: int,
    contacts: int,
    *,
    limit: float = GUARD_RATE,
    confidence: float = GUARD_CONFIDENCE,
    fewest: int = GUARD_OPT_OUTS,
) -> bool:
    """Say whether opt-outs are so many that the variant must pause now.

    True once P(rate > limit) under Jeffreys' Beta(1/2, 1/2) prior reaches ``confidence``.
    """
    if opt_outs < fewest:
        return False
    return beta_tail(limit, 0.5 + opt_outs, 0.5 + contacts - opt_outs) >= confidence


def none_seen_ceiling(n: int) -> float:
    """Return the rate that 0 of ``n`` rules out with 95 % confidence (Clopper-Pearson)."""
    if n <= 0:
        raise ValueError("no ceiling without a single observation")
    return float(1 - 0.05 ** (1 / n))
