"""One recognised file or archive entry: what it is, and its records as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.importers.formats import Kind
from dm_assistant.importers.records import Record


class Content(Protocol):
    """What a source reads: a file, or the files of one export."""

    @property
    def size(self) -> int:
        """Return the bytes that there are to read."""

    @property
    def read(self) -> int:
        """Return how many bytes were read so far."""

    def place(self, *, line: int | None = None, item: int | None = None) -> str:
        """Return where a record is."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said about the file: its format, its columns, its time zone."""

    as_format: str | None
    mapping: Mapping[str, str]
    zone: ZoneInfo | None
    remembered: Callable[[str], Mapping[str, str] | None]


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or an entry of an archive, that was recognised.

    ``name`` is fit to show. ``matched`` holds ``field=column`` pairs, ``mapping`` the field to
    column pairs that the person gave, now or before. ``header_key`` names this set of columns,
    so that a mapping can be remembered for it. ``unit`` is ``line`` or ``item``: what the
    records count. For messages, ``owner`` is the creator's handle as the file says it, and
    ``writers`` the keys of those who can only be the creator, ``others`` of those who may be.
    ``ties`` are the lists of people that it holds complete, also when they are empty; ``as_of``
    is the newest time anywhere in it. ``named`` says that the person named the file, or the
    archive it lies in.
    """

    name: str
    format: str
    kind: Kind
    matched: tuple[str, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    header_key: str
    mapping: Mapping[str, str]
    unit: str
    _input: Content = field(repr=False)
    _stream: Callable[[], Iterator[Record]] = field(repr=False)
    owner: str = ""
    writers: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    platform: Platform = Platform.TIKTOK
    ties: frozenset[TieKind] = frozenset()
    as_of: datetime | None = None
    path: Path = field(default_factory=Path)
    named: bool = True

    def records(self) -> Iterator[Record]:
        """Yield the records in file order, holding a bounded part of the file at a time.

        Raises BadInputError when the file cannot be read on.
        """
        return self._stream()

    @property
    def size(self) -> int:
        """Return the bytes that there are to read; for an archive entry, as it claims."""
        return self._input.size

    @property
    def read(self) -> int:
        """Return how many bytes the running ``records()`` has read."""
        return self._input.read

    def place(self, line: int) -> str:
        """Return where a record is, as messages begin: ``NAME:4`` or ``NAME item 4``."""
        if self.unit == "item":
            return self._input.place(item=line)
        return self._input.place(line=line)
