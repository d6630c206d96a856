"""A week looked back on, and what is worth doing: each record in exactly one week."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.statistics.changes import change, change_words
from dm_assistant.domain.statistics.figures import share
from dm_assistant.domain.statistics.rates import Opener, summarise
from dm_assistant.domain.statistics.review import (
    Span,
    WeekFigures,
    sent_by_week,
    week_figures,
    week_name,
)
from dm_assistant.domain.statistics.review_words import standing_out
from dm_assistant.domain.statistics.to_do import Standing, to_do
from dm_assistant.domain.statistics.words import span
from tests.domain.statistics.test_rates import DAY, HOUR, NOW, WEEK, crowd, opener, quick

MONDAY = NOW.replace(hour=0, minute=0) - 3 * DAY
SPAN = Span(MONDAY.date(), MONDAY, MONDAY + WEEK)


def before(weeks: int) -> Span:
    start = MONDAY - weeks * WEEK
    return Span(start.date(), start, start + WEEK)


def look(openers: list[Opener], of: Span = SPAN) -> WeekFigures:
    return week_figures(openers, of, NOW, WEEK)


# --- the difference of two weeks -----------------------------------------------------------------


def test_the_range_of_a_change_is_newcombes() -> None:
    found = change(share(20, 50), share(10, 50)).interval
    assert found is not None
    assert (round(found.low, 6), round(found.high, 6)) == (0.020134, 0.363592)


def test_with_fewer_than_twenty_in_a_week_the_counts_stand_alone() -> None:
    few = change(share(5, 19), share(10, 40))
    assert few.interval is None
    assert few.as_json()["value"] is None
    assert change_words(few) == "the week before 10 of 40"
    enough = change(share(5, 20), share(10, 40))
    assert enough.difference == 0
    assert change_words(enough).endswith("10 of 40: the difference is likely −21 to +24 points")


# --- whose week it is ----------------------------------------------------------------------------


def test_a_reply_is_counted_in_the_week_it_came_and_told_of_which_week_it_is() -> None:
    late = opener(1, days=7, reply=6 * 24)  # sent last week, answered this week
    found = look([late, opener(2, days=1, reply=3)])
    assert found.came_in == 2
    assert found.replies == ((MONDAY.date(), 1), (MONDAY.date() - timedelta(days=7), 1))
    assert look([late], before(1)).came_in == 0


def test_weeks_are_those_of_the_creators_clock_also_when_it_changes() -> None:
    zone = ZoneInfo("Europe/London")
    monday = datetime(2026, 3, 23, tzinfo=zone)
    sent_at = (monday + timedelta(minutes=30)).astimezone(UTC)
    week = Span(date(2026, 3, 30), datetime(2026, 3, 30, tzinfo=zone), NOW, zone)
    answered = replace(opener(), sent_at=sent_at, first_reply_at=datetime(2026, 3, 31, tzinfo=UTC))
    assert look([answered], week).replies == ((date(2026, 3, 23), 1),)
    assert sent_by_week([answered], week, 3) == (0, 1, 0)


def test_only_messages_that_had_their_whole_time_in_the_week_are_judged() -> None:
    ended = opener(1, days=9, reply=5)
    young = opener(2, days=1, reply=5)
    judged = look([ended, young, opener(3, days=20)]).judged
    assert (judged.sent, judged.reply.k, judged.reply.method) == (1, 1, "wilson")
    assert look([opener(4, days=4)]).judged.sent == 0, "its time ends after now"


@quick
@given(
    st.lists(
        st.builds(opener, st.integers(1, 20), st.floats(0, 60), st.none() | st.floats(0, 900)),
        max_size=25,
    )
)
def test_every_message_and_first_reply_is_in_exactly_one_week(openers: list[Opener]) -> None:
    weeks = [look(openers, before(number)) for number in range(11)]
    assert sum(each.sent for each in weeks) == len(openers)
    assert sum(each.judged.sent for each in weeks) == summarise(openers, NOW).mature
    known = [
        each for each in openers if each.first_reply_at is not None and each.first_reply_at <= NOW
    ]
    assert sum(each.came_in for each in weeks) == len(known)


def test_who_stopped_before_the_week_is_in_neither_number_of_it() -> None:
    this = opener(1, days=9, opted_out_at=NOW - DAY)
    earlier = opener(2, days=30, opted_out_at=NOW - 9 * DAY)
    found = look([this, earlier, opener(3, days=9)]).opted_out
    assert (found.k, found.n) == (1, 2)
    assert (look([earlier], before(1)).opted_out.k, look([this], before(1)).opted_out.k) == (1, 0)


def test_a_code_counts_while_it_lives_and_in_the_week_it_was_used() -> None:
    given: dict[str, Any] = {"code_given_at": NOW - 20 * DAY}
    used = opener(1, days=20, **given, code_redeemed_at=NOW - HOUR)
    ended = opener(2, days=20, **given, code_ends_at=NOW - 10 * DAY)
    spent = opener(3, days=20, **given, code_redeemed_at=NOW - 10 * DAY)
    found = look([used, ended, spent, opener(4, days=20, **given), opener(5)]).codes_used
    assert (found.k, found.n) == (1, 2)


def test_weeks_are_named_as_calendars_do() -> None:
    assert week_name(date(2026, 1, 1)) == "2026-W01"
    assert week_name(date(2027, 1, 3)) == "2026-W53"


# --- best and worst, and what to do --------------------------------------------------------------


def test_templates_are_told_apart_only_where_their_ranges_part() -> None:
    good, bad = summarise(crowd(30, 5), NOW), summarise(crowd(5, 30), NOW)
    assert "highest a, 30 of 35" in standing_out([("a", good), ("b", bad)])
    assert "not a test" in standing_out([("a", good), ("b", bad)])
    close = summarise(crowd(25, 10), NOW)
    assert standing_out([("a", good), ("b", close)]) == (
        "none of the 2 with 20 messages or more stands out"
    )
    few = summarise(crowd(0, 19), NOW)
    assert standing_out([("a", good), ("b", few)]) == "", "one alone is neither best nor worst"


def test_nothing_is_worth_doing_where_nothing_waits() -> None:
    assert to_do(Standing(NOW, NOW.date(), sent=1, figures_on=NOW.date())) == ()
    begin = to_do(Standing(NOW, NOW.date()))
    assert [each.place for each in begin] == ["people"]


def test_what_hurts_people_comes_first_and_three_are_enough() -> None:
    stops = summarise(crowd(0, 20, opted_out_at=NOW - DAY), NOW)
    full = Standing(
        NOW,
        NOW.date(),
        waiting=(NOW - 3 * DAY - 4 * HOUR, NOW - HOUR),
        closing=(NOW + HOUR, NOW + 2 * DAY),
        unconfirmed=1,
        unsorted=3,
        approved=4,
        templates=(("pushy", stops),),
        sent=30,
    )
    words = [each.words for each in to_do(full)]
    assert len(words) == 3
    assert words[0].startswith("Template pushy: 20 of 20 opted out.")
    assert words[1] == "2 people wait, one for 3 d 4 h; 1 window closes within 24 h."
    assert words[2] == "1 message was handed over and not confirmed: in no rate."


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"due": (("May", 3, 6),)}, "May: 3 of 6 sent had no answer; one more message may go."),
        ({"approved": 1}, "1 approved message waits to be handed over."),
        ({"sent": 1}, "No figures of your account are here"),
        ({"figures_on": NOW.date() - timedelta(days=11)}, "11 days old"),
        ({"unheld": (("May", 40),)}, "May has no hold-out: with 40 people"),
    ],
)
def test_each_rule_says_its_numbers(facts: dict[str, Any], words: str) -> None:
    [only] = to_do(Standing(NOW, NOW.date(), **facts))
    assert words in only.words
    assert only.command
    assert only.place


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(0), "0 min"),
        (timedelta(hours=2, minutes=10), "2 h 10 min"),
        (timedelta(hours=5), "5 h"),
        (timedelta(days=3), "3 d"),
        (timedelta(days=1, hours=22, minutes=59), "1 d 22 h"),
    ],
)
def test_times_are_told_in_their_two_greatest_units(time: timedelta, words: str) -> None:
    assert span(time) == words
