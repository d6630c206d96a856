"""Choosing what to import: the paths a person typed or dropped, and what lies in a folder."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from os import DirEntry, scandir
from pathlib import Path
from urllib.parse import unquote, urlsplit

MOST_OFFERED = 2_000
"""Nobody looks for a file among more; a longer folder is to be narrowed down by typing."""

_lines = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Offered:
    """A file or folder that can be chosen; ``size`` in bytes is 0 for a folder."""

    path: Path
    folder: bool
    size: int
    changed_at: datetime


def typed(text: str) -> tuple[Path, ...]:
    """Return the paths in words that were typed, or dropped on the terminal.

    A terminal drops a path as it is, quoted, with its blanks escaped, or as a ``file:`` address,
    and several of them in a row or on lines. What exists as it stands is taken as it stands.
    """
    text = text.strip()
    if not text or _there(_at_home(text)):
        return (_at_home(text),) if text else ()
    for words in (_lines.split(text), _quoted(text)):
        paths = tuple(map(_path, filter(None, words)))
        if paths and all(map(_there, paths)):
            return paths
    return (_path(text),)


def offered(text: str) -> tuple[Offered, ...]:
    """Return what lies in the folder that a text begins to name: folders first, newest first.

    Only what begins like the last part of the text is offered, whatever its case; hidden files
    only when that part begins with a dot. A folder that cannot be read holds nothing.
    """
    folder, start = split(text)
    found = sorted(_in(folder, start.casefold()), key=attrgetter("changed_at"), reverse=True)
    return tuple(sorted(found, key=lambda each: not each.folder)[:MOST_OFFERED])


def split(text: str) -> tuple[Path, str]:
    """Return the folder that a typed path names, and the beginning of a name in it."""
    path = _at_home(text.strip())
    if not text.strip() or text.rstrip().endswith(("/", "\\")) or path.name in {"", "..", "."}:
        return path, ""
    return path.parent, path.name


def downloads() -> Path:
    """Return the folder where files are most likely to lie."""
    home = Path.home()
    return home / "Downloads" if _there(home / "Downloads") else home


def _in(folder: Path, start: str) -> Iterator[Offered]:
    try:
        entries = list(scandir(folder))
    except (OSError, ValueError):
        return
    for entry in entries:
        hidden = entry.name.startswith(".") and not start.startswith(".")
        if not hidden and entry.name.casefold().startswith(start):
            one = _offer(entry)
            if one is not None:
                yield one


def _offer(entry: DirEntry[str]) -> Offered | None:
    """Return an entry as it can be chosen; none for what is neither file nor folder."""
    try:
        folder = entry.is_dir()
        if not (folder or entry.is_file()):
            return None
        known = entry.stat()
    except OSError:
        return None
    changed_at = datetime.fromtimestamp(int(known.st_mtime), UTC)
    return Offered(Path(entry.path), folder, 0 if folder else known.st_size, changed_at)


def _quoted(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a quote that is part of a name
        return []


def _path(word: str) -> Path:
    word = word.strip()
    if word.casefold().startswith("file:"):
        word = unquote(urlsplit(word).path)
    elif len(word) > 1 and word[0] == word[-1] and word[0] in "\"'":
        word = word[1:-1]
    return _at_home(word)


def _at_home(text: str) -> Path:
    """Return a path whose ``~`` is somebody's home; as it stands where there is no such person."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False
