"""Kaplan and Meier's estimate at the window beside lifelines, and what must not change it."""

import warnings
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from dm_assistant.domain.statistics.intervals import kaplan_meier, wilson
from tests.examples import examples

WEEK = 168.0
quick = settings(max_examples=examples(100), deadline=None)


def test_kaplan_meier_gives_the_reference_value() -> None:
    times = [1.0, 3, 3, 20, 26, 90] + [10.0] * 4 + [48.0] * 5 + [400.0] * 9
    estimate = kaplan_meier(times, [False] * 6 + [True] * 18, WEEK)
    assert round(estimate.rate, 6) == 0.305147
    assert round(estimate.effective, 6) == 17.631990


watched = st.lists(st.tuples(st.integers(1, 400), st.booleans()), min_size=1, max_size=40)


@given(watched)
@quick
def test_survival_and_its_variance_at_the_window_are_those_of_lifelines(
    rows: list[tuple[int, bool]],
) -> None:
    times = [float(min(time, WEEK)) for time, _ in rows]
    replied = [not hidden and time <= WEEK for time, hidden in rows]
    estimate = kaplan_meier([row[0] for row in rows], [row[1] for row in rows], WEEK)
    with warnings.catch_warnings():
        # Its own frames and logarithms of nought are not ours to mend.
        warnings.simplefilter("ignore")
        fitted = KaplanMeierFitter().fit(times, replied)
        survival = float(fitted.predict(WEEK))
    assert estimate.rate == pytest.approx(1 - survival, abs=1e-9)
    if 0 < survival < 1:
        table = fitted.event_table
        greenwood = survival**2 * sum(
            row.observed / (row.at_risk * (row.at_risk - row.observed))
            for row in table.itertuples()
            if row.observed and row.at_risk > row.observed
        )
        assert estimate.effective == pytest.approx(survival * (1 - survival) / greenwood)


@given(watched)
@quick
def test_kaplan_meier_stays_between_nought_and_one(rows: list[tuple[int, bool]]) -> None:
    estimate = kaplan_meier([row[0] for row in rows], [row[1] for row in rows], WEEK)
    assert 0 <= estimate.rate <= 1
    assert 0 <= estimate.effective <= len(rows) * (1 + 1e-9)
    if estimate.interval:
        assert 0 <= estimate.interval.low <= estimate.rate + 1e-12
        assert estimate.rate - 1e-12 <= estimate.interval.high <= 1


@given(st.lists(st.one_of(st.none(), st.integers(1, 168)), min_size=1, max_size=40))
@quick
def test_without_young_messages_kaplan_meier_is_k_of_n_exactly(replies: list[int | None]) -> None:
    times = [1000.0 if reply is None else reply for reply in replies]
    estimate = kaplan_meier(times, [reply is None for reply in replies], WEEK)
    k, n = sum(reply is not None for reply in replies), len(replies)
    assert estimate.rate == k / n
    assert estimate.effective == n
    assert estimate.interval == wilson(k, n)


@given(watched, st.integers(0, 20))
@quick
def test_a_message_sent_just_now_changes_nothing(rows: list[tuple[int, bool]], new: int) -> None:
    times, hidden = [float(row[0]) for row in rows], [row[1] for row in rows]
    before = kaplan_meier(times, hidden, WEEK)
    assert kaplan_meier(times + [0.0] * new, hidden + [True] * new, WEEK) == before


@given(watched, st.randoms(use_true_random=False))
@quick
def test_the_order_of_messages_is_irrelevant(rows: list[tuple[int, bool]], random: Random) -> None:
    before = kaplan_meier([row[0] for row in rows], [row[1] for row in rows], WEEK)
    random.shuffle(rows)
    assert kaplan_meier([row[0] for row in rows], [row[1] for row in rows], WEEK) == before


@given(watched)
@quick
def test_replies_after_the_window_change_nothing(rows: list[tuple[int, bool]]) -> None:
    times = [row[0] for row in rows]
    late_unanswered = [hidden or time > WEEK for time, hidden in rows]
    assert kaplan_meier(times, [row[1] for row in rows], WEEK) == kaplan_meier(
        times, late_unanswered, WEEK
    )


def test_a_window_nobody_was_watched_through_has_no_interval() -> None:
    estimate = kaplan_meier([5.0, 10.0], [True, True], WEEK)
    assert (estimate.rate, estimate.effective, estimate.interval) == (0.0, 0.0, None)


def test_when_the_last_one_watched_replied_the_rate_is_one() -> None:
    estimate = kaplan_meier([1.0, 5.0, 10.0, 20.0], [False, True, False, False], WEEK)
    assert estimate.rate == 1.0
    assert estimate.effective == pytest.approx(2 / 0.75)
