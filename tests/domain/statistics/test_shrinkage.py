"""Small groups are pulled to the whole, and a pattern is called one only past the gate."""

from math import exp, log
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import betaln
from scipy.stats import beta, chisquare, hypergeom

from dm_assistant.domain.statistics import shrinkage
from dm_assistant.domain.statistics.gate import Gate
from dm_assistant.domain.statistics.thresholds import GATE, PERMUTATIONS
from dm_assistant.domain.statistics.week_grid import CELLS, GROUPS, KEYS, summed
from tests.examples import examples

quick = settings(max_examples=examples(40), deadline=None)
DAYS, BLOCKS = (GROUPS[margin] for margin in KEYS)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(0, 300))
    return draw(st.integers(0, n)), n


margins = st.lists(counts(), min_size=1, max_size=8)


@given(margins)
@quick
def test_a_shrunk_rate_lies_between_its_own_and_the_overall_one(
    groups: list[tuple[int, int]],
) -> None:
    mu = shrinkage.overall(groups)
    for (k, n), each in zip(groups, shrinkage.margin(groups), strict=True):
        low, high = sorted((mu, k / n if n else mu))
        assert low - 1e-12 <= each.mean <= high + 1e-12
        assert 0 <= each.low < each.high <= 1
        if not n:
            assert each.mean == pytest.approx(mu, abs=1e-12)


@given(counts(), st.integers(1, 8))
@quick
def test_groups_that_are_alike_have_one_rate(group: tuple[int, int], number: int) -> None:
    found = shrinkage.margin([group] * number)
    assert len({each.mean for each in found}) == 1


def test_the_margin_is_that_of_numeric_integration() -> None:
    groups = [(2, 40), (12, 50), (30, 60), (0, 0), (5, 9), (7, 30)]
    mu = shrinkage.overall(groups)

    def weight(t: float) -> float:
        m = exp(t)
        logs = [
            betaln(k + m * mu, n - k + m * (1 - mu)) - betaln(m * mu, m * (1 - mu))
            for k, n in groups
        ]
        return float(exp(sum(logs) + 160))

    low, high = log(shrinkage.GRID[0]), log(shrinkage.GRID[-1])
    total = quad(weight, low, high)[0]
    for (k, n), each in zip(groups, shrinkage.margin(groups), strict=True):

        def mean(t: float, k: int = k, n: int = n) -> float:
            return weight(t) * (k + exp(t) * mu) / (n + exp(t))

        def square(t: float, k: int = k, n: int = n) -> float:
            a, b = k + exp(t) * mu, n - k + exp(t) * (1 - mu)
            return weight(t) * a * (a + 1) / ((a + b) * (a + b + 1))

        expected = quad(mean, low, high)[0] / total
        assert each.mean == pytest.approx(expected, abs=2e-3)  # 22 points of it
        spread = quad(square, low, high)[0] / total - expected**2
        assert each.variance == pytest.approx(spread, rel=0.1)


def test_a_group_far_from_the_others_keeps_its_distance_and_a_near_one_does_not() -> None:
    apart = shrinkage.margin([(5, 100), (60, 100), (20, 100)])
    assert apart[1].mean > 0.55
    near = shrinkage.margin([(24, 100), (27, 100), (25, 100)])
    assert max(each.mean for each in near) - min(each.mean for each in near) < 0.015


@given(st.floats(0.3, 400), st.floats(0.3, 400), st.sampled_from([0.1, 0.5, 0.9]))
@quick
def test_quantiles_of_beta_are_those_of_scipy(a: float, b: float, q: float) -> None:
    assert shrinkage.beta_quantile(q, a, b) == pytest.approx(beta.ppf(q, a, b), abs=1e-9)


def test_rates_are_combined_on_the_logit_scale() -> None:
    parts = shrinkage.margin([(10, 100), (40, 100)])
    mu = shrinkage.overall([(10, 100), (40, 100)])
    alone, _ = shrinkage.combined(mu, parts[1])
    assert alone == pytest.approx(parts[1].mean)
    both, likely = shrinkage.combined(mu, parts[1], parts[1])
    assert likely.low < both < likely.high
    assert parts[1].mean < both < 1
    neither, _ = shrinkage.combined(mu)
    assert neither == pytest.approx(mu)


@pytest.mark.parametrize(
    ("drawn", "marked", "total"), [(7, 20, 50), (40, 45, 50), (12, 3, 400), (5, 0, 9), (4, 9, 9)]
)
def test_replies_are_dealt_as_a_hypergeometric_draw(drawn: int, marked: int, total: int) -> None:
    dealt = Random(1)  # noqa: S311 - the same draws every time
    found = np.bincount(
        [shrinkage.hypergeometric(dealt, drawn, marked, total) for _ in range(4000)],
        minlength=drawn + 1,
    )
    expected = 4000 * hypergeom(total, marked, drawn).pmf(range(drawn + 1))
    assert not found[expected == 0].any()
    common = expected > 5
    rest = [4000 - found[common].sum()], [4000 - expected[common].sum()]
    if common.sum() > 1 and rest[1][0] > 1:
        seen = np.append(found[common], rest[0])
        assert chisquare(seen, np.append(expected[common], rest[1])).pvalue > 0.001


