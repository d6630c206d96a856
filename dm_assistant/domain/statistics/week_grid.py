"""The week as a grid: seven weekdays by six blocks of four hours, and how both are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, Literal

from dm_assistant.domain.statistics.shrinkage import Counts

Margin = Literal["weekday", "block"]

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BLOCK_HOURS: Final = 4
BLOCKS: Final = tuple(f"{at:02}-{at + BLOCK_HOURS:02}" for at in range(0, 24, BLOCK_HOURS))
CELLS: Final = len(WEEKDAYS) * len(BLOCKS)
MARGINS: Final[tuple[Margin, ...]] = ("block", "weekday")
KEYS: Final[dict[Margin, tuple[str, ...]]] = {"weekday": WEEKDAYS, "block": BLOCKS}
GROUPS: Final[dict[Margin, tuple[tuple[int, ...], ...]]] = {
    "weekday": tuple(
        tuple(range(day * len(BLOCKS), (day + 1) * len(BLOCKS))) for day in range(len(WEEKDAYS))
    ),
    "block": tuple(tuple(range(block, CELLS, len(BLOCKS))) for block in range(len(BLOCKS))),
}
"""Which cells belong to each weekday and to each block; cells go by weekday, then by block."""

PARTS: Final = dict(
    zip(
        BLOCKS,
        ("Nights", "Early mornings", "Mornings", "Afternoons", "Late afternoons", "Evenings"),
        strict=True,
    )
)


def cell_of(wall: datetime) -> int:
    """Return the cell of a moment on a wall clock."""
    return wall.weekday() * len(BLOCKS) + wall.hour // BLOCK_HOURS


def names(cell: int) -> dict[str, object]:
    """Return the weekday and the block of a cell by name."""
    day, block = divmod(cell, len(BLOCKS))
    return {"weekday": WEEKDAYS[day], "block": BLOCKS[block]}


def summed(cells: Sequence[Counts], margin: Margin) -> list[Counts]:
    """Return the counts of each weekday, or of each block."""
    each = [[cells[at] for at in group] for group in GROUPS[margin]]
    return [(sum(k for k, _ in group), sum(n for _, n in group)) for group in each]


def said_cell(cell: int) -> str:
    """Return a cell as people write it: ``Sunday 20–24 h``."""
    day, block = divmod(cell, len(BLOCKS))
    return f"{WEEKDAYS[day].title()} {hours(BLOCKS[block])}"


def hours(block: str) -> str:
    """Return a block as people write it: ``20–24 h``."""
    return f"{block.replace('-', '–')} h"


def when(margin: Margin, key: str) -> str:
    """Return a weekday or block as the subject of a sentence: ``Evenings (20–24 h)``."""
    return f"{PARTS[key]} ({hours(key)})" if margin == "block" else f"{key.title()}s"


def clocks(known: int, n: int, own: str) -> str:
    """Say by whose clock the hours of ``n`` rows are, ``known`` of them by the person's own."""
    if not known:
        return f"All hours are yours ({own}): nobody's own time zone is known."
    return (
        f"Hours are the person's own where their time zone is known ({known:,} of {n:,}), "
        f"else yours ({own})."
    )


def stamp(at: datetime | None) -> str | None:
    """Return a moment as JSON has it."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
