"""Figures a creator notes by hand: what they are called, how one is read, what it belongs to."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from dm_assistant.domain.figures import DailyFigure

MOST = 10**12
"""The largest figure that is taken for one; nothing anybody counts is larger."""

LONGEST = 3660
"""Days that one noted figure may span."""

WHOLE_PERCENT = 100

_link = re.compile(r"/(?:video|photo)/(\d+)").search
_plain = re.compile(r"-?\d+(?:\.\d+)?").fullmatch
_grouped = re.compile(r"-?\d{1,3}(?:[ ,.'\u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?").fullmatch
_nothing = frozenset({"", "-", "–", "—", "n/a", "na", "nan", "none", "null", "undefined", "?"})


class Measure(StrEnum):
    """A figure that may be noted; every one but followers adds up over days."""

    VIEWS = "views"
    PROFILE_VIEWS = "profile_views"
    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    SAVES = "saves"
    FOLLOWERS = "followers"
    VIEWERS = "viewers"
    REACH = "reach"
    IMPRESSIONS = "impressions"
    LINK_CLICKS = "link_clicks"
    FULL_WATCHES = "full_watches"
    CONVERSIONS = "conversions"
    VIEW_SHARE = "view_share"


NAMES: Final = {
    Measure.VIEWS: "Views",
    Measure.PROFILE_VIEWS: "Profile views",
    Measure.LIKES: "Likes",
    Measure.COMMENTS: "Comments",
    Measure.SHARES: "Shares",
    Measure.SAVES: "Saves",
    Measure.FOLLOWERS: "Followers",
    Measure.VIEWERS: "Viewers",
    Measure.REACH: "Reach",
    Measure.IMPRESSIONS: "Impressions",
    Measure.LINK_CLICKS: "Link clicks",
    Measure.FULL_WATCHES: "Full watches",
    Measure.CONVERSIONS: "Conversions",
    Measure.VIEW_SHARE: "Share of views",
}
"""What each is called for people."""

GIVEN: Final = {
    Measure.VIEWS: (DailyFigure.VIDEO_VIEWS,),
    Measure.PROFILE_VIEWS: (DailyFigure.PROFILE_VIEWS,),
    Measure.LIKES: (DailyFigure.LIKES,),
    Measure.COMMENTS: (DailyFigure.COMMENTS,),
    Measure.SHARES: (DailyFigure.SHARES,),
    Measure.FOLLOWERS: (DailyFigure.FOLLOWERS,),
    Measure.VIEWERS: (DailyFigure.VIEWERS,),
    Measure.REACH: (DailyFigure.REACHED_AUDIENCE,),
    Measure.LINK_CLICKS: (
        DailyFigure.WEBSITE_CLICKS,
        DailyFigure.PRODUCT_LINK_CLICKS,
        DailyFigure.APP_DOWNLOAD_LINK_CLICKS,
    ),
}
"""Which daily figures of the platform's own files each is the sum of; the others are noted only."""

ALIASES: Final = {"video_views": Measure.VIEWS, "reached_audience": Measure.REACH}


class TrafficSource(StrEnum):
    """Where a view came from."""

    FOR_YOU = "for_you"
    FOLLOWING = "following"
    PROFILE = "profile"
    SEARCH = "search"
    HASHTAG = "hashtag"
    SOUND = "sound"
    EXTERNAL = "external"
    SHARE = "share"
    MESSAGE = "message"


SOURCE_NAMES: Final = {
    TrafficSource.FOR_YOU: "For You",
    TrafficSource.FOLLOWING: "Following",
    TrafficSource.PROFILE: "Profile",
    TrafficSource.SEARCH: "Search",
    TrafficSource.HASHTAG: "Hashtags",
    TrafficSource.SOUND: "Sounds",
    TrafficSource.EXTERNAL: "External",
    TrafficSource.SHARE: "Direct shares",
    TrafficSource.MESSAGE: "Messages",
}

SOURCED: Final = frozenset({Measure.VIEWS, Measure.CONVERSIONS, Measure.VIEW_SHARE})
"""Which figures may be said of one traffic source."""


