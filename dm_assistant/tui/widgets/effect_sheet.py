"""The evidence as a page: ranges on one scale, and the sentence of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby
from math import log2

from dm_assistant.domain.statistics import effect_words as words
from dm_assistant.domain.statistics.differences import Difference
from dm_assistant.domain.statistics.effect import Effect, Trial, surges_told
from dm_assistant.domain.statistics.holdout import Holdout, Side
from dm_assistant.domain.statistics.impact import BLOCKS
from dm_assistant.domain.statistics.series import Followed
from dm_assistant.domain.statistics.thresholds import LAG, LAGS
from dm_assistant.domain.statistics.words import range_bar
from dm_assistant.tui.cells import Part, fit
from dm_assistant.tui.widgets.sheet import Paragraph, ours, said
from dm_assistant.tui.wording import counted

LABEL, COUNT = 14, 22
BAR_MIN, BAR_MAX = 11, 40
WIDE = 2.0
"""The scale of a ratio goes from one half to so many times, and further for a wider range."""
STRONG = 0.5
"""A correlation as strong as this fills its cell."""
SHARE = 12
DIM, BRIGHT = "$foreground-muted", "$text-accent"
DRAWN = "Drawn by chance: messaged people beside people held out"
MEANING = (
    said(
        ("Drawn by chance  ", "bold"),
        "A campaign may hold some people out. Chance alone chose them, so any gap but a chance one "
        "is the messages'. People count as drawn, whatever they got in the end. A range is where "
        "the mean of very many such people would likely lie (95 %).",
        hang=3,
    ),
    said(
        ("A gap this large  ", "bold"),
        "Who was held out is drawn anew 999 times, within each campaign: how often does chance "
        "part people as far? 5 % or less is called probable, never proved.",
        hang=3,
    ),
    said(
        ("Similar weeks  ", "bold"),
        "Nobody was drawn here: the four weeks after the message beside the four before those "
        "people were picked for, against people who got none (90 % range).",
        hang=3,
    ),
    said(
        ("The day after  ", "bold"),
        "What is left of a day once trend, weekday and the day before are taken off, beside the "
        "messages of the day before it (▸). The other lags are only for orientation.",
        hang=3,
    ),
    said(
        ("If you ask  ", "bold"),
        f"There is no before and after of people you wrote to. {words.IF_ASKED}",
        hang=3,
    ),
)
SIMILAR = "Not drawn: messaged people beside others, over similar weeks"


def effect_page(found: Effect, width: int) -> Iterator[Paragraph]:
    """Yield everything that may be said, the surest first."""
    bar = max(0, min(BAR_MAX, width - LABEL - COUNT - 2))
    yield _head(DRAWN)
    yield from _trials(found, bar)
    yield _head(SIMILAR, above=True)
    yield from _difference(found.difference, bar)
    yield _head(f"The whole account @{found.account}, the day after", above=True)
    for reason, several in groupby(found.series, key=lambda each: each.reason):
        alike = list(several)
        if reason and len(alike) > 1:
            labels = ", ".join(each.label for each in alike).capitalize()
            yield said(f"{labels} after days with DMs: not enough data ({reason}).")
        else:
            yield from chain.from_iterable(map(_followed, alike))
    if not any(each.days for each in found.series):
        yield said(*ours("Press {place.import} for Import, then {import}: TikTok Studio's files."))
    if found.pooled.outcome.reason:
        yield _head("How many people a hold-out takes", above=True)
        yield from _sizes()
    surges = surges_told(found.surges)
    if surges:
        yield _head(f"What stood out since {found.first_on:%d %b}", above=True)
        for on, told in reversed(surges):
            yield said((fit(f"{on:%d %b}", LABEL), DIM), told, hang=LABEL)


def _head(title: str, *, above: bool = False) -> Paragraph:
    return said(("\n" if above else "", ""), (title, f"bold {BRIGHT}"))


def _trials(found: Effect, bar: int) -> Iterator[Paragraph]:
    pooled = found.pooled
    if not pooled.outcome.reason:
        yield from _sides(pooled.outcome, bar)
    for sentence in words.trial(pooled):
        yield said(sentence)
    if len(found.campaigns) > 1:
        for each in found.campaigns:
            yield _campaign(each)
    if pooled.outcome.reason and not found.campaigns:
        yield said(
            *ours("Press {place.campaigns} for campaigns, then {new}: under “hold out” say 20.")
        )


def _sides(outcome: Holdout, bar: int) -> Iterator[Paragraph]:
    """Yield both means with their ranges on one scale that begins at 0."""
    top = max(side.high or side.mean or 0.0 for side in (outcome.messaged, outcome.held_out)) or 1.0
    yield _side("messaged", outcome.messaged, top, bar, BRIGHT)
    yield _side("held out", outcome.held_out, top, bar, "")


def _side(label: str, side: Side, top: float, bar: int, style: str) -> Paragraph:
    mean = side.mean or 0.0
    low, high = (mean if each is None else each for each in (side.low, side.high))
    parts: list[Part] = [(fit(label, LABEL), "bold")]
    if bar >= BAR_MIN:
        parts.append((range_bar(low / top, high / top, bar, point=mean / top) + " ", style))
    return Paragraph((*parts, (f"{mean:.1f} each · {side.comments:,} by {side.n:,}", "")))


def _campaign(each: Trial) -> Paragraph:
    outcome = each.outcome
    if outcome.p is None:
        told = f"{outcome.messaged.n:,} messaged and {outcome.held_out.n:,} held out: too few"
    else:
        told = f"{words.gap(outcome)}, chance {words.chance(outcome.p)}"
    return said((fit(each.campaign, LABEL) + " ", DIM), told, hang=LABEL)


def _sizes() -> Iterator[Paragraph]:
    """Yield how much each size of hold-out would show."""
    yield said(
        ("people, held out", f"underline {DIM}"),
        ("   how often 30 % more comments would show, and 60 % more", DIM),
    )
    for size in words.SIZES:
        yield said(
            fit(f"{size.people:>6}, {size.held_out}", LABEL + 4),
            (_share(size.third_more), BRIGHT),
            f" {100 * size.third_more:>3.0f} %   ",
            (_share(size.half_more), BRIGHT),
            f" {100 * size.half_more:>3.0f} %",
        )


def _share(share: float) -> str:
    full = round(share * SHARE)
    return "█" * full + "░" * (SHARE - full)


def _difference(found: Difference, bar: int) -> Iterator[Paragraph]:
    if found.ratio is not None and found.low is not None and found.high is not None:
        edge = max(WIDE, found.high, 1 / found.low if found.low else WIDE)
        low, ratio, high = (
            (log2(max(each, 1 / edge)) / log2(edge) + 1) / 2
            for each in (found.low, found.ratio, found.high)
        )
        if bar >= BAR_MIN:
            drawn = range_bar(low, high, bar, point=ratio)
            yield said((fit("comments", LABEL), "bold"), (drawn, BRIGHT), f" ×{found.ratio:.2f}")
            ends = f"×{1 / edge:.1f}", f"×{edge:.1f}"
            half = bar // 2
            scale = ends[0].ljust(half) + "×1" + ends[1].rjust(bar - half - 2)
            yield said((fit("", LABEL) + scale, DIM))
    many = counted(found.messaged, "messaged person", "messaged people")
    whom = f"{many} beside {counted(found.others, 'other')}. " if found.messaged else ""
    yield said(f"{whom}{words.difference(found)}")


def _followed(found: Followed) -> Iterator[Paragraph]:
    if found.p is not None:
        parts: list[Part] = [(fit(found.label, LABEL), "bold")]
        for lag, value in zip(LAGS, found.strip, strict=True):
            name = "same day" if not lag else counted(lag, "day")
            sign, look = ("▸", "bold") if lag == LAG else (" ", DIM)
            parts.append((f"{sign}{name} {_strength(value)} ", look))
        yield Paragraph(tuple(parts))
    yield said(words.followed(found))


def _strength(value: float | None) -> str:
    if value is None:
        return "·"
    height = min(len(BLOCKS) - 1, int(abs(value) / STRONG * len(BLOCKS)))
    return f"{'−' if value < 0 else '+'}{abs(value):.2f}{BLOCKS[height]}"
