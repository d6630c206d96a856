"""Which message of the account's own export is which draft: by person, time and words.

The rule. A draft may be any message of ours to its person from its approval on until a week after
it was handed over (or said to be sent). Two texts are as like as their letters are in order, once
case, blanks, invisible characters, skin colours and what follows a link's path are evened out;
0 is nothing in common, 1 the same. Our messages are looked at from old to new, and each belongs to
the draft it is most like: at 0.85 it surely does, unless another draft that was approved later is
nearly as like, by less than 0.05. The same words are always sure; of two drafts with the same words
the one approved last is meant. What was sent first is the draft, what repeats it later a message of
its own. From 0.60 on it may be the draft, and a person is asked. No draft is two messages and no
message two drafts. As nothing later ever changes what was sure before, exports that overlap lead to
the same in whatever order they come.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from dm_assistant.domain.text import INVISIBLE

CERTAIN = 0.85
"""As like as this, a message surely is the draft, edited."""

POSSIBLE = 0.60
"""As like as this, it may be: a person is asked."""

APART = 0.05
"""So much less like another draft has to be, for a message to be surely this one."""

SAME = 1.0

CLOCK_BEHIND = timedelta(minutes=10)
"""How long before its approval a message may seem to be sent, by clocks that differ."""

UNAPPROVED = timedelta(days=1)
"""From how long before the hand-over on it may have been sent, where no approval is known."""

SENT_WITHIN = timedelta(days=7)
"""How long after the hand-over a message may still be sent."""

NOT_SENT_AFTER = timedelta(days=1)
"""How long after the hand-over an export has to reach, to say that a message was not sent.

An answer of theirs within this time says that it was, whatever the export holds.
"""

NOT_SENT = "not sent"
"""Why a message that was handed over could not be sent, where the export says so."""

Likeness = Callable[[str, str], float]
"""How alike two plain texts are, from 0 to 1; the same both ways round."""


class Given(NamedTuple):
    """A message of this program that was handed over, or said to be sent."""

    id: int
    text: str
    out_at: datetime
    approved_at: datetime | None = None
    said_at: datetime | None = None

    @property
    def from_at(self) -> datetime:
        """Return from when on it may have been sent."""
        if self.approved_at is None:
            return self.out_at - UNAPPROVED
        return min(self.approved_at, self.out_at) - CLOCK_BEHIND

    @property
    def until_at(self) -> datetime:
        """Return until when it may have been sent."""
        return max(self.out_at, self.said_at or self.out_at) + SENT_WITHIN


class Message(NamedTuple):
    """A message of ours to the same person, as an export has it."""

    id: int
    at: datetime
    text: str


class Doubt(NamedTuple):
    """A message that may be a draft: a person is asked."""

    draft_id: int
    message_id: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is sure (message by draft), and what is to be asked, the likest first."""

    sure: dict[int, int] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    def doubted(self) -> set[int]:
        """Return the drafts that are asked about."""
        return {each.draft_id for each in self.doubts}


_LINK = re.compile(r"(?:https?://)?(?:www\.)?([^\s?#]+)[?#]?\S*")
_LINKED = re.compile(r"(?:https?://|www\.)\S+")
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")


