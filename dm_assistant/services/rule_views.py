"""Frozen views of the rules' values and of what others would do, for the two front ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dm_assistant.domain.rules.trial import Hindsight, Kind
from dm_assistant.rulebook import Entry, Plain


@dataclass(frozen=True, slots=True)
class Change:
    """One value's change."""

    entry: Entry
    before: Plain
    after: Plain


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change of a value in the journal; ``act`` says whether it was made, taken back, or found.

    The reason is empty for what was changed outside the program.
    """

    at: datetime
    act: str
    before: Plain
    after: Plain
    reason: str


@dataclass(frozen=True, slots=True)
class RuleValue:
    """A value of the policy in force, and its last changes, newest first."""

    entry: Entry
    value: Plain
    history: tuple[PastChange, ...] = ()

    @property
    def changed(self) -> bool:
        """Return whether it is another one than the default."""
        return self.value != self.entry.default


@dataclass(frozen=True, slots=True)
class Saved:
    """What a change of the policy came to."""

    changes: tuple[Change, ...]
    reason: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What values would do: looking back over 90 days, now, and over the next 14 days.

    ``approved`` counts the approved messages that would newly be stopped at this moment, of
    ``approved_in_all``. ``capacity_now`` and ``capacity_tried`` are messages a day.
    """

    changes: tuple[Change, ...]
    hindsight: Hindsight
    approved: Kind
    approved_in_all: int
    capacity_now: tuple[int, ...]
    capacity_tried: tuple[int, ...]
