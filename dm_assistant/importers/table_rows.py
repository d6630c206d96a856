"""A table as a file holds it: where its header is, what stands above it, and its rows."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.headings import NO_HEADER, are_values, found, shown
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.records import Rejected

MAX_COLUMNS = 2_000
ROWS_ABOVE = 20

IsHeader = Callable[[Sequence[str]], bool]


class TableRows(ABC):
    """A table: its header, and its rows as lists of as many cells as the header has.

    ``above`` holds the rows that stand above the header; ``is_known`` says that the header was
    the one looked for.
    """

    def __init__(self, source: Input, is_header: IsHeader | None = None) -> None:
        """Find the header: the first of the first rows that ``is_header`` takes, else the first.

        Raises BadInputError when there is none that can be used.
        """
        self._source = source
        self.header: tuple[str, ...] = ()
        self.header_line = 1
        self.is_known = False
        self.above: tuple[tuple[str, ...], ...] = ()
        self._find_header(is_header or (lambda _: True))
        self._check_header()

    @property
    def header_key(self) -> str:
        """Return a name for this set of columns, the same for the next file that has it."""
        return key_of(self.header)

    @property
    def found(self) -> str:
        """Return what a message says was found instead of a column, fit to show."""
        return found(self.header)

    def rows(self) -> Iterator[tuple[int, list[str]] | Rejected]:
        """Yield the rows below the header; a row of another width, or with NUL, is rejected."""
        width = len(self.header)
        for line, row in self._parsed():
            if line <= self.header_line:
                continue
            if row is None:
                yield Rejected(line, "the row holds a NUL character")
            elif len(row) == width:
                yield line, row
            else:
                yield Rejected(line, f"{len(row)} cells where the header has {width}")

    @abstractmethod
    def _parsed(self) -> Iterator[tuple[int, list[str] | None]]:
        """Yield every row that is not blank with its first line; ``None`` for one with NUL."""

    def _find_header(self, is_header: IsHeader) -> None:
        seen: list[tuple[int, tuple[str, ...]]] = []
        for line, row in islice(self._parsed(), ROWS_ABOVE):
            cells = tuple(cell.strip(" \t\r\n\ufeff") for cell in row or ())
            seen.append((line, cells))
            if is_header(cells):
                self.is_known = True
                self.above = tuple(above for _, above in seen[:-1])
                self.header_line, self.header = line, cells
                return
        if seen:
            self.header_line, self.header = seen[0]

    def _check_header(self) -> None:
        if not any(self.header):
            raise UnknownShapeError(f"{self._source.name}: the file is empty or has no header")
        if len(self.header) > MAX_COLUMNS:
            reason = f"the header has more than {MAX_COLUMNS:,} columns"
            raise self._source.refusal(reason, line=self.header_line)
        seen: set[str] = set()
        for name in filter(None, self.header):
            if name in seen:
                if are_values(self.header):
                    raise self._source.refusal(NO_HEADER, line=self.header_line)
                reason = f'the header names the column "{shown(name)}" twice'
                raise self._source.refusal(reason, line=self.header_line)
            seen.add(name)


def key_of(header: Sequence[str]) -> str:
    """Return a name for a set of columns that does not change with case and blanks."""
    columns = "\x1f".join(map(squeeze, header))
    return hashlib.blake2b(columns.encode("utf-8", "replace"), digest_size=16).hexdigest()
