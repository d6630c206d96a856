"""Two audiences in words and bars: counts with their denominators, never more than they bear."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.overlap import (
    Overlap,
    bar,
    confidence,
    newcomer_words,
    overlap_words,
)

AT = datetime(2026, 5, 16, tzinfo=UTC)
MANY = Overlap("leo.csv", AT, AT, AT, same_time=True, shared=41, theirs=1367, ours=512)


def test_the_words_name_both_audiences_with_their_sizes() -> None:
    assert overlap_words(MANY) == (
        "41 people comment on both of us: 8.0 % of your 512, 3.0 % of their 1,367"
    )
    one = replace(MANY, shared=1, ours=4, theirs=30)
    assert overlap_words(one) == "1 person comments on both of us: of your 4, 3 % of their 30"


def test_few_people_bear_no_more_than_their_number() -> None:
    assert "too few people" in confidence(replace(MANY, shared=1, ours=4))
    assert "early" in confidence(replace(MANY, shared=1, ours=19))
    assert confidence(MANY) == "of yours likely 6–11 %; both over the time of the file"
    assert "yours of all time" in confidence(replace(MANY, same_time=False))


def test_newcomers_are_only_spoken_of_when_the_file_reaches_so_far() -> None:
    assert newcomer_words(MANY) == ""
    assert newcomer_words(replace(MANY, newcomers=12, newcomers_shared=3)) == (
        "3 of 12 newcomers in the 28 days after it also comment on them"
    )


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 60))
def test_a_bar_is_as_long_as_asked_and_shows_whoever_is_there(a: int, b: int, cells: int) -> None:
    part, whole = sorted((a, b))
    drawn = bar(part, whole, cells)
    assert len(drawn) == (cells if whole else 0)
    assert ("█" in drawn) == (part > 0 and cells > 0)