class Paid(StrEnum):
    """Whether money was behind a figure."""

    ORGANIC = "organic"
    PAID = "paid"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Said:
    """One figure as it is said: of which days, and of which source, post or kind of reach."""

    measure: Measure
    value: float
    first_on: date
    last_on: date
    source: TrafficSource | None = None
    paid: Paid = Paid.UNKNOWN
    post: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """Return what two figures share that may not both hold of one day."""
        return (self.measure, self.source, self.paid, self.post)

    @property
    def days(self) -> int:
        """Return how many days it spans."""
        return (self.last_on - self.first_on).days + 1


@dataclass(frozen=True, slots=True)
class Noted:
    """A figure that was noted, with the number it has in the list."""

    id: int
    said: Said
    noted_at: datetime

    def as_json(self) -> dict[str, object]:
        """Return the object ``kpi list --json`` prints."""
        said = self.said
        return {
            "id": self.id,
            "figure": said.measure.value,
            "value": number(said.value),
            "first_day": said.first_on.isoformat(),
            "last_day": said.last_on.isoformat(),
            "source": said.source and said.source.value,
            "paid": said.paid.value,
            "post": said.post or None,
        }


def measure_of(text: str) -> Measure:
    """Return a figure by its name; raise ValueError with the names there are."""
    name = text.strip().casefold().replace(" ", "_").replace("-", "_")
    try:
        return ALIASES.get(name) or Measure(name)
    except ValueError:
        raise ValueError(f"'{text}' is none of {', '.join(Measure)}") from None


def source_of(text: str) -> TrafficSource:
    """Return a traffic source by its name; raise ValueError with the names there are."""
    name = text.strip().casefold().replace(" ", "_").replace("-", "_")
    for known in TrafficSource:
        if name in {known.value, SOURCE_NAMES[known].casefold().replace(" ", "_")}:
            return known
    raise ValueError(f"'{text}' is none of {', '.join(TrafficSource)}")


def post_of(text: str) -> str:
    """Return what a post is known by: the number in its link, else the words as they are."""
    found = _link(text)
    return found[1] if found else " ".join(text.split())


def value_of(text: str, measure: Measure) -> float:
    """Return a figure as it was written; raise ValueError with what is wrong with it.

    A share of views is in percent, with or without the sign; all others are whole counts.
    """
    written = text.strip()
    share = measure is Measure.VIEW_SHARE
    if written.casefold() in _nothing:
        raise ValueError("there is no value: leave it out, a gap stays a gap")
    if written.endswith("%"):
        if not share:
            raise ValueError(f"'{written}' is a percentage; {measure} is a count")
        written = written[:-1].strip()
    if _grouped(written) and not (share and _plain(written)):
        raise ValueError(f"'{written}': write the number without thousands separators")
    if not (written.isascii() and _plain(written)):
        raise ValueError(f"'{written}' is not a number")
    value = float(written)
    if value < 0:
        raise ValueError(f"'{written}' is below 0; only the platform's own files may say so")
    if not share and not value.is_integer():
        raise ValueError(f"'{written}' is no whole number, and {measure} is a count")
    if share and value > WHOLE_PERCENT:
        raise ValueError(f"'{written}' is more than 100 %")
    if not math.isfinite(value) or value > MOST:
        raise ValueError("the number is too large")
    return value


def fault(said: Said, today: date) -> str:
    """Return why a figure cannot be noted; nothing where it can."""
    sourced = ", ".join(sorted(SOURCED))
    checks = (
        (
            said.last_on < said.first_on,
            f"it ends ({said.last_on}) before it begins ({said.first_on})",
        ),
        (said.last_on > today, f"{said.last_on} is still to come"),
        (said.days > LONGEST, f"it spans {said.days:,} days; at most {LONGEST:,}"),
        (
            said.measure is Measure.FOLLOWERS and said.days > 1,
            "followers are counted on one day, not over several",
        ),
        (
            said.measure is Measure.VIEW_SHARE and said.source is None,
            "a share of views belongs to a traffic source",
        ),
        (
            said.source is not None and said.measure not in SOURCED,
            f"{said.measure} cannot be told by traffic source; {sourced} can",
        ),
    )
    return next((why for wrong, why in checks if wrong), "")


def number(value: float) -> float | int:
    """Return a value as it is written: whole numbers without a point."""
    return int(value) if float(value).is_integer() else value
