"""The creator's own template files: copied, saved whole, put away; only ever in their folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dm_assistant.domain.templates.library import load, shipped_folder
from dm_assistant.domain.templates.model import MAX_CHARACTERS, Problem, Template
from dm_assistant.domain.templates.naming import Name, for_place, name_of
from dm_assistant.domain.text import to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import template_check, texts
from dm_assistant.services.template_check import Checked, Note
from dm_assistant.services.workspace import TEMPLATES, Workspace

BIN = "bin"
"""The folder of a workspace in which dropped templates lie."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A template file of the creator's own: where it is, and whether it was just made."""

    place: Name
    path: Path
    made: bool = False


def place_of(typed: str) -> Name:
    """Read a typed name; raises BadInputError with what a name is like."""
    try:
        return name_of(typed)
    except ValueError as error:
        raise BadInputError(str(error)) from None


def source_of(ws: Workspace, place: Name) -> Path | None:
    """Return the file a name means now, the creator's own before the shipped one."""
    files = dict.fromkeys((place.file, *_spellings(place)))
    for folder in (ws.path / TEMPLATES, shipped_folder()):
        for file in files:
            if (folder / file).is_file():
                return folder / file
    return None


def _spellings(place: Name) -> tuple[str, ...]:
    """Return the other file name that says the same language: English may go without saying."""
    if place.language in {"", "en"}:
        return (replace(place, language="").file, replace(place, language="en").file)
    return ()


def text_of(ws: Workspace, file: str) -> str:
    """Return the text of a template by its file below the folder, the creator's own first."""
    for folder in (ws.path / TEMPLATES, shipped_folder()):
        if (folder / file).is_file() and not (folder / file).is_symlink():
            return read(folder / file)
    raise BadInputError(f"{to_screen(file)} is not a file")


def read(path: Path) -> str:
    """Return the text of a template file; raises BadInputError where there is none to edit."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_CHARACTERS + 1)
        if len(data) > MAX_CHARACTERS:
            raise BadInputError(f"{_shown(path)} is longer than {MAX_CHARACTERS:,} bytes")
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise BadInputError(f"{_shown(path)} is not UTF-8") from None
    except OSError as error:
        raise BadInputError(f"{_shown(path)}: {error.strerror}") from None


def copy(ws: Workspace, new: str, source: str) -> OwnFile:
    """Make an own template from another one; raises BadInputError where there is one already."""
    place, old = place_of(new), place_of(source)
    path = source_of(ws, old)
    if path is None:
        raise BadInputError(f"there is no template {old} to copy; templates list shows them")
    for file in dict.fromkeys((place.file, *_spellings(place))):
        if (ws.path / TEMPLATES / file).exists():
            raise BadInputError(f"{TEMPLATES}/{file} is already there: templates edit {place}")
    if (shipped_folder() / place.file).exists() and place.file != old.file:
        raise BadInputError(f"{place} is a shipped template: take another name, or edit it")
    return save(ws, place, for_place(read(path), place), made=True)


def own_file(ws: Workspace, typed: str) -> OwnFile:
    """Return the creator's own file of a name; a shipped template is copied first."""
    place = place_of(typed)
    path = source_of(ws, place)
    if path is None:
        raise BadInputError(
            f"there is no template {place}: templates new {place} --from NAME makes one"
        )
    if path.is_relative_to(ws.path / TEMPLATES):
        _require_own(ws, path)
        return OwnFile(place, path)
    return save(ws, name_of("/".join(path.parts[-2:])), read(path), made=True)


def save(ws: Workspace, place: Name, text: str, *, made: bool = False) -> OwnFile:
    """Write an own template, whole or not at all, readable by nobody else.

    Raises BadInputError for what could not be read again, and outside the template folder.
    """
    reason = unstorable_reason(text)
    if reason:
        raise BadInputError(f"this text cannot be kept: {reason}")
    content = text.encode()
    if len(content) > MAX_CHARACTERS:
        raise BadInputError(f"the template has {len(content):,} bytes; at most {MAX_CHARACTERS:,}")
    path = ws.path / TEMPLATES / place.file
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _require_own(ws, path)
        _replace(path, content)
    except OSError as error:
        raise BadInputError(f"{_shown(path)}: {error.strerror}") from None
    return OwnFile(place, path, made)


