"""How a figure changed from one period to the one before it, as far as both are known."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

from dm_assistant.domain.measures import number
from dm_assistant.domain.statistics.impact import Growth
from dm_assistant.domain.statistics.kpi_spans import Held
from dm_assistant.domain.statistics.kpis import Kpi
from dm_assistant.domain.statistics.thresholds import COMPARABLE, Z95

OPTIMISTIC = "optimistic: views vary more than this"


@dataclass(frozen=True, slots=True)
class Change:
    """A change against the period before; ``rate`` is None for the ``reason`` given.

    ``low`` and ``high`` are the range of a count's change, as ``rate`` is. ``absolute`` is what
    can be said where the value before was 0.
    """

    before: float | None = None
    rate: float | None = None
    absolute: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    note: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        found: dict[str, object] = {
            "name": "change",
            "formula": "(now - before) / |before|",
            "before": self.before,
            "value": self.rate,
            "absolute": self.absolute,
            "low": self.low,
            "high": self.high,
        }
        if self.rate is None:
            found["reason"] = self.reason
        if self.note:
            found["note"] = self.note
        return found


def relative(now: float | None, before: float | None) -> Change:
    """Return the change of a figure that is no count."""
    if now is None or before is None:
        which = "these days" if now is None else "the days before"
        return Change(before, reason=f"it has no value for {which}")
    if not before:
        return Change(before, absolute=now, reason="it was 0 before")
    return Change(before, (now - before) / abs(before), now - before)


def grown_by(grown: Growth) -> Change:
    """Return the growth of the followers as the change of their number."""
    if grown.start is None or grown.end is None:
        return Change(grown.start and grown.start.followers, reason=grown.reason)
    before, now = grown.start.followers, grown.end.followers
    return Change(before, grown.rate, now - before, reason=grown.reason)


def of_counts(now: Held, before: Held, days: int) -> Change:
    """Return the change of a sum, by the day where not the same number of days is known.

    The range is that of two Poisson counts, ``log(x1 / x0) ± 1.96 sqrt(1 / x1 + 1 / x0)``, where
    each is at least 1.
    """
    was, least = before.total, days * COMPARABLE
    for which, each in (("these days", now), ("the days before", before)):
        if len(each.days) < least:
            known = f"known of {len(each.days)} of {which} ({days})"
            return Change(_written(was), reason=f"{known}: too few to compare")
    top, bottom = now.total or 0, was or 0
    if not bottom:
        return Change(0, absolute=number(top), reason="it was 0 before")
    scale = len(before.days) / len(now.days)
    rate = (top * scale - bottom) / abs(bottom)
    note = "" if scale == 1 else f"by the day: {len(now.days)} and {len(before.days)} days known"
    if min(top, bottom) < 1:
        # Not a single case: no range can be told from it.
        return Change(number(bottom), rate, number(top - bottom), note=note)
    middle, half = log(top * scale / bottom), Z95 * sqrt(1 / top + 1 / bottom)
    return Change(
        number(bottom),
        rate,
        number(top - bottom),
        exp(middle - half) - 1,
        exp(middle + half) - 1,
        note="; ".join(filter(None, (note, OPTIMISTIC))),
    )


def _written(value: float | None) -> float | None:
    return None if value is None else number(value)


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure with its change and, where it is one, its days."""

    kpi: Kpi
    change: Change
    by_day: tuple[float | None, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return self.kpi.as_json() | {"change": self.change.as_json()}
