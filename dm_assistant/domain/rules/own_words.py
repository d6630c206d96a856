"""The creator's own words of a message: what a text says once the recipient's quotes are masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dm_assistant.domain.text import fold

MASK = "^"
"""Stands for one word that the recipient wrote."""

# Scripts that put no blanks between words are read letter by letter.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+(?:['’][^\W\d_]+)*|[%€$£{re.escape(MASK)}]"
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_ASCII_TOKEN = re.compile(rf"[a-z]+|\d+(?:[.,]\d+)*|[%${re.escape(MASK)}]")
# Folding plain ASCII is nine times as quick, and these are what keeps most messages from being it.
_PLAIN = (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'"), ("–", "-"), ("—", "-"), ("…", " "))


@lru_cache(maxsize=1024)
def tokens(text: str, quotes: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the words, numbers and money signs of a text, evened out; quotes become masks.

    However a word is dressed up (case, accents, look-alikes, stretched letters, apostrophes), it
    comes out the same.
    """
    return _found(masked(text, quotes))


def masked(text: str, quotes: Iterable[str]) -> str:
    """Return a text with one occurrence of each quote replaced by as many masks as it has words."""
    if MASK in text:
        text = text.replace(MASK, " ")
    for quote in quotes:
        start = _standing_alone(text, quote)
        if start >= 0:
            masks = " ".join(MASK for _ in _TOKEN.findall(quote)) or MASK
            text = f"{text[:start]} {masks} {text[start + len(quote) :]}"
    return text


def _standing_alone(text: str, quote: str) -> int:
    """Return where a quote stands as words of its own, -1 where it does not."""
    start = text.find(quote) if quote else -1
    while start >= 0:
        end = start + len(quote)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return start
        start = text.find(quote, start + 1)
    return -1


def place(text: str, quotes: tuple[str, ...], start: int, end: int) -> str:
    """Return the words from one token to another as they stand in the text."""
    shown = masked(text, quotes)
    spans = [match.span() for match in _TOKEN.finditer(shown)]
    if len(spans) != len(tokens(text, quotes)):
        return " ".join(tokens(text, quotes)[start:end])
    return " ".join(shown[spans[start][0] : spans[end - 1][1]].replace(MASK, "…").split())


def without(words: Sequence[str], names: Iterable[str]) -> Sequence[str]:
    """Return the tokens but for those that say one of these names, the longest names first."""
    plain = sorted({" ".join(tokens(each)) for each in names} - {""}, key=len, reverse=True)
    if not plain:
        return words
    said = f" {' '.join(words)} "
    for name in plain:
        while f" {name} " in said:
            said = said.replace(f" {name} ", " ")
    return said.split()


def _found(text: str) -> tuple[str, ...]:
    if not text.isascii():
        for dressed, plain in _PLAIN:
            text = text.replace(dressed, plain)
    folded = fold(text)
    if "'" in folded:
        folded = _APOSTROPHE.sub("", folded)
    return tuple((_ASCII_TOKEN if folded.isascii() else _TOKEN).findall(folded))
