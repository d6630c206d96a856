"""The opt-out guard: words that too many people answered by asking to stop are used no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dm_assistant.domain.statistics.intervals import beta_tail

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Stopped:
    """By what numbers a variant is paused: so many of so many people, against a limit in percent.

    ``campaign`` is where it is paused, everywhere if that is empty.
    """

    opt_outs: int
    contacts: int
    limit: int
    campaign: str = ""

    @property
    def sure(self) -> float:
        """Return P(rate > limit), which is how sure the pause is (Jeffreys' prior)."""
        return beta_tail(
            self.limit / _PERCENT, 0.5 + self.opt_outs, 0.5 + self.contacts - self.opt_outs
        )

    @property
    def words(self) -> str:
        """Return "3 of 30 people asked to stop (more than 3 %, 94 % sure)"."""
        # Rounded down: it is at least as sure as it says.
        sure = int(self.sure * _PERCENT)
        return (
            f"{self.opt_outs:,} of {self.contacts:,} people asked to stop "
            f"(more than {self.limit} %, {sure} % sure)"
        )

    def as_json(self) -> dict[str, object]:
        """Return the numbers with the sentence."""
        return {
            "opt_outs": self.opt_outs,
            "contacts": self.contacts,
            "limit": self.limit / _PERCENT,
            "sure": self.sure,
            "campaign": self.campaign or None,
            "words": f"paused: {self.words}",
        }


class Scope(NamedTuple):
    """Where words are counted and paused: a template everywhere, or within one campaign."""

    purpose: str
    template: str
    campaign: str = ""


def scopes(purpose: str, template: str, campaign: str) -> tuple[Scope, ...]:
    """Return where the words of one message count: everywhere, and in their campaign if any."""
    everywhere = Scope(purpose, template)
    return (everywhere, Scope(purpose, template, campaign)) if campaign else (everywhere,)
