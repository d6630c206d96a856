"""The anchor only ever moves forward, whoever moves it."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import anchor
from tests.workspaces import drafted


def heads(number: int) -> anchor.Heads:
    return anchor.Heads(number, f"{number:064}", number, f"{number:064}")


def test_it_follows_every_act(ws: Workspace) -> None:
    before = anchor.read(ws.path)
    drafted(ws)
    after = anchor.read(ws.path)
    assert before is not None
    assert after is not None
    assert after.journal == before.journal + 1
    assert after.ledger == before.ledger


def test_a_slower_process_never_moves_it_back(tmp_path: Path) -> None:
    anchor.advance(tmp_path, heads(7))
    for number in (6, 7, 1, 0):
        anchor.advance(tmp_path, heads(number))
    assert anchor.read(tmp_path) == heads(7)


def test_many_threads_leave_it_at_the_highest(tmp_path: Path) -> None:
    numbers = [each * 77 % 201 for each in range(1, 201)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: anchor.advance(tmp_path, heads(number)), numbers))
    assert anchor.read(tmp_path) == heads(200)


def test_many_processes_leave_it_at_the_highest(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from dm_assistant.storage import anchor\n"
        "for n in range(int(sys.argv[2]), 200, 4):\n"
        "    anchor.advance(Path(sys.argv[1]), anchor.Heads(n, str(n), n, str(n)))\n"
        "    seen = anchor.read(Path(sys.argv[1]))\n"
        "    assert seen is not None and seen.journal >= n, (n, seen)\n"
    )
    root = Path(__file__).resolve().parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(start)], cwd=root)
        for start in range(1, 5)
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0, 0]
    found = anchor.read(tmp_path)
    assert found is not None
    assert found.journal == 199
    assert [path.name for path in tmp_path.glob("*-*")] == []


def test_one_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    for text in ("", "[]", "{", '{"more": 1}', "null"):
        (tmp_path / anchor.FILE).write_text(text)
        assert anchor.read(tmp_path) is None


def test_it_holds_numbers_and_hashes_only(ws: Workspace) -> None:
    stored = json.loads((ws.path / anchor.FILE).read_text())
    assert set(stored) == {"journal", "journal_hash", "ledger", "ledger_hash"}
