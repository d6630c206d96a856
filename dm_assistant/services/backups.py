"""Backups: copies of the whole workspace, restored and checked before they are called one."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dm_assistant.errors import WorkspaceError
from dm_assistant.services.workspace import (
    BACKUPS,
    DATABASE,
    POLICY,
    SETTINGS,
    TEMPLATES,
    Workspace,
)
from dm_assistant.storage import anchor, consent, database, journal, secret

BEFORE_IMPORT = "before-import"
"""The label of the copies made before each import; only the newest few are kept."""

BEFORE_RESTORE = "before-restore"
"""The label of the copies made before a copy is restored; kept like the others."""

RESTORING = ".restoring-"
"""How the folder begins in which a copy is made ready to be restored."""

KEPT = 5
"""How many automatic copies of one label stay."""

_TIME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(?P<time>\d{8}T\d{6}Z)-(?P<number>\d+)(?:-(?P<label>[a-z][a-z-]*))?")


def backup(ws: Workspace, label: str = "") -> Path:
    """Copy the workspace into a folder of its own, restore and check it there; return the folder.

    Copies with a label are automatic: older ones of that label make room. Raises WorkspaceError,
    leaving no folder behind, when the copy is not as good as the workspace.
    """
    folder = ws.path / BACKUPS
    making = None
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=folder, prefix=".making-"))
        _fill(ws, making)
        prove(making)
        if secret.read(making) != ws.secret():
            raise WorkspaceError("the copy of the secret is not the secret")
        made = _name(making, folder, ws.now(), label)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WorkspaceError(f"the backup could not be made: {reason}") from None
    finally:
        if making is not None:
            shutil.rmtree(making, ignore_errors=True)
    if label:
        keep_newest(ws, label)
    return made


def _fill(ws: Workspace, target: Path) -> None:
    """Copy the parts. The anchor comes first, so that it is never ahead of the copied journal."""
    heads = anchor.read(ws.path)
    if heads is not None:
        anchor.advance(target, heads)
        (target / anchor.TURN).unlink()
    ws.database.copy_to(target / DATABASE)
    copy_file(ws.path / secret.FILE, target / secret.FILE)
    for name in (POLICY, SETTINGS):
        if (ws.path / name).is_file():
            copy_file(ws.path / name, target / name)
    own = ws.path / TEMPLATES
    for path in sorted(own.rglob("*")):
        if path.is_file() and not path.is_symlink():
            copied = target / TEMPLATES / path.relative_to(own)
            copied.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy_file(path, copied)


def copy_file(source: Path, target: Path) -> None:
    """Copy a small file that is no database, private from its first byte."""
    database.make_private(target)
    with target.open("wb") as file:
        file.write(source.read_bytes())
        file.flush()
        os.fsync(file.fileno())


def prove(folder: Path, otherwise: str = "no backup was made") -> None:
    """Open a copy as a workspace is opened, and prove journal and ledger against its anchor.

    Raises WorkspaceError, saying what follows, when it cannot stand in for the workspace.
    """
    copy = database.open_existing(folder / DATABASE)
    heads = anchor.read(folder)
    try:
        with copy.read() as tx:
            for name, proof in (
                ("journal", journal.prove(tx, heads)),
                ("consent ledger", consent.prove(tx, heads)),
            ):
                if proof.problem:
                    raise WorkspaceError(f"{otherwise}: {name}: {proof.problem}")
    finally:
        copy.close()
    secret.read(folder)


def _name(making: Path, folder: Path, now: datetime, label: str) -> Path:
    """Give a finished copy the next name of its second; from here on it is a backup."""
    suffix = f"-{label}" if label else ""
    while True:
        taken = [_age(path) for path in folder.glob(f"{now:{_TIME}}-*")]
        number = max((number for _, number in taken), default=0) + 1
        target = folder / f"{now:{_TIME}}-{number}{suffix}"
        try:
            making.rename(target)
        except OSError:
            # Another process took the name since; anything else is told.
            if not target.exists():
                raise
        else:
            settle(folder)
            return target


def settle(folder: Path) -> None:
    """Wait until the folder's new name is on the disk; not every system can say so."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One checked copy: its name, when it was made, and why, where it was made by itself."""

    name: str
    at: datetime
    label: str


def listed(workspace: Path) -> tuple[BackupLine, ...]:
    """Return the copies that a workspace's folder holds, newest first; no database is opened."""
    return tuple(
        BackupLine(path.name, made_at(path), found["label"] or "")
        for path in in_folder(workspace)
        if (found := _NAME.fullmatch(path.name))
    )


def named(path: Path) -> bool:
    """Return whether a folder is called what backups are called."""
    return _NAME.fullmatch(path.name) is not None


def left_behind(workspace: Path) -> tuple[Path, ...]:
    """Return the folders of restores that are under way, or were killed."""
    return tuple(workspace.glob(f"{RESTORING}*"))


def all_backups(ws: Workspace) -> tuple[Path, ...]:
    """Return the checked copies, newest first."""
    return in_folder(ws.path)


def in_folder(workspace: Path) -> tuple[Path, ...]:
    """Return the checked copies in a workspace's folder, newest first."""
    folder = workspace / BACKUPS
    found = [path for path in folder.glob("*") if path.is_dir() and _NAME.fullmatch(path.name)]
    return tuple(sorted(found, key=_age, reverse=True))


def _age(path: Path) -> tuple[str, int]:
    found = _NAME.fullmatch(path.name)
    return (found["time"], int(found["number"])) if found else ("", 0)


def made_at(path: Path) -> datetime:
    """Return when a backup was made, as its name says."""
    return datetime.strptime(_age(path)[0], _TIME).replace(tzinfo=UTC)


def keep_newest(ws: Workspace, label: str, count: int = KEPT) -> None:
    """Remove the older automatic copies of a label; copies made by hand are never removed."""
    of_label = [
        path
        for path in all_backups(ws)
        if (found := _NAME.fullmatch(path.name)) and found["label"] == label
    ]
    for path in of_label[count:]:
        discard(path)


def discard(folder: Path) -> None:
    """Remove a copy that is not needed; while it goes it is not called a backup any more."""
    gone = folder.with_name(f".removing-{folder.name}")
    with contextlib.suppress(OSError):
        folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
