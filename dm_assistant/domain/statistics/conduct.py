"""How the creator behaves: how fast they answer, what they ask and give, how alike they write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.sameness import Collection, Given
from dm_assistant.domain.statistics.figures import Rate, share
from dm_assistant.domain.templates.model import Gives

ASKING = frozenset({Purpose.FEEDBACK, Purpose.COLLAB, Purpose.CHALLENGE, Purpose.INVITE})
"""What a message of such a purpose wants from its reader, whatever it gives besides."""
GIVEN = frozenset({Gives.RECOGNITION, Gives.KNOWLEDGE, Gives.REWARD, Gives.ACCESS})
"""What costs the reader nothing; to have a say or make something together is asked of them."""

NOTHING_ANSWERED = "no message of theirs was answered in that time"


@dataclass(frozen=True, slots=True)
class Answering:
    """The creator's own time to answer, over ``n`` answered messages; how many wait, since when.

    An answer counts once it was sent, in the time in which it was. ``longest`` is how long the
    one who has waited longest has waited by now.
    """

    n: int
    median: timedelta | None
    worst: timedelta | None
    waiting: int
    waiting_since: datetime | None
    longest: timedelta | None

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        since = self.waiting_since and self.waiting_since.astimezone(UTC)
        return {
            "n": self.n,
            "median_hours": _hours(self.median),
            "worst_hours": _hours(self.worst),
            "reason": None if self.n else NOTHING_ANSWERED,
            "waiting": self.waiting,
            "waiting_since": since.strftime("%Y-%m-%dT%H:%M:%SZ") if since else None,
        }


@dataclass(frozen=True, slots=True)
class Balance:
    """How many of ``n`` messages ask the reader for something, and how many give something.

    One message may do both.
    """

    asks: int
    gives: int
    n: int

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {"asks": self.asks, "gives": self.gives, "n": self.n}


@dataclass(frozen=True, slots=True)
class Conduct:
    """What the totals say of the creator: the last one is the share of near-copies."""

    answering: Answering
    balance: Balance
    near_copies: Rate

    def as_json(self) -> dict[str, object]:
        """Return the objects the command line promises, by name."""
        return {
            "answering": self.answering.as_json(),
            "asks_and_gives": self.balance.as_json(),
            "sameness": self.near_copies.as_json(),
        }


def answering(waits: Sequence[int], waiting: Sequence[datetime], now: datetime) -> Answering:
    """Return the creator's own time to answer, of waits in seconds, and who waits since when."""
    return Answering(
        len(waits),
        timedelta(seconds=median(waits)) if waits else None,
        timedelta(seconds=max(waits)) if waits else None,
        len(waiting),
        min(waiting, default=None),
        max(now - min(waiting), timedelta(0)) if waiting else None,
    )


def balance(messages: Iterable[tuple[Purpose, Gives | None, int]]) -> Balance:
    """Count asks and gives over (purpose, what the template gives, how many) of messages.

    Without a template that says so, a message gives where its purpose asks for nothing.
    """
    asks = gives = total = 0
    for purpose, what, number in messages:
        total += number
        asks += number * (purpose in ASKING)
        gives += number * (what in GIVEN if what else purpose not in ASKING)
    return Balance(asks, gives, total)


def near_copies(given: Sequence[Given], alike: float) -> Rate:
    """Return how many messages resemble one to somebody else by ``alike`` or more."""
    collection = Collection(alike, given)
    return share(
        sum(bool(collection.alike(each.runs, each.contact_id)) for each in given), len(given)
    )


def _hours(time: timedelta | None) -> float | None:
    return None if time is None else time / timedelta(hours=1)
