"""Quoting somebody: which of their words may stand in a message, and how much of them."""

from __future__ import annotations

import re
from functools import lru_cache

from dm_assistant.domain.comment_text import read
from dm_assistant.domain.inbound import is_one_of
from dm_assistant.domain.model import InboundClass
from dm_assistant.domain.quoting_words import BEGINNINGS, PHRASES, SENSITIVE, SIGNS, UNKIND
from dm_assistant.domain.rules.content_words import LINK
from dm_assistant.domain.templates.blanks import without_blanks
from dm_assistant.domain.text import any_of, clusters, fold_again, to_screen

LEAST_LETTERS = 4
LEAST_QUESTION_WORDS = 3
LEAST_WORDS = 4
"""A first sentence of so many words may stand for a longer comment without a sign of it."""

KIND = frozenset(
    {
        InboundClass.NEUTRAL,
        InboundClass.POSITIVE,
        InboundClass.THANKS,
        InboundClass.QUESTION,
    }
)

_AT = "@\uff20\ufe6b"
_NUMBER = r"\d(?:[\s().\-/]{0,2}\d){6}"
_HINT = re.compile(rf"[{_AT}#\uff03\ufe5f]|\.\w|://|www|{_NUMBER}", re.IGNORECASE)
"""What every address, tag and number holds, and most comments do not."""
_REMOVED = re.compile(
    rf"\b[\w.+-]{{1,64}}[{_AT}][\w-]+(?:\.[\w-]+)+"
    rf"|[{_AT}#\uff03\ufe5f]+[\w.]*"
    r"|[a-z][a-z0-9+.-]{0,20}://\S*|www\.\S*"
    rf"|{LINK.pattern}"
    r"|\b[\w-]{1,63}\.(?:ly|gg|tv|me|io|co)\b\S*"
    rf"|(?:[+(]+|\b){_NUMBER}(?:[\s().\-/]{{0,2}}\d)*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_PHRASES = any_of(PHRASES)
_SENTENCES = re.compile(r"(?<=[.!?…])\s+")
_SENTENCE_END = (".", "!", "?", "…")
_LOOSE_ENDS = " ,.;:-–—('“«"
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def quoted(text: str) -> str:
    """Return somebody's words fit for quotation marks.

    Without mentions, links, tags, mail addresses and phone numbers, and without quotation marks.
    """
    bare = without_blanks(to_screen(text))
    if _HINT.search(bare):
        bare = _REMOVED.sub(" ", bare)
        # What a part taken out has left may be one itself: "a@b@c.example".
        if _HINT.search(bare) and _REMOVED.search(bare):
            return ""
    bare = " ".join(bare.replace("“", "'").replace("”", "'").replace('"', "'").split())
    bare = bare.strip(" ,.;:-")
    return bare.strip("'") if bare.startswith("'") and bare.endswith("'") else bare


def excerpt(words: str, longest: int) -> str:
    """Return as much of somebody's words as fits into so many characters, cut between words.

    Whole first sentences where they say enough, else words and an ellipsis. Nothing is returned
    where not even the first word fits; scripts without blanks are cut between what a reader sees
    as letters.
    """
    if len(words) <= longest:
        return words
    whole = ""
    for sentence in _SENTENCES.split(words):
        longer = f"{whole} {sentence}".lstrip()
        if len(longer) > longest:
            break
        whole = longer
    if len(whole.split()) >= LEAST_WORDS and whole.endswith(_SENTENCE_END):
        return whole
    kept = _begun(words, longest - 1).rstrip(_LOOSE_ENDS)
    return f"{kept}…" if kept else ""


def _begun(words: str, room: int) -> str:
    """Return the words that fit, without the one that is cut."""
    if words[room : room + 1].isspace():
        return words[:room]
    head, blank, cut = words[:room].rpartition(" ")
    if blank and not _UNSPACED.search(cut):
        return head
    if not _UNSPACED.search(words[:room]):
        return ""
    kept = ""
    for cluster in clusters(words):
        if len(kept) + len(cluster) > room:
            break
        kept += cluster
    return kept


@lru_cache(maxsize=4096)
def quotable(text: str) -> bool:
    """Return whether somebody would be glad to have these words of theirs quoted.

    Hostile and sensitive ones are not, nor advertising, nor what asks to stop. The quick looks
    come first: most comments that fall through do so for want of letters.
    """
    bare = quoted(text)
    if sum(map(str.isalpha, bare)) < LEAST_LETTERS or _is_hard(text):
        return False
    reading = read(text)
    return not (reading.promotion or reading.giveaway) and is_one_of(KIND, text)


def _is_hard(text: str) -> bool:
    """Return whether words are unkind, or about what is nobody's business."""
    folded = fold_again(text)
    words = _WORD.findall(folded)
    found = frozenset(words)
    return (
        not UNKIND.isdisjoint(found)
        or not SENSITIVE.isdisjoint(found)
        or any(word.startswith(BEGINNINGS) for word in words)
        or _PHRASES.search(folded) is not None
        or (not text.isascii() and not SIGNS.isdisjoint(text))
    )


def question_in(text: str) -> str:
    """Return the question in somebody's words, or nothing."""
    if "?" not in text:
        return ""
    for sentence in _SENTENCES.split(quoted(text)):
        if sentence.endswith("?") and len(sentence.split()) >= LEAST_QUESTION_WORDS:
            return sentence
    return ""
