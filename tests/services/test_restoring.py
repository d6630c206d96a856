"""Going back to a copy: what was wanted is back, and what it was before is kept."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import DraftState, FrontEnd, SuppressionReason
from dm_assistant.errors import RefusedError, WorkspaceError
from dm_assistant.services import (
    life,
    people,
    safety,
    undoing,
    workspace,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import anchor
from tests import workspaces
from tests.services.going_back import (
    everything,
    go_back,
    kept,
    status,
    unsound,
)
from tests.services.workshop import (
    approved,
    comment,
    comments,
    draft,
    load,
    state,
    tables,
    touches,
)
from tests.workspaces import FANS, dump

MIA, ZOE, TOM = FANS
OPT_OUT = SuppressionReason.OPT_OUT


# --- going back ------------------------------------------------------------------------------


def test_what_was_there_when_the_copy_was_made_is_back(ws: Workspace, tmp_path: Path) -> None:
    number = draft(ws, MIA)
    people.note(ws, 1, "met at the market")
    name = kept(ws)
    before = tables(ws)
    life.skip(ws, [number])
    people.note(ws, 1, "")
    load(ws, comments(tmp_path / "more.csv", comment(1, "new.face")))
    done = go_back(ws, name)
    after = tables(ws)
    for table in ("contacts", "handles", "comments", "drafts", "imports", "consents", "standings"):
        assert after[table] == before[table], table
    assert state(ws, number) is DraftState.DRAFTED
    assert (done.lost["imports"], done.lost["people"], done.lost["comments"]) == (1, 1, 1)
    assert unsound(ws) == []


def test_what_was_there_before_is_a_copy_like_the_others(ws: Workspace) -> None:
    name = kept(ws)
    number = draft(ws, MIA)
    done = go_back(ws, name)
    assert done.kept_before is not None
    assert done.kept_before.endswith("-before-restore")
    assert tables(ws)["drafts"] == []
    again = go_back(ws, done.kept_before)
    assert state(ws, number) is DraftState.DRAFTED
    assert (again.again.suppressions, again.again.touches, again.lost["drafts"]) == (0, 0, 0)
    assert unsound(ws) == []


def test_the_copy_itself_stays_as_it_was_even_one_of_an_older_schema(ws: Workspace) -> None:
    folder = ws.path / "backups" / kept(ws)
    with closing(sqlite3.connect(folder / "workspace.db")) as db:
        db.execute("PRAGMA user_version = 0")
    before = everything(folder)
    people.suppress(ws, MIA, OPT_OUT)
    go_back(ws, folder.name)
    assert everything(folder) == before
    assert status(ws, MIA, "opt_out") == "block"
    assert unsound(ws) == []


def test_a_copy_elsewhere_is_named_by_its_folder(ws: Workspace, tmp_path: Path) -> None:
    folder = shutil.copytree(ws.path / "backups" / kept(ws), tmp_path / "on a stick")
    draft(ws, MIA)
    assert go_back(ws, str(folder)).made == ws.now()
    assert tables(ws)["drafts"] == []


def test_a_dry_run_tells_the_same_and_keeps_nothing(ws: Workspace) -> None:
    name = kept(ws)
    people.suppress(ws, MIA, OPT_OUT)
    ws.close()
    before = everything(ws.path)
    tried = go_back(ws, name, dry_run=True)
    assert everything(ws.path) == before
    assert tried.kept_before is None
    assert not list(ws.path.glob(".restoring-*"))
    done = go_back(ws, name)
    assert (done.again, done.lost, done.made) == (tried.again, tried.lost, tried.made)


def test_the_settings_and_the_policy_stay_as_they_are(ws: Workspace) -> None:
    name = kept(ws)
    (ws.path / "policy.toml").write_text("gap_hours = 200\n", "utf-8")
    (ws.path / "config.toml").write_text('[account]\nname = "later"\n', "utf-8")
    go_back(ws, name)
    assert (ws.path / "policy.toml").read_text("utf-8") == "gap_hours = 200\n"
    with workspaces.reopened(ws) as again:
        assert again.policy.gap == timedelta(hours=200)
        assert [line.act for line in safety.journal(again, 2)] == ["restore", "policy_outside"]
        assert unsound(again) == []


def test_undo_takes_back_what_came_after_it_and_nothing_from_before(ws: Workspace) -> None:
    draft(ws, MIA)
    name = kept(ws)
    go_back(ws, name)
    number = draft(ws, ZOE)
    assert undoing.undo(ws).act == "draft"
    with pytest.raises(RefusedError, match="'restore' is not undone"):
        undoing.undo(ws)
    assert len(tables(ws)["drafts"]) == 1
    assert draft(ws, ZOE) > number


def test_no_id_means_something_else_afterwards(ws: Workspace) -> None:
    name = kept(ws)
    lost = draft(ws, MIA)
    go_back(ws, name)
    assert draft(ws, ZOE) > lost


def test_no_approval_comes_back(ws: Workspace) -> None:
    number = approved(ws, MIA)
    name = kept(ws)
    life.skip(ws, [number])
    done = go_back(ws, name)
    assert done.again.approvals == 1
    assert state(ws, number) is DraftState.DRAFTED
    assert touches(ws) == [(number, "withdrawn")]
    assert life.approve(ws, [number])[0].state is DraftState.APPROVED


# --- where there is no database --------------------------------------------------------------


def test_a_lost_database_comes_back_from_its_copy(ws: Workspace) -> None:
    number = approved(ws, MIA)
    name = kept(ws)
    people.suppress(ws, MIA, OPT_OUT)
    ws.close()
    (ws.path / "workspace.db").unlink()
    assert go_back(ws, name, dry_run=True).again.approvals == 1
    assert not (ws.path / "workspace.db").exists()
    done = go_back(ws, name)
    assert (done.had_database, done.kept_before, done.lost) == (False, None, {})
    with workspaces.reopened(ws) as again:
        assert unsound(again) == []
        assert state(again, number) is DraftState.DRAFTED
        heads = anchor.read(ws.path)
        assert heads is not None
        assert heads.journal == len(tables(again)["journal"])


def test_what_a_lost_database_left_beside_it_is_never_applied_to_another(ws: Workspace) -> None:
    name = kept(ws)
    ws.close()
    (ws.path / "workspace.db").unlink()
    (ws.path / "workspace.db-journal").write_bytes(b"something")
    with pytest.raises(WorkspaceError, match="journal is left of the lost"):
        go_back(ws, name)
    assert not (ws.path / "workspace.db").exists()


def test_what_a_killed_restore_left_is_gone_after_the_next(ws: Workspace) -> None:
    name = kept(ws)
    left = ws.path / ".restoring-killed"
    left.mkdir()
    (left / "workspace.db").write_bytes(b"old words")
    go_back(ws, name)
    assert not list(ws.path.glob(".restoring-*"))


def test_a_restored_workspace_opens_as_any_other(ws: Workspace) -> None:
    name = kept(ws)
    before = dump(ws.path / "workspace.db", without=("journal", "meta"))
    go_back(ws, name)
    with workspace.open_workspace(ws.path, front_end=FrontEnd.TUI) as again:
        assert dump(again.path / "workspace.db", without=("journal", "meta")) == before
