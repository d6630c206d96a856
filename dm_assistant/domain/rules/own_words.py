"""The creator's own words of a message: what a text says once the recipient's quotes are masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from dm_assistant.domain.text import fold

MASK = "^"
"""Stands for one word that the recipient wrote."""

# Scripts that put no blanks between words are read letter by letter.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+(?:['’][^\W\d_]+)*|[%€$£{re.escape(MASK)}]"
)
# Folding plain ASCII is nine times as quick, and these are what keeps most messages from being it.
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": " "})


@lru_cache(maxsize=8192)
def tokens(text: str, quotes: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the words, numbers and money signs of a text, evened out; quotes become masks.

    However a word is dressed up (case, accents, look-alikes, stretched letters, apostrophes), it
    comes out the same.
    """
    return _found(masked(text, quotes))


def masked(text: str, quotes: Iterable[str]) -> str:
    """Return a text with one occurrence of each quote replaced by as many masks as it has words."""
    text = text.replace(MASK, " ")
    for quote in quotes:
        if quote in text:
            words = len(_TOKEN.findall(quote)) or 1
            text = text.replace(quote, f" {' '.join(MASK * words)} ", 1)
    return text


def place(text: str, quotes: tuple[str, ...], start: int, end: int) -> str:
    """Return the words from one token to another as they stand in the text."""
    shown = masked(text, quotes)
    spans = [match.span() for match in _TOKEN.finditer(shown)]
    if len(spans) != len(tokens(text, quotes)):
        return " ".join(tokens(text, quotes)[start:end])
    return " ".join(shown[spans[start][0] : spans[end - 1][1]].replace(MASK, "…").split())


def without(words: Sequence[str], names: Iterable[str]) -> list[str]:
    """Return the tokens but for those that say one of these names, the longest names first."""
    said = f" {' '.join(words)} "
    for name in sorted(filter(None, (" ".join(tokens(each)) for each in names)), key=len)[::-1]:
        while f" {name} " in said:
            said = said.replace(f" {name} ", " ")
    return said.split()


def several_words(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Return the recorded facts that are sayings; a lone word may stand anywhere by chance."""
    return tuple(phrase for phrase in phrases if " " in phrase)


def _found(text: str) -> tuple[str, ...]:
    return tuple(_each(fold(text.translate(_PLAIN))))


def _each(folded: str) -> Iterator[str]:
    for token in _TOKEN.findall(folded):
        yield token.replace("'", "") if "'" in token else token
