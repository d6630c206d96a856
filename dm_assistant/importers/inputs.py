"""One file or archive entry as UTF-8 bytes, counted and limited, with its name for messages."""

from __future__ import annotations

import codecs
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError

CHUNK = 1 << 18
MAX_DIRECTORY = 8 << 20
_UTF8_MARK = codecs.BOM_UTF8
_UTF32_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
BROKEN = (
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
"""What reading a damaged file or archive raises."""


CHANGED = "it changed while it was looked at; once it is complete, import it again"


class UnknownShapeError(BadInputError):
    """A file that is none of the known formats; inside an archive it is passed over."""


class Readable(Protocol):
    """Bytes that can be read once."""

    def read(self, size: int, /) -> bytes:
        """Read at most ``size`` bytes, none at the end."""

    def close(self) -> None:
        """Let go of what lies behind."""


@dataclass(slots=True)
class Input:
    """A file or archive entry that can be opened again and again.

    ``name`` is fit to show; ``limit`` is how many bytes it may grow to when it is unpacked;
    ``modified_at`` is when it was last changed, as far as its folder or archive says. Entering
    ``holder()`` keeps open what the file lies in, so that many files of one archive open quickly.
    ``told`` hears how many bytes are read of how many, and may raise to stop the reading.
    """

    name: str
    size: int
    opener: Callable[[], Readable]
    limit: int | None = None
    modified_at: datetime | None = None
    holder: Callable[[], AbstractContextManager[object]] = nullcontext
    told: Callable[[int, int], None] | None = None
    _counted: _Counted | None = field(default=None, init=False)

    def __reduce__(self) -> tuple[object, ...]:
        """Tell another process what this is, not how far it was read here."""
        told = (self.name, self.size, self.opener, self.limit, self.modified_at, self.holder)
        return Input, told

    def open(self) -> io.BufferedReader:
        """Open the content as UTF-8 without its byte order mark; raises BadInputError."""
        stream: io.BufferedReader = io.BufferedReader(self.open_raw(), CHUNK)
        try:
            head = stream.peek(4)[:4]
        except BadInputError:
            stream.close()
            raise
        if head in _UTF32_MARKS:
            stream.close()
            raise self.refusal("the text is UTF-32; save it as UTF-8")
        utf16 = _UTF16_MARKS.get(head[:2])
        if utf16:
            stream.read(2)
            return io.BufferedReader(_FromUtf16(stream, self, utf16), CHUNK)
        if head.startswith(_UTF8_MARK):
            stream.read(3)
        return stream

    def open_raw(self) -> io.RawIOBase:
        """Open the bytes as they are; raises BadInputError."""
        try:
            self._counted = _Counted(self.opener(), self)
        except BROKEN as problem:
            raise self.refusal(f"cannot be opened ({_words(problem)})") from None
        return self._counted

    @property
    def read(self) -> int:
        """Return how many bytes the latest opening has read."""
        return self._counted.count if self._counted else 0

    def refusal(
        self, reason: str, *, line: int | None = None, item: int | None = None
    ) -> BadInputError:
        """Return the error that refuses this file, with the place where it is wrong."""
        return BadInputError(f"{self.place(line=line, item=item)}: {reason}")

    def place(self, *, line: int | None = None, item: int | None = None) -> str:
        """Return the name with the line or the item number, as messages begin."""
        if item is not None:
            return f"{self.name} item {item}"
        return self.name if line is None else f"{self.name}:{line}"

    def undecodable(self) -> BadInputError:
        """Return the refusal of a file that is not UTF-8, with the line of the first bad byte."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        line = 1
        with self.open() as stream:
            while chunk := stream.read(CHUNK):
                if chunk.endswith(b"\r"):
                    chunk += stream.read(1)
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as bad:
                    line += _breaks(bad.object[: bad.start])
                    break
                line += _breaks(chunk)
        return self.refusal("the text is not UTF-8", line=line)


def plain_file(path: Path) -> Input:
    """Return a file that is read as it is; raises BadInputError when it cannot be."""
    name = to_screen(path.name)
    try:
        if not path.is_file():
            reason = "this is no file" if path.exists() else "there is no such file"
            raise BadInputError(f"{name}: {reason}")
        found = path.stat()
    except (OSError, ValueError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "no usable name"
        raise BadInputError(f"{name}: cannot be read ({why})") from None
    return file_at(path, name, found)


def file_at(path: Path, name: str, found: os.stat_result) -> Input:
    """Return a file of the file system under a name that is fit to show."""
    return Input(
        name,
        found.st_size,
        partial(Unchanged, path, name, found),
        modified_at=written_at(found),
    )


class Unchanged(io.FileIO):
    """A file that is as it was when it was looked at; else reading it is refused.

    What a look found out holds for what it read: columns that moved since, or a file that is
    still being written, would be taken for what they are not.
    """

    def __init__(self, path: Path, name: str, found: os.stat_result) -> None:
        super().__init__(path, "rb")
        self._name = name
        self._found = found
        check_unchanged(self, name, found)

    def read(self, size: int | None = -1, /) -> bytes:
        """Read; at the end, see that nobody wrote meanwhile."""
        data = super().read(-1 if size is None else size) or b""
        if size and not data:
            check_unchanged(self, self._name, self._found)
        return data


def check_unchanged(file: io.FileIO, name: str, found: os.stat_result) -> None:
    """Close a file that is not as it was found, and raise BadInputError."""
    if _mark(os.fstat(file.fileno())) != _mark(found):
        file.close()
        raise BadInputError(f"{name}: {CHANGED}")


def _mark(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def written_at(found: os.stat_result) -> datetime | None:
    """Return when a file was last written, as the file system says."""
    try:
        return datetime.fromtimestamp(int(found.st_mtime), UTC)
    except (OSError, OverflowError, ValueError):
        return None


class _Counted(io.RawIOBase):
    """The bytes of an input as they come, counted, and cut off at its limit."""

    def __init__(self, raw: Readable, source: Input) -> None:
        super().__init__()
        self.count = 0
        self._raw = raw
        self._source = source

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        """Tell whether this is a file of its own; seeking in a packed entry unpacks it anew."""
        return isinstance(self._raw, io.FileIO)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to another place of a file."""
        if not isinstance(self._raw, io.FileIO):
            raise io.UnsupportedOperation("seek")
        return self._raw.seek(offset, whence)

    def read(self, size: int = -1, /) -> bytes:
        """Read as the base does, but no more at once than an archive's directory may take."""
        if size > MAX_DIRECTORY:
            raise zipfile.BadZipFile
        return super().read(size) or b""

    def tell(self) -> int:
        """Return the place in a file."""
        return self._raw.tell() if isinstance(self._raw, io.FileIO) else self.count

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's WriteableBuffer is not at run time
        try:
            data = self._raw.read(len(buffer))
        except BROKEN as problem:
            raise self._source.refusal(f"is damaged or cut ({_words(problem)})") from None
        size = len(data)
        buffer[:size] = data
        self.count += size
        if self._source.told is not None:
            self._source.told(self.count, self._source.size)
        limit = self._source.limit
        if limit is not None and self.count > limit:
            raise self._source.refusal(f"grows to more than {limit:,} bytes when it is unpacked")
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


class _FromUtf16(io.RawIOBase):
    """UTF-16 bytes as UTF-8 bytes."""

    def __init__(self, stream: io.BufferedReader, source: Input, encoding: str) -> None:
        super().__init__()
        self._stream = stream
        self._source = source
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._line = 1
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # as above
        while not self._ready:
            chunk = self._stream.read(CHUNK)
            try:
                text = self._decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as bad:
                good = bad.object[: bad.start].decode(self._encoding, "ignore")
                line = self._line + good.count("\n")
                raise self._source.refusal("the text is not UTF-16", line=line) from None
            self._line += text.count("\n")
            self._ready = text.encode()
            if not chunk:
                break
        part, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _breaks(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def _words(problem: BaseException) -> str:
    """Name a failure without its own words, which may hold a path or a stranger's text."""
    return (isinstance(problem, OSError) and problem.strerror) or type(problem).__name__
