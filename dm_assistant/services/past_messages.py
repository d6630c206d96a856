"""Taking past direct messages from the account's own export: a conversation at a time.

What the creator wrote becomes touches, what people wrote becomes messages of theirs, each at its
time, and each does what it does when it is logged by hand: a stop stops at once whatever its age,
an announced word is consent, and writing at all is a basis, for which the ledger quotes the newest
message while it counts.

Nobody has classed any of it, and the rules wait for that look before the next message. But years
of history must not bury the Reply lane. There waits, of each person, the newest message, if it is
unanswered and at most a week old, or if a draft for that person is waiting for the look; and what
may be a stop, whatever its age. All else is put away, answered where we wrote later; whoever
classes the message that waits has looked at the conversation, and classes it with that. When a
person is drafted for later on, their newest message comes forward by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dm_assistant.domain.inbound import preselect, stated_age
from dm_assistant.domain.model import InboundClass, Platform, SuppressionReason
from dm_assistant.domain.past_messages import (
    Past,
    Stored,
    answered_at,
    in_order,
    is_first_contact,
    news,
)
from dm_assistant.domain.strictness import LEAVES_NOTHING, strictest
from dm_assistant.importers.records import MessageRecord
from dm_assistant.services import moves, replies
from dm_assistant.services.past_consents import PastConsents
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import activity, contacts, past_messages, suppression
from dm_assistant.storage import secret as secrets
from dm_assistant.storage.bulk import Changes, driver
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.commenters import Commenters
from dm_assistant.storage.journal import Act
from dm_assistant.storage.naming import NewComment, identity_of
from dm_assistant.storage.past_messages import NewInbound, NewTouch, Talk

PIECE = 10_000
"""So many messages of one conversation are held at a time."""

AT_ONCE = 10_000
"""So many messages, of as many conversations as they make, are stored at a time."""

RECENT = timedelta(days=7)
"""How old an unanswered message may be and still wait in the Reply lane."""


@dataclass(slots=True)
class Counts:
    """What an export brought, for the report."""

    theirs: int = 0
    ours: int = 0
    duplicate: int = 0
    own: int = 0
    erased: int = 0
    worded: int = 0
    stopped: set[int] = field(default_factory=set)
    consents: int = 0


class PastMessages:
    """The past messages of one file, on their way into the database within the import's act.

    ``met`` are the people whose conversations it holds. ``requested`` are messages of ours, by
    person, time and words, in conversations that are still requests.
    """

    def __init__(self, ws: Workspace, act: Act, batch_id: int, mine: frozenset[str]) -> None:
        self.ws = ws
        self.act = act
        self.batch_id = batch_id
        self.mine = mine
        self.counts = Counts()
        self.changed: set[int] = set()
        self.learned = False
        self.children: set[int] = set()
        self.met: set[int] = set()
        self.requested: set[tuple[int, int, str]] = set()
        self._key = ws.secret()
        self._db = driver(act.tx)
        self._changes = Changes(self._db, batch_id)
        self._suppressed = suppression.reasons(act.tx)
        self._consents = PastConsents(ws, act, batch_id)
        activity.begin(self._db)
        self._people = Commenters(
            self._db, batch_id, suppressed=self._suppressed, digest=self._digest
        )

    def take(self, records: Iterable[MessageRecord]) -> None:
        """Store the messages of a file that are new to us, with what follows from each."""
        for pieces in _sheets(_pieces(records)):
            self._take(pieces)
        self.counts.consents, granted = self._consents.append()
        self.changed |= granted

    def _take(self, pieces: list[list[MessageRecord]]) -> None:
        """Store many conversations; of two with one person the second comes after the first."""
        later = self._chats(pieces)
        while later:
            now: dict[int, _Chat] = {}
            left: list[_Chat] = []
            for chat in later:
                if chat.contact_id in now:
                    left.append(chat)
                else:
                    now[chat.contact_id] = chat
            self._all_of(now)
            later = left

    def _chats(self, pieces: Iterable[list[MessageRecord]]) -> list[_Chat]:
        """Find or make the people of these conversations; nobody who was erased."""
        asked = []
        for piece in pieces:
            if piece[0].key in self.mine:
                self.counts.own += len(piece)
                continue
            reasons = self._reasons(piece) if self._suppressed else set()
            if reasons & LEAVES_NOTHING:
                self._keep_erased(piece[0])
                self.counts.erased += len(piece)
                continue
            asked.append((piece, reasons, self._person(piece[0])))
        people = self._people.of([person for _, _, person in asked])
        found = []
        for piece, reasons, person in asked:
            contact_id = people.get(identity_of(person))
            if contact_id is None:
                self.counts.erased += len(piece)
            else:
                found.append(_Chat(contact_id, piece, reasons))
        return found

    def _all_of(self, chats: dict[int, _Chat]) -> None:
        """Store conversations of different people."""
        activity.touch(self._db, chats, stale=False)
        self.met.update(chats)
        said = {who: self._said(chat) for who, chat in chats.items()}
        spans = [Talk(who, each[0].at, each[-1].at) for who, each in said.items()]
        known = past_messages.known(self._db, spans)
        talks = []
        for who, chat in chats.items():
            found = news(said[who], known[who].stored)
            self.counts.duplicate += len(said[who]) - len(found.places)
            for touch_id, text in found.words.items():
                self._changes.change("touches", touch_id, text=text)
            self.counts.worded += len(found.words)
            talks.append(self._talk(chat, said[who], known[who], found.places))
        for talk, chat in zip(talks, chats.values(), strict=True):
            self._stop(talk, chat.reasons)
        self._store(talks)
        for talk in talks:
            for place, kind in talk.kinds.items():
                message = talk.said[place]
                self._consents.hear(talk.contact_id, talk.platform, kind, message.at, message.text)

    def _said(self, chat: _Chat) -> list[Past]:
        mine = self.mine
        said = in_order([Past(each.at, each.writer in mine, each.text) for each in chat.piece])
        if chat.piece[0].in_requests:
            self.requested.update(
                (chat.contact_id, seconds(each.at), each.text) for each in said if each.ours
            )
        return said

    def _talk(
        self, chat: _Chat, said: list[Past], known: past_messages.Known, new: list[int]
    ) -> _Talk:
        if (known.drafted and new) or chat.reasons:
            self.changed.add(chat.contact_id)
        return _Talk(
            contact_id=chat.contact_id,
            platform=chat.piece[0].platform,
            said=said,
            stored=known.stored,
            sent=[place for place in new if said[place].ours],
            kinds={place: preselect(said[place].text) for place in new if not said[place].ours},
            drafted=bool(new) and known.drafted,
            stopped=known.no_contact is not None,
        )

    def _digest(self, platform: Platform, identity: str) -> str:
        return secrets.digest(self._key, platform, identity)

    def _reasons(self, piece: list[MessageRecord]) -> set[SuppressionReason]:
        """Return why somebody who writes in a chat under another name is not to be messaged."""
        names = {each.writer for each in piece} - {"", piece[0].key} - self.mine
        found = {self._suppressed.get(self._digest(piece[0].platform, name)) for name in names}
        return {reason for reason in found if reason is not None}

    def _person(self, chat: MessageRecord) -> NewComment:
        return NewComment(
            platform=chat.platform,
            comment_id="",
            post_id="",
            post_url="",
            post_title="",
            handle=chat.handle,
            key=chat.key,
            name="",
            user_id="",
            text="",
            at=seconds(self.act.now),
            likes=0,
            parent_id="",
            own=False,
        )

    def _keep_erased(self, chat: MessageRecord) -> None:
        """Have the new name of somebody who was erased stay out as well."""
        known = contacts.find(self.act.tx, chat.key, chat.platform)
        if known:
            self._end(known[0].contact_id, SuppressionReason.OPT_OUT, self.act.now)
        else:
            digest = ("handle", self._digest(chat.platform, chat.key))
            added = suppression.add(self.act.tx, [digest], SuppressionReason.ERASED, self.act.now)
            self.learned |= bool(added)

    def _end(self, contact_id: int, reason: SuppressionReason, at: datetime) -> None:
        """Stop all messages to somebody, unless that has been done as strictly before."""
        known = past_messages.no_contact(self._db, contact_id)
        if known is None or (known is not reason and strictest((known, reason)) is reason):
            moves.stop(self.act, self.ws, contact_id, reason, at)
            self.counts.stopped.add(contact_id)
            self.changed.add(contact_id)
            self.learned = True

    def _stop(self, talk: _Talk, reasons: set[SuppressionReason]) -> None:
        """Do at once what a conversation asks for, and only ever to tighten."""
        stops = dict.fromkeys(reasons, self.act.now)
        for place, kind in talk.kinds.items():
            message = talk.said[place]
            age = stated_age(message.text) if kind is InboundClass.AGE else None
            if age is not None:
                past_messages.note_age(self._db, talk.contact_id, age)
                self.changed.add(talk.contact_id)
                if age < replies.LEAST_AGE:
                    self.children.add(talk.contact_id)
            reason = replies.reason_to_stop(kind, message.text)
            if reason is not None:
                stops.setdefault(reason, message.at)
        for reason, at in stops.items():
            self._end(talk.contact_id, reason, at)

    def _store(self, talks: list[_Talk]) -> None:
        ours_at = {talk.contact_id: talk.sent_at() for talk in talks if talk.sent}
        past_messages.answer(self._db, self._changes, ours_at)
        self._changes.make()
        touches = [touch for talk in talks for touch in self._touches(talk)]
        past_messages.add_touches(self._db, self.batch_id, touches)
        heard = [message for talk in talks for message in self._inbounds(talk)]
        past_messages.add_inbounds(self._db, self.batch_id, heard)
        self.counts.ours += len(touches)
        self.counts.theirs += len(heard)

    def _touches(self, talk: _Talk) -> Iterator[NewTouch]:
        account = self.ws.account(talk.platform).id
        began = bool(talk.sent) and talk.sent[0] == 0 and is_first_contact(talk.said, talk.stored)
        for place in talk.sent:
            message = talk.said[place]
            first = began and place == 0
            yield NewTouch(talk.contact_id, account, message.at, message.text, first)

    def _inbounds(self, talk: _Talk) -> Iterator[NewInbound]:
        """Yield the new messages of theirs, each waiting, answered or put away."""
        if not talk.kinds:
            return
        answers = answered_at(talk.said, talk.stored)
        newest = talk.newest()
        stopped = talk.stopped or talk.contact_id in self.counts.stopped
        for place, kind in talk.kinds.items():
            message = talk.said[place]
            answered = answers.get(place)
            recent = answered is None and self.act.now - message.at <= RECENT
            doubtful = kind is InboundClass.REVIEW and not stopped
            waits = doubtful or (place == newest and (recent or talk.drafted))
            yield NewInbound(
                contact_id=talk.contact_id,
                platform=talk.platform,
                at=message.at,
                text=message.text,
                preselected=kind,
                answered_at=None if waits else answered,
                archived_at=None if waits or answered is not None else self.act.now,
            )


@dataclass(frozen=True, slots=True)
class _Chat:
    """A piece of a conversation with a person, and why they are not to be messaged."""

    contact_id: int
    piece: list[MessageRecord]
    reasons: set[SuppressionReason]


@dataclass(frozen=True, slots=True)
class _Talk:
    """A piece of a conversation: all of it in order, and the places of what is new.

    ``kinds`` has the pre-selected class of each new message of theirs. ``drafted`` says that the
    person is about to be written to, ``stopped`` that they never are.
    """

    contact_id: int
    platform: Platform
    said: list[Past]
    stored: Stored
    sent: list[int]
    kinds: dict[int, InboundClass]
    drafted: bool
    stopped: bool

    def sent_at(self) -> list[datetime]:
        """Return when we wrote what is new."""
        return [self.said[place].at for place in self.sent]

    def newest(self) -> int | None:
        """Return the place of the newest message of theirs, when nothing newer is stored."""
        theirs = (place for place in range(len(self.said) - 1, -1, -1) if not self.said[place].ours)
        place = next(theirs, None)
        heard = self.stored.last_heard_at
        return place if place is None or heard is None or heard <= self.said[place].at else None


def _pieces(records: Iterable[MessageRecord]) -> Iterator[list[MessageRecord]]:
    """Cut the records into conversations, and long ones into pieces, never within a second."""
    piece: list[MessageRecord] = []
    for record in records:
        last = piece[-1] if piece else record
        full = len(piece) >= PIECE and record.at != last.at
        if piece and (full or (record.platform, record.key) != (last.platform, last.key)):
            yield piece
            piece = []
        piece.append(record)
    if piece:
        yield piece


def _sheets(pieces: Iterable[list[MessageRecord]]) -> Iterator[list[list[MessageRecord]]]:
    """Put as many conversations together as are stored at a time."""
    sheet: list[list[MessageRecord]] = []
    size = 0
    for piece in pieces:
        sheet.append(piece)
        size += len(piece)
        if size >= AT_ONCE:
            yield sheet
            sheet, size = [], 0
    if sheet:
        yield sheet
