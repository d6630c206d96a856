from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.statistics.figures import (
    Group,
    PositiveRate,
    Rate,
    counts,
    open_rate,
    share,
    share_at_window,
)
from dm_assistant.domain.statistics.openers import Dimension, Opener
from dm_assistant.domain.statistics.rates import table
from dm_assistant.domain.statistics.words import (
    brief,
    clock_sentence,
    counted,
    empty_sentence,
    interval_bar,
    method_sentence,
    open_sentence,
    positive_sentence,
    range_bar,
    reply_sentence,
    sparkline,
)
from tests.examples import examples

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
quick = settings(max_examples=examples(100), deadline=None)


def group(reply: Rate, sent: int, mature: int, days: int = 7) -> Group:
    return Group(
        window=timedelta(days=days),
        sent=sent,
        mature=mature,
        unconfirmed=0,
        open=open_rate(opened=0, visible=0, opened_of_all=0, sent=sent),
        reply=reply,
        positive=PositiveRate(reply, 0, 0),
        opt_out=share(0, sent),
        redeemed=share(0, 0),
        codes_given=0,
        late_replies=0,
        median_hours_to_reply=None,
    )


@pytest.mark.parametrize(
    ("k", "n", "sentence"),
    [
        (0, 0, "0 of 0 replied"),
        (2, 4, "2 of 4 replied"),
        (3, 12, "3 of 12 replied (25 %, likely 9–53 %), early"),
        (12, 40, "12 of 40 replied (30 %, likely 18–45 %)"),
        (0, 40, "0 of 40 replied; the true rate is probably below 9 %"),
        (0, 12, "0 of 12 replied; the true rate is probably below 25 %, early"),
        (55, 200, "55 of 200 replied (27.5 %, likely 21.8–34.1 %)"),
        (0, 400, "0 of 400 replied; the true rate is probably below 1.0 %"),
        (40, 40, "40 of 40 replied (100 %, likely 91–100 %)"),
    ],
)
def test_a_rate_is_told_as_finely_as_its_count_bears(k: int, n: int, sentence: str) -> None:
    assert counted(share(k, n)) == sentence


def test_another_verb_can_be_counted() -> None:
    assert counted(share(1, 4), "opted out") == "1 of 4 opted out"


def test_counts_of_young_messages_are_said_to_be_unfinished() -> None:
    young = group(counts(3, 30, young=True), 30, 2)
    assert counted(young.reply) == "3 of 30 replied so far"
    assert reply_sentence(young) == "3 of 30 replied so far."


def test_a_rate_with_young_messages_names_the_window_and_the_young() -> None:
    reply = Rate(19, 70, 0.301, 0.204, 0.427, "rate", "kaplan-meier")
    assert reply_sentence(group(reply, 70, 35)) == (
        "Reply rate within 7 days: 30 % (likely 20–43 %), from 70 messages;"
        " 35 of them are still inside their 7 days."
    )


def test_an_early_rate_with_one_young_message_says_so() -> None:
    reply = Rate(3, 10, 0.301, 0.104, 0.627, "early", "kaplan-meier")
    assert reply_sentence(group(reply, 10, 9, days=1)) == (
        "Reply rate within 1 day: 30 % (likely 10–63 %), from 10 messages (early);"
        " 1 of them is still inside its 1 day."
    )


def test_no_reply_with_young_messages_is_told_as_a_ceiling() -> None:
    reply = share_at_window([200.0] * 40 + [5.0], [True] * 41, 168, young=True)
    assert reply_sentence(group(reply, 41, 40)) == (
        "Reply rate within 7 days: probably below 9 %, from 41 messages;"
        " 1 of them is still inside its 7 days."
    )


def test_a_finished_rate_needs_no_window() -> None:
    assert (
        reply_sentence(group(share(12, 40), 40, 40)) == "12 of 40 replied (30 %, likely 18–45 %)."
    )


def test_opens_are_told_of_visible_messages_and_as_a_range_of_all() -> None:
    opens = open_rate(opened=27, visible=45, opened_of_all=31, sent=70)
    assert open_sentence(opens, 70) == (
        "Opened: 27 of the 45 messages whose read status is visible (60 %, likely 45–73 %)."
        " Of all 70: somewhere between 44 % and 74 %."
    )


