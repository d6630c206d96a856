"""Which handles are one person, which only look alike, and which are no handles."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.handles import (
    MAX_LENGTH,
    HandleError,
    look_alike,
    normalise,
    profile_link,
    written,
)
from dm_assistant.domain.model import Platform
from dm_assistant.errors import BadInputError
from tests.domain.hostile_strings import hostile_items
from tests.examples import examples
from tests.shared import HOSTILE


def pairs(*expected: str) -> list[object]:
    path = HOSTILE / "handles.json"
    if not path.is_file():
        return [pytest.param("", "", marks=pytest.mark.skip(reason="shared/hostile is not here"))]
    return [
        pytest.param(item["a"], item["b"], id=item["id"])
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]
        if item["expect"] in expected
    ]


@pytest.mark.parametrize(("first", "second"), pairs("same"))
def test_the_same_handle_written_otherwise_is_one_person(first: str, second: str) -> None:
    assert normalise(first) == normalise(second)


@pytest.mark.parametrize(("first", "second"), pairs("look-alike"))
def test_look_alikes_are_marked_and_never_joined(first: str, second: str) -> None:
    assert look_alike(first) == look_alike(second)
    assert normalise(second) == second
    try:
        assert normalise(first) != normalise(second)
    except HandleError as refusal:
        assert "invisible" in str(refusal)  # noqa: PT017 - refused or kept apart, both are right


@pytest.mark.parametrize(("first", "second"), pairs("different"))
def test_different_handles_are_two_people_and_carry_no_mark(first: str, second: str) -> None:
    assert normalise(first) != normalise(second)
    assert look_alike(normalise(first)) != look_alike(normalise(second))


@pytest.mark.parametrize(("first", "second"), pairs("refuse second"))
def test_what_is_no_handle_is_refused_in_one_line(first: str, second: str) -> None:
    assert normalise(first)
    with pytest.raises(HandleError) as refusal:
        normalise(second)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize("text", hostile_items("R6"))
def test_an_invisible_character_makes_no_second_handle_of_one_name(text: str) -> None:
    with pytest.raises(HandleError):
        normalise(text)


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("  @Lucy.W \r\n", "lucy.w"),
        ("＠ＬＵＣＹ", "lucy"),
        ("https://www.tiktok.com/@Lucy.W?lang=en", "lucy.w"),
        ("tiktok.com/@lucy.w/", "lucy.w"),
        ("http://m.tiktok.com/@lucy_w/video/7418294751977327878?x=1#y", "lucy_w"),
        ("https://www.instagram.com/_u/lucy.w", "lucy.w"),
        ("instagram.com/lucy.w/?igsh=abc", "lucy.w"),
        ("HTTPS://Instagram.com/Lucy.W", "lucy.w"),
        ("https://www.instagram.com/stories/lucy.w/123", "lucy.w"),
        ("https://www.tiktok.com/@zo%C3%A9", "zoé"),
        ("_lucy_", "_lucy_"),
        ("lucy.", "lucy."),
        ("Zoe\u0301", "zoé"),
    ],
)
def test_a_handle_is_found_however_it_is_pasted(raw: str, key: str) -> None:
    assert normalise(raw) == key


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "empty"),
        (" \t", "empty"),
        ("@", "empty"),
        ("..", "empty"),
        ("\u3164", "empty"),
        ("lu cy", "blank inside"),
        ("lu\u3000cy", "blank inside"),
        ("lucy\x1f", "control"),
        ("lucy\x85", "control"),
        ("luc\ud83c", "half a character"),
        ("lu\u200bcy", "invisible character (U+200B)"),
        ("lucy\u202e", "invisible character (U+202E)"),
        ("a/b", "slash"),
        ("../../outside", "no TikTok or Instagram address"),
        ("lucy@example.org", "no handle has"),
        ("javascript:void(0)", "no handle has"),
        ("a" * (MAX_LENGTH + 1), "longer than 64"),
        ("ab" * 100_000 + "é", "longer than 64"),
        ("https://evil.invalid/instagram.com/lucy", "no TikTok or Instagram"),
        ("https://instagram.com@evil.invalid/lucy", "no TikTok or Instagram"),
        ("https://instagram.com.evil.invalid/lucy", "no TikTok or Instagram"),
        ("https://vm.tiktok.com/ZM123", "no TikTok or Instagram"),
        ("ftp://instagram.com/lucy", "no TikTok or Instagram"),
        ("https://[instagram.com/lucy", "cannot be read"),
        ("https://www.instagram.com/p/CxYz/", "names no profile"),
        ("https://www.tiktok.com/tag/cats", "names no profile"),
        ("https://www.tiktok.com/", "names no profile"),
        ("instagram.com", "names no profile"),
        ("https://www.tiktok.com/@lu%2Fcy", "no handle has"),
        ("https://www.tiktok.com/@lu%00cy", "control"),
        ("https://www.tiktok.com/@lu%FFcy", "half a character"),
    ],
)
def test_a_refusal_names_its_reason(raw: str, reason: str) -> None:
    with pytest.raises(HandleError, match=re.escape(reason)):
        normalise(raw)


def test_a_refusal_is_bad_input_and_repeats_no_words_of_strangers() -> None:
    with pytest.raises(BadInputError) as refusal:
        normalise("secret name")
    assert "secret" not in str(refusal.value)


def test_an_address_on_the_other_platform_is_refused() -> None:
    assert normalise("https://www.tiktok.com/@lucy", Platform.TIKTOK) == "lucy"
    with pytest.raises(HandleError, match="address on TikTok, not on Instagram"):
        normalise("https://www.tiktok.com/@lucy", Platform.INSTAGRAM)


def test_the_written_form_keeps_the_owners_capitals() -> None:
    assert written(" https://www.tiktok.com/@Lucy.W?x=1 ") == "Lucy.W"
    assert written("@Lucy.W") == "Lucy.W"


@given(st.text(max_size=70) | st.from_regex(r"@?[\w.·-]{1,20}", fullmatch=True))
@settings(max_examples=examples(200), deadline=None)
def test_a_key_is_its_own_key_and_anything_else_is_refused(raw: str) -> None:
    try:
        key = normalise(raw)
    except HandleError as refusal:
        assert str(refusal).isprintable()  # noqa: PT017 - most text is no handle
        return
    assert normalise(key) == key
    assert normalise(written(raw)) == key
    assert not any(letter.isspace() or letter in "/\\@" for letter in key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bаrnes", "barnes"),
        ("barnes", "bames"),
        ("c00l", "cool"),
        ("vvest", "west"),
        ("a__b", "a_b"),
    ],
)
def test_pairs_that_fool_the_eye_share_a_skeleton(one: str, other: str) -> None:
    assert look_alike(one) == look_alike(other)


@pytest.mark.parametrize(("one", "other"), [("a_b", "a.b"), ("lucy2", "lucy3"), ("ana", "anna")])
def test_pairs_that_differ_plainly_do_not(one: str, other: str) -> None:
    assert look_alike(one) != look_alike(other)


def test_a_profile_link_leads_to_the_handle_and_nowhere_else() -> None:
    assert profile_link(Platform.TIKTOK, "Lucy.W") == "https://www.tiktok.com/@Lucy.W"
    assert profile_link(Platform.INSTAGRAM, "lucy_w") == "https://www.instagram.com/lucy_w/"
    assert profile_link(Platform.TIKTOK, "zoé") == "https://www.tiktok.com/@zo%C3%A9"
    with pytest.raises(HandleError):
        profile_link(Platform.TIKTOK, "a?b=c")


@pytest.mark.parametrize("platform", list(Platform))
@pytest.mark.parametrize("handle", ["lucy.w", "zoé", "lu-cy", "100%_sure"])
def test_a_profile_link_reads_back_as_the_same_handle(platform: Platform, handle: str) -> None:
    assert normalise(profile_link(platform, handle), platform) == normalise(handle)
