"""Where the words of a search stand is marked on whole signs, however they are written."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.segments.matching import looked_for, places
from dm_assistant.domain.segments.syntax import parse
from dm_assistant.domain.text import clusters

FAMILY = "👨‍👩‍👧"


def marked(text: str, *words: str) -> list[str]:
    return [text[start:end] for start, end in places(text, words)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The LAMP and the lamp", ["lamp"], ["LAMP", "lamp"]),
        ("un café serré", ["cafe"], ["café"]),
        (unicodedata.normalize("NFD", "un café"), ["cafe"], [unicodedata.normalize("NFD", "café")]),
        ("すごく綺麗ですね", ["綺麗"], ["綺麗"]),
        (f"we {FAMILY} love it", ["love", FAMILY], [FAMILY, "love"]),
        ("blue lamp", ["lamp", "blue lamp"], ["blue lamp"]),
        ("line\nbreak", ["line break"], ["line\nbreak"]),
        ("nothing here", ["lamp"], []),
        ("", ["lamp"], []),
        ("lamp", [""], []),
    ],
)
def test_words_are_marked_where_they_stand(
    text: str, words: list[str], expected: list[str]
) -> None:
    assert marked(text, *words) == expected


@given(st.text(max_size=30), st.lists(st.text(max_size=5), max_size=3))
def test_marks_never_cut_a_sign_and_never_overlap(text: str, words: list[str]) -> None:
    found = places(text, words)
    edges = {0}
    for sign in clusters(text):
        edges.add(max(edges) + len(sign))
    assert all(start < end and {start, end} <= edges for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))


def test_only_what_is_looked_for_counts() -> None:
    assert looked_for(parse("lamp or (tier:new -blue)")) == ("lamp",)
    assert looked_for(parse("tier:new")) == ()
    assert looked_for(parse("--lamp")) in {("lamp",), ()}
