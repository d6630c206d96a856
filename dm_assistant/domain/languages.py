"""The language somebody reads: a careful guess from what they wrote, and what languages are called.

A wrong language is worse than English, so whatever is short, mixed or doubtful gives no guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

ENGLISH = "en"
"""What is written where no other language is known or has a template."""

LEAST_LETTERS = 20
"""Fewer letters in all are a name, a cheer or a word that many languages share."""

SURE = 0.55
"""How likely the language of all their words together must be, from 0 to 1."""

AHEAD = 5
"""So many times as likely as the next language: Indonesian is one thing, Malay another."""

OTHER_SURE = 0.6
OTHER_LETTERS = 10
OTHER_SHARE = 1 / 3
"""Comments of so many letters that are this likely in another language may hold this share."""

_MALAY = "awak dah diorang dorang guna jugak kat korang lawa nak ni sikit takde takleh tengok tgk"
MALAY = frozenset(_MALAY.split())
MOST_MALAY = 1
"""Malay and Indonesian share most words; more of these than one, and it is not Indonesian."""

Likely = Sequence[tuple[str, float]]
"""Languages by code with their likelihood, the likeliest first."""

Look = Callable[[list[str]], Sequence[Likely]]
"""Says of each line of words in which languages it is likeliest."""

_LINK = re.compile(r"https?://\S+|\bwww\.\S+|\b[\w-]{1,63}\.(?:com|net|org|me|io|ly|gg|tv)\b\S*")
_TAG = re.compile(r"[@#][\w.]+")
_NO_LETTERS = re.compile(r"(?:[^\w \n'’]|[\d_])+")
_LAUGHTER = re.compile(
    r"(?<![^ \n])(?:(?:ha|he|hi|ja|je|ka|wk|kw|lo|rs|h|j|k|w|x)+[ahjkwl]?|omg|mdr|ptdr)(?![^ \n])"
)


class Guess(NamedTuple):
    """A language by its code, and from how many comments it was guessed."""

    code: str
    comments: int


class Spoken(NamedTuple):
    """What somebody reads; a guess says from how many comments it is, a known one from 0."""

    code: str = ""
    comments: int = 0

    @property
    def guessed(self) -> bool:
        """Return whether nobody said so."""
        return self.comments > 0


def words_of(texts: Iterable[str]) -> list[str]:
    """Return the plain words of each comment that has any.

    Mentions, links, tags, emoji, digits and laughter are of no language. All comments are gone
    through together, which is five times as quick as one by one.
    """
    said = "\n".join(" ".join(text.split()) for text in texts).casefold()
    if "." in said:
        said = _LINK.sub(" ", said)
    if "@" in said or "#" in said:
        said = _TAG.sub(" ", said)
    plain = _LAUGHTER.sub(" ", _NO_LETTERS.sub(" ", said))
    return [words for line in plain.split("\n") if (words := " ".join(line.split()))]


def guess(texts: Iterable[str], look: Look) -> Guess | None:
    """Guess from somebody's comments together what they read, or nothing when it is not plain."""
    said = words_of(texts)
    code = _likeliest(said, look)
    return Guess(code, len(said)) if code and not _mixed(said, code, look) else None


def written_to(texts: Iterable[str], look: Look, usual: str) -> str:
    """Return in which language to write: the one that is guessed, else the usual one.

    Where it is the usual one anyway, it does not matter whether comments speak against the guess.
    """
    said = words_of(texts)
    code = _likeliest(said, look)
    return code if code and code != usual and not _mixed(said, code, look) else usual


def _likeliest(said: Sequence[str], look: Look) -> str:
    """Return the language of all their words together, or nothing when it is not plain."""
    together = " ".join(said)
    if _letters(together) < LEAST_LETTERS:
        return ""
    [likely] = look([together])
    if not likely:
        return ""
    code, share = likely[0]
    if share < SURE or (len(likely) > 1 and share < AHEAD * likely[1][1]):
        return ""
    if code == "id" and len(MALAY.intersection(together.split())) > MOST_MALAY:
        return ""
    return code


def _mixed(said: Sequence[str], code: str, look: Look) -> bool:
    """Return whether too many of their words are in comments of another language."""
    long = [words for words in said if _letters(words) >= OTHER_LETTERS] if len(said) > 1 else []
    others = sum(
        _letters(words)
        for words, own in zip(long, look(long), strict=True)
        if own and own[0][0] != code and own[0][1] >= OTHER_SURE
    )
    return others > OTHER_SHARE * _letters(" ".join(said))


def _letters(words: str) -> int:
    return len(words) - words.count(" ")


_CALLED = """
ar Arabic, bn Bengali, ca Catalan, cs Czech, da Danish, de German, el Greek, en English, es Spanish,
fa Persian, fi Finnish, fr French, gl Galician, he Hebrew, hi Hindi, hu Hungarian, id Indonesian,
it Italian, ja Japanese, ko Korean, ms Malay, nl Dutch, no Norwegian, pl Polish, pt Portuguese,
ro Romanian, ru Russian, sv Swedish, th Thai, tl Tagalog, tr Turkish, uk Ukrainian, ur Urdu,
vi Vietnamese, zh Chinese
"""
_NAMES: dict[str, str] = dict(re.findall(r"(\w+) (\w+)", _CALLED))


def name_of(code: str) -> str:
    """Return what a language is called in English: ``pt-BR`` is "Portuguese (BR)"."""
    base, _, region = code.partition("-")
    name = _NAMES.get(base.lower(), base)
    return f"{name} ({region.upper()})" if region else name


def spoken_words(code: str, comments: int) -> str:
    """Say what somebody reads: "Spanish", or "Spanish, a guess from 14 comments"."""
    if not code or not comments:
        return name_of(code)
    counted = "1 comment" if comments == 1 else f"{comments} comments"
    return f"{name_of(code)}, a guess from {counted}"
