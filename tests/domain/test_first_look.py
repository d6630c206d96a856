"""One look at a comment finds what the closer ones find, whatever the text."""

from hashlib import blake2b
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain import first_look as looking
from dm_assistant.domain import ranking_words
from dm_assistant.domain.comment_text import fold as folded_for_copies
from dm_assistant.domain.comment_text import read
from dm_assistant.domain.first_look import asks, enters, first_look, promotes, words_in
from dm_assistant.domain.inbound import asks_to_stop, telling_words
from dm_assistant.domain.text import fold
from tests.domain.test_inbound_quick_look import AROUND, disguised
from tests.examples import examples

EVERYDAY = (
    "I",
    "me",
    "not",
    "never",
    "don't",
    "don’t",
    "leave",
    "alone",
    "messages",
    "st",
    "op",
    "s",
    "t",
    "o",
    "p",
    "ss",
    "sss",
    "l1nk",
    "st0p",
    "$top",
    "st_op",
    "j'adore",
    "стоп",
    "не пиши мне",
    "やめて",
    "别发消息",
    "please",
    "メッセージ",
    "を送らないでください",
    "哈哈哈哈",
    "link in bio",
    "pick me",
    "follow4follow",
    "link's",
    "🅂🅃🄾🄿",
    "ⓢⓣⓞⓟ",
    "ℓeave",
    "ﬁrst",
    "1️⃣",
)
words = st.lists(
    st.one_of(st.sampled_from(EVERYDAY), disguised(), st.sampled_from(AROUND)), max_size=6
)
texts = st.one_of(
    st.builds(lambda glue, parts: glue.join(parts), st.sampled_from(AROUND), words), st.text()
)


@settings(max_examples=examples(500), deadline=None)
@given(texts)
def test_one_look_finds_what_the_closer_ones_find(text: str) -> None:
    look, reading = first_look(text), read(text)
    assert look.stops == asks_to_stop(text)
    assert words_in(look.facts) == min(reading.words, looking.MOST_WORDS)
    found = (asks(look.facts), promotes(look.facts), enters(look.facts))
    assert found == reading[1:4]
    assert (look.copy_key > 0) == (reading.words >= looking.RING_WORDS)
    assert look.facts // looking.VERSIONS == looking.VERSION


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(texts, max_size=8))
def test_what_was_looked_at_before_changes_no_answer(said: list[str]) -> None:
    for text in said:
        first_look(text)
    for text in said:
        assert first_look(text).stops == asks_to_stop(text)


def test_folding_leaves_the_letters_of_scripts_without_spaces_as_they_are() -> None:
    for code in range(0x0E00, 0xD7A4):
        letter = folded_for_copies(chr(code))
        if looking.AS_FOLDED.fullmatch(letter):
            assert fold(letter) == letter, hex(code)
            assert fold(f"日{letter}本") == f"日{letter}本", hex(code)


ALIKE = ("Cn", "Co")
MANY = (range(0x3400, 0xA000), range(0xAC00, 0xD7A4), range(0x12000, 0x1B000))
"""Ideographs, syllables and what is not assigned: alike in their thousands, one in 16 is tried."""


@pytest.mark.slow
def test_no_sign_inside_a_telling_word_gets_it_past_the_first_look() -> None:
    for code in (*range(0x20000), *range(0xE0000, 0xE0FFF)):
        kind = category(chr(code))
        if kind == "Cs" or (code % 16 and (kind in ALIKE or any(code in each for each in MANY))):
            continue
        for text in (f"st{chr(code)}op", f"sto{chr(code)} messaging me", f"{chr(code)}top"):
            assert first_look(text).stops == asks_to_stop(text), hex(code)


def test_every_phrase_that_asks_to_stop_gets_a_closer_look() -> None:
    for phrases in telling_words().values():
        for needed in phrases:
            text = " ".join(needed)
            assert looking.may_stop(text), text
            assert looking.may_stop(text.upper()), text


@pytest.mark.parametrize("text", ["", " ", "\x00", "😍", "a" * 200_000, "no " * 50_000])
def test_a_long_or_empty_text_is_looked_at_like_any_other(text: str) -> None:
    assert first_look(text).stops == asks_to_stop(text)


def test_the_words_that_are_remembered_stay_few() -> None:
    for number in range(looking.MOST_REMEMBERED + 10):
        looking.may_stop(f"word{fold(chr(0x4E00))}{number:x} q{number:x}q")
    assert looking.remembered() <= looking.MOST_REMEMBERED


def test_other_words_to_read_by_need_another_version() -> None:
    """Facts noted by an older program are read anew only if ``VERSION`` says so."""
    lists = (
        ranking_words.PROMOTION,
        ranking_words.GIVEAWAY,
        ranking_words.UNSPACED_PROMOTION,
        ranking_words.UNSPACED_GIVEAWAY,
    )
    digest = blake2b(repr(lists).encode(), digest_size=8).hexdigest()
    assert (looking.VERSION, digest) == (1, "62d06d3a5e2ec8b9")
