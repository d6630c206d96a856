from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shared import HOSTILE, needs_hostile

from .conftest import Run
from .terminal import Terminal

HEAD = "cid,uniqueId,nickname,text,videoWebUrl,createTimeISO"
VIDEO = "https://www.tiktok.com/@dev.creator/video/7627000000000000001"


def comment(number: int, handle: str = "", at: str = "2024-09-20T08:30:00Z") -> str:
    return f"{number},{handle or f'fan{number}'},Fan {number},remark {number},{VIDEO},{at}"


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([HEAD, *lines]) + "\n", "utf-8")
    return path


def held(home: Path) -> dict[str, str]:
    """What the folder holds, file by file, as hashes."""
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.suffix not in {".log", ".db-shm"}
    }


def test_broken_rows_are_named_with_their_lines_and_the_rest_is_in(
    practice: Run, tmp_path: Path
) -> None:
    lines = [
        comment(1),
        comment(2, at="2024-04-31T08:30:00Z"),
        comment(3),
        "4,fan4",
        comment(5),
        comment(6, handle="two words"),
    ]
    ran = practice("import", written(tmp_path / "three.csv", *lines), "--json")
    assert ran.code == 0
    (file,) = ran.document["files"]
    assert [each["line"] for each in file["rejected"]] == [3, 5, 7]
    assert all(each["reason"] for each in file["rejected"])
    assert (file["rows"], file["new"], file["contacts_new"]) == (6, 3, 3)
    assert {each["handle"] for each in practice("contacts", "--json").document} == {
        "fan1",
        "fan3",
        "fan5",
    }


def test_people_read_which_lines_were_rejected_and_why(practice: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "c.csv", comment(1), comment(2, at="2024-04-31T08:30:00Z"))
    ran = practice("import", file)
    assert ran.code == 0
    assert "2 rows read: 1 new, 0 changed, 0 known already, 1 rejected" in ran.out
    assert "\n  line 3: " in ran.out
    assert "take it back: dm-assistant import --undo 1" in ran.out
    assert ran.err == ""


def test_a_dry_run_says_the_same_and_changes_nothing(
    practice: Run, tmp_path: Path, home: Path
) -> None:
    file = written(tmp_path / "c.csv", comment(1), comment(2))
    before = held(home)
    dry = practice("import", file, "--dry-run", "--json").document
    assert held(home) == before
    (tried,), (done,) = dry["files"], practice("import", file, "--json").document["files"]
    assert tried.pop("batch") is None
    assert done.pop("batch") == 1
    assert tried == done


def test_the_same_file_again_changes_nothing(practice: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "c.csv", comment(1), comment(2))
    practice("import", file)
    before = practice("contacts", "--json").document
    (again,) = practice("import", file, "--json").document["files"]
    assert (again["new"], again["changed"], again["duplicate"]) == (0, 0, 2)
    assert practice("contacts", "--json").document == before


def test_an_import_is_taken_back_whole(practice: Run, tmp_path: Path) -> None:
    practice("import", written(tmp_path / "c.csv", comment(1), comment(2)))
    ran = practice("import", "--undo", "1", "--json")
    assert ran.code == 0
    assert ran.document["batch"] == 1
    assert ran.document["removed"] > 0
    assert practice("contacts", "--json").document == []
    assert practice("import", "--undo", "1").code == 2


