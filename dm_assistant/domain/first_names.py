"""The first name in a display name, as people would say it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dm_assistant.domain.text import to_screen

# Vowel signs of Indic and neighbouring scripts belong to a name, but not to \w.
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e]*)+"
_NAME = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*")
_ASIDE = re.compile(r"\[[^\]]*\]|\([^)]*\)|<[^>]*>")


@lru_cache(maxsize=4096)
def first_name(name: str, handle: str) -> str:
    """Return the first name in a display name as people would say it, or nothing.

    Decorated letters are read as plain ones; a handle, a title, a slogan or shouting is no name.
    """
    plain = _ASIDE.sub(" ", unicodedata.normalize("NFKC", to_screen(name))).strip()
    words = _NAME.findall(plain)
    if not words or len(words) > _LONGEST_NAME or any(letter.isdigit() for letter in plain):
        return ""
    first = str(words[0])
    if len(first) < _SHORTEST_NAME or first.casefold() in _NO_NAMES or "_" in plain:
        return ""
    bare = handle.casefold().replace(".", "").replace("_", "")
    if plain.casefold().replace(" ", "") == bare and len(words) == 1 and not first[0].isupper():
        return ""
    if first.isupper() and len(first) > 3:  # noqa: PLR2004 - LEO is a name, LEONARDO is shouting
        first = first.capitalize()
    return first if first[0].isupper() or not first[0].islower() else first.capitalize()


_SHORTEST_NAME = 2
_LONGEST_NAME = 4
_NO_NAMES = frozenset(
    [
        "the",
        "user",
        "official",
        "team",
        "real",
        "its",
        "it's",
        "im",
        "i'm",
        "your",
        "my",
        "not",
        "just",
        "only",
        "queen",
        "king",
        "mr",
        "mrs",
        "ms",
        "dr",
        "fan",
        "page",
        "account",
        "shop",
        "store",
        "brand",
        "studio",
        "music",
        "art",
        "daily",
        "best",
        "love",
        "lil",
        "tiktok",
        "insta",
        "fyp",
        "akun",
        "kak",
        "bang",
        "mbak",
        "and",
        "a",
        "an",
        "of",
        "to",
        "for",
        "with",
    ]
)
