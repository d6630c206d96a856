"""Whether messages moved anything, from the strongest evidence to the weakest.

First what chance drew, then what similar people did, then what followed on the whole account.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.statistics import effect_words as words
from dm_assistant.domain.statistics.differences import Difference
from dm_assistant.domain.statistics.holdout import Holdout
from dm_assistant.domain.statistics.impact import Happening, told
from dm_assistant.domain.statistics.placebo import Rank
from dm_assistant.domain.statistics.series import Followed, Spike

NEW_FOLLOWERS: Final = "new_followers"
JUDGED: Final = {
    DailyFigure.VIDEO_VIEWS.value: "views",
    NEW_FOLLOWERS: "new followers",
    DailyFigure.PROFILE_VIEWS.value: "profile views",
}
"""The daily figures that are looked at after messages, each as it is called in a sentence."""


class Left(NamedTuple):
    """People of a draw who are not compared, or not as they were drawn, and why."""

    young: int = 0
    """Still inside their 28 days, or later than comments are known."""
    erased: int = 0
    by_hand: int = 0
    written_to: int = 0
    """Held out and written to all the same: compared as they were drawn."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A hold-out and what it shows: that of one campaign, or of all with an empty name."""

    campaign: str
    outcome: Holdout
    left: Left
    due_on: date | None = None
    """The day from which the first of those who are still inside their 28 days can be compared."""

    def as_json(self) -> dict[str, object]:
        """Return the figure as a document."""
        found = self.outcome.as_json()
        inputs = found["inputs"]
        assert isinstance(inputs, dict)  # noqa: S101 - for the type checker
        return {
            **({"campaign": self.campaign} if self.campaign else {}),
            **found,
            "inputs": {**inputs, **self.left._asdict()},
            "due_on": None if self.due_on is None else self.due_on.isoformat(),
            "words": list(words.trial(self)),
        }


class Surge(NamedTuple):
    """A spike with what else happened within a few days of it."""

    spike: Spike
    label: str
    happened: tuple[Happening, ...]

    def as_json(self) -> dict[str, object]:
        """Return the spike as a document."""
        happened = [
            {"on": each.on.isoformat(), "kind": each.kind.value, "what": each.what}
            for each in self.happened
        ]
        return {**self.spike.as_json(), "happened": happened}


@dataclass(frozen=True, slots=True)
class Effect:
    """Everything that may be said of what messages moved."""

    account: str
    first_on: date
    last_on: date
    comments_until: date | None
    """The day up to which comments are known: later ones are not 0 but not imported."""
    pooled: Trial
    campaigns: tuple[Trial, ...]
    difference: Difference
    series: tuple[Followed, ...]
    surges: tuple[Surge, ...]

    def as_json(self) -> dict[str, object]:
        """Return what ``impact --json`` adds to the days."""
        return {
            "comments_until": None
            if self.comments_until is None
            else self.comments_until.isoformat(),
            "holdout": self.pooled.as_json(),
            "campaigns": [each.as_json() for each in self.campaigns],
            "difference": {
                **self.difference.as_json(),
                "words": [words.difference(self.difference)],
            },
            "series": [{**each.as_json(), "words": [words.followed(each)]} for each in self.series],
            "spikes": [each.as_json() for each in self.surges],
        }

    def sentences(self) -> tuple[str, ...]:
        """Return what can be said, the strongest evidence first."""
        return (
            *words.trial(self.pooled),
            words.difference(self.difference),
            *(words.followed(each) for each in self.series),
        )


def surges_told(surges: Iterable[Surge]) -> list[tuple[date, str]]:
    """Return the days with spikes as words: what stood out, and what else happened around it."""
    found = []
    for on, same in groupby(surges, key=lambda each: each.spike.on):
        those = list(same)
        stood = ", ".join(f"{each.spike.value:,} {each.label}" for each in those)
        beside = [
            f"{words.distance((day - on).days)}: {told_as}"
            for day, told_as in told(those[0].happened)
        ]
        found.append((on, "; ".join((f"spike: {stood}", *beside))))
    return found


def rank_json(ranks: tuple[Rank, ...]) -> list[Mapping[str, object]]:
    """Return what ``impact --date`` adds to the document."""
    return [{**each.as_json(), "words": [words.rank(each)]} for each in ranks]
