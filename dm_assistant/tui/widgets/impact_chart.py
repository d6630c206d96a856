"""Days side by side: a row of bars for each figure, the messages sent, and what else happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from textual import events
from textual.content import Content
from textual.geometry import Size

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.statistics.effect_words import distance
from dm_assistant.domain.statistics.impact import (
    SHOWN,
    SIDE_BY_SIDE,
    Impact,
    Kind,
    adds_up,
    bars,
    groups,
    mean,
    told,
)
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.widgets.day_chooser import DayChooser
from dm_assistant.tui.widgets.sheet import Paragraph, said
from dm_assistant.tui.wording import counted

LABEL, TOTAL, KNOWN = 14, 14, 9
WIDEST = 3
"""Columns of the terminal that one day takes at most."""

MOST = 9
DIM = "$foreground-muted"
CHOSEN_BAR = "bold $text-primary"
"""Not reversed, or the tallest bar would be the one that cannot be seen."""

LETTERS = {Kind.POSTED: "P", Kind.CAMPAIGN: "C", Kind.CHANGED: "N", Kind.IMPORTED: "I"}
LEGEND = "P post  C campaign  N note  I import"
SPIKE = "!"
"""A day far above what its past had made likely."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which days share a column, and how many cells it takes."""

    spans: tuple[tuple[int, int], ...]
    wide: int

    @property
    def width(self) -> int:
        """Return the cells that all days take."""
        return len(self.spans) * self.wide


def layout(days: int, width: int) -> Layout:
    """Lay the days out in the cells that labels and totals leave."""
    room = max(1, width - LABEL - TOTAL - KNOWN)
    spans = groups(days, room)
    return Layout(spans, max(1, min(WIDEST, room // max(1, len(spans)))))


class ImpactChart(DayChooser):
    """The rows, with one day chosen."""

    def render(self) -> Content:
        """Draw the rows for the present width."""
        found = self.impact
        if found is None:
            return Content("")
        plan = layout(len(found.sent), self.content_size.width)
        rows = (*_rows(found, plan, self.chosen), _marks(found, plan, self.chosen, self.spikes))
        return Content("\n").join(Content.assemble(*row) for row in rows)

    def get_content_height(self, _container: Size, _viewport: Size, _width: int) -> int:
        """Return the number of rows."""
        return len(SHOWN) + 4

    def on_click(self, event: events.Click) -> None:
        """Choose the day under the mouse: the newest of those that share a column."""
        place = event.get_content_offset(self)
        if self.impact is None or place is None:
            return
        plan = layout(len(self.impact.sent), self.content_size.width)
        column = (place.x - LABEL) // plan.wide
        if 0 <= column < len(plan.spans):
            self.post_message(self.Chosen(plan.spans[column][1] - 1))


def _rows(found: Impact, plan: Layout, chosen: int) -> Iterator[list[Part]]:
    at = _column(plan, chosen)
    ends = f"{found.first_on:%d %b}", f"{found.last_on:%d %b}"
    dates = ends[0] + ends[1].rjust(plan.width - len(ends[0]))
    heads = fit("in all", TOTAL, right=True) + fit("days", KNOWN, right=True)
    yield [(f"{fit('', LABEL)}{fit(dates, plan.width)}{heads}", DIM)]
    for name in SHOWN:
        yield _figure(found, name, plan, at)
    sent = [sum(found.sent[start:end]) for start, end in plan.spans]
    marks = ["" if not each else str(each) if each <= MOST else "+" for each in sent]
    days = f"{sum(map(bool, found.sent))} of {len(found.sent)}"
    in_all = fit(f"{sum(found.sent):,}", TOTAL, right=True)
    yield [
        (fit("DMs sent", LABEL), "bold"),
        *_cells(marks, plan.wide, at, "$text-warning"),
        (in_all, "bold"),
        (fit(days, KNOWN, right=True), DIM),
    ]
    yield [(fit("Also", LABEL), ""), *_cells(_letters(found, plan), plan.wide, at, "")]


def _marks(found: Impact, plan: Layout, chosen: int, spikes: frozenset[date]) -> list[Part]:
    """Draw the line below the rows: the chosen column, and those with a spike."""
    at, days = _column(plan, chosen), found.days
    high = {
        place
        for place, (start, end) in enumerate(plan.spans)
        if not spikes.isdisjoint(days[start:end])
    }
    signs = [
        "▲" if each == at else SPIKE if each in high else "" for each in range(len(plan.spans))
    ]
    return [
        (fit("Spikes" if high else "", LABEL), ""),
        *_cells(signs, plan.wide, at, "bold $text-warning", "bold $text-accent"),
    ]


def _column(plan: Layout, chosen: int) -> int:
    return next(place for place, (start, end) in enumerate(plan.spans) if start <= chosen < end)


def _figure(found: Impact, name: DailyFigure, plan: Layout, at: int) -> list[Part]:
    values = found.figures[name]
    drawn = bars(
        tuple(mean(values[start:end]) for start, end in plan.spans), from_zero=adds_up(name)
    )
    known = f"{found.days_known(name)} of {len(values)}"
    return [
        (fit(SHOWN[name], LABEL), ""),
        *_cells([each * plan.wide for each in drawn], plan.wide, at, "$text-accent", CHOSEN_BAR),
        (fit(_total(found, name), TOTAL, right=True), "bold"),
        (fit(known, KNOWN, right=True), DIM),
    ]


def _cells(
    drawn: Iterable[str], wide: int, at: int, style: str, chosen: str = "reverse"
) -> Iterator[Part]:
    for place, each in enumerate(drawn):
        yield each.ljust(wide), chosen if place == at else style


def _letters(found: Impact, plan: Layout) -> list[str]:
    by_day: dict[date, set[Kind]] = {}
    for each in found.happenings:
        by_day.setdefault(each.on, set()).add(each.kind)
    days = found.days
    spans = [
        {k for day in days[start:end] for k in by_day.get(day, ())} for start, end in plan.spans
    ]
    return [next((LETTERS[kind] for kind in Kind if kind in span), "") for span in spans]


def _total(found: Impact, name: DailyFigure) -> str:
    if adds_up(name):
        total = found.total(name)
        return "–" if total is None else f"{total:,}"
    start, end = found.growth.start, found.growth.end
    if end is None:
        return "–"
    return f"{end.followers:,}" if start is None else f"{start.followers:,}→{end.followers:,}"


def day_page(found: Impact, place: int, beside: Iterable[str] = ()) -> Iterator[Paragraph]:
    """Yield what is known of one day, what stands out, and what else happened around it."""
    day = found.days[place]
    values = {name: found.figures[name][place] for name in SHOWN}
    shown = [
        f"{SHOWN[name]} {'–' if value is None else f'{value:,}'}" for name, value in values.items()
    ]
    known = any(each is not None for each in values.values())
    yield said((" · ".join(shown), "") if known else ("No figures of this day.", DIM))
    sent = found.sent[place]
    yield said(("You sent ", ""), (counted(sent, "DM") if sent else "no DM", "bold"))
    yield from (said(words) for words in beside)
    for on, words in told(found.around(day)):
        yield said((fit(distance((on - day).days), LABEL), DIM), words, hang=LABEL)
    yield said((SIDE_BY_SIDE, DIM))


def summary(found: Impact, width: int) -> str:
    """Return what the letters mean, how much is known, and how many days share a bar."""
    start, end = layout(len(found.sent), width).spans[-1]
    shared = f" · a bar: {end - start} days" if end - start > 1 else ""
    return f"{LEGEND} · {found.known} of {counted(len(found.sent), 'day')} known{shared}"
