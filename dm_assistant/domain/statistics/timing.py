"""When to send: replies by weekday and block of hours, and whether they differ beyond chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from dm_assistant.domain.statistics import shrinkage
from dm_assistant.domain.statistics.active import Active, Followers
from dm_assistant.domain.statistics.gate import Gate
from dm_assistant.domain.statistics.rates import Opener
from dm_assistant.domain.statistics.shrinkage import Counts, Shrunk
from dm_assistant.domain.statistics.thresholds import EARLY_FROM, RATE_FROM, REPLY_WINDOW
from dm_assistant.domain.statistics.week_grid import (
    BLOCKS,
    CELLS,
    GROUPS,
    KEYS,
    WEEKDAYS,
    Margin,
    cell_of,
    clocks,
    names,
    stamp,
    summed,
    when,
)
from dm_assistant.domain.statistics.words import percent

LEVEL: Final = 0.8
"""How sure the ranges here are."""
CHOSEN: Final = (
    "You chose these times and chance did not: whom you wrote to when may be the difference."
)


class Cell(NamedTuple):
    """The messages of one weekday and block; a rate and its range only where they are enough."""

    k: int
    n: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Best:
    """The weekday or block that stands above the rest."""

    margin: Margin
    key: str
    group: Shrunk

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {"margin": self.margin} | _json(self.key, self.group)


@dataclass(frozen=True, slots=True)
class Sending:
    """Mature first messages by weekday and block, and what may be said of them.

    ``young`` were sent too lately to be judged. ``recipients`` of the messages have their hour by
    the person's own zone, the others by ``zone``, the creator's.
    """

    window: timedelta
    since: datetime | None
    young: int
    recipients: int
    zone: str
    mean: float
    cells: tuple[Cell, ...]
    weekdays: tuple[Shrunk, ...]
    blocks: tuple[Shrunk, ...]
    gate: Gate
    best: tuple[Best, ...]

    @property
    def k(self) -> int:
        """Return how many were answered in time."""
        return sum(cell.k for cell in self.cells)

    @property
    def n(self) -> int:
        """Return how many messages there are."""
        return self.gate.n

    @property
    def reason(self) -> str | None:
        """Say why no best time is named; ``None`` where one is."""
        days = self.window.days
        if self.best:
            return None
        if self.n:
            return self.gate.unclear("messages")
        if self.young:
            wait = "1 waits" if self.young == 1 else f"{self.young:,} wait"
            return f"No message is {days} days old yet, so none can be judged; {wait}."
        return f"Nothing was sent yet. A message counts here {days} days after it left."

    def sentences(self) -> list[str]:
        """Say what may be said of the best time to send, and what it rests on."""
        said = [self._praise(each) for each in self.best] or [self.reason or ""]
        if self.n:
            said += [clocks(self.recipients, self.n, self.zone), CHOSEN]
        return said

    def _praise(self, best: Best) -> str:
        group = best.group
        mean, low, high = (percent(each, group.n) for each in (group.mean, group.low, group.high))
        return (
            f"{when(best.margin, best.key)} look best: about {mean} against "
            f"{percent(self.k / self.n, group.n)} overall "
            f"(likely {low.removesuffix(' %')}–{high}). Based on {group.n:,} messages."
        )

    def as_json(self) -> dict[str, object]:
        """Return the part of ``timing --json`` that is about sending."""
        weekday, block = (
            [_json(*each) for each in zip(keys, groups, strict=True)]
            for keys, groups in ((WEEKDAYS, self.weekdays), (BLOCKS, self.blocks))
        )
        return {
            "window_days": self.window.days,
            "since": stamp(self.since),
            "k": self.k,
            "n": self.n,
            "young": self.young,
            "mean": self.mean,
            "level": LEVEL,
            "zones": {
                "recipient": self.recipients,
                "own": self.n - self.recipients,
                "own_zone": self.zone,
            },
            "cells": [names(at) | _cell_json(cell) for at, cell in enumerate(self.cells)],
            "margins": {"weekday": weekday, "block": block},
            "gate": self.gate.as_json(self.reason),
            "recommendation": self.best[0].as_json() if self.best else None,
            "also": self.best[1].as_json() if len(self.best) > 1 else None,
            "reason": self.reason,
            "randomised": False,
            "words": self.sentences(),
        }


@dataclass(frozen=True, slots=True)
class Timing:
    """Everything about hours: sending, people's own activity, followers by the platform."""

    sending: Sending
    active: Active
    waiting: Active
    followers: Followers

    def as_json(self) -> dict[str, object]:
        """Return the document ``timing --json`` prints."""
        return self.sending.as_json() | {
            "active": self.active.as_json(),
            "waiting": self.waiting.as_json(),
            "followers_active": self.followers.as_json(),
        }


