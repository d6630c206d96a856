"""Charts as SVG by matplotlib: words stay words, colours are those of the page, bytes repeat.

Text is kept as text (``svg.fonttype none``): it takes the page's size and darkness, can be found
and read aloud, and writing systems that matplotlib has no font for are drawn by the browser.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from datetime import date, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from dm_assistant.domain.reporting.charts import Chart, Days, Funnel, Heat, Intervals, Weekly
from dm_assistant.domain.text import shorten, to_screen

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH: Final = 4.8
"""Inches: on a phone, points are then about as wide as the screen is."""
ROW: Final = 0.36
EDGE: Final = 0.65
SIZE: Final = 11
NAME: Final = 18
"""Cells of a group's name that fit beside its bar."""

INK, MUTED, ACCENT, SOFT, WARM = "#010101", "#020202", "#030303", "#040404", "#050505"
COLOURS: Final = {
    INK: "var(--ink)",
    MUTED: "var(--muted)",
    ACCENT: "var(--accent)",
    SOFT: "var(--soft)",
    WARM: "var(--warm)",
}
"""Colours that stand for those of the page, which are others in the dark."""

SETTINGS: Final[dict[Any, Any]] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "dm-assistant",
    "font.size": SIZE,
    "font.family": "sans-serif",
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "ytick.left": False,
}
NONE: Final = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_FONT = re.compile(r"font: ([\d.]+px) [^;\"]*")
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
_SIZE = re.compile(r'(<svg [^>]*?)width="[^"]*"|(<svg [^>]*?)height="[^"]*"')


def available() -> bool:
    """Return whether charts can be drawn here."""
    return find_spec("matplotlib") is not None


