"""Recognises a CSV file: comments under known or mapped columns, our contacts, our consents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from dm_assistant.domain.model import Platform
from dm_assistant.importers import consents, contacts, own_comments
from dm_assistant.importers.aliases import ALIASES, FIELDS, match, squeeze
from dm_assistant.importers.comments import CommentMaker
from dm_assistant.importers.csv_rows import CsvRows
from dm_assistant.importers.formats import FORMATS, Kind
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.mapping import check_comment_fields, check_needed, listed, resolve
from dm_assistant.importers.picking import ColumnPicker
from dm_assistant.importers.records import Record, Rejected
from dm_assistant.importers.shop import shop_source
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.studio import studio_source
from dm_assistant.importers.times import find_clock
from dm_assistant.importers.words import BadValueError, identifier

SAMPLE = 200
_CONSENT_MARKS = frozenset({"purposes", "kind", "when", "words", "where"})
_ENOUGH_MARKS = 2
_TEXTS = frozenset(map(squeeze, ALIASES["text"]))
_INSTAGRAM_MARKS = frozenset(map(squeeze, ("ownerUsername", "owner.username", "from.username")))
_AT, _ID = FIELDS.index("at"), FIELDS.index("comment_id")

_OWN: dict[Kind, tuple[Sequence[str], Sequence[str], Callable[[int, Sequence[str]], Record]]] = {
    Kind.CONTACTS: (contacts.COLUMNS, contacts.NEEDED, contacts.contact),
    Kind.CONSENTS: (consents.COLUMNS, consents.NEEDED, consents.consent),
}


def csv_source(source: Input, options: Options) -> Source:
    """Recognise a CSV file by its header; raises BadInputError."""
    rows = CsvRows(source)
    if not options.mapping:
        options = replace(options, mapping=options.remembered(rows.header_key) or {})
    known = studio_source(source, rows, options) or shop_source(source, rows, options)
    if known is not None:
        return known
    name = options.as_format or _name_format(rows.header, mapped=bool(options.mapping))
    if FORMATS[name].kind is Kind.COMMENTS:
        return _comments(source, rows, options, name)
    return _own(source, rows, options, name)


def platform_of(keys: Sequence[str]) -> Platform:
    """Return the platform whose exporters write such keys."""
    instagram = not _INSTAGRAM_MARKS.isdisjoint(map(squeeze, keys))
    return Platform.INSTAGRAM if instagram else Platform.TIKTOK


def _name_format(header: Sequence[str], *, mapped: bool) -> str:
    if mapped:
        return "csv"
    names = set(map(squeeze, header))
    if len(names & _CONSENT_MARKS) >= _ENOUGH_MARKS and names.isdisjoint(_TEXTS):
        return "consents"
    return "contacts" if "handle" in names and names.isdisjoint(_TEXTS) else "apify"


def _comments(source: Input, rows: CsvRows, options: Options, name: str) -> Source:
    place = source.place(line=rows.header_line)
    header = list(rows.header)
    given = resolve(options.mapping, FIELDS, header, place)
    found = match(filter(None, header), given)
    check_comment_fields(found, header, place)
    picker = ColumnPicker(header, FIELDS, found)
    clock, note = find_clock(_times(rows, picker), options.zone)
    maker = CommentMaker(clock, platform_of(header))
    guarded = own_comments.is_ours(header)

    def stream() -> Iterator[Record]:
        make, pick = maker.make, picker.pick
        for row in rows.rows():
            if isinstance(row, Rejected):
                yield row
            else:
                cells = own_comments.unguarded(row[1]) if guarded else row[1]
                yield make(row[0], pick(cells))

    return Source(
        name=source.name,
        format=name,
        kind=Kind.COMMENTS,
        matched=tuple(f"{each}={listed(keys[:1])}" for each, keys in found.items()),
        notes=(note,) if note else (),
        warnings=(),
        header_key=rows.header_key,
        mapping=given,
        unit="line",
        _input=source,
        _stream=stream,
    )


def _times(rows: CsvRows, picker: ColumnPicker) -> Iterator[tuple[object, str]]:
    for row in islice(rows.rows(), SAMPLE):
        if not isinstance(row, Rejected):
            values = picker.pick(row[1])
            try:
                yield values[_AT], identifier(values[_ID], "id")
            except BadValueError:
                continue


def _own(source: Input, rows: CsvRows, options: Options, name: str) -> Source:
    kind = FORMATS[name].kind
    columns, needed, make = _OWN[kind]
    place = source.place(line=rows.header_line)
    header = list(rows.header)
    given = resolve(options.mapping, columns, header, place)
    by_form = {squeeze(key): key for key in reversed(header) if key}
    found = {each: by_form[squeeze(each)] for each in columns if squeeze(each) in by_form} | given
    check_needed(needed, found, header, place)
    picker = ColumnPicker(header, columns, {each: (key,) for each, key in found.items()})
    unknown = [key for key in header if key and key not in found.values()]

    def stream() -> Iterator[Record]:
        for row in rows.rows():
            yield row if isinstance(row, Rejected) else make(row[0], picker.pick(row[1]))

    return Source(
        name=source.name,
        format=name,
        kind=kind,
        matched=tuple(f"{each}={listed((key,))}" for each, key in found.items()),
        notes=(),
        warnings=(f"columns not known: {listed(unknown)}",) if unknown else (),
        header_key=rows.header_key,
        mapping=given,
        unit="line",
        _input=source,
        _stream=stream,
    )
