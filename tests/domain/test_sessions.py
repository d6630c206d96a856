"""Plans and pace: the time is kept, closing windows come first, more time drops nothing."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.sessions import (
    ASSUMED,
    ENOUGH,
    LATEST,
    Candidate,
    Kind,
    Pace,
    Room,
    Step,
    cards,
    cost,
    finish_at,
    paces,
    plan,
)

NOW = datetime(2026, 5, 16, 9, 40, tzinfo=UTC)
KINDS = st.sampled_from(Kind)
SECONDS = st.floats(1, 120)
PACE = st.fixed_dictionaries({kind: st.builds(Pace, SECONDS, st.just(30)) for kind in Kind})
CANDIDATE = st.builds(
    Candidate,
    kind=KINDS,
    id=st.integers(1, 10_000),
    value=st.floats(0, 100),
    chance=st.floats(0, 1),
    closes_at=st.none() | st.integers(1, 48).map(lambda hours: NOW + timedelta(hours=hours)),
    account=st.none() | st.just(1),
    first=st.booleans(),
)
CANDIDATES = st.lists(CANDIDATE, max_size=40, unique_by=lambda each: (each.kind, each.id))
ROOMS = st.builds(Room, st.integers(0, 40), st.integers(0, 20)).map(lambda room: {1: room})
MINUTES = st.integers(0, 60).map(lambda minutes: timedelta(minutes=minutes))


@given(CANDIDATES, PACE, MINUTES, ROOMS)
def test_a_plan_goes_beyond_its_time_by_less_than_its_last_card(
    candidates: list[Candidate],
    pace: dict[Kind, Pace],
    budget: timedelta,
    rooms: dict[int, Room],
) -> None:
    planned = plan(candidates, pace, budget, rooms)
    before_last = sum(each.seconds for each in planned[:-1])
    assert not planned or before_last < budget.total_seconds()


@given(CANDIDATES, PACE, MINUTES, MINUTES, ROOMS)
def test_more_time_only_adds_at_the_end(
    candidates: list[Candidate],
    pace: dict[Kind, Pace],
    budget: timedelta,
    extra: timedelta,
    rooms: dict[int, Room],
) -> None:
    shorter = plan(candidates, pace, budget, rooms)
    assert plan(candidates, pace, budget + extra, rooms)[: len(shorter)] == shorter


@given(CANDIDATES, PACE, MINUTES, ROOMS, st.randoms())
def test_the_order_of_a_plan_does_not_depend_on_the_order_of_the_cards(
    candidates: list[Candidate],
    pace: dict[Kind, Pace],
    budget: timedelta,
    rooms: dict[int, Room],
    chance: object,
) -> None:
    mixed = candidates[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random
    assert plan(mixed, pace, budget, rooms) == plan(candidates, pace, budget, rooms)


@given(CANDIDATES, PACE, MINUTES)
def test_windows_that_close_come_before_all_else_that_is_to_be_read(
    candidates: list[Candidate], pace: dict[Kind, Pace], budget: timedelta
) -> None:
    read = [each for each in plan(candidates, pace, budget, {}) if each.kind is not Kind.HAND_OVER]
    closing = [each.closes_at for each in read if each.closes_at is not None]
    assert closing == sorted(closing)
    assert all(each.closes_at is not None for each in read[: len(closing)])


@given(CANDIDATES, PACE, ROOMS)
def test_no_more_new_people_are_planned_than_the_pace_has_places_for_with_those_skipped(
    candidates: list[Candidate], pace: dict[Kind, Pace], rooms: dict[int, Room]
) -> None:
    planned = {(each.kind, each.id) for each in plan(candidates, pace, timedelta(days=9), rooms)}
    taking = [each for each in candidates if each.account == 1 and (each.kind, each.id) in planned]
    messages, firsts = rooms[1].cards
    assert len(taking) <= messages
    assert sum(each.first for each in taking) <= firsts


def test_a_higher_score_comes_first_and_a_quicker_card_at_the_same_score() -> None:
    pace = paces({})
    found = plan(
        [
            Candidate(Kind.READY, 1, 50, 0.3),
            Candidate(Kind.READY, 2, 60, 0.3),
            Candidate(Kind.INVITE, 3, 50, 0.3),
        ],
        pace,
        timedelta(minutes=20),
        {},
    )
    assert [each.id for each in found] == [3, 2, 1]


# --- the creator's own pace ------------------------------------------------------------------


def step(seconds: float, kind: Kind | None = None, card: int = 0, *, working: bool = False) -> Step:
    return Step(NOW + timedelta(seconds=seconds), kind, card, working)


def test_a_card_lasts_from_the_act_before_it_with_the_edits_on_it() -> None:
    found = cards(
        [
            step(0),
            step(12, Kind.READY, 1),
            step(20, working=True),
            step(32, Kind.READY, 2),
            step(33),
            step(41, Kind.HAND_OVER, 1),
        ]
    )
    assert found[Kind.READY] == [12, 20]
    assert found[Kind.HAND_OVER] == [8]


def test_a_pause_is_no_card_and_two_acts_on_a_card_are_one() -> None:
    found = cards(
        [
            step(0),
            step(10, Kind.REPLY, 7),
            step(25, Kind.REPLY, 7),
            step(300, Kind.REPLY, 8),
            step(310, Kind.REPLY, 9),
            step(310, Kind.REPLY, 10),
        ]
    )
    assert found[Kind.REPLY] == [25, 10]


def test_the_pace_is_assumed_until_five_cards_then_the_median_of_the_last_thirty() -> None:
    few = paces({Kind.READY: [40.0] * (ENOUGH - 1)})[Kind.READY]
    assert (few.seconds, few.assumed) == (ASSUMED[Kind.READY], True)
    many = paces({Kind.READY: [90.0] * 50 + [10.0] * LATEST})[Kind.READY]
    assert (many.seconds, many.cards, many.assumed) == (10.0, LATEST, False)


def test_the_finish_counts_every_card_left_and_what_is_to_be_handed_over() -> None:
    pace = {kind: Pace(10.0, 30) for kind in Kind}
    assert finish_at(NOW, {Kind.READY: 4, Kind.HAND_OVER: 2}, pace) == NOW + timedelta(
        seconds=4 * cost(Kind.READY, pace) + 20
    )
    assert cost(Kind.READY, pace) == 17.5
