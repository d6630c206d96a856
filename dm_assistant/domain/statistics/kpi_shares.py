"""Where views come from: shares that add up to 100.0 as printed, and what each source brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dm_assistant.domain.measures import SOURCE_NAMES, Measure, Noted, TrafficSource, number
from dm_assistant.domain.statistics.kpi_spans import Held, held
from dm_assistant.domain.statistics.thresholds import SHARES_FROM, SHARES_UNTIL

TENTHS = 1000
"""Tenths of a percent in a whole."""

UNEXPLAINED = "unexplained"
MORE = "; the sources say more than there is"
UNEVEN = "; the sources are not known of the same days"


def rounded_shares(parts: Sequence[float]) -> tuple[float, ...]:
    """Return each part in percent, to one decimal, so that they add up to exactly 100.0.

    By the largest remainder; of equal ones the first listed is rounded up. Nothing is a share of
    nothing: raises ValueError unless the parts add up to more than 0 and none is below 0.
    """
    exact = [Fraction(each) for each in parts]
    whole = sum(exact, Fraction(0))
    if whole <= 0 or min(exact) < 0:
        raise ValueError("shares need parts of which none is below 0 and one is above")
    tenths = [each * TENTHS / whole for each in exact]
    floors = [int(each) for each in tenths]
    rest = TENTHS - sum(floors)
    first = sorted(range(len(exact)), key=lambda at: floors[at] - tenths[at])
    for at in first[:rest]:
        floors[at] += 1
    return tuple(each / 10 for each in floors)


def explained_shares(percents: Sequence[float]) -> tuple[tuple[float, ...], float]:
    """Return percentages as they may be printed, and what they leave unexplained.

    98 to 102 together are rescaled to 100.0; otherwise they stay as they are, and the rest, which
    is below 0 where they say more than there is, makes them add up.
    """
    together = sum(Fraction(each) for each in percents)
    if SHARES_FROM <= together <= SHARES_UNTIL:
        return rounded_shares(percents), 0.0
    if 0 < together < SHARES_FROM:
        *shown, rest = rounded_shares([*percents, float(Fraction(100) - together)])
        return tuple(shown), rest
    tenths = [round(Fraction(each) * 10) for each in percents]
    return tuple(each / 10 for each in tenths), (TENTHS - sum(tenths)) / 10


@dataclass(frozen=True, slots=True)
class Source:
    """What one traffic source brought; ``source`` is None for what no source explains.

    Shares are in percent as they are printed; None where the figure is not known.
    """

    source: TrafficSource | None
    views: float | None = None
    view_share: float | None = None
    conversions: float | None = None
    conversion_share: float | None = None

    @property
    def title(self) -> str:
        """Return its name for people."""
        return UNEXPLAINED if self.source is None else SOURCE_NAMES[self.source]

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises; shares are fractions."""
        return {
            "source": UNEXPLAINED if self.source is None else self.source.value,
            "views": None if self.views is None else number(self.views),
            "view_share": _fraction(self.view_share),
            "conversions": None if self.conversions is None else number(self.conversions),
            "conversion_share": _fraction(self.conversion_share),
        }


def _fraction(percent: float | None) -> float | None:
    return None if percent is None else round(percent / 100, 3)


@dataclass(frozen=True, slots=True)
class Sources:
    """The traffic sources, those with the most conversions first; ``reason`` where none is known.

    ``note`` says of which days, ``by`` what they are ranked by.
    """

    lines: tuple[Source, ...] = ()
    by: Measure | None = None
    reason: str = ""
    note: str = ""

    @property
    def conversions(self) -> float:
        """Return the conversions of all sources."""
        return sum(each.conversions or 0 for each in self.lines)

    @property
    def leading(self) -> Source | None:
        """Return the source that brought the most, if one did."""
        first = next((each for each in self.lines if each.source is not None), None)
        share = None if first is None else first.conversion_share or first.view_share
        return first if share else None

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        found: dict[str, object] = {
            "ranked_by": self.by and self.by.value,
            "sources": [each.as_json() for each in self.lines],
        }
        if self.reason:
            found["reason"] = self.reason
        if self.note:
            found["note"] = self.note
        return found


