"""Loading one file: its records counted, checked and stored within one act."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from dm_assistant.domain.model import Platform
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.formats import FORMATS, Kind
from dm_assistant.importers.reading_ahead import Said
from dm_assistant.importers.records import ConsentRecord, ContactRecord
from dm_assistant.importers.sources import Source
from dm_assistant.services import figures, intake, keywords, message_loading, moves, redemptions
from dm_assistant.services.file_reports import FileReport, RenameLine
from dm_assistant.services.reading import CancelledError, Reader, Watch
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import activity, batches, contacts, suppression, ties
from dm_assistant.storage import secret as secrets
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.figures import Outcome
from dm_assistant.storage.journal import Act
from dm_assistant.storage.loader import CommentLoader
from dm_assistant.storage.naming import NewComment

CHUNK = 8000
_PLATFORMS = {platform.value: platform for platform in Platform}

__all__ = ["CancelledError", "Loading", "Watch"]


def label(source: Source) -> str:
    """Return how reports name a file: one that the person named by its path, others by name."""
    single = source.name == to_screen(source.path.name)
    return to_screen(str(source.path)) if single else source.name


class Loading:
    """One file on its way into the database, within one act."""

    def __init__(
        self,
        ws: Workspace,
        act: Act,
        watch: Watch,
        own: frozenset[tuple[Platform, str]],
        account: str | None = None,
    ) -> None:
        self.ws = ws
        self.act = act
        self.watch = watch
        self.own = own
        self.account = account
        self.changed: set[int] = set()
        self.learned = False
        self.children: set[int] = set()
        self.key = ws.secret()

    def load(self, source: Source) -> FileReport:
        """Load one recognised source as a batch and report on it."""
        name = label(source)
        batch = batches.begin(self.act, to_screen(source.name), source.format)
        reader = Reader(source, self.watch)
        base = FileReport(
            path=name,
            format=source.format,
            kind=source.kind,
            words=FORMATS[source.format].words,
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
        elif source.kind is Kind.FIGURES:
            report = self._figures(source, reader, base, batch)
        elif source.kind is Kind.REDEMPTIONS:
            report = self._redemptions(reader, base, batch)
        else:
            report = self._consents(source, reader, base, batch)
        report = replace(report, rows=reader.rows, rejected=tuple(reader.rejected))
        batches.finish(self.act.tx, batch, _counts(report))
        return report

    def _comments(self, reader: Reader, base: FileReport, batch: int) -> FileReport:
        words = keywords.announced(self.act.tx)
        loader = CommentLoader(
            self.act.tx,
            batch,
            suppressed=suppression.reasons(self.act.tx),
            digest=lambda platform, identity: secrets.digest(self.key, platform, identity),
            listens=keywords.listener(words),
        )
        self._read_in(reader.comments(), loader)
        made, known = activity.touched(self.act.tx)
        self._follow_up(loader, batch)
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

    def _read_in(self, pieces: Generator[list[Said], None, None], loader: CommentLoader) -> None:
        with loader, closing(pieces):
            said = chain.from_iterable(pieces)
            while chunk := [self._comment(each) for each in islice(said, CHUNK)]:
                loader.add(chunk)

    def _follow_up(self, loader: CommentLoader, batch: int) -> None:
        """Do what new names and platform ids bring with them, and what is known of new people."""
        ties.apply_to_new(driver(self.act.tx), batch)
        contacts.reindex(self.act.tx, loader.people.changed)
        self.learned |= loader.people.learned
        for contact_id, reason in loader.people.stopped.items():
            # What is known of their other name they said before, if they said it.
            moves.stop(self.act, self.ws, contact_id, reason, self.act.now, theirs=False)

    def _comment(self, said: Said) -> NewComment:
        # By place and at once: by name it takes three times as long, a million times over.
        on = _PLATFORMS[said[0]]
        own = said[13] or (on, said[6]) in self.own
        return tuple.__new__(NewComment, (on, *said[1:13], own, said[14]))

    def _contacts(self, reader: Reader, base: FileReport, batch: int) -> FileReport:
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

    def _messages(self, source: Source, reader: Reader, base: FileReport, batch: int) -> FileReport:
        loaded = message_loading.load(self.ws, self.act, source, reader, base, batch, self.own)
        self.changed |= loaded.changed
        self.learned |= loaded.learned
        self.children |= loaded.children
        return loaded.report

    def _figures(self, source: Source, reader: Reader, base: FileReport, batch: int) -> FileReport:
        account_id = figures.account_of(self.ws, source, self.account)
        days = figures.begun(reader, self.act.now)
        counts, kept = figures.take(self.act, days, batch, account_id)
        self.learned |= kept
        return replace(
            base,
            new=counts[Outcome.NEW],
            changed=counts[Outcome.CHANGED],
            duplicate=counts[Outcome.SAME],
        )

    def _redemptions(self, reader: Reader, base: FileReport, batch: int) -> FileReport:
        counts = redemptions.take(self.act, self.ws, reader.usable(), batch)
        self.learned |= counts.kept
        return replace(
            base,
            new=counts.new,
            changed=counts.changed,
            duplicate=counts.known,
            notes=(*base.notes, *counts.notes()),
        )

    def _consents(self, source: Source, reader: Reader, base: FileReport, batch: int) -> FileReport:
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
                reader.reject(record.line, problem)
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


def _counts(report: FileReport) -> dict[str, Any]:
    return {
        "rows": report.rows,
        "new": report.new,
        "changed": report.changed,
        "duplicate": report.duplicate,
        "rejected": len(report.rejected),
        "contacts_new": report.contacts_new,
        "consent_changes": report.consent_changes,
        "messages_in": report.messages_in,
        "messages_out": report.messages_out,
    }
