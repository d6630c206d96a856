"""Streams the entries of a zip archive under limits; nothing is ever extracted by its name."""

from __future__ import annotations

import io
import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Self, cast

from dm_assistant.domain.text import shorten, to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.inputs import (
    CHUNK,
    MAX_DIRECTORY,
    Input,
    Readable,
    UnknownShapeError,
    check_unchanged,
    written_at,
)
from dm_assistant.importers.times import entry_time

MAX_ENTRIES = 20_000
MAX_ENTRY = 1 << 30
MAX_RATIO = 200
RATIO_FROM = 1 << 20
TOTAL_FROM = 64 << 20
_NAME_WIDTH = 80
_CLOCKS_APART = timedelta(days=1)
_FIRST_EXPORT = datetime(2016, 1, 1, tzinfo=UTC)
"""Packers that keep no time write 1980; no platform's export is older than this."""
_ENCRYPTED = 0x1
_ENTRY_HEAD = 30
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


def begins_archive(head: bytes) -> bool:
    """Tell by its first bytes whether a file is a zip archive."""
    return head.startswith(_BEGINNINGS)


@dataclass(slots=True)
class _Sum:
    """What an archive and the archives in it hold together, against what they may."""

    size: int
    entries: int = 0
    unpacked: int = 0

    def add(self, found: list[zipfile.ZipInfo], name: str) -> None:
        self.entries += len(found)
        self.unpacked += sum(info.file_size for info in found)
        if self.entries > MAX_ENTRIES:
            raise BadInputError(f"{name}: the archive has more than {MAX_ENTRIES:,} entries")
        limit = max(TOTAL_FROM, self.size * MAX_RATIO)
        if self.unpacked > limit:
            raise BadInputError(f"{name}: grows to more than {limit:,} bytes when it is unpacked")


class Archive:
    """A zip archive; held open by ``with`` while much of it is read, else opened for each entry."""

    def __init__(
        self,
        opener: Callable[[], _Bounded],
        name: str,
        total: _Sum,
        written_at: datetime | None,
    ) -> None:
        self._opener = opener
        self._name = name
        self._total = total
        self._archived_at = written_at
        self._file: _Bounded | None = None
        self._zip: zipfile.ZipFile | None = None
        self._holders = 0

    @classmethod
    def at(cls, path: Path, name: str) -> Archive:
        """Return the archive in a file; ``name`` is its own in messages."""
        found = path.stat()
        return cls(lambda: _whole(path, name, found), name, _Sum(found.st_size), written_at(found))

    def inside(self, entry: Input) -> Archive:
        """Return the archive that an entry of this one is; the limits hold for their sum."""
        return Archive(lambda: _unpacked(entry), entry.name, self._total, entry.modified_at)

    def __enter__(self) -> Self:
        if not self._holders:
            try:
                self._file = self._opener()
                self._zip = zipfile.ZipFile(self._file)
            except BadInputError:
                raise
            except _BROKEN:
                self._let_go()
                refusal = f"{self._name}: the archive is damaged, cut or too large"
                raise BadInputError(refusal) from None
        self._holders += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._holders -= 1
        if not self._holders:
            self._let_go()

    def _let_go(self) -> None:
        if self._zip is not None:
            self._zip.close()
        if self._file is not None:
            self._file.close()
        self._zip = self._file = None

    def names(self) -> set[str]:
        """Return the names of the entries while the archive is held open."""
        return set(self._zip.namelist()) if self._zip is not None else set()

    def entries(self) -> Iterator[tuple[str, Input]]:
        """Yield the files in the archive with their names; raises BadInputError for a lie."""
        if self._zip is None:
            return
        self._total.add(self._zip.infolist(), self._name)
        check_entries(self._zip, self._name)
        for info in self._zip.infolist():
            shadow = info.filename.rsplit("/", 1)[-1].startswith("._")
            if not (info.is_dir() or shadow or "__MACOSX" in info.filename.split("/")):
                yield info.filename, self._entry(info)

    def _entry(self, info: zipfile.ZipInfo) -> Input:
        label = f"{self._name}!{_shown(info.filename)}"
        limit = min(MAX_ENTRY, max(RATIO_FROM, info.compress_size * MAX_RATIO))
        if info.flag_bits & _ENCRYPTED:
            raise BadInputError(f"{label}: the entry is encrypted")
        if info.compress_type not in METHODS:
            raise BadInputError(f"{label}: the entry is packed in a way that is not read")
        return Input(
            label,
            min(info.file_size, limit),
            lambda: self._open(info),
            limit,
            modified_at=self._written_at(info),
            holder=lambda: self,
        )

    def _written_at(self, info: zipfile.ZipInfo) -> datetime | None:
        """Return the entry's own time, but for one that no real file can have."""
        own, archived_at = entry_time(info.date_time), self._archived_at
        if own is None or own < _FIRST_EXPORT:
            return archived_at
        believable = archived_at is None or own <= archived_at + _CLOCKS_APART
        return own if believable else archived_at

    def _open(self, info: zipfile.ZipInfo) -> Readable:
        with ExitStack() as held:
            held.enter_context(self)
            entry = cast("zipfile.ZipFile", self._zip).open(info)
            return _Held(entry, held.pop_all())


def check_entries(archive: zipfile.ZipFile, name: str) -> None:
    """Raise BadInputError for too many entries, or two of one name or in the same bytes."""
    found = archive.infolist()
    seen: set[str] = set()
    for info in found:
        if info.filename in seen:
            raise BadInputError(f"{name}!{_shown(info.filename)}: two entries have this name")
        seen.add(info.filename)
    _check_overlap(found, archive.start_dir, name)


def _check_overlap(found: list[zipfile.ZipInfo], start: int, name: str) -> None:
    """Refuse entries that share bytes: a small file could unfold into endless data."""
    end = start
    for info in sorted(found, key=lambda each: each.header_offset, reverse=True):
        if info.header_offset + _ENTRY_HEAD + info.compress_size > end:
            raise BadInputError(f"{name}!{_shown(info.filename)}: the entry overlaps another")
        end = info.header_offset


def _shown(name: str) -> str:
    return shorten(to_screen(name), _NAME_WIDTH)


def _whole(path: Path, name: str, found: os.stat_result) -> _Bounded:
    file = _Bounded(path)
    check_unchanged(file, name, found)
    return file


def _unpacked(entry: Input) -> _Bounded:
    """Copy an archive that lies in another into a nameless file, where one can jump about."""
    number, name = tempfile.mkstemp()
    Path(name).unlink()
    file = _Bounded(number)
    try:
        with entry.open() as packed:
            while chunk := packed.read(CHUNK):
                os.write(number, chunk)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


class _Bounded(io.FileIO):
    """An archive file of which no more is read at once than a directory may take."""

    def __init__(self, file: Path | int) -> None:
        super().__init__(file, "r+" if isinstance(file, int) else "r")

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_DIRECTORY:
            raise zipfile.BadZipFile
        return cast("bytes", super().read(-1 if size is None else size))


class _Held:
    """An entry that holds its archive open while it is read."""

    def __init__(self, entry: IO[bytes], archive: ExitStack) -> None:
        self._entry = entry
        self._archive = archive

    def read(self, size: int, /) -> bytes:
        return self._entry.read(size)

    def close(self) -> None:
        self._entry.close()
        self._archive.close()


def nested_too_deep(entry: Input) -> UnknownShapeError:
    """Return why an archive in an archive in an archive is not looked into."""
    return UnknownShapeError(f"{entry.name}: an archive inside two others; unpack first")
