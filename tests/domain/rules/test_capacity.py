"""How many could leave on each of the next days: by pace, hours and permissions, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.rules.capacity import DAYS, Waiting, capacity
from tests.domain.rules.people import NOON, POLICY, ago

HOUR = timedelta(hours=1)
LONDON_HOURS = "zone:Europe/London"


def test_the_pace_spreads_what_is_free_over_days() -> None:
    policy = replace(POLICY, messages_a_day=4)
    days = capacity([Waiting(NOON)] * 10, [], policy, NOON, UTC)
    assert days == (4, 4, 2, *[0] * 11)
    spent = capacity([Waiting(NOON)] * 10, [(ago(hours=23), False)] * 3, policy, NOON, UTC)
    assert spent == (4, 4, 2, *[0] * 11)
    late = capacity([Waiting(NOON)] * 10, [(ago(hours=1), False)] * 3, policy, NOON, UTC)
    assert late == (1, 4, 4, 1, *[0] * 10)


def test_first_contacts_have_places_of_their_own() -> None:
    policy = replace(POLICY, first_contacts_an_hour=1, first_contacts_a_day=3)
    waiting = [Waiting(NOON, first=True)] * 5 + [Waiting(NOON)] * 2
    assert capacity(waiting, [], policy, NOON, UTC)[:3] == (5, 2, 0)


def test_a_closed_hour_waits_for_the_next_opening_on_the_creators_calendar() -> None:
    night = NOON.replace(hour=21)
    assert capacity([Waiting(night, hours_key=LONDON_HOURS)], [], POLICY, night, UTC)[:2] == (0, 1)
    # It is already the 13th in Auckland, at nine in the morning: still that same day there.
    auckland = capacity(
        [Waiting(night, hours_key=LONDON_HOURS)], [], POLICY, night, ZoneInfo("Pacific/Auckland")
    )
    assert auckland[:2] == (1, 0)


def test_a_hold_ends_and_a_permission_runs_out() -> None:
    held = [Waiting(NOON + 50 * HOUR)]
    assert capacity(held, [], POLICY, NOON, UTC)[:4] == (0, 0, 1, 0)
    ended = [Waiting(NOON + 50 * HOUR, ends_at=NOON + 50 * HOUR)]
    assert sum(capacity(ended, [], POLICY, NOON, UTC)) == 0
    scarce = replace(POLICY, messages_a_day=1)
    soon = [Waiting(NOON, ends_at=NOON + 2 * HOUR), Waiting(NOON)]
    assert capacity(soon, [], scarce, NOON, UTC)[:2] == (1, 1)


waiting = st.lists(
    st.builds(
        Waiting,
        st.integers(0, 400).map(lambda hours: NOON + hours * HOUR),
        st.none() | st.integers(1, 500).map(lambda hours: NOON + hours * HOUR),
        st.sampled_from(["", LONDON_HOURS, "zone:Asia/Kathmandu"]),
        st.booleans(),
    ),
    max_size=60,
)


@given(waiting, st.integers(1, 9), st.integers(1, 4))
def test_no_day_holds_more_than_the_pace_and_nobody_leaves_twice(
    drafts: list[Waiting], a_day: int, first: int
) -> None:
    policy = replace(POLICY, messages_a_day=a_day, first_contacts_a_day=first)
    days = capacity(drafts, [], policy, NOON, UTC)
    assert len(days) == DAYS
    assert all(0 <= each <= a_day for each in days)
    assert sum(days) <= len(drafts)
    roomy = capacity(drafts, [], replace(policy, messages_a_day=80), NOON, UTC)
    assert sum(roomy) >= sum(days)
