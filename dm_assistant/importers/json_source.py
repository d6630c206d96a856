"""Recognises a JSON file: an export by its lists, comments by the keys of the first rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dm_assistant.errors import BadInputError
from dm_assistant.importers.aliases import FIELDS, match, squeeze
from dm_assistant.importers.comments import CommentMaker
from dm_assistant.importers.csv_source import SAMPLE, platform_of
from dm_assistant.importers.export_source import export_source
from dm_assistant.importers.formats import FORMATS, Kind
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.json_comments import Row, name_format, records_of, rows_of
from dm_assistant.importers.json_document import JsonDocument, Shape, no_comments
from dm_assistant.importers.mapping import check_comment_fields, listed, resolve
from dm_assistant.importers.picking import KeyPicker, leaves
from dm_assistant.importers.records import Rejected
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.times import find_clock
from dm_assistant.importers.words import BadValueError, identifier

_AT, _ID = FIELDS.index("at"), FIELDS.index("comment_id")
_MAX_TITLE = 2_000
_TABLES = frozenset({Kind.CONTACTS, Kind.CONSENTS, Kind.FIGURES, Kind.REDEMPTIONS})


def json_source(source: Input, options: Options) -> Source:
    """Recognise a JSON file; raises BadInputError."""
    kind = FORMATS[options.as_format].kind if options.as_format else None
    if kind in _TABLES:
        raise BadInputError(f"{source.name}: {options.as_format} must be a CSV, this is JSON")
    export = None if kind is Kind.COMMENTS else export_source(source, options)
    if export is not None:
        return export
    if kind is Kind.MESSAGES:
        raise BadInputError(f"{source.name}: this is no data export of TikTok")
    return _comments(source, options)


def _comments(source: Input, options: Options) -> Source:
    document = JsonDocument(source)
    sample = [row for row in islice(rows_of(document), SAMPLE) if not isinstance(row, Rejected)]
    if document.shape is Shape.ENVELOPE:
        for _ in document.values():  # to the end: what stands around the list may stand after it
            pass
        _check_answer(source, document)
    keys = list(dict.fromkeys(key for _, row, _ in sample for key, _ in leaves(row)))
    if not keys:
        raise no_comments(source)
    given = resolve(options.mapping, FIELDS, keys, source.name)
    found = match(keys, given)
    check_comment_fields(found, keys, source.name)
    picker = KeyPicker(given)
    clock, note = find_clock(_times(sample, picker), options.zone)
    maker = CommentMaker(
        clock,
        platform_of(keys),
        post_url=_plain(document, "video_url"),
        post_title=_plain(document, "caption"),
    )

    around = document.shape is Shape.ENVELOPE
    return Source(
        name=source.name,
        format=options.as_format or name_format(set(map(squeeze, keys)), around=around),
        kind=Kind.COMMENTS,
        matched=tuple(f"{each}={listed(names[:1])}" for each, names in found.items()),
        notes=(note,) if note else (),
        warnings=(),
        header_key="",
        mapping=given,
        unit="line" if document.shape is Shape.LINES else "item",
        _input=source,
        _stream=lambda: records_of(document, picker, maker),
    )


def _check_answer(source: Input, document: JsonDocument) -> None:
    """Refuse an answer that says it failed: the Business API does so with a code other than 0."""
    code = document.frame.get("code")
    if type(code) is int and code and "request_id" in document.frame:
        raise BadInputError(f"{source.name}: the service answered with error {code}, not comments")


def _times(sample: list[Row], picker: KeyPicker) -> Iterator[tuple[object, str]]:
    for _, row, _ in sample:
        values = picker.pick(row)
        try:
            yield values[_AT], identifier(values[_ID], "id")
        except BadValueError:
            continue


def _plain(document: JsonDocument, key: str) -> str:
    value = document.frame.get(key)
    return value[:_MAX_TITLE] if isinstance(value, str) else ""
