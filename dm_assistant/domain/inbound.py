"""What a message or comment asks for, pre-selected by patterns for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import groupby

from dm_assistant.domain import inbound_answers as answers
from dm_assistant.domain import inbound_words as words
from dm_assistant.domain.ages import ADULT_AGE, stated_age
from dm_assistant.domain.confusables import DIGIT_SPELLINGS, LOOK_ALIKES
from dm_assistant.domain.model import InboundClass
from dm_assistant.domain.strictness import tightens
from dm_assistant.domain.text import INVISIBLE, fold

__all__ = ["asks_to_stop", "preselect", "stated_age", "tightens"]


def preselect(text: str) -> InboundClass:
    """Return the class of an inbound message by ordered rules, the strictest first."""
    message = _Message(text)
    return next((kind for kind, holds in _RULES if holds(message)), InboundClass.NEUTRAL)


def asks_to_stop(text: str) -> bool:
    """Return whether a public comment asks not to be written to, or to be erased."""
    if not _may_ask_to_stop(text):
        return False
    message = _Message(text)
    return _wants_erasure(message) or _opts_out(message)


# --- reading a message -----------------------------------------------------------------------

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.])@[\w.]+")
"""Links and names, which hold no words that anybody says."""
SENTENCE_END = re.compile(r"[.!?…؟]+(?=\s|$)|[\n\r。！？।]+")
LETTER = r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u1000-\u109f])"
"""A letter or digit; vowel signs of Indic and neighbouring scripts belong to words as well."""
_WORD = re.compile(f"{LETTER}+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)
_DELIGHT = re.compile(
    "[😂🤣😭💀😹😆😅😄😁😍🥰🤩😻🥹😘❤♥💖💕💗🫶☠ㅋㅎ笑草]|哈哈"
    r"|\b(?:lo+l|lmf?ao+|rofl|omf?g+|xd+|mdr+|ptdr+|k{3,}|w{3,}|5{3,}|rs(?:rs)+"
    r"|love|loved|obsessed|cute|a*(?:h+a+){2,}h*|a+h+a+h+|(?:h+e+){2,}h*|(?:h+i+){2,}"
    r"|(?:j+a+){2,}j*|(?:j+e+){2,}|(?:wk){2,}|а*(?:х+а+){2,}х*|а+х+а+х+|ه{3,})\b",
    re.IGNORECASE,
)
_DISGUISED = LOOK_ALIKES | DIGIT_SPELLINGS
_DISGUISING = re.compile(f"[{''.join(map(chr, _DISGUISED))}]")
_SPELLED_OUT = 3
_FILLERS = frozenset(fold(words.STOP_FILLERS).split())
_POLITE = frozenset(words.POLITE.split())


class _Message:
    """A text taken apart for the rules, each part when first needed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain = ADDRESS.sub(" ", text).replace("🛑", " stop ")

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
        return joined if _UNSPACED.search(joined) else ""

    @cached_property
    def cores(self) -> tuple[str, ...]:
        """Return what each sentence says besides fillers."""
        return tuple(filter(None, map(_core, self.sentences)))

    @cached_property
    def delighted(self) -> bool:
        """Return whether they laugh, cry with laughter or love it."""
        return _DELIGHT.search(self._plain) is not None

    @property
    def asks(self) -> bool:
        """Return whether a question mark stands outside of addresses."""
        return any(mark in self._plain for mark in "?？؟")


def _words(text: str) -> tuple[str, ...]:
    """Return the folded words of ``text`` without apostrophes and merely polite words."""
    found = _WORD.findall(fold(text).replace("'", ""))
    return tuple(word for word in found if word not in _POLITE)


