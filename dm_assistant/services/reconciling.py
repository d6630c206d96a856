"""Reconciling: the drafts of this program beside what the account's own export says was sent.

Called at the end of an import, on what is stored by then, so that it is the same whatever came in
which file: what the export shows as sent becomes so, at its time and in its words, what it does not
have was not sent or is asked about, and what people wrote is tied to the message it answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from statistics import median

from dm_assistant.domain.model import DraftState, Platform
from dm_assistant.domain.questions import QuestionKind
from dm_assistant.domain.reconciling import (
    Doubt,
    Left,
    Message,
    Pairs,
    Reply,
    answers,
    is_covered,
    is_not_sent,
    is_soon,
    nearest,
    pair,
    plain,
)
from dm_assistant.services import adopting
from dm_assistant.services.likening import likeness
from dm_assistant.services.reconciled import EditedLine, NotSentLine
from dm_assistant.storage import questions, reconciling
from dm_assistant.storage.bulk import Changes, driver
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.reconciling import Ours, Out

AT_ONCE = 1_000
"""So many people are looked at at a time: the messages of all of them need not fit into memory."""

WHOLE = frozenset({Platform.TIKTOK})
"""Platforms whose export is always of all time; elsewhere a span of days may have been chosen."""

SAID_SENT = frozenset({DraftState.SENT, DraftState.IN_REQUESTS, DraftState.SEEN})
"""States in which only the creator's word says that a message went out."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What an export would show: the span of time it holds, and whose conversations.

    Without ``as_of`` it holds no direct messages, and says nothing of what was not sent.
    """

    platform: Platform
    since: datetime | None
    as_of: datetime | None
    met: Collection[int]

    def covers(self, draft: Out) -> bool:
        """Return whether the export would have a message if it was sent."""
        if self.as_of is None or not is_covered(draft.given(), self.as_of):
            return False
        if self.platform in WHOLE:
            return True
        return (
            self.since is not None and self.since <= draft.out_at and draft.contact_id in self.met
        )


@dataclass(slots=True)
class Found:
    """What reconciling found; ``taken`` counts messages of this import that are drafts."""

    sent: int = 0
    taken: int = 0
    replies: int = 0
    edited: list[tuple[int, EditedLine]] = field(default_factory=list)
    not_sent: list[tuple[int, NotSentLine]] = field(default_factory=list)
    hours: list[float] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    settled: int = 0
    people: set[int] = field(default_factory=set)
    reworded: list[tuple[int, datetime]] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """Return how much changed of what was there."""
        return self.sent + len(self.not_sent) + len(self.hours) + len(self.asked) + self.settled

    @property
    def median_hours(self) -> float | None:
        """Return how long people took to answer, at the median."""
        return round(median(self.hours), 1) if self.hours else None


class Reconciling:
    """One import's look at everything that is stored of messages to people of one platform."""

    def __init__(self, act: Act, batch_id: int, reach: Reach) -> None:
        self.act = act
        self.batch_id = batch_id
        self.reach = reach
        self.found = Found()
        self._db = driver(act.tx)
        self._changes = Changes(self._db, batch_id)
        self._refused = questions.refused(self._db)
        self._told = questions.told(self._db)
        self._known: dict[int, list[questions.Question]] = defaultdict(list)
        for each in questions.asked(self._db):
            if each.platform is reach.platform:
                self._known[each.contact_id].append(each)

    def run(self, requested: Collection[tuple[int, int, str]]) -> Found:
        """Reconcile; ``requested`` are messages of ours that lie among somebody's requests."""
        people = reconciling.people(self._db, self.reach.platform, self.batch_id)
        for start in range(0, len(people), AT_ONCE):
            self._reconcile(people[start : start + AT_ONCE], requested)
        return self.found

    def _reconcile(self, people: list[int], requested: Collection[tuple[int, int, str]]) -> None:
        """Reconcile what these people were written."""
        platform = self.reach.platform
        drafts = reconciling.open_drafts(self._db, platform, people)
        messages = reconciling.our_messages(self._db, platform, people)
        pairs = self._pairs(drafts, messages)
        by_id = {each.message.id: each for each in messages}
        self._adopt(drafts, by_id, pairs.sure, requested)
        # What may have been sent that soon is asked about before anything is taken back.
        out_at = {each.id: each.out_at for each in drafts}
        soon = {
            each.draft_id
            for each in pairs.doubts
            if is_soon(out_at[each.draft_id], by_id[each.message_id].message.at)
        }
        apart = pairs.sure.keys() | soon
        self._take_back(each for each in drafts if each.id not in apart)
        self._changes.make()
        self._tie(people)
        self._changes.make()
        # What was answered by now went out, whatever the export holds.
        open_now = reconciling.open_drafts(self._db, platform, people)
        self._ask(people, open_now, messages, pairs)
        self._changes.make()

    def _pairs(self, drafts: Iterable[Out], messages: Iterable[Ours]) -> Pairs:
        by_person: dict[int, list[Message]] = defaultdict(list)
        for each in messages:
            by_person[each.contact_id].append(each.message)
        sure: dict[int, int] = {}
        doubts: list[Doubt] = []
        for who, theirs in groupby(drafts, key=attrgetter("contact_id")):
            if who in by_person:
                given = [each.given() for each in theirs]
                found = pair(given, by_person[who], likeness, self._refused)
                sure |= found.sure
                doubts += found.doubts
        return Pairs(sure, tuple(doubts))

    def _adopt(
        self,
        drafts: Iterable[Out],
        messages: Mapping[int, Ours],
        sure: Mapping[int, int],
        requested: Collection[tuple[int, int, str]],
    ) -> None:
        """Take what surely is a draft for what became of it."""
        dropped = []
        for draft in drafts:
            if draft.id not in sure:
                continue
            ours = messages[sure[draft.id]]
            message = ours.message
            if draft.state is DraftState.COULD_NOT_SEND and not reconciling.campaign_is_free(
                self._db, draft.id
            ):
                continue
            pending = (draft.contact_id, seconds(message.at), message.text) in requested
            early = draft.replied_at is not None and draft.replied_at < message.at
            now = self._untie(draft, message.at) if early else draft
            adopting.adopt(self._changes.change, now, message, in_requests=pending)
            if ours.batch_id == self.batch_id:
                dropped.append(message.id)
            else:
                adopting.withdraw(self._changes.change, message.id)
            self.found.sent += 1
            self.found.people.add(draft.contact_id)
            self._note_words(draft, message)
        reconciling.drop_touches(self._db, dropped)
        self.found.taken += len(dropped)

    def _untie(self, draft: Out, sent_at: datetime) -> Out:
        """Let go of what was taken for an answer and came before the message was sent."""
        tied = reconciling.tied(self._db, draft.id)
        for reply in tied:
            if reply.at < sent_at:
                self._changes.change("inbounds", reply.id, answers_draft_id=None)
        left = min((each.at for each in tied if each.at >= sent_at), default=None)
        return adopting.unanswered(self._changes.change, draft, left)

    def _note_words(self, draft: Out, message: Message) -> None:
        edited = plain(draft.text) != plain(message.text)
        if edited:
            line = EditedLine("", draft.id, draft.text, message.text)
            self.found.edited.append((draft.contact_id, line))
        if edited or draft.state is DraftState.COULD_NOT_SEND:
            self.found.reworded.append((draft.id, draft.out_at))

    def _take_back(self, left: Iterable[Out]) -> None:
        """Take back what was handed over and not sent."""
        out = [
            each
            for each in left
            if each.state is DraftState.HANDED_OVER and self.reach.covers(each)
        ]
        first = reconciling.first_answers(self._db, out)
        for draft in out:
            if not is_not_sent(draft.given(), first.get(draft.id)):
                continue
            other = reconciling.answered_otherwise(self._db, draft)
            adopting.not_sent(self._changes.change, draft, answered_at=other)
            line = NotSentLine("", draft.id, draft.out_at)
            self.found.not_sent.append((draft.contact_id, line))
            self.found.people.add(draft.contact_id)
            self.found.reworded.append((draft.id, draft.out_at))

    def _not_found(self, open_now: Iterable[Out], doubted: Collection[int]) -> list[Out]:
        """Return what the creator says was sent and the export does not have."""
        return [
            each
            for each in open_now
            if each.state in SAID_SENT
            and each.id not in doubted
            and each.id not in self._told
            and self.reach.covers(each)
        ]

    # --- what is asked -----------------------------------------------------------------------

    def _ask(
        self,
        people: Iterable[int],
        open_now: Iterable[Out],
        messages: Iterable[Ours],
        pairs: Pairs,
    ) -> None:
        """Open, widen and close questions."""
        drafts = {each.id: each for each in open_now}
        known = {each.draft_id: each for who in people for each in self._known.get(who, ())}
        doubts: dict[int, list[Doubt]] = defaultdict(list)
        for each in pairs.doubts:
            doubts[each.draft_id].append(each)
        not_found = self._not_found(open_now, doubts)
        self._close(known.values(), drafts, doubts)
        for draft_id, found in doubts.items():
            self._open(QuestionKind.AMBIGUOUS, drafts[draft_id], found, known.get(draft_id))
        asked_before = [
            drafts[each.draft_id]
            for each in known.values()
            if each.kind is QuestionKind.NOT_FOUND and each.draft_id in drafts
        ]
        lost = [each for each in (*not_found, *asked_before) if each.id not in doubts]
        taken = set(pairs.sure.values())
        left = defaultdict(list)
        for ours in messages if lost else ():
            if ours.message.id not in taken:
                left[ours.contact_id].append(ours.message)
        for draft in lost:
            near = nearest(draft.given(), left[draft.contact_id], likeness)
            self._open(QuestionKind.NOT_FOUND, draft, near, known.get(draft.id))

    def _close(
        self,
        known: Iterable[questions.Question],
        drafts: Mapping[int, Out],
        doubts: Collection[int],
    ) -> None:
        """Close what an export answered, or what is asked otherwise now."""
        over = []
        for each in known:
            draft = drafts.get(each.draft_id)
            doubted = each.draft_id in doubts
            stays = doubted
            if each.kind is QuestionKind.NOT_FOUND:
                stays = draft is not None and draft.state in SAID_SENT and not doubted
            if not stays:
                over.append(each)
        questions.settle(self._changes, over, self.act.now)
        self.found.settled += len(over)

    def _open(
        self,
        kind: QuestionKind,
        draft: Out,
        doubts: Collection[Doubt],
        known: questions.Question | None,
    ) -> None:
        covered = self.reach.covers(draft)
        if known is not None and known.kind is kind:
            question_id = known.id
            if covered and not known.covered:
                self._changes.change("questions", question_id, covered=1)
        else:
            question_id = questions.ask(
                self._db, self.batch_id, kind, draft.id, covered=covered, at=self.act.now
            )
            self.found.asked.append(question_id)
        questions.add_candidates(self._db, self.batch_id, question_id, doubts)

    # --- what they answered ------------------------------------------------------------------

    def _tie(self, people: Iterable[int]) -> None:
        """Tie what people wrote to the message it answers."""
        loose: dict[int, list[reconciling.Heard]] = defaultdict(list)
        changed = self.found.people.intersection(people)
        for each in reconciling.untied(self._db, self.batch_id, people, changed):
            loose[each.contact_id].append(each)
        new: list[tuple[int, int]] = []
        for who, drafts in groupby(
            reconciling.outgoing(self._db, loose), key=attrgetter("contact_id")
        ):
            out = {each.id: each for each in drafts}
            left = [
                Left(each.id, adopting.left_at(each), adopting.surely_left(each))
                for each in out.values()
            ]
            heard = {each.id: each for each in loose[who]}
            replies = [Reply(each.id, each.at) for each in loose[who]]
            first: dict[int, datetime] = {}
            for reply_id, draft_id in answers(left, replies):
                reply = heard[reply_id]
                if reply.batch_id == self.batch_id:
                    new.append((reply_id, draft_id))
                else:
                    self._changes.change("inbounds", reply_id, answers_draft_id=draft_id)
                first[draft_id] = min(reply.at, first.get(draft_id, reply.at))
                self.found.replies += 1
            for draft_id, at in first.items():
                self._answered(out[draft_id], at)
        reconciling.tie(self._db, new)

    def _answered(self, draft: Out, at: datetime) -> None:
        if adopting.replied(self._changes.change, draft, at):
            self.found.people.add(draft.contact_id)
            took = at - adopting.left_at(draft)
            self.found.hours.append(took.total_seconds() / 3600)
