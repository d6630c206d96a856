"""How long the creator takes to send one message by hand, and when the last one may be out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

LATEST = 30
"""So many messages say how fast somebody is at present."""

PAUSE = timedelta(minutes=10)
"""Who takes longer did something else meanwhile; such a message says nothing about the others."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds per message: the median of ``known`` messages; without any it is not known."""

    seconds: float = 0.0
    known: int = 0

    def left(self, count: int) -> timedelta | None:
        """Return how long so many more messages may take; None while that is not known."""
        return timedelta(seconds=self.seconds * count) if self.known else None


def tempo(seconds: Sequence[float]) -> Tempo:
    """Return the tempo of the latest messages, given the seconds each took, the latest first.

    What took no time was sent before it was noted, and what took longer than a pause says nothing.
    """
    told = [each for each in seconds if 0 < each <= PAUSE.total_seconds()][:LATEST]
    return Tempo(median(told), len(told)) if told else Tempo()
