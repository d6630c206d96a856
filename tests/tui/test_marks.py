"""Marked words are seen without colour, and go with the words while a text is changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.rules.verdict import Finding, Status, line_and_column, place_of
from dm_assistant.tui.marks import MARKED, carried, marked, places_of

ALPHABET = "ab ,\n😀"
texts = st.text(ALPHABET, max_size=20)
spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=4)


@given(texts, texts, texts, texts, st.integers(0, 20), st.integers(1, 6))
def test_words_beside_an_edit_stay_marked_and_those_in_it_do_not(
    before: str, taken: str, put: str, after: str, start: int, size: int
) -> None:
    old, new = before + taken + after, before + put + after
    place = place_of(old, min(start, len(old)), min(start + size, len(old)))
    for each in carried([place], old, new):
        assert new[each.start : each.end] == each.text == place.text
    untouched = place.end <= len(before) or place.start >= len(before) + len(taken)
    if old == new:
        assert carried([place], old, new) == (place,)
    elif untouched and taken == "" and place.end <= len(before):
        assert len(carried([place], old, new)) == 1


def test_what_stands_after_the_edit_moves_with_it() -> None:
    [moved] = carried([place_of("one two three", 8, 13)], "one two three", "one 2 three")
    assert (moved.start, moved.end, moved.text) == (6, 11, "three")
    assert carried([place_of("one two three", 4, 7)], "one two three", "one twwo three") == ()


@given(texts, spans)
def test_a_marked_text_says_the_same(text: str, found: list[tuple[int, int]]) -> None:
    places = [place_of(text, start, start + size) for start, size in found if start < len(text)]
    parts = marked(text, places)
    assert "".join(words for words, _ in parts) == text
    assert all(words and style in {"", MARKED} for words, style in parts)
    shown = "".join(words if style else "\0" * len(words) for words, style in parts)
    for each in places:
        assert "\0" not in shown[each.start : min(each.end, len(text))]


def test_a_mark_covers_whole_words_so_that_no_line_breaks_inside_one() -> None:
    text = "so, Hurry up!! now"
    assert marked(text, [place_of(text, 4, 12)]) == [
        ("so, ", ""),
        ("Hurry up!!", MARKED),
        (" now", ""),
    ]


def test_places_of_several_findings_come_in_the_order_of_the_text() -> None:
    text = "one two"
    one, two = place_of(text, 0, 3), place_of(text, 4, 7)
    found = [
        Finding("tone", Status.WARN, "", places=(two,)),
        Finding("links", Status.FIX, "", places=(one, two)),
    ]
    assert places_of(found) == (one, two)


def test_lines_and_characters_are_counted_from_one() -> None:
    assert line_and_column("ab\ncd", 0) == (1, 1)
    assert line_and_column("ab\ncd", 2) == (1, 3)
    assert line_and_column("ab\ncd", 3) == (2, 1)
    assert line_and_column("ab\ncd", 4) == (2, 2)
