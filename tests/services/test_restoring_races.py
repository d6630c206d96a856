"""Restoring while other terminals work, and killed at any moment: all that was said stays said."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from dm_assistant.domain.model import DraftState, FrontEnd, Purpose, SuppressionReason
from dm_assistant.errors import BadInputError
from dm_assistant.services import life, people, safety, workspace
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import anchor, database, turns
from tests.services.going_back import go_back, kept, status, unsound
from tests.services.workshop import approved, draft, out, state, tables
from tests.shared import ROOT
from tests.workspaces import FANS, with_fans

MIA, ZOE, TOM = FANS

KILLED = """
import os, signal, sys
from pathlib import Path
from dm_assistant.domain.model import FrontEnd
from dm_assistant.services import backups, restoring
from dm_assistant.storage import anchor, database, kinship
folder, name, point = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def patch(owner, name, before, here=lambda *_: True):
    original = getattr(owner, name)
    def patched(*args, **named):
        if here(*args) and before:
            die()
        result = original(*args, **named)
        if here(*args):
            die()
        return result
    setattr(owner, name, patched)

def live(where, *_):
    return where == folder

def step(share):
    def patience(status, left, pages):
        if 0 < left <= share * pages:
            die()
    database.AT_ONCE = 4
    database._patience = patience

{
    "copy made": lambda: patch(backups, "prove", before=False),
    "copy told": lambda: patch(kinship, "lost", before=True),
    "before the safety copy": lambda: patch(backups, "backup", before=True),
    "after the safety copy": lambda: patch(backups, "backup", before=False),
    "before the anchor goes back": lambda: patch(anchor, "put", True, live),
    "after the anchor went back": lambda: patch(anchor, "put", False, live),
    "first pages": lambda: step(1.0),
    "middle of the pages": lambda: step(0.5),
    "nearly all pages": lambda: step(0.1),
    "before the anchor goes on": lambda: patch(anchor, "advance", True, live),
    "after the anchor went on": lambda: patch(anchor, "advance", False, live),
}[point]()
restoring.restore(folder, name, front_end=FrontEnd.CLI)
"""
BEFORE = (
    "copy made",
    "copy told",
    "before the safety copy",
    "after the safety copy",
    "before the anchor goes back",
    "after the anchor went back",
    "first pages",
    "middle of the pages",
    "nearly all pages",
)
AFTER = ("before the anchor goes on", "after the anchor went on")


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 here")
@pytest.mark.parametrize("point", [*BEFORE, *AFTER])
def test_killed_at_any_moment_it_is_the_database_before_or_the_one_after(
    ws: Workspace, point: str
) -> None:
    drafted = draft(ws, ZOE)
    name = kept(ws)
    people.suppress(ws, MIA, SuppressionReason.OPT_OUT)
    life.skip(ws, [drafted])
    before = tables(ws)
    ws.close()
    process = start(KILLED, ws.path, name, point)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == -9, errors
    with workspace.open_workspace(ws.path, front_end=FrontEnd.CLI) as again:
        assert unsound(again) == []
        left = list(ws.path.glob(".restoring-*"))
        told = {check.name: check.detail for check in safety.doctor(again)}
        assert len(left) == 1
        assert left[0].name in told["backup"]
        assert status(again, MIA, "opt_out") == "block"
        if point in BEFORE:
            assert tables(again) == before
        else:
            assert safety.journal(again, 1)[0].act == "restore"
            assert state(again, drafted) is DraftState.DRAFTED
        # The journal goes on from there, and so does the anchor.
        people.note(again, 2, "still here")
        assert unsound(again) == []
        done = go_back(again, name)
        assert done.again.suppressions == (2 if point in BEFORE else 0) or point in AFTER
        assert unsound(again) == []
        assert not list(ws.path.glob(".restoring-*"))


def test_a_terminal_that_was_open_all_the_time_goes_on_at_once(ws: Workspace) -> None:
    with workspace.open_workspace(ws.path, front_end=FrontEnd.TUI) as other:
        gone = draft(other, MIA)
        name = kept(ws)
        stays = draft(other, ZOE)
        sent = out(other, TOM)
        go_back(ws, name)
        with pytest.raises(BadInputError, match=f"there is no draft {stays}"):
            life.approve(other, [stays])
        assert life.approve(other, [gone])[0].state is DraftState.APPROVED
        assert state(other, sent) is DraftState.SENT
        people.suppress(other, MIA, SuppressionReason.OPT_OUT)
        assert state(ws, gone) is DraftState.CANCELLED
        assert unsound(other) == unsound(ws) == []


def test_who_writes_meanwhile_waits_and_is_not_lost(ws: Workspace) -> None:
    name = kept(ws)
    told: list[str] = []

    def stop() -> None:
        with workspace.open_workspace(ws.path, front_end=FrontEnd.TUI) as other:
            people.suppress(other, MIA, SuppressionReason.OPT_OUT)
        told.append("done")

    with turns.alone(ws.path / turns.WRITERS):
        writing = threading.Thread(target=stop)
        writing.start()
        writing.join(0.3)
        assert told == []
    restoring = threading.Thread(target=go_back, args=(ws, name))
    restoring.start()
    writing.join(60)
    restoring.join(60)
    assert told == ["done"]
    assert status(ws, MIA, "opt_out") == "block"
    assert unsound(ws) == []


def test_a_terminal_that_does_not_let_go_is_told_of_and_nothing_is_changed(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.journal_mode() == "WAL":
        pytest.skip("readers do not stand in the way of a writer here")
    name = kept(ws)
    draft(ws, MIA)
    before, heads = tables(ws), anchor.read(ws.path)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with closing(database.connect(ws.path / "workspace.db")) as db:
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM contacts").fetchone()
        with pytest.raises(BadInputError, match=r"stays as it was: database is locked"):
            go_back(ws, name)
    assert (tables(ws), anchor.read(ws.path)) == (before, heads)
    assert unsound(ws) == []
    go_back(ws, name)
    assert unsound(ws) == []


STOPPING = """
import sys
from pathlib import Path
from dm_assistant.domain.model import FrontEnd, SuppressionReason
from dm_assistant.services import people, workspace
with workspace.open_workspace(Path(sys.argv[1]), front_end=FrontEnd.TUI) as ws:
    for name in sys.argv[2:]:
        people.suppress(ws, name, SuppressionReason.OPT_OUT)
        people.note(ws, 1, name)
        print(name, flush=True)
