"""What of a past conversation is new, and what we answered, told by times and words alone."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.past_messages import (
    Heard,
    Past,
    Sent,
    Stored,
    answered_at,
    in_order,
    is_first_contact,
    unknown,
)

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def at(**span: float) -> datetime:
    return NOON + timedelta(**span)


def theirs(text: str = "hi", **span: float) -> Past:
    return Past(at(**span), ours=False, text=text)


def ours(text: str = "hello", **span: float) -> Past:
    return Past(at(**span), ours=True, text=text)


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
    assert unknown([ours("a"), ours("b")], Stored(imported_at=[NOON])) == [1]


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


@pytest.mark.parametrize(("hours", "known"), [(24, True), (-24, True), (24.1, False)])
def test_a_message_sent_by_way_of_the_program_is_no_second_one(hours: float, known: bool) -> None:
    stored = Stored(sent=[Sent(1, at(hours=hours), "Hello you")])
    assert (unknown([ours("hello  YOU")], stored) == []) == known
    assert unknown([ours("hello you!")], stored) == [0]


def test_one_message_of_the_program_stands_for_one_only_and_the_nearest() -> None:
    stored = Stored(sent=[Sent(1, at(hours=5), "hello"), Sent(2, at(hours=9), "hello")])
    assert unknown([ours(hours=4), ours(hours=8), ours(hours=9)], stored) == [2]
    assert unknown([ours(hours=-20)], stored) == [0]


def test_an_erased_message_of_ours_is_like_no_other() -> None:
    assert unknown([ours("")], Stored(sent=[Sent(1, NOON, "")])) == [0]


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
        imported_at=[each.at for each in chat if each.ours],
        ours_at=[each.at for each in chat if each.ours],
    )


@given(chat=messages, more=messages)
def test_what_was_imported_is_never_new_again(chat: list[Past], more: list[Past]) -> None:
    both = in_order([*chat, *more])
    assert unknown(chat, stored_of(both)) == []
    new = [both[place] for place in unknown(both, stored_of(chat))]
    assert _counted([*chat, *new]) == _counted(both)


def _counted(chat: list[Past]) -> Counter[tuple[datetime, str | None]]:
    """Count messages as they are stored: ours have no words."""
    return Counter((each.at, None if each.ours else each.text) for each in chat)


@given(
    chat=messages,
    sent=st.lists(st.tuples(st.integers(-90_000, 90_000), st.sampled_from(["a", "b"]))),
)
def test_of_ours_only_as_many_are_left_out_as_were_sent(
    chat: list[Past], sent: list[tuple[int, str]]
) -> None:
    stored = Stored(
        sent=[Sent(place, at(seconds=each), text) for place, (each, text) in enumerate(sent)]
    )
    new = unknown(chat, stored)
    assert len(chat) - len(new) <= len(sent)
    assert [place for place, each in enumerate(chat) if not each.ours and place not in new] == []


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
