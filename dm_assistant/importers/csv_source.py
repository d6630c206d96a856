"""Recognises a table, CSV or a workbook's sheet: comments, our contacts, our consents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from dm_assistant.domain.model import Platform
from dm_assistant.errors import BadInputError
from dm_assistant.importers import consents, contacts, own_comments
from dm_assistant.importers.aliases import ALIASES, FIELDS, match, squeeze
from dm_assistant.importers.comment_sample import SAMPLE, sample
from dm_assistant.importers.comments import CommentMaker
from dm_assistant.importers.csv_rows import CsvRows
from dm_assistant.importers.formats import FORMATS, Kind
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.mapping import check_comment_fields, check_needed, listed, resolve
from dm_assistant.importers.picking import ColumnPicker
from dm_assistant.importers.records import Record, Rejected
from dm_assistant.importers.sheet_rows import find_sheet
from dm_assistant.importers.shop import is_shop_header, shop_source
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.studio import is_studio_header, studio_source
from dm_assistant.importers.table_dialects import Dialect, by_name, dialect_of
from dm_assistant.importers.table_rows import IsHeader, TableRows, key_of
from dm_assistant.importers.times import Clock
from dm_assistant.importers.words import FormulaError

_CONSENT_MARKS = frozenset({"purposes", "kind", "when", "words", "where"})
_ENOUGH_MARKS = 2
_TEXTS = frozenset(map(squeeze, ALIASES["text"]))
_INSTAGRAM_MARKS = frozenset(map(squeeze, ("ownerUsername", "owner.username", "from.username")))
_TIMES = frozenset({"at", "comment_id"})
_OWN_NAMES = frozenset({"contacts", "consents"})
MODIFIED = "when the file was last changed"

_OWN: dict[Kind, tuple[Sequence[str], Sequence[str], Callable[[int, Sequence[str]], Record]]] = {
    Kind.CONTACTS: (contacts.COLUMNS, contacts.NEEDED, contacts.contact),
    Kind.CONSENTS: (consents.COLUMNS, consents.NEEDED, consents.consent),
}


def csv_source(source: Input, options: Options) -> Source:
    """Recognise a CSV file by its header; raises BadInputError."""
    return _table(source, CsvRows(source, _header_test(options)), options)


def sheet_source(source: Input, options: Options) -> Source:
    """Recognise a workbook by the header of one of its sheets; raises BadInputError."""
    rows, note = find_sheet(source, _header_test(options))
    found = _table(source, rows, options)
    return replace(found, notes=(*found.notes, note)) if note else found


def _table(source: Input, rows: TableRows, options: Options) -> Source:
    if not options.mapping:
        options = replace(options, mapping=options.remembered(rows.header_key) or {})
    known = studio_source(source, rows, options) or shop_source(source, rows, options)
    if known is not None:
        return known
    name = options.as_format or _name_format(rows.header, mapped=bool(options.mapping))
    kind = FORMATS[name].kind
    if kind is Kind.COMMENTS:
        return _comments(source, rows, options, name)
    if kind not in _OWN:
        raise BadInputError(f"{source.name}: {name} is no table, this is one")
    return _own(source, rows, options, name)


def _header_test(options: Options) -> IsHeader:
    """Return what knows the header of a table that can be read, among the rows at the top."""
    kind = FORMATS[options.as_format].kind if options.as_format else None
    mapped = set(map(squeeze, options.mapping.values()))

    def is_header(cells: Sequence[str]) -> bool:
        names = set(map(squeeze, cells)) - {""}
        if mapped:
            return names >= mapped
        if kind in _OWN:
            return names >= set(map(squeeze, _OWN[kind][1]))
        if dialect_of(cells) or options.remembered(key_of(cells)):
            return True
        if is_studio_header(cells) or is_shop_header(cells):
            return kind in (None, Kind.FIGURES, Kind.REDEMPTIONS)
        found = match(filter(None, cells), {})
        if found.keys() >= {"handle", "text"} and not found.keys().isdisjoint(_TIMES):
            return True
        return kind is None and _name_format(cells, mapped=False) in _OWN_NAMES

    return is_header


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
    if "handle" in names and names.isdisjoint(_TEXTS):
        return "contacts"
    dialect = dialect_of(header)
    return dialect.name if dialect else "apify"


def _comments(source: Input, rows: TableRows, options: Options, name: str) -> Source:
    place = source.place(line=rows.header_line)
    header = list(rows.header)
    kind = by_name(name)
    dialect = (kind or Dialect)(rows)
    given = resolve(options.mapping, FIELDS, header, place)
    found = match(filter(None, header), given, dialect.order)
    check_comment_fields(found, header, place)
    picker = ColumnPicker(header, FIELDS, found)
    seen = sample(
        dialect.values(row[1], list(picker.pick(row[1])))
        for row in islice(rows.rows(), SAMPLE)
        if not isinstance(row, Rejected)
    )
    clock = dialect.clock(Clock(zone=options.zone, since=source.modified_at))
    clock, notes = seen.clock(clock, dialect.since_words or MODIFIED)
    maker = _maker(dialect, clock, header, moves=seen.counts_back)
    return Source(
        name=source.name,
        format=name,
        kind=Kind.COMMENTS,
        matched=tuple(f"{each}={listed(keys[:1])}" for each, keys in found.items()),
        notes=(*notes, *seen.notes(post=dialect.post_url)),
        warnings=seen.warnings(found),
        header_key=rows.header_key,
        mapping=given,
        unit="line",
        _input=source,
        _stream=partial(_records, rows, picker, maker, kind),
    )


def _maker(dialect: Dialect, clock: Clock, header: Sequence[str], *, moves: bool) -> CommentMaker:
    return CommentMaker(
        clock,
        dialect.platform or platform_of(header),
        dialect.post_url,
        dialect.post_title,
        dialect.owner_key,
        dialect.timeless or moves,
    )


def _records(
    rows: TableRows, picker: ColumnPicker, maker: CommentMaker, kind: type[Dialect] | None
) -> Iterator[Record]:
    make, pick = maker.make, picker.pick
    dialect = kind(rows) if kind else None
    guarded = own_comments.is_ours(rows.header)
    for row in rows.rows():
        if isinstance(row, Rejected):
            yield row
        elif dialect is not None:
            yield from dialect.records(row[0], row[1], pick(row[1]), make)
        else:
            cells = own_comments.unguarded(row[1]) if guarded else row[1]
            yield make(row[0], pick(cells))


def _own(source: Input, rows: TableRows, options: Options, name: str) -> Source:
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
            if isinstance(row, Rejected):
                yield row
                continue
            cells = picker.pick(row[1])
            if any(isinstance(cell, FormulaError) for cell in cells):
                yield Rejected(row[0], "a cell holds the error of a formula")
            else:
                yield make(row[0], cells)

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
