"""Filling a template's variables from recorded facts, each with the comment it comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dm_assistant.domain.calendar_words import month_words
from dm_assistant.domain.comment_text import read
from dm_assistant.domain.inbound import asks_to_stop, preselect
from dm_assistant.domain.model import Comment, Contact, InboundClass, Source
from dm_assistant.domain.templates.local_values import in_language
from dm_assistant.domain.templates.render import as_printed
from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.domain.text import shorten, to_screen

FRESH = timedelta(days=30)
"""Older comments are quoted only when there is nothing newer, and are flagged."""

FEW = 3
"""Below this, a count of somebody's comments says nothing about them."""

LONG_KNOWN = timedelta(days=60)
THIS_YEAR = timedelta(days=300)
LEAST_QUESTION_WORDS = 3
LEAST_QUOTE_LETTERS = 4

_TAG = re.compile(r"[@#][\w.]+")
_LINK = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|net|org|me|io|ly|gg|tv)\b\S*", re.IGNORECASE
)
# Vowel signs of Indic and neighbouring scripts belong to a name, but not to \w.
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e]*)+"
_NAME = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*")
_ASIDE = re.compile(r"\[[^\]]*\]|\([^)]*\)|<[^>]*>")
_UNKIND = re.compile(
    r"\b(hate|ugly|stupid|idiot|cringe|trash|disgusting|kill|die|dead|death|died|funeral|cancer|"
    r"suicid\w*|depress\w*|hospital|divorce|pregnan\w*|worst|awful|terrible|fake|scam|shut up)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Filling:
    """Values for every documented variable, and where the personal ones come from."""

    values: Mapping[str, str]
    sources: Mapping[str, Source] = field(default_factory=dict)

    def used(self, body: str, text: str) -> tuple[Source, ...]:
        """Return the sources of what a template's ``body`` printed in its ``text``.

        The body is asked too, since a phrase as short as "3" may stand in a text for another fact.
        """
        named = set(re.findall(r"\w+", body))
        return tuple(
            source
            for name, source in self.sources.items()
            if name in named and source.phrase in text
        )


def fill(
    contact: Contact,
    comments: Sequence[Comment],
    now: datetime,
    *,
    posts: int = 0,
    extra: Mapping[str, str] | None = None,
    their_words: str = "",
    their_words_at: datetime | None = None,
    language: str = "en",
) -> Filling:
    """Fill the variables for one person; what is not known is left empty.

    ``comments`` are newest first. A quote is fresh, kind, in their own words and free of links and
    mentions; hostile, sensitive, advertising and "stop" comments are never quoted. Months and days
    such as 2026-05-31 are said in the ``language``.
    """
    values = dict.fromkeys(VARIABLES, "")
    sources: dict[str, Source] = {}
    values |= {"name": first_name(contact.name, contact.handle), "handle": contact.handle}
    # A stable sort: fresh ones first, each half still from new to old. Whether one can be quoted
    # takes longest to find out, so it is asked last and of no more than it takes.
    likely = [each for each in comments if each.at <= now]
    likely.sort(key=lambda each: now - each.at > FRESH)
    asked = next((each for each in likely if _question(each.text) and _quotable(each)), None)
    if asked is not None:
        _put(values, sources, "question", _question(asked.text), asked, now)
    said = next((each for each in likely if each is not asked and _quotable(each)), asked)
    if said is not None:
        _put(values, sources, "quote", quoted(said.text), said, now)
        _put(values, sources, "quote_post", quoted(said.post_title), said, now)
    _put_counts(values, sources, contact, posts, now, language)
    if their_words:
        wrote = values["their_words"] = _cut("their_words", quoted(their_words))
        sources["their_words"] = Source(wrote, "their_words", said=their_words, at=their_words_at)
    for name, value in in_language(extra or {}, language).items():
        values[name] = _cut(name, value)
    printed = {name: as_printed(value) for name, value in values.items()}
    return Filling(printed, {name: each for name, each in sources.items() if each.phrase})


def _put(
    values: dict[str, str],
    sources: dict[str, Source],
    name: str,
    text: str,
    comment: Comment,
    now: datetime,
) -> None:
    value = _cut(name, text)
    if not value:
        return
    values[name] = value
    sources[name] = Source(
        phrase=as_printed(value),
        variable=name,
        comment_id=comment.id,
        said=comment.text,
        post=comment.post_title,
        at=comment.at,
        flag=_age(comment.at, now),
    )


def _age(at: datetime, now: datetime) -> str:
    days = (now - at).days
    return f"their comment is {days} days old" if now - at > FRESH else ""


def _put_counts(
    values: dict[str, str],
    sources: dict[str, Source],
    contact: Contact,
    posts: int,
    now: datetime,
    language: str,
) -> None:
    for name, number in (("comment_count", contact.comments), ("post_count", posts)):
        if number >= FEW:
            values[name] = str(number)
            sources[name] = Source(str(number), name, said=f"{contact.comments} comments")
    first = contact.first_comment_at
    if first is not None and now - first >= LONG_KNOWN:
        values["since"] = month_words(first, language, year=now - first >= THIS_YEAR)
        sources["since"] = Source(values["since"], "since", said="their first comment", at=first)


def _cut(name: str, text: str) -> str:
    longest = VARIABLES[name].longest
    return shorten(to_screen(text).strip(), longest)


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


def quoted(text: str) -> str:
    """Return somebody's words fit for quotation marks: no mentions, links, tags or quotes."""
    bare = _LINK.sub(" ", _TAG.sub(" ", to_screen(text)))
    bare = " ".join(bare.replace("“", "'").replace("”", "'").replace('"', "'").split())
    bare = bare.strip(" ,.;:-")
    return bare.strip("'") if bare.startswith("'") and bare.endswith("'") else bare


def _quotable(comment: Comment) -> bool:
    text = comment.text
    letters = sum(letter.isalpha() for letter in quoted(text))
    if letters < LEAST_QUOTE_LETTERS or _UNKIND.search(text) or asks_to_stop(text):
        return False
    reading = read(text)
    if reading.promotion or reading.giveaway:
        return False
    return preselect(text) in {
        InboundClass.NEUTRAL,
        InboundClass.POSITIVE,
        InboundClass.THANKS,
        InboundClass.QUESTION,
    }


def _question(text: str) -> str:
    """Return the question in a comment, or nothing."""
    if "?" not in text:
        return ""
    for sentence in re.split(r"(?<=[.!?…])\s+", quoted(text)):
        if sentence.endswith("?") and len(sentence.split()) >= LEAST_QUESTION_WORDS:
            return sentence
    return ""


def known(filling: Filling, needs: Iterable[str]) -> list[str]:
    """Return which of the needed variables are empty."""
    return sorted(name for name in needs if not filling.values.get(name))
