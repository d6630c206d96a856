import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.comment_text import read
from dm_assistant.domain.first_look import first_look
from dm_assistant.domain.ranking_words import (
    GIVEAWAY,
    PROMOTION,
    UNSPACED_GIVEAWAY,
    UNSPACED_PROMOTION,
)
from tests.examples import examples

quick = settings(max_examples=examples(200), deadline=None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("😍😍", 0),
        ("I x 4 7", 0),
        ("love it", 2),
        ("love😍it", 2),
        ("don't stop", 2),
        ("@mia.h @ben look here", 2),
        ("see https://example.com/a?b=1 now", 2),
        ("see www.example.com/page now", 2),
        ("wow...so good", 3),
        ("çok güzel olmuş", 3),
        ("это просто супер", 3),
        ("मुझे बहुत पसंद आया", 4),
        ("这个视频太好看了", 1),
        ("ｗｉｄｅ letters", 2),
    ],
)
def test_words_are_groups_of_two_letters_without_tags_and_links(text: str, words: int) -> None:
    assert read(text).words == words


@pytest.mark.parametrize("text", ["how?", "how？", "كيف؟", "è vero?", "😍?"])
def test_questions_are_seen_in_every_script(text: str) -> None:
    assert read(text).question


@pytest.mark.parametrize("text", ["how", "wow!", "see https://example.com/a?b=1"])
def test_what_does_not_ask_is_no_question(text: str) -> None:
    assert not read(text).question


@pytest.mark.parametrize(
    "phrase",
    [
        phrase
        for languages in (PROMOTION, UNSPACED_PROMOTION)
        for phrases in languages.values()
        for phrase in phrases
    ],
)
def test_every_promotion_phrase_is_recognised_in_a_sentence(phrase: str) -> None:
    assert read(phrase).promotion
    assert read(f"hey 😍 {phrase.upper()}!! ok").promotion


@pytest.mark.parametrize(
    "phrase",
    [
        phrase
        for languages in (GIVEAWAY, UNSPACED_GIVEAWAY)
        for phrases in languages.values()
        for phrase in phrases
    ],
)
def test_every_giveaway_phrase_is_recognised_in_a_sentence(phrase: str) -> None:
    assert read(phrase).giveaway
    assert read(f"hey 😍 {phrase.upper()}!! ok").giveaway


@pytest.mark.parametrize(
    "text",
    [
        "www.example.com",
        "https://t.me/abc",
        "join t.me/abc now",
        "bit.ly/3xyz",
        "cheap-shoes.shop 👟",
        "f4f",
        "F4F anyone?",
        "sub4sub",
        "𝐭𝐞𝐥𝐞𝐠𝐫𝐚𝐦 group",
        "sigueme",
    ],
)
def test_links_and_trades_are_promotion(text: str) -> None:
    assert read(text).promotion


@pytest.mark.parametrize(
    "text",
    [
        "love this",
        "wow...so good",
        "nice one.me too",
        "4 of us watched it",
        "can you show the page you are reading",
        "i will follow the recipe",
        "good luck with the move",
        "i want to see more",
        "pick a colour for the wall",
        "@mia look at this",
        "это супер",
        "素晴らしい動画ですね",
        "",
    ],
)
def test_ordinary_comments_are_neither_promotion_nor_giveaway(text: str) -> None:
    reading = read(text)
    assert (reading.promotion, reading.giveaway) == (False, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nice lamp!!", "nice   lamp"),
        ("nice lamp", "nice lamp 😍"),
        ("😍😍😍", "😍"),
        ("é", "e\u0301"),
        ("Straße", "STRASSE"),
        ("nice\u200blamp", "nice lamp"),
        ("！", "!"),
    ],
)
def test_case_blanks_and_signs_do_not_make_an_original(one: str, other: str) -> None:
    assert read(one).key == read(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [("part 1", "part 2"), ("😍", "🔥"), ("का", "की"), ("nice lamp", "nice sofa"), ("!", "?")],
)
def test_different_comments_have_different_keys(one: str, other: str) -> None:
    assert read(one).key != read(other).key


@given(st.text(max_size=60))
@quick
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text)
    assert reading.words <= len(text)
    assert bool(reading.key) or not text.strip() or not reading.words


@given(st.text(st.sampled_from("aB4 @.?!/_x:'é😍"), max_size=30))
@quick
def test_an_emoji_changes_nothing_but_a_wordless_key(text: str) -> None:
    plain, dressed = read(text), read(f"{text} 😍")
    assert dressed[:4] == plain[:4]
    assert dressed.key == plain.key or not any(sign.isalnum() or sign == "_" for sign in text)


@given(st.text(st.sampled_from("abC4 @.?!/_x:'"), max_size=30))
@quick
def test_latin_text_reads_the_same_beside_another_script(text: str) -> None:
    plain, beside = read(text), read(f"{text} жд")
    assert beside.words == plain.words + 1
    assert beside[1:4] == plain[1:4]


def test_only_texts_of_four_words_can_make_a_ring() -> None:
    assert first_look("Nice lamp, my friend!").copy_key > 0
    assert first_look("nice lamp friend").copy_key < 0


def test_copies_have_one_key_however_they_are_written() -> None:
    keys = {first_look(text).copy_key for text in ("Nice lamp, my friend!", "nice lamp my friend")}
    assert len(keys) == 1
    assert first_look("nice lamp my foe").copy_key not in keys


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("a-", 2),
        ("a.", 2),
        ("@a", 2),
        ("क्", 3),
        ("https://", 2),
        ("😍", 2),
        ("4", 2),
        ("\ud800", 2),
    ],
)
def test_a_huge_comment_is_read_like_any_other(part: str, words: int) -> None:
    assert read(part * 50_000 + " two words.").words == words
