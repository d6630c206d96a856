"""Loading an export of the account's own: its messages, its lists, and what follows from both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from dm_assistant.domain.inbound import asks_to_stop
from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.importers.records import (
    GroupMessageRecord,
    MessageRecord,
    OwnPostRecord,
    Record,
    TieRecord,
)
from dm_assistant.importers.sources import Source
from dm_assistant.services import moves, questions, standing
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.own_names import own_keys
from dm_assistant.services.own_posts import OwnPosts
from dm_assistant.services.past_messages import PastMessages
from dm_assistant.services.reading import Reader
from dm_assistant.services.reconciled import Reconciled
from dm_assistant.services.reconciling import Found, Reach, Reconciling
from dm_assistant.services.ties import Lists
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import activity, drafts, past_messages, reconciling, ties
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.journal import Act

STILL_TO_COME = "the time is still to come"
LISTS = {
    TieKind.FOLLOWS_ME: "followers",
    TieKind.I_FOLLOW: "following",
    TieKind.BLOCKED: "blocks",
}


@dataclass(slots=True)
class Loaded:
    """What loading an export brought, for the report and for what is judged again."""

    report: FileReport
    changed: set[int] = field(default_factory=set)
    learned: bool = False
    children: set[int] = field(default_factory=set)


def load(
    ws: Workspace,
    act: Act,
    source: Source,
    reader: Reader,
    base: FileReport,
    batch: int,
    own: frozenset[tuple[Platform, str]],
) -> Loaded:
    """Load one export as a batch."""
    mine, warning = own_keys(source, own)
    if warning:
        base = replace(base, warnings=(*base.warnings, warning))
    return _Export(ws, act, source, reader, batch, mine).load(base)


class _Export:
    """One export on its way in: read once, told apart by kind, then reconciled."""

    def __init__(
        self,
        ws: Workspace,
        act: Act,
        source: Source,
        reader: Reader,
        batch: int,
        mine: frozenset[str],
    ) -> None:
        self.ws = ws
        self.act = act
        self.source = source
        self.reader = reader
        self.batch = batch
        self.mine = mine
        self.lists = Lists(ws, act, batch, source.platform)
        self.past = PastMessages(ws, act, batch, mine)
        self.since: datetime | None = None
        self.newest: datetime | None = None
        self.messages = False
        self.posts = OwnPosts(ws, act, batch, source)
        self._also: Counter[str] = Counter()
        self._stops: list[tuple[str, int, str]] = []
        self._db = driver(act.tx)

    def load(self, base: FileReport) -> Loaded:
        """Take everything in and report on it."""
        self.past.take(self._messages())
        as_of = self._as_of()
        public = self._put_stops()
        listed = self.lists.take(self.source.ties, as_of)
        until = as_of if self.messages else None
        reach = Reach(self.source.platform, self.since, until, self.past.met)
        found = Reconciling(self.act, self.batch, reach).run(self.past.requested)
        self._judge_others(found)
        counts = self.past.counts
        made, known = activity.touched(self.act.tx)
        outside = counts.ours - found.taken
        report = replace(
            base,
            new=counts.theirs + outside + public,
            changed=found.changed + counts.worded + listed,
            duplicate=counts.duplicate + found.taken,
            contacts_new=made,
            contacts_known=known,
            consent_changes=counts.consents,
            opted_out_seen=activity.touched_opted_out(self.act.tx),
            erased_skipped=counts.erased,
            own=counts.own,
            messages_in=counts.theirs,
            messages_out=outside,
            stopped=len(counts.stopped),
            listed=sum(self._also.values()),
            notes=(*base.notes, *self.posts.notes(), *self._rest()),
            reconcile=self._reconciled(found, outside),
        )
        return Loaded(
            report,
            self.past.changed
            | self.lists.changed
            | reconciling.with_open_drafts(self._db, found.people),
            self.past.learned or self.lists.learned or self.posts.kept,
            self.past.children,
        )

    def _messages(self) -> Iterator[MessageRecord]:
        """Yield the direct messages; take note of the rest as it comes by."""
        now = self.act.now
        for record in self.reader.usable():
            if isinstance(record, TieRecord):
                self.lists.add(record)
                self._also[LISTS[record.kind]] += 1
                continue
            if not isinstance(record, MessageRecord | GroupMessageRecord):
                self._post(record)
                continue
            if record.at > now:
                self.reader.reject(record.line, STILL_TO_COME)
                continue
            if self.newest is None or record.at > self.newest:
                self.newest = record.at
            if isinstance(record, GroupMessageRecord):
                self._hear(record)
                self._also["group messages"] += 1
                continue
            self.messages = True
            if self.since is None or record.at < self.since:
                self.since = record.at
            yield record

    def _post(self, record: Record) -> None:
        if isinstance(record, OwnPostRecord):
            problem = self.posts.take(record)
            if problem:
                self.reader.reject(record.line, problem)
            else:
                self._also["own posts"] += 1

    def _rest(self) -> Iterator[str]:
        """Yield what else stands in it besides messages to and from one person."""
        if self._also:
            found = ", ".join(f"{name} ({count:,})" for name, count in self._also.items())
            yield f"of the rows, not messages: {found}"

    def _hear(self, record: GroupMessageRecord) -> None:
        if record.key and record.key not in self.mine and asks_to_stop(record.text):
            self._stops.append((record.key, seconds(record.at), record.text))

    def _put_stops(self) -> int:
        """Put before a person what people they know asked in a group; returns how many."""
        keys = {key for key, _, _ in self._stops}
        people = ties.people_by_key(self._db, self.source.platform, keys) if keys else {}
        said = {(people[key], at, text) for key, at, text in self._stops if key in people}
        new = sorted(said - past_messages.known_stops(self._db, said))
        past_messages.put_before_a_person(self._db, self.batch, self.source.platform, new)
        self.past.changed.update(contact_id for contact_id, _, _ in new)
        return len(new)

    def _as_of(self) -> datetime | None:
        """Return until when the export tells, never beyond now."""
        told = (self.source.as_of, self.newest, self.lists.newest)
        times = [each for each in told if each is not None]
        return min(max(times), self.act.now) if times else None

    def _judge_others(self, found: Found) -> None:
        """Have whoever is written to in words like these, or has answered, looked at again."""
        window = self.act.now - self.ws.policy.sameness_window
        recent = [draft_id for draft_id, out_at in found.reworded if out_at > window]
        drafts.give_again(self.act.tx, recent)
        words = reconciling.brought_since(self.act.tx, self.batch, window)
        self.past.changed |= standing.resembling_words(self.act.tx, self.ws, words)
        late = moves.withdraw_answered(self.act)
        self.past.changed.update(each.contact_id for each in late)

    def _reconciled(self, found: Found, outside: int) -> Reconciled:
        stopped = self.past.counts.stopped
        who = {each for each, _ in (*found.edited, *found.not_sent)} | stopped
        names = reconciling.handles(self._db, who)
        asked = set(found.asked)
        return Reconciled(
            sent=found.sent,
            edited=tuple(replace(line, handle=names[each]) for each, line in found.edited),
            not_sent=tuple(replace(line, handle=names[each]) for each, line in found.not_sent),
            outside=outside,
            replies=found.replies,
            median_hours_to_reply=found.median_hours,
            opted_out=tuple(names[each] for each in sorted(stopped) if each in names),
            asked=tuple(each for each in questions.asked_in(self.act.tx) if each.id in asked),
            follow=self.lists.follow,
            blocked=tuple(self.lists.blocked),
            unblocked=tuple(self.lists.unblocked),
        )
