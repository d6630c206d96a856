"""The creator's own words of a message: what a text says once the recipient's quotes are masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from dm_assistant.domain.text import fold

MASK = "^"
"""Stands for one word that the recipient wrote."""

# Scripts that put no blanks between words are read letter by letter.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+(?:['’][^\W\d_]+)*|[%€$£{re.escape(MASK)}]"
)
_WORD = re.compile(r"\S+")
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


@lru_cache(maxsize=64)
def masked(text: str, quotes: tuple[str, ...]) -> str:
    """Return a text with one occurrence of each quote replaced by as many masks as it has words."""
    text = _unmasked(text)
    for quote in quotes:
        start = _standing_alone(text, quote)
        if start >= 0:
            text = f"{text[:start]}{_masks(quote)}{text[start + len(quote) :]}"
    return text


def origins(text: str, quotes: tuple[str, ...]) -> list[int]:
    """Return where each character of the masked text stands in the text; masks stand at a quote."""
    text = _unmasked(text)
    found = list(range(len(text)))
    for quote in quotes:
        start = _standing_alone(text, quote)
        if start >= 0:
            end, masks = start + len(quote), _masks(quote)
            found[start:end] = [found[start]] * len(masks)
            text = f"{text[:start]}{masks}{text[end:]}"
    return found


def _unmasked(text: str) -> str:
    """Return a text in which nothing of its own looks like a mask."""
    return text.replace(MASK, " ") if MASK in text else text


def _masks(quote: str) -> str:
    return f" {' '.join(MASK for _ in _TOKEN.findall(quote)) or MASK} "


def _standing_alone(text: str, quote: str) -> int:
    """Return where a quote stands as words of its own, -1 where it does not."""
    start = text.find(quote) if quote else -1
    while start >= 0:
        end = start + len(quote)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return start
        start = text.find(quote, start + 1)
    return -1


def spans(text: str, quotes: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where each of the tokens stands in the text; tokens of masks stand at their quote.

    A word that is more or fewer tokens once it is evened out stands there as a whole. Empty where
    the tokens cannot be told apart.
    """
    shown, at = masked(text, quotes), origins(text, quotes)
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(shown):
        pieces = [match.span() for match in _TOKEN.finditer(word.group())]
        number = len(_found(word.group()))
        if number != len(pieces):
            whole = (pieces[0][0], pieces[-1][1]) if pieces else (0, len(word.group()))
            pieces = [whole] * number
        begins = word.start()
        found += [(at[begins + start], at[begins + end - 1] + 1) for start, end in pieces]
    return found if len(found) == len(tokens(text, quotes)) else []


def without(words: Sequence[str], names: Iterable[str]) -> Sequence[str]:
    """Return the tokens but for those that say one of these names, the longest names first."""
    kept = places_without(words, names)
    return words if len(kept) == len(words) else [words[at] for at in kept]


def places_without(words: Sequence[str], names: Iterable[str]) -> Sequence[int]:
    """Return at which places the tokens stand that say none of these names."""
    plain = sorted({" ".join(tokens(each)) for each in names} - {""}, key=len, reverse=True)
    if not plain:
        return range(len(words))
    kept = list(range(len(words)))
    said = f" {' '.join(words)} "
    for name in plain:
        start = said.find(f" {name} ")
        while start >= 0:
            first = said.count(" ", 0, start)
            del kept[first : first + name.count(" ") + 1]
            said = said[:start] + said[start + len(name) + 1 :]
            start = said.find(f" {name} ")
    return kept


def _found(text: str) -> tuple[str, ...]:
    # Evening out reaches over no blank, and most words of a message were met in another.
    return tuple(chain.from_iterable(map(_of_word, filter(None, text.split(" ")))))


@lru_cache(maxsize=16384)
def _of_word(text: str) -> tuple[str, ...]:
    if not text.isascii():
        for dressed, plain in _PLAIN:
            text = text.replace(dressed, plain)
    folded = fold(text)
    if "'" in folded:
        folded = _APOSTROPHE.sub("", folded)
    return tuple((_ASCII_TOKEN if folded.isascii() else _TOKEN).findall(folded))
