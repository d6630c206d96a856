"""A week as a heat map of text: the count in every cell, shaded against the overall figure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dm_assistant.domain.statistics.active import Active, Followers
from dm_assistant.domain.statistics.shrinkage import Shrunk, multiples
from dm_assistant.domain.statistics.thresholds import EARLY_FROM, RATE_FROM, SHADE_STEPS
from dm_assistant.domain.statistics.timing import Sending
from dm_assistant.domain.statistics.week_grid import BLOCKS, WEEKDAYS

SHADES: Final = "░▒▓█"
_PAIR: Final = 2
NOTHING: Final = "·"
GUESS: Final = "guess"
"""What a shrunk rate is called: the best guess at the true rate."""


def legend(overall: str) -> str:
    """Say what the shades mean against something overall."""
    low, high, highest = SHADE_STEPS
    light, middle, dark, full = SHADES
    return (
        f"{light} under {low} × {overall}, {middle} near it, {dark} {high} × or more, "
        f"{full} {highest} ×"
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0 to 1, with its range where it has one; light where it is early."""

    point: float
    low: float | None = None
    high: float | None = None
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Total:
    """What stands beside the cells of one weekday, or below those of one block."""

    count: str
    share: str
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Texts of the cells, each with its shade, and the totals of weekdays and blocks.

    ``share`` names what stands beside the totals. ``foot`` are the rows below, each with its
    name; ``top`` is what the end of a bar stands for.
    """

    cells: tuple[tuple[str, str], ...]
    weekdays: tuple[Total, ...]
    share: str
    foot: tuple[tuple[str, tuple[str, ...]], ...]
    heights: tuple[float | None, ...]
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
    """Draw the messages: their number in each cell; a rate is drawn only where they are enough."""
    top = _ceiling(max((e.high for e in (*found.weekdays, *found.blocks) if e.n), default=0.0))
    blocks = [_rate(each, top) for each in found.blocks]
    return HeatMap(
        cells=tuple(
            (
                _short(cell.n) if cell.n else NOTHING,
                shade(None if cell.mean is None else cell.mean / found.mean),
            )
            for cell in found.cells
        ),
        weekdays=tuple(_rate(each, top) for each in found.weekdays),
        share=GUESS,
        foot=(
            ("answered", tuple(_short(each.k) if each.n else NOTHING for each in found.blocks)),
            ("of", tuple(_short(each.n) if each.n else NOTHING for each in found.blocks)),
            (GUESS, tuple(each.share for each in blocks)),
            ("likely", tuple(_range(each) for each in found.blocks)),
        ),
        heights=tuple(None if each.bar is None else each.bar.point for each in blocks),
        top=_percent(top),
        legend=f"{legend('usual')}; blank: under {EARLY_FROM}",
    )


def _rate(group: Shrunk, top: float) -> Total:
    count = f"{_short(group.k)} of {_short(group.n)}" if group.n else NOTHING
    if group.n < EARLY_FROM:
        return Total(count, "–", None)
    bar = Bar(group.mean / top, group.low / top, group.high / top, firm=group.n >= RATE_FROM)
    return Total(count, _percent(group.mean), bar)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _range(group: Shrunk) -> str:
    return f"{100 * group.low:.0f}–{100 * group.high:.0f}" if group.n >= EARLY_FROM else "–"


def _ceiling(share: float) -> float:
    """Return the next tenth above a share: where the bars end."""
    return min(1.0, (int(share * 10) + 1) / 10)


def of_active(found: Active) -> HeatMap:
    """Draw how often people were there, shaded against an even spread, chance taken off."""
    days, blocks = found.totals("weekday"), found.totals("block")
    return HeatMap(
        cells=_shaded(found.cells, multiples(found.cells)),
        weekdays=tuple(
            Total(_short(n), _share(n, found.n), Bar(n / max(days)) if n else None) for n in days
        ),
        share="share",
        foot=(
            ("all week", tuple(map(_short, blocks))),
            ("share", tuple(_share(n, found.n) for n in blocks)),
        ),
        heights=_heights(blocks),
        top="most",
        legend=legend("an even spread"),
    )


def of_followers(found: Followers) -> HeatMap:
    """Draw how many followers were active in an hour, shaded against the mean."""
    days, blocks = found.means("weekday"), found.means("block")
    tall = _heights(days)
    return HeatMap(
        cells=_shaded(found.cells, _of_mean(found.cells)),
        weekdays=tuple(
            Total(NOTHING if n is None else _short(n), "", None if bar is None else Bar(bar))
            for n, bar in zip(days, tall, strict=True)
        ),
        share="",
        foot=(("mean", tuple(NOTHING if n is None else _short(n) for n in blocks)),),
        heights=_heights(blocks),
        top="most",
        legend=legend("the mean"),
    )


def _share(part: int, n: int) -> str:
    return _percent(part / n) if n else "–"


def _heights(values: Sequence[float | None]) -> tuple[float | None, ...]:
    most = max((each for each in values if each is not None), default=0.0) or 1.0
    return tuple(None if each is None else each / most for each in values)


def _shaded(
    values: Sequence[float | None], ratios: Sequence[float | None]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_short(value), shade(ratio)) if value else (NOTHING, shade(None))
        for value, ratio in zip(values, ratios, strict=True)
    )


def _of_mean(values: Sequence[float | None]) -> list[float | None]:
    known = [value for value in values if value is not None]
    mean = sum(known) / max(1, len(known))
    return [value / mean if value else None for value in values]


def _short(value: float) -> str:
    """Return a count in at most five signs."""
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if value >= 10 * size:
            return f"{value / size:.0f}{sign}"
    return f"{value:.0f}"
