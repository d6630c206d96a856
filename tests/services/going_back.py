"""Short words for tests about restoring: making a copy, going back to it, what is allowed then."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dm_assistant.domain.model import FrontEnd, Purpose
from dm_assistant.errors import WorkspaceError
from dm_assistant.services import people, restoring, safety
from dm_assistant.services.restoring import Restored
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import wait


def kept(ws: Workspace) -> str:
    """Make a copy and return its name."""
    return safety.backup(ws).name


def go_back(ws: Workspace, name: str, *, dry_run: bool = False) -> Restored:
    """Restore a copy as another process would, with this one's workspace still open."""
    return restoring.restore(ws.path, name, front_end=FrontEnd.CLI, dry_run=dry_run)


def later(ws: Workspace, **span: float) -> None:
    """Move the clock of every process on."""
    os.environ[CLOCK] = wait(ws, **span).isoformat()


def unsound(ws: Workspace) -> list[str]:
    return [f"{check.name}: {check.detail}" for check in safety.doctor(ws) if not check.ok]


def status(ws: Workspace, handle: str, rule: str, purpose: Purpose = Purpose.THANKS) -> str:
    """Return what one rule says about a person."""
    found = people.check(ws, handle, purpose).finding(rule)
    assert found is not None
    return found.status.value


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder; nothing may have the database open."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


@contextmanager
def nothing_changes(ws: Workspace, says: str) -> Iterator[None]:
    """Expect one line that says this, and the folder as it was, byte for byte."""
    ws.close()
    before = everything(ws.path)
    with pytest.raises(WorkspaceError) as refused:
        yield
    line = str(refused.value)
    assert line.isprintable()
    assert says in line
    assert everything(ws.path) == before
    assert not list(ws.path.glob(".restoring-*"))
