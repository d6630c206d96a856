"""Messaged people against others over similar periods, where nobody was held out by chance.

The windows are symmetric around the one people were picked for: a peak is on neither side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log, sqrt
from random import Random
from typing import Final, NamedTuple

from dm_assistant.domain.statistics.thresholds import (
    ADDED,
    EFFECT_WINDOW,
    LEAST_COMMENTS,
    LEAST_PEOPLE,
    RATIO_TAIL,
    RESAMPLES,
    SINGLY,
    WAVES,
    WINDOW_WEEKS,
)

FORMULA: Final = "(messaged after / messaged early) / (others after / others early)"
NOT_ENOUGH: Final = "not enough comments to compare"

EARLY: Final = 2 * WINDOW_WEEKS
"""Weeks from the beginning of the early window to the week of the message."""
WEEKS: Final = EARLY + WAVES + WINDOW_WEEKS
"""Weeks that are looked at: the waves, with what comes before the first and after the last."""
_WAVES: Final = frozenset(range(EARLY, EARLY + WAVES))


class Person(NamedTuple):
    """One person by weeks: when first seen, when messaged, and how often they commented.

    Weeks are numbered from the first one looked at; ``seen`` is below 0 for who was known before.
    """

    seen: float
    messaged: frozenset[int]
    comments: Mapping[int, int]


class Pair(NamedTuple):
    """What one person wrote in the early window and in the one after."""

    early: float
    after: float


@dataclass(frozen=True, slots=True)
class Difference:
    """The ratio of two ratios with its 90 % range, or for what ``reason`` there is none."""

    messaged: int
    others: int
    sums: tuple[float, float, float, float] = (0, 0, 0, 0)
    """Messaged early and after, others early and after."""
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the figure as a document."""
        missing = {"reason": self.reason} if self.reason else {}
        sides = ("messaged_early", "messaged_after", "others_early", "others_after")
        return {
            "name": "difference_in_differences",
            "formula": FORMULA,
            "inputs": {
                "messaged": self.messaged,
                "others": self.others,
                **dict(zip(sides, self.sums, strict=True)),
                "resamples": RESAMPLES,
                "window_days": EFFECT_WINDOW.days,
            },
            "value": self.ratio,
            "low": self.low,
            "high": self.high,
            **missing,
        }


def difference(messaged: Sequence[Pair], others: Sequence[Pair], seed: str) -> Difference:
    """Compare two groups by what they wrote early and after; see statistics 5.2."""
    sums = (*_added(messaged), *_added(others))
    found = Difference(len(messaged), len(others), sums)
    if min(len(messaged), len(others)) < LEAST_PEOPLE or min(sums) < LEAST_COMMENTS:
        return Difference(found.messaged, found.others, sums, reason=NOT_ENOUGH)
    random = Random(seed)  # noqa: S311 - the same data, the same range
    logs = sorted(
        _log_ratio(mine) - _log_ratio(theirs)
        for mine, theirs in zip(
            _resamples(messaged, random), _resamples(others, random), strict=True
        )
    )
    tail = round(RATIO_TAIL * len(logs))
    low, high = exp(logs[tail]), exp(logs[-tail - 1])
    ratio = (sums[1] / sums[0]) / (sums[3] / sums[2])
    return Difference(found.messaged, found.others, sums, ratio, low, high)


def _added(pairs: Iterable[Pair]) -> tuple[float, float]:
    early = after = 0.0
    for each in pairs:
        early += each.early
        after += each.after
    return early, after


def _log_ratio(sums: complex) -> float:
    return log(max(0.0, sums.imag) + ADDED) - log(max(0.0, sums.real) + ADDED)


def _resamples(pairs: Sequence[Pair], random: Random) -> Iterator[complex]:
    """Yield the two sums of people drawn anew, early as the real part and after as the other."""
    points = [complex(*each) for each in pairs]
    draw = _singly(points, random) if len(points) <= 2 * SINGLY else _together(points, random)
    return (draw() for _ in range(RESAMPLES))


