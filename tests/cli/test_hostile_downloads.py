"""Hostile files end in one line or are left, in bounded time and memory, and change no byte."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest

from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import importing
from dm_assistant.services.importing import Watch
from dm_assistant.services.views import Progress
from dm_assistant.services.workspace import Workspace
from tests import hostile_downloads as hostile
from tests.cli.test_import import held
from tests.hostile_downloads import GOOD, READ, REFUSED
from tests.shared import HOSTILE, needs_hostile
from tests.workspaces import HEADER, POST, comments_file, dump, write_csv

from .conftest import Ran, Run
from .limited import SECONDS, limited

STEP = 2_000
"""Rows after which an import says how far it is."""

slow = pytest.mark.slow
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits are set otherwise there")


@dataclass(frozen=True)
class Made:
    """A folder of hostile files, and what becomes of each, by group and name."""

    folder: Path
    groups: dict[str, dict[str, str]]

    @property
    def expected(self) -> dict[str, str]:
        """What becomes of each file."""
        return {name: what for group in self.groups.values() for name, what in group.items()}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made") / "hostile"
    folder.mkdir()
    groups: dict[str, dict[str, str]] = {}
    for group, make in hostile.GROUPS.items():
        groups[group] = {}
        for name, (what, data) in make().items():
            (folder / name).write_bytes(data)
            groups[group][name] = what
    assert len({name for group in groups.values() for name in group}) == len(list(folder.iterdir()))
    return Made(folder, groups)


def refused(ran: Ran, name: str) -> None:
    assert (ran.code, ran.out) == (2, ""), ran.err[-500:]
    assert ran.err.count("\n") == 1
    assert ran.err.rstrip("\n").isprintable()
    assert name in ran.err


@slow
@pytest.mark.parametrize("group", hostile.GROUPS)
def test_a_hostile_file_is_refused_or_read_within_its_bounds(
    practice: Run, made: Made, home: Path, group: str
) -> None:
    assert practice("doctor").code == 0
    for name, wanted in made.groups[group].items():
        before, around = held(home), sorted(home.parent.rglob("*"))
        ran = limited(home, "import", made.folder / name)
        assert ran.code in {REFUSED: {2}, READ: {0}}.get(wanted, {0, 2}), (name, ran.err[-500:])
        if ran.code == 2:
            refused(ran, name)
            assert held(home) == before
            assert sorted(home.parent.rglob("*")) == around
        assert "\x1b" not in ran.out
    assert practice("doctor").code == 0


@slow
@pytest.mark.parametrize("packed", [False, True])
def test_one_good_file_among_all_hostile_ones_is_read(
    practice: Run, made: Made, home: Path, tmp_path: Path, *, packed: bool
) -> None:
    """Each of them is refused or read as when it is named alone; none keeps the others out."""
    down = tmp_path / "down"
    down.mkdir()
    for path in made.folder.iterdir():
        # Their sum has to stay below what an archive may hold.
        if path.stat().st_size < 1_000_000:
            (down / path.name).write_bytes(path.read_bytes())
    (down / "good.json").write_text(
        GOOD.replace("a.fan", "good.one").replace('"1"', '"9"').replace('"71"', '"99"')
    )
    told = down
    if packed:
        told = tmp_path / "down.zip"
        with zipfile.ZipFile(told, "w") as archive:
            for path in sorted(down.glob("*.json")):
                if made.expected.get(path.name, READ) == READ:
                    archive.write(path, path.name)
    ran = limited(home, "import", told, "--json", seconds=5 * SECONDS)
    assert ran.code == 0, ran.err
    assert "good.one" in {each["handle"] for each in practice("contacts", "--json").document}
    if not packed:
        document = json.loads(ran.out)
        named = {each["path"] for each in (*document["files"], *document["left_out"])}
        for path in down.iterdir():
            shown = f"down/{path.name}"
            assert any(each == shown or each.startswith(f"{shown}!") for each in named), shown
        assert all(each["reason"].isprintable() for each in document["left_out"])
    assert practice("doctor").code == 0


@pytest.fixture(scope="session")
def shared_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shared") / "files"
    command = [sys.executable, str(HOSTILE / "make_files.py"), str(folder)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        subprocess.run(command, check=True, capture_output=True)
    return folder


@slow
@needs_hostile
@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("way", ["file", "folder", "zip"])
def test_the_shared_hostile_files_are_named_by_file_folder_and_zip(
    shared_files: Path, home: Path, tmp_path: Path, way: str
) -> None:
    expected: list[dict[str, Any]] = json.loads((shared_files / "expected.json").read_text())
    if way == "folder":
        document = json.loads(limited(home, "import", shared_files, "--dry-run", "--json").out)
        read = {each["path"].split("/", 1)[1].split("!")[0] for each in document["files"]}
        left = {each["path"].split("/", 1)[1].split("!")[0] for each in document["left_out"]}
        for each in expected:
            where = {"refuse": left, "accept": read}.get(each["expect"], read | left)
            assert each["file"] in where, each
        return
    for each in expected:
        before, path = held(home), shared_files / each["file"]
        if way == "zip":
            inside, path = path, tmp_path / f"{path.name}.zip"
            with zipfile.ZipFile(path, "w") as archive:
                archive.write(inside, inside.name)
        ran = limited(home, "import", path, "--dry-run")
        assert ran.code in {"refuse": {2}, "accept": {0}}.get(each["expect"], {0, 2}), each
        if ran.code == 2:
            refused(ran, path.name)
        assert held(home) == before


def strings() -> list[str]:
    found = json.loads((HOSTILE / "strings.json").read_text("utf-8"))["items"]
    texts = []
    for item in found:
        if "bytes_hex" not in item:
            built = "".join(text * count for text, count in item.get("build", ()))
            texts.append(item.get("value", built))
    return texts


@slow
@needs_hostile
def test_hostile_words_are_data_wherever_a_file_holds_them(
    practice: Run, home: Path, tmp_path: Path
) -> None:
    down = tmp_path / "down"
    down.mkdir()
    texts = [each.encode("utf-8", "replace").decode() for each in strings()]
    usable = [each.replace("\0", "") for each in texts]
    at = "2024-09-20T10:00:00Z"
    rows = [(str(n), f"fan{n}", t, str(n), t, POST, at) for n, t in enumerate(usable)]
    write_csv(down / "texts.csv", HEADER, rows)
    (down / "names.json").write_text(json.dumps([dict(zip(HEADER, r, strict=True)) for r in rows]))
    named = [{**hostile.COMMENT, "cid": str(n), "uniqueId": t} for n, t in enumerate(texts)]
    (down / "handles.json").write_text(json.dumps(named))
    (down / "keys.json").write_text(json.dumps([{each: each for each in texts}]))
    write_csv(down / "columns.csv", list(dict.fromkeys(usable))[:60], [usable[:60]])
    with zipfile.ZipFile(down / "entries.zip", "w") as archive:
        for number, text in enumerate(dict.fromkeys(usable)):
            archive.writestr(f"{text[:200]}{number}.json", GOOD)
    for number, text in enumerate(usable):
        name = text.replace("/", "")[:60].encode()[:200].decode("utf-8", "ignore")
        if name.strip("."):
            (down / f"{name}{number}.csv").write_text("Booked,Amount\n1,2\n")
    ran = limited(home, "import", down)
    assert ran.code == 0, ran.err
    assert all(to_screen(line) == line for line in ran.out.split("\n"))
    assert not {each for each in ran.out if category(each) == "Cc"} - {"\n"}
    assert practice("doctor").code == 0


@slow
def test_more_files_than_anybody_has_are_refused_in_one_line(home: Path, practice: Run) -> None:
    down = home.parent / "down"
    down.mkdir()
    for number in range(20_001):
        (down / f"{number}.csv").touch()
    before = held(home)
    ran = limited(home, "import", down)
    refused(ran, "down: more than 20,000 files")
    assert held(home) == before
    assert practice("contacts", "--json").document == []


def test_links_pipes_and_sockets_are_left_and_never_opened(practice: Run, tmp_path: Path) -> None:
    down = tmp_path / "down"
    down.mkdir()
    (down / "good.json").write_text(GOOD)
    (down / "loop").symlink_to(down, target_is_directory=True)
    (down / "self").symlink_to("self")
    (down / "gone").symlink_to("nowhere")
    os.mkfifo(down / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(os.path.relpath(down / "door"))
        ran = practice("import", down, "--json")
    assert ran.code == 0
    left = {each["path"].split("/")[1]: each["reason"] for each in ran.document["left_out"]}
    link, special = "a link: point at the file itself", "neither a file nor a folder"
    assert left == {
        **dict.fromkeys(("loop", "self", "gone"), link),
        **dict.fromkeys(("pipe.csv", "door"), special),
    }
    for name in ("self", "pipe.csv"):
        refused(practice("import", down / name), name)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_what_may_not_be_read_is_left(practice: Run, tmp_path: Path) -> None:
    down = tmp_path / "down"
    (down / "closed").mkdir(parents=True)
    (down / "good.json").write_text(GOOD)
    (down / "shut.csv").touch(0o000)
    (down / "closed").chmod(0o000)
    try:
        ran = practice("import", down, "--json")
    finally:
        (down / "closed").chmod(0o700)
    assert ran.code == 0
    assert {each["path"] for each in ran.document["left_out"]} == {"down/closed", "down/shut.csv"}


def change(path: Path, how: str) -> None:
    if how == "gone":
        path.unlink()
    elif how == "folder":
        path.unlink()
        path.mkdir()
    elif how == "other":
        path.write_text("Booked,Amount\n2024-09-01,7\n")
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:-9] + b'"')
    elif how == "grown":
        comments_file(path, ("mia.paints", "zoe_draws", "late.one"))


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("how", ["gone", "folder", "other", "cut", "grown"])
def test_a_file_that_changes_after_the_look_is_not_taken_for_what_it_was(
    empty: Workspace, tmp_path: Path, how: str, *, named: bool
) -> None:
    """It changes when another file is on its way in already, the last moment there is."""
    down = tmp_path / "down"
    down.mkdir()
    comments_file(down / "a.csv", ("first.one",))
    later = comments_file(down / "b.csv", ("mia.paints", "zoe_draws"))
    before = dump(empty.path / "workspace.db")
    done: list[bool] = []

    def step(progress: Progress) -> None:
        if progress.unit == "rows" and not done:
            done.append(True)
            change(later, how)

    watch = Watch(step)
    if named:
        with pytest.raises(BadInputError, match="b\\.csv") as problem:
            importing.import_paths(empty, [down / "a.csv", later], watch=watch)
        assert str(problem.value).isprintable()
        assert dump(empty.path / "workspace.db") == before
        return
    report = importing.import_paths(empty, [down], watch=watch)
    assert done
    assert [(Path(each.path).name, each.new) for each in report.files] == [("a.csv", 2)]
    (left,) = report.left_out
    assert left.path.endswith("b.csv")
    assert left.reason


def test_a_file_that_grows_while_it_is_read_is_refused(empty: Workspace, tmp_path: Path) -> None:
    path = comments_file(tmp_path / "a.csv", [f"fan{number}" for number in range(3_000)])
    before = dump(empty.path / "workspace.db")

    def step(progress: Progress) -> None:
        if progress.unit == "rows" and progress.done == STEP:
            with path.open("a") as file:
                file.write("1,late.one\n")

    with pytest.raises(BadInputError, match=r"a\.csv: it changed while"):
        importing.import_paths(empty, [path], watch=Watch(step))
    assert dump(empty.path / "workspace.db") == before