"""


@pytest.mark.slow
@pytest.mark.usefixtures("clock")
def test_no_no_is_lost_to_copies_restored_over_and_over_meanwhile(tmp_path: Path) -> None:
    fans = [f"fan.{number}" for number in range(60)]
    ws = with_fans(tmp_path / "w", fans)
    names = [kept(ws)]
    ws.close()
    running = [start(STOPPING, ws.path, *fans[place::3]) for place in range(3)]
    while any(process.poll() is None for process in running):
        names.append(go_back(ws, names[-1]).kept_before or "")
        if not (ws.path / "backups" / names[-1]).is_dir():
            names.append(names[0])
    told = [process.communicate(timeout=60) for process in running]
    assert [errors for _, errors in told] == ["", "", ""]
    assert sorted(name for out, _ in told for name in out.split()) == sorted(fans)
    assert len(names) > 3
    go_back(ws, names[0])
    with workspace.open_workspace(ws.path, front_end=FrontEnd.CLI) as again:
        for name in fans:
            assert status(again, name, "opt_out") == "block", name
        assert unsound(again) == []


def test_a_second_restore_waits_for_the_first(ws: Workspace) -> None:
    number = approved(ws, MIA)
    names = [kept(ws), kept(ws)]
    people.withdraw(ws, ZOE, Purpose.THANKS, "no more")
    both = [threading.Thread(target=go_back, args=(ws, name)) for name in names]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
    assert state(ws, number) is DraftState.DRAFTED
    assert status(ws, ZOE, "consent") == "block"
    assert unsound(ws) == []