def _require_own(ws: Workspace, path: Path) -> None:
    """Refuse a link within the folder: what lies behind it may be anything."""
    inside = path.parent.resolve().parent == (ws.path / TEMPLATES).resolve()
    if not inside or path.parent.is_symlink() or path.is_symlink():
        raise BadInputError(f"{_shown(path)} is or lies behind a link; it is left alone")


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".saving-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def edit(file: OwnFile, run: Callable[[Path], None]) -> bool:
    """Have an editor ``run`` on a file; returns whether it changed.

    A copy just made in which nothing changed is taken away again: it would hide what a later
    release of the program brings in its place.
    """
    before = read(file.path)
    try:
        run(file.path)
    finally:
        changed = not file.path.exists() or _text(file.path) != before
        if file.made and not changed:
            file.path.unlink()
    return changed


def _text(path: Path) -> str | None:
    """Return a file's text, or nothing where it cannot be read as one."""
    try:
        return read(path)
    except BadInputError:
        return None


def drop(ws: Workspace, typed: str) -> tuple[Name, Path]:
    """Put an own template into the bin; returns where it lies. A shipped one cannot be dropped."""
    place = place_of(typed)
    path = source_of(ws, place)
    if path is None or not path.is_relative_to(ws.path / TEMPLATES):
        why = "is not there" if path is None else "is shipped with the program and stays"
        raise BadInputError(f"{place} {why}; only your own templates can be dropped")
    _require_own(ws, path)
    kept = _free(ws.path / BIN / path.parent.name, path.name, ws.now())
    try:
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.rename(kept)
    except OSError as error:
        raise BadInputError(f"{_shown(path)}: {error.strerror}") from None
    return place, kept


def _free(folder: Path, name: str, now: datetime) -> Path:
    """Return a name that sorts after all that were dropped before."""
    stamp = f"{now:%Y%m%d-%H%M%S}"
    paths = (folder / f"{stamp}-{number:03}.{name}" for number in range(1, 1_000))
    return next(path for path in paths if not path.exists())


def restore(ws: Workspace, typed: str) -> OwnFile:
    """Take the template dropped last under a name back out of the bin."""
    place = place_of(typed)
    for file in dict.fromkeys((place.file, *_spellings(place))):
        name = file.partition("/")[2]
        found = sorted((ws.path / BIN / place.folder).glob(f"*.{name}"))
        dropped = [each for each in found if each.name.partition(".")[2] == name]
        target = ws.path / TEMPLATES / file
        if dropped and target.exists():
            raise BadInputError(f"{TEMPLATES}/{file} is there again; drop or rename it first")
        if dropped:
            _require_own(ws, target)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            dropped[-1].rename(target)
            return OwnFile(place, target)
    raise BadInputError(f"no template {place} was dropped")


def checked(ws: Workspace, file: OwnFile) -> Checked:
    """Return what is to be said of an own file as it lies there, also where it cannot be read."""
    try:
        return trial(ws, file.place, read(file.path))
    except BadInputError as error:
        return Checked(file.place.file, None, (Note(Problem(file.place.file, 0, str(error))),))


def trial(ws: Workspace, place: Name, text: str) -> Checked:
    """Return what would be said of a template if its file held this text; nothing is kept.

    The text goes through a folder of its own, so that it is read as the library reads files.
    """
    with tempfile.TemporaryDirectory(prefix="dm-template-") as folder:
        path = Path(folder) / place.file
        path.parent.mkdir()
        path.write_bytes(text.encode("utf-8", "replace"))
        library = load([("own", Path(folder))]).checked(texts.renderer().check)
    if library.templates:
        template: Template = library.templates[0]
        return Checked(place.file, template, template_check.notes(template, ws.policy))
    return Checked(place.file, None, tuple(map(Note, library.problems)))


def _shown(path: Path) -> str:
    return to_screen("/".join(path.parts[-3:]))
