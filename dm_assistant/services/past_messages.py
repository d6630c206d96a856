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

from dm_assistant.domain import handles
from dm_assistant.domain.inbound import preselect, stated_age
from dm_assistant.domain.model import InboundClass, Platform, SuppressionReason
from dm_assistant.domain.past_messages import (
    Past,
    Stored,
    answered_at,
    in_order,
    is_first_contact,
    unknown,
)
from dm_assistant.domain.strictness import LEAVES_NOTHING, strictest
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.records import MessageRecord
from dm_assistant.importers.sources import Source
from dm_assistant.services import keywords, moves, replies
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import activity, consent, contacts, past_messages, suppression
from dm_assistant.storage import secret as secrets
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.commenters import Commenters
from dm_assistant.storage.journal import Act
from dm_assistant.storage.keywords import Said
from dm_assistant.storage.naming import NewComment, identity_of
from dm_assistant.storage.past_messages import NewInbound

PIECE = 10_000
"""So many messages of one conversation are held at a time."""

RECENT = timedelta(days=7)
"""How old an unanswered message may be and still wait in the Reply lane."""


SHOWN = 5
"""So many names stand in a warning."""


@dataclass(slots=True)
class Counts:
    """What an export brought, for the report."""

    theirs: int = 0
    ours: int = 0
    duplicate: int = 0
    own: int = 0
    erased: int = 0
    stopped: set[int] = field(default_factory=set)
    consents: int = 0


def own_keys(source: Source, own: frozenset[tuple[Platform, str]]) -> tuple[frozenset[str], str]:
    """Return the handles under which the creator wrote, and a warning about unexpected ones.

    The export says whose it is in its profile section; else it is the account of the workspace.
    Whoever writes in the chats of two people is the creator under an earlier name. Raises
    BadInputError where nobody says whose messages are the creator's, or the file says another.
    """
    told = {key for platform, key in own if platform is source.platform}
    owner = handles.normalise(source.owner, source.platform) if source.owner else ""
    if source.platform is Platform.INSTAGRAM and source.writers and not owner:
        # Its chats say names, and the creator's is the one that takes part in each of them.
        return frozenset(told | source.writers), ""
    if not (owner or told):
        raise BadInputError(
            f"{source.name}: it does not say whose messages these are; say --account HANDLE"
        )
    mine = told | ({owner} if owner else set())
    other = owner if owner and told and owner not in told else ""
    if not other and source.writers and not source.writers & mine:
        other = min(source.writers)
    if other:
        here = f"@{to_screen(min(told or mine))}"
        raise BadInputError(
            f"{source.name}: these are the messages of @{to_screen(other)}, not of {here}; "
            f"if that is you as well, say --account {to_screen(other)}"
        )
    warning = ""
    if source.writers - mine:
        warning = f"written by you under another name: {_named(source.writers - mine)}"
    elif source.others and not mine & (source.writers | source.others):
        here = f"@{to_screen(min(mine))}"
        warning = (
            f"nothing in it was written by {here}: taken for theirs is what "
            f"{_named(source.others)} wrote; if one of these is you, say --account"
        )
    return frozenset(mine | source.writers), warning


def _named(keys: Iterable[str]) -> str:
    names = [f"@{to_screen(key)}" for key in sorted(keys)]
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


