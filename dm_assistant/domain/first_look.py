"""What an import finds out about every comment, in one pass over its words.

A million texts come this way, so words that are known to say nothing of interest are remembered
by themselves: a text of only such words needs no closer look.
"""

import re
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple

from dm_assistant.domain.comment_text import MARKS, read_words
from dm_assistant.domain.inbound import (
    DIGIT_IN_WORD,
    SECOND_HALVES,
    asks_to_stop,
    run_on_phrases,
    telling_words,
)
from dm_assistant.domain.inbound_text import (
    DISGUISED,
    POLITE,
    SPELLED_OUT,
    STOP_INSIDE,
    UNSPACED,
    WORD,
)
from dm_assistant.domain.text import ACCENTS, HIDDEN, INVISIBLE, any_of, fold

RING_WORDS = 4
MOST_WORDS = 15
"""A comment's words are counted up to here; the score asks for fewer."""

VERSION = 1
"""Raised when the same text is read otherwise: what was noted with another one is read anew."""

_QUESTION, _PROMOTION, _GIVEAWAY, VERSIONS = 16, 32, 64, 128
REMARKABLE = _QUESTION | _PROMOTION | _GIVEAWAY
ANY_FACTS = VERSIONS - 1
"""What facts hold besides the version."""
_SHORT_ENOUGH = 120
_KEPT_LOOKS = 1 << 14
MOST_REMEMBERED = 1 << 16


class FirstLook(NamedTuple):
    """What one text says.

    ``facts`` holds what the score reads in it. ``copy_key`` is the same for copies: positive where
    the text is long enough for a ring, else negative. ``stops`` is what ``asks_to_stop`` returns.
    """

    facts: int
    copy_key: int
    stops: bool


def first_look(text: str) -> FirstLook:
    """Look at one comment."""
    return _look_kept(text) if len(text) <= _SHORT_ENOUGH else _look(text)


def words_in(facts: int) -> int:
    """Return the number of words, at most ``MOST_WORDS``."""
    return facts & MOST_WORDS


def asks(facts: int) -> bool:
    """Return whether the comment asks something."""
    return facts & _QUESTION != 0


def promotes(facts: int) -> bool:
    """Return whether the comment promotes something."""
    return facts & _PROMOTION != 0


def enters(facts: int) -> bool:
    """Return whether the comment enters a giveaway."""
    return facts & _GIVEAWAY != 0


def _look(text: str) -> FirstLook:
    (count, question, promotion, giveaway, key), words = read_words(text)
    facts = (
        min(count, MOST_WORDS)
        | question * _QUESTION
        | promotion * _PROMOTION
        | giveaway * _GIVEAWAY
        | VERSION * VERSIONS
    )
    raw = blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    # Never 0, which has no sign.
    copy_key = int.from_bytes(raw, "big") >> 1 or 1
    if count < RING_WORDS:
        copy_key = -copy_key
    return FirstLook(facts, copy_key, _may_stop(text, words) and asks_to_stop(text))


_look_kept = lru_cache(_KEPT_LOOKS)(_look)


# --- whether it may ask to stop --------------------------------------------------------------

_LETTERLIKE = (
    "\u2070-\u209f\u20a8\u2100-\u218f\u2776-\u2793\U0001d800-\U0001efff\U0001f130-\U0001f189"
    "\U0001f200-\U0001f25f\U0001fbf0-\U0001fbff"
)
_TAKEN_OUT = f"\x00-\x08\x0e-\x1f\x7f-\x9f\u0300-\u036f{HIDDEN}{ACCENTS}"
_SIGNS = f"`´‘‚‛′‴⁗ʼʹ＇｀$🛑{_LETTERLIKE}"
_HIDING = re.compile(
    # Something in the middle of a word that matching takes out of it, another apostrophe, or a
    # sign that matching reads as letters. All of them first: what begins with one set is quick.
    f"[{_TAKEN_OUT}{_SIGNS}](?:(?<=[{_SIGNS}])|(?<=[\\w{MARKS}'’].))",
    re.DOTALL,
)
# Letters of these scripts are as folding leaves them once case and form are evened out.
AS_FOLDED = re.compile(f"(?:(?!{INVISIBLE.pattern}){UNSPACED.pattern})+")
_REPEATED = re.compile(r"(.)\1+", re.DOTALL)
_harmless: set[bytes | str] = set()
"""Words that are in no phrase which asks to stop, however they are meant to be read."""


def may_stop(text: str) -> bool:
    """Return False only for a text that surely does not ask to stop."""
    return _may_stop(text, read_words(text)[1])


def remembered() -> int:
    """Return how many words are remembered as harmless."""
    return len(_harmless)


def _may_stop(text: str, words: list[bytes] | list[str]) -> bool:
    """Return False only for a text that surely does not ask to stop."""
    simple = text.isascii() and text.isprintable() and "$" not in text and "`" not in text
    if not simple and _HIDING.search(text) is not None:
        return True
    if list(map(len, words)).count(1) >= SPELLED_OUT:
        return True
    return not _harmless.issuperset(words) and _may_tell(words)


def _may_tell(words: list[bytes] | list[str]) -> bool:
    """Return whether all words of a phrase that asks to stop may be among these."""
    phrases = _phrases()
    told: list[str] = []
    unspaced = False
    for word in words:
        if word in _harmless:
            continue
        read = _as_read(word)
        if read is None:
            return True
        if read in phrases:
            told.append(read)
        elif UNSPACED.search(read) is not None:
            # A whole sentence, which is not met again.
            unspaced = True
        else:
            if len(_harmless) >= MOST_REMEMBERED:
                _harmless.clear()
            _harmless.add(word)
    if not told and not unspaced:
        return False
    said = [each or "" for each in map(_as_read, words)]
    if unspaced and _may_run_on(said):
        return True
    every = set(said)
    return any(needed <= every for word in told for needed in phrases[word])


def _may_run_on(said: list[str]) -> bool:
    """Return whether the words may have a phrase of a script without spaces in them."""
    polite, pattern = _run_on()
    return not polite.isdisjoint(said) or pattern.search(_squeezed("".join(said))) is not None


@cache
def _run_on() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return merely polite words, which phrases go around, and the phrases."""
    return frozenset(map(_squeezed, POLITE)), any_of(map(_squeezed, run_on_phrases()))


@cache
def _phrases() -> dict[str, tuple[frozenset[str], ...]]:
    """Return ``telling_words`` with every run of a letter as one, as ``_as_read`` has words."""
    found: dict[str, set[frozenset[str]]] = {}
    for word, phrases in telling_words().items():
        squeezed = {frozenset(map(_squeezed, needed)) for needed in phrases}
        found.setdefault(_squeezed(word), set()).update(squeezed)
    return {word: tuple(phrases) for word, phrases in found.items()}


def _squeezed(word: str) -> str:
    return _REPEATED.sub(r"\1", word)


@lru_cache(MOST_REMEMBERED)
def _as_read(word: bytes | str) -> str | None:
    """Return a word as matching may read it, or None where that depends on what is around it."""
    if isinstance(word, bytes):
        said = word.decode()
    else:
        said = word if AS_FOLDED.fullmatch(word) else fold(word).replace("'", "")
    squeezed = _squeezed(said)
    if (
        WORD.fullmatch(said) is None
        or DIGIT_IN_WORD.search(said) is not None
        or said.translate(DISGUISED) in STOP_INSIDE.whole
        or said in SECOND_HALVES
        or len(squeezed) == 1 < len(word)
    ):
        return None
    return squeezed
