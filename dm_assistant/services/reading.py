"""Reading the records of one source: counted, the unusable ones kept apart, progress reported."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from dm_assistant.importers.reading_ahead import Said, read_ahead, said_by
from dm_assistant.importers.records import CommentRecord, Record, Rejected
from dm_assistant.importers.sources import Source
from dm_assistant.services.views import Progress

R = TypeVar("R")


class CancelledError(Exception):
    """The person stopped the import; nothing of the file was kept."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how far an import is, and who may stop it."""

    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def step(self, done: int, total: int, unit: str, label: str) -> None:
        """Report a step; raise CancelledError when the person wants to stop."""
        if self.cancelled is not None and self.cancelled():
            raise CancelledError
        if self.progress is not None:
            self.progress(Progress(done, total, unit, label))


class Reader:
    """Counts the rows of a source, keeps the rejected ones, and reports progress."""

    STEP = 2000

    def __init__(self, source: Source, watch: Watch) -> None:
        self.source = source
        self.watch = watch
        self.rows = 0
        self.rejected: list[tuple[int, str]] = []

    def of(self, kind: type[R]) -> Iterator[R]:
        """Yield the usable records of the one kind this source has."""
        for record in self.usable():
            if isinstance(record, kind):
                yield record

    def comments(self) -> Generator[list[Said], None, None]:
        """Yield the comments, many at a time; those of a large file another process reads."""
        whole = False
        with closing(read_ahead(self.source)) as blocks:
            for block in blocks:
                self.rows += len(block.said) + len(block.rejected)
                self.rejected += block.rejected
                whole = block.whole
                total = self.rows if whole else self._estimate(block.read)
                self.watch.step(self.rows, total, "rows", self.source.name)
                yield block.said
        if not whole:
            # Nothing was read ahead, or the other process ended: the rest is read here.
            usable = self.of(CommentRecord)
            while said := list(map(said_by, islice(usable, self.STEP))):
                yield said

    def usable(self) -> Iterator[Record]:
        """Yield the usable records of every kind."""
        for record in self._all():
            if isinstance(record, Rejected):
                self.rejected.append((record.line, record.reason))
            else:
                yield record

    def reject(self, line: int, reason: str) -> None:
        """Keep a record apart that cannot be used here."""
        self.rejected.append((line, reason))

    def _all(self) -> Iterator[Record]:
        for record in islice(self.source.records(), self.rows, None):
            self.rows += 1
            if self.rows % self.STEP == 0:
                self.watch.step(
                    self.rows, self._estimate(self.source.read), "rows", self.source.name
                )
            yield record
        self.watch.step(self.rows, self.rows, "rows", self.source.name)

    def _estimate(self, read: int) -> int:
        return int(self.rows * self.source.size / read) if read else 0
