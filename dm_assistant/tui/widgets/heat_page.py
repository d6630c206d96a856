"""A week as a heat map on a page: numbers in the cells, shades and bars that need no colour."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from dm_assistant.domain.statistics.figures import Rate
from dm_assistant.domain.statistics.heat_map import Bar, HeatMap
from dm_assistant.domain.statistics.week_grid import BLOCKS
from dm_assistant.domain.statistics.words import interval_bar
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.widgets.sheet import Paragraph, said

LABEL, CELL, COUNT, SHARE = 8, 6, 13, 7
SHADE = 2
BAR_MIN, BAR_MAX = 5, 40
DIM = "$foreground-muted"
BAR = "$text-accent"
EIGHTHS = "▁▂▃▄▅▆▇█"


def heat_page(drawn: HeatMap, width: int) -> Iterator[Paragraph]:
    """Yield the map in rows of weekdays, the totals beside and below, and what shades mean."""
    room = min(BAR_MAX, width - LABEL - CELL * len(BLOCKS) - COUNT - SHARE - 1)
    bar = room if room >= BAR_MIN else 0
    heads = [fit("", LABEL), *(fit(each, CELL, right=True) for each in BLOCKS)]
    heads += [fit("all day", COUNT, right=True), fit(drawn.share, SHARE, right=True)]
    heads += [" 0" + fit(drawn.top, bar - 1, right=True)] if bar else []
    yield said(("".join(heads), DIM))
    for day, cells, total in drawn.rows():
        parts: list[Part] = [(fit(day[:3].title(), LABEL), "bold")]
        for text, shade in cells:
            parts += [(fit(text, CELL - SHADE, right=True), ""), (shade, BAR)]
        parts.append(
            (fit(total.count, COUNT, right=True) + fit(total.share, SHARE, right=True), "")
        )
        if bar and total.bar is not None:
            parts.append((" " + _drawn(total.bar, bar), BAR if total.bar.firm else DIM))
        yield Paragraph(tuple(parts))
    yield _heights(drawn)
    for label, texts in drawn.foot:
        cells_below = "".join(fit(each, CELL, right=True) for each in texts)
        yield said((fit(label, LABEL), "bold"), cells_below)
    yield said((drawn.legend, DIM))


def _heights(drawn: HeatMap) -> Paragraph:
    """Draw a bar that stands under each block."""
    marks = [
        fit("" if each is None else EIGHTHS[min(7, floor(each * 8))] * SHADE, CELL, right=True)
        for each in drawn.heights
    ]
    return said((fit("all week", LABEL), "bold"), ("".join(marks), BAR))


def _drawn(bar: Bar, width: int) -> str:
    """Draw a bar with its range, or a plain one."""
    if bar.low is None or bar.high is None:
        return "█" * max(1, round(bar.point * width))
    rate = Rate(0, 0, bar.point, bar.low, bar.high, "rate" if bar.firm else "early", "wilson")
    return interval_bar(rate, width)