def test_columns_of_any_table_can_be_named(practice: Run, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text(
        f"who,said,when,where\nmia.makes,lovely light,2024-09-20T08:30:00Z,{VIDEO}\n", "utf-8"
    )
    words = [
        f"--map={field}={column}"
        for field, column in (
            ("handle", "who"),
            ("text", "said"),
            ("at", "when"),
            ("post", "where"),
        )
    ]
    ran = practice("import", file, *words, "--json")
    assert ran.code == 0, ran.err
    assert ran.document["files"][0]["new"] == 1


def test_a_refused_second_file_says_what_is_in_already(practice: Run, tmp_path: Path) -> None:
    good = written(tmp_path / "good.csv", comment(1))
    bad = tmp_path / "bad.csv"
    bad.write_bytes(f"{HEAD}\n{comment(2)}\n".encode() + b"3,x,\xff,y,z,2024-09-20T08:30:00Z\n")
    ran = practice("import", good, bad)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    known = {each["handle"] for each in practice("contacts", "--json").document}
    assert ("good.csv" in ran.err) is ("fan1" in known)
    assert "fan2" not in known


@pytest.mark.parametrize("name", ["nowhere.csv", "a\x1b[2Jb.csv", "."])
def test_a_file_that_cannot_be_read_is_one_line(practice: Run, tmp_path: Path, name: str) -> None:
    ran = practice("import", tmp_path / name)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert "\x1b" not in ran.err


def expectations() -> list[str]:
    if not HOSTILE.is_dir():
        return []
    source = (HOSTILE / "make_files.py").read_text("utf-8")
    return [line.split('"')[1] for line in source.splitlines() if line.startswith("    put(")]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, str(HOSTILE / "make_files.py"), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.slow
@needs_hostile
@pytest.mark.parametrize("name", expectations())
def test_a_hostile_file_is_refused_or_read_as_it_must_be(
    practice: Run, hostile: Path, home: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DM_ASSISTANT_NOW", "2026-05-01T12:00:00+00:00")
    (told,) = (
        each
        for each in json.loads((hostile / "expected.json").read_text("utf-8"))
        if each["file"] == name
    )
    before, around = held(home), sorted(home.parent.rglob("*"))
    ran = practice("import", hostile / name, "--json")
    assert "Traceback" not in ran.err
    assert ran.code in {"refuse": {2}, "accept": {0}}.get(told["expect"], {0, 2})
    if ran.code == 2:
        refused(ran.err, name, told)
        assert ran.out == ""
        assert held(home) == before
        assert sorted(home.parent.rglob("*")) == around
    else:
        accepted(practice, ran.document["files"], told)


def refused(line: str, name: str, told: dict[str, Any]) -> None:
    assert line.count("\n") == 1
    assert line.rstrip("\n").isprintable()
    assert name in line
    if "line" in told:
        assert f":{told['line']}" in line


def accepted(run: Run, files: list[dict[str, Any]], told: dict[str, Any]) -> None:
    stored = sum(each["comments"] for each in run("contacts", "--json").document)
    assert stored == told.get("rows", stored)
    assert stored == sum(each["new"] for each in files)
    assert run("doctor").code == 0
    rejected = [each["line"] for file in files for each in file["rejected"]]
    place = told.get("line", told.get("item"))
    assert rejected == ([] if place is None else [place])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="terminals are made otherwise there")
def test_an_interrupted_import_leaves_the_database_as_it_was(
    practice: Run, tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "long.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write(f"{HEAD}\n")
        out.writelines(f"{comment(number)}\n" for number in range(1, 300_001))
    before = held(home)
    command = [sys.executable, "-m", "dm_assistant", "import", str(file)]
    with Terminal(command, only_errors=True) as running:
        running.read_until(" rows, ")
        running.process.send_signal(signal.SIGINT)
        assert running.ends() == 130
        assert running.process.stdout is not None
        assert running.process.stdout.read() == b""
        assert running.shown.rstrip().endswith("dm-assistant: stopped; nothing was changed")
    assert held(home) == before
    assert practice("contacts", "--json").document == []


def test_a_folder_is_read_and_what_is_left_is_named(practice: Run, tmp_path: Path) -> None:
    down = tmp_path / "down"
    down.mkdir()
    (down / "people.csv").write_text("handle,notes\nmia,hi\n")
    (down / "cat.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    ran = practice("import", down, "--dry-run")
    assert "not read: 1 file\n  down/cat.jpg: a picture\n" in ran.out
    left = json.loads(practice("import", down, "--json").out)["left_out"]
    assert left == [{"path": "down/cat.jpg", "reason": "a picture"}]
    for number in range(30):
        (down / f"{number}.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    out = practice("import", down).out
    assert "not read: 31 files\n  31 pictures\n" in out
