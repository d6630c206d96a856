"""A report as plain values: sections in their order, each number with its counts and method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dm_assistant.domain.reporting.charts import Chart
from dm_assistant.domain.statistics.figures import Rate
from dm_assistant.domain.statistics.thresholds import EARLY_FROM
from dm_assistant.domain.statistics.words import counted

METHODS = {"wilson": "Wilson 95 %", "kaplan-meier": "Kaplan-Meier with Wilson 95 %"}
COUNTED = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with the words it is told in; a missing one has a ``reason`` instead."""

    name: str
    words: str
    k: int | None = None
    n: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    shown: str = ""
    method: str = ""
    reason: str = ""

    @property
    def told(self) -> str:
        """Return the words, or a dash with the reason."""
        return self.words or f"– ({self.reason})"


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one group."""

    group: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Groups below each other with the same figures; ``by`` heads the column of their names."""

    caption: str
    by: str
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        figures = self.rows[0].figures if self.rows else ()
        return (self.by, *(figure.name for figure in figures))


@dataclass(frozen=True, slots=True)
class Section:
    """One question, answered in sentences, pictures and tables, in this order."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report; ``documents`` are what the commands print about the same period."""

    account: str
    made_at: datetime
    period: str
    practice: bool
    sections: tuple[Section, ...]
    documents: Mapping[str, object]


def rate_figure(name: str, rate: Rate, verb: str, *, none: str = "nobody yet") -> Figure:
    """Return a rate as a figure; one of nobody has no value, for the reason given."""
    if not rate.n:
        return Figure(name, "", 0, 0, shown="counts", method=COUNTED, reason=none)
    reason = ""
    if rate.rate is None:
        reason = f"fewer than {EARLY_FROM} that count in full: only counted"
    return Figure(
        name,
        counted(rate, verb),
        rate.k,
        rate.n,
        rate.rate,
        rate.low,
        rate.high,
        rate.shown,
        COUNTED if rate.rate is None else METHODS[rate.method],
        reason,
    )


def count_figure(name: str, value: int | None, *, reason: str = "", words: str = "") -> Figure:
    """Return a number of things; one that is not known has a reason."""
    if value is None:
        return Figure(name, "", method=COUNTED, reason=reason)
    return Figure(name, words or f"{value:,}", value=value, shown="counts", method=COUNTED)
