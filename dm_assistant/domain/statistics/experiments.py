"""An experiment as it is shown: its variants, what the stop rule says, what to use meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dm_assistant.domain.statistics.blocks import Blocks
from dm_assistant.domain.statistics.evidence import Count, Difference, chances_best, losses
from dm_assistant.domain.statistics.evidence import difference as difference_of
from dm_assistant.domain.statistics.figures import Rate, share
from dm_assistant.domain.statistics.guard import Stopped
from dm_assistant.domain.statistics.stop_rule import Pair, judge, winner
from dm_assistant.domain.statistics.thresholds import GOOD_ENOUGH


@dataclass(frozen=True, slots=True)
class VariantCount:
    """One variant: ``k`` of ``n`` people of complete blocks replied in time.

    ``stopped`` says by what numbers it is paused, if it is.
    """

    name: str
    rate: Rate
    stopped: Stopped | None = None

    @property
    def count(self) -> Count:
        """Return the bare counts."""
        return Count(self.rate.k, self.rate.n)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Which variant to use while nothing is decided, and what that choice costs on average."""

    name: str
    chance: float
    loss: float

    @property
    def good_enough(self) -> bool:
        """Return whether another choice could gain next to nothing."""
        return self.loss < GOOD_ENOUGH

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {
            "name": self.name,
            "p_best": self.chance,
            "expected_loss": self.loss,
            "good_enough": self.good_enough,
        }


@dataclass(frozen=True, slots=True)
class Experiment:
    """One campaign as an experiment; ``not_one`` says why it is none, where it is none.

    ``base`` is the reply rate by which a plan is explained. ``adopted`` is the variant that later
    people draw four times in five.
    """

    name: str
    purpose: str
    variants: tuple[VariantCount, ...]
    blocks: Blocks
    plan: int | None = None
    pairs: tuple[Pair, ...] = ()
    meanwhile: Meanwhile | None = None
    adopted: str = ""
    base: float = 0.0
    not_one: str = ""

    @property
    def complete(self) -> int:
        """Return how many blocks are compared."""
        return len(self.blocks.outcomes)

    @property
    def verdict(self) -> str | None:
        """Return the variant that gets more replies than every other, once that is decided."""
        found = winner(self.pairs, len(self.variants))
        return None if found is None else self.variants[found].name

    @property
    def planned_in(self) -> bool:
        """Return whether every block of the plan is complete."""
        return self.plan is not None and self.complete >= self.plan

    def difference(self, pair: Pair) -> Difference | None:
        """Return by how much the second of a pair differs from the first, once that may be said.

        A range looked at daily strays from 0 sooner or later: before the plan is in, or a verdict
        is there, it would look like a winner.
        """
        if pair.decision is None and not self.planned_in:
            return None
        return difference_of(pair.of_a, pair.of_b)

    def as_json(self) -> dict[str, object]:
        """Return the document ``experiment --json`` prints, but for its sentences.

        What is about two variants stands at the top where there are two.
        """
        only = self.pairs[0] if len(self.pairs) == 1 else None
        chosen = self.meanwhile
        return {
            "name": self.name,
            "purpose": self.purpose,
            "plan": self.plan,
            "blocks_complete": self.complete,
            "blocks_young": self.blocks.young,
            "blocks_waiting": self.blocks.waiting,
            "blocks_dropped": self.blocks.dropped,
            "blocks_apart": self.blocks.apart,
            "variants": [
                {
                    "name": each.name,
                    **each.rate.as_json(),
                    "paused": each.stopped and each.stopped.as_json(),
                }
                for each in self.variants
            ],
            "only_a": only and only.only_a,
            "only_b": only and only.only_b,
            "e_value": only and only.e_value,
            "mid_p": only and only.mid_p,
            "difference": only and self._difference(only),
            "verdict": self.verdict,
            "p_best": chosen and chosen.chance,
            "expected_loss": chosen and chosen.loss,
            "meanwhile": chosen and chosen.as_json(),
            "pairs": [self._pair(each) for each in self.pairs],
            "adopted": self.adopted or None,
            "reason": self.not_one or None,
        }

    def _pair(self, pair: Pair) -> dict[str, object]:
        found = pair.decision
        return {
            "a": self.variants[pair.a].name,
            "b": self.variants[pair.b].name,
            "only_a": pair.only_a,
            "only_b": pair.only_b,
            "e_value": pair.e_value,
            "mid_p": pair.mid_p,
            "difference": self._difference(pair),
            "verdict": found and self.variants[found.better].name,
            "by": found and found.ground.value,
            "after": found and found.blocks,
        }

    def _difference(self, pair: Pair) -> dict[str, object]:
        found = self.difference(pair)
        if found is None:
            reason = "not before the plan is in or there is a verdict"
            return {"value": None, "low": None, "high": None, "reason": reason}
        return {"value": found.value, "low": found.low, "high": found.high}


def compare(
    name: str,
    purpose: str,
    variants: Sequence[str],
    blocks: Blocks,
    *,
    plan: int | None,
    base: float,
    stopped: Sequence[Stopped | None],
    adopted: str = "",
) -> Experiment:
    """Put the blocks of an experiment through the stop rule, and say what to use meanwhile."""
    counts = [
        Count(sum(block[place] for block in blocks.outcomes), len(blocks.outcomes))
        for place in range(len(variants))
    ]
    shown = tuple(
        VariantCount(each, share(*count), why)
        for each, count, why in zip(variants, counts, stopped, strict=True)
    )
    return Experiment(
        name=name,
        purpose=purpose,
        variants=shown,
        plan=plan,
        blocks=blocks,
        pairs=judge(blocks.outcomes, len(variants), plan),
        meanwhile=_meanwhile(shown, counts),
        adopted=adopted,
        base=base,
    )


def _meanwhile(variants: Sequence[VariantCount], counts: Sequence[Count]) -> Meanwhile | None:
    """Return the variant that costs least to choose, of those that are not paused."""
    able = [place for place, each in enumerate(variants) if each.stopped is None]
    if not able or not counts[0].n:
        return None
    costs, chances = losses(counts), chances_best(counts)
    chosen = min(able, key=lambda place: costs[place])
    return Meanwhile(variants[chosen].name, chances[chosen], costs[chosen])