def plain(text: str) -> str:
    """Return a text for comparing: what two apps write differently is the same."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _SKIN.sub("", INVISIBLE.sub("", text)))
    text = text.casefold()
    if "://" in text or "www." in text:
        text = _LINKED.sub(lambda found: _LINK.sub(r"\1", found[0]).rstrip("/"), text)
    return " ".join(text.split())


def pair(
    given: Sequence[Given],
    messages: Sequence[Message],
    likeness: Likeness,
    refused: Collection[tuple[int, int]] = (),
) -> Pairs:
    """Return which messages to one person are which drafts; their order here means nothing.

    ``refused`` are (draft, message) of which a person has said that they are not the same.
    """
    table = _Table(given, messages, likeness, refused)
    sure: dict[int, int] = {}
    waiting: list[Message] = []
    for message in sorted(messages, key=lambda each: (each.at, each.text, each.id)):
        waiting.append(message)
        while (found := table.next_sure(waiting)) is not None:
            draft_id, of = found
            sure[draft_id] = of.id
            waiting.remove(of)
            table.take(draft_id)
        waiting = [each for each in waiting if table.rivals(each)]
    doubts = [
        Doubt(draft.id, message.id, alike)
        for message in waiting
        for alike, draft in table.rivals(message)
    ]
    return Pairs(sure, tuple(sorted(doubts, key=lambda each: (each.draft_id, -each.likeness))))


NEAREST = 5
"""So many messages are shown where none is like enough."""


def nearest(given: Given, messages: Iterable[Message], likeness: Likeness) -> list[Doubt]:
    """Return the messages that a draft is least unlike, in case it was written anew."""
    words = plain(given.text)
    found = [
        Doubt(given.id, each.id, likeness(words, plain(each.text)))
        for each in sorted(messages, key=lambda each: (each.at, each.text, each.id))
        if given.from_at <= each.at <= given.until_at
    ]
    return sorted(found, key=lambda each: -each.likeness)[:NEAREST]


class _Table:
    """How alike each message is to each draft that is still free."""

    def __init__(
        self,
        given: Iterable[Given],
        messages: Iterable[Message],
        likeness: Likeness,
        refused: Collection[tuple[int, int]],
    ) -> None:
        drafts = [(draft, plain(draft.text)) for draft in given]
        self._free = {draft.id for draft, _ in drafts}
        self._rivals: dict[int, list[tuple[float, Given]]] = {}
        for message in messages:
            text = plain(message.text)
            alike = [
                (SAME if words == text else likeness(words, text), draft)
                for draft, words in drafts
                if text
                and draft.from_at <= message.at <= draft.until_at
                and (draft.id, message.id) not in refused
            ]
            self._rivals[message.id] = sorted(
                (each for each in alike if each[0] >= POSSIBLE), key=_surest, reverse=True
            )

    def rivals(self, message: Message) -> list[tuple[float, Given]]:
        """Return the free drafts a message may be, the likest first."""
        return [each for each in self._rivals[message.id] if each[1].id in self._free]

    def take(self, draft_id: int) -> None:
        self._free.remove(draft_id)

    def next_sure(self, waiting: Iterable[Message]) -> tuple[int, Message] | None:
        """Return the first of these messages that surely is a draft, with its draft."""
        for message in waiting:
            draft_id = _sure(self.rivals(message))
            if draft_id is not None:
                return draft_id, message
        return None


def _surest(rival: tuple[float, Given]) -> tuple[float, datetime, int]:
    alike, draft = rival
    return alike, draft.from_at, draft.id


def _sure(rivals: Sequence[tuple[float, Given]]) -> int | None:
    """Return the draft that a message surely is."""
    if not rivals or rivals[0][0] < CERTAIN:
        return None
    best, draft = rivals[0]
    if best < SAME and any(
        best - alike < APART and other.from_at > draft.from_at for alike, other in rivals[1:]
    ):
        return None
    return draft.id


# --- what an export does not have ------------------------------------------------------------


def is_not_sent(given: Given, answered_at: datetime | None) -> bool:
    """Return whether what was handed over was not sent, if an export that would have it has not.

    ``answered_at`` is when they first wrote after it was handed over.
    """
    return answered_at is None or not proves_sent(given.out_at, answered_at)


def is_soon(out_at: datetime, at: datetime) -> bool:
    """Return whether a message was sent before anybody would say that it was not."""
    return at < out_at + NOT_SENT_AFTER


def is_covered(given: Given, as_of: datetime) -> bool:
    """Return whether an export reaches so far that it would have a message."""
    return max(given.out_at, given.said_at or given.out_at) + NOT_SENT_AFTER <= as_of


def proves_sent(out_at: datetime, answered_at: datetime) -> bool:
    """Return whether an answer came so soon that the message must have been sent."""
    return out_at <= answered_at and is_soon(out_at, answered_at)


# --- what they answered ----------------------------------------------------------------------


class Left(NamedTuple):
    """A message of this program that left; ``sure`` when an export or the creator says so."""

    id: int
    at: datetime
    sure: bool


class Reply(NamedTuple):
    """A message of theirs."""

    id: int
    at: datetime


def answers(left: Sequence[Left], replies: Iterable[Reply]) -> Iterator[tuple[int, int]]:
    """Yield (reply, message) for each message of theirs that answers one: the last before it.

    What was only handed over is answered by what came soon after it, and then surely went out.
    """
    newest_first = sorted(left, key=lambda each: (each.at, each.id), reverse=True)
    sure = {each.id for each in left if each.sure}
    for reply in sorted(replies, key=lambda each: (each.at, each.id)):
        for message in newest_first:
            if message.at <= reply.at and (message.id in sure or proves_sent(message.at, reply.at)):
                sure.add(message.id)
                yield reply.id, message.id
                break
