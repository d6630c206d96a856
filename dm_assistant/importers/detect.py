"""Tells by its content, never by its name, what an import file is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.archive import Archive, is_archive
from dm_assistant.importers.contacts import find_zone, shown
from dm_assistant.importers.csv_source import csv_source
from dm_assistant.importers.formats import FORMATS
from dm_assistant.importers.inputs import CHUNK, Input, UnknownShapeError, modified_at
from dm_assistant.importers.json_source import json_source
from dm_assistant.importers.mapping import listed
from dm_assistant.importers.sources import Options, Source


def recognise(
    path: Path,
    *,
    as_format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    timezone: str | None = None,
    remembered: Callable[[str], Mapping[str, str] | None] = lambda _key: None,
) -> tuple[Source, ...]:
    """Recognise a file, or every known entry of a zip archive.

    ``mapping`` is field to column; ``timezone`` an IANA name for times without an offset;
    ``remembered`` gives the mapping once used for a header key. Raises BadInputError.
    """
    options = Options(_checked_format(as_format), mapping or {}, _zone(timezone), remembered)
    name = to_screen(path.name)
    try:
        if not path.is_file():
            reason = "this is no file" if path.exists() else "there is no such file"
            raise BadInputError(f"{name}: {reason}")
        if is_archive(path):
            return _in_archive(path, name, options)
        source = Input(
            name,
            path.stat().st_size,
            lambda: path.open("rb", buffering=0),
            modified_at=modified_at(path),
        )
    except (OSError, ValueError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "no usable name"
        raise BadInputError(f"{name}: cannot be read ({why})") from None
    return (_identify(source, options),)


def _identify(source: Input, options: Options) -> Source:
    with source.open() as stream:
        first = b""
        while not first and (chunk := stream.read(CHUNK)):
            first = chunk.lstrip()[:1]
    if not first:
        raise UnknownShapeError(f"{source.name}: the file is empty")
    if first in (b"{", b"["):
        return json_source(source, options)
    return csv_source(source, options)


def _in_archive(path: Path, name: str, options: Options) -> tuple[Source, ...]:
    found: list[Source] = []
    unknown: list[str] = []
    reason = "it holds no file"
    with Archive(path, name) as archive:
        for entry in archive.entries():
            try:
                _check_text(entry)
                found.append(_identify(entry, options))
            except UnknownShapeError as problem:
                reason = str(problem).removeprefix(name + "!")
                unknown.append(entry.name.removeprefix(name + "!"))
    if not found:
        raise BadInputError(f"{name}: no entry is of a known format ({reason})")
    if unknown:
        warning = f"entries left out, their format is not known: {listed(unknown)}"
        found[0] = replace(found[0], warnings=(*found[0].warnings, warning))
    return tuple(found)


def _check_text(entry: Input) -> None:
    """Raise UnknownShapeError for pictures and the like, which an archive may hold."""
    with entry.open() as stream:
        head = stream.read(4096)
    if b"\0" in head:
        raise UnknownShapeError(f"{entry.name}: this is no text")


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
