"""How key figures are told: values, changes, and one act for the source that brings the most."""

from __future__ import annotations

from typing import Final

from dm_assistant.domain.measures import Measure, TrafficSource
from dm_assistant.domain.statistics.kpi_changes import Change
from dm_assistant.domain.statistics.kpi_shares import Sources
from dm_assistant.domain.statistics.kpis import Kpi
from dm_assistant.domain.statistics.thresholds import DECIMAL_FROM

NONE = "–"

ACTS: Final = {
    TrafficSource.FOR_YOU: (
        "Watch the first three seconds of the posts it showed most, and open the next one alike."
    ),
    TrafficSource.FOLLOWING: (
        "These people know you: say in the next post when the following one comes, and keep to it."
    ),
    TrafficSource.PROFILE: (
        "They looked you up: say in your bio what to do next, and pin the post that explains it."
    ),
    TrafficSource.SEARCH: (
        "Take a question from your comments, word for word, as the first line of your next caption."
    ),
    TrafficSource.HASHTAG: (
        "Look which tag of yours these posts share, and use that one again instead of five others."
    ),
    TrafficSource.SOUND: (
        "Note which sound these posts have, and make one more with it while people still use it."
    ),
    TrafficSource.EXTERNAL: (
        "Find the page that links to you, thank who wrote it, and offer them your next post."
    ),
    TrafficSource.SHARE: (
        "Make one post that answers what a friend would ask a friend: people pass those on."
    ),
    TrafficSource.MESSAGE: (
        "End the next post with a question that people can answer in a message to you."
    ),
}
"""One thing to try for each source; what comes of it is for the figures to say."""


def whole(value: float) -> str:
    """Return a count with separators."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def percent(share: float, n: float | None = None, *, signed: bool = False) -> str:
    """Return a share in percent, no finer than ``n`` bears; a minus is written as one."""
    finer = n is None or n >= DECIMAL_FROM
    text = f"{share * 100:{'+' if signed else ''},.{1 if finer else 0}f} %"
    return text.replace("-", "\u2212")


RATES: Final = frozenset({"follower_growth", "growth_per_week"})


def value_words(kpi: Kpi) -> str:
    """Return the value of a key figure as it is shown; a missing one is a dash, never 0."""
    if kpi.value is None:
        return NONE
    if kpi.name in RATES:
        return percent(kpi.value, signed=True)
    if kpi.name == "frequency":
        return f"{kpi.value:.2f}"
    if kpi.n is not None:
        return percent(kpi.value, kpi.n)
    return whole(kpi.value).replace("-", "\u2212")


def change_words(change: Change) -> str:
    """Return a change as it is shown, or what can be said instead."""
    if change.rate is not None:
        return percent(change.rate, signed=True)
    if change.absolute is not None:
        return f"+{whole(change.absolute)} (from 0)"
    return NONE


def likely(change: Change) -> str:
    """Return the range of a count's change; nothing where there is none."""
    if change.low is None or change.high is None:
        return ""
    low, high = percent(change.low, signed=True), percent(change.high, signed=True)
    return f"likely {low.removesuffix(' %')} to {high}"


def insight(found: Sources) -> str:
    """Say what the leading source brought, by conversions or, if none are known, by views."""
    line = found.leading
    if line is None:
        return ""
    name = line.title
    if found.by is Measure.CONVERSIONS and line.conversions is not None:
        share = f"{line.conversion_share:.0f} %"
        of = f"{whole(line.conversions)} of {whole(found.conversions)} conversions"
        return f"{of} came from {name} ({share})."
    share = f"{line.view_share:.0f} %"
    seen = "" if line.views is None else f"{whole(line.views)} views, "
    return f"{name} brought the most: {seen}{share}. By views; no conversions are noted by source."


def act(found: Sources) -> str:
    """Return one thing to try for the leading source; nothing where none leads."""
    line = found.leading
    return "" if line is None or line.source is None else ACTS[line.source]