class PastMessages:
    """The past messages of one file, on their way into the database within the import's act."""

    def __init__(self, ws: Workspace, act: Act, batch_id: int, mine: frozenset[str]) -> None:
        self.ws = ws
        self.act = act
        self.batch_id = batch_id
        self.mine = mine
        self.counts = Counts()
        self.changed: set[int] = set()
        self.learned = False
        self.children: set[int] = set()
        self._key = ws.secret()
        self._db = driver(act.tx)
        self._suppressed = suppression.reasons(act.tx)
        self._words = keywords.announced(act.tx)
        self._listens = keywords.listener(self._words)
        self._heard: list[Said] = []
        self._newest: dict[int, Said] = {}
        activity.begin(self._db)
        self._people = Commenters(
            self._db, batch_id, suppressed=self._suppressed, digest=self._digest
        )

    def take(self, records: Iterable[MessageRecord]) -> None:
        """Store the messages of a file that are new to us, with what follows from each."""
        for piece in _pieces(records):
            self._take(piece)
        self._note_consents()

    def _take(self, piece: list[MessageRecord]) -> None:
        chat = piece[0]
        if chat.key in self.mine:
            self.counts.own += len(piece)
            return
        reasons = self._reasons(piece)
        contact_id = self._contact(chat, reasons)
        if contact_id is None:
            self.counts.erased += len(piece)
            return
        activity.touch(self._db, [contact_id], stale=False)
        said = in_order([Past(each.at, each.writer in self.mine, each.text) for each in piece])
        stored = past_messages.stored(self._db, contact_id, said[0].at, said[-1].at)
        new = unknown(said, stored)
        self.counts.duplicate += len(said) - len(new)
        talk = _Talk(
            contact_id=contact_id,
            platform=chat.platform,
            said=said,
            stored=stored,
            sent=[place for place in new if said[place].ours],
            kinds={place: preselect(said[place].text) for place in new if not said[place].ours},
            drafted=bool(new) and past_messages.has_drafts(self._db, contact_id),
        )
        if talk.drafted or reasons:
            self.changed.add(contact_id)
        self._stop(talk, reasons)
        self._store(talk)
        self._listen(talk)

    def _digest(self, platform: Platform, identity: str) -> str:
        return secrets.digest(self._key, platform, identity)

    def _reasons(self, piece: list[MessageRecord]) -> set[SuppressionReason]:
        """Return why somebody who writes in a chat under another name is not to be messaged."""
        names = {each.writer for each in piece} - {"", piece[0].key} - self.mine
        found = {self._suppressed.get(self._digest(piece[0].platform, name)) for name in names}
        return {reason for reason in found if reason is not None}

    def _contact(self, chat: MessageRecord, reasons: set[SuppressionReason]) -> int | None:
        """Find or make the person of a chat; nobody for somebody who was erased."""
        if reasons & LEAVES_NOTHING:
            self._keep_erased(chat)
            return None
        person = NewComment(
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
        return self._people.of([person]).get(identity_of(person))

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

    def _store(self, talk: _Talk) -> None:
        sent_at = [talk.said[place].at for place in talk.sent]
        began = bool(talk.sent) and talk.sent[0] == 0 and is_first_contact(talk.said, talk.stored)
        account = self.ws.account(talk.platform)
        batch, person = self.batch_id, talk.contact_id
        past_messages.answer(self._db, batch, person, sent_at)
        past_messages.add_touches(self._db, batch, person, account.id, sent_at, first=began)
        new = list(self._inbounds(talk))
        past_messages.add_inbounds(self._db, batch, person, talk.platform, new)
        replied = {each.answers_draft_id: each.at for each in reversed(new)}
        for draft_id, at in replied.items():
            if draft_id is not None:
                past_messages.replied(self._db, batch, draft_id, at)
        self.counts.ours += len(sent_at)
        self.counts.theirs += len(new)

    def _inbounds(self, talk: _Talk) -> Iterator[NewInbound]:
        """Yield the new messages of theirs, each waiting, answered or put away."""
        answers = answered_at(talk.said, talk.stored)
        newest = talk.newest()
        stopped = past_messages.no_contact(self._db, talk.contact_id) is not None
        for place, kind in talk.kinds.items():
            message = talk.said[place]
            answered = answers.get(place)
            recent = answered is None and self.act.now - message.at <= RECENT
            doubtful = kind is InboundClass.REVIEW and not stopped
            waits = doubtful or (place == newest and (recent or talk.drafted))
            yield NewInbound(
                at=message.at,
                text=message.text,
                preselected=kind,
                answers_draft_id=talk.answers(message.at),
                answered_at=None if waits else answered,
                archived_at=None if waits or answered is not None else self.act.now,
            )

    def _listen(self, talk: _Talk) -> None:
        """Keep what may be consent: announced words, and that they wrote at all."""
        for place, kind in talk.kinds.items():
            if kind in replies.STOPPING:
                continue
            at, text = talk.said[place].at, talk.said[place].text
            said = Said(talk.contact_id, talk.platform, at, text, batch_id=self.batch_id)
            newest = self._newest.get(talk.contact_id)
            if newest is None or newest.at <= at:
                self._newest[talk.contact_id] = said
            if kind not in keywords.SAYS_NO and self._listens(seconds(at), text):
                self._heard.append(said)

    def _note_consents(self) -> None:
        """Append what the messages grant; nothing for people who are never to be messaged."""
        since = self.act.now - self.ws.policy.wrote_first
        known = contacts.by_ids(self.act.tx, self._newest)
        entries = [
            replies.wrote_first(said, known[contact_id].contact.handle)
            for contact_id, said in self._newest.items()
            if said.at > since and known[contact_id].contact.no_contact is None
        ]
        consent.append_all(self.act, entries)
        granted = keywords.take(self.act, self._words, self._heard)
        self.changed |= {*granted.values()}
        self.counts.consents = len(entries) + len(granted)


@dataclass(frozen=True, slots=True)
class _Talk:
    """A piece of a conversation: all of it in order, and the places of what is new.

    ``kinds`` has the pre-selected class of each new message of theirs. ``drafted`` says that the
    person is about to be written to.
    """

    contact_id: int
    platform: Platform
    said: list[Past]
    stored: Stored
    sent: list[int]
    kinds: dict[int, InboundClass]
    drafted: bool

    def newest(self) -> int | None:
        """Return the place of the newest message of theirs, when nothing newer is stored."""
        theirs = (place for place in range(len(self.said) - 1, -1, -1) if not self.said[place].ours)
        place = next(theirs, None)
        heard = self.stored.last_heard_at
        return place if place is None or heard is None or heard <= self.said[place].at else None

    def answers(self, at: datetime) -> int | None:
        """Return the message of this program that one of theirs answers."""
        before = [each.draft_id for each in self.stored.sent if each.at <= at]
        return before[-1] if before else None


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
