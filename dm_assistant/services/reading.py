"""Reading the records of one source: counted, the unusable ones kept apart, progress reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from dm_assistant.importers.records import Record, Rejected
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
        for record in self.source.records():
            self.rows += 1
            if self.rows % self.STEP == 0:
                self.watch.step(self.rows, self._estimate(), "rows", self.source.name)
            yield record
        self.watch.step(self.rows, self.rows, "rows", self.source.name)

    def _estimate(self) -> int:
        read = self.source.read
        return int(self.rows * self.source.size / read) if read else 0
