"""Key figures as lines: value, change, bars by day, and of how much that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from dm_assistant.domain.measures import Measure
from dm_assistant.domain.statistics.impact import bars, groups, mean
from dm_assistant.domain.statistics.kpi_board import Board
from dm_assistant.domain.statistics.kpi_changes import Figure
from dm_assistant.domain.statistics.kpi_shares import Source
from dm_assistant.domain.statistics.kpi_words import (
    NONE,
    act,
    insight,
    kind_words,
    known_words,
    likely,
    moved_words,
    noted_words,
    paid_words,
    value_words,
    whole,
)
from dm_assistant.tui.cells import fit
from dm_assistant.tui.keys import keys
from dm_assistant.tui.widgets.line_view import GAP, Column
from dm_assistant.tui.widgets.listed import Listed
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, ours, said

SIGN, NAME, VALUE, CHANGE, KNOWN = 1, 25, 10, 9, 13
LEAST_BARS = 6
SOURCE, COUNT, SHARE = 14, 8, 8
BAR = 24
DIM = "$foreground-muted"


class KpiLines(Listed[Figure]):
    """The figures, those that are known first; left and right ask for other days."""

    # Here, not on the page: a list would take these keys to scroll sideways.
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "day_before",
        "day_after",
        words={"day_before": "Before", "day_after": "After"},
        tips={
            "day_before": "Look at the days before these",
            "day_after": "Look at the days after these",
        },
    )
    newest: reactive[bool] = reactive(default=True, bindings=True)

    class Turned(Message):
        """Other days are wanted: so many periods back, or forward."""

        def __init__(self, back: int) -> None:
            super().__init__()
            self.back = back

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey the days that are still to come."""
        del parameters
        return None if action == "day_after" and self.newest else True

    def action_day_before(self) -> None:
        """Ask for the days before."""
        self.post_message(self.Turned(1))

    def action_day_after(self) -> None:
        """Ask for the days after."""
        self.post_message(self.Turned(-1))

    def mark_of(self, line: Figure) -> str:
        """Return the name of a figure."""
        return line.kpi.name

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return name, value, change, bars and of how much it is known."""
        figure = self._lines[index]
        known = figure.kpi.value is not None
        room = width - SIGN - NAME - VALUE - CHANGE - KNOWN - 5 * GAP
        look = "text" if known else "dim"
        cells: list[Column] = [
            (self.sign(index), SIGN, "mark", False),
            (figure.kpi.title, NAME, look, False),
            (value_words(figure.kpi), VALUE, "strong" if known else "dim", True),
            (moved_words(figure), CHANGE, look, True),
        ]
        if room >= LEAST_BARS:
            if known:
                cells.append((drawn(figure, room), room, "text", False))
            else:
                cells.append((figure.kpi.reason, room, "dim", False))
        cells.append((known_words(figure.kpi), KNOWN, "dim", True))
        return cells


def drawn(figure: Figure, room: int) -> str:
    """Draw the days of a figure; nothing where none of them is known alone."""
    values = figure.by_day
    if not any(each is not None for each in values):
        return ""
    means = tuple(mean(values[start:end]) for start, end in groups(len(values), room))
    return bars(means, from_zero=figure.kpi.name != Measure.FOLLOWERS.value)


def ordered(found: Board) -> list[Figure]:
    """Return the figures of a board, those that are known before the others."""
    return sorted(found.figures, key=lambda each: each.kpi.value is None)


def sources_page(found: Board) -> Iterator[Paragraph]:
    """Yield what leads, what to try, the sources as bars, and what else is to know."""
    if insight(found.sources):
        yield said((insight(found.sources), "bold"))
        yield said(("To try: ", DIM), act(found.sources), hang=8)
    by_views = found.sources.by is Measure.VIEWS
    yield from (_source(each, by_views=by_views) for each in found.sources.lines)
    if found.sources.lines:
        yield said((found.sources.note, DIM))
    else:
        yield said((f"Traffic sources: {NONE} ({found.sources.reason}).", DIM))
        yield said(*ours("{new} notes what your platform's page shows of each source."))
    yield BLANK
    for each in found.split.kinds:
        if each.told:
            yield said((fit(paid_words(each), SOURCE), "bold"), kind_words(each), hang=SOURCE)
    yield said((f"Organic and paid: {found.split.words}.", DIM))
    yield said((f"When to post: {' '.join(found.posting.sentences())}", DIM))
    for aside in found.aside:
        yield said((f"Not counted: {noted_words(aside.noted)}: {aside.why}.", DIM), hang=2)


def _source(each: Source, *, by_views: bool) -> Paragraph:
    count = each.views if by_views else each.conversions
    share = each.view_share if by_views else each.conversion_share
    full = 0 if share is None else round(max(0.0, share) / 100 * BAR)
    number = NONE if count is None else whole(count)
    of = NONE if share is None else f"{share:.1f} %"
    seen = "" if by_views or each.view_share is None else f"  {each.view_share:.1f} % of views"
    return said(
        (fit(each.title, SOURCE), "bold"),
        (fit("█" * full + "·" * (BAR - full), BAR), "$text-accent"),
        fit(number, COUNT, right=True),
        (fit(of, SHARE, right=True), "bold"),
        (seen, DIM),
    )


def meaning_page(figure: Figure) -> Iterator[Paragraph]:
    """Yield how a figure comes about: formula, inputs, and how sure its change is."""
    kpi, change = figure.kpi, figure.change
    yield said(("Formula  ", "bold"), kpi.formula, hang=9)
    inputs = [f"{name.replace('_', ' ')} {_input(value)}" for name, value in kpi.inputs.items()]
    yield said(("From     ", "bold"), ", ".join(inputs) or NONE, hang=9)
    value = value_words(kpi) if kpi.value is not None else f"{NONE} ({kpi.reason})"
    yield said(("Value    ", "bold"), value, hang=9)
    if kpi.note:
        yield said(("Note     ", "bold"), kpi.note, hang=9)
    before = f"before {_input(change.before)}" if change.before is not None else ""
    told = [moved_words(figure), likely(change), before, change.note or change.reason]
    yield said(("Change   ", "bold"), ", ".join(each for each in told if each), hang=9)
    yield said(("It is measured against as many days right before these.", DIM))


def _input(value: float | str | None) -> str:
    if value is None:
        return NONE
    if isinstance(value, str):
        return value
    return whole(value) if abs(value) >= 1 or not value else f"{value:.4f}"
