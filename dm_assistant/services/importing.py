"""Importing files: each file whole or not at all, and any batch taken back later."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dm_assistant.domain import handles
from dm_assistant.domain.model import ConsentKind, Platform
from dm_assistant.errors import BadInputError
from dm_assistant.importers.detect import Recognised
from dm_assistant.importers.formats import FORMATS, Kind
from dm_assistant.importers.left import counted, reason_of
from dm_assistant.importers.sources import Source
from dm_assistant.services import acts, backups, erasing, standing
from dm_assistant.services.file_reports import FileReport, ImportReport, LeftLine
from dm_assistant.services.loading import CancelledError, Loading, Watch, label
from dm_assistant.services.recognising import (
    Asked,
    Own,
    account_platform,
    left_line,
    own_keys,
    recognised,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import accounts, activity, batches, consent, drafts, reconciling
from dm_assistant.storage.database import Tx, abandon
from dm_assistant.storage.journal import Act

__all__ = [
    "BatchLine",
    "CancelledError",
    "Watch",
    "all_batches",
    "import_paths",
    "import_sources",
    "take_back",
    "undo_batch",
]


def import_paths(
    ws: Workspace,
    paths: Iterable[Path],
    *,
    as_format: str | None = None,
    account: str | None = None,
    mapping: Mapping[str, str] | None = None,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
    without: Collection[str] = (),
    timezone: str | None = None,
    dry_run: bool = False,
    whole: bool = False,
    watch: Watch | None = None,
) -> ImportReport:
    """Import files and folders in one transaction; a dry run does the same and keeps nothing.

    Every file is recognised before the first is written, and one that the person named and that
    turns out unusable keeps the others out too: what fails changes nothing. ``mapping`` is field
    to column for every file, ``mappings`` the same by the key of a header; both are remembered.
    ``without`` names files, as reports do, that are left. With ``whole`` an unusable row makes its
    file unusable. Raises BadInputError for such a file, CancelledError when the person stops.
    """
    asked = Asked(as_format, account, mapping, mappings or {}, without, timezone, dry_run, whole)
    watch = watch or Watch()
    return _import(ws, recognised(ws, list(paths), asked, watch), asked, watch)


def import_sources(
    ws: Workspace,
    sources: Sequence[Source],
    *,
    account: str | None = None,
    dry_run: bool = False,
    watch: Watch | None = None,
) -> ImportReport:
    """Import what was recognised, as ``import_paths`` does."""
    asked = Asked(None, account, None, {}, (), None, dry_run, whole=False)
    return _import(ws, Recognised(tuple(sources), ()), asked, watch or Watch())


def _import(ws: Workspace, found: Recognised, asked: Asked, watch: Watch) -> ImportReport:
    ws.secret()
    account, dry_run = asked.account, asked.dry_run
    whose = account_platform(account or "", found.sources)
    backup = None if dry_run else _backup(ws)
    reports: tuple[FileReport, ...] = ()
    left = [left_line(each) for each in found.left]
    # What is in memory by now stays: looking through it again and again for what is to be freed
    # costs a tenth of the time.
    gc.freeze()
    try:
        own = own_keys(ws, account, whose)
        reports = _without_broken(ws, found.sources, own, asked, watch, left)
    finally:
        gc.unfreeze()
        if backup is not None and not any(report.batch for report in reports):
            backups.discard(backup)
            backup = None
    if account is not None and not dry_run:
        _name_account(ws, account, whose)
    return _report(reports, asked, backup, left)


def _report(
    reports: tuple[FileReport, ...], asked: Asked, backup: Path | None, left: Sequence[LeftLine]
) -> ImportReport:
    kept = "" if backup is None else str(backup)
    reasons = counted(each.reason for each in left)
    return ImportReport(reports, asked.dry_run, kept, tuple(left), reasons)


def _without_broken(
    ws: Workspace,
    sources: Sequence[Source],
    own: Own,
    asked: Asked,
    watch: Watch,
    left: list[LeftLine],
) -> tuple[FileReport, ...]:
    """Import the sources; one that nobody named and that is refused is left, the others go in.

    Each attempt is a transaction of its own and begins anew, so that nothing of a refused file
    stays behind.
    """
    while True:
        try:
            return _load(ws, sources, own, asked, watch)
        except _RefusedError as refused:
            source, problem = refused.args
            if source.named:
                raise problem from None
            left.append(LeftLine(label(source), reason_of(source.name, problem)))
            sources = [each for each in sources if each is not source]
            if not sources:
                raise problem from None


class _RefusedError(Exception):
    """A source that cannot be taken, and why."""


def _changes(report: FileReport) -> bool:
    return bool(report.new or report.changed)


def _backup(ws: Workspace) -> Path | None:
    """Copy a workspace that has something to lose."""
    with ws.database.read() as tx:
        if not batches.all_batches(tx):
            return None
    return backups.backup(ws, label=backups.BEFORE_IMPORT)


def _name_account(ws: Workspace, account: str, platform: Platform) -> None:
    """Remember whose comments are the creator's own."""
    written, key = handles.written(account), handles.normalise(account, platform)
    own = ws.account(platform)
    if own.handle:
        return
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "name_account", undoable=False)
        accounts.name_it(tx, own.id, written, key)
        act.finish(account=own.id)
    ws.accounts = tuple(
        replace(each, handle=written) if each.id == own.id else each for each in ws.accounts
    )


