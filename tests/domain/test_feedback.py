"""Themes as plain values: people counted, likeness suggested, letters given, steps in order."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.challenges import Challenge, Entry, funnel, watched
from dm_assistant.domain.feedback import (
    KEYS,
    STEPS,
    Coding,
    Theme,
    ThemeState,
    Vocabulary,
    free_key,
    next_state,
    ordered,
    weights,
)

NOON = datetime(2026, 5, 16, 12, tzinfo=UTC)


def theme(number: int, name: str = "", state: ThemeState = ThemeState.OPEN) -> Theme:
    return Theme(number, name or f"theme {number}", "", state, NOON)


def coding(theme_id: int | None, contact_id: int) -> Coding:
    return Coding(0, theme_id, contact_id, NOON, inbound_id=1)


people = st.integers(1, 9)


@given(
    said=st.lists(st.tuples(st.sampled_from([None, 1, 2, 3]), people)),
    answered=st.sets(people),
)
def test_a_weight_is_never_more_than_the_people_there_are(
    said: list[tuple[int | None, int]], answered: set[int]
) -> None:
    found = weights([theme(1), theme(2)], [coding(*each) for each in said], answered)
    assert set(found) == {1, 2}
    for number, weight in found.items():
        who = {contact for theme_id, contact in said if theme_id == number}
        assert weight.people == len(who)
        assert weight.answered.k == len(who & answered) <= weight.answered.n == len(answered)


def test_themes_are_listed_by_people_and_dropped_ones_last() -> None:
    themes = [theme(1, "b"), theme(2, "a"), theme(3, "c", ThemeState.DROPPED), theme(4, "d")]
    found = weights(themes, [coding(3, 1), coding(3, 2), coding(4, 1)], {1})
    assert [each.name for each in ordered(themes, found)] == ["d", "a", "b", "c"]


@given(name=st.text(), taken=st.sets(st.sampled_from(KEYS)))
def test_a_letter_is_free_and_one_that_means_nothing_else_or_there_is_none(
    name: str, taken: set[str]
) -> None:
    letter = free_key(name, taken)
    assert letter not in taken
    assert letter in KEYS
    assert (letter == "") == (taken == set(KEYS))
    assert not set(KEYS) & set("nqu")


def test_a_letter_comes_from_the_longest_word() -> None:
    assert free_key("a video about paper", set()) == "v"
    assert free_key("a video about paper", {"v"}) == "a"


def test_steps_lead_from_open_to_made_and_back_to_dropped() -> None:
    for before, after in pairwise(STEPS):
        assert next_state(before, 1) is after
        assert next_state(after, -1) is before
    assert next_state(ThemeState.MADE, 1) is None
    assert next_state(ThemeState.OPEN, -1) is ThemeState.DROPPED
    assert next_state(ThemeState.DROPPED, 1) is ThemeState.OPEN
    assert next_state(ThemeState.DROPPED, -1) is None


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("which PAPER is it?", 1),
        ("more papers please", 1),
        ("longer fog films", 2),
        ("thank you so much", None),
        ("", None),
        ("brush", None),
    ],
)
def test_a_message_is_likened_by_the_words_it_shares(text: str, likely: int | None) -> None:
    known = Vocabulary([(1, "a film about paper"), (1, "papers!"), (2, "longer fog, longer")])
    assert known.suggest(text) == likely


@given(st.lists(st.tuples(st.integers(1, 3), st.text())), st.text())
def test_any_words_are_likened_to_a_known_theme_or_to_none(
    said: list[tuple[int, str]], text: str
) -> None:
    assert Vocabulary(said).suggest(text) in {None, *(number for number, _ in said)}


def entry(contact: int, views: int | None = None) -> Entry:
    return Entry(0, 1, contact, NOON, views=views)


def test_the_steps_of_a_challenge_are_parts_of_the_invited() -> None:
    steps = funnel([1, 2, 2], [2, 9], [entry(2, 10), entry(2, 30), entry(7)], waiting=4)
    assert (steps.invited, steps.uninvited, steps.waiting) == (2, 1, 4)
    assert (steps.answered.k, steps.answered.n) == (1, 2)
    assert (steps.took_part.k, steps.took_part.n) == (1, 2)
    assert (steps.views.total, steps.views.middle, steps.views.known) == (40, 20, 2)


def test_views_nobody_knows_are_not_nought() -> None:
    views = watched([entry(1), entry(2)])
    assert (views.middle, views.known, views.entries) == (None, 0, 2)


def test_a_challenge_is_over_after_its_last_day_or_when_it_is_ended() -> None:
    last = date(2026, 5, 31)
    one = Challenge(1, "fog", "a fog", NOON, ends_on=last)
    assert not one.over(last)
    assert one.over(date(2026, 6, 1))
    assert not Challenge(1, "fog", "a fog", NOON).over(date(2030, 1, 1))
    assert Challenge(1, "fog", "a fog", NOON, ended_at=NOON).over(last)
