"""The stop rule: whether two variants differ, the same however often and whenever one looks.

A block is complete once all its messages are mature, and blocks are taken in the order in which
they became so. A later look only adds to the end of that order: what was found before stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from dm_assistant.domain.statistics.evidence import Count, e_value, mid_p
from dm_assistant.domain.statistics.thresholds import E_VERDICT, E_WITHOUT_PLAN, MID_P

Outcome = tuple[bool, ...]
"""Whether the person of each variant of a block replied, in the order of the variants."""


class Ground(StrEnum):
    """What a verdict rests on: the one test at the plan, or pairs that outweigh chance by far."""

    PLAN = "plan"
    PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Decision:
    """That one of two gets more replies: by which ground, and after how many blocks."""

    better: int
    ground: Ground
    blocks: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two variants over all complete blocks; ``only_a`` are those in which only a's person replied.

    ``mid_p`` is that of the first ``plan`` blocks and is missing before they are in.
    """

    a: int
    b: int
    of_a: Count
    of_b: Count
    only_a: int
    only_b: int
    e_value: float
    mid_p: float | None
    decision: Decision | None

    @property
    def ahead(self) -> int | None:
        """Return who has more of the blocks in which only one replied."""
        if self.only_a == self.only_b:
            return None
        return self.b if self.only_b > self.only_a else self.a


def judge(blocks: Sequence[Outcome], variants: int, plan: int | None) -> tuple[Pair, ...]:
    """Compare every two variants over complete blocks, in the order in which they became so.

    With more than two variants the thresholds are those of as many comparisons; see statistics 3.2.
    """
    pairs = list(combinations(range(variants), 2))
    return tuple(
        _pair(a, b, ((block[a], block[b]) for block in blocks), plan, len(pairs)) for a, b in pairs
    )


def winner(pairs: Iterable[Pair], variants: int) -> int | None:
    """Return the variant that gets more replies than every other one, once that is decided."""
    beaten: dict[int, int] = {}
    for pair in pairs:
        if pair.decision is not None:
            beaten[pair.decision.better] = beaten.get(pair.decision.better, 0) + 1
    return next((each for each, number in beaten.items() if number == variants - 1), None)


def _pair(
    a: int, b: int, blocks: Iterable[tuple[bool, bool]], plan: int | None, comparisons: int
) -> Pair:
    enough = (E_WITHOUT_PLAN if plan is None else E_VERDICT) * comparisons
    of_a = of_b = only_a = only_b = n = 0
    at_plan: float | None = None
    decision: Decision | None = None
    for replied_a, replied_b in blocks:
        n += 1
        of_a += replied_a
        of_b += replied_b
        if replied_a is not replied_b:
            only_a += replied_a
            only_b += replied_b
            if decision is None and e_value(only_b, only_a) >= enough:
                decision = Decision(b if only_b > only_a else a, Ground.PAIRS, n)
        if n == plan:
            at_plan = mid_p(Count(of_a, n), Count(of_b, n))
            if decision is None and at_plan <= MID_P / comparisons:
                decision = Decision(b if of_b > of_a else a, Ground.PLAN, n)
    seen = e_value(only_b, only_a)
    return Pair(a, b, Count(of_a, n), Count(of_b, n), only_a, only_b, seen, at_plan, decision)