@given(st.lists(counts(), min_size=CELLS, max_size=CELLS))
@settings(max_examples=examples(8), deadline=None)
def test_p_is_a_share_that_is_never_0_and_the_same_for_the_same_messages(
    cells: list[tuple[int, int]],
) -> None:
    found = shrinkage.gates(cells, [DAYS, BLOCKS])
    assert all(1 / (PERMUTATIONS + 1) <= p <= 1 for p in found)
    assert found == shrinkage.gates(cells, [DAYS, BLOCKS])


def test_where_all_or_none_answered_there_is_no_difference_to_find() -> None:
    for k in (0, 10):
        assert shrinkage.gates([(k, 10)] * CELLS, [DAYS, BLOCKS]) == (1.0, 1.0)


def test_the_gate_counts_that_there_are_two_margins_and_asks_for_100_messages() -> None:
    assert Gate(100, 0.2, 0.04).p == pytest.approx(0.08)
    assert Gate(100, 0.2, 0.04).margins == ("block",)
    assert Gate(500, 0.01, 0.02).margins == ("weekday", "block")
    assert not Gate(99, 0.01, 0.01).passes
    assert Gate(99, 0.01, 0.01).margins == ()
    assert Gate(100, 0.9, 0.05).p == GATE
    assert not Gate(100, 0.9, 0.05).passes
    assert (Gate(0).p, Gate(0).passes, Gate(0).said) == (None, False, "–")
    edge = Gate(200, 1.0, 10 / 201)
    assert edge.passes
    assert edge.said == "0.099"


@given(st.lists(st.lists(st.floats(0, 15), max_size=12), min_size=2, max_size=7))
@quick
def test_means_of_values_are_pulled_to_the_overall_one(groups: list[list[float]]) -> None:
    values = [value for group in groups for value in group]
    middle = sum(values) / len(values) if values else 0.0
    for each in shrinkage.centres(groups):
        low, high = sorted((middle, middle if each.raw is None else each.raw))
        assert low - 1e-9 <= each.mean <= high + 1e-9


def test_the_weight_of_the_overall_mean_is_that_of_the_variances() -> None:
    draw = Random(3)  # noqa: S311 - the same draws every time. within 1, between 4: kappa near 1/4
    groups = [[draw.gauss(centre, 1) for _ in range(40)] for centre in (0, 2, 4, 6, -2, -4, 8)]
    each = shrinkage.centres(groups)[0]
    assert each.raw is not None
    middle = sum(map(sum, groups)) / 280
    kappa = (each.n * each.raw - each.n * each.mean) / (each.mean - middle)
    assert 0.02 < kappa < 0.2  # the centres above spread by 4.3: 1 / 18.7
    same = shrinkage.centres([[1.0, 3.0], [1.0, 3.0], []])
    assert [each.mean for each in same] == [2.0, 2.0, 2.0]


def test_counts_that_vary_by_chance_alone_are_all_called_the_same() -> None:
    assert set(shrinkage.multiples([9, 12, 7, 10, 11, 8])) == {1.0}
    assert shrinkage.multiples([0] * 6) == (1.0,) * 6
    apart = shrinkage.multiples([0, 0, 0, 90, 0, 0])
    assert apart[0] < 0.5
    assert 4 < apart[3] < 6


def _passes(draw: Random, n: int, pattern: float) -> bool:
    """Send ``n`` messages, most in the evening; ``pattern`` is what the best block gains."""
    cells = [[0, 0] for _ in range(CELLS)]
    for _ in range(n):
        block = draw.choices(range(6), (1, 1, 3, 4, 6, 8))[0]
        cell = cells[draw.randrange(7) * 6 + block]
        rate = 0.25 + (pattern if block == 5 else -pattern * 8 / 15)
        cell[0] += draw.random() < rate
        cell[1] += 1
    counts = [(k, n) for k, n in cells]
    assert summed(counts, "block")[5][1] > 0
    return Gate(n, *shrinkage.gates(counts, [DAYS, BLOCKS])).passes


@pytest.mark.slow
def test_the_gate_lets_few_through_without_a_pattern_and_most_with_a_strong_one() -> None:
    draw = Random(2026)  # noqa: S311 - the same draws every time
    without = sum(_passes(draw, 150, 0.0) for _ in range(100))
    assert 2 <= without <= 19  # 7 to 12 % by the design's own simulation
    assert sum(_passes(draw, 500, 0.12) for _ in range(12)) >= 8
