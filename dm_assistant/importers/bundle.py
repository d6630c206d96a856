"""Several files that are one export: where it begins, and its content as if it were one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from dm_assistant.domain.text import to_screen
from dm_assistant.importers.inputs import Input
from dm_assistant.importers.walking import Found


class Root(NamedTuple):
    """The place that an export's files lie below: an archive or a folder, and names in it."""

    container: str
    inside: tuple[str, ...]


class Bundle:
    """The files of one export, read one after the other."""

    def __init__(self, name: str, files: Sequence[Input]) -> None:
        """``name`` is the export's own in messages."""
        self.name = name
        self._files = files
        self._done = 0
        self._current: Input | None = None

    @property
    def size(self) -> int:
        """Return the bytes that there are to read."""
        return sum(file.size for file in self._files)

    @property
    def read(self) -> int:
        """Return how many bytes were read so far."""
        return self._done + (self._current.read if self._current is not None else 0)

    def place(self, *, line: int | None = None, item: int | None = None) -> str:
        """Return where a record is; they are numbered through all files."""
        number = item if item is not None else line
        return self.name if number is None else f"{self.name} item {number}"

    def each(self) -> Iterator[Input]:
        """Yield the files in order, what they lie in held open."""
        self._done, self._current = 0, None
        with ExitStack() as held:
            if self._files:
                held.enter_context(self._files[0].holder())
            for file in self._files:
                self._current = file
                yield file
                self._done += file.read
                self._current = None


def name_of(root: Root, files: Sequence[Found]) -> str:
    """Return what to call an export: its archive or folder, or its only file."""
    first = files[0]
    if first.archive:
        inside = "/".join(map(to_screen, root.inside))
        return f"{first.archive}!{inside}" if inside else first.archive
    if first.alone:
        return first.input.name if len(files) == 1 else to_screen(Path(*root.inside).name)
    below = len(first.inside) - len(root.inside)
    return first.input.name if len(files) == 1 else first.input.name.rsplit("/", below)[0]


def path_of(root: Root, files: Sequence[Found]) -> Path:
    """Return the file or folder of the file system that an export lies in."""
    first = files[0]
    if first.archive or len(files) == 1:
        return first.path
    below = len(first.inside) - len(root.inside)
    return first.path.parents[below - 1]
