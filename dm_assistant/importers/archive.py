"""Streams the entries of a zip archive under limits; nothing is ever extracted."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Self, cast

from dm_assistant.domain.text import shorten, to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.inputs import Input, Readable, modified_at

MAX_ENTRIES = 20_000
MAX_DIRECTORY = 8 << 20
MAX_ENTRY = 1 << 30
MAX_RATIO = 200
RATIO_FROM = 1 << 20
_NAME_WIDTH = 80
_CLOCKS_APART = timedelta(days=1)
_FIRST_EXPORT = datetime(2016, 1, 1, tzinfo=UTC)
"""Packers that keep no time write 1980; no platform's export is older than this."""
_ENCRYPTED = 0x1
_ENTRY_HEAD = 30
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
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


def is_archive(path: Path) -> bool:
    """Tell by its first bytes whether a file is a zip archive."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


class Archive:
    """A zip archive; opened by ``with`` while many entries are looked at, else for each anew."""

    def __init__(self, path: Path, name: str) -> None:
        """``name`` is the archive's in messages."""
        self._path = path
        self._name = name
        self._file: _Bounded | None = None
        self._zip: zipfile.ZipFile | None = None

    def __enter__(self) -> Self:
        self._file = _Bounded(self._path)
        try:
            self._zip = zipfile.ZipFile(self._file)
        except _BROKEN:
            self.__exit__()
            raise BadInputError(f"{self._name}: the archive is damaged, cut or too large") from None
        return self

    def __exit__(self, *_: object) -> None:
        if self._zip is not None:
            self._zip.close()
        if self._file is not None:
            self._file.close()
        self._zip = self._file = None

    def entries(self) -> Iterator[Input]:
        """Yield the files in the archive; raises BadInputError for an entry that lies."""
        if self._zip is None:
            return
        _check(self._zip, self._name)
        for info in self._zip.infolist():
            shadow = info.filename.rsplit("/", 1)[-1].startswith("._")
            if not (info.is_dir() or shadow or "__MACOSX" in info.filename.split("/")):
                yield self._entry(info)

    def _entry(self, info: zipfile.ZipInfo) -> Input:
        label = f"{self._name}!{_shown(info.filename)}"
        limit = min(MAX_ENTRY, max(RATIO_FROM, info.compress_size * MAX_RATIO))
        if info.flag_bits & _ENCRYPTED:
            raise BadInputError(f"{label}: the entry is encrypted")
        if info.compress_type not in _METHODS:
            raise BadInputError(f"{label}: the entry is packed in a way that is not read")
        size = min(info.file_size, limit)
        return Input(label, size, lambda: self._open(info), limit, self._written_at(info))

    def _written_at(self, info: zipfile.ZipInfo) -> datetime | None:
        """Return the entry's own time, but for one that no real file can have."""
        archived_at = modified_at(self._path)
        try:
            own = datetime(*info.date_time, tzinfo=UTC)
        except ValueError:
            return archived_at
        believable = archived_at is None or own <= archived_at + _CLOCKS_APART
        return own if own >= _FIRST_EXPORT and believable else archived_at

    def _open(self, info: zipfile.ZipInfo) -> Readable:
        if self._zip is not None:
            return self._zip.open(info)
        file = _Bounded(self._path)
        try:
            return _Alone(zipfile.ZipFile(file).open(info), file)
        except BaseException:
            file.close()
            raise


def _check(archive: zipfile.ZipFile, name: str) -> None:
    found = archive.infolist()
    if len(found) > MAX_ENTRIES:
        raise BadInputError(f"{name}: the archive has more than {MAX_ENTRIES:,} entries")
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


class _Bounded(io.FileIO):
    """An archive file of which no more is read at once than a directory may take."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_DIRECTORY:
            raise zipfile.BadZipFile
        return cast("bytes", super().read(-1 if size is None else size))


class _Alone:
    """An entry that holds its archive open by itself."""

    def __init__(self, entry: IO[bytes], file: _Bounded) -> None:
        self._entry = entry
        self._file = file

    def read(self, size: int, /) -> bytes:
        return self._entry.read(size)

    def close(self) -> None:
        self._entry.close()
        self._file.close()
