"""Announced words: which may be announced, and whether somebody says one and means it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from dm_assistant.domain import inbound_answers, inbound_words, keyword_words
from dm_assistant.domain.inbound import preselect
from dm_assistant.domain.inbound_text import ADDRESS, LETTER, SENTENCE_END
from dm_assistant.domain.model import Consent, ConsentKind, InboundClass, Purpose
from dm_assistant.domain.rules.consent import TAKES, covered
from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.domain.text import fold

PURPOSES = frozenset(Purpose) - {Purpose.ANSWER, Purpose.INVITE}
"""What a word can be announced for: nobody needs a word to be answered or invited."""

LONGEST = VARIABLES["keyword"].longest
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word the creator announced ("comment VIP and I'll DM you"), and for what.

    It counts in what is written at ``from_at`` or later and before ``until_at``.
    """

    id: int
    word: str
    purpose: Purpose
    from_at: datetime
    until_at: datetime | None = None

    @property
    def key(self) -> str:
        """Return the word as texts are searched for it."""
        return key_of(self.word)

    def live(self, at: datetime) -> bool:
        """Return whether the word counts in what is written at a moment."""
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


def key_of(word: str) -> str:
    """Return the one form of every way to write a word."""
    return fold(word).replace("'", "")


# --- which words may be announced ------------------------------------------------------------

_ONE_WORD = re.compile(f"{LETTER}+")


def unfit_reason(word: str) -> str | None:
    """Return why a word cannot be announced, or nothing."""
    key = key_of(word)
    if not (_ONE_WORD.fullmatch(word) and _ONE_WORD.fullmatch(key)):
        return "write one word of letters and digits, without blanks or signs"
    if len(word) > LONGEST:
        return f"it has {len(word)} characters; at most {LONGEST}"
    if not any(map(str.isalpha, key)):
        return "it has no letter; people write numbers for other reasons"
    if len(key) < SHORTEST:
        return "one letter is written for too many other reasons"
    if key in _common():
        return "it is a common word, which people write without meaning it; take a rarer one"
    return None


@cache
def _common() -> frozenset[str]:
    """Return the words that say nothing by themselves, in every language there is a list of."""
    answers = (
        inbound_answers.SOFT_NO_WORDS,
        inbound_answers.SOFT_NO_PHRASES,
        inbound_answers.LATER_WORDS,
        inbound_answers.LATER_PHRASES,
        inbound_answers.WHO_PHRASES,
        inbound_answers.POSITIVE_WORDS,
        inbound_answers.POSITIVE_PHRASES,
        inbound_answers.THANKS_PHRASES,
    )
    stops = (
        *inbound_words.STOP_WORDS.values(),
        *inbound_words.STOP_PHRASES,
        *inbound_words.ERASURE_PHRASES,
        inbound_words.STOP_INSIDE,
        inbound_words.STOP_AMBIGUOUS,
        inbound_words.STOP_FILLERS,
        inbound_words.POLITE,
    )
    lists = (*answers, *stops, *keyword_words.COMMON.values(), keyword_words.NEGATORS)
    return frozenset(_TOKEN.findall(key_of(" ".join(lists))))


# --- whether somebody says one ---------------------------------------------------------------

# What is tied to a word makes it another one: "VIP-list", "vip.com", "me@vip.org".
_TOKEN = re.compile(rf"{LETTER}+(?:[-‐_.&+@]+{LETTER}+)*")
_NEGATORS = frozenset(key_of(word) for word in keyword_words.NEGATORS.split())
_RUN_ON_NEGATOR = re.compile("|".join(map(re.escape, keyword_words.RUN_ON_NEGATORS.split())))
_NOT_MEANT = frozenset(
    {
        InboundClass.OPT_OUT,
        InboundClass.ERASURE,
        InboundClass.AGE,
        InboundClass.SOFT_NO,
        InboundClass.LATER,
        InboundClass.REVIEW,
    }
)
"""Classes of a text in which no word counts; one that may be a stop is for a person to read."""


class Announced:
    """Announced words, made ready to be looked for in many texts."""

    def __init__(self, keywords: Iterable[Keyword]) -> None:
        self.keywords = tuple(keywords)
        self._keys = tuple({word.key for word in self.keywords})
        self._stretched = tuple({letter * 3 for letter in "".join(self._keys)})

    def may_be_in(self, text: str) -> bool:
        """Return False only for a text that surely holds none; imports ask it of every comment."""
        if text.isascii() and text.isprintable():
            plain = text.lower()
            if any(map(plain.__contains__, self._stretched)):
                plain = fold(plain)
        else:
            plain = fold(text)
        plain = plain.replace("`", "'").replace("'", "")
        return any(map(plain.__contains__, self._keys))

    def said(self, text: str, at: datetime) -> tuple[Keyword, ...]:
        """Return the words that somebody who wrote ``text`` at a moment says and means.

        Whole words only, and none where the sentence, or the whole text, says no.
        """
        live = {word.key: word for word in self.keywords if word.live(at)}
        if not live or not self.may_be_in(text):
            return ()
        found: dict[str, Keyword] = {}
        for sentence in _sentences(text):
            if _NEGATORS.issuperset(sentence):
                return ()
            if _NEGATORS.isdisjoint(sentence):
                found |= {token: live[token] for token in sentence if token in live}
        if not found or preselect(text) in _NOT_MEANT:
            return ()
        return tuple(found.values())


def granted(
    words: Announced, text: str, at: datetime, comment_id: int | None, entries: Iterable[Consent]
) -> tuple[Keyword, ...]:
    """Return the words by which a text gives a permission that the person's ledger lacks.

    One for each purpose. What they took back at that moment or later stays taken back, and a
    comment or message that is in the ledger already says nothing new.
    """
    found = {word.purpose: word for word in reversed(words.said(text, at))}
    for entry in entries if found else ():
        same = entry.kind is ConsentKind.KEYWORD and (
            entry.comment_id == comment_id
            and (comment_id is not None or (entry.event_at, entry.words) == (at, text))
        )
        if same or (entry.kind in TAKES and entry.event_at >= at):
            for purpose in covered(entry):
                found.pop(purpose, None)
    return tuple(found.values())


def _sentences(text: str) -> Iterator[list[str]]:
    """Yield the folded words of each sentence; a negation inside a run of signs is one of them."""
    for sentence in SENTENCE_END.split(ADDRESS.sub(" ", text)):
        folded = key_of(sentence)
        tokens = _TOKEN.findall(folded)
        if _RUN_ON_NEGATOR.search(folded):
            tokens.append(_SOME_NEGATOR)
        if tokens:
            yield tokens


_SOME_NEGATOR = "not"
