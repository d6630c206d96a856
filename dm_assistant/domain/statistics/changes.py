"""What changed from one period to the next: both counts, and the range of their difference."""

from __future__ import annotations

from dataclasses import dataclass

from dm_assistant.domain.statistics.evidence import Count, difference
from dm_assistant.domain.statistics.figures import Rate
from dm_assistant.domain.statistics.intervals import Interval
from dm_assistant.domain.statistics.thresholds import CHANGE_FROM


@dataclass(frozen=True, slots=True)
class Change:
    """One figure now and before; ``interval`` is of the difference of the shares, now less before.

    It is missing for the ``reason`` given.
    """

    now: Rate
    before: Rate
    interval: Interval | None
    reason: str = ""

    @property
    def difference(self) -> float | None:
        """Return by how much the share differs, where its range may be shown."""
        if self.interval is None:
            return None
        return self.now.k / self.now.n - self.before.k / self.before.n

    def as_json(self) -> dict[str, object]:
        """Return both figures and the range of their difference."""
        found: dict[str, object] = {
            "now": self.now.as_json(),
            "before": self.before.as_json(),
            "value": self.difference,
            "low": self.interval and self.interval.low,
            "high": self.interval and self.interval.high,
            "method": "newcombe",
        }
        return found | ({"reason": self.reason} if self.interval is None else {})


def change(now: Rate, before: Rate) -> Change:
    """Compare two settled shares; below the threshold their counts stand side by side alone."""
    fewest = min(now.n, before.n)
    if fewest < CHANGE_FROM:
        return Change(now, before, None, f"one of the two weeks has fewer than {CHANGE_FROM}")
    gap = difference(Count(before.k, before.n), Count(now.k, now.n))
    return Change(now, before, Interval(gap.low, gap.high))


def points(found: Change) -> str:
    """Return the range of the difference in points, "−4 to +7", or nothing where none is shown."""
    if found.interval is None:
        return ""
    low, high = (round(100 * each) for each in (found.interval.low, found.interval.high))
    return f"{low:+d} to {high:+d}".replace("-", "−")


def change_words(found: Change) -> str:
    """Say what it was the week before, and between what the difference lies, where that counts."""
    before = f"the week before {found.before.k} of {found.before.n}"
    likely = points(found)
    return f"{before}: the difference is likely {likely} points" if likely else before
