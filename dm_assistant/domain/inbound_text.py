"""A message taken apart: its sentences and words as they are read, and lists of phrases in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

from dm_assistant.domain import inbound_words as words
from dm_assistant.domain.confusables import DIGIT_SPELLINGS, LOOK_ALIKES
from dm_assistant.domain.text import INVISIBLE, fold

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.])@[\w.]+")
"""Links and names, which hold no words that anybody says."""
SENTENCE_END = re.compile(r"[.!?…؟]+(?=\s|$)|[\n\r。！？।]+")
LETTER = r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u1000-\u109f])"
"""A letter or digit; vowel signs of Indic and neighbouring scripts belong to words as well."""
WORD = re.compile(f"{LETTER}+")
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)
_DELIGHT = re.compile(
    "[😂🤣😭💀😹😆😅😄😁😍🥰🤩😻🥹😘❤♥💖💕💗🫶☠ㅋㅎ笑草]|哈哈"
    r"|\b(?:lo+l|lmf?ao+|rofl|omf?g+|xd+|mdr+|ptdr+|k{3,}|w{3,}|5{3,}|rs(?:rs)+"
    r"|love|loved|obsessed|cute|a*(?:h+a+){2,}h*|a+h+a+h+|(?:h+e+){2,}h*|(?:h+i+){2,}"
    r"|(?:j+a+){2,}j*|(?:j+e+){2,}|(?:wk){2,}|а*(?:х+а+){2,}х*|а+х+а+х+|ه{3,})\b",
    re.IGNORECASE,
)
DISGUISED = LOOK_ALIKES | DIGIT_SPELLINGS
DISGUISING = re.compile(f"[{''.join(map(chr, DISGUISED))}]")
SPELLED_OUT = 3
CUT_IN_TWO = (("s", "top"), ("st", "op"), ("sto", "p"))
_DOLLAR = re.compile(r"\$(?=[a-z])", re.IGNORECASE)
_LONE_LETTERS = re.compile(r"(?<![^\W_])([^\W_])\1*[.…\s]+(?=([^\W_])\2*(?![^\W_]))")
_LETTERS_ONLY = re.compile(r"[^\W\d_]+")
_GREEK_QUESTION = re.compile("[\u0370-\u03ff\u1f00-\u1fff]\\s*[;\u037e]")
FILLERS = frozenset(fold(words.STOP_FILLERS).split())
POLITE = frozenset(words.POLITE.split())


class Message:
    """A text taken apart for the rules, each part when first needed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain = _LONE_LETTERS.sub(r"\1 ", spoken(text).replace("🛑", " stop "))

    @cached_property
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        """Return the words by sentence."""
        return tuple(filter(None, map(_strangers_words, SENTENCE_END.split(self._plain))))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Return the words of all sentences."""
        return tuple(word for sentence in self.sentences for word in sentence)

    @cached_property
    def run_on(self) -> str:
        """Return the words without spaces where a script does not (or need not) use them."""
        joined = "".join(self.tokens)
        return joined if UNSPACED.search(joined) else ""

    @cached_property
    def cores(self) -> tuple[str, ...]:
        """Return what each sentence says besides fillers."""
        return tuple(filter(None, map(core_of, self.sentences)))

    @cached_property
    def delighted(self) -> bool:
        """Return whether they laugh, cry with laughter or love it."""
        return _DELIGHT.search(self._plain) is not None

    @property
    def asks(self) -> bool:
        """Return whether a question mark stands outside of addresses."""
        if any(mark in self._plain for mark in "?？؟"):
            return True
        return _GREEK_QUESTION.search(self._plain) is not None

    @property
    def accented(self) -> str:
        """Return the words with the accents they were written with."""
        shown = unicodedata.normalize("NFC", INVISIBLE.sub("", self._plain)).casefold()
        return " ".join(_LETTERS_ONLY.findall(shown))


def spoken(text: str) -> str:
    """Return a text without the addresses in it, and with a letter for its sign of money."""
    if "@" in text or "://" in text or "www." in text:
        text = ADDRESS.sub(" ", text)
    return _DOLLAR.sub("s", text) if "$" in text else text


def _words(text: str) -> tuple[str, ...]:
    """Return the folded words of ``text`` without apostrophes and merely polite words."""
    found = WORD.findall(fold(text).replace("'", ""))
    return tuple(word for word in found if word not in POLITE)


def _strangers_words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` with disguised stop words made plain."""
    found: list[str] = []
    plain = _words(text)
    for alone, group in groupby(plain, key=lambda word: len(word) == 1):
        letters = tuple(group)
        spelled = alone and len(letters) >= SPELLED_OUT
        found += _spelled(letters, len(letters) == len(plain)) if spelled else letters
    for at in range(len(found) - 1, 0, -1):
        if (found[at - 1], found[at]) in CUT_IN_TWO:
            found[at - 1 : at + 1] = ["stop"]
    return tuple(map(_undisguised, found))


