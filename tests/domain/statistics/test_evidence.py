"""Two variants compared: reference values, the oracles, and what must hold of any counts."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, hypergeom
from statsmodels.stats.proportion import confint_proportions_2indep

from dm_assistant.domain.statistics.evidence import (
    Count,
    chance_better,
    chances_best,
    difference,
    e_value,
    expected_loss,
    losses,
    mid_p,
)
from dm_assistant.domain.statistics.power import messages_needed, power, smallest_lift
from tests.examples import examples

quick = settings(max_examples=examples(60), deadline=None)
FEW, MANY = Count(10, 50), Count(20, 50)


@st.composite
def counts(draw: st.DrawFn, most: int = 200) -> Count:
    n = draw(st.integers(1, most))
    return Count(draw(st.integers(0, n)), n)


def test_the_reference_values_come_out() -> None:
    assert chance_better(FEW, MANY) == pytest.approx(0.984766, abs=5e-7)
    assert expected_loss(MANY, FEW) == pytest.approx(0.000491, abs=5e-7)
    gap = difference(FEW, MANY)
    assert (round(gap.low, 6), round(gap.high, 6)) == (0.020134, 0.363592)
    assert mid_p(FEW, MANY) == pytest.approx(0.032099, abs=5e-7)
    assert e_value(5, 0) == pytest.approx(3.428571, abs=5e-7)
    assert e_value(12, 2) == pytest.approx(10.326050, abs=5e-7)
    assert chance_better(Count(8, 40), Count(15, 45)) == pytest.approx(0.91, abs=0.005)
    assert expected_loss(Count(15, 45), Count(8, 40)) == pytest.approx(0.004, abs=0.0005)


@pytest.mark.parametrize(
    ("threshold", "fewest"),
    [
        (10, [8, 10, 12, 14, 18, 24, 27, 35, 42]),
        (20, [9, 12, 14, 16, 20, 25, 29, 37, 45]),
        (100, [12, 15, 17, 20, 24, 30, 33, 42, 50]),
    ],
)
def test_the_fewest_blocks_for_a_weight_are_those_of_the_table(
    threshold: int, fewest: list[int]
) -> None:
    against = (0, 1, 2, 3, 5, 8, 10, 15, 20)
    found = [next(s for s in range(f, 99) if e_value(s, f) >= threshold) for f in against]
    assert found == fewest


@given(st.integers(0, 300), st.integers(0, 300))
@quick
def test_an_e_value_is_the_same_for_both_sides_and_grows_with_the_lead(s: int, f: int) -> None:
    assert e_value(s, f) == e_value(f, s)
    if s >= f:
        assert e_value(s + 1, f) >= e_value(s, f) * (1 - 1e-9)


@given(st.integers(0, 300))
@quick
def test_an_e_value_is_a_fair_bet_on_a_fair_coin(tosses: int) -> None:
    mean = sum(comb(tosses, s) * e_value(s, tosses - s) / 2**tosses for s in range(tosses + 1))
    assert mean == pytest.approx(1, abs=1e-9)
    assert e_value(0, 0) == 1


@given(counts(120), counts(120))
@quick
def test_mid_p_is_that_of_the_hypergeometric_distribution(a: Count, b: Count) -> None:
    replied = a.k + b.k
    span = np.arange(max(0, replied - b.n), min(a.n, replied) + 1)
    weights = hypergeom(a.n + b.n, replied, a.n).pmf(span)
    seen = weights[a.k - span[0]]
    near = np.isclose(weights, seen, rtol=1e-9, atol=0)
    expected = weights[(weights < seen) & ~near].sum() + weights[near].sum() / 2
    assert mid_p(a, b) == pytest.approx(expected, abs=1e-9)
    assert mid_p(a, b) == mid_p(b, a)


@given(counts(), counts())
@quick
def test_the_interval_of_a_difference_is_newcombes(a: Count, b: Count) -> None:
    gap = difference(a, b)
    low, high = confint_proportions_2indep(b.k, b.n, a.k, a.n, method="newcomb", compare="diff")
    assert (gap.low, gap.high) == pytest.approx((low, high), abs=1e-9)
    assert -1 <= gap.low <= gap.value <= gap.high <= 1
    assert difference(b, a).low == pytest.approx(-gap.high, abs=1e-12)


@given(counts(), counts())
@quick
def test_chances_and_losses_of_two_add_up(a: Count, b: Count) -> None:
    assert chance_better(a, b) + chance_better(b, a) == pytest.approx(1, abs=1e-9)
    first, second = losses([a, b])
    means = [(1 + each.k) / (2 + each.n) for each in (a, b)]
    assert second - first == pytest.approx(means[0] - means[1], abs=1e-9)
    assert losses([b, a]) == [second, first]


@given(counts(60), counts(60))
@settings(max_examples=examples(15), deadline=None)
def test_chance_and_loss_are_those_of_the_beta_distributions(a: Count, b: Count) -> None:
    grid = (np.arange(4000) + 0.5) / 4000
    of_a, of_b = (beta(1 + each.k, 1 + each.n - each.k) for each in (a, b))
    assert chance_better(a, b) == pytest.approx((of_b.pdf(grid) * of_a.cdf(grid)).mean(), abs=1e-4)
    best = (1 - of_a.cdf(grid) * of_b.cdf(grid)).mean()
    assert losses([a, b]) == pytest.approx([best - of_a.mean(), best - of_b.mean()], abs=1e-4)


def test_three_variants_are_weighed_as_two_are() -> None:
    hopeless = Count(0, 400)
    assert chances_best([FEW, MANY, hopeless])[:2] == pytest.approx(
        chances_best([FEW, MANY]), abs=2e-3
    )
    assert losses([FEW, MANY, hopeless])[:2] == pytest.approx(losses([FEW, MANY]), abs=1e-3)
    assert sum(chances_best([FEW, MANY, MANY])) == pytest.approx(1)


NEEDED = {
    0.05: (464, 152, 82, 51, 29),
    0.10: (732, 223, 113, 69, 35),
    0.20: (1168, 330, 154, 92, 44),
    0.30: (1470, 404, 183, 106, 49),
    0.40: (1638, 414, 192, 109, 49),
    0.50: (1671, 414, 191, 106, 44),
}
LIFTS = {
    0.05: (38, 29, 21, 16, 13, 10, 8, 7),
    0.10: (41, 32, 24, 18, 16, 12, 10, 9),
    0.20: (44, 36, 27, 22, 19, 15, 13, 11),
    0.30: (44, 37, 28, 23, 20, 16, 14, 12),
    0.50: (41, 34, 27, 23, 20, 16, 14, 13),
}


@pytest.mark.parametrize("rate", NEEDED)
def test_the_messages_a_lift_needs_are_those_of_the_table(rate: float) -> None:
    for lift, needed in zip((0.05, 0.1, 0.15, 0.2, 0.3), NEEDED[rate], strict=True):
        found = messages_needed(rate, lift)
        assert abs(found - needed) <= max(1, 0.021 * needed), (lift, found)


@pytest.mark.parametrize("rate", LIFTS)
def test_the_lift_a_plan_shows_is_that_of_the_table(rate: float) -> None:
    sizes = (20, 30, 50, 75, 100, 150, 200, 250)
    assert tuple(smallest_lift(rate, n) for n in sizes) == LIFTS[rate]
    assert smallest_lift(0.95, 10) is None


def test_the_power_of_one_look_is_that_of_the_table_and_its_size_that_of_the_rule() -> None:
    assert power(0.2, 0.4, 92) == pytest.approx(0.80, abs=0.01)
    assert max(power(p / 20, p / 20, n) for p in range(1, 20) for n in (10, 33, 100)) <= 0.0390
