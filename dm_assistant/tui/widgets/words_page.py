"""Tests of words as a page: what is settled, the bars behind it, and words without a test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import ceil

from dm_assistant.domain.statistics import experiment_words
from dm_assistant.domain.statistics.evidence import Difference
from dm_assistant.domain.statistics.experiments import Experiment
from dm_assistant.domain.statistics.stop_rule import Pair
from dm_assistant.domain.statistics.words import NOT_A_TEST, brief, interval_bar
from dm_assistant.services.experiments import Untested
from dm_assistant.services.guarding import PausedWords
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.widgets.campaigns_view import share_bar
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, ours, said

DIM, BRIGHT = "$foreground-muted", "$text-accent"
NAME_MIN, NAME_MAX = 8, 20
COUNT, SHARE = 11, 20
BAR_MIN, BAR_MAX = 11, 40
TENTHS = 10
PAUSED = " paused"
PAIR = 2
_POINTS = 100

NO_TESTS = (
    said(("No test of your words yet.", "bold")),
    BLANK,
    said(
        *ours(
            "Make a campaign ({place.campaigns}, {new}) with two variants, such as warm short. "
            "Chance decides who gets which, side by side, so that nothing else differs."
        )
    ),
    BLANK,
    said(
        (
            "Words used without a test are listed, never compared: you chose who got them.",
            DIM,
        )
    ),
)
MEANING = (
    said(("Pairs  ", "bold"), "two people who drew the two variants side by side; a pair is "
         "in once both messages are past their reply window.", hang=7),
    said(("Bars  ", "bold"), "where the reply rate of each probably is, from 0 to 100 %.", hang=6),
    said(("Plan  ", "bold"), "after that many pairs the replies are compared, once. Without a plan "
         "only a very clear difference settles it.", hang=6),
    said(("Look as often as you like  ", "bold"), "the rule allows for it. " +
         experiment_words.FOOTNOTE),
    said(("Paused  ", "bold"), "too many asked to stop after these words; that is decided at once, "
         "whatever the test says.", hang=8),
)  # fmt: skip


def list_page(found: Sequence[Experiment], chosen: int) -> list[Paragraph]:
    """Return a line for each test, the chosen one marked."""
    size = max((len(each.name) for each in found), default=0)
    size = max(NAME_MIN, min(NAME_MAX, size))
    return [_test(each, size, marked=place == chosen) for place, each in enumerate(found)]


def _test(one: Experiment, size: int, *, marked: bool) -> Paragraph:
    parts: list[Part] = [
        ("▸ " if marked else "  ", BRIGHT),
        (fit(one.name, size) + "  ", "bold" if marked else ""),
    ]
    if one.not_one:
        return said(*parts, ("not a test", DIM))
    whole = one.plan or 0
    blocks = "pairs" if len(one.variants) == PAIR else "blocks"
    whole_of = f" of {whole:,}" if whole else ""
    count = f"{one.complete:,}{whole_of} {blocks}{'' if whole else ', no plan'}"
    bar = share_bar(min(one.complete, whole), whole, TENTHS) if whole else " " * TENTHS
    said_of = f"decided: {one.verdict}" if one.verdict else ""
    if one.planned_in and not said_of:
        said_of = "no clear difference"
    return said(*parts, (bar, BRIGHT), f" {count:<17}", (said_of or "not settled", DIM))


def full_page(one: Experiment, width: int) -> Iterator[Paragraph]:
    """Yield one test: the evidence, the bars of all variants on one scale, then the rest."""
    first, *rest = experiment_words.sentences(one)
    yield said((first, "bold"))
    if one.complete:
        yield BLANK
        yield from _bars(one, width)
        yield from chain.from_iterable(_gap(one, each, width) for each in one.pairs)
    for sentence in rest:
        yield BLANK
        yield said(sentence)


def _bars(one: Experiment, width: int) -> Iterator[Paragraph]:
    size = max(NAME_MIN, min(NAME_MAX, max(len(each.name) for each in one.variants)))
    stopped = any(each.stopped is not None for each in one.variants)
    bar = min(BAR_MAX, width - size - COUNT - SHARE - 3 - len(PAUSED) * stopped)
    heads = [fit("variant", size), fit("replied", COUNT), fit("likely", SHARE)]
    heads += [fit("0 %" + "100 %".rjust(bar - 3), bar)] if bar >= BAR_MIN else []
    yield said((" ".join(heads), f"underline {DIM}"))
    for each in one.variants:
        rate = each.rate
        parts: list[Part] = [
            (fit(each.name, size) + " ", ""),
            (fit(f"{rate.k:,} of {rate.n:,}", COUNT) + " ", ""),
            (fit(brief(rate), SHARE) + " ", DIM),
        ]
        if bar >= BAR_MIN:
            parts.append((interval_bar(rate, bar).rstrip(), BRIGHT))
        if each.stopped is not None:
            parts.append((PAUSED, "bold"))
        yield Paragraph(tuple(parts))


def _gap(one: Experiment, pair: Pair, width: int) -> Iterator[Paragraph]:
    """Yield the difference of a pair as a range around 0, once it may be said."""
    gap = one.difference(pair)
    if gap is None:
        return
    a, b = one.variants[pair.a].name, one.variants[pair.b].name
    label = f"{b} − {a} "
    cells = min(BAR_MAX, width - len(label) - COUNT) // 2 * 2 + 1
    if cells >= BAR_MIN:
        bar, edge = difference_bar(gap, cells)
        yield said((label, ""), (bar, BRIGHT), (f" ±{edge} points", DIM))


def difference_bar(gap: Difference, cells: int) -> tuple[str, int]:
    """Draw a range around 0 in an odd number of cells; with it comes how far the ends are."""
    most = max(abs(gap.low), abs(gap.high)) * _POINTS
    edge = max(TENTHS, ceil(most / TENTHS) * TENTHS)
    half = cells // 2
    low, point, high = (
        half + round(each * _POINTS / edge * half) for each in (gap.low, gap.value, gap.high)
    )
    drawn = ["─"] * cells
    drawn[low : high + 1] = "█" * (high - low + 1)
    drawn[low], drawn[high] = "┤", "├"
    drawn[half] = "┼" if low <= half <= high else "│"
    drawn[point] = "●"
    return "".join(drawn), edge


def besides_page(
    paused: Sequence[PausedWords], untested: Sequence[Untested], width: int
) -> Iterator[Paragraph]:
    """Yield what is paused, and the words that were used without a test."""
    for pause in paused:
        within = f" in {pause.why.campaign}" if pause.why.campaign else ""
        words = f"{pause.purpose}/{pause.template}{within} is paused: {pause.why.words}."
        yield said(("■ ", "bold"), words, hang=2)
    if paused:
        yield BLANK
    if not untested:
        return
    size = max(NAME_MIN, *(len(each.purpose) + len(each.template) + 1 for each in untested))
    size = min(NAME_MAX + NAME_MIN, size)
    bar = min(BAR_MAX, width - size - COUNT - SHARE - 3)
    yield said(("Used without a test: listed, never compared", "bold"))
    yield said((f"{'template':<{size}} replied     likely", f"underline {DIM}"))
    for each in untested:
        reply = each.figures.reply
        parts: list[Part] = [
            (fit(f"{each.purpose}/{each.template}", size) + " ", ""),
            (fit(f"{reply.k:,} of {reply.n:,}", COUNT) + " ", DIM),
            (fit(brief(reply), SHARE) + " ", DIM),
        ]
        if bar >= BAR_MIN:
            parts.append((interval_bar(reply, bar).rstrip(), DIM))
        yield Paragraph(tuple(parts))
    yield said((f"{NOT_A_TEST.capitalize()}.", DIM))
