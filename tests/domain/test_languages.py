"""A language is guessed from plain, sufficient and unmixed words only."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.languages import (
    Guess,
    Likely,
    Look,
    guess,
    name_of,
    spoken_words,
    words_of,
    written_to,
)

SPANISH = ("me encanta cómo queda el cielo", "otra vez lo estoy viendo")


def sure_of(code: str, share: float = 0.9, next_best: float = 0.01) -> Look:
    return lambda lines: [[(code, share), ("xx", next_best)] for _ in lines]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@jo qué bonito 😍 #fyp", "qué bonito"),
        ("mira https://example.com/a y www.b.com", "mira y"),
        ("jajaja no puede ser 100%", "no puede ser"),
        ("hahahaha lol omg", ""),
        ("wkwkwk bagus", "bagus"),
        ("\u202e\u202e", ""),
        ("c'est\nbeau", "c'est beau"),
        ("l’été à Paris", "l’été à paris"),
    ],
)
def test_only_plain_words_count(text: str, words: str) -> None:
    assert words_of([text]) == ([words] if words else [])


def test_a_guess_says_from_how_many_comments_it_is() -> None:
    said = (*SPANISH, "🔥🔥")
    assert guess(said, sure_of("es")) == Guess("es", 2)


@pytest.mark.parametrize("said", [(), ("", "🔥"), ("hola",), ("qué lindo", "wow")])
def test_few_letters_are_no_guess(said: Sequence[str]) -> None:
    assert guess(said, sure_of("es", 1.0, 0.0)) is None


def test_doubt_is_no_guess() -> None:
    assert guess(SPANISH, sure_of("es", share=0.54)) is None
    assert guess(SPANISH, sure_of("es", share=0.8, next_best=0.17)) is None
    assert guess(SPANISH, lambda lines: [[] for _ in lines]) is None


def test_comments_in_two_languages_are_no_guess() -> None:
    def look(lines: list[str]) -> Sequence[Likely]:
        return [[("en" if line.startswith("otra") else "es", 0.9)] for line in lines]

    assert guess(SPANISH, look) is None
    assert guess((*SPANISH, SPANISH[0], SPANISH[0]), look) == Guess("es", 4)


def test_malay_words_are_not_taken_for_indonesian() -> None:
    said = ["saya nak belajar juga tapi takde masa"]
    assert guess(said, sure_of("id")) is None
    assert guess(["aku mau belajar juga tapi belum"], sure_of("id")) == Guess("id", 1)


@given(st.lists(st.text(), max_size=5))
def test_any_words_give_a_guess_or_none(said: list[str]) -> None:
    found = guess(said, sure_of("es"))
    assert found is None or (found.code == "es" and 0 < found.comments <= len(said))


def test_languages_are_called_by_their_names() -> None:
    assert name_of("pt-br") == "Portuguese (BR)"
    assert name_of("xx") == "xx"
    assert spoken_words("es", 14) == "Spanish, a guess from 14 comments"
    assert spoken_words("es", 1) == "Spanish, a guess from 1 comment"
    assert spoken_words("de", 0) == "German"
    assert spoken_words("", 0) == ""


@given(st.lists(st.text(), max_size=4), st.sampled_from(["es", "en"]), st.sampled_from([0.5, 0.9]))
def test_what_is_written_in_is_what_is_guessed_else_the_usual_language(
    said: list[str], usual: str, share: float
) -> None:
    def look(lines: list[str]) -> Sequence[Likely]:
        return [[("en" if len(line) % 3 == 0 else "es", share), ("xx", 0.01)] for line in lines]

    said = [*SPANISH, *said]
    found = guess(said, look)
    assert written_to(said, look, usual) == (usual if found is None else found.code)
