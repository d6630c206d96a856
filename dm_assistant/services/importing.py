"""Importing files: each file whole or not at all, and any batch taken back later."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dm_assistant.domain import handles
from dm_assistant.domain.model import ConsentKind, Platform
from dm_assistant.errors import BadInputError
from dm_assistant.importers.detect import recognise
from dm_assistant.importers.sources import Source
from dm_assistant.services import acts, backups, erasing, standing
from dm_assistant.services.loading import CancelledError, Loading, Watch
from dm_assistant.services.views import FileReport, ImportReport
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
    timezone: str | None = None,
    dry_run: bool = False,
    watch: Watch | None = None,
) -> ImportReport:
    """Import files in one transaction; a dry run does the same and keeps nothing.

    Every file is recognised before the first is written, and one that turns out unusable keeps
    the others out too: what fails changes nothing. Raises BadInputError for such a file,
    CancelledError when the person stops.
    """
    recognised = _recognised(ws, paths, as_format, mapping, timezone)
    return import_sources(
        ws, recognised, account=account, mapping=mapping, dry_run=dry_run, watch=watch
    )


def import_sources(
    ws: Workspace,
    recognised: Sequence[tuple[Path, Source]],
    *,
    account: str | None = None,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    watch: Watch | None = None,
) -> ImportReport:
    """Import what was recognised, as ``import_paths`` does."""
    ws.secret()
    backup = None if dry_run else _backup(ws)
    reports: tuple[FileReport, ...] = ()
    # What is in memory by now stays: looking through it again and again for what is to be freed
    # costs a tenth of the time.
    gc.freeze()
    try:
        reports = _load(ws, recognised, account, mapping or {}, dry_run, watch or Watch())
    finally:
        gc.unfreeze()
        if backup is not None and not any(report.batch for report in reports):
            backups.discard(backup)
            backup = None
    if account is not None and not dry_run:
        _name_account(ws, account)
    return ImportReport(reports, dry_run, "" if backup is None else str(backup))


def _recognised(
    ws: Workspace,
    paths: Iterable[Path],
    as_format: str | None,
    mapping: Mapping[str, str] | None,
    timezone: str | None,
) -> list[tuple[Path, Source]]:
    with ws.database.read() as tx:
        known = {key: batches.remembered(tx, key) for key in batches.remembered_keys(tx)}
    return [
        (path, source)
        for path in paths
        for source in recognise(
            path, as_format=as_format, mapping=mapping, timezone=timezone, remembered=known.get
        )
    ]


def _changes(report: FileReport) -> bool:
    return bool(report.new or report.changed)


def _backup(ws: Workspace) -> Path | None:
    """Copy a workspace that has something to lose."""
    with ws.database.read() as tx:
        if not batches.all_batches(tx):
            return None
    return backups.backup(ws, label=backups.BEFORE_IMPORT)


def _name_account(ws: Workspace, account: str) -> None:
    """Remember whose comments are the creator's own."""
    platform = _account_platform(account)
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


def _account_platform(account: str) -> Platform:
    return Platform.INSTAGRAM if "instagram.com" in account.casefold() else Platform.TIKTOK


def _load(
    ws: Workspace,
    recognised: Sequence[tuple[Path, Source]],
    account: str | None,
    mapping: Mapping[str, str],
    dry_run: bool,
    watch: Watch,
) -> tuple[FileReport, ...]:
    reports: list[FileReport] = []
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "import")
        loading = Loading(ws, act, watch, _own_keys(ws, account))
        for path, source in recognised:
            reports.append(loading.load(source, path))
            if mapping:
                batches.remember(act, source.header_key, mapping)
        act.finish(batches=[report.batch for report in reports])
        standing.refresh(tx, ws, loading.changed)
        if loading.children:
            # An act of its own, after the import's: what went is no part of what undo gives back.
            farewell = acts.begin(tx, ws, CHILDREN, undoable=False)
            for contact_id in sorted(loading.children):
                erasing.reduce(farewell, ws, contact_id)
            farewell.finish(contacts=sorted(loading.children))
        if dry_run or not (loading.learned or any(map(_changes, reports))):
            abandon(tx)
            return tuple(replace(report, batch=None) for report in reports)
    if loading.children:
        erasing.rewrite_soon(ws)
    return tuple(reports)


def _own_keys(ws: Workspace, account: str | None) -> frozenset[tuple[Platform, str]]:
    own = {
        (each.platform, handles.normalise(each.handle, each.platform))
        for each in ws.accounts
        if each.handle
    }
    if account is not None:
        platform = _account_platform(account)
        own.add((platform, handles.normalise(account, platform)))
    return frozenset(own)


CHILDREN = "children_erased"
"""The act that reduces those who say in an import that they are children to the stop."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One imported file, as listed."""

    id: int
    name: str
    format: str
    at: datetime
    rows: int
    new: int
    undone: bool


def all_batches(ws: Workspace) -> tuple[BatchLine, ...]:
    """Return what was imported, newest first."""
    with ws.database.read() as tx:
        return tuple(
            BatchLine(
                id=batch.id,
                name=batch.name,
                format=batch.format,
                at=batch.at,
                rows=int(batch.counts.get("rows", 0)),
                new=int(batch.counts.get("new", 0)),
                undone=batch.undone_at is not None,
            )
            for batch in batches.all_batches(tx)
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
