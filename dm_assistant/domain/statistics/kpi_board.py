"""The board: every key figure of a period with its change, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dm_assistant.domain.goals import Changed, Competitor, Own, Progress
from dm_assistant.domain.measures import Noted
from dm_assistant.domain.statistics.kpi_changes import Figure
from dm_assistant.domain.statistics.kpi_posts import Split
from dm_assistant.domain.statistics.kpi_shares import Sources
from dm_assistant.domain.statistics.kpi_spans import Aside
from dm_assistant.domain.statistics.kpi_words import act, insight
from dm_assistant.domain.statistics.posting import Posting

NOTHING = (
    "no figures for these days: import Studio's files, or note one (kpi note views 1200 --on DAY)"
)


@dataclass(frozen=True, slots=True)
class Board:
    """Key figures of an account between two days."""

    account: str
    first_on: date
    last_on: date
    figures: tuple[Figure, ...]
    sources: Sources
    split: Split
    aside: tuple[Aside, ...]
    goals: tuple[Progress, ...]
    own: Own
    competitors: tuple[Competitor, ...]
    changes: tuple[Changed, ...]
    posting: Posting
    """When to post, by all posts that are known."""
    noted: tuple[Noted, ...] = ()
    """Every figure noted of the account, the newest days first."""

    @property
    def days(self) -> int:
        """Return how many days it spans."""
        return (self.last_on - self.first_on).days + 1

    @property
    def empty(self) -> bool:
        """Return whether no figure at all is known."""
        return all(each.kpi.value is None for each in self.figures) and not self.sources.lines

    def as_json(self) -> dict[str, object]:
        """Return the document ``kpi --json`` prints."""
        found: dict[str, object] = {
            "account": self.account,
            "since": self.first_on.isoformat(),
            "until": self.last_on.isoformat(),
            "days": self.days,
            "figures": [each.as_json() for each in self.figures],
            "traffic": self.sources.as_json(),
            "organic_paid": self.split.as_json(),
            "insight": insight(self.sources) or None,
            "act": act(self.sources) or None,
            "set_aside": [each.noted.as_json() | {"why": each.why} for each in self.aside],
            "goals": [each.as_json() for each in self.goals],
            "own": self.own.as_json(),
            "competitors": [each.as_json() for each in self.competitors],
            "changes": [each.as_json() for each in self.changes],
            "posting": self.posting.as_json(),
        }
        if self.empty:
            found["reason"] = NOTHING
        return found
