"""Opening hours where wall clocks do strange things."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.rules import hours
from dm_assistant.domain.rules.facts import AccountFacts
from dm_assistant.domain.rules.verdict import Status
from tests.domain.rules.facts_strategy import ZONES
from tests.domain.rules.people import LONDON, MIA, POLICY, ask, at, found, person
from tests.examples import examples

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("zone", "night", "opening"),
    [
        ("Australia/Lord_Howe", "2027-04-03T12:00:00Z", "2027-04-03T22:30:00Z"),
        ("Australia/Lord_Howe", "2027-10-02T12:00:00Z", "2027-10-02T22:00:00Z"),
        ("Pacific/Apia", "2011-12-30T08:00:00Z", "2011-12-30T19:00:00Z"),
        ("Africa/Casablanca", "2027-03-14T00:00:00Z", "2027-03-14T08:00:00Z"),
        ("Asia/Kathmandu", "2027-05-12T16:00:00Z", "2027-05-13T03:15:00Z"),
        ("America/St_Johns", "2027-03-14T03:00:00Z", "2027-03-14T11:30:00Z"),
        ("America/St_Johns", "2027-11-07T03:00:00Z", "2027-11-07T12:30:00Z"),
        ("Pacific/Chatham", "2027-09-25T12:00:00Z", "2027-09-25T19:15:00Z"),
        ("Antarctica/Troll", "2027-03-28T00:00:00Z", "2027-03-28T07:00:00Z"),
        ("America/New_York", "2027-11-07T03:00:00Z", "2027-11-07T14:00:00Z"),
        ("Pacific/Kiritimati", "2027-05-12T09:00:00Z", "2027-05-12T19:00:00Z"),
        ("Europe/London", "2027-03-27T22:00:00Z", "2027-03-28T08:00:00Z"),
    ],
)
def test_it_opens_at_nine_on_their_own_wall_clock(zone: str, night: str, opening: str) -> None:
    key = hours.ZONE + zone
    assert not hours.is_open(key, at(night), POLICY)
    assert hours.next_opening(key, at(night), POLICY) == at(opening)
    wall = at(opening).astimezone(ZoneInfo(zone))
    assert (wall.hour, wall.minute) == (9, 0)


@settings(max_examples=examples(200), deadline=None)
@given(
    st.sampled_from([zone for zone in ZONES if zone]),
    st.integers(int(at("2011-12-25T00:00:00Z").timestamp()), 1_900_000_000),
)
def test_open_means_that_the_wall_clock_is_inside(zone: str, seconds: int) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    key = hours.ZONE + zone
    wall = now.astimezone(ZoneInfo(zone)).time()
    assert hours.is_open(key, now, POLICY) == (time(9) <= wall < time(20))
    opening = hours.next_opening(key, now, POLICY)
    assert opening is not None
    assert hours.is_open(key, opening, POLICY)
    assert opening == now or not hours.is_open(key, opening - SECOND, POLICY)
    closing = hours.next_closing(key, opening, POLICY)
    assert not hours.is_open(key, closing, POLICY)
    assert hours.is_open(key, closing - SECOND, POLICY)


def test_hours_that_fall_into_a_repeated_hour_open_twice_and_into_a_gap_open_late() -> None:
    early = replace(POLICY, open_from=time(2, 30), open_until=time(3, 30))
    key = "zone:America/New_York"
    gap = hours.next_opening(key, at("2027-03-14T06:00:00Z"), early)
    assert gap == at("2027-03-14T07:00:00Z")
    late = replace(POLICY, open_from=time(1, 15), open_until=time(1, 45))
    first = hours.next_opening(key, at("2027-11-07T05:00:00Z"), late)
    assert first == at("2027-11-07T05:15:00Z")
    second = hours.next_opening(key, at("2027-11-07T05:45:00Z"), late)
    assert second == at("2027-11-07T06:15:00Z")


def test_a_country_without_a_zone_is_open_while_all_of_it_is() -> None:
    america = hours.hours_key(MIA._replace(timezone="", country="us"), LONDON)
    assert america == "country:US"
    assert hours.next_opening(america, at("2027-01-12T12:00:00Z"), POLICY) == at(
        "2027-01-12T19:00:00Z"
    )
    assert hours.next_closing(america, at("2027-01-12T19:00:00Z"), POLICY) == at(
        "2027-01-13T01:00:00Z"
    )
    verdict = ask(person(timezone="", country="US"), now=at("2027-01-12T12:00:00Z"))
    assert verdict.until == at("2027-01-12T19:00:00Z")
    assert verdict.unlock == "set their time zone"


def test_a_country_too_wide_for_the_hours_waits_for_a_zone() -> None:
    narrow = replace(POLICY, open_from=time(11), open_until=time(12))
    verdict = ask(person(timezone="", country="RU"), policy=narrow)
    assert verdict.status is Status.WAIT
    assert verdict.until is None
    assert verdict.unlock == "set their time zone"


@pytest.mark.parametrize(
    "zone", ["", "Nowhere/Land", "../../etc/passwd", "Europe", "\0", "x" * 999]
)
def test_a_zone_nobody_knows_counts_as_not_given(zone: str) -> None:
    assert hours.hours_key(MIA._replace(timezone=zone, country="ZZ"), LONDON) == (
        "creator:Europe/London"
    )
    assert hours.hours_key(MIA._replace(timezone=zone, country="GB"), LONDON) == "country:GB"
    assert hours.hours_key(MIA._replace(timezone=""), AccountFacts("Mars/Base")) == "creator:UTC"


def test_only_from_eight_to_nine_in_the_evening_can_quiet_hours_be_overridden() -> None:
    half_past_eight = ask(now=at("2027-01-12T20:30:00Z"))
    assert found(half_past_eight, "quiet_hours").overridable
    night = ask(now=at("2027-01-12T21:00:00Z"))
    assert not found(night, "quiet_hours").overridable
    assert found(night, "quiet_hours").detail == (
        "It is 21:00 for them (Europe/London); open from 13 Jan 09:00 UTC."
    )
