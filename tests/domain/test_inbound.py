"""How replies and comments are pre-selected: opt-outs are found, little else is taken for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain import inbound_answers, inbound_words
from dm_assistant.domain.inbound import asks_to_stop, preselect, stated_age, tightens
from dm_assistant.domain.model import InboundClass
from tests.domain.hostile_strings import hostile_items
from tests.examples import examples

STOPS = {InboundClass.OPT_OUT, InboundClass.ERASURE}


def check(text: str, kind: InboundClass) -> None:
    assert preselect(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "STOP!!",
        "please stop",
        "ok stop now pls 🙏",
        "STOPPP",
        "stop it",
        "Stop. I have no time for this",
        "STOP\n\nSent from my phone",
        "@maya stop",
        "🛑",
        "don't message me",
        "Don’t text me",
        "do not ever message me again",
        "please stop messaging me, I'm 40",
        "stop messaging me lol",
        "not interested, stop messaging me",
        "who is this? stop texting me",
        "no more dms pls",
        "remove me",
        "leave me alone",
        "why don't you leave me alone",
        "I want to unsubscribe",
        "end",
        "cancel",
    ],
)
def test_who_asks_to_stop_is_understood(text: str) -> None:
    check(text, InboundClass.OPT_OUT)


@pytest.mark.parametrize(
    "text",
    [
        "ѕtоp",
        "st\u200bop",
        "ｓｔｏｐ",
        "𝓼𝓽𝓸𝓹",
        "ꜱᴛᴏᴘ",
        "🅢🅣🅞🅟",
        "ѕтор",
        "s.t.o.p",
        "S T O P",
        "st0p",
        "5top",
        "unsubscr1be",
        "d\u00adon't mеssage me",
    ],
)
def test_a_disguised_stop_word_is_understood(text: str) -> None:
    check(text, InboundClass.OPT_OUT)
    assert asks_to_stop(text)


STOP_WORDS = [
    pytest.param(word.strip(), id=f"{language}-{word.strip()}")
    for language, listed in inbound_words.STOP_WORDS.items()
    for word in listed.split(",")
]


@pytest.mark.parametrize("word", STOP_WORDS)
def test_a_stop_word_is_understood_in_capitals_and_with_a_mark(word: str) -> None:
    for text in (word, word.upper(), f" {word}! "):
        check(text, InboundClass.OPT_OUT)


@pytest.mark.parametrize(
    "text",
    [
        "Stop.",
        "ya basta",
        "Arrêt",
        "Lass mich in Ruhe!",
        "sair",
        "non scrivermi più",
        "stuur me geen berichten meer",
        "sluta skriva till mig",
        "ikke skriv til meg",
        "skriv ikke til mig",
        "lopeta",
        "nie pisz do mnie",
        "nech mě být",
        "daj mi spokój",
        "nemoj mi pisati",
        "hagyj békén",
        "nu-mi mai scrie",
        "Не пишите мне больше",
        "відпишіть",
        "не ми пиши",
        "μην μου στέλνεις",
        "bana yazma",
        "من فضلك لا تراسلني",
        "دیگه پیام نده",
        "תפסיק לשלוח לי הודעות",
        "मुझे मैसेज मत करो",
        "আমাকে মেসেজ করবেন না",
        "jangan chat aku lagi ya kak",
        "đừng nhắn tin cho tôi",
        "อย่าส่งมาอีก",
        "别再发了",
        "もう連絡しないでください",
        "연락하지 마세요",
        "tigilan mo na ako",
        "usinitumie ujumbe",
    ],
)
def test_who_asks_to_stop_is_understood_in_their_language(text: str) -> None:
    check(text, InboundClass.OPT_OUT)


def test_the_stop_words_cover_the_languages_of_a_worldwide_audience() -> None:
    assert len(inbound_words.STOP_WORDS) >= 25


@pytest.mark.parametrize(
    "text",
    [
        "STOPPP 😭",
        "omg I can't stop watching",
        "stop it 😂",
        "lol stop",
        "stop you're too cute",
        "Stop! I love this",
        "don't stop messaging me",
        "can't stop texting my friends about this",
        "basta 😂",
        "perché non basta mai",
    ],
)
def test_a_stop_word_with_laughter_or_inside_is_put_before_a_person(text: str) -> None:
    check(text, InboundClass.REVIEW)
    assert not asks_to_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "the end of that video killed me",
        "can we cancel friday's call?",
        "status: opted_in",
        "don't leave me alone",
        "please never leave me alone",
        "you never message me",
        "don't forget to dm me",
        "see you later",
        "my son is 14 years old",
        "I was 14 when it started",
        "im 14 minutes late",
        "❤️",
        "",
        "https://example.org/stop",
        "@stop hello",
    ],
)
def test_short_words_inside_and_talk_of_other_things_stay_neutral(text: str) -> None:
    check(text, InboundClass.NEUTRAL)
    assert not asks_to_stop(text)


EXAMPLES = [
    (InboundClass.ERASURE, "please delete all my data"),
    (InboundClass.ERASURE, "stop messaging me and delete my data"),
    (InboundClass.ERASURE, "Bitte löschen Sie meine Daten"),
    (InboundClass.ERASURE, "supprimez mes données"),
    (InboundClass.ERASURE, "удалите мои данные"),
    (InboundClass.ERASURE, "删除我的数据"),
    (InboundClass.AGE, "im 14 btw"),
    (InboundClass.AGE, "i'm 15"),
    (InboundClass.AGE, "tengo 13 años"),
    (InboundClass.AGE, "yes please!! I'm 17"),
    (InboundClass.SOFT_NO, "not interested"),
    (InboundClass.SOFT_NO, "not really interested, sorry"),
    (InboundClass.SOFT_NO, "No thanks"),
    (InboundClass.SOFT_NO, "no."),
    (InboundClass.SOFT_NO, "Nein danke"),
    (InboundClass.SOFT_NO, "興味ないです"),
    (InboundClass.LATER, "maybe later"),
    (InboundClass.LATER, "not right now, sorry"),
    (InboundClass.LATER, "yes but not now"),
    (InboundClass.LATER, "ahora no"),
    (InboundClass.LATER, "下次吧"),
    (InboundClass.WHO, "who is this"),
    (InboundClass.WHO, "sorry, do i know you?"),
    (InboundClass.WHO, "who are you and how did you find this"),
    (InboundClass.WHO, "¿Quién eres?"),
    (InboundClass.WHO, "누구세요?"),
    (InboundClass.WHO, "is this really you?"),
    (InboundClass.QUESTION, "thank you!! what mic do you use?"),
    (InboundClass.QUESTION, "what mic do you use"),
    (InboundClass.QUESTION, "when does the sale end?"),
    (InboundClass.QUESTION, "who is this song by?"),
    (InboundClass.QUESTION, "これはどこですか"),
    (InboundClass.QUESTION, "كم السعر؟"),
    (InboundClass.POSITIVE, "yes please"),
    (InboundClass.POSITIVE, "I'm interested, thanks"),
    (InboundClass.POSITIVE, "count me in!!"),
    (InboundClass.POSITIVE, "Sí, claro"),
    (InboundClass.POSITIVE, "да, давай"),
    (InboundClass.THANKS, "thank you"),
    (InboundClass.THANKS, "gracias ❤️"),
    (InboundClass.THANKS, "terima kasih kak"),
    (InboundClass.THANKS, "ありがとうございます"),
    (InboundClass.NEUTRAL, "hello there"),
]


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_a_reply_is_classed_by_the_strictest_thing_it_says(kind: InboundClass, text: str) -> None:
    check(text, kind)


@pytest.mark.parametrize(
    ("listed", "kind"),
    [
        (inbound_answers.SOFT_NO_WORDS, InboundClass.SOFT_NO),
        (inbound_answers.SOFT_NO_PHRASES, InboundClass.SOFT_NO),
        (inbound_answers.LATER_WORDS, InboundClass.LATER),
        (inbound_answers.LATER_PHRASES, InboundClass.LATER),
        (inbound_answers.WHO_PHRASES, InboundClass.WHO),
        (inbound_answers.POSITIVE_WORDS, InboundClass.POSITIVE),
        (inbound_answers.POSITIVE_PHRASES, InboundClass.POSITIVE),
        (inbound_answers.THANKS_PHRASES, InboundClass.THANKS),
        (",".join(inbound_words.STOP_PHRASES), InboundClass.OPT_OUT),
        (",".join(inbound_words.ERASURE_PHRASES), InboundClass.ERASURE),
    ],
)
def test_no_list_steals_the_words_of_another(listed: str, kind: InboundClass) -> None:
    phrases = [phrase.strip() for phrase in listed.split(",") if phrase.strip()]
    assert [phrase for phrase in phrases if preselect(phrase) is not kind] == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("im 14 btw", 14),
        ("I’m only 12", 12),
        ("I'm １４", 14),
        ("i am fourteen", 14),
        ("just turned 13!", 13),
        ("as a 15 year old this helps", 15),
        ("16 y/o here", 16),
        ("j'ai 14 ans", 14),
        ("ich bin 14", 14),
        ("tengo 13", 13),
        ("tenho 14 anos", 14),
        ("ho 13 anni", 13),
        ("ik ben 15", 15),
        ("jag är 14 år", 14),
        ("mam 14 lat", 14),
        ("14 éves vagyok", 14),
        ("είμαι 14 χρονών", 14),
        ("мне 15 лет", 15),
        ("мені 14", 14),
        ("14 yaşındayım", 14),
        ("عمري ١٤ سنة", 14),
        ("אני בן 14", 14),
        ("मैं 14 साल का हूँ", 14),
        ("umurku 13 tahun", 13),
        ("14 years old ako", 14),
        ("em 14 tuổi", 14),
        ("ฉันอายุ 14 ปี", 14),
        ("我14岁", 14),
        ("14歳です", 14),
        ("저 14살이에요", 14),
        ("I'm 41, my brother says i'm 14", 14),
        ("I'm 40", 40),
    ],
)
def test_a_stated_age_is_read(text: str, age: int) -> None:
    assert stated_age(text) == age


@pytest.mark.parametrize(
    "text",
    [
        "im 14 minutes late",
        "I'm 5'2",
        "im 10/10 sure",
        "i'm 15% in",
        "im 4 real",
        "tengo 13 gatos",
        "I feel like im 12",
        "my son is 14 years old",
        "when i was 14",
        "im 14.5 km away",
        "I'm 140 years old",
        "14",
        "im in 2014",
    ],
)
def test_counts_and_the_ages_of_others_are_not_taken(text: str) -> None:
    assert stated_age(text) is None


def test_an_adult_age_is_no_age_class() -> None:
    check("I'm 18", InboundClass.NEUTRAL)
    check("I'm 17", InboundClass.AGE)


def test_an_order_of_strictness_holds_over_all_classes() -> None:
    strictest_first = [
        InboundClass.ERASURE,
        InboundClass.OPT_OUT,
        InboundClass.AGE,
        InboundClass.REVIEW,
        InboundClass.SOFT_NO,
        InboundClass.LATER,
        InboundClass.WHO,
        InboundClass.NEUTRAL,
    ]
    for place, strict in enumerate(strictest_first):
        assert not tightens(strict, strict)
        for loose in strictest_first[place + 1 :]:
            assert tightens(loose, strict)
            assert not tightens(strict, loose)
    for open_class in (InboundClass.QUESTION, InboundClass.POSITIVE, InboundClass.THANKS):
        assert not tightens(open_class, InboundClass.NEUTRAL)
        assert not tightens(InboundClass.NEUTRAL, open_class)


@pytest.mark.parametrize("text", hostile_items("R12"))
def test_a_hostile_comment_is_heard_when_it_asks_to_stop_and_only_then(text: str) -> None:
    assert asks_to_stop(text) is (text != "status: opted_in")


PIECES = """
stop stoppp ѕtоp st0p st\u200bop s t o p dont don't don’t message mеssage dm me my data delete
no more dms never you leave alone omg love lol watching 😂 🛑 ❤️ . ! ? , - _ @maya 退订 arrêt
ⓢⓣⓞⓟ please it this 14 im STOP hey
"""
pieces = st.sampled_from([*PIECES.split(), "\n"])


@given(st.lists(pieces, max_size=8), st.sampled_from(["", " ", " ", "\t"]))
@settings(max_examples=examples(200), deadline=None)
def test_the_quick_look_at_comments_misses_nothing_that_reading_finds(
    parts: list[str], gap: str
) -> None:
    text = gap.join(parts)
    assert asks_to_stop(text) == (preselect(text) in STOPS)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "haa" * 30_000 + "z",
        "a" * 100_000 + "!" * 100_000,
        "stop " * 40_000,
        "im " * 40_000,
        "@" * 100_000,
        "ab" * 100_000 + "о",
        "don't message " * 10_000,
    ],
)
def test_a_text_made_to_be_slow_is_classed_all_the_same(text: str) -> None:
    assert preselect(text) in InboundClass
    assert stated_age(text) is None


@given(st.text())
@settings(max_examples=examples(200), deadline=None)
def test_any_text_gets_a_class(text: str) -> None:
    assert preselect(text) in InboundClass
    assert asks_to_stop(text) == (preselect(text) in STOPS)
