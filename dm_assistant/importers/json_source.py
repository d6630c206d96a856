"""Recognises a JSON file: an export by its lists, comments by the keys of the first rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import islice
from typing import Any

from dm_assistant.domain.model import Platform
from dm_assistant.errors import BadInputError
from dm_assistant.importers.aliases import FIELDS, match, squeeze
from dm_assistant.importers.comment_sample import SAMPLE, sample
from dm_assistant.importers.comments import CommentMaker
from dm_assistant.importers.csv_source import MODIFIED, platform_of
from dm_assistant.importers.export_source import export_source
from dm_assistant.importers.formats import FORMATS, Kind
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.json_comments import Row, records_of, rows_of, values_of
from dm_assistant.importers.json_document import JsonDocument, Shape, no_comments
from dm_assistant.importers.json_formats import (
    PLATFORMS,
    check_authors,
    check_tool,
    name_format,
    tool_of,
)
from dm_assistant.importers.json_pages import around, error_code
from dm_assistant.importers.mapping import check_comment_fields, listed, resolve
from dm_assistant.importers.picking import KeyPicker, leaves
from dm_assistant.importers.records import Rejected
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.times import Clock

_TABLES = frozenset({Kind.CONTACTS, Kind.CONSENTS, Kind.FIGURES, Kind.REDEMPTIONS})

_TELLING = ("handle", "text")
"""Without either of them it is something else than comments."""


def json_source(source: Input, options: Options) -> Source:
    """Recognise a JSON file; raises BadInputError."""
    kind = FORMATS[options.as_format].kind if options.as_format else None
    if kind in _TABLES:
        raise BadInputError(f"{source.name}: {options.as_format} must be a CSV, this is JSON")
    other = kind is Kind.COMMENTS or options.as_format == "instagram-export"
    export = None if other else export_source(source, options)
    if export is not None:
        return export
    if kind is Kind.EXPORT:
        raise BadInputError(f"{source.name}: this is no data export of {_whose(options)}")
    return _comments(source, options)


def _whose(options: Options) -> str:
    return "Instagram" if options.as_format == "instagram-export" else "TikTok"


def _comments(source: Input, options: Options) -> Source:
    document = JsonDocument(source)
    rows = _sample(source, document)
    keys = list(dict.fromkeys(key for row in rows for key, _ in leaves(row.found)))
    squeezed = set(map(squeeze, keys))
    tool = _tool(source, rows, document.frame)
    if not keys:
        raise no_comments(source)
    given = resolve(options.mapping, FIELDS, keys, source.name)
    found = match(keys, given)
    check_authors(source, found, squeezed, rows[0].notice)
    if found.keys().isdisjoint(_TELLING) and not options.as_format:
        raise no_comments(source)
    check_comment_fields(found, keys, source.name)
    picker = KeyPicker(given)
    seen = sample(values_of(row, picker) for row in rows)
    clock, notes = seen.clock(Clock(zone=options.zone, since=source.modified_at), MODIFIED)
    paged = document.shape is Shape.ENVELOPE or any(row.around for row in rows)
    name = name_format(squeezed, around=paged, notice=rows[0].notice, tool=tool)
    platform = Platform.INSTAGRAM if tool else PLATFORMS.get(name, platform_of(keys))
    maker = _maker(document.frame, clock, platform, moves=seen.counts_back)
    return Source(
        name=source.name,
        format=options.as_format or name,
        kind=Kind.COMMENTS,
        matched=tuple(f"{each}={listed(names[:1])}" for each, names in found.items()),
        notes=(*notes, *seen.notes(post=maker.post_url)),
        warnings=seen.warnings(found),
        header_key="",
        mapping=given,
        unit="line" if document.shape is Shape.LINES else "item",
        _input=source,
        _stream=partial(records_of, document, picker, maker),
    )


def _maker(
    frame: Mapping[str, Any], clock: Clock, platform: Platform, *, moves: bool
) -> CommentMaker:
    page = around(frame)
    owner = frame.get("channel") if tool_of(frame) else ""
    return CommentMaker(
        clock,
        platform,
        post_url=page.url or page.post_id,
        post_title=page.title,
        owner_key=owner.lower() if isinstance(owner, str) else "",
        timeless=moves,
    )


def _tool(source: Input, rows: list[Row], frame: Mapping[str, Any]) -> str:
    """Return the site that a file of yt-dlp is from; raises UnknownShapeError when it is no use."""
    around_them = tool_of(frame)
    tool = around_them or (tool_of(rows[0].found) if rows else "")
    if tool:
        check_tool(source, tool, comments=bool(rows) and bool(around_them))
    return tool


def _sample(source: Input, document: JsonDocument) -> list[Row]:
    """Return the first comments; raises BadInputError for an answer that says it failed."""
    rows = [row for row in islice(rows_of(document), SAMPLE) if not isinstance(row, Rejected)]
    if document.shape is Shape.ENVELOPE:
        for _ in document.values():  # to the end: what stands around the list may stand after it
            pass
        code = error_code(document.frame)
        if code:
            reason = f"the service answered with error {code}, not comments"
            raise BadInputError(f"{source.name}: {reason}")
    return rows