def _json(key: str, group: Shrunk) -> dict[str, object]:
    return {
        "key": key,
        "k": group.k,
        "n": group.n,
        "mean": group.mean,
        "low": group.low,
        "high": group.high,
    }


def _cell_json(cell: Cell) -> dict[str, object]:
    few = f"fewer than {EARLY_FROM} messages" if cell.mean is None else None
    return {**cell._asdict(), "reason": few}


def sending(
    openers: Iterable[Opener],
    now: datetime,
    *,
    zoned: Iterable[int] = (),
    zone: str = "UTC",
    since: datetime | None = None,
    window: timedelta = REPLY_WINDOW,
) -> Sending:
    """Lay the mature openers out by weekday and block and say whether any time is better.

    ``zoned`` are the contacts whose own time zone is known; ``zone`` names the creator's.
    """
    known = [each for each in openers if each.confirmed]
    mature = [each for each in known if now - each.sent_at >= window]
    cells = _counts(mature, now, window)
    theirs = frozenset(zoned)
    weekdays, blocks = (shrinkage.margin(summed(cells, margin)) for margin in KEYS)
    gate, mean = _gate(cells), shrinkage.overall(cells)
    return Sending(
        window=window,
        since=since,
        young=len(known) - len(mature),
        recipients=sum(each.contact_id in theirs for each in mature),
        zone=zone,
        mean=mean,
        cells=tuple(_cells(cells, mean, weekdays, blocks)),
        weekdays=weekdays,
        blocks=blocks,
        gate=gate,
        best=tuple(_best(gate, {"weekday": weekdays, "block": blocks}, mean)),
    )


def _counts(mature: Iterable[Opener], now: datetime, window: timedelta) -> list[Counts]:
    counted = [[0, 0] for _ in range(CELLS)]
    for opener in mature:
        cell = counted[cell_of(opener.sent_at + opener.utc_offset)]
        cell[0] += _answered(opener, now, window)
        cell[1] += 1
    return [(k, n) for k, n in counted]


def _answered(opener: Opener, now: datetime, window: timedelta) -> bool:
    replied_at = opener.first_reply_at
    return replied_at is not None and (
        opener.sent_at <= replied_at <= min(now, opener.sent_at + window)
    )


def _gate(cells: Sequence[Counts]) -> Gate:
    n = sum(messages for _, messages in cells)
    if not n:
        return Gate(0)
    weekday, block = shrinkage.gates(cells, [GROUPS[margin] for margin in KEYS])
    return Gate(n, weekday, block)


def _cells(
    cells: Sequence[Counts], mean: float, weekdays: Sequence[Shrunk], blocks: Sequence[Shrunk]
) -> Iterator[Cell]:
    for at, (k, n) in enumerate(cells):
        if n < EARLY_FROM:
            yield Cell(k, n, None, None, None)
            continue
        day, block = divmod(at, len(BLOCKS))
        rate, likely = shrinkage.combined(mean, weekdays[day], blocks[block])
        yield Cell(k, n, rate, likely.low, likely.high)


def _best(gate: Gate, groups: Mapping[Margin, Sequence[Shrunk]], mean: float) -> Iterator[Best]:
    """Yield what may be named: of each margin that passes the group with the highest shrunk rate.

    A group of fewer messages than a rate needs is never ranked, as everywhere.
    """
    for margin in gate.margins:
        ranked = [
            Best(margin, key, group)
            for key, group in zip(KEYS[margin], groups[margin], strict=True)
            if group.n >= RATE_FROM and group.mean > mean
        ]
        if ranked:
            yield max(ranked, key=lambda each: each.group.mean)
