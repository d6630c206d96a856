"""What messages moved: each figure against an oracle, and what is too little to say."""

from __future__ import annotations

import json
import math
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from dm_assistant.domain.statistics import effect_words as words
from dm_assistant.domain.statistics import placebo, series
from dm_assistant.domain.statistics.differences import (
    EARLY,
    WEEKS,
    Difference,
    Pair,
    Person,
    difference,
    stacked,
)
from dm_assistant.domain.statistics.effect import Effect, Left, Trial
from dm_assistant.domain.statistics.holdout import Holdout, Side, Subject, holdout, student
from dm_assistant.domain.statistics.series import Days

FIRST = date(2026, 1, 1)
COUNTS = st.integers(0, 30)


def people(*batches: int, shift: float = 0, seed: int = 1) -> list[Subject]:
    """Return people of some batches, a third of each held out."""
    drawn = Random(seed)  # noqa: S311 - the same people in every run
    return [
        Subject(
            batch, bool(place % 3), before, before + drawn.randint(0, 4) + shift * (place % 3 > 0)
        )
        for batch in batches
        for place in range(30)
        for before in [drawn.randint(0, 6) + 3 * batch]
    ]


def days(values: list[int | None], sent: list[int], posted: frozenset[date] = frozenset()) -> Days:
    return Days("video_views", "views", FIRST, tuple(values), tuple(sent), posted)


def wild(size: int, seed: int = 5) -> list[int | None]:
    drawn = Random(seed)  # noqa: S311 - the same days in every run
    return [int(1000 * math.exp(drawn.gauss(0, 0.4))) for _ in range(size)]


# --- hold-out ---------------------------------------------------------------------------------


def test_a_draw_of_one_batch_is_the_plain_difference_and_its_adjustment_a_regression() -> None:
    drawn = people(1)
    found = holdout(drawn, "seed")
    mine = [each.after for each in drawn if each.messaged]
    out = [each.after for each in drawn if not each.messaged]
    assert found.difference == pytest.approx(np.mean(mine) - np.mean(out))
    assert found.ratio == pytest.approx(np.mean(mine) / np.mean(out))
    before = np.array([each.before for each in drawn])
    after = np.array([each.after for each in drawn])
    theta = np.cov(before, after)[0, 1] / np.var(before, ddof=1)
    freed = after - theta * (before - before.mean())
    labels = np.array([each.messaged for each in drawn])
    assert found.theta == pytest.approx(theta)
    assert found.adjusted == pytest.approx(freed[labels].mean() - freed[~labels].mean())
    oracle = stats.ttest_ind(freed[labels], freed[~labels], equal_var=False)
    low, high = oracle.confidence_interval(0.95)
    assert [found.low, found.high] == pytest.approx([low, high], abs=2e-3)
    exact = stats.permutation_test(
        (freed[labels], freed[~labels]),
        lambda a, b: a.mean() - b.mean(),
        n_resamples=999,
        rng=np.random.default_rng(1),
    )
    assert found.p == pytest.approx(exact.pvalue, abs=0.05)
    low, high = stats.t.interval(0.95, len(out) - 1, np.mean(out), stats.sem(out))
    assert found.held_out.low == pytest.approx(low, abs=2e-3)
    assert found.held_out.high == pytest.approx(high, abs=2e-3)


def test_batches_are_never_mixed_and_one_without_both_arms_says_nothing() -> None:
    drawn = people(1, 2)
    found = holdout(drawn, "seed")
    parts = [holdout([each for each in drawn if each.batch == batch], "s") for batch in (1, 2)]
    mean = sum(each.difference or 0 for each in parts) / 2
    assert found.difference == pytest.approx(mean)
    table = np.array([[each.batch == 1, each.batch == 2, each.messaged] for each in drawn], float)
    fitted = sm.OLS([each.after for each in drawn], table).fit()
    assert found.difference == pytest.approx(fitted.params[2])
    alone = [Subject(9, True, 0, 500.0)] * 40
    assert holdout([*drawn, *alone], "seed") == found
    moved = [each._replace(before=each.before + 70, after=each.after + 90) for each in drawn[:30]]
    assert holdout([*moved, *drawn[30:]], "seed").p == found.p


