"""Filling a template's variables from recorded facts, each with the comment it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from dm_assistant.domain.calendar_words import month_words
from dm_assistant.domain.first_names import first_name
from dm_assistant.domain.model import Comment, Contact, Source
from dm_assistant.domain.once import once
from dm_assistant.domain.quoting import excerpt, question_in, quotable, quoted
from dm_assistant.domain.templates.local_values import in_language
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.templates.render import as_printed
from dm_assistant.domain.templates.variables import VARIABLES, Rung
from dm_assistant.domain.text import shorten, to_screen

FRESH = timedelta(days=30)
"""Older comments are quoted only when there is nothing newer, and are flagged."""

FEW = 3
"""Below this, a count of somebody's comments says nothing about them."""

LONG_KNOWN = timedelta(days=60)
THIS_YEAR = timedelta(days=300)


class Filling:
    """Values for every documented variable, and where the personal ones come from.

    Each is looked for when it is first asked for: a message says few of them, and whether a
    comment may be quoted takes longer to tell than all the rest.
    """

    __slots__ = ("_facts", "_found")

    def __init__(self, facts: _Facts, found: Mapping[str, Known] = MappingProxyType({})) -> None:
        self._facts = facts
        self._found = dict(found)

    def of(self, name: str) -> Known:
        """Return what is known of a variable."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = _known(self._facts, name)
        return found

    def get(self, name: str, default: str = "", /) -> str:
        """Return the value of a variable: empty where it is not known, else if there is none."""
        return self.of(name).value if name in VARIABLES else default

    def saying(self, values: Mapping[str, str]) -> Filling:
        """Return the same with some values replaced."""
        other = {name: self.of(name)._replace(value=value) for name, value in values.items()}
        return Filling(self._facts, self._found | other)

    @property
    def values(self) -> dict[str, str]:
        """Return every value by variable."""
        return {name: self.of(name).value for name in VARIABLES}

    @property
    def sources(self) -> dict[str, Source]:
        """Return where the values come from that are about the person, by variable."""
        found = ((name, self.of(name).source) for name in VARIABLES)
        return {name: source for name, source in found if source is not None}

    @property
    def rungs(self) -> dict[str, Rung]:
        """Return from which step of its ladder each known value is."""
        found = ((name, self.of(name).rung) for name in VARIABLES)
        return {name: rung for name, rung in found if rung is not None}

    def used(self, body: str, text: str) -> tuple[Source, ...]:
        """Return the sources of what a template's ``body`` printed in its ``text``."""
        sources = ((name, self.of(name).source) for name in _named_in(body))
        return used({name: source for name, source in sources if source is not None}, body, text)


class Known(NamedTuple):
    """What is known of one variable; ``rung`` says from which step of its ladder it is."""

    value: str = ""
    source: Source | None = None
    rung: Rung | None = None


def used(sources: Mapping[str, Source], body: str, text: str) -> tuple[Source, ...]:
    """Return those of the sources by variable that a ``body`` printed in its ``text``.

    The body is asked too, since a phrase as short as "3" may stand in a text for another fact.
    """
    found: dict[tuple[str, str], Source] = {}
    for name in _named_in(body):
        source = sources.get(name)
        if source is not None and source.phrase in text:
            # Two variables may hold the same words of theirs: one receipt says it.
            found.setdefault((source.phrase, source.said), source)
    return tuple(found.values())


@lru_cache(maxsize=256)
def _named_in(body: str) -> tuple[str, ...]:
    """Return the variables that a template's body may name."""
    words = set(re.findall(r"\w+", body))
    return tuple(name for name in VARIABLES if name in words)


def fill(
    contact: Contact,
    comments: Sequence[Comment],
    now: datetime,
    *,
    posts: int = 0,
    extra: Mapping[str, str] | None = None,
    sources: Mapping[str, Source] | None = None,
    announced: Mapping[str, str] | None = None,
    pool: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    their_words: str = "",
    their_words_at: datetime | None = None,
    language: str = "en",
) -> Filling:
    """Fill the variables for one person, each from the first step of its ladder that knows it.

    ``comments`` are newest first. ``extra`` is what the order says, ``sources`` where its personal
    words come from. An empty value in a step means that there is none, whatever later steps say.
    Months and days such as 2026-05-31 are said in the ``language``.
    """
    facts = _Facts(
        contact,
        comments,
        now,
        posts=posts,
        given={
            Rung.ORDER: extra or {},
            Rung.ANNOUNCED: announced or {},
            Rung.POOL: pool or {},
            Rung.SETTINGS: settings or {},
        },
        sources=sources or {},
        message=(their_words, their_words_at),
        language=language,
    )
    return Filling(facts)


_UNKNOWN = Known()


