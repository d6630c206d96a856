"""How key figures are told: values, changes, and one act for the source that brings the most."""

from __future__ import annotations

from typing import Final

from dm_assistant.domain.measures import (
    NAMES,
    SOURCE_NAMES,
    Measure,
    Noted,
    Paid,
    TrafficSource,
    number,
)
from dm_assistant.domain.statistics.kpi_changes import Change, Figure
from dm_assistant.domain.statistics.kpi_posts import Kind
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


def moved_words(figure: Figure) -> str:
    """Return a change as it is shown beside its figure: of a share in points, else in percent.

    A growth that went from 2.6 % to 2.2 % fell by 0.4 points; "−16 %" beside it would mislead.
    """
    kpi, change = figure.kpi, figure.change
    share = kpi.name in RATES or kpi.n is not None
    if not share or kpi.value is None or change.before is None:
        return change_words(change)
    points = round((kpi.value - change.before) * 100, 1)
    sign = "\u2212" if points < 0 else "+" if points > 0 else ""
    return f"{sign}{abs(points):.1f} pts"


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


def known_words(kpi: Kpi) -> str:
    """Say of how many days or posts a figure is known, else what it is a share of."""
    days, of = kpi.inputs.get("days_known"), kpi.inputs.get("days")
    if days is not None and of is not None:
        return f"{days} of {of} days"
    if kpi.inputs.get("posts") is not None:
        return f"{kpi.inputs['posts']} posts"
    return f"of {whole(kpi.n)}" if kpi.n is not None else ""


def paid_words(each: Kind) -> str:
    """Name the posts of one kind: organic, paid, or such as nobody said it of."""
    return "not marked" if each.paid is Paid.UNKNOWN else each.paid.value


def kind_words(each: Kind) -> str:
    """Say what the posts of one kind gathered."""
    kpi, posts = each.engagement, f"{each.posts} {'post' if each.posts == 1 else 'posts'}"
    if kpi.value is None:
        return f"{posts}, engagement by views {NONE} ({kpi.reason})"
    return f"{posts}, {whole(each.views)} views, engagement by views {value_words(kpi)}"


def noted_words(each: Noted) -> str:
    """Say a noted figure on one line."""
    said = each.said
    days = f"{said.first_on}" if said.days == 1 else f"{said.first_on} to {said.last_on}"
    of = [SOURCE_NAMES[said.source]] if said.source else []
    of += [said.paid.value] if said.paid is not Paid.UNKNOWN else []
    of += [f"post {said.post}"] if said.post else []
    value = f"{number(said.value):,}" + (" %" if said.measure is Measure.VIEW_SHARE else "")
    besides = f" ({', '.join(of)})" if of else ""
    return f"{each.id}: {NAMES[said.measure].lower()} {value}{besides}, {days}"
