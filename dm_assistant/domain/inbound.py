"""What a message or comment asks for, pre-selected by patterns for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from dm_assistant.domain import inbound_answers as answers
from dm_assistant.domain import inbound_words as words
from dm_assistant.domain.ages import ADULT_AGE, stated_age
from dm_assistant.domain.inbound_glance import EVERY, Glance, Told
from dm_assistant.domain.inbound_text import (
    CUT_IN_TWO,
    DISGUISED,
    DISGUISING,
    FILLERS,
    POLITE,
    SECOND_HALVES,
    SPELLED_OUT,
    STOP_INSIDE,
    STOP_PHRASES,
    UNSPACED,
    WORD,
    Lexicon,
    Message,
    spoken,
)
from dm_assistant.domain.model import InboundClass
from dm_assistant.domain.strictness import tightens
from dm_assistant.domain.text import INVISIBLE, any_of, fold

__all__ = [
    "DIGIT_IN_WORD",
    "SECOND_HALVES",
    "asks_to_stop",
    "is_one_of",
    "preselect",
    "run_on_phrases",
    "stated_age",
    "telling_words",
    "tightens",
]


def preselect(text: str) -> InboundClass:
    """Return the class of an inbound message by ordered rules, the strictest first."""
    return by_rules(text, _GLANCE.may_be(text))


def is_one_of(kinds: frozenset[InboundClass], text: str) -> bool:
    """Return whether a message is of one of these classes, neutral among them.

    Where it can be of no other, no rule is asked.
    """
    may_be = _GLANCE.may_be(text)
    return may_be <= kinds or by_rules(text, may_be) in kinds


def by_rules(text: str, kinds: frozenset[InboundClass] = EVERY) -> InboundClass:
    """Return the class of an inbound message that may only be of some kinds, or neutral."""
    if not kinds:
        return InboundClass.NEUTRAL
    message = Message(text)
    return next(
        (kind for kind, holds in _RULES if kind in kinds and holds(message)),
        InboundClass.NEUTRAL,
    )


def asks_to_stop(text: str) -> bool:
    """Return whether a public comment asks not to be written to, or to be erased."""
    if not _may_ask_to_stop(text):
        return False
    message = Message(text)
    return _wants_erasure(message) or _opts_out(message)


_STOP_ACCENTED = Lexicon(words.STOP_ACCENTED)
_STOP_WORDS = Lexicon(*words.STOP_WORDS.values())
_ERASURE = Lexicon(*words.ERASURE_PHRASES)
_SOFT_NO_WORDS, _SOFT_NO = Lexicon(answers.SOFT_NO_WORDS), Lexicon(answers.SOFT_NO_PHRASES)
_LATER_WORDS, _LATER = Lexicon(answers.LATER_WORDS), Lexicon(answers.LATER_PHRASES)
_WHO = Lexicon(answers.WHO_PHRASES)
_POSITIVE_WORDS, _POSITIVE = Lexicon(answers.POSITIVE_WORDS), Lexicon(answers.POSITIVE_PHRASES)
_THANKS = Lexicon(answers.THANKS_PHRASES)
_ASKING_ENDINGS = Lexicon(answers.ASKING_ENDINGS)


_GLANCE = Glance(
    {
        InboundClass.ERASURE: Told(inside=(_ERASURE,)),
        InboundClass.OPT_OUT: Told((STOP_PHRASES,), (STOP_INSIDE, _STOP_WORDS, _STOP_ACCENTED)),
        InboundClass.SOFT_NO: Told((_SOFT_NO,), (_SOFT_NO_WORDS,)),
        InboundClass.LATER: Told((_LATER,), (_LATER_WORDS,)),
        InboundClass.WHO: Told((_WHO,)),
        InboundClass.REVIEW: Told((STOP_INSIDE,), (_STOP_WORDS, _STOP_ACCENTED)),
        InboundClass.QUESTION: Told((_ASKING_ENDINGS,)),
        InboundClass.POSITIVE: Told((_POSITIVE,), (_POSITIVE_WORDS,)),
        InboundClass.THANKS: Told((_THANKS,)),
    },
    common="a and are do dont for have i im in is it me my no not of on so that the this to u "
    "was we with you your de la que en el un una le les et je pas ne y da di e o na nie",
)


# --- a quick look ----------------------------------------------------------------------------

_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001f6d0\U0001f6d2-\U0001faff]+")
DIGIT_IN_WORD = re.compile("[013457](?:[a-z]|(?<=[a-z].))")
_STRETCHED = re.compile(r"([a-z])\1\1", re.IGNORECASE)
_LETTERS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).lower()
_LETTERS += bytes(128)


@cache
def telling_words() -> dict[str, tuple[frozenset[str], ...]]:
    """Return what has to be said for a phrase that asks to stop, by its most telling word.

    Fillers are left out: ``core_of`` leaves them out of what people say as well.
    """
    told: dict[str, set[frozenset[str]]] = {}
    for lexicon in (STOP_INSIDE, _STOP_WORDS, _STOP_ACCENTED, STOP_PHRASES, _ERASURE):
        for phrase in lexicon.phrases:
            needed = [word for word in phrase if word not in FILLERS] or phrase
            told.setdefault(max(reversed(needed), key=len), set()).add(frozenset(needed))
    return {word: tuple(each) for word, each in told.items()}


def run_on_phrases() -> set[str]:
    """Return every phrase that asks to stop in a script without spaces."""
    phrases = {"".join(phrase) for each in (STOP_PHRASES, _ERASURE) for phrase in each.phrases}
    return set(filter(UNSPACED.search, phrases))


@cache
def _run_on_phrase() -> re.Pattern[str]:
    return any_of(run_on_phrases())


def _may_ask_to_stop(text: str) -> bool:
    """Return False only for text that surely does not; imports ask this of every comment."""
    text = spoken(text)
    plain = text if text.isascii() else _EMOJI.sub(" ", INVISIBLE.sub("", text.replace("’", "'")))
    if not plain.isascii():
        return _may_ask_in_any_script(text)
    if not plain.isprintable() or _STRETCHED.search(plain):
        plain = fold(plain)
    # On bytes this takes a third of the time; it is asked of a million comments.
    letters = plain.encode().translate(_LETTERS, b"'`").decode()
    found = letters.split()
    return _told(found) or _spelled_out(found) or DIGIT_IN_WORD.search(letters) is not None


def _may_ask_in_any_script(text: str) -> bool:
    """Return False only for text that surely does not ask to stop, whatever it is written in."""
    if "🛑" in text:
        return True
    folded = fold(text).replace("'", "")
    found = WORD.findall(folded)
    if _told(found) or _spelled_out(found):
        return True
    if DISGUISING.search(folded) is not None:
        shown = WORD.findall(folded.translate(DISGUISED))
        if not STOP_INSIDE.whole.isdisjoint(shown):
            return True
    if UNSPACED.search(folded) is None:
        return False
    said = "".join(word for word in found if word not in POLITE)
    return _run_on_phrase().search(said) is not None


def _told(found: list[str]) -> bool:
    """Return whether all words of some phrase that asks to stop are among those found."""
    telling = telling_words()
    if telling.keys().isdisjoint(found):
        return False
    said = set(found)
    return any(needed <= said for word in telling.keys() & said for needed in telling[word])


def _spelled_out(found: list[str]) -> bool:
    """Return whether single letters, or the two halves of it, may spell a word."""
    if list(map(len, found)).count(1) >= SPELLED_OUT:
        return True
    return not SECOND_HALVES.isdisjoint(found) and any(
        first in found and second in found for first, second in CUT_IN_TWO
    )


# --- rules -----------------------------------------------------------------------------------

_NEGATORS = frozenset(
    {"cant", "cannot", "couldnt", "never", "dont", "wont", "not", "didnt", "doesnt", "wouldnt"}
)
_NEGATIONS = frozenset({"dont", "do", "never", "no", "to"})
_OTHERS = frozenset({"you", "u", "he", "she", "they", "people"})
_AFTER_WHO = frozenset({"and", "why", "what", "how", "lol", "i", "because", "cuz", "bc"})
_AMBIGUOUS = frozenset(words.STOP_AMBIGUOUS.split(", "))
_ACCENTED = frozenset(words.STOP_ACCENTED.split(", "))
_UNACCENTED = frozenset(map(fold, _ACCENTED))
_NO_SIGN = re.compile("[🚫⛔📵🔕]")
_ASKS = re.compile(
    r"\b(?:what|which)(?: \w+){0,2} (?:do|did|does) (?:you|u|i|we|they|it|he|she)\b"
    r"|\b(?:what|which)(?: \w+)? (?:is|are|was|were) (?:you|u|your|ur|this|that|the|it)\b"
    r"|\bwhats (?:the|your|ur|that|this)\b"
    r"|\b(?:where|when|why|how) (?:do|did|does|is|are|was|were|can|could|should|would) \w"
    r"|\bhow (?:much|many|long|often|old|big|tall) (?:do|did|does|is|are|was|were)\b"
)


def _wants_erasure(message: Message) -> bool:
    """Return whether they want their data deleted; that includes not being written to."""
    return _ERASURE.found(message)


def _opts_out(message: Message) -> bool:
    """Return whether they ask to stop: in a phrase, or in a word that is all they say."""
    if STOP_PHRASES.joined_in(message):
        return True
    if not STOP_PHRASES.beginnings.isdisjoint(message.vocabulary):
        spans = STOP_PHRASES.spans(message.tokens)
        if any(not _turned(message.tokens, start) for start, _ in spans):
            return True
    cores = message.cores
    only_stop = not STOP_INSIDE.whole.isdisjoint(cores) or (
        len(cores) == 1 and (cores[0] in _STOP_WORDS.whole or message.accented in _ACCENTED)
    )
    return only_stop and not message.delighted


def _turned(tokens: tuple[str, ...], start: int) -> bool:
    """Return whether the word before turns a stop phrase: "don't leave me alone"."""
    before = tokens[start - 1] if start else ""
    if tokens[start] == "never":
        return before in _OTHERS
    return before in _NEGATORS and tokens[start] not in _NEGATIONS


def _is_minor(message: Message) -> bool:
    """Return whether they state an age under eighteen."""
    age = stated_age(message.text)
    return age is not None and age < ADULT_AGE


def _refuses(message: Message) -> bool:
    """Return whether they are not interested, without asking to stop."""
    if _SOFT_NO.found(message):
        return True
    return not _SOFT_NO_WORDS.whole.isdisjoint(message.cores[:1]) and not message.delighted


def _puts_off(message: Message) -> bool:
    """Return whether they ask for another time."""
    return _LATER.found(message) or _LATER_WORDS.says(message)


def _asks_who(message: Message) -> bool:
    """Return whether they ask who writes; "who is this song by" does not."""
    if _WHO.joined_in(message):
        return True
    return not _WHO.beginnings.isdisjoint(message.vocabulary) and any(
        end == len(sentence) or sentence[end] in _AFTER_WHO or FILLERS.issuperset(sentence[end:])
        for sentence in message.sentences
        for _, end in _WHO.spans(sentence)
    )


def _needs_review(message: Message) -> bool:
    """Return whether a stop-like word or sign stands there, or a short one comes with laughter."""
    if STOP_INSIDE.found(message) or message.accented in _ACCENTED | _UNACCENTED:
        return True
    if not _STOP_WORDS.whole.isdisjoint(message.cores):
        return message.delighted
    nothing_else = not message.tokens and _NO_SIGN.search(message.text) is not None
    return nothing_else and not message.delighted


def _asks(message: Message) -> bool:
    """Return whether they ask something; a mark beside an ambiguous stop word is not enough."""
    if _ASKS.search(" ".join(message.tokens)) or _ASKING_ENDINGS.joined_in(message):
        return True
    return message.asks and _AMBIGUOUS.isdisjoint(message.tokens)


def _is_positive(message: Message) -> bool:
    """Return whether they say yes or show interest."""
    return _POSITIVE.found(message) or _POSITIVE_WORDS.says(message)


_RULES: tuple[tuple[InboundClass, Callable[[Message], bool]], ...] = (
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
