"""The gate before a best time: how often chance alone would make the hours differ as much."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from dm_assistant.domain.statistics.shrinkage import bonferroni
from dm_assistant.domain.statistics.thresholds import GATE, GATE_FROM, PERMUTATIONS, RATE_FROM
from dm_assistant.domain.statistics.week_grid import Margin


@dataclass(frozen=True, slots=True)
class Gate:
    """The p of both margins over ``n`` messages or posts; ``None`` where there are none."""

    n: int
    weekday: float | None = None
    block: float | None = None

    @property
    def p(self) -> float | None:
        """Return the p of both margins together, none of which was chosen beforehand."""
        if self.weekday is None or self.block is None:
            return None
        return bonferroni(self.weekday, self.block)

    @property
    def passes(self) -> bool:
        """Whether a best time may be named."""
        return self.p is not None and self.p < GATE and self.n >= GATE_FROM

    @property
    def margins(self) -> tuple[Margin, ...]:
        """Return the margins that pass for themselves, the clearer one first."""
        if not self.passes or self.weekday is None or self.block is None:
            return ()
        each: list[tuple[float, Margin]] = [(self.block, "block"), (self.weekday, "weekday")]
        return tuple(margin for p, margin in sorted(each) if bonferroni(p, 1.0) < GATE)

    @property
    def said(self) -> str:
        """Return p to three places, cut off: what is below the gate must not look as if on it."""
        return "–" if self.p is None else f"{floor(1000 * self.p) / 1000:.3f}"

    def chance(self) -> str:
        """Say what p means."""
        if self.p is None:
            return "There is nothing to compare yet."
        cases = "every case" if self.p == 1 else f"about {100 * self.p:.0f} of 100 cases"
        return (
            f"If hours made no difference, they would still look this different in {cases} "
            f"(p = {self.said}, n = {self.n:,}). A best time is named below {100 * GATE:.0f}."
        )

    def unclear(self, what: str) -> str:
        """Say why no best time is named; ``what`` is counted."""
        if self.passes:
            return (
                "The hours differ by more than chance alone, but no weekday or block with at "
                f"least {RATE_FROM} {what} stands above the rest."
            )
        if self.n < GATE_FROM:
            return (
                f"No clear best time yet ({self.n} {what}; it takes at least {GATE_FROM}). "
                "With so few, hours look different by chance alone."
            )
        return (
            f"No clear best time yet ({self.n:,} {what}). "
            "The differences you see are what chance alone produces."
        )

    def as_json(self, reason: str | None) -> dict[str, object]:
        """Return the object the command line promises."""
        return {
            "p": self.p,
            "p_weekday": self.weekday,
            "p_block": self.block,
            "n": self.n,
            "permutations": PERMUTATIONS,
            "passes": self.passes,
            "reason": reason,
        }