def _strangers_words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` with disguised stop words made plain."""
    found = _words(text)
    if len(found) >= _SPELLED_OUT and all(len(word) == 1 for word in found):
        found = ("".join(found),)
    return tuple(map(_undisguised, found))


def _undisguised(word: str) -> str:
    """Return the stop word that ``word`` spells with digits or another script, else itself."""
    if word.isascii() and word.isalpha():
        return word
    shown = word.translate(_DISGUISED)
    return shown if shown in _STOP_INSIDE.whole else word


def _core(sentence: tuple[str, ...]) -> str:
    """Return what a sentence says besides fillers, each repeated word once."""
    return " ".join(word for word, _ in groupby(word for word in sentence if word not in _FILLERS))


# --- word lists ------------------------------------------------------------------------------


class _Lexicon:
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
    def _run_on(self) -> tuple[str, ...]:
        """Return the phrases of scripts without spaces."""
        return tuple(filter(_UNSPACED.search, map("".join, self.phrases)))

    @cached_property
    def whole(self) -> frozenset[str]:
        """Return the phrases as ``_core`` leaves a sentence that says nothing else."""
        return frozenset(map(_core, self.phrases)) - {""}

    def found(self, message: _Message) -> bool:
        """Return whether a phrase stands anywhere in the message."""
        return any(self.spans(message.tokens)) or self.joined_in(message)

    def joined_in(self, message: _Message) -> bool:
        """Return whether a phrase of a script without spaces stands anywhere in the message."""
        return any(phrase in message.run_on for phrase in self._run_on) if message.run_on else False

    def spans(self, tokens: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Yield start and end of the phrases that stand in ``tokens``."""
        for at, token in enumerate(tokens):
            for phrase in self._spaced.get(token, ()):
                if tokens[at : at + len(phrase)] == phrase:
                    yield at, at + len(phrase)

    def says(self, message: _Message) -> bool:
        """Return whether a whole sentence is one of the words, or nothing but such words."""
        return any(
            core in self.whole or self.whole.issuperset(core.split()) for core in message.cores
        )


_STOP_INSIDE = _Lexicon(words.STOP_INSIDE)
_STOP_WORDS = _Lexicon(*words.STOP_WORDS.values())
_STOP_PHRASES = _Lexicon(*words.STOP_PHRASES)
_ERASURE = _Lexicon(*words.ERASURE_PHRASES)
_SOFT_NO_WORDS, _SOFT_NO = _Lexicon(answers.SOFT_NO_WORDS), _Lexicon(answers.SOFT_NO_PHRASES)
_LATER_WORDS, _LATER = _Lexicon(answers.LATER_WORDS), _Lexicon(answers.LATER_PHRASES)
_WHO = _Lexicon(answers.WHO_PHRASES)
_POSITIVE_WORDS, _POSITIVE = _Lexicon(answers.POSITIVE_WORDS), _Lexicon(answers.POSITIVE_PHRASES)
_THANKS = _Lexicon(answers.THANKS_PHRASES)
_ASKING_ENDINGS = _Lexicon(answers.ASKING_ENDINGS)


# --- a quick look ----------------------------------------------------------------------------

_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001f6d0\U0001f6d2-\U0001faff]+")
_DIGIT_IN_WORD = re.compile("[013457](?:[a-z]|(?<=[a-z].))")
_STRETCHED = re.compile(r"([a-z])\1\1", re.IGNORECASE)
_LETTERS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).lower()
_LETTERS += bytes(128)


@cache
def _telling_words() -> dict[str, tuple[frozenset[str], ...]]:
    """Return what has to be said for a phrase that asks to stop, by its most telling word.

    Fillers are left out: ``_core`` leaves them out of what people say as well.
    """
    told: dict[str, set[frozenset[str]]] = {}
    for lexicon in (_STOP_INSIDE, _STOP_WORDS, _STOP_PHRASES, _ERASURE):
        for phrase in lexicon.phrases:
            needed = [word for word in phrase if word not in _FILLERS] or phrase
            told.setdefault(max(reversed(needed), key=len), set()).add(frozenset(needed))
    return {word: tuple(each) for word, each in told.items()}


@cache
def _run_on_phrase() -> re.Pattern[str]:
    """Return a pattern of every phrase that asks to stop in a script without spaces."""
    phrases = {"".join(phrase) for each in (_STOP_PHRASES, _ERASURE) for phrase in each.phrases}
    return re.compile("|".join(map(re.escape, sorted(filter(_UNSPACED.search, phrases)))))


def _may_ask_to_stop(text: str) -> bool:
    """Return False only for text that surely does not; imports ask this of every comment."""
    if "@" in text or "://" in text or "www." in text:
        text = ADDRESS.sub(" ", text)
    plain = text if text.isascii() else _EMOJI.sub(" ", INVISIBLE.sub("", text.replace("’", "'")))
    if not plain.isascii():
        return _may_ask_in_any_script(text)
    if not plain.isprintable() or _STRETCHED.search(plain):
        plain = fold(plain)
    # On bytes this takes a third of the time; it is asked of a million comments.
    letters = plain.encode().translate(_LETTERS, b"'`").decode()
    found = letters.split()
    return _told(found) or _spelled_out(found) or _DIGIT_IN_WORD.search(letters) is not None


def _may_ask_in_any_script(text: str) -> bool:
    """Return False only for text that surely does not ask to stop, whatever it is written in."""
    if "🛑" in text:
        return True
    folded = fold(text).replace("'", "")
    found = _WORD.findall(folded)
    if _told(found) or _spelled_out(found):
        return True
    if _DISGUISING.search(folded) is not None:
        shown = _WORD.findall(folded.translate(_DISGUISED))
        if not _STOP_INSIDE.whole.isdisjoint(shown):
            return True
    if _UNSPACED.search(folded) is None:
        return False
    said = "".join(word for word in found if word not in _POLITE)
    return _run_on_phrase().search(said) is not None


def _told(found: list[str]) -> bool:
    """Return whether all words of some phrase that asks to stop are among those found."""
    telling = _telling_words()
    if telling.keys().isdisjoint(found):
        return False
    said = set(found)
    return any(needed <= said for word in telling.keys() & said for needed in telling[word])


