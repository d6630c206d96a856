"""A week as a heat map of text: the count in every cell, shaded against the overall figure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dm_assistant.domain.statistics.active import Active, Followers
from dm_assistant.domain.statistics.shrinkage import Shrunk
from dm_assistant.domain.statistics.thresholds import EARLY_FROM, SHADE_STEPS
from dm_assistant.domain.statistics.timing import Sending
from dm_assistant.domain.statistics.week_grid import BLOCKS, MARGINS, WEEKDAYS, Margin

SHADES: Final = "░▒▓█"
_PAIR: Final = 2
NOTHING: Final = "·"


def legend(overall: str) -> str:
    """Say what the shades mean against something overall."""
    low, high, highest = SHADE_STEPS
    light, middle, dark, full = SHADES
    return (
        f"{light} below {low} × {overall}  {middle} about it  {dark} from {high} ×  "
        f"{full} from {highest} ×"
    )


@dataclass(frozen=True, slots=True)
class Total:
    """One weekday or block: what stands beside its cells, and a bar from 0 to 1 with its range."""

    count: str
    share: str
    point: float | None
    low: float | None = None
    high: float | None = None
    firm: bool = True


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Texts of the cells, each with its shade, and the totals of weekdays and blocks.

    ``top`` is what the end of a bar stands for.
    """

    cells: tuple[tuple[str, str], ...]
    weekdays: tuple[Total, ...]
    blocks: tuple[Total, ...]
    top: str
    legend: str

    def rows(self) -> list[tuple[str, tuple[tuple[str, str], ...], Total]]:
        """Return each weekday with its cells and its total."""
        wide = len(BLOCKS)
        return [
            (day, self.cells[at * wide : (at + 1) * wide], self.weekdays[at])
            for at, day in enumerate(WEEKDAYS)
        ]


def shade(ratio: float | None) -> str:
    """Return the shade of a cell by its multiple of the overall figure; blank where unknown."""
    if ratio is None:
        return " " * _PAIR
    return SHADES[bisect_right(SHADE_STEPS, ratio)] * _PAIR


def of_sending(found: Sending) -> HeatMap:
    """Draw the messages: their number in each cell, shaded by the shrunk rate where they are 5."""
    groups = {"weekday": found.weekdays, "block": found.blocks}
    top = _ceiling(max((each.high for group in groups.values() for each in group), default=1.0))
    weekdays, blocks = (tuple(_rate(each, top) for each in group) for group in groups.values())
    return HeatMap(
        cells=tuple(
            (
                f"{cell.n:,}" if cell.n else NOTHING,
                shade(None if cell.mean is None else cell.mean / found.mean),
            )
            for cell in found.cells
        ),
        weekdays=weekdays,
        blocks=blocks,
        top=f"{100 * top:.0f} %",
        legend=f"{legend('overall')}  blank: under {EARLY_FROM}",
    )


def _rate(group: Shrunk, top: float) -> Total:
    if not group.n:
        return Total(NOTHING, "–", None)
    return Total(
        f"{group.k:,} of {group.n:,}",
        f"{100 * group.mean:.0f} %",
        group.mean / top,
        group.low / top,
        group.high / top,
        firm=group.n >= EARLY_FROM,
    )


def _ceiling(share: float) -> float:
    """Return the next tenth above a share: where the bars end."""
    return min(1.0, (int(share * 10) + 1) / 10)


def of_active(found: Active) -> HeatMap:
    """Draw how often people were there, shaded against an even spread."""
    totals = {margin: _parts(found.totals(margin), found.n) for margin in MARGINS}
    return HeatMap(
        cells=_counted(found.cells),
        weekdays=totals["weekday"],
        blocks=totals["block"],
        top="most",
        legend=legend("an even spread"),
    )


def of_followers(found: Followers) -> HeatMap:
    """Draw how many followers were active in an hour, shaded against the mean."""
    totals = {margin: _means(found, margin) for margin in MARGINS}
    return HeatMap(
        cells=_counted(found.cells),
        weekdays=totals["weekday"],
        blocks=totals["block"],
        top="most",
        legend=legend("the mean"),
    )


def _counted(values: Sequence[float | None]) -> tuple[tuple[str, str], ...]:
    known = [value for value in values if value is not None]
    mean = sum(known) / max(1, len(known))
    return tuple(
        (_short(value), shade(value / mean)) if value else (NOTHING, shade(None))
        for value in values
    )


def _parts(totals: Sequence[int], n: int) -> tuple[Total, ...]:
    most = max(totals) or 1
    return tuple(
        Total(_short(each), f"{100 * each / n:.0f} %" if n else "–", each / most) for each in totals
    )


def _means(found: Followers, margin: Margin) -> tuple[Total, ...]:
    means = found.means(margin)
    most = max((each for each in means if each is not None), default=1.0) or 1.0
    return tuple(
        Total(NOTHING, "–", None) if each is None else Total(_short(each), "", each / most)
        for each in means
    )


def _short(value: float) -> str:
    """Return a count in at most five signs."""
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if value >= 10 * size:
            return f"{value / size:.0f}{sign}"
    return f"{value:.0f}"
