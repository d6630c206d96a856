"""Choosing what to import: whatever a terminal drops is found, and folders offer what they hold."""

import os
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.services import paths

AWKWARD = ("my file.csv", "it's.json", 'say "hi".zip', "ünï코드.csv", "a;b&c.csv", "100% [x].csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in AWKWARD:
        (tmp_path / name).write_text("x")
    return tmp_path


@pytest.mark.parametrize("name", AWKWARD)
def test_a_dropped_file_is_found_however_the_terminal_writes_it(folder: Path, name: str) -> None:
    path = folder / name
    for dropped in (str(path), shlex.quote(str(path)), f"  {path}\n", path.as_uri()):
        assert paths.typed(dropped) == (path,), dropped
    escaped = "".join(f"\\{sign}" if sign in " '\"&;[]%" else sign for sign in str(path))
    assert paths.typed(escaped) == (path,)


def test_several_files_are_found_on_one_line_or_on_lines(folder: Path) -> None:
    files = tuple(folder / name for name in AWKWARD)
    assert paths.typed(shlex.join(map(str, files))) == files
    assert paths.typed("\n".join(map(str, files))) == files
    assert paths.typed("\n".join(path.as_uri() for path in files)) == files


def test_what_does_not_exist_comes_back_as_one_path_to_be_refused(tmp_path: Path) -> None:
    assert paths.typed(f"{tmp_path}/no such file.csv") == (tmp_path / "no such file.csv",)
    assert paths.typed("   ") == ()


def test_home_is_written_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.csv").write_text("x")
    assert paths.typed("~/a.csv") == (tmp_path / "a.csv",)
    assert paths.downloads() == tmp_path
    (tmp_path / "Downloads").mkdir()
    assert paths.downloads() == tmp_path / "Downloads"


@given(st.text())
def test_no_words_end_in_an_error(words: str) -> None:
    assert all(isinstance(path, Path) for path in paths.typed(words))
    assert isinstance(paths.offered(words), tuple)


def test_a_folder_offers_folders_first_and_then_the_newest(tmp_path: Path) -> None:
    for age, name in enumerate(("new.csv", "old.csv")):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (1_700_000_000 - age, 1_700_000_000 - age))
    (tmp_path / "deep").mkdir()
    os.utime(tmp_path / "deep", (1_600_000_000, 1_600_000_000))
    (tmp_path / ".hidden").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    assert [each.path.name for each in paths.offered(f"{tmp_path}/")] == [
        "deep",
        "new.csv",
        "old.csv",
    ]
    assert [each.path.name for each in paths.offered(f"{tmp_path}/O")] == ["old.csv"]
    assert [each.path.name for each in paths.offered(f"{tmp_path}/.h")] == [".hidden"]
    assert paths.offered(f"{tmp_path}/nowhere/x") == ()


def test_the_text_says_in_which_folder_one_looks(tmp_path: Path) -> None:
    assert paths.split(f"{tmp_path}/") == (tmp_path, "")
    assert paths.split(f"{tmp_path}/be") == (tmp_path, "be")
    assert paths.split("") == (Path(), "")