def _spelled_out(found: list[str]) -> bool:
    """Return whether single letters may spell a word."""
    return list(map(len, found)).count(1) >= _SPELLED_OUT


# --- rules -----------------------------------------------------------------------------------

_NEGATORS = frozenset(
    {"cant", "cannot", "couldnt", "never", "dont", "wont", "not", "didnt", "doesnt", "wouldnt"}
)
_NEGATIONS = frozenset({"dont", "do", "never", "no", "to"})
_OTHERS = frozenset({"you", "u", "he", "she", "they", "people"})
_AFTER_WHO = frozenset({"and", "why", "what", "how", "lol", "i", "because", "cuz", "bc"})
_AMBIGUOUS = frozenset(words.STOP_AMBIGUOUS.split(", "))
_ASKS = re.compile(
    r"\b(?:what|which)(?: \w+){0,2} (?:do|did|does) (?:you|u|i|we|they|it|he|she)\b"
    r"|\b(?:what|which)(?: \w+)? (?:is|are|was|were) (?:you|u|your|ur|this|that|the|it)\b"
    r"|\bwhats (?:the|your|ur|that|this)\b"
    r"|\b(?:where|when|why|how) (?:do|did|does|is|are|was|were|can|could|should|would) \w"
    r"|\bhow (?:much|many|long|often|old|big|tall) (?:do|did|does|is|are|was|were)\b"
)


def _wants_erasure(message: _Message) -> bool:
    """Return whether they want their data deleted; that includes not being written to."""
    return _ERASURE.found(message)


def _opts_out(message: _Message) -> bool:
    """Return whether they ask to stop: in a phrase, or in a word that is all they say."""
    if _STOP_PHRASES.joined_in(message):
        return True
    spans = _STOP_PHRASES.spans(message.tokens)
    if any(not _turned(message.tokens, start) for start, _ in spans):
        return True
    cores = message.cores
    only_stop = not _STOP_INSIDE.whole.isdisjoint(cores) or (
        len(cores) == 1 and cores[0] in _STOP_WORDS.whole
    )
    return only_stop and not message.delighted


def _turned(tokens: tuple[str, ...], start: int) -> bool:
    """Return whether the word before turns a stop phrase: "don't leave me alone"."""
    before = tokens[start - 1] if start else ""
    if tokens[start] == "never":
        return before in _OTHERS
    return before in _NEGATORS and tokens[start] not in _NEGATIONS


def _is_minor(message: _Message) -> bool:
    """Return whether they state an age under eighteen."""
    age = stated_age(message.text)
    return age is not None and age < ADULT_AGE


def _refuses(message: _Message) -> bool:
    """Return whether they are not interested, without asking to stop."""
    if _SOFT_NO.found(message):
        return True
    return not _SOFT_NO_WORDS.whole.isdisjoint(message.cores[:1]) and not message.delighted


def _puts_off(message: _Message) -> bool:
    """Return whether they ask for another time."""
    return _LATER.found(message) or _LATER_WORDS.says(message)


def _asks_who(message: _Message) -> bool:
    """Return whether they ask who writes; "who is this song by" does not."""
    return _WHO.joined_in(message) or any(
        end == len(sentence) or sentence[end] in _AFTER_WHO or _FILLERS.issuperset(sentence[end:])
        for sentence in message.sentences
        for _, end in _WHO.spans(sentence)
    )


def _needs_review(message: _Message) -> bool:
    """Return whether a stop-like word stands somewhere, or a short one comes with laughter."""
    return _STOP_INSIDE.found(message) or (
        message.delighted and not _STOP_WORDS.whole.isdisjoint(message.cores)
    )


def _asks(message: _Message) -> bool:
    """Return whether they ask something; a mark beside an ambiguous stop word is not enough."""
    if _ASKS.search(" ".join(message.tokens)) or _ASKING_ENDINGS.joined_in(message):
        return True
    return message.asks and _AMBIGUOUS.isdisjoint(message.tokens)


def _is_positive(message: _Message) -> bool:
    """Return whether they say yes or show interest."""
    return _POSITIVE.found(message) or _POSITIVE_WORDS.says(message)


_RULES: tuple[tuple[InboundClass, Callable[[_Message], bool]], ...] = (
    (InboundClass.ERASURE, _wants_erasure),
    (InboundClass.OPT_OUT, _opts_out),
    (InboundClass.AGE, _is_minor),
    (InboundClass.SOFT_NO, _refuses),
    (InboundClass.LATER, _puts_off),
    (InboundClass.WHO, _asks_who),
    (InboundClass.REVIEW, _needs_review),
    (InboundClass.QUESTION, _asks),
    (InboundClass.POSITIVE, _is_positive),
    (InboundClass.THANKS, _THANKS.found),
)
"""Erasure before opt-out: who asks for both must not lose the larger request."""
