"""What the score reads in a comment's words: length, question, promotion, giveaway, sameness."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dm_assistant.domain.ranking_words import (
    GIVEAWAY,
    PROMOTION,
    UNSPACED_GIVEAWAY,
    UNSPACED_PROMOTION,
)
from dm_assistant.domain.text import any_of


class Reading(NamedTuple):
    """What one comment's text says; ``key`` is equal for copies."""

    words: int
    question: bool
    promotion: bool
    giveaway: bool
    key: str


Fields = tuple[int, bool, bool, bool, str]
"""The fields of ``Reading``: words, question, promotion, giveaway and key."""

# Vowel signs of Indic, Arabic and Thai script are marks, which \w leaves out of words. Latin
# combining accents are not listed: normalising joins them to their letter.
MARKS = "".join(
    chr(code) for code in range(0x483, 0x1D00) if unicodedata.category(chr(code)).startswith("M")
)
_MARK = re.compile(f"[{MARKS}]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKED_WORD = re.compile(rf"(?:[^\W\d_][{MARKS}]*){{2,}}")
_KEPT = re.compile(rf"[\w{MARKS}]+")
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
_REPEATED = re.compile(r"(.)\1+", re.DOTALL)
_QUESTION = re.compile("[?؟՞]")
_TAG = re.compile(r"@[\w.]+")
_INNER_DOT = re.compile(r"\.\w")
# A label of a host name is bounded, so that a comment made of dashes costs no quadratic time.
_LINK = re.compile(
    r"https?://\S*|\bwww\.\S+"
    r"|\b[\w-]{1,63}\.(?:com|net|org|gg|ly|xyz|shop|store|site|online|link|app|info|tv)\b\S*"
    r"|\b[\w-]{1,63}\.[a-z]{2,4}/\S+"
)
_TRADED = re.compile(r"\b(?:f4f|l4l|s4s|sub4sub|like4like|follow4follow)\b")
# Wherever letters other than ASCII ones live; emoji, signs and their selectors are left out.
_OTHER_LETTER = re.compile(
    "[\u00aa-\u1fff\u2460-\u24ff\u2c00-\ud7ff\uf900-\ufdff\ufe10-\ufefe\uff00-\uffef"
    "\U00010000-\U0001d7ff\U0001f100-\U0001f1e5\U00020000-\U0003ffff]"
)
_WORD_BYTES = bytes(code for code in range(128) if re.match(r"\w", chr(code)))
_LOWER_WORDS = bytes(code if code in _WORD_BYTES else ord(" ") for code in range(256)).lower()
_LETTERS = bytes(ord("a" if bytes([code]).isalpha() else " ") for code in range(256))


def read(text: str) -> Reading:
    """Read one comment."""
    return Reading(*read_fields(text))


def read_fields(text: str) -> Fields:
    """Read one comment into the fields of ``Reading``, without the cost of naming them."""
    return read_words(text)[0]


def read_words(text: str) -> tuple[Fields, list[bytes] | list[str]]:
    """Read one comment, and return its words in lower case as well, without apostrophes.

    They are bytes where all letters are ASCII ones.
    """
    if text.isascii() or _OTHER_LETTER.search(text) is None:
        return _read_ascii(text)
    folded = fold(text)
    plain, promotes = _without_links(folded)
    words = words_of(plain)
    enters = False
    if not _TRIGGERS.isdisjoint(words):
        promotes = promotes or _says(_PROMOTION, words)
        enters = _says(_GIVEAWAY, words)
    if _UNSPACED.search(folded):
        promotes = promotes or any(phrase in folded for phrase in _UNSPACED_PROMOTION)
        enters = enters or any(phrase in folded for phrase in _UNSPACED_GIVEAWAY)
    kept = _KEPT.findall(folded)
    key = "".join(kept) or _squeezed(folded)
    if "'" in folded or "’" in folded:
        kept = _KEPT.findall(folded.replace("'", "").replace("’", ""))
    return (len(words), _QUESTION.search(plain) is not None, promotes, enters, key), kept


def _read_ascii(text: str) -> tuple[Fields, list[bytes]]:
    """Read a comment whose letters are all ASCII.

    Most comments of an import come this way; on bytes it needs no regular expression.
    """
    raw = (text if text.isascii() else text.replace("’", "'")).encode("ascii", "replace")
    words = raw.translate(_LOWER_WORDS, b"'").split()
    key = b"".join(words).decode() or _squeezed(text)
    question = "?" in text
    promotes = enters = False
    apart = raw.translate(_LOWER_WORDS).split() if b"'" in raw else words
    if "@" in text or "4" in text or _may_link(text):
        plain, promotes = _without_links(text.lower())
        question = question and "?" in plain
        raw = plain.encode("ascii", "replace")
    # A blank before a group of letters starts a word: counting the starts counts the words.
    count = (b" " + raw.translate(_LETTERS)).count(b" aa")
    if not _ASCII_TRIGGERS.isdisjoint(apart):
        said = _WORD.findall(raw.lower().decode())
        promotes = promotes or _says(_PROMOTION, said)
        enters = _says(_GIVEAWAY, said)
    return (count, question, promotes, enters, key), words


def fold(text: str) -> str:
    """Return ``text`` in the one case and form that words are compared in."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Casefolding a Turkish capital dotted I leaves the dot behind as a mark.
    return folded.replace("\u0307", "")


def words_of(folded: str) -> list[str]:
    """Return the groups of two letters or more."""
    return (_MARKED_WORD if _MARK.search(folded) else _WORD).findall(folded)


def _may_link(text: str) -> bool:
    return "://" in text or ("." in text and _INNER_DOT.search(text) is not None)


def _without_links(folded: str) -> tuple[str, bool]:
    """Return the text without @tags and links, and whether a link promotes something."""
    promotes = False
    if _may_link(folded):
        folded, found = _LINK.subn(" ", folded)
        promotes = found > 0
    if "4" in folded and _TRADED.search(folded):
        promotes = True
    if "@" in folded:
        folded = _TAG.sub(" ", folded)
    return folded, promotes


def _squeezed(folded: str) -> str:
    """Return the key of a comment without letters: its signs without blanks, each run once."""
    return _REPEATED.sub(r"\1", "".join(folded.split()))


def _phrases(languages: Iterable[Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return padded phrases by their longest word, each also as hurried writers spell it.

    The longest word of a phrase is rarely said outside it, so few comments need a closer look.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for phrase in (phrase for language in languages for phrase in language):
        for spelled in _spellings(fold(phrase)):
            words = words_of(spelled)
            found[max(reversed(words), key=len)].add(f" {' '.join(words)} ")
    return {word: tuple(sorted(phrases)) for word, phrases in found.items()}


def _spellings(folded: str) -> set[str]:
    """Return the phrase as it is, shouted in capitals (which dots every i), and without accents."""
    dotted = folded.replace("ı", "i")
    parts = unicodedata.normalize("NFD", dotted.replace("ł", "l"))
    return {folded, dotted, unicodedata.normalize("NFC", _LATIN_ACCENTS.sub("", parts))}


def _says(phrases: dict[str, tuple[str, ...]], words: list[str]) -> bool:
    said = f" {' '.join(words)} "
    return any(phrase in said for word in words for phrase in phrases.get(word, ()))


def _folded(languages: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(fold(phrase) for language in languages for phrase in language)


_PROMOTION = _phrases(PROMOTION.values())
_GIVEAWAY = _phrases(GIVEAWAY.values())
_TRIGGERS = frozenset(_PROMOTION.keys() | _GIVEAWAY.keys())
_ASCII_TRIGGERS = frozenset(word.encode() for word in _TRIGGERS if word.isascii())
_UNSPACED_PROMOTION = _folded(UNSPACED_PROMOTION.values())
_UNSPACED_GIVEAWAY = _folded(UNSPACED_GIVEAWAY.values())
_UNSPACED = any_of(_UNSPACED_PROMOTION + _UNSPACED_GIVEAWAY)
