"""The workspace file: private from its first byte, upgraded only when it is ours, never damaged."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from dm_assistant.domain.model import FrontEnd
from dm_assistant.errors import WorkspaceError
from dm_assistant.services import workspace
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import comment_words, database, soundness
from dm_assistant.storage.database import make_private
from dm_assistant.storage.migrations import upgrade
from dm_assistant.storage.tables import METADATA
from dm_assistant.storage.triggers import TRIGGERS
from tests import workspaces
from tests.workspaces import dump

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="no POSIX modes here")


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}


# --- schema ----------------------------------------------------------------------------------


def test_the_migrations_make_the_tables_that_the_code_knows(empty: Workspace) -> None:
    with empty.database.read() as tx:
        context = MigrationContext.configure(tx, opts={"include_name": _is_a_table})
        assert compare_metadata(context, METADATA) == []


def _is_a_table(name: str | None, _kind: object, _parents: object) -> bool:
    return not str(name).startswith(comment_words.TABLE)


def test_the_migrations_make_the_index_of_words_as_the_code_has_it(empty: Workspace) -> None:
    with empty.database.light() as db:
        made = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (comment_words.TABLE,))
        assert made.fetchone() == (comment_words.MADE,)


def test_the_migrations_make_the_same_statements_as_the_tables(empty: Workspace) -> None:
    def shapes(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        found = {}
        for name in names:
            if name not in {"alembic_version", "sqlite_sequence"} and _is_a_table(name, "", ""):
                found[name] = db.execute(f"PRAGMA table_info({name})").fetchall()
                keys = db.execute(f"PRAGMA foreign_key_list({name})")
                found[name] += sorted((row[2:] for row in keys), key=repr)
                found[name] += db.execute(
                    "SELECT strict FROM pragma_table_list WHERE name = ?", (name,)
                ).fetchall()
                sql = str(
                    db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
                )
                found[name] += [(sql.count("CHECK"), "AUTOINCREMENT" in sql)]
        return found

    from sqlalchemy import create_engine  # noqa: PLC0415 - only this test makes tables directly

    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with empty.database.light() as db, closing(engine.raw_connection()) as made:
        raw = made.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        assert shapes(db) == shapes(raw)
    engine.dispose()


def test_every_trigger_is_there_after_the_migrations(empty: Workspace) -> None:
    with empty.database.light() as db:
        rows = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        assert dict(rows.fetchall()) == TRIGGERS


def test_every_connection_is_set_up_to_lose_nothing(empty: Workspace) -> None:
    with empty.database.read() as tx:
        found = database.settings(tx)
        erases = tx.exec_driver_sql("PRAGMA secure_delete").scalar()
    assert found["synchronous"] == 2
    assert found["foreign_keys"] == found["recursive_triggers"] == erases == 1
    assert found["journal_mode"] == database.journal_mode().lower()


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 1), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_wal_is_used_only_where_it_was_repaired(version: tuple[int, ...], mode: str) -> None:
    assert database.journal_mode(version) == mode


# --- private ---------------------------------------------------------------------------------


@pytest.mark.slow
@needs_modes
def test_folder_and_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "os.umask(0)\n"
        "from tests import workspaces\n"
        "from dm_assistant.services import safety\n"
        "ws = workspaces.with_fans(Path(sys.argv[1]))\n"
        "workspaces.drafted(ws)\n"
        "safety.backup(ws)\n"
        "ws.close()\n"
    )
    (tmp_path / "in").mkdir()
    run_python(program, str(tmp_path / "in" / "w"))
    folder = tmp_path / "in" / "w"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name, mode in modes(folder).items():
        assert mode & 0o077 == 0, name


@needs_modes
def test_the_file_is_private_before_it_holds_anything(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        database.make_private(tmp_path / "x.db")
    finally:
        os.umask(old)
    assert modes(tmp_path) == {"x.db": 0o600}
    with pytest.raises(FileExistsError):
        database.make_private(tmp_path / "x.db")


def run_python(program: str, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-c", program, *arguments],
        check=True,
        cwd=Path(__file__).resolve().parents[2],
        timeout=120,
        capture_output=True,
    )


# --- foreign, newer, damaged -----------------------------------------------------------------


def refused(ws: Workspace, reason: str) -> None:
    ws.close()
    path = ws.path / "workspace.db"
    before, names = path.read_bytes(), sorted(ws.path.iterdir())
    with pytest.raises(WorkspaceError, match=reason) as error:
        workspace.open_workspace(ws.path, front_end=FrontEnd.CLI)
    assert "\n" not in str(error.value)
    assert path.read_bytes() == before
    assert sorted(ws.path.iterdir()) == names


def set_pragma(ws: Workspace, name: str, value: int) -> None:
    ws.close()
    with closing(sqlite3.connect(ws.path / "workspace.db")) as db:
        db.execute(f"PRAGMA {name} = {value}")


def test_a_newer_file_is_refused_and_not_changed(empty: Workspace) -> None:
    set_pragma(empty, "user_version", database.SCHEMA_VERSION + 1)
    refused(empty, "made by a newer dm-assistant")


def test_a_foreign_database_is_refused_and_not_changed(empty: Workspace) -> None:
    set_pragma(empty, "application_id", 0)
    refused(empty, "not a dm-assistant database")


@pytest.mark.parametrize("content", [b"", b"SQLite", b"hello, I am a letter\n" * 500])
def test_a_file_that_is_no_database_is_refused_and_not_changed(
    empty: Workspace, content: bytes
) -> None:
    empty.close()
    (empty.path / "workspace.db").write_bytes(content)
    refused(empty, "workspace.db")


def test_a_damaged_file_is_refused_and_not_changed(empty: Workspace) -> None:
    empty.close()
    path = empty.path / "workspace.db"
    data = bytearray(path.read_bytes())
    data[100:4096] = bytes(3996)
    path.write_bytes(data)
    refused(empty, "cannot be read|not a dm-assistant")


def test_a_folder_without_a_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="dm-assistant init"):
        workspace.open_workspace(tmp_path, front_end=FrontEnd.CLI)
    assert list(tmp_path.iterdir()) == []


# --- upgrading -------------------------------------------------------------------------------


def test_an_older_file_is_copied_before_it_is_upgraded(tmp_path: Path) -> None:
    database.create(tmp_path / "workspace.db", lambda _tx: None)
    with closing(sqlite3.connect(tmp_path / "workspace.db")) as db:
        db.execute("PRAGMA user_version = 0")
    for _ in range(2):
        database.open_existing(tmp_path / "workspace.db").close()
    copy = tmp_path / "before-upgrade-from-0.db"
    with closing(sqlite3.connect(copy)) as db:
        assert soundness.flaws(db) == []
        assert db.execute("PRAGMA user_version").fetchone() == (0,)
    with closing(sqlite3.connect(tmp_path / "workspace.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (database.SCHEMA_VERSION,)


NEW_TABLES = (
    "overrides",
    "complaints",
    "keywords",
    "standing_counts",
    "lifts",
    "questions",
    "candidates",
    "ties",
    "tie_lists",
    "redemptions",
    "daily_figures",
    "hourly_activity",
    "audience_shares",
    "post_figures",
    "own_posts",
    "segments",
    "campaigns",
    "arms",
    "pauses",
    "collabs",
    "collab_moves",
    "collab_overlaps",
    "themes",
    "codings",
    "challenges",
    "challenge_entries",
    "sessions",
    "two_people",
    "noted_figures",
    "goals",
    "competitor_looks",
    "own_changes",
)
"""What has come since the first release."""


def test_a_workspace_of_the_first_release_keeps_everything_and_gains_what_is_new(
    ws: Workspace,
) -> None:
    path = ws.path / "workspace.db"
    ws.close()
    with closing(sqlite3.connect(path)) as db:
        # What was not noted then is found out when it is next needed.
        db.execute("UPDATE comments SET facts = NULL")
        db.commit()
    whole, rows = schema(path), dump(path, without={"alembic_version", *NEW_TABLES})
    made_by_first_release(path)
    assert "merged_into" not in columns(path, "contacts")
    database.open_existing(path).close()
    assert dump(path, without={"alembic_version", *NEW_TABLES}) == rows
    assert schema(path) == whole


def columns(path: Path, table: str) -> list[str]:
    """Return the columns of a table."""
    with closing(sqlite3.connect(path)) as db:
        return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def made_by_first_release(path: Path) -> None:
    """Write a workspace anew as the first release would have made it."""
    new = path.with_name("workspace-of-now.db")
    path.rename(new)
    config = Config()
    config.set_main_option("script_location", str(Path(upgrade.__file__).parent))
    make_private(path)
    old = database.Database(path)
    with old.write() as tx:
        config.attributes["connection"] = tx
        command.upgrade(config, "0003")
    old.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("ATTACH ? AS now", (str(new),))
        for (name,) in db.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall():
            listed = ", ".join(columns(path, name))
            if name != "alembic_version":
                db.execute(f"INSERT INTO main.{name} ({listed}) SELECT {listed} FROM now.{name}")
        db.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    new.unlink()


def schema(path: Path) -> set[tuple[str, ...]]:
    """Return every table, index and trigger with its statement."""
    with closing(sqlite3.connect(path)) as db:
        return set(db.execute("SELECT type, name, sql FROM sqlite_master").fetchall())


def test_an_upgrade_killed_after_the_copy_goes_through_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "workspace.db"
    database.create(path, lambda _tx: None)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 0")
    database.Database(path).copy_to(tmp_path / "before-upgrade-from-0.db")
    database.open_existing(path).close()
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix != ".lock") == [
        "before-upgrade-from-0.db",
        "workspace.db",
    ]


# --- copies ----------------------------------------------------------------------------------


def test_a_copy_is_the_same_and_has_no_name_before_it_is_whole(ws: Workspace) -> None:
    target = ws.path / "copy.db"
    ws.database.copy_to(target)
    assert dump(target) == dump(ws.path / "workspace.db")
    assert [path.name for path in ws.path.glob("*copy*")] == ["copy.db"]


def test_a_damaged_workspace_gives_no_copy(ws: Workspace) -> None:
    with ws.database.light() as db:
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'comments'").fetchone()
    ws.close()
    path = ws.path / "workspace.db"
    data = bytearray(path.read_bytes())
    start = (root[0] - 1) * 4096
    data[start : start + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with pytest.raises(WorkspaceError):
        database.Database(path).copy_to(ws.path / "copy.db")
    assert list(ws.path.glob("*copy*")) == []
    assert path.read_bytes() == bytes(data)


def test_rows_that_point_nowhere_are_no_backup(ws: Workspace) -> None:
    ws.close()
    with closing(sqlite3.connect(ws.path / "workspace.db")) as db:
        db.execute("UPDATE comments SET post_id = 999 WHERE id = 1")
        db.commit()
    with pytest.raises(WorkspaceError, match="comments row 1 refers to a row of posts"):
        ws.database.copy_to(ws.path / "copy.db")


def test_a_workspace_made_by_hand_in_practice_only_has_another_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(workspace.NOW)
    workspace.create(tmp_path / "real").close()
    monkeypatch.setenv(workspace.NOW, workspaces.NOW)
    with pytest.raises(Exception, match="only practice workspaces"):
        workspace.open_workspace(tmp_path / "real", front_end=FrontEnd.CLI)
