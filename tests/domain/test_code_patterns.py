"""Codes made to a pattern: different ones, easy to read, impossible to guess."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.code_patterns import ALPHABETS, LONGEST, flaw, like, possibilities

patterns = st.text(st.sampled_from("#?*AB-x"), min_size=1, max_size=LONGEST)


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same codes for the same seed


@given(patterns, st.integers(0, 20), st.integers())
def test_codes_follow_their_pattern_and_are_all_different(
    pattern: str, count: int, seed: int
) -> None:
    count = min(count, possibilities(pattern) // 2)
    known = {each.casefold() for each in like(pattern, count // 2, (), chance(seed))}
    made = like(pattern, count - len(known), known, chance(seed + 1))
    keys = {each.casefold() for each in made}
    assert len(keys) == len(made) == count - len(known)
    assert not keys & known
    for code in made:
        assert flaw(code) is None
        assert len(code) == len(pattern)
        for sign, letter in zip(pattern, code, strict=True):
            assert letter in ALPHABETS.get(sign, sign)


def test_nothing_in_them_is_taken_for_something_else() -> None:
    assert not set("".join(ALPHABETS.values())) & set("0O1I")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("", 1), ("MIA", 1), ("MIA-##", 64), ("?#", 24 * 8), ("***", 32**3)],
)
def test_the_possibilities_are_counted(pattern: str, expected: int) -> None:
    assert possibilities(pattern) == expected


@pytest.mark.parametrize("code", ["A B", "A,B", 'A"B', "A\x1b", "A\u200bB", "A" * (LONGEST + 1)])
def test_what_nobody_can_type_is_no_code(code: str) -> None:
    assert flaw(code)
