"""Loading one file: its records counted, checked and stored within one act."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from dm_assistant.domain.model import Platform
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.formats import Kind
from dm_assistant.importers.records import (
    CommentRecord,
    ConsentRecord,
    ContactRecord,
    MessageRecord,
    Record,
    Rejected,
)
from dm_assistant.importers.sources import Source
from dm_assistant.services import intake, keywords, moves
from dm_assistant.services.past_messages import PastMessages, own_keys
from dm_assistant.services.views import FileReport, Progress, RenameLine
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import activity, batches, contacts, suppression
from dm_assistant.storage import secret as secrets
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.loader import CommentLoader
from dm_assistant.storage.naming import NewComment

CHUNK = 8000
RARELY = 50

R = TypeVar("R", CommentRecord, ContactRecord, ConsentRecord, MessageRecord)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Look for garbage in circles rarely: a million rows make none, and looking takes a tenth."""
    before = gc.get_threshold()
    gc.set_threshold(*(limit * RARELY for limit in before))
    try:
        yield
    finally:
        gc.set_threshold(*before)


class CancelledError(Exception):
    """The person stopped the import; nothing of the file was kept."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how far an import is, and who may stop it."""

    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def step(self, done: int, total: int, unit: str, label: str) -> None:
        """Report a step; raise CancelledError when the person wants to stop."""
        if self.cancelled is not None and self.cancelled():
            raise CancelledError
        if self.progress is not None:
            self.progress(Progress(done, total, unit, label))


def label(source: Source) -> str:
    """Return how reports name a file: one that the person named by its path, others by name."""
    single = source.name == to_screen(source.path.name)
    return to_screen(str(source.path)) if single else source.name


