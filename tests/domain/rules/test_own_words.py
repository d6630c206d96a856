"""The words of a message are evened out one by one, and come out as they would all together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dm_assistant.domain import text
from dm_assistant.domain.rules import own_words
from dm_assistant.domain.rules.phrases import NUMBER, Book
from tests.examples import examples

ODD = st.sampled_from(
    [
        *(
            "don’t",
            "STOPPP",
            "ст",
            "stоp",
            "1,000.50",
            "€5",
            "5 %",
            "e\u0301",
            "\u0301a",
            "ｆｕｌｌ",
        ),
        *(
            "\u00a8",
            "\u1ffd",
            "\u00a0",
            "\u3000",
            "\x1c",
            "\x85",
            "\u200d",
            "霧が好き",
            "a…b",
            "ﬁne",
        ),
        *("\u0344", "\u0f73", "각", "क्ष", "^", "’", "x'y", "—", "\n", "\t", " ", "  "),
    ]
)
TEXT = st.lists(st.one_of(ODD, st.text(max_size=6)), max_size=10).map(" ".join)


@given(TEXT)
@settings(max_examples=examples(600), deadline=None)
def test_word_by_word_or_all_at_once_the_tokens_are_the_same(said: str) -> None:
    whole = own_words._of_word.__wrapped__(own_words.masked(said, ()))  # noqa: SLF001 - as one word
    assert own_words.tokens(said) == whole


@given(TEXT)
@settings(max_examples=examples(600), deadline=None)
def test_word_by_word_or_all_at_once_a_text_folds_to_the_same(said: str) -> None:
    assert text.fold(said) == text._fold(said)  # noqa: SLF001 - all at once


WORDS = st.lists(st.sampled_from(["free", "for", "you", "20", "off", "now", "7", "like"]))


@given(WORDS)
@settings(max_examples=examples(200), deadline=None)
def test_a_phrase_is_found_wherever_it_stands(words: list[str]) -> None:
    hits = list(
        Book({"one": "free", "two": "for you", "off": f"{NUMBER} off", "gap": "like ~ now"}).find(
            words
        )
    )
    pairs = list(pairwise(words))
    assert [hit.start for hit in hits if hit.kind == "one"] == _places(words, "free")
    assert [hit.start for hit in hits if hit.kind == "two"] == _places(pairs, ("for", "you"))
    numbered = [(NUMBER if first.isdigit() else first, second) for first, second in pairs]
    assert [hit.start for hit in hits if hit.kind == "off"] == _places(numbered, (NUMBER, "off"))
    near = [at for at in _places(words, "like") if "now" in words[at + 1 : at + 5]]
    assert [hit.start for hit in hits if hit.kind == "gap"] == near


def _places(found: Sequence[object], wanted: object) -> list[int]:
    return [at for at, each in enumerate(found) if each == wanted]
