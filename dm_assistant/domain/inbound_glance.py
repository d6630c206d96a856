"""A glance at a message: which classes it may be of at all; most say nothing that any rule knows.

Exact: what it leaves out, the rules would find not to hold. For most messages it takes a fifth of
the time of asking them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dm_assistant.domain.ages import stated_in
from dm_assistant.domain.inbound_text import (
    DISGUISED,
    DISGUISING,
    FILLERS,
    LONE_LETTERS,
    POLITE,
    SECOND_HALVES,
    SPELLED_OUT,
    STOP_INSIDE,
    UNSPACED,
    WORD,
    Lexicon,
    spoken,
)
from dm_assistant.domain.model import InboundClass
from dm_assistant.domain.once import once
from dm_assistant.domain.text import fold_again

EVERY = frozenset(InboundClass) - {InboundClass.NEUTRAL}

_MARKS = re.compile("[?？؟;\u037e]")
"""Question marks of every script."""

_ASKS = re.compile("what|which|where|when|why|how")
"""One of these begins every question that is known by its words."""

_SIGNS = re.compile("[🛑🚫⛔📵🔕]")
"""What says stop without a word."""

_DIGIT = re.compile(r"\d")
_DIGIT_AT_LETTER = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")


_LETTERS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(256))


def _words(folded: str) -> list[str]:
    """Return the words of folded text; on bytes, where that can be, in a third of the time."""
    if not folded.isascii():
        return WORD.findall(folded.replace("'", ""))
    return folded.encode().translate(_LETTERS, b"'").decode().split()


class Told(NamedTuple):
    """By what a class is known: phrases anywhere, or as a whole sentence."""

    inside: tuple[Lexicon, ...] = ()
    alone: tuple[Lexicon, ...] = ()

    def phrases(self) -> Iterable[tuple[str, ...]]:
        """Yield what has to be said; of a sentence without fillers, as ``core_of`` leaves it."""
        for lexicon in self.inside:
            yield from lexicon.phrases
        for lexicon in self.alone:
            for phrase in lexicon.phrases:
                yield tuple(word for word in phrase if word not in FILLERS) or phrase


class Glance:
    """Tells of which classes a message may be; ``common`` words are in too many to tell."""

    def __init__(self, told: Mapping[InboundClass, Told], common: str) -> None:
        self._told = dict(told)
        self._common = frozenset(common.split())

    def may_be(self, text: str) -> frozenset[InboundClass]:
        """Return every class a message may be of besides neutral."""
        if _SIGNS.search(text) is not None:
            return EVERY
        said = spoken(text)
        folded = fold_again(said)
        found = _words(folded)
        if (
            LONE_LETTERS.search(said) is not None
            or not SECOND_HALVES.isdisjoint(found)
            or list(map(len, found)).count(1) >= SPELLED_OUT
            or (_DIGIT.search(folded) is not None and _DIGIT_AT_LETTER.search(folded) is not None)
            or (not text.isascii() and self._in_any_script(folded, found))
        ):
            return EVERY
        kinds = self._kinds(found)
        if _MARKS.search(text) is not None or _ASKS.search(folded) is not None:
            kinds |= {InboundClass.QUESTION}
        if stated_in(fold_again(text)) is not None:
            kinds |= {InboundClass.AGE}
        return kinds

    def _kinds(self, found: list[str]) -> frozenset[InboundClass]:
        """Return the classes of which all words of some phrase are among those found."""
        telling = self._telling
        hits = telling.keys() & found
        if not hits:
            return frozenset()
        said = set(found)
        return frozenset(kind for word in hits for needed, kind in telling[word] if needed <= said)

    def _in_any_script(self, folded: str, found: list[str]) -> bool:
        """Return whether a stop is disguised, or a phrase stands in a script without spaces."""
        if DISGUISING.search(folded) is not None:
            shown = WORD.findall(folded.translate(DISGUISED))
            if not STOP_INSIDE.whole.isdisjoint(shown):
                return True
        if UNSPACED.search(folded) is None:
            return False
        said = "".join(word for word in found if word not in POLITE)
        return self._run_on.search(said) is not None

    @once
    def _telling(self) -> dict[str, tuple[tuple[frozenset[str], InboundClass], ...]]:
        """Return what has to be said for each phrase, by its most telling word."""
        found: dict[str, set[tuple[frozenset[str], InboundClass]]] = {}
        for kind, told in self._told.items():
            for phrase in told.phrases():
                key = max(phrase, key=lambda word: (word not in self._common, len(word)))
                found.setdefault(key, set()).add((frozenset(phrase), kind))
        return {word: tuple(each) for word, each in found.items()}

    @once
    def _run_on(self) -> re.Pattern[str]:
        """Return a pattern of every phrase in a script without spaces."""
        phrases = {
            "".join(phrase)
            for told in self._told.values()
            for lexicon in told.inside
            for phrase in lexicon.phrases
        }
        return re.compile("|".join(map(re.escape, sorted(filter(UNSPACED.search, phrases)))))