@given(st.lists(st.tuples(st.booleans(), COUNTS, COUNTS), max_size=50), st.sampled_from("ab"))
@settings(max_examples=30, deadline=None)
def test_a_draw_has_a_chance_from_one_in_all_draws_to_one_or_a_reason(
    drawn: list[tuple[bool, int, int]], seed: str
) -> None:
    subjects = [Subject(1, *each) for each in drawn]
    found = holdout(subjects, seed, relabelings=19)
    assert found == holdout(subjects, seed, relabelings=19)
    if found.reason:
        assert (found.p, found.difference, found.adjusted) == (None, None, None)
    else:
        assert found.p is not None
        assert 1 / 20 <= found.p <= 1
    json.dumps(found.as_json(), allow_nan=False)


def test_a_strong_effect_is_told_and_its_turn_is_named() -> None:
    up, down = holdout(people(1, shift=6), "s"), holdout(people(1, shift=-6), "s")
    assert up.p == down.p == 1 / 1000
    assert "in only less than 1 % of cases" in words.holdout(up)
    assert words.holdout(up).endswith("the DMs probably raised comments.")
    assert words.holdout(down).endswith("the DMs probably lowered comments.")
    assert "proved" not in words.holdout(up)


def test_the_closed_form_of_students_t_is_right() -> None:
    for freedom in (4, 5, 9, 30, 400):
        assert student(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=2.5e-3)


# --- symmetric difference in differences ------------------------------------------------------


def test_the_ratio_of_ratios_and_its_range_are_those_of_a_plain_bootstrap() -> None:
    drawn = np.random.default_rng(3)
    mine = [Pair(*each) for each in drawn.poisson(3, (40, 2)).tolist()]
    theirs = [Pair(*each) for each in drawn.poisson(2, (200, 2)).tolist()]
    found = difference(mine, theirs, "seed")
    a, b = np.array(mine), np.array(theirs)
    (early, after), (other_early, other_after) = a.sum(0), b.sum(0)
    assert found.ratio == pytest.approx((after / early) / (other_after / other_early))
    resampled = []
    for group in (a, b):
        picked = drawn.integers(0, len(group), (2000, len(group)))
        sums = group[picked].sum(1) + 0.5
        resampled.append(np.log(sums[:, 1]) - np.log(sums[:, 0]))
    low, high = np.exp(np.percentile(resampled[0] - resampled[1], [5, 95]))
    assert [found.low, found.high] == pytest.approx([low, high], rel=0.03)


def test_many_people_drawn_together_have_the_range_of_people_drawn_one_by_one() -> None:
    drawn = np.random.default_rng(4)
    mine = [Pair(*each) for each in drawn.poisson(3, (60, 2)).tolist()]
    wrote = np.minimum(drawn.pareto(1.2, (900, 2)).astype(int), 60)
    theirs = [Pair(*each) for each in wrote.tolist()]
    singly = difference(mine, theirs, "seed")
    together = difference(mine, [*theirs, *[Pair(0, 0)] * 200], "seed")
    assert together.ratio == singly.ratio
    assert together.low == pytest.approx(singly.low, rel=0.04)
    assert together.high == pytest.approx(singly.high, rel=0.04)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [([Pair(9, 9)] * 19, [Pair(9, 9)] * 40), ([Pair(9, 9)] * 40, [Pair(9, 0)] * 40), ([], [])],
)
def test_too_few_people_or_comments_are_not_compared(mine: list[Pair], theirs: list[Pair]) -> None:
    found = difference(mine, theirs, "seed")
    assert (found.ratio, found.low, found.reason) == (None, None, "not enough comments to compare")
    assert words.difference(found).endswith("not enough comments to compare.")


def wrote(**weeks: int) -> dict[int, int]:
    return {int(week[1:]): number for week, number in weeks.items()}


def test_the_windows_lie_around_the_one_people_were_picked_for_and_each_week_counts_alike() -> None:
    first = Person(-1, frozenset({EARLY}), wrote(w0=2, w3=1, w4=99, w8=50, w9=7, w12=1, w13=60))
    other = Person(-0.1, frozenset(), wrote(w0=6, w9=3, w12=3))
    unknown_then = Person(0.5, frozenset(), wrote(w0=70, w9=7))
    written_before = Person(-1, frozenset({1, EARLY}), wrote(w0=70, w9=7))
    mine, theirs = stacked([first, other, unknown_then, written_before])
    assert (mine, theirs) == ([Pair(3, 8)], [Pair(6, 6)])
    # In the second week everybody writes twice as much; that is no effect of anything.
    late = Person(-1, frozenset({EARLY + 5}), wrote(w5=3, w14=6))
    twice = Person(-1, frozenset(), wrote(w0=2, w5=10, w9=2, w14=20))
    mine, theirs = stacked([Person(-1, frozenset({EARLY}), wrote(w0=3, w9=3)), late, twice])
    assert sum(each.after for each in mine) == 9
    assert sum(each.early for each in mine) == 6
    ratio = sum(each.after for each in theirs) / sum(each.early for each in theirs)
    assert ratio == pytest.approx(9 / 6)


