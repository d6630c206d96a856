"""Messages of a past conversation: which of them are new to us, and which were answered.

A message has no id, so it is known again by its person, its second and its words. Messages that
the creator logged or sent by way of this program have other times there, and are known by their
words within a day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from dm_assistant.domain.text import fold

LOGGED_AFTER = timedelta(days=1)
"""How long after they wrote it the creator may have logged a message by hand."""

LOGGED_BEFORE = timedelta(minutes=1)
"""How far the creator's clock may be behind the platform's."""

SENT_APART = timedelta(days=1)
"""How far from its sending the creator may have said that a message was sent."""


class Past(NamedTuple):
    """One message of a conversation, ours or theirs."""

    at: datetime
    ours: bool
    text: str


class Heard(NamedTuple):
    """A message of theirs that is stored, by an import or logged by hand."""

    at: datetime
    text: str
    by_hand: bool


class Sent(NamedTuple):
    """A message that was sent by way of this program."""

    draft_id: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of a conversation in the time that an export speaks of, from old to new.

    ``imported_at`` are our messages that an import brought; ``ours_at`` all of ours, and the
    first one after that time. ``began_at`` is when the two first wrote at all.
    """

    heard: Sequence[Heard] = ()
    sent: Sequence[Sent] = ()
    imported_at: Sequence[datetime] = ()
    ours_at: Sequence[datetime] = ()
    began_at: datetime | None = None
    last_heard_at: datetime | None = None


def in_order(messages: Sequence[Past]) -> list[Past]:
    """Return a chat's messages from old to new.

    Exports list the newest first; the file's own order decides within a second.
    """
    newest_first = bool(messages) and messages[0].at >= messages[-1].at
    return sorted(messages[::-1] if newest_first else messages, key=attrgetter("at"))


def unknown(messages: Sequence[Past], stored: Stored) -> list[int]:
    """Return the places of the messages, given from old to new, that are not stored yet.

    In doubt a message of ours is a new one: it counts.
    """
    known = {*_heard_before(messages, stored.heard), *_sent_before(messages, stored)}
    return [place for place in range(len(messages)) if place not in known]


def _heard_before(messages: Sequence[Past], heard: Sequence[Heard]) -> Iterator[int]:
    same = Counter((each.at, each.text) for each in heard)
    others = []
    for place, message in enumerate(messages):
        if message.ours:
            continue
        if same[message.at, message.text] > 0:
            same[message.at, message.text] -= 1
            yield place
        else:
            others.append(place)
    logged = _by_words(
        (each.at, each.text) for each in heard if each.by_hand and same[each.at, each.text] > 0
    )
    # The newest first: what was logged is most likely the last of several like it.
    for place in reversed(others) if logged else ():
        at = messages[place].at
        times = logged.get(fold(messages[place].text), [])
        found = [each for each in times if at - LOGGED_BEFORE <= each <= at + LOGGED_AFTER]
        if found:
            times.remove(min(found))
            yield place


def _sent_before(messages: Sequence[Past], stored: Stored) -> Iterator[int]:
    sent = _by_words((each.at, each.text) for each in stored.sent if each.text)
    imported = Counter(stored.imported_at)
    for place, message in enumerate(messages):
        if not message.ours:
            continue
        times = sent.get(fold(message.text), []) if sent else []
        apart = {abs(each - message.at): each for each in times}
        if apart and min(apart) <= SENT_APART:
            times.remove(apart[min(apart)])
            yield place
        elif imported[message.at] > 0:
            imported[message.at] -= 1
            yield place


def _by_words(said: Iterable[tuple[datetime, str]]) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = {}
    for at, text in said:
        found.setdefault(fold(text), []).append(at)
    return found


def answered_at(messages: Sequence[Past], stored: Stored) -> Mapping[int, datetime]:
    """Return when we next wrote after each of their messages; unanswered ones are missing."""
    found: dict[int, datetime] = {}
    later: datetime | None = None
    for place in range(len(messages) - 1, -1, -1):
        message = messages[place]
        if message.ours:
            later = message.at
            continue
        after = bisect_right(stored.ours_at, message.at)
        ours = [later] if later is not None else []
        ours += stored.ours_at[after : after + 1]
        if ours:
            found[place] = min(ours)
    return found


def is_first_contact(messages: Sequence[Past], stored: Stored) -> bool:
    """Return whether the first of these messages is ours and nobody had written before it."""
    first = messages[0]
    return first.ours and (stored.began_at is None or first.at < stored.began_at)
