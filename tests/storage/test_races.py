"""Several processes at one workspace: a cap of one holds, and a kill leaves no half act."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from dm_assistant.domain.model import FrontEnd, Purpose
from dm_assistant.services import drafting, life, people, safety, workspace
from dm_assistant.services.workspace import Workspace
from tests.workspaces import FANS, drafted, dump, with_fans

ROOT = Path(__file__).resolve().parents[2]

APPROVE = """
import sys
from pathlib import Path
from dm_assistant.domain.model import FrontEnd
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import life, workspace
with workspace.open_workspace(Path(sys.argv[1]), front_end=FrontEnd.CLI) as ws:
    ws.secret()
    print("ready", flush=True)
    sys.stdin.readline()
    for draft in sys.argv[2:]:
        try:
            life.approve(ws, [int(draft)])
            print("approved", flush=True)
        except (BadInputError, RefusedError) as error:
            print("refused:", error, flush=True)
"""

WRITE = """
import sys
from pathlib import Path
from dm_assistant.domain.model import FrontEnd
from dm_assistant.services import acts, standing, workspace
with workspace.open_workspace(Path(sys.argv[1]), front_end=FrontEnd.CLI) as ws:
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "skip")
        for draft in sys.argv[2:]:
            act.update("drafts", int(draft), state="skipped", text="x" * 200_000)
        act.finish(drafts=[int(each) for each in sys.argv[2:]])
        tx.exec_driver_sql("PRAGMA cache_spill = 1")
        print("written", flush=True)
        sys.stdin.readline()
    print("committed", flush=True)
    sys.stdin.readline()
"""


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> tuple[list[str], str]:
    out, errors = process.communicate(timeout=120)
    return out.splitlines(), errors


def answers(ws: Workspace, count: int, drafts: list[int]) -> list[str]:
    """Let processes approve drafts at the same moment and return what each was told."""
    ws.close()
    running = [start(APPROVE, ws.path, drafts[number % len(drafts)]) for number in range(count)]
    assert [line(process) for process in running] == ["ready"] * count
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [end(process) for process in running]
    assert [errors for _, errors in ended] == [""] * count
    return [answer for out, _ in ended for answer in out]


@pytest.mark.parametrize("count", [2, pytest.param(8, marks=pytest.mark.slow)])
def test_one_person_is_approved_by_one_process_only(ws: Workspace, count: int) -> None:
    people.grant(ws, FANS[0], Purpose.FEEDBACK, "yes, ask me")
    drafts = drafted(ws, FANS[0])
    report = drafting.make(ws, Purpose.FEEDBACK, names=[FANS[0]])
    drafts += [card.draft.id for card in report.drafts if card.draft is not None]
    assert len(drafts) == 2
    found = answers(ws, count, drafts)
    assert found.count("approved") == 1
    assert len(found) == count
    assert len(dump(ws.path / "workspace.db")["touches"]) == 1


@pytest.mark.parametrize("count", [2, pytest.param(8, marks=pytest.mark.slow)])
def test_a_cap_of_one_holds_between_processes(tmp_path: Path, count: int) -> None:
    fans = [f"fan.{number}" for number in range(count)]
    ws = with_fans(tmp_path / "w", fans)
    (ws.path / "policy.toml").write_text("first_contacts_a_day = 1\n", "utf-8")
    drafts = drafted(ws, *fans)
    assert len(drafts) == count
    found = answers(ws, count, drafts)
    assert found.count("approved") == 1
    assert sum(answer.startswith("refused:") for answer in found) == count - 1
    with workspace.open_workspace(ws.path, front_end=FrontEnd.CLI) as again:
        assert len(dump(again.path / "workspace.db")["touches"]) == 1
        assert [check for check in safety.doctor(again) if not check.ok] == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 here")
@pytest.mark.parametrize("acknowledged", [False, True])
def test_killed_in_an_act_leaves_the_state_before_or_after(
    ws: Workspace, *, acknowledged: bool
) -> None:
    ids = drafted(ws)
    ws.close()
    before = dump(ws.path / "workspace.db")
    process = start(WRITE, ws.path, *ids)
    assert line(process) == "written"
    if acknowledged:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        assert line(process) == "committed"
    os.kill(process.pid, signal.SIGKILL)
    end(process)
    with workspace.open_workspace(ws.path, front_end=FrontEnd.CLI) as again:
        after = dump(again.path / "workspace.db")
        if acknowledged:
            assert all("skipped" in row for row in after["drafts"])
            assert len(after["journal"]) == len(before["journal"]) + 1
        else:
            assert after == before
            assert [check for check in safety.doctor(again) if not check.ok] == []
            assert len(life.approve(again, ids[:1])) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 here")
@pytest.mark.slow
def test_killed_at_any_moment_leaves_a_sound_workspace_and_all_that_was_acknowledged(
    tmp_path: Path,
) -> None:
    fans = [f"fan.{number}" for number in range(12)]
    ws = with_fans(tmp_path / "w", fans)
    ids = drafted(ws, *fans)
    ws.close()
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from dm_assistant.domain.model import FrontEnd\n"
        "from dm_assistant.services import life, undoing, workspace\n"
        "ws = workspace.open_workspace(Path(sys.argv[1]), front_end=FrontEnd.CLI)\n"
        "while True:\n"
        "    for draft in sys.argv[2:]:\n"
        "        life.snooze(ws, [int(draft)])\n"
        "        print('done', flush=True)\n"
    )
    acknowledged = 0
    for round_ in range(6):
        process = start(program, ws.path, *ids)
        assert line(process) == "done"
        wait_until = monotonic() + 0.05 * (round_ + 1)
        seen = 1
        while monotonic() < wait_until:
            seen += line(process) == "done"
        process.kill()
        out, _ = end(process)
        acknowledged += seen + out.count("done")
        with workspace.open_workspace(ws.path, front_end=FrontEnd.CLI) as again:
            recorded = sum(each.act == "snooze" for each in safety.journal(again, 100_000))
            assert recorded >= acknowledged
            assert [check for check in safety.doctor(again) if not check.ok] == []
            acknowledged = recorded
