"""Goals with the pace they need, looks at other accounts, and figures as they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dm_assistant.domain.goals import (
    Goal,
    Look,
    latest,
    of_counts,
    of_followers,
    typical,
)
from dm_assistant.domain.measures import (
    Measure,
    Said,
    TrafficSource,
    fault,
    measure_of,
    post_of,
    source_of,
    value_of,
)
from dm_assistant.domain.model import Platform
from dm_assistant.domain.statistics.kpi_spans import Held, Span

TODAY = date(2026, 5, 29)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_goal_of_followers_says_the_pace_it_needs_and_the_pace_there_was() -> None:
    goal = Goal(1, Measure.FOLLOWERS, 2000, ago(10), TODAY + timedelta(days=20))
    counted = {ago(29): 900, ago(11): 1000, ago(1): 1180}
    found = of_followers(goal, counted, TODAY)
    assert found.words == (
        "2,000 followers by 2026-06-18: 1,180 now, needs 41 a day, "
        "the last 28 days brought 10 a day"
    )
    assert found.share == pytest.approx(0.18)
    unknown = of_followers(goal, {}, TODAY)
    assert "– (no followers are known for 2026-05-29" in unknown.words
    assert (unknown.as_json()["value"], unknown.share) == (None, None)
    no_pace = of_followers(goal, {ago(1): 1180}, TODAY)
    assert "the pace so far is not known" in no_pace.words


def test_a_goal_of_counts_adds_up_since_it_was_set() -> None:
    goal = Goal(1, Measure.VIEWS, 100, ago(9), TODAY + timedelta(days=2))
    since = Held(tuple(Span(ago(each), ago(each), 5) for each in range(8)))
    found = of_counts(goal, since, since, TODAY)
    assert (found.now, found.needed, found.pace) == (40, 30, 5)
    assert found.note == "figures of 8 of 10 days"
    assert "needs 30 a day, the last 28 days brought 5.0 a day" in found.words
    past = of_counts(Goal(1, Measure.VIEWS, 100, ago(9), TODAY), since, since, TODAY)
    assert past.words.endswith("40 now, the day is past")
    reached = of_counts(Goal(1, Measure.VIEWS, 40, ago(9), TODAY), since, since, TODAY)
    assert (reached.share, reached.words.endswith("reached")) == (1.0, True)
    assert of_counts(goal, Held(), Held(), TODAY).reason.startswith("nothing is known since")


def test_of_each_account_the_last_look_is_shown_with_what_it_gained() -> None:
    looks = [
        Look(1, "lena", Platform.TIKTOK, ago(30), 8200),
        Look(2, "LENA", Platform.TIKTOK, ago(1), 8100, 12, 900),
        Look(3, "zed", Platform.TIKTOK, ago(1)),
    ]
    first, second = latest(looks)
    assert (first.look.id, first.gained) == (2, "\u2212100 since 2026-04-29")
    assert (second.look.id, second.gained, second.as_json()["followers"]) == (3, "", None)
    assert typical([100, 900, 90_000]) == 900
    assert typical([]) is None


@pytest.mark.parametrize(
    ("text", "measure", "why"),
    [
        ("", Measure.VIEWS, "a gap stays a gap"),
        ("–", Measure.VIEWS, "a gap stays a gap"),
        ("undefined", Measure.VIEWS, "a gap stays a gap"),
        ("4 %", Measure.VIEWS, "is a percentage; views is a count"),
        ("1,200", Measure.VIEWS, "thousands separators"),
        ("1.200", Measure.VIEWS, "thousands separators"),
        ("1 200", Measure.VIEWS, "thousands separators"),
        ("-3", Measure.LIKES, "below 0"),
        ("12.5", Measure.LIKES, "no whole number"),
        ("1e3", Measure.LIKES, "not a number"),
        ("١٢", Measure.LIKES, "not a number"),
        ("9" * 20, Measure.LIKES, "too large"),
        ("101", Measure.VIEW_SHARE, "more than 100 %"),
    ],
)
def test_a_value_that_is_none_says_why(text: str, measure: Measure, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        value_of(text, measure)


def test_names_and_values_are_read_as_people_write_them() -> None:
    assert value_of(" 1200 ", Measure.VIEWS) == 1200
    assert value_of("44.125", Measure.VIEW_SHARE) == 44.125
    assert value_of("44 %", Measure.VIEW_SHARE) == 44
    assert measure_of("Profile views") is Measure.PROFILE_VIEWS
    assert measure_of("video_views") is Measure.VIEWS
    assert source_of("For You") is TrafficSource.FOR_YOU
    assert source_of("Hashtags") is TrafficSource.HASHTAG
    assert post_of("https://www.tiktok.com/@me/video/7418294751977327878?x=1") == (
        "7418294751977327878"
    )
    with pytest.raises(ValueError, match="is none of views"):
        measure_of("mood")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Said(Measure.VIEWS, 1, TODAY, ago(1)), "before it begins"),
        (Said(Measure.VIEWS, 1, TODAY, ago(-1)), "still to come"),
        (Said(Measure.VIEWS, 1, ago(9000), TODAY), "at most 3,660"),
        (Said(Measure.FOLLOWERS, 1, ago(1), TODAY), "on one day"),
        (Said(Measure.VIEW_SHARE, 1, TODAY, TODAY), "belongs to a traffic source"),
        (Said(Measure.LIKES, 1, TODAY, TODAY, TrafficSource.SEARCH), "by traffic source"),
        (Said(Measure.LIKES, 1, TODAY, TODAY), ""),
    ],
)
def test_a_figure_that_cannot_be_says_why(said: Said, why: str) -> None:
    found = fault(said, TODAY)
    assert why in found
    assert bool(found) == bool(why)
