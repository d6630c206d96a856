"""The report: all numbers of a period in new files, all of them whole or none there."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from dm_assistant.domain.reporting.document import Report
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services.reporting import drawing, gathering, markdown, printing, sections, sheet
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage.database import make_private

FORMS: Final = {".html": "html", ".htm": "html", ".md": "md", ".csv": "csv", ".json": "json"}
NO_PICTURES: Final = (
    "the pictures of an HTML report need matplotlib: pip install 'dm-assistant[report]'; "
    ".md, .csv and .json need nothing"
)


def make(ws: Workspace, *, since: datetime | None = None, until: datetime | None = None) -> Report:
    """Return the report of a period. Raises BadInputError for one that is none."""
    if since is not None and since > ws.now():
        raise BadInputError("--since lies in the future")
    if since is not None and until is not None and until <= since:
        raise BadInputError("--until lies before --since")
    return sections.report(gathering.gather(ws, since, until))


def write(
    ws: Workspace,
    *,
    to: Path | None = None,
    form: str | None = None,
    pdf: Path | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[Path, ...]:
    """Write the report into new files, private to their owner; return their paths.

    Its kind follows from the name of the file unless ``form`` says it. Raises BadInputError where
    there is something by that name, or what a kind needs is not installed.
    """
    wanted: dict[Path, str] = {}
    if to is not None:
        wanted[_new(to)] = form or _form(to)
    if pdf is not None:
        if printing.browser() is None:
            raise BadInputError(printing.NO_BROWSER)
        wanted[_new(pdf)] = "pdf"
    if {"html", "pdf"} & set(wanted.values()) and not drawing.available():
        raise BadInputError(NO_PICTURES)
    found = make(ws, since=since, until=until)
    _place({path: _bytes(found, kind) for path, kind in wanted.items()})
    return tuple(wanted)


def _form(to: Path) -> str:
    kind = FORMS.get(to.suffix.lower())
    if kind is None:
        raise BadInputError(
            f"{to_screen(str(to))}: name a file that ends in .html, .md, .csv or .json, "
            "or say --format"
        )
    return kind


def _new(path: Path) -> Path:
    path = path.expanduser().absolute()
    if path.exists() or path.is_symlink():
        raise BadInputError(f"{to_screen(str(path))}: is there already; name a new file")
    return path


def _bytes(report: Report, kind: str) -> bytes:
    if kind == "md":
        return markdown.text(report).encode()
    if kind == "csv":
        return sheet.text(report).encode()
    if kind == "json":
        return (json.dumps(report.documents, ensure_ascii=True, indent=2) + "\n").encode()
    from dm_assistant.services.reporting import page

    whole = page.text(report).encode()
    return whole if kind == "html" else printing.pdf(whole)


def _place(files: Mapping[Path, bytes]) -> None:
    """Give the files their names once all of them are whole; nothing is ever written over."""
    made: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in files.items():
            made[path] = _beside(path, content)
        for path, whole in made.items():
            _name(whole, path)
    except FileExistsError:
        raise BadInputError(f"{to_screen(str(path))}: is there already; name a new file") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInputError(f"{to_screen(str(path))}: cannot be written ({reason})") from None
    finally:
        for whole in made.values():
            whole.unlink(missing_ok=True)


def _name(whole: Path, path: Path) -> None:
    """Give a file its name; a link fails where there is something, but not every disk has links."""
    try:
        os.link(whole, path)
    except FileExistsError:
        raise
    except OSError:
        make_private(path)
        whole.replace(path)


def _beside(path: Path, content: bytes) -> Path:
    """Write a file that only its owner can read, in the folder that it is for."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)