def _spelled(letters: tuple[str, ...], whole: bool) -> Iterator[str]:
    """Yield the words that single letters spell: a stop word with what stands beside it.

    Letters that are not all there is are left as they are where they spell nothing to do with it.
    """
    shown = _undisguised("".join(letters))
    for stop in sorted(STOP_INSIDE.whole, key=len, reverse=True):
        before, found, after = shown.partition(stop)
        if found and (not before or not after):
            yield from (word for word in (before, stop, after) if word and word not in POLITE)
            return
    if whole or shown in STOP_PHRASES.beginnings:
        yield shown
    else:
        yield from letters


def _undisguised(word: str) -> str:
    """Return the stop word that ``word`` spells with digits or another script, else itself."""
    if word.isascii() and word.isalpha():
        return word
    shown = word.translate(DISGUISED)
    return shown if shown in STOP_INSIDE.whole else word


def core_of(sentence: tuple[str, ...]) -> str:
    """Return what a sentence says besides fillers, each repeated word once."""
    return " ".join(word for word, _ in groupby(word for word in sentence if word not in FILLERS))


class Lexicon:
    """Phrases of one meaning, made ready when first looked up."""

    def __init__(self, *lists: str) -> None:
        self._lists = lists

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """Return every phrase as folded words."""
        return tuple(filter(None, map(_words, ",".join(self._lists).split(","))))

    @cached_property
    def _spaced(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Return the phrases by their first word."""
        by_first = groupby(sorted(self.phrases), lambda phrase: phrase[0])
        return {first: tuple(phrases) for first, phrases in by_first}

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Return the first words of the phrases."""
        return frozenset(self._spaced)

    @cached_property
    def _run_on(self) -> tuple[str, ...]:
        """Return the phrases of scripts without spaces."""
        return tuple(filter(UNSPACED.search, map("".join, self.phrases)))

    @cached_property
    def whole(self) -> frozenset[str]:
        """Return the phrases as ``core_of`` leaves a sentence that says nothing else."""
        return frozenset(map(core_of, self.phrases)) - {""}

    def found(self, message: Message) -> bool:
        """Return whether a phrase stands anywhere in the message."""
        return any(self.spans(message.tokens)) or self.joined_in(message)

    def joined_in(self, message: Message) -> bool:
        """Return whether a phrase of a script without spaces stands anywhere in the message."""
        return any(phrase in message.run_on for phrase in self._run_on) if message.run_on else False

    def spans(self, tokens: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Yield start and end of the phrases that stand in ``tokens``."""
        for at, token in enumerate(tokens):
            for phrase in self._spaced.get(token, ()):
                if tokens[at : at + len(phrase)] == phrase:
                    yield at, at + len(phrase)

    def says(self, message: Message) -> bool:
        """Return whether a whole sentence is one of the words, or nothing but such words."""
        return any(
            core in self.whole or self.whole.issuperset(core.split()) for core in message.cores
        )


STOP_INSIDE = Lexicon(words.STOP_INSIDE)
STOP_PHRASES = Lexicon(*words.STOP_PHRASES)
