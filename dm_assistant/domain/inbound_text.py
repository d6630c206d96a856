"""A message taken apart: its sentences and words as they are read, and lists of phrases in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from dm_assistant.domain import inbound_words as words
from dm_assistant.domain.confusables import DIGIT_SPELLINGS, LOOK_ALIKES
from dm_assistant.domain.once import once
from dm_assistant.domain.text import INVISIBLE, fold, fold_again

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
SECOND_HALVES = frozenset(second for _, second in CUT_IN_TWO)
_DOLLAR = re.compile(r"\$(?=[a-z])", re.IGNORECASE)
LONE_LETTERS = re.compile(r"(?<![^\W_])([^\W_])\1*[.…\s]+(?=([^\W_])\2*(?![^\W_]))")
_LETTERS_ONLY = re.compile(r"[^\W\d_]+")
_GREEK_QUESTION = re.compile("[\u0370-\u03ff\u1f00-\u1fff]\\s*[;\u037e]")
FILLERS = frozenset(fold(words.STOP_FILLERS).split())
POLITE = frozenset(words.POLITE.split())


class Message:
    """A text taken apart for the rules, each part when first needed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain = LONE_LETTERS.sub(r"\1 ", spoken(text).replace("🛑", " stop "))

    @once
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        """Return the words by sentence."""
        return tuple(filter(None, map(_strangers_words, SENTENCE_END.split(self._plain))))

    @once
    def tokens(self) -> tuple[str, ...]:
        """Return the words of all sentences."""
        return tuple(word for sentence in self.sentences for word in sentence)

    @once
    def vocabulary(self) -> frozenset[str]:
        """Return the words of all sentences, each once."""
        return frozenset(self.tokens)

    @once
    def run_on(self) -> str:
        """Return the words without spaces where a script does not (or need not) use them."""
        if self.text.isascii():
            return ""
        joined = "".join(self.tokens)
        return joined if UNSPACED.search(joined) else ""

    @once
    def cores(self) -> tuple[str, ...]:
        """Return what each sentence says besides fillers."""
        return tuple(filter(None, map(core_of, self.sentences)))

    @once
    def delighted(self) -> bool:
        """Return whether they laugh, cry with laughter or love it."""
        return _DELIGHT.search(self._plain) is not None

    @property
    def asks(self) -> bool:
        """Return whether a question mark stands outside of addresses."""
        if any(mark in self._plain for mark in "?？؟"):
            return True
        return _GREEK_QUESTION.search(self._plain) is not None

    @once
    def accented(self) -> str:
        """Return the words with the accents they were written with."""
        if self._plain.isascii():
            return " ".join(_LETTERS_ONLY.findall(self._plain.casefold()))
        shown = unicodedata.normalize("NFC", INVISIBLE.sub("", self._plain)).casefold()
        return " ".join(_LETTERS_ONLY.findall(shown))


def spoken(text: str) -> str:
    """Return a text without the addresses in it, and with a letter for its sign of money."""
    if "@" in text or "://" in text or "www." in text:
        text = ADDRESS.sub(" ", text)
    return _DOLLAR.sub("s", text) if "$" in text else text


def _words(text: str) -> tuple[str, ...]:
    """Return the folded words of ``text`` without apostrophes and merely polite words."""
    found = WORD.findall(fold_again(text).replace("'", ""))
    return tuple(word for word in found if word not in POLITE)


def _strangers_words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` with disguised stop words made plain."""
    plain = _words(text)
    if _needs_no_second_look(plain):
        return plain
    found: list[str] = []
    for alone, group in groupby(plain, key=lambda word: len(word) == 1):
        letters = tuple(group)
        spelled = alone and len(letters) >= SPELLED_OUT
        found += _spelled(letters, len(letters) == len(plain)) if spelled else letters
    for at in range(len(found) - 1, 0, -1):
        if (found[at - 1], found[at]) in CUT_IN_TWO:
            found[at - 1 : at + 1] = ["stop"]
    return tuple(map(_undisguised, found))


def _needs_no_second_look(plain: tuple[str, ...]) -> bool:
    """Return whether no words are disguised: none has odd letters, and none is cut in pieces."""
    if not SECOND_HALVES.isdisjoint(plain) or list(map(len, plain)).count(1) >= SPELLED_OUT:
        return False
    joined = "".join(plain)
    return (joined.isascii() and joined.isalpha()) or DISGUISING.search(joined) is None


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

    @once
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """Return every phrase as folded words."""
        return tuple(filter(None, map(_words, ",".join(self._lists).split(","))))

    @once
    def _spaced(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Return the phrases by their first word."""
        by_first = groupby(sorted(self.phrases), lambda phrase: phrase[0])
        return {first: tuple(phrases) for first, phrases in by_first}

    @once
    def beginnings(self) -> frozenset[str]:
        """Return the first words of the phrases."""
        return frozenset(self._spaced)

    @once
    def _run_on(self) -> re.Pattern[str]:
        """Return a pattern of the phrases of scripts without spaces."""
        phrases = sorted(filter(UNSPACED.search, map("".join, self.phrases)))
        # Without any it finds nothing.
        return re.compile("|".join(map(re.escape, phrases)) or "(?!)")

    @once
    def whole(self) -> frozenset[str]:
        """Return the phrases as ``core_of`` leaves a sentence that says nothing else."""
        return frozenset(map(core_of, self.phrases)) - {""}

    def found(self, message: Message) -> bool:
        """Return whether a phrase stands anywhere in the message."""
        if not self.beginnings.isdisjoint(message.vocabulary):
            return any(self.spans(message.tokens)) or self.joined_in(message)
        return self.joined_in(message)

    def joined_in(self, message: Message) -> bool:
        """Return whether a phrase of a script without spaces stands anywhere in the message."""
        return bool(message.run_on) and self._run_on.search(message.run_on) is not None

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
