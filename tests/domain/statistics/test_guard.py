"""The opt-out guard beside scipy and statsmodels, and the tables of the design."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaincinv
from scipy.stats import beta
from statsmodels.stats.proportion import proportion_confint

from dm_assistant.domain.statistics.intervals import beta_tail, guard_trips, none_seen_ceiling
from dm_assistant.domain.statistics.thresholds import (
    GUARD_CONFIDENCE,
    GUARD_OPT_OUTS,
    GUARD_RATE,
)
from tests.examples import examples

quick = settings(max_examples=examples(100), deadline=None)


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


PROMISED = {
    0.005: (0.008, None),
    0.01: (0.044, None),
    0.02: (0.17, None),
    0.03: (0.38, None),
    0.05: (0.80, 54),
    0.08: (0.989, 33),
    0.15: (1.0, 14),
}
"""By the true rate: the share of campaigns that pause within 200 messages, and after how many."""


@pytest.mark.parametrize("true_rate", PROMISED)
def test_the_guard_pauses_as_many_campaigns_as_promised(true_rate: float) -> None:
    alive = {0: 1.0}
    paused_at: dict[int, float] = {}
    for contacts in range(1, 201):
        moved: dict[int, float] = {}
        for opt_outs, chance in alive.items():
            for more, step in ((0, 1 - true_rate), (1, true_rate)):
                if not guard_trips(opt_outs + more, contacts):
                    moved[opt_outs + more] = moved.get(opt_outs + more, 0) + chance * step
        paused_at[contacts] = sum(alive.values()) - sum(moved.values())
        alive = moved
    share, after = PROMISED[true_rate]
    paused = sum(paused_at.values())
    assert paused == pytest.approx(share, abs=0.012)
    if after is not None:
        mean = sum(contacts * chance for contacts, chance in paused_at.items()) / paused
        assert mean == pytest.approx(after, abs=2)


@given(st.integers(1, 600), st.data())
@quick
def test_the_guard_trips_where_the_lower_end_of_jeffreys_passes_the_limit(
    n: int, data: st.DataObject
) -> None:
    k = data.draw(st.integers(0, n))
    low = float(betaincinv(0.5 + k, 0.5 + n - k, 1 - GUARD_CONFIDENCE))
    assert guard_trips(k, n) is (k >= GUARD_OPT_OUTS and low >= GUARD_RATE)
    if 0 < k < n:
        assert low == pytest.approx(
            proportion_confint(k, n, alpha=2 * (1 - GUARD_CONFIDENCE), method="jeffreys")[0]
        )


@given(st.integers(2, 600), st.data())
@quick
def test_one_opt_out_more_never_calms_the_guard(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n - 1))
    assert guard_trips(k + 1, n) >= guard_trips(k, n)
    assert guard_trips(k, n + 1) <= guard_trips(k, n)


@pytest.mark.parametrize(("n", "ceiling"), [(10, 0.26), (20, 0.14), (50, 0.058), (100, 0.030)])
def test_no_opt_outs_yet_still_leave_room_for_some(n: int, ceiling: float) -> None:
    assert none_seen_ceiling(n) == pytest.approx(ceiling, abs=0.005)
    assert (1 - none_seen_ceiling(n)) ** n == pytest.approx(0.05)


@pytest.mark.parametrize("n", [1, 5, 40, 1000])
def test_none_seen_leaves_what_clopper_and_pearson_leave(n: int) -> None:
    # One-sided 95 % is the upper end of a two-sided 90 %.
    _, high = proportion_confint(0, n, alpha=0.1, method="beta")
    assert none_seen_ceiling(n) == pytest.approx(high)


def test_nothing_sent_leaves_no_ceiling() -> None:
    with pytest.raises(ValueError, match="without a single"):
        none_seen_ceiling(0)
