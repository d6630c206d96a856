"""The steps from a public invitation on, person by person and in numbers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.statistics.intervals import wilson
from dm_assistant.domain.statistics.ladder import Trail, climb, ladder
from tests.domain.rules.people import NOON
from tests.examples import examples

SECOND = timedelta(seconds=1)


def ago(**span: float) -> datetime:
    return NOON - timedelta(**span)


def trail(number: int = 1, *, old: float = 60, steps: int = 4) -> Trail:
    """Return somebody invited so many days ago, each further step a day after the one before."""
    times = [ago(days=old - day) for day in range(steps)]
    return Trail(number, *((each,) for each in times))


def invited(count: int, *, old: float, wrote: int) -> list[Trail]:
    return [trail(n, old=old, steps=2 if n < wrote else 1) for n in range(count)]


def test_nobody_climbs_without_an_invitation_that_was_sent() -> None:
    assert climb(Trail(1, wrote_at=(ago(days=3),), ours_at=(ago(days=2),))) is None


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_each_step_is_taken_after_the_one_before(steps: int) -> None:
    found = climb(trail(steps=steps))
    assert found is not None
    assert [at for _, at in found.steps] == [ago(days=60 - day) for day in range(steps)]


def test_what_happened_before_a_step_is_not_the_next_one() -> None:
    found = climb(
        Trail(
            1,
            invited_at=(ago(days=5),),
            wrote_at=(ago(days=9), ago(days=5), ago(days=4)),
            ours_at=(ago(days=6), ago(days=4), ago(days=3)),
            redeemed_at=(ago(days=8),),
        )
    )
    assert found is not None
    assert (found.wrote_at, found.answered_at, found.redeemed_at) == (
        ago(days=4),
        ago(days=3),
        None,
    )


def test_their_message_is_credited_to_the_last_invitation_before_it() -> None:
    twice = Trail(1, invited_at=(ago(days=50), ago(days=10)), wrote_at=(ago(days=9),))
    assert climb(twice) is not None
    assert climb(twice).invited_at == ago(days=10)  # type: ignore[union-attr]
    between = Trail(1, invited_at=(ago(days=50), ago(days=10)), wrote_at=(ago(days=49),))
    assert climb(between).invited_at == ago(days=50)  # type: ignore[union-attr]


def test_every_step_is_a_share_of_the_step_before() -> None:
    people = [trail(n, steps=1 + n % 4) for n in range(40)]
    people += [Trail(n) for n in range(40, 50)]
    found = ladder(people, NOON)
    assert [(rate.k, rate.n) for rate in found.steps.values()] == [
        (40, 50),
        (30, 40),
        (20, 30),
        (10, 20),
    ]
    likely = wilson(30, 40)
    assert (found.wrote.rate, found.wrote.low, found.wrote.high) == (0.75, likely.low, likely.high)
    assert found.as_json()["answered"] == found.answered.as_json()


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "counts"), (4, "counts"), (5, "early"), (19, "early"), (20, "rate")]
)
def test_few_people_are_only_counted(count: int, shown: str) -> None:
    found = ladder(invited(count, old=60, wrote=2), NOON)
    assert found.wrote.shown == found.invited.shown == shown
    assert (found.wrote.rate is None) == (shown == "counts")


def test_people_still_inside_their_week_are_not_counted_as_silent() -> None:
    young = ladder(invited(30, old=1.5, wrote=3), NOON).wrote
    assert (young.k, young.n, young.rate, young.shown) == (3, 30, None, "counts")
    both = [*invited(30, old=60, wrote=10), *invited(30, old=0.5, wrote=0)]
    found = ladder(both, NOON).wrote
    assert (found.k, found.n, found.method) == (10, 60, "kaplan-meier")
    assert found.rate is not None
    assert found.rate > 10 / 60 + 0.1


@pytest.mark.parametrize(("late", "k"), [(timedelta(0), 1), (SECOND, 0)])
def test_a_step_counts_within_its_window_and_not_a_second_later(late: timedelta, k: int) -> None:
    wrote_at = ago(days=60) + timedelta(days=7) + late
    ours_at = wrote_at + timedelta(days=7)
    found = ladder([Trail(1, (ago(days=60),), (wrote_at,), (ours_at,))], NOON)
    assert [(rate.k, rate.n) for rate in found.steps.values()] == [(1, 1), (k, 1), (k, k), (0, k)]
    redeemed_at = ago(days=58) + timedelta(days=30) + late
    person = Trail(1, (ago(days=60),), (ago(days=59),), (ago(days=58),), (redeemed_at,))
    assert ladder([person], NOON).redeemed.k == k


times = st.lists(st.integers(0, 90).map(lambda day: ago(days=day)), max_size=4).map(
    lambda found: tuple(sorted(found))
)


@settings(max_examples=examples(200))
@given(people=st.lists(st.builds(Trail, st.just(1), times, times, times, times), max_size=30))
def test_no_step_is_taken_by_more_than_took_the_one_before(people: list[Trail]) -> None:
    before = len(people)
    for rate in ladder(people, NOON).steps.values():
        assert rate.n == before
        assert 0 <= rate.k <= rate.n
        before = rate.k