@given(
    st.lists(
        st.builds(
            Person,
            st.floats(-5, WEEKS),
            st.frozensets(st.integers(0, WEEKS - 1), max_size=3),
            st.dictionaries(st.integers(0, WEEKS - 1), COUNTS, max_size=8),
        ),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_people_whatever_bring_more_than_a_reason(found: list[Person]) -> None:
    mine, theirs = stacked(found)
    assert min([0, *(value for pair in (*mine, *theirs) for value in pair)]) == 0
    json.dumps(difference(mine, theirs, "").as_json(), allow_nan=False)


# --- the account's days -----------------------------------------------------------------------


def test_what_is_left_of_a_day_is_what_least_squares_leave() -> None:
    values = wild(90)
    values[20] = values[21] = values[70] = None
    found = days(values, [0] * 90)
    levels = [None if each is None else math.log1p(each) for each in values]
    rows = [at for at in range(1, 90) if None not in (levels[at], levels[at - 1])]
    table = [
        [*(float(found.on(at).weekday() == day) for day in range(7)), at + 1e6, levels[at - 1]]
        for at in rows
    ]
    fitted = sm.OLS([levels[at] for at in rows], np.array(table, float)).fit()
    left = series.residuals(found)
    assert list(left) == rows
    assert list(left.values()) == pytest.approx(list(fitted.resid), abs=1e-6)
    assert {20, 21, 22, 71}.isdisjoint(left)


def test_the_correlation_is_pearsons_and_its_chance_a_rank_among_shifts() -> None:
    sent = [3 if place % 5 == 0 else 0 for place in range(80)]
    sent[3], sent[44] = 9, 7
    found = series.followed(days(wild(80), sent, frozenset({FIRST, FIRST + timedelta(days=1)})))
    left = series.residuals(days(wild(80), sent))
    for lag in range(4):
        at = [place for place in left if place >= lag]
        oracle = stats.pearsonr([sent[each - lag] for each in at], [left[each] for each in at])
        assert found.strip[lag] == pytest.approx(oracle.statistic)
    shifted = []
    for shift in range(7, 74):
        moved = np.roll(sent, shift)
        at = [place for place in left if place >= 1]
        r = stats.pearsonr([moved[each - 1] for each in at], [left[each] for each in at])
        shifted.append(abs(r.statistic) >= abs(found.correlation or 0) - 1e-12)
    assert found.shifts == len(shifted)
    assert found.p == (1 + sum(shifted)) / (1 + len(shifted))
    assert (found.posted, found.dm_days) == (1, 18)
    assert "You also posted on 1 of these 18 days." in words.followed(found)


@given(
    st.lists(st.none() | st.integers(-50, 10**7), max_size=130),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None)
def test_any_days_with_any_gaps_have_a_chance_or_a_reason(
    values: list[int | None], drawn: Any
) -> None:
    sent = [drawn.choice((0, 0, 2)) for _ in values]
    found = series.followed(days(values, sent))
    assert (found.p is None) == bool(found.reason)
    assert found.p is None or 1 / (1 + found.shifts) <= found.p <= 1
    json.dumps(found.as_json(), allow_nan=False)
    assert words.followed(found)
    assert all(
        each.value == values[(each.on - FIRST).days] for each in series.spikes(days(values, sent))
    )
    for place in range(0, len(values), 20):
        rank = placebo.ranked(days(values, sent), FIRST + timedelta(days=place))
        assert rank.larger is None or 0 <= rank.larger <= rank.dates
        assert (rank.larger is None) == bool(rank.reason)


@pytest.mark.parametrize(
    ("size", "dm_days", "why"),
    [
        (59, 30, "59 days are known; it takes 60"),
        (60, 0, "5 days with messages in each half"),
        (0, 0, "0 days are known"),
    ],
)
def test_too_few_days_say_so(size: int, dm_days: int, why: str) -> None:
    found = series.followed(days(wild(size), [int(place < dm_days) for place in range(size)]))
    assert why in found.reason
    assert found.p is None
    assert words.followed(found).startswith("Views after days with DMs: not enough data (")


def test_a_figure_that_never_changes_follows_nothing() -> None:
    found = series.followed(days([7] * 80, [place % 2 for place in range(80)]))
    assert (found.correlation, found.reason[:10]) == (None, "the figure")
    assert series.spikes(days([7] * 80, [0] * 80)) == ()


def test_a_day_far_above_its_past_is_a_spike_and_the_days_after_it_are_not() -> None:
    values = wild(120)
    values[90] = 60_000
    [found] = series.spikes(days(values, [0] * 120))
    assert (found.on, found.value) == (FIRST + timedelta(days=90), 60_000)
    left = series.residuals(days(values, [0] * 120))
    usual = stats.median_abs_deviation([left[each] for each in range(34, 90)], scale=1 / 1.4826)
    assert found.times == pytest.approx(left[90] / usual)
    early = wild(120)
    early[20] = 60_000
    assert FIRST + timedelta(days=20) not in {
        each.on for each in series.spikes(days(early, [0] * 120))
    }


def test_a_date_is_ranked_among_the_65_of_120_days_that_do_not_touch_it() -> None:
    values: list[int | None] = [100 + place % 7 for place in range(106)]
    on = FIRST + timedelta(days=106)
    found = placebo.ranked(days([*values, *[300] * 14], [0] * 120), on)
    assert (found.larger, found.dates) == (65, 65)
    assert words.rank(found) == (
        "The rise in views after 17 Apr 2026 is larger than at 65 of 65 comparable dates."
    )
    assert placebo.first_needed(on) == FIRST
    few = placebo.ranked(days([*values[60:], *[300] * 14], [0] * 60), FIRST + timedelta(days=46))
    assert (few.larger, few.dates) == (None, 12)
    gaps = placebo.ranked(days([*values, *[300] * 9, *[None] * 5], [0] * 120), on)
    assert (gaps.larger, "are known" in gaps.reason) == (None, True)


# --- words ------------------------------------------------------------------------------------


def test_the_sentences_are_those_of_the_design() -> None:
    gap = Holdout(
        Side(100, 520, 5.2, 4, 6), Side(50, 205, 4.1, 3, 5), 1, 1.1, 5.2 / 4.1, 1.1, -0.4, 2.6, 0.18
    )
    assert words.holdout(gap) == (
        "Fans you messaged wrote 5.2 comments in the 4 weeks after; held-out fans 4.1 (+27 %). "
        "A gap this large would appear in about 18 % of cases without any effect: not shown."
    )
    assert words.adjusted(gap).endswith("the gap is +1.1 comments (likely −0.4 to +2.6).")
    assert words.difference(Difference(40, 200, (1, 1, 1, 1), 1.3, 0.9, 1.9)) == (
        "Compared with similar periods and fans who got no DM: ×1.3 (likely ×0.9 to ×1.9). "
        "Not randomised, so other reasons are possible."
    )
    follows = series.Followed("video_views", "views", 90, 9, 5, 0.3, 0.04, 77, (0, 0.3, 0, 0))
    assert words.followed(follows) == (
        "Days with more DMs were followed by more views the next day (chance pattern this "
        "strong: about 4 %). You also posted on 5 of these 9 days. "
        "This does not show that the DMs caused it."
    )
    none = Holdout(Side(), Side(), reason="nobody")
    assert next(words.trial(Trial("", none, Left()))) == words.TOO_LITTLE


def test_no_plain_before_and_after_is_ever_told_of_messaged_people() -> None:
    subjects = people(1, 2, shift=3)
    mine = [each for each in subjects if each.messaged]
    before = sum(each.before for each in mine)
    after = sum(each.after for each in mine)
    trial = Trial("spring", holdout(subjects, "s"), Left(2, 1, 3, 1), FIRST)
    compared = difference([Pair(3, 5)] * 31, [Pair(4, 3)] * 40, "s")
    found = Effect("me", FIRST, FIRST, FIRST, trial, (trial,), compared, (), ())
    document, told = json.dumps(found.as_json()), " ".join(found.sentences())
    for forbidden in (
        before,
        before / len(mine),
        after / before,
        after / before - 1,
        (after - before) / len(mine),
        5 / 3,
        5 / 3 - 1,
    ):
        assert f'": {forbidden}' not in document
    for forbidden in (before / len(mine), after / before, 5 / 3, (after - before) / len(mine)):
        assert f" {forbidden:.1f} " not in told
        assert f"×{forbidden:.1f} " not in told
        assert f"+{100 * (forbidden - 1):.0f} %" not in told
    assert 'before"' not in document
    assert "2 people cannot be compared yet, the first of them from 1 Jan 2026 on." in told
    assert "1 person held out got a message all the same and counts as drawn." in told
