from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dm_assistant.tui.clock import Clock, short_span, span

NOW = datetime(2026, 3, 14, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=1), "1 min"),
        (timedelta(minutes=59, seconds=1), "1 h"),
        (timedelta(hours=3, minutes=4), "3 h 4 min"),
        (timedelta(days=1, hours=22, minutes=35), "1 d 23 h"),
        (timedelta(days=2), "2 d"),
        (timedelta(days=1, hours=23, minutes=59), "2 d"),
        (timedelta(seconds=-5), "0 min"),
    ],
)
def test_what_is_left_is_never_said_too_short(length: timedelta, words: str) -> None:
    assert span(length) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=45), "45m"),
        (timedelta(hours=30), "1d"),
        (timedelta(days=364), "364d"),
        (timedelta(days=900), "2y"),
    ],
)
def test_a_time_in_a_column_takes_at_most_four_cells(length: timedelta, words: str) -> None:
    assert short_span(length) == words
    assert len(words) <= 4


def test_moments_are_told_on_the_creators_clock_and_rounded_up_to_the_minute() -> None:
    clock = Clock(NOW, ZoneInfo("America/New_York"))
    assert clock.when(NOW + timedelta(seconds=1)) == "Sat 14 Mar 09:31"
    assert clock.ago(NOW - timedelta(days=1, hours=3)) == "1 day ago"
    assert clock.ago(NOW) == "just now"
    assert clock.ago(None) == "never"


def test_what_the_rules_say_is_told_on_the_creators_clock() -> None:
    clock = Clock(datetime(2026, 5, 16, 9, 40, tzinfo=UTC), ZoneInfo("Europe/London"))
    assert clock.told("which end on 18 May 08:19 UTC.") == "which end on 18 May 09:19."
    assert clock.told("since 31 Dec 2025 23:59 UTC") == "since 31 Dec 2025 23:59"
    assert clock.told("“99 Mai 08:19 UTC”") == "“99 Mai 08:19 UTC”"
