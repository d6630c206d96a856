"""Worlds whose truth is known: what misleads there, and what does not; see statistics 5."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from dm_assistant.domain.statistics import series
from dm_assistant.domain.statistics.differences import EARLY, Person, stacked
from dm_assistant.domain.statistics.holdout import Subject, holdout
from dm_assistant.domain.statistics.series import Days

FANS, PICKED, RUNS = 300, 40, 250
WEEK = 1 / 2
"""Comments of a usual fan in a week."""

pytestmark = pytest.mark.slow


def fans(drawn: np.random.Generator, effect: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what fans write in 13 weeks, and who wrote most in the second four of them.

    Those who wrote most are messaged after week 8 and write ``effect`` times as much from then on.
    """
    rates = drawn.gamma(1.2, WEEK / 1.2, FANS)
    wrote = drawn.poisson(rates[:, None], (FANS, 13))
    best = np.argsort(-(wrote[:, 4:8].sum(1) + drawn.random(FANS)))
    messaged = best[:PICKED]
    wrote[messaged, 9:] = drawn.poisson(effect * rates[messaged, None], (PICKED, 4))
    return wrote, best


@pytest.mark.parametrize("effect", [1.0, 1.3])
def test_who_was_picked_for_a_peak_slows_down_and_similar_periods_know_it(effect: float) -> None:
    drawn = np.random.default_rng(8)
    plain, symmetric = [], []
    for _ in range(RUNS):
        wrote, best = fans(drawn, effect)
        chosen = set(best[:PICKED].tolist())
        people = [
            Person(-1, frozenset({EARLY} if who in chosen else ()), dict(enumerate(row)))
            for who, row in enumerate(wrote.tolist())
        ]
        mine, theirs = stacked(people)
        sums = [sum(each) for group in (mine, theirs) for each in zip(*group, strict=True)]
        symmetric.append((sums[1] / sums[0]) / (sums[3] / sums[2]))
        plain.append(wrote[best[:PICKED], 9:].sum() / wrote[best[:PICKED], 4:8].sum())
    assert np.mean(plain) == pytest.approx(0.75 * effect, abs=0.05)
    assert np.mean(symmetric) == pytest.approx(effect, abs=0.05)


@pytest.mark.parametrize("effect", [1.0, 1.3])
def test_a_hold_out_shows_the_truth_and_chance_seldom_raises_an_alarm(effect: float) -> None:
    drawn = np.random.default_rng(9)
    ratios, alarms = [], []
    for run in range(400):
        rates = drawn.gamma(1.2, 3 / 1.2, 100)
        before = drawn.poisson(rates)
        out = drawn.random(100) < 0.3
        after = drawn.poisson(np.where(out, 1.0, effect) * rates)
        subjects = [
            Subject(1, not bool(held), float(x), float(y))
            for held, x, y in zip(out, before, after, strict=True)
        ]
        found = holdout(subjects, str(run), relabelings=99)
        ratios.append(found.ratio or 0)
        alarms.append(found.probable)
    assert np.median(ratios) == pytest.approx(effect, abs=0.06)
    if effect == 1:
        assert np.mean(alarms) <= 0.08
    else:
        assert np.mean(alarms) >= 0.3


def test_messages_after_a_hit_video_raise_no_alarm_where_a_plain_correlation_does() -> None:
    drawn = np.random.default_rng(10)
    alarms, plain = [], []
    for _ in range(200):
        level = np.zeros(60)
        for day in range(1, 60):
            level[day] = 0.7 * level[day - 1] + drawn.normal(0, 0.4)
        sent = (level > np.quantile(level, 0.75)).astype(int)
        views = np.exp(7 + level).astype(int)
        days = Days("v", "views", date(2026, 1, 1), tuple(views.tolist()), tuple(sent.tolist()))
        found = series.followed(days)
        if found.p is not None:
            alarms.append(found.p <= 0.05)
            plain.append(stats.pearsonr(sent[:-1], np.log1p(views[1:])).pvalue <= 0.05)
    assert len(alarms) > 60
    assert np.mean(alarms) <= 0.1
    assert np.mean(plain) >= 0.65
