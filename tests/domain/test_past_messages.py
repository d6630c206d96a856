"""What of a past conversation is new, and what we answered, told by times and words alone."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.past_messages import (
    Heard,
    News,
    Past,
    Stored,
    Wrote,
    answered_at,
    in_order,
    is_first_contact,
    news,
)

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def at(**span: float) -> datetime:
    return NOON + timedelta(**span)


def theirs(text: str = "hi", **span: float) -> Past:
    return Past(at(**span), ours=False, text=text)


def ours(text: str = "hello", **span: float) -> Past:
    return Past(at(**span), ours=True, text=text)


def unknown(chat: list[Past], stored: Stored) -> list[int]:
    """Return the places of what is new."""
    return news(chat, stored).places


# --- order -----------------------------------------------------------------------------------


def test_the_newest_first_is_turned_round_within_a_second_too() -> None:
    chat = [theirs("d", seconds=5), theirs("c"), theirs("b"), theirs("a")]
    assert "".join(each.text for each in in_order(chat)) == "abcd"
    assert "".join(each.text for each in in_order(chat[:0:-1] + chat[:1])) == "abcd"
    assert in_order([]) == []


# --- what is new -----------------------------------------------------------------------------


def test_the_same_words_in_one_second_are_as_many_messages_as_there_are() -> None:
    chat = [theirs("ha"), theirs("ha"), theirs("ha")]
    assert unknown(chat, Stored(heard=[Heard(NOON, "ha", by_hand=False)] * 2)) == [2]
    assert unknown(chat, Stored(heard=[Heard(NOON, "ha", by_hand=False)] * 4)) == []
    assert unknown([ours("a"), ours("b")], Stored(wrote=[Wrote(NOON, "a", 1)])) == [1]


@pytest.mark.parametrize(
    ("logged", "known"),
    [
        (at(hours=23, minutes=59), True),
        (at(hours=24, seconds=1), False),
        (at(seconds=-60), True),
        (at(seconds=-61), False),
    ],
)
def test_a_message_logged_by_hand_within_a_day_is_the_same(logged: datetime, known: bool) -> None:
    chat = [theirs("Hi  There")]
    assert (unknown(chat, Stored(heard=[Heard(logged, "hi there", by_hand=True)])) == []) == known
    assert unknown(chat, Stored(heard=[Heard(logged, "other", by_hand=True)])) == [0]
    assert unknown(chat, Stored(heard=[Heard(logged, "hi there", by_hand=False)])) == [0]


def test_what_was_logged_once_is_the_newest_of_several_like_it() -> None:
    chat = [theirs("hi", hours=0), theirs("hi", hours=2), theirs("hi", hours=9)]
    assert unknown(chat, Stored(heard=[Heard(at(hours=3), "hi", by_hand=True)])) == [0, 2]


def test_a_message_of_ours_is_known_again_by_its_second_and_its_words() -> None:
    stored = Stored(wrote=[Wrote(NOON, "hello", 7), Wrote(at(hours=1), "hello", 0)])
    chat = [ours("hello"), ours("hello you"), ours("hello", hours=1), ours("hello", hours=2)]
    assert news(chat, stored) == News([1, 3], {})


def test_words_are_added_to_what_was_taken_without_them() -> None:
    stored = Stored(wrote=[Wrote(NOON, "", 7), Wrote(NOON, "b", 8), Wrote(at(hours=1), "", 9)])
    chat = [ours("a"), ours("b"), ours("c"), ours("", hours=1)]
    assert news(chat, stored) == News([2], {7: "a"})


messages = st.lists(
    st.builds(
        Past,
        st.integers(0, 6).map(lambda each: at(seconds=each)),
        st.booleans(),
        st.sampled_from(["a", "b", "A ", "stop"]),
    ),
    max_size=12,
).map(in_order)


def stored_of(chat: list[Past]) -> Stored:
    """Return what an import of a chat leaves behind."""
    return Stored(
        heard=[Heard(each.at, each.text, by_hand=False) for each in chat if not each.ours],
        wrote=[Wrote(each.at, each.text, place) for place, each in enumerate(chat) if each.ours],
        ours_at=[each.at for each in chat if each.ours],
    )


@given(chat=messages, more=messages)
def test_what_was_imported_is_never_new_again(chat: list[Past], more: list[Past]) -> None:
    both = in_order([*chat, *more])
    assert news(chat, stored_of(both)) == News([], {})
    new = [both[place] for place in unknown(both, stored_of(chat))]
    assert Counter([*chat, *new]) == Counter(both)


# --- what was answered -----------------------------------------------------------------------


def test_each_message_is_answered_by_what_we_wrote_next() -> None:
    chat = [theirs(hours=0), theirs(hours=1), ours(hours=2), theirs(hours=3), ours(hours=9)]
    assert answered_at(chat, Stored()) == {
        0: at(hours=2),
        1: at(hours=2),
        3: at(hours=9),
    }
    assert answered_at(chat, Stored(ours_at=[at(minutes=30), at(hours=4)])) == {
        0: at(minutes=30),
        1: at(hours=2),
        3: at(hours=4),
    }
    assert answered_at([theirs()], Stored(ours_at=[NOON])) == {}


@given(chat=messages)
def test_nothing_is_answered_before_it_was_written(chat: list[Past]) -> None:
    found = answered_at(chat, Stored())
    for place, moment in found.items():
        assert not chat[place].ours
        assert moment in [each.at for each in chat[place:] if each.ours]
    last = max((place for place, each in enumerate(chat) if each.ours), default=-1)
    assert {*found} == {place for place in range(last + 1) if not chat[place].ours}


def test_a_first_contact_is_ours_and_comes_before_everything() -> None:
    assert is_first_contact([ours(), theirs(hours=1)], Stored())
    assert is_first_contact([ours()], Stored(began_at=at(hours=1)))
    assert not is_first_contact([ours()], Stored(began_at=NOON))
    assert not is_first_contact([theirs(), ours()], Stored())
