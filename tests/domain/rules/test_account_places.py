"""How many places an account has left."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.rules.places import places
from dm_assistant.domain.rules.policy import Policy

NOON = datetime(2026, 5, 16, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_places_come_free_when_the_oldest_of_the_window_leaves_it() -> None:
    policy = Policy(first_contacts_an_hour=2, first_contacts_a_day=9, messages_a_day=3)
    recent = [(NOON - 50 * MINUTE, True), (NOON - 40 * MINUTE, True), (NOON - MINUTE, False)]
    hour, day, all_day = places(recent, policy, NOON)
    assert (hour.taken, hour.cap, hour.free_at) == (2, 2, NOON + 10 * MINUTE)
    assert (day.taken, day.cap, day.free_at) == (2, 9, None)
    assert (all_day.taken, all_day.free_at) == (3, NOON + timedelta(hours=24) - 50 * MINUTE)


@given(st.lists(st.tuples(st.integers(0, 2_000), st.booleans()), max_size=60))
def test_a_place_is_free_unless_the_cap_is_reached(made: list[tuple[int, bool]]) -> None:
    recent = sorted((NOON - each * MINUTE, first) for each, first in made)
    for each in places(recent, Policy(), NOON):
        assert (each.free_at is None) == (each.taken < each.cap) == (each.left > 0)
        assert each.free_at is None or NOON < each.free_at <= NOON + each.window
