"""Whatever is recorded, every document and sentence keeps within what can be true."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import InboundClass, Purpose, ReadState, Relation
from dm_assistant.domain.statistics import (
    effect_words,
    experiment_words,
    experiments,
    holdout,
    placebo,
    rates,
    series,
    timing,
    words,
)
from dm_assistant.domain.statistics.blocks import Blocks
from dm_assistant.domain.statistics.differences import Pair, difference
from dm_assistant.domain.statistics.evidence import Count, chances_best, e_value, losses, mid_p
from dm_assistant.domain.statistics.figures import share
from dm_assistant.domain.statistics.kpi_changes import of_counts, relative
from dm_assistant.domain.statistics.kpi_spans import Held, Span
from dm_assistant.domain.statistics.review import Span as Weekly
from dm_assistant.domain.statistics.review import week_figures
from tests.examples import examples

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = date(2026, 1, 1)
FORBIDDEN = re.compile(r"\b(nan|inf|None|proved|proof|caused)\b")
ALLOWED = ("This does not show that the DMs caused it.",)

hours = st.sampled_from([-400, -1, 0, 1, 3, 90, 167, 168, 169, 700, 5000])
openers = st.builds(
    rates.Opener,
    message_id=st.integers(1, 99),
    contact_id=st.integers(1, 9),
    sent_at=hours.map(lambda each: NOW - timedelta(hours=each)),
    purpose=st.sampled_from([Purpose.THANKS, Purpose.OFFER]),
    first_reply_at=st.none() | hours.map(lambda each: NOW - timedelta(hours=each)),
    reply_class=st.none() | st.sampled_from(InboundClass),
    sorted=st.booleans(),
    seen=st.sampled_from(ReadState),
    visible=st.booleans(),
    opted_out_at=st.none() | hours.map(lambda each: NOW - timedelta(hours=each)),
    template=st.sampled_from("ab"),
    relation=st.sampled_from(Relation),
    warm=st.booleans(),
    campaign=st.sampled_from(["", "spring"]),
    code_given_at=st.none() | hours.map(lambda each: NOW - timedelta(hours=each)),
    code_redeemed_at=st.none() | hours.map(lambda each: NOW - timedelta(hours=each)),
    code_uses=st.integers(0, 3),
    confirmed=st.booleans(),
    utc_offset=st.sampled_from([timedelta(0), timedelta(hours=13, minutes=45)]),
)
crowds = st.lists(st.tuples(openers, st.sampled_from([1, 1, 7, 90])), max_size=8).map(
    lambda drawn: [each for each, times in drawn for _ in range(times)]
)


def flaws(found: object, path: str = "") -> Iterator[str]:
    """Yield what of a document cannot be true."""
    if isinstance(found, dict):
        yield from _of_figure(found, path)
        for key, value in found.items():
            yield from flaws(value, f"{path}.{key}")
    elif isinstance(found, list | tuple):
        for value in found:
            yield from flaws(value, f"{path}[]")
    elif isinstance(found, float) and not math.isfinite(found):
        yield f"{path} is {found}"
    elif isinstance(found, str):
        yield from unfit([found], path)


def _of_figure(found: dict[str, Any], path: str) -> Iterator[str]:
    if {"k", "n", "rate", "shown"} <= found.keys():
        if not 0 <= found["k"] <= found["n"]:
            yield f"{path}: {found['k']} of {found['n']}"
        if found["rate"] is None:
            if found["shown"] != "counts" or not found["reason"]:
                yield f"{path}: no rate and no reason"
        elif not 0 <= found["low"] <= found["rate"] <= found["high"] <= 1:
            yield f"{path}: {found}"
    if "value" in found and found["value"] is None and not found.get("reason"):
        yield f"{path}: no value and no reason"


def unfit(said: Iterable[str], path: str = "") -> Iterator[str]:
    """Yield sentences with words that no statistician would sign."""
    for each in said:
        plain = each
        for allowed in ALLOWED:
            plain = plain.replace(allowed, "")
        if FORBIDDEN.search(plain) or re.search(r"[(:] ?0(\.0)? %", plain):
            yield f"{path}: {each}"


@settings(max_examples=examples(40), deadline=None)
@given(crowds, st.sampled_from([None, *rates.Dimension]), st.sampled_from([1, 7, 30]))
def test_rates_stay_within_what_can_be_true(
    crowd: list[rates.Opener], by: rates.Dimension | None, days: int
) -> None:
    window = timedelta(days=days)
    table = rates.table(crowd, by, NOW, window)
    assert list(flaws(table.as_json())) == []
    for group in (table.totals, *(each for _, each in table.groups)):
        said = [
            words.reply_sentence(group),
            words.open_sentence(group.open, group.sent),
            words.positive_sentence(group.positive),
            words.counted(group.opt_out, "opted out"),
            words.counted(group.redeemed, "redeemed"),
            words.brief(group.reply),
        ]
        assert list(unfit(said)) == []
    found = timing.sending(crowd, NOW, window=window)
    assert list(flaws(found.as_json())) == []
    begins = NOW - timedelta(days=9)
    week = Weekly(begins.date(), begins, begins + timedelta(days=7))
    assert all(0 <= each.k <= each.n for each in _rates_of(week_figures(crowd, week, NOW, window)))


def _rates_of(figures: object) -> Iterator[rates.Rate]:
    for name in getattr(type(figures), "__slots__", ()):
        value = getattr(figures, name)
        if isinstance(value, rates.Rate):
            yield value


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(2, 4), st.data())
def test_experiments_stay_within_what_can_be_true(variants: int, data: st.DataObject) -> None:
    names = ["warm", "short", "plain", "long"][:variants]
    blocks = data.draw(
        st.lists(
            st.tuples(st.tuples(*[st.booleans()] * variants), st.sampled_from([1, 1, 40, 900])),
            max_size=4,
        )
    )
    outcomes = tuple(each for each, times in blocks for _ in range(times))
    plan = data.draw(st.sampled_from([None, 10, 50]))
    found = experiments.compare(
        "spring",
        "thanks",
        names,
        Blocks(timedelta(days=7), outcomes),
        plan=plan,
        base=0.2,
        stopped=[None] * variants,
    )
    document = found.as_json()
    assert list(flaws(document)) == []
    assert list(unfit(experiment_words.sentences(found))) == []
    if found.meanwhile is not None:
        assert 0 <= found.meanwhile.chance <= 1
        assert 0 <= found.meanwhile.loss <= 1


def test_evidence_of_thousands_is_a_number_and_soon_there() -> None:
    assert math.isfinite(e_value(5000, 0))
    assert e_value(5000, 100) == e_value(100, 5000)
    assert 0.27 < mid_p(Count(1500, 5000), Count(1550, 5000)) < 0.28
    for counts in ([Count(0, 5000), Count(5000, 5000)], [Count(1, 5000)] * 3):
        assert all(0 <= each <= 1 for each in (*chances_best(counts), *losses(counts)))


subjects = st.builds(
    holdout.Subject,
    batch=st.integers(1, 2),
    messaged=st.booleans(),
    before=st.sampled_from([0, 0, 1, 60]),
    after=st.sampled_from([0, 0, 1, 60]),
)
pairs = st.lists(
    st.tuples(st.builds(Pair, st.sampled_from([0, 1, 50]), st.sampled_from([0, 1, 50])), st.just(9))
).map(lambda drawn: [each for each, times in drawn for _ in range(times)])


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(subjects, max_size=40), pairs, pairs)
def test_effects_stay_within_what_can_be_true(
    drawn: list[holdout.Subject], messaged: list[Pair], others: list[Pair]
) -> None:
    found = holdout.holdout(drawn * 2, "seed", relabelings=19)
    assert list(flaws(found.as_json())) == []
    assert found.reason or found.p is not None
    if not found.reason:
        assert list(unfit([effect_words.holdout(found), effect_words.adjusted(found)])) == []
    compared = difference(messaged, others, "seed")
    assert list(flaws(compared.as_json())) == []
    assert list(unfit([effect_words.difference(compared)])) == []
    if compared.ratio is not None:
        assert 0 < (compared.low or 0) <= (compared.high or 0)


values = st.sampled_from([None, 0, 0, 7, 7, 7, 10**9, -3])


@settings(max_examples=examples(40), deadline=None)
@given(
    st.integers(0, 200),
    st.lists(values, min_size=1, max_size=9),
    st.lists(st.integers(0, 2), min_size=1, max_size=8),
)
def test_series_stay_within_what_can_be_true(
    size: int, figures: list[int | None], sent: list[int]
) -> None:
    days = series.Days(
        "views",
        "views",
        DAY,
        tuple(figures[place % len(figures)] for place in range(size)),
        tuple(sent[place % len(sent)] for place in range(size)),
    )
    found = series.followed(days)
    rank = placebo.ranked(days, DAY + timedelta(days=size // 2))
    documents = [found.as_json(), rank.as_json(), *(each.as_json() for each in series.spikes(days))]
    assert list(flaws(documents)) == []
    assert list(unfit([effect_words.followed(found), effect_words.rank(rank)])) == []
    assert found.p is None or 0 < found.p <= 1
    assert found.correlation is None or abs(found.correlation) <= 1 + 1e-9


def test_few_days_in_a_row_are_few_however_many_are_known() -> None:
    alternate = tuple(7 + place if place % 2 else None for place in range(200))
    found = series.followed(series.Days("views", "views", DAY, alternate, (1, 0, 0) * 66 + (1, 0)))
    assert (found.correlation, found.reason) == (None, "0 days follow a known one; it takes 59")


counts = st.lists(st.sampled_from([0.0, 1.0, 0.5, 1e-9, 1e12]), max_size=4)


@settings(max_examples=examples(40), deadline=None)
@given(counts, counts)
def test_changes_stay_within_what_can_be_true(now: list[float], before: list[float]) -> None:
    spans = [
        Held(
            tuple(
                Span(DAY + timedelta(days=place), DAY + timedelta(days=place), each)
                for place, each in enumerate(drawn)
            )
        )
        for drawn in (now, before)
    ]
    for found in (of_counts(spans[0], spans[1], 4), relative(spans[0].total, spans[1].total)):
        assert list(flaws(found.as_json())) == []


def test_what_happened_seldom_is_not_told_as_never() -> None:
    assert words.counted(share(1, 3000)) == ("1 of 3,000 replied (under 0.1 %, likely 0.0–0.2 %)")
    assert words.counted(share(2999, 3000)) == (
        "2,999 of 3,000 replied (over 99.9 %, likely 99.8–100.0 %)"
    )
    assert words.counted(share(3000, 3000)) == (
        "3,000 of 3,000 replied (100.0 %, likely 99.9–100.0 %)"
    )