def _singly(points: Sequence[complex], random: Random) -> Callable[[], complex]:
    return lambda: sum(random.choices(points, k=len(points)))


def _together(points: Sequence[complex], random: Random) -> Callable[[], complex]:
    """Draw everybody a Poisson number of times: those who wrote most singly, the rest as one sum.

    A ratio does not change with how many are drawn in all, so this is the same bootstrap; of many
    who wrote little each, the sum is normal.
    """
    ordered = sorted(points, key=lambda each: each.real + each.imag)
    rest, most = ordered[:-SINGLY], ordered[-SINGLY:]
    middle = sum(rest)
    early = sum(each.real**2 for each in rest)
    after = sum(each.imag**2 for each in rest)
    both = sum(each.real * each.imag for each in rest)
    slope = both / early if early else 0.0
    width, beside = sqrt(early), sqrt(max(0.0, after - slope * both))

    def drawn() -> complex:
        times = max(0, round(random.gauss(len(most), sqrt(len(most)))))
        moved = random.gauss(0, width)
        many = middle + complex(moved, slope * moved + random.gauss(0, beside))
        return many + sum(random.choices(most, k=times))

    return drawn


def stacked(people: Sequence[Person]) -> tuple[list[Pair], list[Pair]]:
    """Return what messaged people and others wrote around each week with messages.

    The others of a week count as much as its messaged people wrote early, so that both groups
    lived through the same weeks. A person is one entry of their group, whatever weeks they are in.
    """
    waves = sorted({week for each in people for week in each.messaged} & _WAVES)
    messaged: list[_Windows] = []
    others: list[_Windows] = []
    for person in people:
        mine, theirs = _placed(person, waves)
        messaged += [mine] if mine else []
        others += [theirs] if theirs else []
    wrote, compared = _early(messaged), _early(others)
    used = [wave for wave in waves if compared[wave]]
    scale = sum(wrote[each] for each in used) / max(1, sum(compared[each] for each in used))
    weights = {each: wrote[each] / compared[each] / scale for each in used} if scale else {}
    return (
        list(_weighed(messaged, dict.fromkeys(used, 1.0))),
        list(_weighed(others, weights)),
    )


_Windows = list[tuple[int, int, int]]
"""Of some waves, what one person wrote in the early window and in the one after."""


def _placed(person: Person, waves: Iterable[int]) -> tuple[_Windows, _Windows]:
    """Return one person's windows around the weeks they were messaged in, and around the others."""
    upto = [0] * (WEEKS + 1)
    for week, number in person.comments.items():
        upto[week + 1] = number
    upto = list(accumulate(upto))
    written, mine, theirs = person.messaged, _Windows(), _Windows()
    for wave in waves:
        begins = wave - EARLY
        if person.seen >= begins:
            break
        early = upto[begins + WINDOW_WEEKS] - upto[begins]
        after = upto[wave + 1 + WINDOW_WEEKS] - upto[wave + 1]
        if not written:
            theirs.append((wave, early, after))
        elif written.isdisjoint(range(begins, wave)):
            if wave in written:
                mine.append((wave, early, after))
            elif written.isdisjoint(range(wave, wave + 1 + WINDOW_WEEKS)):
                theirs.append((wave, early, after))
    return mine, theirs


def _early(group: Iterable[_Windows]) -> Counter[int]:
    found: Counter[int] = Counter()
    for person in group:
        for wave, early, _ in person:
            found[wave] += early
    return found


def _weighed(group: Iterable[_Windows], weights: Mapping[int, float]) -> Iterator[Pair]:
    for person in group:
        early = after = weighed = 0.0
        for wave, wrote_early, wrote_after in person:
            weight = weights.get(wave, 0.0)
            early += weight * wrote_early
            after += weight * wrote_after
            weighed += weight
        if weighed:
            yield Pair(early, after)
