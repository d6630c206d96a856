"""Which message is which draft: sure, asked or neither, the same in whatever order they come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.following import follow_state
from dm_assistant.domain.model import FollowState
from dm_assistant.domain.reconciling import (
    APART,
    CERTAIN,
    NOT_SENT_AFTER,
    POSSIBLE,
    Doubt,
    Given,
    Left,
    Message,
    Pairs,
    Reply,
    answers,
    is_covered,
    is_not_sent,
    nearest,
    pair,
    plain,
)
from dm_assistant.services.likening import likeness

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def draft(number: int, text: str = "hi", hours: float = 0) -> Given:
    return Given(number, text, at(hours), at(hours))


def message(number: int, text: str = "hi", hours: float = 1) -> Message:
    return Message(number, at(hours), text)


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hi  there\n", "hi there"),
        ("love it ❤️", "love it ❤"),
        ("👍🏽 ok", "👍 ok"),
        ("s\u200bee", "see"),
        ("ｆｕｌｌ", "full"),
        ("see https://www.shop.com/a/?utm=1#x now", "see http://shop.com/a now"),
    ],
)
def test_what_two_apps_write_differently_is_the_same(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_other_words_are_other_words() -> None:
    assert plain("see you") != plain("sea you")


def test_likeness_is_between_nothing_and_the_same() -> None:
    assert (likeness("abc", "xyz"), likeness("abc", "abc")) == (0.0, 1.0)
    assert likeness("abcd", "abxd") == pytest.approx(0.75)


# --- which is which --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alike", "sure", "asked"),
    [(CERTAIN, True, False), (CERTAIN - 0.01, False, True), (POSSIBLE - 0.01, False, False)],
)
def test_thresholds_decide(alike: float, sure: bool, asked: bool) -> None:
    found = pair([draft(1, "a")], [message(7, "b")], lambda _one, _other: alike)
    assert found == Pairs({1: 7} if sure else {}, (Doubt(1, 7, alike),) if asked else ())


@pytest.mark.parametrize(
    ("hours", "found"), [(-0.1, True), (-0.2, False), (7 * 24, True), (7 * 24 + 0.01, False)]
)
def test_a_message_counts_from_the_approval_to_a_week_after(hours: float, found: bool) -> None:
    assert bool(pair([draft(1)], [message(7, hours=hours)], likeness).sure) is found


def test_without_an_approval_it_counts_from_the_day_before() -> None:
    unapproved = Given(1, "hi", NOON)
    assert pair([unapproved], [message(7, hours=-24)], likeness).sure == {1: 7}
    assert pair([unapproved], [message(7, hours=-24.1)], likeness).sure == {}


def test_the_first_of_two_equal_messages_is_the_draft() -> None:
    assert pair([draft(1)], [message(8, hours=2), message(7)], likeness).sure == {1: 7}


def test_of_two_drafts_with_the_same_words_the_later_one_is_meant() -> None:
    drafts = [draft(1), draft(2, hours=24)]
    assert pair(drafts, [message(7, hours=25)], likeness).sure == {2: 7}
    assert pair(drafts, [message(7, hours=25), message(8, hours=26)], likeness).sure == {
        1: 8,
        2: 7,
    }


def test_two_drafts_nearly_as_like_are_asked_about_until_one_is_found() -> None:
    alike = {"one": 0.95, "two": 0.95 - APART + 0.01}
    score = lambda words, _text: alike[words]  # noqa: E731 - two lines of a table
    drafts = [draft(1, "one"), draft(2, "two", 1)]
    found = pair(drafts, [message(7, "x", 2)], score)
    assert (found.sure, [each.draft_id for each in found.doubts]) == ({}, [1, 2])
    later = pair(drafts, [message(7, "x", 2), message(8, "two", 3)], score)
    assert (later.sure, later.doubts) == ({1: 7, 2: 8}, ())


def test_what_somebody_said_no_to_is_not_asked_again() -> None:
    found = pair([draft(1)], [message(7)], likeness, {(1, 7)})
    assert found == Pairs({}, ())


def test_the_nearest_are_shown_where_none_is_like_enough() -> None:
    messages = [message(number, text) for number, text in enumerate(["xyz", "hi you", "ho"])]
    assert [each.message_id for each in nearest(draft(9), messages, likeness)] == [1, 2, 0]


texts = st.sampled_from(
    ["thank you for the kind words", "thank you for those kind words", "see you", "", "sea you!"]
)
drafts_of_one = st.lists(st.tuples(texts, st.integers(0, 300)), max_size=4).map(
    lambda found: [draft(place, text, hours) for place, (text, hours) in enumerate(found)]
)
messages_of_one = st.lists(st.tuples(texts, st.integers(-5, 500)), max_size=6).map(
    lambda found: [message(place + 100, text, hours) for place, (text, hours) in enumerate(found)]
)


@given(drafts=drafts_of_one, messages=messages_of_one)
def test_no_draft_is_two_messages_and_no_message_two_drafts(
    drafts: list[Given], messages: list[Message]
) -> None:
    found = pair(drafts, messages, likeness)
    assert len(set(found.sure.values())) == len(found.sure)
    assert found.doubted().isdisjoint(found.sure)
    assert {each.message_id for each in found.doubts}.isdisjoint(found.sure.values())


@given(drafts=drafts_of_one, messages=messages_of_one, data=st.data())
def test_the_order_they_are_given_in_means_nothing(
    drafts: list[Given], messages: list[Message], data: st.DataObject
) -> None:
    expected = pair(drafts, messages, likeness)
    found = pair(data.draw(st.permutations(drafts)), data.draw(st.permutations(messages)), likeness)
    assert found.sure == expected.sure
    assert set(found.doubts) == set(expected.doubts)


@given(drafts=drafts_of_one, messages=messages_of_one, until=st.integers(-5, 500))
def test_what_was_sure_before_later_messages_came_stays_sure(
    drafts: list[Given], messages: list[Message], until: int
) -> None:
    early = pair(drafts, [each for each in messages if each.at <= at(until)], likeness).sure
    found = pair(drafts, messages, likeness)
    assert early.items() <= found.sure.items()
    # And in two steps it comes to the same.
    left = [each for each in drafts if each.id not in early]
    rest = [each for each in messages if each.id not in early.values()]
    second = pair(left, rest, likeness)
    assert {**early, **second.sure} == found.sure
    assert set(second.doubts) == set(found.doubts)


@given(
    scores=st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=3, max_size=3),
    more=st.floats(0, 1),
)
def test_a_pair_that_is_sure_stays_so_when_it_is_more_alike(
    scores: list[list[float]], more: float
) -> None:
    drafts = [draft(place, f"d{place}", place) for place in range(3)]
    messages = [message(place, f"m{place}", 5 + place) for place in range(3)]
    sure = pair(drafts, messages, lambda d, m: scores[int(d[1])][int(m[1])]).sure
    for draft_id, message_id in sure.items():
        better = [list(row) for row in scores]
        better[draft_id][message_id] = max(more, scores[draft_id][message_id])
        again = pair(drafts, messages, lambda d, m, t=better: t[int(d[1])][int(m[1])]).sure  # type: ignore[misc]
        assert again[draft_id] == message_id


@given(drafts=drafts_of_one, messages=messages_of_one)
def test_the_same_words_in_time_are_always_sure(
    drafts: list[Given], messages: list[Message]
) -> None:
    found = pair(drafts, messages, likeness)
    taken = set(found.sure.values())
    for one in drafts:
        for each in messages:
            same = one.text and plain(one.text) == plain(each.text)
            if same and one.from_at <= each.at <= one.until_at:
                assert one.id in found.sure or each.id in taken


# --- what is missing -------------------------------------------------------------------------


def test_an_export_that_reaches_a_day_further_would_have_it() -> None:
    assert is_covered(draft(1), NOON + NOT_SENT_AFTER)
    assert not is_covered(draft(1), NOON + NOT_SENT_AFTER - timedelta(seconds=1))
    said = Given(1, "hi", NOON, NOON, NOON + timedelta(days=3))
    assert not is_covered(said, NOON + timedelta(days=3))


@pytest.mark.parametrize(("answered", "not_sent"), [(None, True), (23.9, False), (24, True)])
def test_what_is_missing_was_not_sent_unless_they_answered(
    answered: float | None, not_sent: bool
) -> None:
    moment = None if answered is None else at(answered)
    assert is_not_sent(draft(1), moment) is not_sent


# --- what they answered ----------------------------------------------------------------------


def test_each_of_theirs_answers_the_last_of_ours_before_it() -> None:
    left = [Left(1, at(0), sure=True), Left(2, at(5), sure=True)]
    replies = [Reply(7, at(-1)), Reply(8, at(0)), Reply(9, at(4)), Reply(10, at(99))]
    assert dict(answers(left, replies)) == {8: 1, 9: 1, 10: 2}


def test_what_was_only_handed_over_is_answered_soon_or_by_nobody() -> None:
    left = [Left(1, at(0), sure=False)]
    assert dict(answers(left, [Reply(7, at(30))])) == {}
    assert dict(answers(left, [Reply(7, at(30)), Reply(6, at(1))])) == {6: 1, 7: 1}


# --- who follows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "theirs", "ours", "after"),
    [
        ("unknown", True, True, "mutual"),
        ("mutual", True, False, "follows_me"),
        ("mutual", False, True, "i_follow"),
        ("mutual", False, False, "none"),
        ("mutual", None, None, "mutual"),
        ("mutual", False, None, "i_follow"),
        ("mutual", None, False, "follows_me"),
        ("follows_me", False, None, "none"),
        ("unknown", True, None, "follows_me"),
        ("unknown", False, None, "unknown"),
        ("unknown", None, True, "i_follow"),
        ("none", None, True, "i_follow"),
    ],
)
def test_a_list_that_is_not_there_says_nothing(
    known: str, theirs: bool | None, ours: bool | None, after: str
) -> None:
    assert follow_state(FollowState(known), follows_me=theirs, i_follow=ours) == after