def test_few_visible_messages_leave_the_range_alone() -> None:
    opens = open_rate(opened=12, visible=19, opened_of_all=16, sent=70)
    assert open_sentence(opens, 70) == "Opened: somewhere between 23 % and 90 % of 70."
    nothing = open_rate(opened=0, visible=0, opened_of_all=0, sent=0)
    assert open_sentence(nothing, 0) == "Opened: nothing was sent."


def test_the_method_is_named_without_claiming_a_chance() -> None:
    assert "(method: Wilson 95 %)" in method_sentence(share(12, 40))
    assert "chance" not in method_sentence(share(12, 40))


def test_a_bar_shows_the_range_and_the_rate() -> None:
    assert interval_bar(share(12, 40), 20) == "───┤██●██├──────────"
    assert interval_bar(share(3, 12), 20) == "─┤░░░●░░░░├─────────"
    assert interval_bar(share(2, 4), 20) == " " * 20


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 60))
@quick
def test_a_bar_is_exactly_as_wide_as_asked(k: int, more: int, width: int) -> None:
    rate = share(k, k + more)
    bar = interval_bar(rate, width)
    assert len(bar) == width
    assert wcswidth(bar) == width
    if width and rate.rate is not None:
        assert bar.count("●") == 1
        assert bar.index("●") == min(width - 1, int(rate.rate * width))


def test_a_curve_rises_with_its_values() -> None:
    assert sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8) == "▁▂▃▄▅▆▇█"
    assert sparkline([0, 7], 4) == "  ▁█"
    assert sparkline([0, 0, 8, 8], 2) == "▁█"
    assert sparkline([4, None, 8], 3) == "▅ █"
    assert sparkline([0, 0], 2) == "▁▁"
    assert sparkline([], 3) == "   "


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=50), st.integers(0, 40))
@quick
def test_a_curve_is_exactly_as_wide_as_asked(values: list[float | None], width: int) -> None:
    assert wcswidth(sparkline(values, width)) == width


def test_a_rate_is_brief_in_a_table_and_finer_where_there_are_many() -> None:
    assert brief(share(12, 40)) == "30 % (18–45)"
    assert brief(share(3, 12)) == "early 25 % (9–53)"
    assert brief(share(55, 200)) == "27.5 % (21.8–34.1)"
    assert brief(share(0, 40)) == "below 9 %"
    assert brief(share(2, 4)) == "counted only"
    assert brief(counts(2, 4, young=False, why="it leaked")) == "no rate"
    assert counted(counts(2, 4, young=False, why="it leaked"), "used it") == (
        "2 of 4 used it; it leaked"
    )


def test_a_range_has_no_dot() -> None:
    assert range_bar(0.44, 0.74, 10, firm=False) == "────┤░░├──"
    assert range_bar(0, 1, 3, firm=False) == "┤░├"
    assert range_bar(0.5, 0.5, 0) == ""


def test_wanted_answers_say_what_is_not_sorted_and_who_answered() -> None:
    positive = PositiveRate(share(12, 40), unsorted=3, sorted_replies=20)
    assert positive_sentence(positive) == (
        "12 of 40 answered with interest or a question (30 %, likely 18–45 %)."
        " 3 replies are not sorted yet: it is 12 to 15."
        " Of those who answered: 12 of 20 did (60 %, likely 39–78 %)."
    )


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (None, None, "Nothing was sent yet."),
        (NOW, None, "No first message was sent from 2026-05-14 09:30 (UTC): no rate."),
        (None, NOW, "No first message was sent until 2026-05-14 09:30 (UTC): no rate."),
    ],
)
def test_nothing_to_count_says_why(
    since: datetime | None, until: datetime | None, words: str
) -> None:
    assert empty_sentence(replace(table([], None, NOW), since=since, until=until)) == words


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (0, "By the clock of the person written to."),
        (1, "By the clock of the person written to; for 1 of 2 by yours, since theirs is not"),
        (2, "By your clock: nobody's time zone is known."),
    ],
)
def test_weekdays_say_whose_clock_it_is(own: int, words: str) -> None:
    rows = [Opener(at, at, NOW, Purpose.THANKS) for at in range(2)]
    found = replace(table(rows, Dimension.WEEKDAY, NOW), own_clock=own)
    assert clock_sentence(found).startswith(words)
    assert clock_sentence(replace(found, by="tier")) == ""
