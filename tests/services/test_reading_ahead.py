"""A large file is read by another process, and nothing of what is imported tells that it was."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from dm_assistant.errors import BadInputError
from dm_assistant.importers import reading_ahead
from dm_assistant.services import importing
from dm_assistant.services.importing import CancelledError, Watch
from dm_assistant.services.workspace import Workspace
from tests.importers.reading import records, sources
from tests.services.workshop import comment, comments, database_bytes, load, tables

BLOCK = 3
OTHERS = ("wow", "please stop writing to me", "so good, thank you!", "わたしも大好きです", "wow")


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reading_ahead, "LARGE", 1)
    monkeypatch.setattr(reading_ahead, "BLOCK", BLOCK)
    made: list[subprocess.Popen[bytes]] = []
    start = reading_ahead.started

    def remembered() -> subprocess.Popen[bytes]:
        made.append(start())
        return made[-1]

    monkeypatch.setattr(reading_ahead, "started", remembered)
    yield
    assert made, "no other process read"
    assert all(each.poll() is not None for each in made), "the other process is left behind"


def mixed(path: Path) -> Path:
    rows = [comment(n, f"fan{n % 4}" if n != 5 else "", OTHERS[n % 5]) for n in range(1, 12)]
    return comments(path, *rows, rows[0])


def test_what_another_process_reads_is_what_is_read_here(tmp_path: Path) -> None:
    path = mixed(tmp_path / "c.csv")
    [source] = sources(path)
    blocks = list(reading_ahead.read_ahead(source))
    assert blocks[-1].whole
    assert blocks[-1].read == path.stat().st_size
    here = list(reading_ahead.blocks_of(source, BLOCK))
    assert [each.said for each in blocks] == [each.said for each in here]
    assert [each.rejected for each in blocks] == [each.rejected for each in here]
    assert sum(len(b.said) + len(b.rejected) for b in blocks) == len(records(path))


def test_a_process_that_ends_early_leaves_the_rest_to_us(
    empty: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = mixed(tmp_path / "c.csv")
    asked = importing.import_paths(empty, [path], dry_run=True).files[0]
    assert (asked.rows, asked.new, asked.duplicate, len(asked.rejected)) == (12, 10, 1, 1)
    before, left, taken = tables(empty), [2], reading_ahead.taken

    def dying(pipe: IO[bytes]) -> reading_ahead.Block | None:
        left[0] -= 1
        return taken(pipe) if left[0] >= 0 else None

    monkeypatch.setattr(reading_ahead, "taken", dying)
    done = load(empty, path)
    assert (done.rows, done.new, done.rejected) == (12, 10, asked.rejected)
    importing.undo_batch(empty, done.batch or 0)
    assert tables(empty)["comments"] == before["comments"]


def test_what_is_refused_or_stopped_there_changes_nothing(empty: Workspace, tmp_path: Path) -> None:
    # Longer than what is looked at before a file is read.
    path = comments(tmp_path / "c.csv", *(comment(n, "mia") for n in range(1, 251)))
    broken = tmp_path / "b.csv"
    broken.write_bytes(path.read_bytes() + b'1,"mia\n')
    before = database_bytes(empty)
    with pytest.raises(BadInputError, match=r"b\.csv:252: a quote is opened here and not closed"):
        importing.import_paths(empty, [broken])
    seen: list[int] = []
    watch = Watch(lambda step: seen.append(step.done), lambda: max(seen, default=0) > BLOCK)
    with pytest.raises(CancelledError):
        importing.import_paths(empty, [path], watch=watch)
    assert database_bytes(empty) == before
