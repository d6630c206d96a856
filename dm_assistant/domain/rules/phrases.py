"""Books of phrases: lists of what a message may not say, found in its words whatever the spelling.

A list is plain text, its phrases parted by slashes or line ends and written as people say them.
``a|b`` stands for either word, ``#`` for any number and ``~`` for up to three words in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dm_assistant.domain.rules.own_words import tokens

_PARTED = re.compile("[/\n]")
NUMBER = "#"
GAP = "~"
_LONGEST_GAP = 3

Pattern = tuple[frozenset[str] | str, ...]
"""What must stand at each place: one of some words or a number, or a gap."""


class Hit(NamedTuple):
    """One phrase found: which kind of thing it says, and from which token to which."""

    kind: str
    start: int
    end: int


class Book:
    """Phrases by kind, found by their first word, or by their first two."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[str, Pattern]]] = {}
        self._by_pair: dict[tuple[str, str], list[tuple[str, Pattern]]] = {}
        for kind, phrases in kinds.items():
            for phrase in filter(None, map(str.strip, _PARTED.split(phrases))):
                self._add(kind, _pattern(phrase))
        self._firsts = self._by_first.keys() | {first for first, _ in self._by_pair}

    def _add(self, kind: str, pattern: Pattern) -> None:
        after = pattern[1] if len(pattern) > 1 else GAP
        for first in pattern[0]:
            if after == GAP:
                self._by_first.setdefault(first, []).append((kind, pattern))
                continue
            for second in after:
                self._by_pair.setdefault((first, second), []).append((kind, pattern))

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Yield what stands in these tokens, in their order; overlapping phrases all count."""
        alone, pairs, firsts = self._by_first, self._by_pair, self._firsts
        # Most words begin no phrase, and of those that do most go on otherwise: two looks tell.
        for start, word in enumerate(words):
            number = word[0].isdigit()
            if not (number or word in firsts):
                continue
            after = words[start + 1] if start + 1 < len(words) else ""
            candidates = [*alone.get(word, ()), *pairs.get((word, after), ())]
            if number:
                candidates += [*alone.get(NUMBER, ()), *pairs.get((NUMBER, after), ())]
            if after and after[0].isdigit():
                candidates += pairs.get((word, NUMBER), ())
                candidates += pairs.get((NUMBER, NUMBER), ()) if number else ()
            for kind, pattern in candidates:
                end = _end(words, start, pattern, 0)
                if end:
                    yield Hit(kind, start, end)


def _pattern(phrase: str) -> Pattern:
    places: list[frozenset[str] | str] = []
    for place in phrase.split():
        if place == GAP:
            places.append(GAP)
            continue
        options = [(NUMBER,) if option == NUMBER else tokens(option) for option in place.split("|")]
        if len(options) == 1:
            # A word such as "pre-order" stands at two places.
            places += [frozenset({token}) for token in options[0]]
        else:
            places.append(frozenset(token for option in options for token in option))
    return tuple(places)


def _end(words: Sequence[str], at: int, pattern: Pattern, place: int) -> int:
    """Return where a phrase that goes on here ends, 0 where it does not."""
    if place == len(pattern):
        return at
    wanted = pattern[place]
    if wanted == GAP:
        for skipped in range(_LONGEST_GAP + 1):
            end = _end(words, at + skipped, pattern, place + 1)
            if end:
                return end
        return 0
    if at >= len(words):
        return 0
    fits = words[at] in wanted or (NUMBER in wanted and words[at][0].isdigit())
    return _end(words, at + 1, pattern, place + 1) if fits else 0