def _load(
    ws: Workspace, sources: Sequence[Source], own: Own, asked: Asked, watch: Watch
) -> tuple[FileReport, ...]:
    reports: list[FileReport] = []
    taught = asked.taught(sources)
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "import")
        loading = Loading(ws, act, watch, own, asked.account)
        for source in sources:
            try:
                reports.append(loading.load(source))
            except BadInputError as problem:
                raise _RefusedError(source, problem) from None
            if asked.whole and reports[-1].rejected:
                line, reason = reports[-1].rejected[0]
                raise BadInputError(f"{source.place(line)}: {reason}")
            if source.header_key in taught:
                batches.remember(act, source.header_key, taught[source.header_key])
        act.finish(batches=[report.batch for report in reports])
        standing.refresh(tx, ws, loading.changed)
        if loading.children:
            # An act of its own, after the import's: what went is no part of what undo gives back.
            farewell = acts.begin(tx, ws, CHILDREN, undoable=False)
            for contact_id in sorted(loading.children):
                erasing.reduce(farewell, ws, contact_id)
            farewell.finish(contacts=sorted(loading.children))
        if asked.dry_run or not (loading.learned or any(map(_changes, reports))):
            abandon(tx)
            return tuple(replace(report, batch=None) for report in reports)
    if loading.children:
        erasing.rewrite_soon(ws)
    return tuple(reports)


CHILDREN = "children_erased"
"""The act that reduces those who say in an import that they are children to the stop."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One imported file, as listed; ``counts`` are those of its report, by their names.

    ``words`` say its format to people.
    """

    id: int
    name: str
    format: str
    at: datetime
    counts: Mapping[str, int]
    undone: bool
    kind: Kind = Kind.COMMENTS
    words: str = ""

    @property
    def new(self) -> int:
        """Return how many rows were new."""
        return self.counts.get("new", 0)


def all_batches(ws: Workspace) -> tuple[BatchLine, ...]:
    """Return what was imported, newest first."""
    with ws.database.read() as tx:
        return tuple(
            BatchLine(
                id=batch.id,
                name=batch.name,
                format=batch.format,
                at=batch.at,
                counts={name: int(count) for name, count in batch.counts.items()},
                undone=batch.undone_at is not None,
                kind=known.kind if known else Kind.COMMENTS,
                words=known.words if known else batch.format,
            )
            for batch in batches.all_batches(tx)
            for known in (FORMATS.get(batch.format),)
        )


def undo_batch(ws: Workspace, batch_id: int) -> int:
    """Take an import back whole, also later; returns how many comments, messages and people went.

    What others added since stays. Consent it granted is taken back by new ledger entries; consent
    it withdrew stays withdrawn.
    """
    with ws.database.write() as tx:
        batch = batches.get(tx, batch_id)
        if batch is None:
            raise BadInputError(f"there is no import {batch_id}")
        if batch.undone_at is not None:
            raise BadInputError(f"import {batch_id} was taken back already")
        act = acts.begin(tx, ws, "import_undo", undoable=False)
        removed = take_back(act, ws, batch_id)
        act.finish(batch=batch_id)
    return removed


def take_back(act: Act, ws: Workspace, batch_id: int) -> int:
    """Take one batch back within an act."""
    given = [
        entry
        for entry in consent.of_batch(act.tx, batch_id)
        if entry.kind not in {ConsentKind.WITHDRAWN, ConsentKind.REFUSED}
    ]
    consent.take_back(act, given)
    changed = {entry.contact_id for entry in given}
    changed |= _resembling(act.tx, ws, batch_id)
    removed = batches.take_back(act.tx, batch_id, act.now)
    activity.remeasure(act.tx, None)
    changed |= set(activity.touched_with_drafts(act.tx))
    standing.refresh(act.tx, ws, changed)
    return removed


def _resembling(tx: Tx, ws: Workspace, batch_id: int) -> set[int]:
    """Return whose drafts are like words that people got, as far as a batch says that they did."""
    outside = reconciling.brought_since(tx, batch_id, ws.now() - ws.policy.sameness_window)
    drafted = drafts.get(tx, reconciling.reworded(tx, batch_id)).values()
    drafts.give_again(tx, [each.id for each in drafted])
    return standing.resembling(tx, ws, drafted) | standing.resembling_words(tx, ws, outside)
