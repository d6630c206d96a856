import warnings
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from dm_assistant.domain.statistics.intervals import (
    beta_tail,
    guard_trips,
    kaplan_meier,
    none_seen_ceiling,
    wilson,
)
from dm_assistant.domain.statistics.thresholds import Z80
from tests.examples import examples

WEEK = 168.0
quick = settings(max_examples=examples(100), deadline=None)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 2000))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 5, 0.000000, 0.434482),
        (2, 12, 0.046965, 0.448031),
        (12, 40, 0.180748, 0.454300),
        (55, 200, 0.217797, 0.340683),
    ],
)
def test_wilson_gives_the_reference_values(k: int, n: int, low: float, high: float) -> None:
    interval = wilson(k, n)
    assert (round(interval.low, 6), round(interval.high, 6)) == (low, high)


@given(counts())
@quick
def test_wilson_agrees_with_statsmodels(count: tuple[int, int]) -> None:
    low, high = proportion_confint(*count, method="wilson")
    interval = wilson(*count)
    assert interval.low == pytest.approx(low, abs=1e-12)
    assert interval.high == pytest.approx(high, abs=1e-12)


@given(counts())
@quick
def test_wilson_holds_the_rate_and_mirrors(count: tuple[int, int]) -> None:
    k, n = count
    interval, mirrored = wilson(k, n), wilson(n - k, n)
    assert 0 <= interval.low <= k / n <= interval.high <= 1
    assert interval.low == pytest.approx(1 - mirrored.high, abs=1e-12)
    assert interval.high == pytest.approx(1 - mirrored.low, abs=1e-12)


@given(counts())
@quick
def test_wilson_narrows_with_more_messages_and_less_confidence(count: tuple[int, int]) -> None:
    k, n = count
    interval, doubled, narrow = wilson(k, n), wilson(2 * k, 2 * n), wilson(k, n, Z80)
    assert doubled.high - doubled.low < interval.high - interval.low
    assert interval.low <= narrow.low <= narrow.high <= interval.high


@pytest.mark.parametrize("n", [1, 5, 1000])
def test_wilson_touches_the_ends_exactly(n: int) -> None:
    assert wilson(0, n).low == 0.0
    assert wilson(n, n).high == 1.0


@pytest.mark.parametrize(("k", "n"), [(0, 0), (1, 0), (3, 2), (-1, 5)])
def test_wilson_refuses_what_is_no_count(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="no interval"):
        wilson(k, n)


def test_kaplan_meier_gives_the_reference_value() -> None:
    times = [1.0, 3, 3, 20, 26, 90] + [10.0] * 4 + [48.0] * 5 + [400.0] * 9
    estimate = kaplan_meier(times, [False] * 6 + [True] * 18, WEEK)
    assert round(estimate.rate, 6) == 0.305147
    assert round(estimate.effective, 6) == 17.631990


watched = st.lists(st.tuples(st.integers(1, 400), st.booleans()), min_size=1, max_size=40)


@given(watched)
@quick
def test_kaplan_meier_agrees_with_statsmodels(rows: list[tuple[int, bool]]) -> None:
    times = np.array([min(time, WEEK) for time, _ in rows], dtype=float)
    status = np.array([not hidden and time <= WEEK for time, hidden in rows], dtype=int)
    estimate = kaplan_meier([row[0] for row in rows], [row[1] for row in rows], WEEK)
    with warnings.catch_warnings():
        # Its standard error divides nought by nought where everybody replied.
        warnings.simplefilter("ignore", RuntimeWarning)
        oracle = SurvfuncRight(times, status)
    survival = oracle.surv_prob[-1] if status.any() else 1.0
    assert estimate.rate == pytest.approx(1 - survival, abs=1e-12)
    if 0 < survival < 1:
        variance = oracle.surv_prob_se[-1] ** 2
        assert estimate.effective == pytest.approx(survival * (1 - survival) / variance)


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


@given(
    st.floats(0.0005, 0.9995),
    st.one_of(st.integers(0, 400).map(lambda k: k + 0.5), st.floats(0.5, 300)),
    st.one_of(st.integers(0, 3000).map(lambda k: k + 0.5), st.floats(0.5, 300)),
)
@quick
def test_the_beta_tail_agrees_with_scipy(x: float, a: float, b: float) -> None:
    assert beta_tail(x, a, b) == pytest.approx(float(beta.sf(x, a, b)), abs=1e-10)


def test_the_beta_tail_ends_where_the_distribution_does() -> None:
    assert beta_tail(0, 2, 3) == 1
    assert beta_tail(1, 2, 3) == 0


@pytest.mark.parametrize(
    ("contacts", "pausing"),
    [
        *((contacts, 2) for contacts in range(5, 21)),
        (30, 3),
        (50, 4),
        (75, 5),
        (100, 6),
        (150, 8),
        (200, 10),
        (300, 13),
    ],
)
def test_the_guard_pauses_at_the_opt_outs_of_the_table(contacts: int, pausing: int) -> None:
    assert guard_trips(pausing, contacts)
    assert not guard_trips(pausing - 1, contacts)


@pytest.mark.parametrize("true_rate", [0.005, 0.01, 0.02, 0.03, 0.05])
def test_the_guard_pauses_as_many_campaigns_as_promised(true_rate: float) -> None:
    promised = {0.005: 0.008, 0.01: 0.044, 0.02: 0.17, 0.03: 0.38, 0.05: 0.80}
    alive = {0: 1.0}
    for contacts in range(1, 201):
        moved: dict[int, float] = {}
        for opt_outs, chance in alive.items():
            for more, step in ((0, 1 - true_rate), (1, true_rate)):
                if not guard_trips(opt_outs + more, contacts):
                    moved[opt_outs + more] = moved.get(opt_outs + more, 0) + chance * step
        alive = moved
    assert 1 - sum(alive.values()) == pytest.approx(promised[true_rate], abs=0.012)


@pytest.mark.parametrize(("n", "ceiling"), [(10, 0.26), (20, 0.14), (50, 0.058), (100, 0.030)])
def test_no_opt_outs_yet_still_leave_room_for_some(n: int, ceiling: float) -> None:
    assert none_seen_ceiling(n) == pytest.approx(ceiling, abs=0.005)
    assert (1 - none_seen_ceiling(n)) ** n == pytest.approx(0.05)


def test_nothing_sent_leaves_no_ceiling() -> None:
    with pytest.raises(ValueError, match="without a single"):
        none_seen_ceiling(0)
