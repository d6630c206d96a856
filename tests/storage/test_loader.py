"""A first load makes some indexes afterwards; the file is the same as if it had kept them."""

from __future__ import annotations

import gc
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dm_assistant.errors import BadInputError
from dm_assistant.services import importing, loading, people
from dm_assistant.services.importing import CancelledError, Watch
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage.loader import PUT_OFF
from tests.services.workshop import DATABASE, comment, comments, load


def schema(ws: Workspace) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(ws.path / DATABASE)) as db:
        return set(db.execute("SELECT type, name, sql FROM sqlite_master").fetchall())


def file(folder: Path) -> Path:
    rows = [comment(number, f"fan{number % 7}", video=number % 3 + 1) for number in range(40)]
    return comments(folder / "c.csv", *rows)


def test_a_first_load_leaves_every_table_index_and_trigger_as_it_was(
    empty: Workspace, tmp_path: Path
) -> None:
    before = schema(empty)
    assert set(PUT_OFF) <= {name for _, name, _ in before}
    load(empty, file(tmp_path), dry_run=True)
    assert schema(empty) == before
    load(empty, file(tmp_path))
    assert schema(empty) == before
    with closing(sqlite3.connect(empty.path / DATABASE)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for name in PUT_OFF:
            where = " WHERE text_key > 0" if name == "comments_by_text" else ""
            [(count,)] = db.execute(f"SELECT count(*) FROM comments INDEXED BY {name}{where}")
            assert count == 40


@pytest.mark.parametrize("chunk", [3, 4000])
def test_a_first_load_that_stops_leaves_the_file_as_it_was(
    empty: Workspace, tmp_path: Path, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "CHUNK", chunk)
    before = schema(empty)
    path = file(tmp_path)
    with path.open("a", encoding="utf-8") as broken:
        broken.write('"never closed')
    with pytest.raises(BadInputError):
        load(empty, path)
    assert schema(empty) == before
    with pytest.raises(CancelledError):
        importing.import_paths(empty, [file(tmp_path)], watch=Watch(cancelled=lambda: True))
    assert schema(empty) == before


def test_garbage_is_looked_for_as_before_once_a_load_is_over(
    empty: Workspace, tmp_path: Path
) -> None:
    before = gc.get_threshold()
    load(empty, file(tmp_path))
    assert gc.get_threshold() == before


def test_facts_that_were_not_noted_are_found_out_when_they_are_needed(
    empty: Workspace, tmp_path: Path
) -> None:
    def scores() -> dict[str, object]:
        return {each.handle: (each.score, each.terms) for each in people.ranked(empty)}

    texts = ["pick me please", "check my page", "which lamp is that?", "so calm", "so calm"]
    rows = [comment(n, f"fan{n % 3}", texts[n % 5], video=n % 4 + 1) for n in range(20)]
    load(empty, comments(tmp_path / "1.csv", *rows))
    more = comments(tmp_path / "2.csv", *(comment(90 + n, f"fan{n}", days=1) for n in range(3)))
    second = load(empty, more)
    expected = scores()
    assert second.batch is not None
    importing.undo_batch(empty, second.batch)
    with empty.database.write() as tx:
        tx.exec_driver_sql("UPDATE comments SET facts = NULL")
    load(empty, more)
    assert scores() == expected
