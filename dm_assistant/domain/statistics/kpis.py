"""The key figures of an account: each a formula over what is known, or None with the reason.

Rates are pooled, the sum above over the sum below, on the days on which both are known; they are
never a mean of rates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dm_assistant.domain.measures import NAMES, Measure, number
from dm_assistant.domain.statistics.figures import LEAKED, Rate
from dm_assistant.domain.statistics.impact import Growth
from dm_assistant.domain.statistics.kpi_spans import Held, together
from dm_assistant.domain.statistics.words import counted

WEEK = 7
PEOPLE = frozenset({Measure.VIEWERS, Measure.REACH})
"""Figures that count people, who may be the same from day to day."""

REACTIONS = (Measure.LIKES, Measure.COMMENTS, Measure.SHARES)

Known = Mapping[Measure, Held]
Input = float | int | str | None


@dataclass(frozen=True, slots=True)
class Kpi:
    """One key figure: its formula, what went in, and the value or why there is none.

    ``n`` is what it is a share of, None where it is no share; ``note`` says what to know of it.
    """

    name: str
    title: str
    formula: str
    inputs: Mapping[str, Input] = field(default_factory=dict)
    value: float | None = None
    reason: str = ""
    note: str = ""
    n: float | None = None

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        found: dict[str, object] = {
            "name": self.name,
            "formula": self.formula,
            "inputs": dict(self.inputs),
            "value": self.value,
        }
        if self.value is None:
            found["reason"] = self.reason
        if self.note:
            found["note"] = self.note
        return found


def ratio(kpi: Kpi, top: float, bottom: float, below: str) -> Kpi:
    """Return ``kpi`` with its value, or with the reason where nothing can be divided by."""
    if bottom <= 0:
        why = f"{below} of these days add up to {number(bottom):,}: nothing to divide by"
        return replace(kpi, reason=why)
    return replace(kpi, value=top / bottom, n=bottom)


def pooled(kpi: Kpi, top: Sequence[Measure], bottom: Measure, known: Known, days: int) -> Kpi:
    """Return the sum of some figures over another, of the days on which all are known."""
    wanted = [*top, bottom]
    missing = [NAMES[each].lower() for each in wanted if not known.get(each, Held()).spans]
    if missing:
        return replace(kpi, reason=f"not known of any of these days: {', '.join(missing)}")
    both = together([known[each] for each in wanted])
    if not both:
        names = " and ".join(NAMES[each].lower() for each in wanted)
        return replace(kpi, reason=f"there is no day of which {names} are known together")
    sums = {each: known[each].within(both).total or 0 for each in wanted}
    inputs: dict[str, Input] = {each.value: number(sums[each]) for each in wanted}
    made = replace(
        kpi, inputs={**inputs, "days_known": len(both), "days": days}, note=gaps(len(both), days)
    )
    return ratio(made, sum(sums[each] for each in top), sums[bottom], NAMES[bottom].lower())


def gaps(known: int, days: int) -> str:
    """Say of how many days something is known, where that is not all of them."""
    return "" if known == days else f"figures of {known} of {days} days"


# --- followers -------------------------------------------------------------------------------


def follower_growth(grown: Growth) -> Kpi:
    """Return how the followers grew, by the counts at or shortly before both ends."""
    return Kpi(
        "follower_growth",
        "Follower growth",
        "(end - start) / start",
        _ends(grown),
        grown.rate,
        grown.reason,
    )


def growth_per_week(grown: Growth) -> Kpi:
    """Return the growth as if each week had grown alike: only to compare unlike periods."""
    kpi = Kpi(
        "growth_per_week",
        "Growth per week",
        "(end / start) ^ (7 / days between the counts) - 1",
        _ends(grown),
        note="only to compare periods of different length",
    )
    if grown.rate is None or grown.start is None or grown.end is None:
        return replace(kpi, reason=grown.reason)
    days = (grown.end.on - grown.start.on).days
    if days < 1:
        return replace(kpi, reason="both counts are of one day")
    value = (grown.end.followers / grown.start.followers) ** (WEEK / days) - 1
    return replace(kpi, value=value, inputs={**kpi.inputs, "days": days})


def _ends(grown: Growth) -> dict[str, Input]:
    found: dict[str, Input] = {}
    for name, each in (("start", grown.start), ("end", grown.end)):
        found[name] = None if each is None else each.followers
        found[f"{name}_on"] = None if each is None else each.on.isoformat()
    return found


# --- engagement ------------------------------------------------------------------------------


def engagement_by_followers(known: Known, grown: Growth, days: int) -> Kpi:
    """Return reactions over the mean of the followers at both ends; it may exceed 100 %."""
    kpi = Kpi(
        "engagement_by_followers",
        "Engagement by followers",
        "(likes + comments + shares) / followers (mean of start and end)",
    )
    missing = [NAMES[each].lower() for each in REACTIONS if not known.get(each, Held()).spans]
    if missing:
        return replace(kpi, reason=f"not known of any of these days: {', '.join(missing)}")
    if grown.start is None or grown.end is None:
        return replace(kpi, reason=grown.reason)
    both = together([known[each] for each in REACTIONS])
    if not both:
        names = "likes, comments and shares"
        return replace(kpi, reason=f"there is no day of which {names} are known together")
    sums = {each: known[each].within(both).total or 0 for each in REACTIONS}
    followers = (grown.start.followers + grown.end.followers) / 2
    inputs: dict[str, Input] = {each.value: number(sums[each]) for each in REACTIONS}
    inputs |= {"followers": number(followers), "days_known": len(both), "days": days}
    made = replace(kpi, inputs=inputs, note=gaps(len(both), days))
    return ratio(made, sum(sums.values()), followers, "followers")


def engagement_by_views(known: Known, days: int) -> Kpi:
    """Return reactions over views; saves count where they are known of all the same days."""
    kpi = Kpi(
        "engagement_by_views",
        "Engagement by views",
        "(likes + comments + shares) / views",
    )
    plain = [*REACTIONS, Measure.VIEWS]
    saves = known.get(Measure.SAVES, Held())
    if saves.spans and all(known.get(each, Held()).spans for each in plain):
        without = together([known[each] for each in plain])
        if without and together([*(known[each] for each in plain), saves]) == without:
            more = replace(kpi, formula="(likes + comments + shares + saves) / views")
            return pooled(more, [*REACTIONS, Measure.SAVES], Measure.VIEWS, known, days)
    return pooled(kpi, REACTIONS, Measure.VIEWS, known, days)


# --- watching, clicking, buying --------------------------------------------------------------


def completion(known: Known, days: int) -> Kpi:
    """Return full watches over views; loops may bring it above 1."""
    kpi = Kpi("completion_rate", "Completion", "full watches / views")
    return replays(pooled(kpi, [Measure.FULL_WATCHES], Measure.VIEWS, known, days))


def replays(kpi: Kpi) -> Kpi:
    """Mark a completion above 1: it counts replays."""
    if kpi.value is None or kpi.value <= 1:
        return kpi
    return replace(kpi, note="; ".join(filter(None, (kpi.note, "counts replays"))))


def click_through(known: Known, days: int) -> Kpi:
    """Return clicks over impressions."""
    kpi = Kpi("click_through", "Click-through", "link clicks / impressions")
    return at_most_one(
        pooled(kpi, [Measure.LINK_CLICKS], Measure.IMPRESSIONS, known, days),
        Measure.LINK_CLICKS,
        Measure.IMPRESSIONS,
    )


def conversion(known: Known, of: Measure, days: int) -> Kpi:
    """Return conversions over viewers or over clicks; the name says which."""
    kpi = Kpi(
        f"conversion_of_{of.value}",
        f"Conversion of {NAMES[of].lower()}",
        f"conversions / {NAMES[of].lower()}",
    )
    return at_most_one(pooled(kpi, [Measure.CONVERSIONS], of, known, days), Measure.CONVERSIONS, of)


def at_most_one(kpi: Kpi, top: Measure, bottom: Measure) -> Kpi:
    """Refuse a share above 1: what is above was not counted among what is below."""
    if kpi.value is None or kpi.value <= 1:
        return kpi
    above, below = kpi.inputs[top.value], kpi.inputs[bottom.value]
    why = f"tracking mismatch: {above:,} {NAMES[top].lower()} of {below:,} {NAMES[bottom].lower()}"
    return replace(kpi, value=None, reason=why)


def conversion_of_codes(redeemed: Rate | None) -> Kpi:
    """Return who redeemed a code among those who were sent one: the very rate of the numbers.

    None where the days end before today: that rate is counted up to now.
    """
    kpi = Kpi(
        "conversion_of_codes",
        "Conversion of codes",
        "contacts who redeemed / contacts who were sent a code",
    )
    if redeemed is None:
        return replace(kpi, reason="it is counted up to today only")
    made = replace(kpi, inputs={"redeemed": redeemed.k, "sent_a_code": redeemed.n})
    if redeemed.k > redeemed.n:
        return replace(made, reason=LEAKED)
    if not redeemed.n:
        return replace(made, reason="no code sent on these days has had its time to be used")
    if redeemed.rate is None:
        return replace(made, reason=f"{counted(redeemed, 'redeemed')}: too few for a rate")
    note = counted(redeemed, "redeemed")
    return replace(made, value=redeemed.rate, n=redeemed.n, note=note)


def frequency(known: Known, days: int) -> Kpi:
    """Return how often each person reached was shown something."""
    kpi = Kpi("frequency", "Frequency", "impressions / reach")
    found = counted_anew(
        pooled(kpi, [Measure.IMPRESSIONS], Measure.REACH, known, days), Measure.REACH, known
    )
    if found.value is None:
        return found
    if found.value < 1:
        shown, reached = found.inputs["impressions"], found.inputs["reach"]
        why = f"data error: {shown:,} impressions cannot reach {reached:,} people"
        return replace(found, value=None, reason=why)
    return found


def counted_anew(kpi: Kpi, of: Measure, known: Known) -> Kpi:
    """Say of people who were counted day by day that they count on each of their days."""
    if kpi.value is None or of not in PEOPLE or len(known[of].spans) <= 1:
        return kpi
    more = "who comes on several days counts on each"
    return replace(kpi, note="; ".join(filter(None, (kpi.note, more))))


# --- counts ----------------------------------------------------------------------------------


def total(measure: Measure, known: Held, days: int) -> Kpi:
    """Return a figure added up over the days of which it is known."""
    kpi = Kpi(
        measure.value,
        NAMES[measure],
        "sum of the days known",
        {"days_known": len(known.days), "days": days},
    )
    if known.total is None:
        return replace(kpi, reason="not known of any of these days")
    made = replace(kpi, value=number(known.total), note=gaps(len(known.days), days))
    return counted_anew(made, measure, {measure: known})


def followers_now(grown: Growth, first_on: date, last_on: date, days_known: int) -> Kpi:
    """Return the followers at the end of a period."""
    days = (last_on - first_on).days + 1
    kpi = Kpi(
        "followers",
        NAMES[Measure.FOLLOWERS],
        "the last count, at most 3 days before the last day",
        {**_ends(grown), "days_known": days_known, "days": days},
    )
    if grown.end is None:
        return replace(kpi, reason=grown.reason)
    return replace(kpi, value=grown.end.followers)
