"""Days side by side: what is not known is a gap, and nothing is claimed that days cannot show."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.statistics import impact
from dm_assistant.domain.statistics.impact import Growth, Happening, Impact, Kind, Snapshot

FIRST = date(2026, 3, 1)
VALUES = st.lists(st.none() | st.integers(-20, 10**7), max_size=120).map(tuple)


def shown(
    views: list[int | None], sent: list[int], happenings: tuple[Happening, ...] = ()
) -> Impact:
    nothing = (None,) * len(sent)
    return Impact(
        account="me",
        first_on=FIRST,
        last_on=FIRST + timedelta(days=len(sent) - 1),
        figures={
            name: tuple(views) if name is DailyFigure.VIDEO_VIEWS else nothing
            for name in impact.SHOWN
        },
        sent=tuple(sent),
        happenings=happenings,
        growth=Growth(None, None, None, "not known"),
        newest_on=FIRST,
    )


@given(VALUES, st.booleans())
def test_a_day_that_is_not_known_is_a_gap_and_no_other_day_is(
    values: tuple[int | None, ...], from_zero: bool
) -> None:
    drawn = impact.bars(values, from_zero=from_zero)
    assert len(drawn) == len(values)
    for sign, value in zip(drawn, values, strict=True):
        assert (sign == impact.GAP) == (value is None)
        assert (sign == impact.BELOW) == (value is not None and value < 0)


def test_the_least_and_the_most_are_told_apart() -> None:
    assert impact.bars((0, 5, 10), from_zero=True) == "▁▅█"
    assert impact.bars((100, 101, None, 102), from_zero=False) == "▁▅·█"
    assert impact.bars((100, 100, 101), from_zero=True) == "███"
    assert impact.bars((0, 0), from_zero=True) == "▁▁"


@given(st.integers(1, 4000), st.integers(1, 200))
def test_every_day_has_one_bar_and_all_but_the_oldest_are_of_equally_many(
    days: int, columns: int
) -> None:
    spans = impact.groups(days, columns)
    assert len(spans) <= columns
    assert [day for start, end in spans for day in range(start, end)] == [*range(days)]
    assert len({end - start for start, end in spans[1:]}) <= 1


def test_a_mean_is_of_the_days_that_are_known() -> None:
    assert impact.mean((10, None, 20)) == 15
    assert impact.mean((None, None)) is None


@pytest.mark.parametrize(
    ("snapshots", "rate", "reason"),
    [
        ({FIRST: 200, FIRST + timedelta(days=9): 150}, -0.25, ""),
        ({FIRST: 0, FIRST + timedelta(days=9): 50}, None, "+50 (from 0)"),
        ({FIRST - timedelta(days=3): 100, FIRST + timedelta(days=6): 110}, 0.1, ""),
        ({FIRST - timedelta(days=4): 100}, None, "2026-03-01 and 2026-03-10 or 3 days before"),
        ({FIRST + timedelta(days=1): 100}, None, "known for 2026-03-01 and 2026-03-10"),
    ],
)
def test_followers_grow_between_two_counts_close_to_both_ends(
    snapshots: dict[date, int], rate: float | None, reason: str
) -> None:
    grown = impact.growth(snapshots, FIRST, FIRST + timedelta(days=9))
    assert grown.rate == (None if rate is None else pytest.approx(rate))
    assert reason in grown.reason
    if rate is None and "from 0" not in reason:
        assert None in {grown.start, grown.end}


def test_totals_are_of_the_days_known_and_unknown_is_not_nothing() -> None:
    found = shown([10, None, -4], [2, 0, 1])
    assert (found.total(DailyFigure.VIDEO_VIEWS), found.days_known(DailyFigure.VIDEO_VIEWS)) == (
        6,
        2,
    )
    assert found.total(DailyFigure.LIKES) is None
    document = found.as_json()
    assert (document["days_known"], document["days_shown"]) == (2, 3)
    assert (document["sent"], document["dm_days"]) == (3, 2)
    figures = document["figures"]
    assert isinstance(figures, list)
    views, _, likes, _, _, growth = figures
    assert views["value"] == 6
    assert "reason" not in views
    assert (likes["value"], "reason" in likes) == (None, True)
    assert growth == {
        "name": "follower_growth",
        "formula": "(end - start) / start",
        "inputs": {"start": None, "end": None},
        "value": None,
        "reason": "not known",
    }


def test_only_what_happened_within_three_days_belongs_to_a_day() -> None:
    happened = tuple(
        Happening(FIRST + timedelta(days=day), Kind.POSTED, str(day)) for day in range(9)
    )
    found = shown([1] * 9, [0] * 9, happened)
    assert [each.what for each in found.around(FIRST + timedelta(days=4))] == [*"1234567"]


def test_what_is_of_one_kind_and_day_is_told_together() -> None:
    files = [Happening(FIRST, Kind.IMPORTED, name) for name in "abc"]
    posts = [Happening(FIRST, Kind.POSTED, ""), Happening(FIRST, Kind.POSTED, "fog")]
    assert impact.told([*posts, *files[:2]]) == [
        (FIRST, "posted (without a title), fog"),
        (FIRST, "imported a, b"),
    ]
    assert impact.told(files) == [(FIRST, "imported 3 files")]


def test_days_side_by_side_claim_nothing() -> None:
    assert shown([1], [1]).as_json()["words"] == ["Days side by side are no proof of anything."]


def test_followers_are_never_added_up() -> None:
    assert [name for name in impact.SHOWN if not impact.adds_up(name)] == [DailyFigure.FOLLOWERS]
    assert impact.growth({FIRST: 5}, FIRST, FIRST).end == Snapshot(FIRST, 5)
