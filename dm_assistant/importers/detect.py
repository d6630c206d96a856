"""Tells by their content, never by their names, what the files are that a person points at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from dm_assistant.errors import BadInputError
from dm_assistant.importers.archive import begins_archive
from dm_assistant.importers.binary_files import workbook_source
from dm_assistant.importers.contacts import find_zone, shown
from dm_assistant.importers.csv_rows import CsvRows
from dm_assistant.importers.csv_source import csv_source
from dm_assistant.importers.export_source import NAME as TIKTOK
from dm_assistant.importers.formats import FORMATS, Kind
from dm_assistant.importers.headings import NO_HEADER
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.instagram_files import OTHER, Part, instagram_part
from dm_assistant.importers.instagram_source import NAME as INSTAGRAM
from dm_assistant.importers.instagram_source import instagram_sources
from dm_assistant.importers.instagram_source import root_of as instagram_root
from dm_assistant.importers.json_document import OTHER_JSON
from dm_assistant.importers.json_source import json_source
from dm_assistant.importers.left import NOT_COMMENTS, Left, counted, left, refused
from dm_assistant.importers.sheet_rows import find_sheet
from dm_assistant.importers.signatures import EMPTY, NO_TEXT, known_by
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.table_rows import TableRows
from dm_assistant.importers.tables import table_in
from dm_assistant.importers.tiktok_text import TextPart, text_part
from dm_assistant.importers.tiktok_text_source import root_of as text_root
from dm_assistant.importers.tiktok_text_source import text_sources
from dm_assistant.importers.walking import Found, Walk, shown_name

_EARLY = datetime.min.replace(tzinfo=UTC)
_ORDER = (Kind.CONTACTS, Kind.CONSENTS, Kind.EXPORT)
_JSON = (b"{", b"[")
Seen = Callable[[int, str, int, int], None]
"""Is told the number and the name of a file, and how many bytes of how many were read."""

_SHOWN = 5
NO_TABLE = "a text that is no table"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What is read, in the order to read it, and what is left, with why."""

    sources: tuple[Source, ...]
    left: tuple[Left, ...]


def recognise(
    paths: Sequence[Path],
    *,
    as_format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    timezone: str | None = None,
    remembered: Callable[[str], Mapping[str, str] | None] = lambda _key: None,
    own: Collection[str] = (),
    seen: Seen = lambda _number, _name, _done, _size: None,
) -> Recognised:
    """Recognise files, and everything known in folders and zip archives.

    ``mapping`` is field to column; ``timezone`` an IANA name for times without an offset;
    ``remembered`` gives the mapping once used for a header key; ``own`` are the keys of the
    creator's handles, for exports that only say names; ``seen`` is told of each file, with its
    number, before and while it is looked at, and may raise to stop. Raises BadInputError for a
    file or archive the person named that cannot be used, and when nothing at all is known.
    """
    options = Options(_checked_format(as_format), mapping or {}, _zone(timezone), remembered)
    walk = Walk()
    look = _Look(options)
    number = 0
    looked: list[Input] = []
    for path in paths:
        with closing(walk.through(path)) as files:
            for each in files:
                number += 1
                seen(number, each.input.name, 0, 0)
                each.input.told = partial(seen, number, each.input.name)
                looked.append(each.input)
                look.at(each)
    look.put_together(own)
    for one in looked:
        one.told = None
    unread = (*walk.left, *look.left())
    if not look.found and paths:
        raise _nothing(paths, unread)
    return Recognised(tuple(sorted(look.found, key=_order)), unread)