class Loading:
    """One file on its way into the database, within one act."""

    def __init__(
        self, ws: Workspace, act: Act, watch: Watch, own: frozenset[tuple[Platform, str]]
    ) -> None:
        self.ws = ws
        self.act = act
        self.watch = watch
        self.own = own
        self.changed: set[int] = set()
        self.learned = False
        self.children: set[int] = set()
        self.key = ws.secret()

    def load(self, source: Source) -> FileReport:
        """Load one recognised source as a batch and report on it."""
        name = label(source)
        batch = batches.begin(self.act, to_screen(source.name), source.format)
        reader = _Reader(source, self.watch)
        base = FileReport(
            path=name,
            format=source.format,
            batch=batch,
            unit=source.unit,
            matched=source.matched,
            notes=source.notes,
            warnings=source.warnings,
        )
        if source.kind is Kind.COMMENTS:
            report = self._comments(reader, base, batch)
        elif source.kind is Kind.CONTACTS:
            report = self._contacts(reader, base, batch)
        elif source.kind is Kind.EXPORT:
            report = self._messages(source, reader, base, batch)
        else:
            report = self._consents(source, reader, base, batch)
        report = replace(report, rows=reader.rows, rejected=tuple(reader.rejected))
        batches.finish(self.act.tx, batch, _counts(report))
        return report

    def _comments(self, reader: _Reader, base: FileReport, batch: int) -> FileReport:
        words = keywords.announced(self.act.tx)
        loader = CommentLoader(
            self.act.tx,
            batch,
            suppressed=suppression.reasons(self.act.tx),
            digest=lambda platform, identity: secrets.digest(self.key, platform, identity),
            listens=keywords.listener(words),
        )
        self._read_in(reader.of(CommentRecord), loader)
        made, known = activity.touched(self.act.tx)
        self._follow_up(loader)
        granted = keywords.take(self.act, words, loader.heard)
        self.changed |= set(granted.values())
        opted_out = activity.touched_opted_out(self.act.tx)
        activity.remeasure(
            self.act.tx,
            batch,
            lambda done: self.watch.step(done, 0, "people", "ranking"),
        )
        self.changed |= set(activity.touched_with_drafts(self.act.tx))
        counts = loader.counts
        return replace(
            base,
            new=counts.new,
            changed=counts.changed,
            duplicate=counts.duplicate,
            contacts_new=made,
            contacts_known=known,
            consent_changes=len(granted),
            erased_skipped=counts.erased_skipped,
            own=counts.own,
            opted_out_seen=opted_out,
            renamed=tuple(
                RenameLine(each.before, each.after, each.platform, each.current)
                for each in loader.people.renamed
            ),
        )

    def _read_in(self, records: Iterator[CommentRecord], loader: CommentLoader) -> None:
        with loader, _rarely_collected():
            while chunk := [self._comment(record) for record in islice(records, CHUNK)]:
                loader.add(chunk)

    def _follow_up(self, loader: CommentLoader) -> None:
        """Do what new names and platform ids of known people bring with them."""
        contacts.reindex(self.act.tx, loader.people.changed)
        self.learned |= loader.people.learned
        for contact_id, reason in loader.people.stopped.items():
            moves.stop(self.act, self.ws, contact_id, reason, self.act.now)

    def _comment(self, record: CommentRecord) -> NewComment:
        # Taken apart by place: by name it takes three times as long, a million times over.
        _, number, post, url, title, handle, key, name, user, text, at, likes, above, owner, on = (
            record
        )
        mine = owner or (on, key) in self.own
        said = (text, seconds(at), likes, above, mine)
        return NewComment(on, number, post, url, title, handle, key, name, user, *said)

    def _contacts(self, reader: _Reader, base: FileReport, batch: int) -> FileReport:
        people = intake.People(self.act, self.key, batch)
        new = changed = duplicate = 0
        for record in reader.of(ContactRecord):
            outcome = people.contact(record)
            new += outcome is intake.Outcome.NEW
            changed += outcome is intake.Outcome.CHANGED
            duplicate += outcome is intake.Outcome.SAME
        self.changed |= people.changed
        return replace(
            base,
            new=new,
            changed=changed,
            duplicate=duplicate,
            contacts_new=new,
            contacts_known=changed + duplicate,
            erased_skipped=people.erased,
        )

    def _messages(
        self, source: Source, reader: _Reader, base: FileReport, batch: int
    ) -> FileReport:
        mine, warning = own_keys(source, self.own)
        past = PastMessages(self.ws, self.act, batch, mine)
        past.take(reader.so_far(reader.of(MessageRecord), self.act.now))
        made, known = activity.touched(self.act.tx)
        self.changed |= past.changed
        self.learned |= past.learned
        self.children |= past.children
        counts = past.counts
        return replace(
            base,
            new=counts.theirs + counts.ours,
            duplicate=counts.duplicate,
            contacts_new=made,
            contacts_known=known,
            consent_changes=counts.consents,
            opted_out_seen=activity.touched_opted_out(self.act.tx),
            erased_skipped=counts.erased,
            own=counts.own,
            messages_in=counts.theirs,
            messages_out=counts.ours,
            stopped=len(counts.stopped),
            warnings=(*base.warnings, warning) if warning else base.warnings,
        )

    def _consents(
        self, source: Source, reader: _Reader, base: FileReport, batch: int
    ) -> FileReport:
        people = intake.People(self.act, self.key, batch)
        new = duplicate = made = known = 0
        for record in reader.of(ConsentRecord):
            if record.at > self.act.now:
                place = source.place(record.line)
                raise BadInputError(f"{place}: the time of this consent is still to come")
            outcome, problem, fresh = people.consent(record)
            made += fresh
            known += not fresh and outcome is not intake.Outcome.ERASED
            if problem:
                reader.rejected.append((record.line, problem))
            elif outcome is intake.Outcome.NEW:
                new += 1
            elif outcome is intake.Outcome.SAME:
                duplicate += 1
        self.changed |= people.changed
        return replace(
            base,
            new=new,
            duplicate=duplicate,
            contacts_new=made,
            contacts_known=known,
            consent_changes=new,
            erased_skipped=people.erased,
        )


class _Reader:
    """Counts the rows of a source, keeps the rejected ones, and reports progress."""

    STEP = 2000

    def __init__(self, source: Source, watch: Watch) -> None:
        self.source = source
        self.watch = watch
        self.rows = 0
        self.rejected: list[tuple[int, str]] = []

    def of(self, kind: type[R]) -> Iterator[R]:
        """Yield the usable records of the one kind this source has."""
        for record in self._all():
            if isinstance(record, Rejected):
                self.rejected.append((record.line, record.reason))
            elif isinstance(record, kind):
                yield record

    def so_far(self, records: Iterator[MessageRecord], now: datetime) -> Iterator[MessageRecord]:
        """Yield the messages that can have been written by now; reject the others."""
        for record in records:
            if record.at > now:
                self.rejected.append((record.line, "the time is still to come"))
            else:
                yield record

    def _all(self) -> Iterator[Record]:
        for record in self.source.records():
            self.rows += 1
            if self.rows % self.STEP == 0:
                self.watch.step(self.rows, self._estimate(), "rows", self.source.name)
            yield record
        self.watch.step(self.rows, self.rows, "rows", self.source.name)

    def _estimate(self) -> int:
        read = self.source.read
        return int(self.rows * self.source.size / read) if read else 0


def _counts(report: FileReport) -> dict[str, Any]:
    return {
        "rows": report.rows,
        "new": report.new,
        "changed": report.changed,
        "duplicate": report.duplicate,
        "rejected": len(report.rejected),
        "contacts_new": report.contacts_new,
        "consent_changes": report.consent_changes,
    }
