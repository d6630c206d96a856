"""Messages of a past conversation: which of them are new to us, and which were answered.

A message has no id, so it is known again by its person, its second and its words. A message that
the creator logged by hand has another time there, and is known by its words within a day.
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


class Wrote(NamedTuple):
    """A message of ours that an export brought; ``touch_id`` is 0 where it is a draft's.

    One without words may have been taken from an export when those were not kept yet.
    """

    at: datetime
    text: str
    touch_id: int


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of a conversation in the time that an export speaks of, from old to new.

    ``wrote`` are our messages that exports brought; ``ours_at`` all of ours, and the first one
    after that time. ``began_at`` is when the two first wrote at all.
    """

    heard: Sequence[Heard] = ()
    wrote: Sequence[Wrote] = ()
    ours_at: Sequence[datetime] = ()
    began_at: datetime | None = None
    last_heard_at: datetime | None = None


class News(NamedTuple):
    """The places of messages that are not stored yet, and words by touch that had none."""

    places: list[int]
    words: dict[int, str]


def in_order(messages: Sequence[Past]) -> list[Past]:
    """Return a chat's messages from old to new.

    Exports list the newest first; the file's own order decides within a second.
    """
    newest_first = bool(messages) and messages[0].at >= messages[-1].at
    return sorted(messages[::-1] if newest_first else messages, key=attrgetter("at"))


def news(messages: Sequence[Past], stored: Stored) -> News:
    """Return what these messages, given from old to new, say that is not stored yet."""
    words: dict[int, str] = {}
    known = {*_heard_before(messages, stored.heard), *_wrote_before(messages, stored.wrote, words)}
    if not known:
        return News(list(range(len(messages))), words)
    return News([place for place in range(len(messages)) if place not in known], words)


def _heard_before(messages: Sequence[Past], heard: Sequence[Heard]) -> Iterator[int]:
    if not heard:
        return
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


def _wrote_before(
    messages: Sequence[Past], wrote: Sequence[Wrote], words: dict[int, str]
) -> Iterator[int]:
    if not wrote:
        return
    same: dict[tuple[datetime, str], list[int]] = {}
    for each in wrote:
        same.setdefault((each.at, each.text), []).append(each.touch_id)
    others = []
    for place, message in enumerate(messages):
        if not message.ours:
            continue
        if known := same.get((message.at, message.text)):
            known.pop()
            yield place
        else:
            others.append(place)
    for place in others:
        message = messages[place]
        if known := same.get((message.at, "")):
            words[known.pop()] = message.text
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
