"""What may be quoted of somebody's words, and how they are cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain.inbound import asks_to_stop, by_rules, is_one_of
from dm_assistant.domain.quoting import KIND as WELCOME
from dm_assistant.domain.quoting import excerpt, question_in, quotable, quoted
from dm_assistant.domain.rules.content_words import LINK
from dm_assistant.domain.text import clusters
from tests.examples import examples

KIND = [
    "this made my whole evening calmer",
    "the way the light falls on the left side 😍",
    "which paper do you use for this?",
    "I tried this with my kids and it worked",
    "Not bad at all, that blue works",
    "qué bonito te quedó, me encanta la luz",
    "¿con qué pincel pintas la niebla?",
    "lo intenté ayer y salió genial",
    "que trabalho lindo, amei as cores",
    "como você faz esse azul tão profundo?",
    "fiz com a minha turma e ficou ótimo",
    "j'adore la lumière sur la gauche",
    "quel papier utilises-tu pour ça ?",
    "je l'ai essayé hier et ça marche",
    "die Farben sind so groß und hell",
    "das war mein liebstes Video diese Woche",
    "welches Papier nimmst du dafür?",
    "Ich finde die Art, wie du Nebel malst, wunderbar",
    "keren banget warnanya, aku suka",
    "kertas apa yang kakak pakai di sini?",
    "aku coba kemarin dan hasilnya bagus",
    "霧の描き方がとても好きです",
]
UNFIT = [
    *("you are so ugly", "this is trash", "worst video ever", "just stop posting you idiot"),
    *("omg shut up already", "that fuckin light though", "what a 🤡 really", "you make me sick 🤮"),
    *(
        "eres un idiota",
        "qué asco de video",
        "das ist echt scheiße gemalt",
        "halt die Klappe bitte",
    ),
    *(
        "wie hässlich ist das denn",
        "c'est nul franchement",
        "ta gueule toi",
        "quelle arnaque ce truc",
    ),
    *("que lixo de vídeo", "cala a boca por favor", "jelek banget sumpah", "dasar penipu kamu ya"),
    *("my dad died last week", "I paint since my chemo ended", "this helps with my anxiety"),
    *("mi abuela falleció ayer", "estoy embarazada y me relaja", "mein Opa ist gestorben"),
    *(
        "ich bin schwanger und male viel",
        "ma mère est à l'hôpital",
        "je suis au chômage et je peins",
    ),
    *("minha avó morreu ontem", "tô desempregado e isso ajuda", "ibuku meninggal minggu lalu"),
    *("aku lagi sakit nih", "I lost my job and can't afford paint", "praying for you today"),
    *("only trump could like this", "as a muslim I love this", "my ex used to paint like this"),
    *("my teacher showed us this in 7th grade", "im 13 and I love this", "so sexy how you paint"),
    *("stop", "no more dms pls", "check my page for free followers", "🔥🔥🔥", "@a @b @c", ""),
]


@pytest.mark.parametrize("text", KIND)
def test_kind_words_in_six_languages_may_be_quoted(text: str) -> None:
    assert quotable(text)


@pytest.mark.parametrize("text", UNFIT)
def test_what_would_hurt_shame_or_pry_is_never_quoted(text: str) -> None:
    assert not quotable(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('@jo "the light" is unreal #fyp', "'the light' is unreal"),
        ("see https://x.example/a?b=1 it is lovely", "see it is lovely"),
        ("more at www.spam.example please", "more at please"),
        ("my shop.com has it", "my has it"),
        ("write to mia.b@mail.example now", "write to now"),
        ("call +49 170 123-4567 today", "call today"),
        ("my number (0170) 1234567", "my number"),
        ("it took 3 hours and 20 minutes", "it took 3 hours and 20 minutes"),
        ("the 1990 version, 10.5 of 10", "the 1990 version, 10.5 of 10"),
        ("so good.Really", "so good.Really"),
        ("＠jo wie schön", "wie schön"),
        ("⟦which idea?⟧ lovely", "[which idea?] lovely"),
    ],
)
def test_links_mentions_addresses_and_numbers_are_taken_out(text: str, words: str) -> None:
    assert quoted(text) == words


@pytest.mark.parametrize(
    ("words", "longest", "cut"),
    [
        ("so calm", 60, "so calm"),
        ("one two three four five", 15, "one two three…"),
        ("one two three, four five", 15, "one two three…"),
        ("I love it so much. And the fog is even better.", 30, "I love it so much."),
        ("Yes. And the fog is even better than before.", 30, "Yes. And the fog is even…"),
        ("abcdefghijklmnopqrstuvwxyz", 10, ""),
        ("霧の描き方がとても好きです", 6, "霧の描き方…"),
        ("so 👨‍👩‍👧‍👦👨‍👩‍👧‍👦 nice", 12, "so…"),
    ],
)
def test_a_long_quote_ends_between_words(words: str, longest: int, cut: str) -> None:
    assert excerpt(words, longest) == cut


STRANGE = st.sampled_from(["stop", "leave me alone", "delete my data", "i am 14", "later", "no"])


@given(st.lists(st.one_of(STRANGE, st.sampled_from(KIND), st.text(max_size=8)), max_size=3))
def test_what_asks_to_stop_or_puts_off_is_never_quoted(parts: list[str]) -> None:
    said = " ".join(parts)
    assert is_one_of(WELCOME, said) == (by_rules(said) in WELCOME)
    if asks_to_stop(said):
        assert not quotable(said)


@given(st.text("0123456789 ()-.+/", max_size=24))
def test_no_number_that_one_could_ring_is_left_in_a_quote(said: str) -> None:
    assert not re.search(r"\d(?:[\s().\-/]{0,2}\d){6,}", quoted(f"call {said} now"))


def test_a_question_is_a_sentence_that_asks() -> None:
    assert question_in("Love it! Which paper do you use? Thanks") == "Which paper do you use?"
    assert question_in("what?") == ""
    assert question_in("no question here") == ""


PARTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("@mia", "#fyp", "https://a.example/b", "www.a", "a.com", "mia@a.example"),
                *("+1 555 123 4567", "so", "calm", "the", "fog…", "“x”", "👩‍🎨", "é́", "a.b@c.de@f"),
                *("霧が好き", "\u202e", "\n", "a@b@c.io", "x.com.", "."),
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=14,
).map(" ".join)


@given(PARTS, st.integers(8, 60))
@settings(max_examples=examples(400), deadline=None)
def test_a_quote_is_words_of_the_comment_without_links_and_never_too_long(
    text: str, longest: int
) -> None:
    cut = excerpt(quoted(text), longest)
    assert len(cut) <= longest
    assert not LINK.search(cut)
    assert not re.search(r"@\w|://|\bwww\.", cut)
    assert "\n" not in cut
    whole = quoted(text)
    kept = cut.removesuffix("…") if cut != whole else cut
    assert whole.startswith(kept)
    assert list(clusters(kept)) == list(clusters(whole))[: len(list(clusters(kept)))]
