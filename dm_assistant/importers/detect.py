"""Tells by their content, never by their names, what the files are that a person points at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dm_assistant.errors import BadInputError
from dm_assistant.importers.contacts import find_zone, shown
from dm_assistant.importers.csv_source import csv_source
from dm_assistant.importers.formats import FORMATS, Kind
from dm_assistant.importers.inputs import UnknownShapeError
from dm_assistant.importers.json_source import json_source
from dm_assistant.importers.left import Left, counted, refused
from dm_assistant.importers.signatures import EMPTY, NO_TEXT, known_by
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.tables import table_in
from dm_assistant.importers.walking import Found, Walk, shown_name

_EARLY = datetime.min.replace(tzinfo=UTC)
_ORDER = (Kind.CONTACTS, Kind.CONSENTS, Kind.EXPORT)
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
    seen: Callable[[int, str], None] = lambda _number, _name: None,
) -> Recognised:
    """Recognise files, and everything known in folders and zip archives.

    ``mapping`` is field to column; ``timezone`` an IANA name for times without an offset;
    ``remembered`` gives the mapping once used for a header key; ``seen`` is told of each file
    before it is looked at, with its number, and may raise to stop. Raises BadInputError for a file
    or archive the person named that cannot be used, and when nothing at all is known.
    """
    options = Options(_checked_format(as_format), mapping or {}, _zone(timezone), remembered)
    walk = Walk()
    found: list[Source] = []
    for path in paths:
        with closing(walk.through(path)) as files:
            found += _known(_told(files, seen, len(found) + len(walk.left)), options, walk.left)
    if not found and paths:
        raise _nothing(paths, walk.left)
    return Recognised(tuple(sorted(found, key=_order)), tuple(walk.left))


def _told(files: Iterable[Found], seen: Callable[[int, str], None], before: int) -> Iterator[Found]:
    for number, each in enumerate(files, start=before + 1):
        seen(number, each.input.name)
        yield each


def _known(files: Iterable[Found], options: Options, unread: list[Left]) -> Iterator[Source]:
    for each in files:
        try:
            yield _checked(each, _identify(each, options))
        except BadInputError as problem:
            if each.alone or (each.named and not isinstance(problem, UnknownShapeError)):
                raise
            unread.append(_left(each, problem))


def _left(found: Found, problem: BadInputError) -> Left:
    """Return what is left of a file, and its columns where a person could say what they hold."""
    unknown = isinstance(problem, UnknownShapeError)
    left = refused(found.input, problem)
    if not unknown or not _is_text(found) or found.head[:1] in (b"{", b"["):
        return left
    table = table_in(found.input)
    if table is None:
        return left._replace(reason=NO_TABLE)
    return left._replace(table=table)


def _is_text(found: Found) -> bool:
    return bool(found.head) and not known_by(found.head) and b"\0" not in found.head


def _identify(found: Found, options: Options) -> Source:
    source, head = found.input, found.head
    what = known_by(head) if head else EMPTY
    if not what and not found.alone and b"\0" in head:
        what = NO_TEXT
    if what:
        raise UnknownShapeError(f"{source.name}: {what}")
    recognised = json_source if head[:1] in (b"{", b"[") else csv_source
    return replace(recognised(source, options), path=found.path, named=found.named)


def _checked(found: Found, source: Source) -> Source:
    """Read a file through that nobody named, so that a broken one cannot keep the others out."""
    if not found.named:
        for _ in source.records():
            pass
    return source


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
