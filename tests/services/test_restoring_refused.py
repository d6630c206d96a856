"""What cannot be restored is refused in one line, and nothing is changed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.services import safety
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.services.going_back import go_back, kept, nothing_changes, unsound

pytestmark = pytest.mark.slow


# --- what is refused -------------------------------------------------------------------------


def test_the_copy_of_another_workspace_is_refused(ws: Workspace, tmp_path: Path) -> None:
    with workspaces.practice(tmp_path / "other") as other:
        folder = safety.backup(other)
    with nothing_changes(ws, "it is of another workspace"):
        go_back(ws, str(folder))


def damage(folder: Path) -> None:
    path = folder / "workspace.db"
    data = bytearray(path.read_bytes())
    data[4096:90_000] = os.urandom(90_000 - 4096)
    path.write_bytes(data)


def cut(folder: Path) -> None:
    path = folder / "workspace.db"
    path.write_bytes(path.read_bytes()[:20_000])


def empty_file(folder: Path) -> None:
    (folder / "workspace.db").write_bytes(b"")


def no_database(folder: Path) -> None:
    (folder / "workspace.db").write_text("this is a letter, not a database" * 99)


def tampered(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as db:
        db.execute("DROP TRIGGER journal_never_update")
        db.execute("UPDATE journal SET act = 'nothing' WHERE id = 2")
        db.commit()


def shortened(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as db:
        db.execute("DROP TRIGGER journal_never_delete")
        db.execute("DELETE FROM journal WHERE id > 2")
        db.commit()


def newer(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as db:
        db.execute("PRAGMA user_version = 99")


def without_secret(folder: Path) -> None:
    (folder / "secret.key").unlink()


@pytest.mark.parametrize(
    "harm",
    [damage, cut, empty_file, no_database, tampered, shortened, newer, without_secret],
)
def test_a_copy_that_is_not_whole_is_refused(ws: Workspace, harm: Any) -> None:
    name = kept(ws)
    harm(ws.path / "backups" / name)
    with nothing_changes(ws, f"{name} cannot be restored: "):
        go_back(ws, name)


def test_a_present_database_that_was_tampered_with_is_to_be_moved_away_first(
    ws: Workspace,
) -> None:
    name = kept(ws)
    tampered(ws.path)
    with nothing_changes(ws, "move workspace.db out of the folder first"):
        go_back(ws, name)


@pytest.mark.parametrize("harm", [damage, cut, empty_file, no_database])
def test_a_present_database_that_cannot_be_read_is_to_be_moved_away_first(
    ws: Workspace, harm: Any
) -> None:
    name = kept(ws)
    ws.close()
    harm(ws.path)
    with nothing_changes(ws, "move workspace.db out of the folder first"):
        go_back(ws, name)
    (ws.path / "workspace.db").rename(ws.path.parent / "broken.db")
    assert not go_back(ws, name).had_database
    assert unsound(ws) == []


def test_the_workspace_itself_and_a_folder_without_a_database_are_no_copies(
    ws: Workspace,
) -> None:
    with nothing_changes(ws, "the workspace itself"):
        go_back(ws, str(ws.path))
    for name in ("nothing", "..", "../w/backups", "\x1b[2J", ""):
        with nothing_changes(ws, "there is no copy"):
            go_back(ws, name)


def test_without_the_secret_nothing_is_restored(ws: Workspace) -> None:
    name = kept(ws)
    (ws.path / "secret.key").unlink()
    with nothing_changes(ws, "copy it back"):
        go_back(ws, name)
