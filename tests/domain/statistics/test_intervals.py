"""Wilson's ranges beside statsmodels and the tables of the design."""

from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from dm_assistant.domain.statistics.intervals import wilson
from dm_assistant.domain.statistics.thresholds import Z80, Z95
from tests.examples import examples

quick = settings(max_examples=examples(100), deadline=None)
HALF_WIDTHS = {
    0.1: (26, 19, 14, 11, 8.5, 6.0, 4.2, 2.6),
    0.2: (29, 23, 17, 14, 11, 7.8, 5.5, 3.5),
    0.5: (33, 26, 20, 17, 13, 9.6, 6.9, 4.4),
}
NUMBERS = (5, 10, 20, 30, 50, 100, 200, 500)


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


@pytest.mark.parametrize("rate", HALF_WIDTHS)
def test_ranges_are_as_wide_as_the_table_says(rate: float) -> None:
    for n, points in zip(NUMBERS, HALF_WIDTHS[rate], strict=True):
        interval = wilson(rate * n, n)
        half = 50 * (interval.high - interval.low)
        assert half == pytest.approx(points, abs=0.51 if points >= 10 else 0.051), n


@given(counts())
@quick
def test_wilson_agrees_with_statsmodels(count: tuple[int, int]) -> None:
    low, high = proportion_confint(*count, method="wilson")
    interval = wilson(*count)
    assert interval.low == pytest.approx(low, abs=1e-12)
    assert interval.high == pytest.approx(high, abs=1e-12)


@given(st.integers(1, 3000), st.data())
@quick
def test_narrower_ranges_are_those_of_eighty_percent(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    low, high = proportion_confint(k, n, alpha=0.2, method="wilson")
    interval = wilson(k, n, Z80)
    assert interval.low == pytest.approx(low, abs=1e-9)
    assert interval.high == pytest.approx(high, abs=1e-9)


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


def test_the_quantiles_are_those_of_the_normal_curve() -> None:
    assert NormalDist().inv_cdf(0.975) == pytest.approx(Z95, abs=1e-12)
    assert NormalDist().inv_cdf(0.9) == pytest.approx(Z80, abs=1e-12)
