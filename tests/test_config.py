"""Policy and settings files: what is read, and how a mistake in them is told."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.config import Settings, load_policy, load_settings, shipped_policy
from dm_assistant.domain.rules.policy import LIMITS, Cap, Policy
from dm_assistant.errors import BadInputError
from tests.examples import examples

TONE_WORDS = (
    "tone_words must be a list of at most 200 words or phrases "
    'such as ["babe", "hit me up"], each of letters, digits and blanks'
)


def policy_of(folder: Path, text: str) -> Policy:
    path = folder / "policy.toml"
    path.write_text(text, "utf-8")
    return load_policy(path)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(BadInputError) as refused:
        policy_of(folder, text)
    message = str(refused.value)
    assert message.startswith("policy.toml")
    assert message.isprintable()
    return message


def test_the_shipped_file_says_the_defaults_each_with_a_reason() -> None:
    assert load_policy(shipped_policy()) == Policy() == load_policy(None)
    text = shipped_policy().read_text("utf-8")
    assert len(tomllib.loads(text)) == len(fields(Policy))
    blocks = [block.splitlines() for block in text.split("\n\n")]
    for block in blocks:
        assert block[0].startswith("#")


def test_every_number_keeps_its_default_within_its_limits() -> None:
    for name, limit in LIMITS.items():
        default = getattr(Policy(), name)
        number = default / timedelta(**{limit.unit: 1}) if limit.unit else default
        assert limit.least <= number <= limit.most


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    policy = policy_of(
        tmp_path,
        'gap_hours = 200\nopen_from = "10:30"\ncaps = [{ touches = 1, hours = 720 }]\n'
        'consent_profile = "strict"\nstrict_countries = []\n',
    )
    assert policy == replace(
        Policy(),
        gap=timedelta(hours=200),
        open_from=time(10, 30),
        caps=(Cap(1, timedelta(hours=720)),),
        consent_profile=policy.consent_profile,
        strict_countries=(),
    )
    assert policy.consent_profile == "strict"
    assert policy.version != Policy().version
    assert policy_of(tmp_path, "gap_hours = 168").version == Policy().version


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gap_hour = 100", "policy.toml: there is no gap_hour; did you mean gap_hours?"),
        ("gap_hours = 71", "policy.toml: gap_hours is 71; it must be from 72 to 8760"),
        ("gap_hours = '200'", "policy.toml: gap_hours must be a whole number from 72 to 8760"),
        ("links = true", "policy.toml: links must be a whole number from 0 to 1"),
        ("gap_hours = 1.5", "policy.toml: gap_hours must be a whole number from 72 to 8760"),
        (
            'open_from = "07:59"',
            "policy.toml: open_from is 07:59; it must be from 08:00 to 21:00",
        ),
        (
            "open_from = 9",
            'policy.toml: open_from must be a time such as "09:00", from 08:00 to 21:00',
        ),
        ('open_from = "20:00"', "policy.toml: open_from must be before open_until"),
        (
            "caps = [{ touches = 4, hours = 720 }]",
            "policy.toml: caps of 4 in 720 hours is too loose; at most 3 in 720 hours",
        ),
        (
            "caps = [{ touches = 6, hours = 8760 }]",
            "policy.toml: caps must hold one of at most 720 hours",
        ),
        ("caps = []", "policy.toml: caps must be a list such as [{ touches = 2, hours = 720 }]"),
        ('consent_profile = "lax"', 'policy.toml: consent_profile must be "standard" or "strict"'),
        (
            "first_contact_warn = 300\nfirst_contact_fix = 200",
            "policy.toml: first_contact_warn must not be above first_contact_fix",
        ),
        (
            "sameness_warn = 70\nsameness_fix = 60",
            "policy.toml: sameness_warn must not be above sameness_fix",
        ),
        ('tone_words = "babe"', f"policy.toml: {TONE_WORDS}"),
        ("tone_words = [1]", f"policy.toml: {TONE_WORDS}"),
        ('tone_words = [""]', f"policy.toml: {TONE_WORDS}"),
        ('tone_words = ["a / b"]', f"policy.toml: {TONE_WORDS}"),
    ],
)
def test_a_mistake_is_told_with_its_key_and_range(tmp_path: Path, text: str, expected: str) -> None:
    assert refusal(tmp_path, text) == expected


def test_what_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    assert "line 2" in refusal(tmp_path, "gap_hours = 200\nlinks = = 1")
    refusal(tmp_path, "x = " + "[" * 30_000)
    refusal(tmp_path, "#" * 70_000)
    refusal(tmp_path, '"\\u001b[2J" = 1')
    refusal(tmp_path, f"gap_hours = {'9' * 5000}")
    path = tmp_path / "policy.toml"
    path.write_bytes(b"gap_hours = 200\n# caf\xe9\n")
    with pytest.raises(BadInputError, match=r"^policy\.toml:2: not UTF-8 text$"):
        load_policy(path)


@pytest.mark.parametrize("name", LIMITS)
def test_no_number_passes_its_hard_limit(tmp_path: Path, name: str) -> None:
    limit = LIMITS[name]
    key = f"{name}_{limit.unit}" if limit.unit else name
    assert str(limit.most) in refusal(tmp_path, f"{key} = {limit.most + 1}")
    assert str(limit.least) in refusal(tmp_path, f"{key} = {limit.least - 1}")


@settings(
    max_examples=examples(100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(content)
    try:
        load_policy(path)
    except BadInputError as error:
        assert str(error).isprintable()  # noqa: PT017 - both outcomes are right


def test_settings_are_read_and_a_missing_file_sets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert load_settings(path) == Settings()
    path.write_text(
        '[account]\nname = "maya"\n[keys]\n"inbox.approve" = "a"\n[theme]\nname = "nord"\n', "utf-8"
    )
    assert load_settings(path) == Settings("maya", {"inbox.approve": "a"}, "nord")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[acount]\nname = 'x'", "config.toml: there is no acount; did you mean account?"),
        ("[theme]\nnam = 'x'", "config.toml: there is no theme.nam; did you mean name?"),
        ("[keys]\napprove = 1", "config.toml: keys.approve must be a text in quotes"),
        ("theme = 'nord'", "config.toml: theme is a table; write it as [theme]"),
        (
            "[facts]\nkeyword = 'WATERCOLOURS'\nkeyword_gets = 'my list of mist colours'",
            "config.toml: facts.keyword_gets has 23 characters; at most 20",
        ),
        (
            "[numbers]\nwindow_days = 31",
            "config.toml: numbers.window_days must be a whole number from 1 to 30",
        ),
        (
            "[numbers]\nwindow_days = '7'",
            "config.toml: numbers.window_days must be a whole number from 1 to 30",
        ),
        (
            "[display]\nmotion = 'fast'",
            'config.toml: display.motion must be "none" or "full"',
        ),
        (
            "[display]\nmoton = 'none'",
            "config.toml: there is no display.moton; did you mean motion?",
        ),
        ("[macros]\nm = ''", "config.toml: macros.m has 0 steps; it takes 1 to 50"),
        (
            "[macros]\nm = { key = 'f5' }",
            (
                'config.toml: macros.m must be such as "approve, next", '
                'or { key = "f5", do = "skip, skip" }'
            ),
        ),
        (
            "[macros]\n'A b' = 'skip'",
            "config.toml: macros.A b: a name is small letters, digits, - and _, at most 24",
        ),
    ],
)
def test_a_mistake_in_the_settings_is_told(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInputError) as refused:
        load_settings(path)
    assert str(refused.value) == expected
