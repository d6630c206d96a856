"""When to post: views by weekday and block of hours, with the same shrinkage and the same gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import expm1, log1p
from random import Random
from statistics import median
from typing import Final, NamedTuple

from dm_assistant.domain.statistics import shrinkage
from dm_assistant.domain.statistics.gate import Gate
from dm_assistant.domain.statistics.thresholds import POST_WINDOW, RATE_FROM
from dm_assistant.domain.statistics.week_grid import (
    BLOCKS,
    CELLS,
    GROUPS,
    KEYS,
    WEEKDAYS,
    Margin,
    cell_of,
    names,
    when,
)

TOP_ONLY: Final = (
    "Studio lists your top posts, not all: hours at which nothing did well are missing here."
)


class Views(NamedTuple):
    """When a post went up, by the account's own clock, and its views."""

    posted: datetime
    views: int


@dataclass(frozen=True, slots=True)
class Centre:
    """The posts of one weekday or block: their median views, and what one may expect there."""

    n: int
    median: float | None
    typical: float

    def as_json(self, key: str) -> dict[str, object]:
        """Return the object the command line promises."""
        return {
            "key": key,
            "n": self.n,
            "median_views": self.median,
            "typical_views": self.typical if self.n else None,
            "reason": None if self.n else "no post",
        }


@dataclass(frozen=True, slots=True)
class Best:
    """The weekday or block whose posts stand above the rest."""

    margin: Margin
    key: str
    centre: Centre


@dataclass(frozen=True, slots=True)
class Posting:
    """Posts by weekday and block, and what may be said of them.

    ``young`` posts were counted too soon; of ``timeless`` ones the hour is not known. ``typical``
    are the views of a middling post, on the log scale.
    """

    n: int
    young: int
    timeless: int
    zone: str
    typical: float
    cells: tuple[int, ...]
    weekdays: tuple[Centre, ...]
    blocks: tuple[Centre, ...]
    gate: Gate
    best: tuple[Best, ...]

    @property
    def reason(self) -> str | None:
        """Say why no best time to post is named; ``None`` where one is."""
        if self.best:
            return None
        if not self.n:
            return "No posts with views and hours yet: import the Content download of Studio."
        return self.gate.unclear("posts")

    def sentences(self) -> list[str]:
        """Say what may be said of the best time to post, and what it rests on."""
        said = [self._praise(each) for each in self.best] or [self.reason or ""]
        if self.n:
            said.append(TOP_ONLY)
        if self.young:
            said.append(f"Left out: {self.young:,} counted less than {POST_WINDOW.days} days old.")
        if self.timeless:
            said.append(f"Left out: {self.timeless:,} of which the hour is not known.")
        return said

    def _praise(self, best: Best) -> str:
        return (
            f"{when(best.margin, best.key)} look best for posts: about "
            f"{best.centre.typical:,.0f} views against {self.typical:,.0f} overall. Based on "
            f"{best.centre.n:,} posts."
        )

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        best = self.best[0] if self.best else None
        weekday, block = (
            [each.as_json(key) for key, each in zip(keys, groups, strict=True)]
            for keys, groups in ((WEEKDAYS, self.weekdays), (BLOCKS, self.blocks))
        )
        return {
            "n": self.n,
            "young": self.young,
            "timeless": self.timeless,
            "zone": self.zone,
            "typical_views": self.typical if self.n else None,
            "cells": [names(at) | {"n": n} for at, n in enumerate(self.cells)],
            "margins": {"weekday": weekday, "block": block},
            "gate": self.gate.as_json(self.reason),
            "recommendation": best and ({"margin": best.margin} | best.centre.as_json(best.key)),
            "reason": self.reason,
            "words": self.sentences(),
        }


def posting(posts: Iterable[Views], *, zone: str, young: int = 0, timeless: int = 0) -> Posting:
    """Compare the views of posts by weekday and block, on the log scale.

    A hit has a thousand times the views of another post; logs keep one from deciding a weekday.
    """
    rows = sorted(posts)
    at = [cell_of(each.posted) for each in rows]
    logs = [log1p(each.views) for each in rows]
    typical = expm1(sum(logs) / len(logs)) if logs else 0.0
    weekdays, blocks = (tuple(_centres(at, logs, margin)) for margin in KEYS)
    gate = _gate(at, logs)
    return Posting(
        n=len(rows),
        young=young,
        timeless=timeless,
        zone=zone,
        typical=typical,
        cells=tuple(at.count(cell) for cell in range(CELLS)),
        weekdays=weekdays,
        blocks=blocks,
        gate=gate,
        best=tuple(_best(gate, {"weekday": weekdays, "block": blocks}, typical)),
    )


def _grouped(at: Sequence[int], logs: Sequence[float], margin: Margin) -> list[list[float]]:
    place = {cell: number for number, group in enumerate(GROUPS[margin]) for cell in group}
    found: list[list[float]] = [[] for _ in GROUPS[margin]]
    for cell, value in zip(at, logs, strict=True):
        found[place[cell]].append(value)
    return found


def _centres(at: Sequence[int], logs: Sequence[float], margin: Margin) -> Iterator[Centre]:
    grouped = _grouped(at, logs, margin)
    for values, shrunk in zip(grouped, shrinkage.centres(grouped), strict=True):
        yield Centre(shrunk.n, expm1(median(values)) if values else None, expm1(shrunk.mean))


def _gate(at: Sequence[int], logs: Sequence[float]) -> Gate:
    if not logs:
        return Gate(0)
    dealt = Random(f"posts:{list(zip(at, logs, strict=True))}")  # noqa: S311 - chance, no secret
    values, middle = list(logs), sum(logs) / len(logs)

    def apart() -> list[float]:
        return [shrinkage.between_groups(_grouped(at, values, margin), middle) for margin in KEYS]

    def again() -> list[float]:
        dealt.shuffle(values)
        return apart()

    weekday, block = shrinkage.permutation_ps(apart(), again)
    return Gate(len(logs), weekday, block)


def _best(gate: Gate, groups: Mapping[Margin, Sequence[Centre]], typical: float) -> Iterator[Best]:
    for margin in gate.margins:
        ranked = [
            Best(margin, key, centre)
            for key, centre in zip(KEYS[margin], groups[margin], strict=True)
            if centre.n >= RATE_FROM and centre.typical > typical
        ]
        if ranked:
            yield max(ranked, key=lambda each: each.centre.typical)