class _Look:
    """What was recognised so far: whole sources, parts of exports, and what nobody knows."""

    def __init__(self, options: Options) -> None:
        self.found: list[Source] = []
        self._options = options
        self._instagram: list[Part] = []
        self._texts: list[TextPart] = []
        self._unread: list[tuple[Found, BadInputError]] = []

    def at(self, found: Found) -> None:
        """Recognise one file; raises BadInputError for one that the person named."""
        try:
            self._take(found)
        except BadInputError as problem:
            self._leave([found], problem)

    def put_together(self, own: Collection[str]) -> None:
        """Make sources of the files that are an export together."""
        broken = [file for file, problem in self._unread if _is_broken(problem)]
        made = (
            *instagram_sources(self._instagram, {*map(instagram_root, broken)}, own),
            *text_sources(self._texts, {*map(text_root, broken)}),
        )
        for files, source in made:
            if isinstance(source, BadInputError):
                self._leave(files, source)
                continue
            try:
                self.found.append(_checked(files[0], source))
            except BadInputError as problem:
                self._leave(files, problem)

    def left(self) -> Iterator[Left]:
        """Yield what is not read; what lies in an Instagram export is a part of it."""
        roots = {instagram_root(part.found) for part in self._instagram}
        for found, problem in self._unread:
            place = instagram_root(found)
            inside = place in roots and len(place.inside) < len(found.inside) - 1
            if inside and found.head[:1] in _JSON and not _is_broken(problem):
                known = OTHER in str(problem)
                yield refused(found.input, problem) if known else left(found.input.name, OTHER)
            else:
                yield _left(found, problem)

    def _take(self, found: Found) -> None:
        _check_content(found)
        part = self._part(found)
        if isinstance(part, Part):
            self._instagram.append(part)
        elif isinstance(part, TextPart):
            self._texts.append(part)
        else:
            recognised = _reader(found)
            source = replace(recognised(found.input, self._options), path=found.path)
            self.found.append(_checked(found, source))

    def _part(self, found: Found) -> Part | TextPart | None:
        name = self._options.as_format
        if found.head[:1] in _JSON:
            return instagram_part(found) if name in (None, INSTAGRAM) else None
        return text_part(found) if name in (None, TIKTOK) else None

    def _leave(self, files: Sequence[Found], problem: BadInputError) -> None:
        named = any(file.named for file in files)
        if any(file.alone for file in files) or (named and _is_broken(problem)):
            raise problem
        self._unread += [(file, problem) for file in files]


def _left(found: Found, problem: BadInputError) -> Left:
    """Return what is left of a file, and its columns where a person could say what they hold."""
    said = refused(found.input, problem)
    if found.head[:1] in _JSON and said.reason.startswith(NOT_COMMENTS):
        return said._replace(reason=OTHER_JSON)
    rows = _rows_in(found)
    if _is_broken(problem) or rows is None or said.reason == NO_HEADER:
        return said
    table = table_in(rows)
    if table is not None:
        return said._replace(table=table)
    return said._replace(reason=NO_TABLE) if said.reason.startswith(NOT_COMMENTS) else said


def _rows_in(found: Found) -> Callable[[], TableRows] | None:
    """Return how the rows of a file are read if it may be a table."""
    if begins_archive(found.head):
        return lambda: find_sheet(found.input, lambda _: True)[0]
    if not found.head or known_by(found.head) or b"\0" in found.head or found.head[:1] in _JSON:
        return None
    return lambda: CsvRows(found.input)


def _check_content(found: Found) -> None:
    what = known_by(found.head) if found.head else EMPTY
    if begins_archive(found.head):  # a document, since the walk did not open it
        return
    if not what and not found.alone and b"\0" in found.head:
        what = NO_TEXT
    if what:
        raise UnknownShapeError(f"{found.input.name}: {what}")


def _reader(found: Found) -> Callable[[Input, Options], Source]:
    if begins_archive(found.head):
        return workbook_source
    return json_source if found.head[:1] in _JSON else csv_source


def _is_broken(problem: BadInputError) -> bool:
    """Tell a known file that cannot be read from one that nobody knows."""
    return not isinstance(problem, UnknownShapeError)


def _checked(found: Found, source: Source) -> Source:
    """Read a file through that nobody named, so that a broken one cannot keep the others out."""
    if not found.named:
        for _ in source.records():
            pass
    return replace(source, named=found.named)


def _order(source: Source) -> tuple[int, datetime]:
    """Sort lists of people before what depends on them, and older exports before newer ones."""
    place = _ORDER.index(source.kind) if source.kind in _ORDER else len(_ORDER)
    return place, source.as_of or _EARLY


def _nothing(paths: Iterable[Path], found: Sequence[Left]) -> BadInputError:
    """Return the refusal when nothing at all is known."""
    names = ", ".join(dict.fromkeys(shown_name(path) for path in paths))
    reasons = counted(each.reason for each in found)
    said = "; ".join(reasons[:_SHOWN]) or "it holds no file"
    more = "; and more" if len(reasons) > _SHOWN else ""
    if any(each.reason.startswith(OTHER) for each in found):
        more += "; of Instagram's export its messages, followers, following and blocks are read"
    return BadInputError(f"{names}: nothing in it is of a known format ({said}{more})")


def _checked_format(name: str | None) -> str | None:
    if name is not None and name not in FORMATS:
        raise BadInputError(f'there is no format "{shown(name)}"; known are {", ".join(FORMATS)}')
    return name


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    zone = find_zone(name)
    if zone is None:
        raise BadInputError(f'there is no time zone "{shown(name)}"')
    return zone