def sources(
    noted: Sequence[Noted], views: Held, conversions: Held, first_on: date, last_on: date
) -> Sources:
    """Return the sources of a period from what was noted of each.

    ``views`` and ``conversions`` are those of all, as far as they are known.
    """

    def by_source(measure: Measure) -> dict[TrafficSource, Held]:
        found = {
            source: held(
                {},
                [each for each in noted if each.said.measure is measure and _of(each, source)],
                first_on,
                last_on,
            )
            for source in TrafficSource
        }
        return {source: each for source, each in found.items() if each.spans}

    seen, shares, note = _shares(by_source(Measure.VIEWS), views, noted, first_on, last_on)
    by_conversions = by_source(Measure.CONVERSIONS)
    known = any(each.total for each in by_conversions.values())
    brought, percents, _ = _counted(by_conversions, conversions) if known else ({}, {}, "")
    lines = [
        Source(
            source, seen.get(source), shares.get(source), brought.get(source), percents.get(source)
        )
        for source in (*TrafficSource, None)
        if source in shares or source in percents
    ]
    if not lines:
        return Sources(reason="no figure of any traffic source is noted for these days")
    by = Measure.CONVERSIONS if known else Measure.VIEWS
    lines.sort(key=lambda each: _rank(each, by))
    return Sources(tuple(lines), by, note=note)


def _of(noted: Noted, source: TrafficSource) -> bool:
    return noted.said.source is source and not noted.said.post


def _rank(line: Source, by: Measure) -> tuple[bool, float, float]:
    conversions = line.conversions or 0 if by is Measure.CONVERSIONS else 0
    return line.source is None, -conversions, -(line.view_share or 0)


Shares = dict[TrafficSource | None, float]


def _shares(
    counted: Mapping[TrafficSource, Held],
    views: Held,
    noted: Sequence[Noted],
    first_on: date,
    last_on: date,
) -> tuple[dict[TrafficSource | None, float], Shares, str]:
    """Return the views and the shares of each source, from counts if there are any."""
    if any(each.total for each in counted.values()):
        return _counted(counted, views)
    newest = _newest_shares(noted, first_on, last_on)
    if not newest:
        return {}, {}, ""
    shown, rest = explained_shares([each.said.value for each in newest])
    shares: Shares = {each.said.source: share for each, share in zip(newest, shown, strict=True)}
    said = newest[0].said
    days = f"{said.first_on}" if said.days == 1 else f"{said.first_on} to {said.last_on}"
    more = MORE if rest < 0 else ""
    note = f"shares of {days}, as the platform says{more}"
    return {}, shares | ({None: rest} if rest else {}), note


def _counted(
    counted: Mapping[TrafficSource, Held], every: Held
) -> tuple[dict[TrafficSource | None, float], Shares, str]:
    """Return counts as shares of those of all, where these are known of the same days."""
    found: dict[TrafficSource | None, float] = {
        source: each.total or 0 for source, each in counted.items()
    }
    days = frozenset(day for each in counted.values() for day in each.days)
    uneven = "" if all(each.days == days for each in counted.values()) else UNEVEN
    known = every.within(days)
    whole = known.total if known.days == days else None
    if whole is None or whole <= 0:
        shares: Shares = dict(zip(found, rounded_shares([*found.values()]), strict=True))
        return found, shares, f"shares of what is noted by source{uneven}"
    shown, rest = explained_shares([each * 100 / whole for each in found.values()])
    shares = dict(zip(found, shown, strict=True))
    if rest:
        found[None], shares[None] = whole - sum(found.values()), rest
    more = MORE if rest < 0 else ""
    return found, shares, f"shares of all of the same days{more}{uneven}"


def _newest_shares(noted: Sequence[Noted], first_on: date, last_on: date) -> list[Noted]:
    """Return the percentages of the newest days for which any were noted, one a source."""
    within = [
        each
        for each in noted
        if each.said.measure is Measure.VIEW_SHARE
        and not each.said.post
        and first_on <= each.said.first_on
        and each.said.last_on <= last_on
    ]
    if not within:
        return []
    newest = max((each.said.last_on, each.said.first_on) for each in within)
    latest = {
        each.said.source: each
        for each in sorted(within, key=lambda one: (one.noted_at, one.id))
        if (each.said.last_on, each.said.first_on) == newest
    }
    order = [*TrafficSource]
    return sorted(latest.values(), key=lambda each: order.index(each.said.source or order[0]))
