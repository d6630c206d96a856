"""Every value of the rules has its key, range, section and reason, and is read as it is written."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant import rulebook
from dm_assistant.domain.rules.gate import rule_names
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.errors import BadInputError

SECTIONS = ["Who", "Consent", "How often", "The account", "When", "The text"]
KEYS = [entry.key for entry in rulebook.entries()]


def test_every_field_of_the_policy_has_a_reason_a_section_and_a_rule() -> None:
    found = rulebook.entries()
    assert sorted(each.name for each in found) == sorted(each.name for each in fields(Policy))
    assert list(dict.fromkeys(each.section for each in found)) == SECTIONS
    for each in found:
        assert len(each.reason) > 30, each.key
        assert each.reason.endswith("."), each.key
        assert each.rule in rule_names()
        assert each.allowed


def test_a_comment_over_two_lines_speaks_for_both() -> None:
    assert rulebook.entry("open_from").reason == rulebook.entry("open_until").reason
    assert rulebook.entry("unknown_from").reason != rulebook.entry("open_from").reason
    assert rulebook.entry("gap_hours").reason.startswith("A week between messages")


@pytest.mark.parametrize("key", KEYS)
def test_a_default_is_read_as_it_is_written_and_lies_in_its_range(key: str) -> None:
    entry = rulebook.entry(key)
    assert rulebook.typed(key, rulebook.toml(entry.default)) == entry.default
    assert rulebook.changed(Policy(), {key: entry.default}) == Policy()
    assert rulebook.shown(entry, entry.default)
    for value in (entry.least, entry.default, entry.most):
        share = None if value is None else rulebook.share(entry, value)
        assert share is None or 0 <= share <= 1
    if entry.least != entry.most:
        assert rulebook.share(entry, entry.least or 0) == 0
        assert rulebook.share(entry, entry.most or 0) == 1


def test_differences_are_what_is_not_the_default() -> None:
    changed = rulebook.changed(Policy(), {"gap_hours": 200, "links": 0})
    assert rulebook.differences(changed) == {"gap_hours": 200, "links": 0}
    assert rulebook.differences(Policy()) == {}


def test_times_and_names_need_no_quotes_and_lists_are_toml() -> None:
    assert rulebook.typed("open_from", "10:30") == rulebook.typed("open_from", '"10:30"') == "10:30"
    assert rulebook.typed("consent_profile", "strict") == "strict"
    assert rulebook.typed("strict_countries", '["FR"]') == ["FR"]
    caps = rulebook.typed("caps", "[{ touches = 1, hours = 720 }]")
    assert rulebook.shown(rulebook.entry("caps"), caps) == "1 in 720 h"


@given(st.sampled_from([*KEYS, "gap", "no_such", ""]), st.text(max_size=40))
def test_whatever_is_typed_is_a_value_or_one_line(key: str, text: str) -> None:
    try:
        after = rulebook.changed(Policy(), {key: rulebook.typed(key, text)})
    except BadInputError as error:
        assert str(error).startswith("policy.toml: ")  # noqa: PT017 - both outcomes are right
        assert str(error).isprintable()  # noqa: PT017
    else:
        assert rulebook.written(after).keys() == set(KEYS)


@pytest.mark.parametrize("text", ["1\nlinks = 0", "", "# 1", "9" * 5000, "[" * 5000, "\ud800"])
def test_what_is_more_or_less_than_one_value_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match=r"72 to 8760|too large"):
        rulebook.changed(Policy(), {"gap_hours": rulebook.typed("gap_hours", text)})


def test_a_half_remembered_key_is_hinted_at() -> None:
    with pytest.raises(BadInputError, match=r"there is no gap; did you mean gap_hours\?"):
        rulebook.entry("gap")
