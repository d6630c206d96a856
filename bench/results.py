"""What a benchmark found: medians of interleaved runs, their ratio, and the goal it is held to."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter

GOALS = {
    "help": 5.0,
    "import csv": 1.5,
    "import jsonl": 1.5,
    "import memory": 1.0,
    "import screen lag": 1.0,
    "reimport same file": 0.6,
    "reimport 1,000 new": 0.02,
    "reconcile": 4.0,
    "reconcile again": 4.0,
    "draft": 2.5,
    "gate": 2.5,
    "lanes": 2.0,
    "queue down": 1.15,
    "queue page down": 1.15,
    "queue end": 1.15,
    "queue filter": 1.15,
    "queue slowest key": 1.0,
    "queue memory": 1.3,
    "start": 1.3,
    "start by size": 1.1,
    "start against neomutt": 1.0,
    "stats": 1.3,
    "stats against duckdb": 1.0,
}
"""The largest ratio that keeps each promise; the first word of a name is the benchmark's."""


@dataclass(frozen=True, slots=True)
class Result:
    """One comparison. ``note`` says what the reference is, or why there is none."""

    name: str
    ours: float
    reference: float | None
    rows: int
    runs: int
    unit: str = "s"
    note: str = ""

    @property
    def goal(self) -> float:
        """Return the largest ratio that is good."""
        return GOALS[self.name]

    @property
    def ratio(self) -> float | None:
        """Return how many times the reference ours takes."""
        return self.ours / self.reference if self.reference else None

    def as_json(self) -> str:
        """Return one line of JSON."""
        return json.dumps(
            {
                "name": self.name,
                "ours": round(self.ours, 5),
                "reference": None if self.reference is None else round(self.reference, 5),
                "ratio": None if self.ratio is None else round(self.ratio, 3),
                "goal": self.goal,
                "rows": self.rows,
                "runs": self.runs,
                "unit": self.unit,
                "note": self.note,
            }
        )


def interleaved(
    ours: Callable[[], float], reference: Callable[[], float], runs: int
) -> tuple[float, float]:
    """Return the medians of figures taken in turn, so that a busy moment hits both alike."""
    pairs = [(ours(), reference()) for _ in range(runs)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def seconds(job: Callable[[], object]) -> float:
    """Return how long a job takes."""
    begun = perf_counter()
    job()
    return perf_counter() - begun


def say(line: str) -> None:
    """Say on stderr how far the benchmarks are; stdout is for figures."""
    sys.stderr.write(f"{line}\n")


def table(results: Iterable[Result]) -> str:
    """Return the figures as a table for people."""
    lines = [("", "ours", "reference", "ratio", "goal", "")]
    for each in results:
        ratio, reference = each.ratio, each.reference
        met = "" if ratio is None else "met" if ratio <= each.goal else "missed"
        lines.append(
            (
                each.name,
                f"{each.ours:.4g} {each.unit}",
                "none" if reference is None else f"{reference:.4g} {each.unit}",
                "" if ratio is None else f"{ratio:.2f}",
                f"{each.goal:g}",
                f"{met}  {each.note}".strip(),
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join(
            [*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[5]]
        )
        for line in lines
    )
