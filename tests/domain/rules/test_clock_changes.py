"""Opening hours and gaps around real clock changes, against a slow walk from minute to minute."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.rules import hours
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.domain.rules.verdict import Status
from tests.domain.rules.people import LONDON, POLICY, ask, at, found, person, touches
from tests.examples import examples

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
DAY = timedelta(days=1)

ODD = {
    "Australia/Lord_Howe": "half an hour",
    "Africa/Casablanca": "back for Ramadan",
    "Africa/Cairo": "at midnight, and on a Friday",
    "Asia/Kathmandu": "none, but a quarter of an hour off",
    "America/St_Johns": "a minute past midnight until 2011, half an hour off",
    "Pacific/Apia": "a whole day left out",
    "Asia/Tehran": "at midnight, none since 2022",
    "America/Sao_Paulo": "midnight does not exist, none since 2019",
    "Antarctica/Troll": "two hours",
    "Europe/Dublin": "winter is the exception",
    "Pacific/Chatham": "three quarters of an hour off",
    "America/Scoresbysund": "the zone moved as well",
    "Asia/Gaza": "twice a year and for Ramadan",
    "Asia/Pyongyang": "half an hour, once and back",
    "America/Caracas": "half an hour, once and back",
    "Europe/London": "as usual",
}
COUNTRIES = ("AU", "BR", "GB", "GL", "KI", "NZ", "PS", "PT", "US")
FIRST, LAST = datetime(2007, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """Return every second at which the wall clock of a zone jumps; a middle one where none does."""
    place, known = ZoneInfo(zone), []
    days = [FIRST + number * DAY for number in range((LAST - FIRST).days)]
    for before, after in pairwise(days):
        offset = before.astimezone(place).utcoffset()
        if offset != after.astimezone(place).utcoffset():
            steps = range(int(DAY / SECOND))
            jump = bisect_left(
                steps,
                1,
                key=lambda s: (before + s * SECOND).astimezone(place).utcoffset() != offset,
            )
            known.append(before + jump * SECOND)
    return tuple(known) or (at("2020-06-15T00:00:00Z"),)


def inside(zones: tuple[str, ...], moment: datetime, policy: Policy) -> bool:
    """Return whether every wall clock shows a time inside the opening hours."""
    return all(
        policy.open_from <= moment.astimezone(ZoneInfo(zone)).time() < policy.open_until
        for zone in zones
    )


def walked(zones: tuple[str, ...], start: datetime, policy: Policy, end: datetime) -> datetime:
    """Return the first open moment, looking at one whole minute after the other; else ``end``."""
    moment = start
    while moment < end and not inside(zones, moment, policy):
        moment = moment.replace(second=0) + MINUTE
    return moment


near = st.tuples(
    st.sampled_from(list(ODD)),
    st.integers(0, 10_000),
    st.one_of(st.integers(-2 * 86_400, 2 * 86_400), st.integers(-48, 48).map(lambda n: n * 900)),
).map(lambda drawn: (drawn[0], _near(*drawn)))


def _near(zone: str, number: int, seconds: int) -> datetime:
    found_ = changes(zone)
    return found_[number % len(found_)] + seconds * SECOND


usual = st.just(POLICY)
quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
narrow = st.lists(quarters, min_size=2, max_size=2, unique=True).map(
    lambda two: replace(POLICY, open_from=min(two), open_until=max(two))
)
policies = st.one_of(usual, narrow)


@settings(max_examples=examples(400), deadline=None)
@given(near, policies)
@example(("Pacific/Apia", at("2011-12-30T09:59:59Z")), POLICY)
@example(("America/Sao_Paulo", at("2018-11-04T02:59:59Z")), replace(POLICY, open_from=time(0)))
def test_the_next_opening_is_the_first_open_minute(
    drawn: tuple[str, datetime], policy: Policy
) -> None:
    zone, now = drawn
    key = hours.ZONE + zone
    assert hours.is_open(key, now, policy) == inside((zone,), now, policy)
    opening = hours.next_opening(key, now, policy)
    last = now.replace(hour=0, minute=0, second=0) + 4 * DAY
    expected = walked((zone,), now, policy, last)
    assert opening == (expected if expected < last else None)
    if opening is not None:
        closing = hours.next_closing(key, opening, policy)
        assert not inside((zone,), closing, policy)
        at_end = closing - SECOND
        while at_end > opening and closing - at_end < 26 * HOUR:
            assert inside((zone,), at_end, policy)
            at_end -= 7 * MINUTE


@settings(max_examples=examples(300), deadline=None)
@given(near, policies, st.integers(0, 8 * 86_400), st.integers(31, 5000))
def test_the_earliest_time_is_true_and_minimal_over_a_clock_change(
    drawn: tuple[str, datetime], policy: Policy, ago: int, wrote: int
) -> None:
    zone, now = drawn
    sent_at = now - ago * SECOND
    wrote_at = min(sent_at + wrote * SECOND, now - 31 * MINUTE)
    who = person(timezone=zone, touches=touches(sent_at), inbounds_at=(wrote_at,))
    if wrote_at <= sent_at:
        return
    verdict = ask(who, now=now, policy=policy)
    free_at = max(now, sent_at + 168 * HOUR)
    opening = walked((zone,), free_at, policy, free_at + 3 * DAY)
    if opening == free_at + 3 * DAY:
        return
    if opening == now:
        assert verdict.allowed
        return
    assert (verdict.status, verdict.until) == (Status.HOLD, opening)
    assert ask(who, now=opening, policy=policy).allowed
    assert not ask(who, now=opening - SECOND, policy=policy).allowed
    if now < sent_at + 168 * HOUR:
        assert found(verdict, "gap").until == sent_at + timedelta(seconds=604_800)


@settings(max_examples=examples(120), deadline=None)
@given(st.sampled_from(COUNTRIES), st.integers(0, 10_000), st.integers(-86_400, 86_400), policies)
def test_a_country_is_open_while_all_its_wall_clocks_are(
    country: str, number: int, seconds: int, policy: Policy
) -> None:
    zones = hours.zones_by_country()[country]
    now = _near(zones[number % len(zones)], number // 7, seconds)
    key = hours.COUNTRY + country
    assert hours.is_open(key, now, policy) == inside(zones, now, policy)
    opening = hours.next_opening(key, now, policy)
    last = now.replace(hour=0, minute=0, second=0) + 4 * DAY
    expected = walked(zones, now, policy, last)
    assert opening == (expected if expected < last else None)


def test_a_gap_is_counted_in_seconds_and_not_on_the_wall() -> None:
    for zone in ODD:
        for jump in changes(zone)[-3:]:
            sent_at = jump - 3 * DAY
            who = person(timezone=zone, touches=touches(sent_at), inbounds_at=(sent_at + 5 * HOUR,))
            verdict = ask(who, now=jump + DAY)
            assert found(verdict, "gap").until == sent_at + timedelta(seconds=604_800), zone


@pytest.mark.parametrize(
    ("zone", "closed", "opened"),
    [
        # 2011-12-30 did not exist in Samoa: Thursday evening is followed by Saturday morning.
        ("Pacific/Apia", "2011-12-30T06:00:00Z", "2011-12-30T19:00:00Z"),
        # Clocks go forward at midnight, Friday the 26th of April 2024: nine o'clock is 06:00 UTC.
        ("Africa/Cairo", "2024-04-25T18:00:00Z", "2024-04-26T06:00:00Z"),
        # The last midnight that did not exist in Brazil.
        ("America/Sao_Paulo", "2018-11-03T23:00:00Z", "2018-11-04T11:00:00Z"),
        # Two hours forward on one night.
        ("Antarctica/Troll", "2027-03-27T20:00:00Z", "2027-03-28T07:00:00Z"),
        # Summer time is standard time in Ireland; winter is one hour less.
        ("Europe/Dublin", "2027-10-30T19:00:00Z", "2027-10-31T09:00:00Z"),
        # One hour back for Ramadan.
        ("Africa/Casablanca", "2027-02-06T19:00:00Z", "2027-02-07T09:00:00Z"),
    ],
)
def test_mornings_after_strange_nights(zone: str, closed: str, opened: str) -> None:
    verdict = ask(person(timezone=zone, touches=()), now=at(closed), account=LONDON)
    assert (verdict.status, verdict.until) == (Status.HOLD, at(opened))
    wall = at(opened).astimezone(ZoneInfo(zone))
    assert (wall.hour, wall.minute) == (9, 0)
