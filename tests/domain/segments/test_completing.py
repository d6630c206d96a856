"""A half-typed filter is completed by fields and by values that exist, and by nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.segments.completing import completions
from dm_assistant.domain.segments.syntax import parse

KNOWN = {"tag": ("oil paint", "paint", "paper"), "segment": ("spring",)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("ti", ["tier:"]),
        ("blue ti", ["blue tier:"]),
        ("-ti", ["-tier:"]),
        ("(ti", ["(tier:"]),
        ("tier:s", ["tier:superfan"]),
        ("Tier:S", ["tier:superfan"]),
        ("tier:superfan", []),
        ("tag:", ['tag:"oil paint"', "tag:paint", "tag:paper"]),
        ('tag:"oil', ['tag:"oil paint"']),
        ("a or tag:pai", ["a or tag:paint"]),
        ("tag:x", []),
        ("segment:", ["segment:spring"]),
        ("repl", ["replied", "replied<"]),
        ("scor", ["score>="]),
        ("zzz", []),
        ("blue ", []),
        ("tag:paint ", []),
    ],
)
def test_the_last_term_is_completed(text: str, expected: list[str]) -> None:
    assert [each.text for each in completions(text, KNOWN)] == expected


@given(st.text(max_size=30), st.sampled_from(["tag:", "tier:", "ti", "pl", "segment:s"]))
def test_a_completion_changes_only_the_last_term(before: str, begun: str) -> None:
    for each in completions(f"{before} {begun}", KNOWN):
        assert each.text == f"{before} {each.term}"


def test_a_completed_value_is_a_filter() -> None:
    for begun in ("tag:", "tier:", "segment:", "consent:", "code:"):
        for each in completions(begun, KNOWN):
            parse(each.text)
