"""Walks what a person points at, files, folders and zip archives, down to single files."""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.importers.archive import Archive, begins_archive, nested_too_deep
from dm_assistant.importers.binary_files import document_in
from dm_assistant.importers.inputs import Input, file_at
from dm_assistant.importers.left import Left, left, refused
from dm_assistant.importers.signatures import HEAD

MAX_FILES = 20_000
MAX_DEPTH = 32
UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".opdownload")
_LINK = "a link: point at the file itself"
_SPECIAL = "neither a file nor a folder"
_HIDDEN = "a hidden file"
_UNFINISHED = "an unfinished download"
_MACOS = "__MACOSX"
MAX_WITHIN = 1
"""How many archives deep an archive may lie in another and still be looked into."""


@dataclass(frozen=True, slots=True)
class Found:
    """A single file to be recognised, and where it lies.

    ``path`` is the file of the file system that holds it. ``container`` tells the archive, or
    what the pointed-at folder lies in, from others, ``inside`` are the names below it;
    ``archive`` is the name of the archive to show. ``named`` says that the person named this file
    or its archive; ``alone`` that it is the very file.
    """

    input: Input
    head: bytes
    path: Path
    container: str
    inside: tuple[str, ...]
    archive: str = ""
    named: bool = False
    alone: bool = False


class Walk:
    """One walk through everything pointed at; counts the files, and collects what is left."""

    def __init__(self) -> None:
        self.left: list[Left] = []
        self._files = 0

    def through(self, path: Path) -> Generator[Found]:
        """Yield the files; an archive stays open while its entries are looked at.

        Raises BadInputError for what the person named and cannot be read.
        """
        name = shown_name(path)
        try:
            if path.is_dir():
                yield from self._folder(path, name)
                return
            if not path.is_file():
                reason = "this is no file" if path.exists() else "there is no such file"
                raise BadInputError(f"{name}: {reason}")
            source = file_at(path, name, path.stat())
            head = _head(source)
            if begins_archive(head):
                yield from self._named_archive(path, source, head)
                return
        except (OSError, ValueError) as problem:
            raise _unreadable(name, problem) from None
        yield _alone(path, source, head)

    def _named_archive(self, path: Path, source: Input, head: bytes) -> Iterator[Found]:
        with Archive.at(path, source.name) as archive:
            if document_in(archive.names()):
                yield _alone(path, source, head)
            else:
                yield from self._entries(archive, path, source.name, named=True)

    def _folder(self, top: Path, name: str) -> Iterator[Found]:
        whole = top.absolute()
        for path, below in self._files_below(top, name, ()):
            shown = "/".join((name, *map(to_screen, below)))
            inside = (whole.name, *below)
            try:
                source = file_at(path, shown, path.stat())
                head = _head(source)
                found = Found(source, head, path, str(whole.parent), inside)
                if begins_archive(head):
                    yield from self._archive_in_folder(found)
                else:
                    yield found
            except BadInputError as problem:
                self.left.append(refused(source, problem))
            except (OSError, ValueError) as problem:
                self.left.append(left(shown, f"cannot be read ({_why(problem)})"))

    def _archive_in_folder(self, found: Found) -> Iterator[Found]:
        with Archive.at(found.path, found.input.name) as archive:
            if document_in(archive.names()):
                yield found
                return
            before = len(self.left)
            try:
                name = found.input.name
                entries = list(self._entries(archive, found.path, name, named=False))
            except BadInputError:
                del self.left[before:]
                raise
            yield from entries

    def _files_below(
        self, folder: Path, name: str, inside: tuple[str, ...]
    ) -> Iterator[tuple[Path, tuple[str, ...]]]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as problem:
            self.left.append(left(name, f"cannot be looked into ({_why(problem)})"))
            return
        for entry in entries:
            shown = f"{name}/{to_screen(entry.name)}"
            if entry.name.startswith("._") or entry.name == _MACOS:
                continue
            if entry.name.startswith("."):
                self.left.append(left(shown, _HIDDEN))
            elif entry.is_symlink():
                self.left.append(left(shown, _LINK))
            elif entry.is_dir(follow_symlinks=False):
                if len(inside) < MAX_DEPTH:
                    yield from self._files_below(Path(entry.path), shown, (*inside, entry.name))
                else:
                    self.left.append(left(shown, "a folder too deep inside"))
            elif not entry.is_file(follow_symlinks=False):
                self.left.append(left(shown, _SPECIAL))
            elif entry.name.lower().endswith(UNFINISHED):
                self.left.append(left(shown, _UNFINISHED))
            else:
                self._count(name)
                yield Path(entry.path), (*inside, entry.name)

    def _count(self, name: str) -> None:
        self._files += 1
        if self._files > MAX_FILES:
            reason = f"more than {MAX_FILES:,} files; point at a smaller folder"
            raise BadInputError(f"{name}: {reason}")

    def _entries(
        self, archive: Archive, path: Path, shown: str, *, named: bool, within: int = 0
    ) -> Iterator[Found]:
        for name, entry in archive.entries():
            inside = tuple(part for part in re.split(r"[/\\]", name) if part)
            if any(part.startswith(".") and part.strip(".") for part in inside):
                self.left.append(left(entry.name, _HIDDEN))
                continue
            if name.lower().endswith(UNFINISHED):
                self.left.append(left(entry.name, _UNFINISHED))
                continue
            head = _head(entry)
            found = Found(entry, head, path, f"{path}!{shown}", inside, shown, named=named)
            if not begins_archive(head):
                yield found
                continue
            if within == MAX_WITHIN:
                # What it is cannot be told without unpacking it, which is what is not done.
                self.left.append(refused(entry, nested_too_deep(entry)))
                continue
            with archive.inside(entry) as inner:
                if document_in(inner.names()):
                    yield found
                else:
                    below = self._entries(inner, path, entry.name, named=named, within=within + 1)
                    yield from below


def _alone(path: Path, source: Input, head: bytes) -> Found:
    return Found(source, head, path, "", path.absolute().parts, named=True, alone=True)


def shown_name(path: Path) -> str:
    """Return a path's last name, fit to show; that of the folder itself for ``.``."""
    try:
        return to_screen(path.name or path.resolve().name or str(path))
    except (OSError, ValueError):
        return to_screen(str(path))


def _head(source: Input) -> bytes:
    """Return the first bytes that are not blank; a blank beginning is skipped over."""
    with source.open() as stream:
        head = b""
        while not head.strip() and (chunk := stream.read(HEAD)):
            head = chunk
    return head.lstrip() if head.strip() else b""


def _unreadable(name: str, problem: Exception) -> BadInputError:
    return BadInputError(f"{name}: cannot be read ({_why(problem)})")


def _why(problem: Exception) -> str:
    return (isinstance(problem, OSError) and problem.strerror) or "no usable name"