def svg(chart: Chart) -> str:
    """Draw a chart."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    draw, height = _HOW[type(chart)]
    with mpl.rc_context(SETTINGS), warnings.catch_warnings():
        # Letters it has no font for are drawn by the browser.
        warnings.filterwarnings("ignore", "Glyph")
        figure = Figure(figsize=(WIDTH, height(chart)), layout="constrained")
        draw(figure.add_subplot(), chart)
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata=NONE, transparent=True)
    return _of_page(file.getvalue())


def _of_page(drawn: str) -> str:
    """Give a picture the colours, letters and width of the page it stands in."""
    drawn = _FONT.sub(r"font: \1 system-ui, sans-serif", _STYLE.sub("", drawn))
    drawn = _SIZE.sub(lambda found: found[1] or found[2], _SIZE.sub(lambda f: f[1] or f[2], drawn))
    for ours, theirs in COLOURS.items():
        drawn = drawn.replace(ours, theirs)
    return drawn


def _name(words: str) -> str:
    return shorten(to_screen(words), NAME)


def _percent(axes: Axes) -> None:
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "", "50 %", "", "100 %"])


def _rows(axes: Axes, names: list[str], counts: list[str]) -> None:
    """Name the rows at the left, and write their counts at the right."""
    places = range(len(names))
    axes.set_yticks(places, names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    for place, words in zip(places, counts, strict=True):
        axes.text(1.02, place, words, transform=axes.get_yaxis_transform(), va="center")


def _intervals(axes: Axes, chart: Intervals) -> None:
    _rows(
        axes,
        [_name(name) for name, _ in chart.bars],
        [f"{rate.k} of {rate.n}" for _, rate in chart.bars],
    )
    for place, (_, rate) in enumerate(chart.bars):
        if rate.rate is None or rate.low is None or rate.high is None:
            axes.text(0.01, place, "counted only", va="center", color=MUTED)
            continue
        sure = rate.shown == "rate"
        axes.plot([rate.low, rate.high], [place, place], color=ACCENT if sure else SOFT, lw=6)
        axes.plot([rate.rate], [place], "o", color=INK, ms=6, fillstyle="full" if sure else "none")
    _percent(axes)


def _funnel(axes: Axes, chart: Funnel) -> None:
    _rows(
        axes,
        [name for name, _ in chart.steps],
        [f"{rate.k} of {rate.n}" if rate.n else "–" for _, rate in chart.steps],
    )
    for place, (_, rate) in enumerate(chart.steps):
        if not place:
            axes.barh(place, 1, height=0.6, color=SOFT, edgecolor=ACCENT)
        elif rate.rate is None or rate.low is None or rate.high is None:
            words = "counted only" if rate.n else "nothing known"
            axes.text(0.01, place, words, va="center", color=MUTED)
        else:
            axes.barh(place, rate.rate, height=0.6, color=SOFT, edgecolor=ACCENT)
            axes.plot([rate.low, rate.high], [place, place], color=INK, lw=1.5)
    _percent(axes)


def _weekly(axes: Axes, chart: Weekly) -> None:
    from matplotlib.ticker import MaxNLocator

    places = range(len(chart.weeks))
    sent, came = [sent for _, sent, _ in chart.weeks], [came for _, _, came in chart.weeks]
    axes.bar([place - 0.2 for place in places], sent, 0.4, color=SOFT, edgecolor=ACCENT)
    axes.bar([place + 0.2 for place in places], came, 0.4, color=WARM)
    _dates(axes, [day for day, _, _ in chart.weeks])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.text(0, 1.04, "□ sent", color=ACCENT, transform=axes.transAxes)
    axes.text(0.24, 1.04, "■ replies in", color=WARM, transform=axes.transAxes)


def _heat(axes: Axes, chart: Heat) -> None:
    most = max((each for row in chart.cells for each in row), default=0)
    for place, row in enumerate(chart.cells):
        for column, sent in enumerate(row):
            if sent:
                shade = 0.15 + 0.45 * sent / most
                axes.bar(column, 0.94, 0.96, place - 0.47, color=ACCENT, alpha=shade)
            words = str(sent) if sent else "·"
            axes.text(column, place, words, ha="center", va="center")
    axes.set_yticks(range(len(chart.rows)), chart.rows)
    axes.set_xticks(range(len(chart.columns)), chart.columns)
    axes.set_ylim(len(chart.rows) - 0.5, -0.5)
    axes.tick_params(bottom=False)
    axes.spines["bottom"].set_visible(False)


def _days(axes: Axes, chart: Days) -> None:
    known = [(place, value) for place, value in enumerate(chart.values) if value is not None]
    colours = [ACCENT if chart.sent[place] else SOFT for place, _ in known]
    axes.bar([place for place, _ in known], [value for _, value in known], 0.9, color=colours)
    written = [place for place, sent in enumerate(chart.sent) if sent]
    axes.plot(
        written,
        [-0.03] * len(written),
        "^",
        color=WARM,
        ms=4,
        clip_on=False,
        transform=axes.get_xaxis_transform(),
    )
    _dates(axes, [chart.first_on + timedelta(days=place) for place in range(len(chart.values))])
    axes.tick_params(axis="x", pad=8)
    axes.text(0, 1.04, "▲ a day with DMs; no bar: not known", color=WARM, transform=axes.transAxes)


def _dates(axes: Axes, days: list[date]) -> None:
    step = max(1, -(-len(days) // 5))
    shown = range(0, len(days), step)
    axes.set_xlim(-0.7, len(days) - 0.3)
    axes.set_xticks(list(shown), [f"{days[place]:%d %b}" for place in shown])


def _tall(rows: int) -> float:
    return EDGE + ROW * rows


_HOW: Final[dict[type, tuple[Callable[[Axes, Any], None], Callable[[Any], float]]]] = {
    Intervals: (_intervals, lambda chart: _tall(len(chart.bars))),
    Funnel: (_funnel, lambda chart: _tall(len(chart.steps))),
    Weekly: (_weekly, lambda _: 2.4),
    Heat: (_heat, lambda chart: _tall(len(chart.rows))),
    Days: (_days, lambda _: 2.6),
}
