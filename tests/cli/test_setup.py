from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dm_assistant.services import workspace
from tests import workspaces

from .conftest import Run
from .terminal import Terminal

NEEDS_PTY = pytest.mark.skipif(sys.platform == "win32", reason="terminals are made otherwise there")


def test_a_new_workspace_is_private_and_says_what_comes_next(run: Run, home: Path) -> None:
    ran = run("init", "--account", "@mia.makes", "--timezone", "Europe/London")
    assert (ran.code, ran.err) == (0, "")
    assert str(home) in ran.out
    assert "dm-assistant import FILE" in ran.out
    if sys.platform != "win32":
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()} == {0o600}


@pytest.mark.parametrize("practice", [False, True])
def test_the_document_of_a_new_workspace_says_whether_it_is_for_practice(
    run: Run, home: Path, *, practice: bool
) -> None:
    words = ["--practice"] if practice else []
    ran = run("init", *words, "--json")
    assert ran.document == {
        "workspace": str(home),
        "practice": practice,
        "next": "import FILE --dry-run",
    }


def test_making_a_workspace_again_says_what_comes_next_in_it(practice: Run, tmp_path: Path) -> None:
    assert "next: dm-assistant import FILE --dry-run" in practice("init").err
    comments = workspaces.comments_file(tmp_path / "comments.csv")
    assert practice("import", comments, "--dry-run").out.endswith("without --dry-run\n")
    assert "next: dm-assistant draft --for thanks" in practice("import", comments).out
    there = practice("--workspace", tmp_path / "home", "init").err
    assert f"next: dm-assistant --workspace {tmp_path / 'home'} draft" in there
    practice("draft", "--for", "thanks", "--top", "10")
    assert "next: dm-assistant queue" in practice("init").err
    assert "next:" not in practice("import", comments).out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--timezone", "Mars/Olympus"], "Mars/Olympus"),
        (["--account", "two words"], "account"),
        (["--platform", "myspace"], "tiktok, instagram"),
    ],
)
def test_a_workspace_that_cannot_be_made_leaves_nothing(
    run: Run, home: Path, words: list[str], says: str
) -> None:
    ran = run("init", *words)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert says in ran.err
    assert not home.exists()


@pytest.mark.slow
def test_a_demo_written_to_a_folder_is_a_practice_workspace_with_work_waiting(
    run: Run, tmp_path: Path, made: Path
) -> None:
    place = tmp_path / "demo"
    told = run("demo", "--at", place, "--json")
    assert (told.code, told.err) == (0, "")
    assert told.document == {"workspace": str(place), "practice": True}
    _is_the_same_every_time(made, place)
    counts = run("--workspace", place, "queue", "--json").document["counts"]
    assert counts["ready"] > 0
    assert counts["reply"] > 0
    assert run("doctor", "--workspace", place, "--json").document["ok"] is True
    again = run("demo", "--at", place)
    assert (again.code, again.out, again.err.count("\n")) == (2, "", 1)
    assert run("queue", "--workspace", place, "--json").document["counts"] == counts


def _is_the_same_every_time(one: Path, other: Path) -> None:
    first, again = (workspaces.dump(each / workspace.DATABASE) for each in (one, other))
    for table in ("contacts", "handles", "comments", "drafts", "touches", "inbounds", "codes"):
        assert again[table] == first[table], table
    assert {name: len(rows) for name, rows in again.items()} == {
        name: len(rows) for name, rows in first.items()
    }


def test_the_inbox_of_a_demo_has_no_document(run: Run) -> None:
    assert run("demo", "--json").code == 2


@NEEDS_PTY
def test_the_program_alone_opens_the_inbox_and_leaves_it_by_one_key(
    practice: Run, home: Path
) -> None:
    assert practice("queue").code == 0
    command = [sys.executable, "-m", "dm_assistant", "--workspace", str(home)]
    with Terminal(command) as inbox:
        inbox.read_until("PRACTICE")
        inbox.press("q")
        assert inbox.ends() == 0


@pytest.mark.slow
@NEEDS_PTY
def test_a_demo_that_is_thrown_away_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dm_assistant", "demo"]
    with Terminal(command, env=os.environ | {"TMPDIR": str(tmp_path)}) as inbox:
        inbox.read_until("DEMO")
        assert any(tmp_path.iterdir())
        inbox.press("q")
        inbox.read_until("The sample workspace is gone")
        assert inbox.ends() == 0
    assert not any(tmp_path.iterdir())


def test_python_m_runs_the_same_program() -> None:
    command = [sys.executable, "-m", "dm_assistant", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("dm-assistant ")