def _known(facts: _Facts, name: str) -> Known:
    found, rung = _climbed(facts, name)
    value = "" if found is None else as_printed(found.value)
    if found is None or not value:
        return _UNKNOWN
    source = found.source
    if source is not None and source.phrase != value:
        source = replace(source, phrase=value)
    return Known(value, source, rung)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one step of a ladder knows; ``source`` only where it is about the person."""

    value: str
    source: Source | None = None


class _Facts:
    """Everything the steps of the ladders read, for one person."""

    def __init__(
        self,
        contact: Contact,
        comments: Sequence[Comment],
        now: datetime,
        *,
        posts: int,
        given: Mapping[Rung, Mapping[str, str]],
        sources: Mapping[str, Source],
        message: tuple[str, datetime | None],
        language: str,
    ) -> None:
        self.contact = contact
        self.now = now
        self.posts = posts
        self._given = given
        self._said: dict[Rung, Mapping[str, str]] = {}
        self.sources = sources
        self.message = message
        self.language = language
        self._comments = [comment for comment in comments if comment.at <= now]
        self._kind: dict[int, bool] = {}

    def said(self, rung: Rung) -> Mapping[str, str]:
        """Return what a step was given, as a message in the language says it."""
        found = self._said.get(rung)
        if found is None:
            given = self._given[rung]
            found = given if rung is Rung.ANNOUNCED else in_language(given, self.language)
            self._said[rung] = found
        return found

    def age(self, at: datetime | None, what: str) -> str:
        """Return the flag of something said long ago."""
        if at is None or self.now - at <= FRESH:
            return ""
        return f"their {what} is {(self.now - at).days} days old"

    @once
    def asked(self) -> Comment | None:
        """Return the newest comment that asks something."""
        return next((each for each in self._comments if self._asks(each)), None)

    @once
    def quotation(self) -> Comment | None:
        """Return the newest comment to quote: a fresh one first, better not the question."""
        fresh = [each for each in self._comments if self.now - each.at <= FRESH]
        older = self._comments[len(fresh) :]
        for some in (fresh, older):
            for each in some:
                if not (question_in(each.text) and each is self.asked) and self._is_kind(each):
                    return each
            if self.asked is not None and self.asked in some:
                return self.asked
        return None

    def _asks(self, comment: Comment) -> bool:
        return question_in(comment.text) != "" and self._is_kind(comment)

    def _is_kind(self, comment: Comment) -> bool:
        # Takes the longest to find out, so it is asked last and of no more than it takes.
        kind = self._kind.get(comment.id)
        if kind is None:
            kind = self._kind[comment.id] = quotable(comment.text)
        return kind


def _climbed(facts: _Facts, name: str) -> tuple[_Found | None, Rung]:
    """Return what the first step of a ladder knows that knows anything, and which one that is.

    What an order says of the person with its source comes before every step.
    """
    ladder = VARIABLES[name].ladder
    if name in facts.sources:
        return _given(facts, name, Rung.ORDER), Rung.ORDER
    for rung in ladder:
        found = _STEPS[rung](facts, name, rung)
        if found is not None:
            return found, rung
    return None, ladder[-1]


def _given(facts: _Facts, name: str, rung: Rung) -> _Found | None:
    value = facts.said(rung).get(name)
    if value is None:
        return None
    source = facts.sources.get(name) if rung is Rung.ORDER else None
    if source is not None:
        flag = source.flag or facts.age(
            source.at, "message" if not source.comment_id else "comment"
        )
        source = replace(source, variable=name, flag=flag)
    return _Found(_cut(name, value), source)


def _named(facts: _Facts, name: str, _rung: Rung) -> _Found | None:
    return _Found(_cut(name, first_name(facts.contact.name, facts.contact.handle)))


def _handled(facts: _Facts, _name: str, _rung: Rung) -> _Found | None:
    return _Found(_cut("handle", facts.contact.handle))


def _commented(facts: _Facts, name: str, rung: Rung) -> _Found | None:
    comment = facts.asked if name == "question" else facts.quotation
    if comment is None or (facts.now - comment.at > FRESH) is (rung is Rung.FRESH):
        return None
    if name == "quote_post":
        words = _cut(name, quoted(comment.post_title))
    else:
        said = question_in(comment.text) if name == "question" else quoted(comment.text)
        words = excerpt(said, VARIABLES[name].longest)
    source = Source(
        phrase=words,
        variable=name,
        comment_id=comment.id,
        said=comment.text,
        post=comment.post_title,
        at=comment.at,
        flag=facts.age(comment.at, "comment"),
    )
    return _Found(words, source)


def _counted(facts: _Facts, name: str, _rung: Rung) -> _Found | None:
    if name == "since":
        return _since(facts)
    number = facts.contact.comments if name == "comment_count" else facts.posts
    if number < FEW:
        return None
    said = f"{facts.contact.comments} comments"
    return _Found(str(number), Source(str(number), name, said=said))


def _since(facts: _Facts) -> _Found | None:
    first = facts.contact.first_comment_at
    if first is None or facts.now - first < LONG_KNOWN:
        return None
    month = month_words(first, facts.language, year=facts.now - first >= THIS_YEAR)
    return _Found(month, Source(month, "since", said="their first comment", at=first))


def _wrote(facts: _Facts, name: str, _rung: Rung) -> _Found | None:
    text, at = facts.message
    if not text or not quotable(text):
        return None
    words = excerpt(quoted(text), VARIABLES[name].longest)
    return _Found(words, Source(words, name, said=text, at=at, flag=facts.age(at, "message")))


_STEPS: dict[Rung, Callable[[_Facts, str, Rung], _Found | None]] = {
    Rung.ORDER: _given,
    Rung.NAME: _named,
    Rung.HANDLE: _handled,
    Rung.FRESH: _commented,
    Rung.OLDER: _commented,
    Rung.COUNTED: _counted,
    Rung.LAST_MESSAGE: _wrote,
    Rung.ANNOUNCED: _given,
    Rung.POOL: _given,
    Rung.SETTINGS: _given,
}


def _cut(name: str, text: str) -> str:
    """Return a value within the length it may have; a name is whole or not there at all."""
    whole = to_screen(text).strip()
    shown = shorten(whole, VARIABLES[name].longest)
    return "" if name == "name" and shown != whole else shown


def from_usable(filling: Filling, choices: Sequence[Template]) -> Sequence[Template]:
    """Return the variants from the first on of which all it needs is known; none where none is.

    What only later ones need is not looked for.
    """
    for place, each in enumerate(choices):
        if all(map(filling.get, each.needs)):
            return choices[place:]
    return ()


def missing(filling: Filling, needs: Iterable[str]) -> list[str]:
    """Return which of the needed variables are empty."""
    return sorted(name for name in needs if not filling.get(name))
