"""Exports as streams of records, for what is told of people besides their messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO

from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.importers.formats import FORMATS
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.records import GroupMessageRecord, MessageRecord, Record, TieRecord
from dm_assistant.importers.sources import Source
from dm_assistant.services import importing
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.workspace import Workspace
from tests import exports

LISTS = {"fans": TieKind.FOLLOWS_ME, "mine": TieKind.I_FOLLOW, "blocked": TieKind.BLOCKED}


def tie(kind: TieKind, handle: str, at: datetime | None = None) -> TieRecord:
    """Return one person on a list."""
    return TieRecord(1, handle, handle.lower(), kind, at, Platform.TIKTOK)


def said(who: str, at: datetime, text: str, *, in_requests: bool = False) -> MessageRecord:
    """Return a message of ours to somebody."""
    return MessageRecord(
        1, who, who, at, exports.OWNER, text, Platform.TIKTOK, in_requests=in_requests
    )


def in_group(who: str, at: datetime, text: str) -> GroupMessageRecord:
    """Return a message in a chat of several."""
    return GroupMessageRecord(1, "7", who, who, at, text)


def take_lists(ws: Workspace, as_of: datetime | None, **lists: Sequence[str]) -> FileReport:
    """Import complete lists of people: ``fans``, ``mine``, ``blocked``."""
    return all_lists(ws, as_of, lists)


def all_lists(
    ws: Workspace,
    as_of: datetime | None,
    lists: Mapping[str, Iterable[str]],
    *,
    dry_run: bool = False,
) -> FileReport:
    """Import lists by their names, or try to."""
    records = [tie(LISTS[name], each) for name, handles in lists.items() for each in handles]
    return take_records(
        ws, records, ties=frozenset(map(LISTS.__getitem__, lists)), as_of=as_of, dry_run=dry_run
    )


def take_records(
    ws: Workspace,
    records: Iterable[Record],
    *,
    ties: frozenset[TieKind] = frozenset(),
    as_of: datetime | None = None,
    dry_run: bool = False,
    platform: Platform = Platform.TIKTOK,
) -> FileReport:
    """Import an export that holds these records."""
    held = list(records)
    path = ws.path.parent / "records.json"
    source = Source(
        name=path.name,
        format="tiktok-export",
        kind=FORMATS["tiktok-export"].kind,
        matched=(),
        notes=(),
        warnings=(),
        header_key="",
        mapping={},
        unit="item",
        _input=Input(path.name, 0, BytesIO),
        _stream=lambda: iter(held),
        owner=exports.OWNER,
        platform=platform,
        ties=ties,
        as_of=as_of,
    )
    [report] = importing.import_sources(ws, [source], dry_run=dry_run).files
    return report
