"""Key figures: each formula with its edges, shares that add up, and nothing missing shown as 0."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.measures import Measure, Noted, Paid, Said, TrafficSource
from dm_assistant.domain.statistics import kpis
from dm_assistant.domain.statistics.figures import counts, share
from dm_assistant.domain.statistics.impact import Growth, growth
from dm_assistant.domain.statistics.kpi_changes import Change, Figure, of_counts, relative
from dm_assistant.domain.statistics.kpi_posts import Post, chance, split
from dm_assistant.domain.statistics.kpi_shares import (
    explained_shares,
    rounded_shares,
    sources,
)
from dm_assistant.domain.statistics.kpi_spans import Held, Span, added, held, together
from dm_assistant.domain.statistics.kpi_words import (
    ACTS,
    act,
    change_words,
    insight,
    moved_words,
    value_words,
)
from dm_assistant.domain.statistics.kpis import Kpi

DAY = date(2026, 5, 1)
NOON = datetime(2026, 5, 30, 12, tzinfo=UTC)
V, L, C, S = Measure.VIEWS, Measure.LIKES, Measure.COMMENTS, Measure.SHARES


def on(day: int) -> date:
    return DAY + timedelta(days=day)


def days(*values: float | None) -> Held:
    """Return one value a day from the first of May on."""
    return Held(
        tuple(Span(on(at), on(at), each) for at, each in enumerate(values) if each is not None)
    )


def noted(
    number: int,
    value: float,
    first: int = 0,
    last: int | None = None,
    measure: Measure = V,
    source: TrafficSource | None = None,
) -> Noted:
    said = Said(measure, value, on(first), on(first if last is None else last), source)
    return Noted(number, said, NOON + timedelta(minutes=number))


def grown(start: int, end: int, span: int = 14) -> Growth:
    return growth({on(0): start, on(span): end}, on(0), on(span))


# --- growth ----------------------------------------------------------------------------------


def test_growth_has_the_values_of_the_design() -> None:
    found = kpis.follower_growth(grown(1000, 1100))
    assert found.value == pytest.approx(0.10)
    week = kpis.growth_per_week(grown(1000, 1100)).value
    assert week == pytest.approx(0.04881, abs=1e-5)
    assert kpis.follower_growth(grown(200, 150)).value == pytest.approx(-0.25)
    assert kpis.follower_growth(grown(200, 0)).value == -1
    nothing = kpis.follower_growth(grown(0, 50))
    assert (nothing.value, nothing.reason) == (None, "+50 (from 0)")
    assert kpis.growth_per_week(grown(0, 50)).value is None
    assert value_words(kpis.follower_growth(grown(1000, 979))) == "−2.1 %"


def test_growth_needs_a_count_within_three_days_of_each_end() -> None:
    late = growth({on(0): 10, on(10): 20}, on(0), on(14))
    assert "no followers are known for 2026-05-15" in kpis.follower_growth(late).reason
    one_day = growth({on(0): 10}, on(0), on(1))
    assert kpis.growth_per_week(one_day).reason == "both counts are of one day"


# --- rates -----------------------------------------------------------------------------------


def test_rates_are_pooled_and_never_a_mean_of_rates() -> None:
    visits = days(150_000, 100_000, 50_000)
    actions = days(6750, 6200, 2500)
    found = kpis.conversion(
        {Measure.CONVERSIONS: actions, Measure.VIEWERS: visits}, Measure.VIEWERS, 3
    )
    assert found.value == pytest.approx(0.0515)
    assert (found.inputs["conversions"], found.inputs["viewers"]) == (15_450, 300_000)


@given(
    st.lists(
        st.tuples(st.integers(0, 1000), st.integers(1, 1000)).map(lambda p: (min(p), p[1])),
        min_size=1,
        max_size=12,
    )
)
def test_a_pooled_rate_lies_between_the_smallest_and_the_largest_part(
    parts: list[tuple[int, int]],
) -> None:
    known = {
        Measure.LINK_CLICKS: days(*(top for top, _ in parts)),
        Measure.IMPRESSIONS: days(*(bottom for _, bottom in parts)),
    }
    found = kpis.click_through(known, len(parts)).value
    rates = [top / bottom for top, bottom in parts]
    assert found is not None
    assert min(rates) - 1e-12 <= found <= max(rates) + 1e-12


def test_only_days_on_which_both_are_known_go_into_a_rate() -> None:
    known = {L: days(10, 10, None), C: days(0, 0, 0), S: days(0, 0, 0), V: days(100, None, 100)}
    found = kpis.engagement_by_views(known, 3)
    assert (found.value, found.note) == (0.1, "figures of 1 of 3 days")
    assert (found.inputs["likes"], found.inputs["days_known"]) == (10, 1)


def test_saves_count_only_where_they_are_known_of_the_same_days() -> None:
    known = {L: days(10, 10), C: days(0, 0), S: days(0, 0), V: days(100, 100)}
    assert kpis.engagement_by_views({**known, Measure.SAVES: days(5)}, 2).value == 0.1
    with_saves = kpis.engagement_by_views({**known, Measure.SAVES: days(5, 5)}, 2)
    assert (with_saves.value, "saves" in with_saves.formula) == (0.15, True)


def test_what_cannot_be_divided_is_none_with_its_reason() -> None:
    known = {L: days(3), C: days(1), S: days(0), V: days(0)}
    assert "add up to 0" in kpis.engagement_by_views(known, 1).reason
    assert kpis.engagement_by_views({**known, V: Held()}, 1).reason.endswith("these days: views")
    apart = {Measure.FULL_WATCHES: days(None, 5), V: days(10)}
    assert "known together" in kpis.completion(apart, 2).reason
    nobody = kpis.engagement_by_followers(known, grown(0, 0), 1)
    assert "nothing to divide by" in nobody.reason
    viral = kpis.engagement_by_followers({**known, L: days(500)}, grown(100, 100), 1)
    assert viral.value == pytest.approx(5.01)


def test_impossible_shares_are_named_and_replays_are_marked() -> None:
    watched = kpis.completion({Measure.FULL_WATCHES: days(150), V: days(100)}, 1)
    assert (watched.value, watched.note) == (1.5, "counts replays")
    more = {Measure.CONVERSIONS: days(150), Measure.LINK_CLICKS: days(100)}
    mismatch = kpis.conversion(more, Measure.LINK_CLICKS, 1)
    assert mismatch.value is None
    assert mismatch.reason == "tracking mismatch: 150 conversions of 100 link clicks"
    shown = {Measure.IMPRESSIONS: days(50), Measure.REACH: days(80)}
    assert kpis.frequency(shown, 1).reason.startswith("data error")
    often = kpis.frequency({**shown, Measure.IMPRESSIONS: days(160)}, 1)
    assert value_words(often) == "2.00"


def test_codes_have_the_very_rate_of_the_numbers() -> None:
    found = kpis.conversion_of_codes(share(12, 40))
    assert (found.value, found.note) == (0.3, "12 of 40 redeemed (30 %, likely 18–45 %)")
    assert "too few" in kpis.conversion_of_codes(share(2, 4)).reason
    assert "had its time" in kpis.conversion_of_codes(share(0, 0)).reason
    assert "shared or leaked" in kpis.conversion_of_codes(counts(5, 4, young=False)).reason
    assert kpis.conversion_of_codes(None).value is None


def test_likes_that_were_taken_back_make_a_sum_below_0() -> None:
    assert value_words(kpis.total(L, days(-4, 1), 2)) == "−3"


missing = st.sampled_from([Held(), days(0), days(0, 0), days(None, 3)])


@given(st.fixed_dictionaries(dict.fromkeys(Measure, missing)), missing)
def test_what_is_missing_is_a_dash_with_a_reason_and_never_0(
    known: Mapping[Measure, Held], before: Held
) -> None:
    nowhere = growth({}, on(0), on(1))
    found = [
        *(kpis.total(each, known[each], 2) for each in Measure),
        kpis.follower_growth(nowhere),
        kpis.growth_per_week(nowhere),
        kpis.engagement_by_followers(known, nowhere, 2),
        kpis.engagement_by_views(known, 2),
        kpis.completion(known, 2),
        kpis.click_through(known, 2),
        kpis.frequency(known, 2),
        kpis.conversion(known, Measure.VIEWERS, 2),
    ]
    for each in found:
        document = each.as_json()
        if each.value is None:
            assert value_words(each) == "–"
            assert document["value"] is None
            assert document["reason"]
    change = of_counts(known[V], before, 2)
    assert change.rate is not None or change.as_json()["reason"]


# --- what holds ------------------------------------------------------------------------------


def test_the_platforms_day_wins_and_of_two_notes_the_later_one() -> None:
    found = held({on(0): 10}, [noted(1, 5), noted(2, 7, 1), noted(3, 9, 1, 2)], on(0), on(4))
    assert [span.value for span in found.spans] == [10, 9]
    assert [(each.noted.id, each.why) for each in found.aside] == [
        (2, "noted anew since"),
        (1, "your platform's file knows these days"),
    ]
    assert (found.total, len(found.days)) == (19, 3)
    assert found.by_day(on(0), on(2)) == (10, None, None)


def test_a_span_is_never_divided() -> None:
    found = held({}, [noted(1, 70, 0, 6)], on(3), on(9))
    assert (found.total, found.aside[0].why) == (None, "reaches beyond these days")
    week = Held((Span(on(0), on(6), 70),))
    assert together([week, days(1, 2)]) == frozenset()
    assert len(together([week, days(*range(8))])) == 7
    halves = Held((Span(on(0), on(3), 1), Span(on(4), on(6), 1)))
    assert added([week, week, days(1)]).spans == ()
    assert added([halves, halves]).total == 4


spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 6), st.integers(0, 99)), max_size=8
).map(lambda several: [noted(at, v, a, a + n) for at, (a, n, v) in enumerate(several, start=1)])


@given(spans, spans)
def test_what_holds_shares_no_day_and_what_is_common_divides_no_span(
    one: list[Noted], other: list[Noted]
) -> None:
    found = [held({on(3): 1}, each, on(0), on(26)) for each in (one, other)]
    for each in found:
        assert all(a.last_on < b.first_on for a, b in pairwise(each.spans))
        assert len(each.spans) + len(each.aside) <= 9
    common = together(found)
    assert all(each.within(common).days == common for each in found)


# --- shares ----------------------------------------------------------------------------------


def test_shares_are_rounded_by_the_largest_remainder() -> None:
    assert rounded_shares([1, 1, 1]) == (33.4, 33.3, 33.3)
    assert rounded_shares([1 / 3, 1 / 3, 1 / 3]) == (33.4, 33.3, 33.3)
    with pytest.raises(ValueError, match="above"):
        rounded_shares([0, 0])


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any))
def test_shares_add_up_to_exactly_100(parts: list[int]) -> None:
    found = rounded_shares(parts)
    assert sum(round(each * 10) for each in found) == 1000
    assert all(
        abs(share - part * 100 / sum(parts)) < 0.1 + 1e-9
        for share, part in zip(found, parts, strict=True)
    )


@given(st.lists(st.floats(0, 100), min_size=1, max_size=9))
def test_percentages_of_the_platform_add_up_with_what_they_leave_open(parts: list[float]) -> None:
    found, rest = explained_shares(parts)
    assert sum(round(each * 10) for each in found) + round(rest * 10) == 1000
    assert (rest == 0) or not 98.5 <= sum(parts) <= 101.5


def test_percentages_between_98_and_102_are_rescaled_and_others_are_not() -> None:
    assert explained_shares([49, 49]) == ((50.0, 50.0), 0.0)
    assert explained_shares([40, 40]) == ((40.0, 40.0), 20.0)
    assert explained_shares([60, 50]) == ((60.0, 50.0), -10.0)


def test_sources_are_ranked_by_conversions_and_the_leading_one_has_an_act() -> None:
    said = [
        noted(1, 300, 0, 1, V, TrafficSource.FOR_YOU),
        noted(2, 100, 0, 1, V, TrafficSource.SEARCH),
        noted(3, 62, 0, 1, Measure.CONVERSIONS, TrafficSource.SEARCH),
        noted(4, 78, 0, 1, Measure.CONVERSIONS, TrafficSource.PROFILE),
    ]
    found = sources(
        [*said[:3], noted(4, 30, 0, 1, Measure.CONVERSIONS, TrafficSource.PROFILE)],
        days(250, 250),
        Held(),
        on(0),
        on(4),
    )
    assert [each.title for each in found.lines] == ["Search", "Profile", "For You", "unexplained"]
    assert [each.view_share for each in found.lines] == [20.0, None, 60.0, 20.0]
    assert insight(found) == "62 of 92 conversions came from Search (67 %)."
    assert act(found) == ACTS[TrafficSource.SEARCH]
    of_all = sources(said, Held(), days(100, 100), on(0), on(4))
    assert insight(of_all) == "78 of 200 conversions came from Profile (39 %)."
    assert of_all.lines[-1].conversions == 60
    too_many = sources(said, Held(), days(50, 50), on(0), on(4))
    assert too_many.lines[-1].conversion_share == -40.0
    by_views = sources(said[:2], Held(), Held(), on(0), on(4))
    assert "For You brought the most: 300 views, 75 %. By views" in insight(by_views)
    nothing = sources([], Held(), Held(), on(0), on(4))
    assert (nothing.as_json()["reason"], insight(nothing), act(nothing)) == (
        "no figure of any traffic source is noted for these days",
        "",
        "",
    )
    assert set(ACTS) == set(TrafficSource)


def test_percentages_of_the_newest_days_are_taken() -> None:
    said = [
        noted(1, 50, 0, 6, Measure.VIEW_SHARE, TrafficSource.SEARCH),
        noted(2, 44, 7, 13, Measure.VIEW_SHARE, TrafficSource.SEARCH),
        noted(3, 55, 7, 13, Measure.VIEW_SHARE, TrafficSource.SOUND),
    ]
    found = sources(said, Held(), Held(), on(0), on(20))
    assert [(each.title, each.view_share) for each in found.lines] == [
        ("Sounds", 55.6),
        ("Search", 44.4),
    ]
    assert found.note == "shares of 2026-05-08 to 2026-05-14, as the platform says"


# --- changes and kinds of posts --------------------------------------------------------------


def test_a_change_of_counts_has_its_poisson_range() -> None:
    found = of_counts(days(60, 60), days(50, 50), 2)
    assert found.rate == pytest.approx(0.2)
    assert found.low == pytest.approx(-0.0795, abs=1e-3)
    assert found.high == pytest.approx(0.5645, abs=1e-3)
    assert "optimistic" in found.note
    from_0 = of_counts(days(5, 5), days(0, 0), 2)
    assert (from_0.rate, change_words(from_0)) == (None, "+10 (from 0)")
    assert "too few to compare" in of_counts(days(5), days(5, 5, 5, 5), 4).reason
    uneven = of_counts(days(10, 10, 10, None), days(10, 10, 10, 10), 4)
    assert (uneven.rate, "by the day: 3 and 4" in uneven.note) == (0, True)
    assert relative(1, -2) == Change(-2, 1.5, 3)
    assert change_words(relative(None, 2)) == "–"


def test_a_share_moves_in_points_and_a_count_in_percent() -> None:
    share = Figure(Kpi("engagement_by_views", "", "", value=0.105, n=900), relative(0.105, 0.11))
    assert moved_words(share) == "−0.5 pts"
    growth = Figure(Kpi("follower_growth", "", "", value=0.02), relative(0.02, 0.0))
    assert moved_words(growth) == "+2.0 pts", "a share that was 0 has no change in percent"
    assert moved_words(Figure(Kpi("views", "", "", value=9), relative(9, 10))) == "−10.0 %"
    assert moved_words(Figure(Kpi("frequency", "", ""), relative(None, 2))) == "–"


def posts(number: int, rate: float, paid: Paid) -> list[Post]:
    return [Post(f"{paid}{at}", 100 + at, (100 + at) * rate, paid) for at in range(number)]


def test_there_is_no_verdict_before_both_kinds_have_twenty_posts() -> None:
    few = split([*posts(20, 0.2, Paid.ORGANIC), *posts(19, 0.1, Paid.PAID)], {}, 28)
    assert (few.p, "no verdict" in few.words) == (None, True)
    assert [each.posts for each in few.kinds] == [20, 19, 0]
    enough = split([*posts(20, 0.2, Paid.ORGANIC), *posts(20, 0.1, Paid.PAID)], {}, 28)
    assert enough.p == pytest.approx(0.001)
    assert enough.words.startswith("organic posts got more reactions a view")
    same = [*posts(20, 0.2, Paid.ORGANIC), *posts(20, 0.2, Paid.PAID)]
    assert split(same, {}, 28).words.startswith("no clear difference")
    assert chance(same[:20], same[20:]) == chance(same[:20], same[20:])
    assert split([], {}, 28).kinds == ()


def test_a_kind_without_posts_is_told_by_its_days() -> None:
    known = {V: days(100), L: days(5), C: days(1), S: days(0)}
    found = split([], {Paid.PAID: known}, 1)
    [_, paid, _] = found.kinds
    assert (paid.engagement.value, paid.posts, found.p) == (0.06, 0, None)


def test_a_figure_without_denominator_is_written_whole() -> None:
    assert value_words(Kpi("views", "Views", "", value=1234.0)) == "1,234"
    assert value_words(Kpi("completion_rate", "", "", value=0.256, n=100)) == "26 %"
    assert value_words(Kpi("completion_rate", "", "", value=0.256, n=1000)) == "25.6 %"
