"""The workspace of the day, made once and copied: as it is before the import, and after it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dm_assistant.cli.main import main
from dm_assistant.domain.model import FrontEnd, Purpose
from dm_assistant.services import drafting, importing, workspace
from tests.day import before, calendar
from tests.making import once


class Made(NamedTuple):
    """The workspace before the import, the file that waits, and the workspace with its drafts."""

    home: Path
    file: Path
    drafted: Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make both workspaces once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", calendar.NOW.isoformat())
        folder = once("day", _make, tmp_path_factory)
    file = before.files_beside(folder / "home") / before.WAITS
    return Made(folder / "home", file, folder / "drafted")


def _make(folder: Path) -> None:
    file = before.make(folder / "home")
    drafted = shutil.copytree(folder / "home", folder / "drafted")
    with workspace.open_workspace(drafted, front_end=FrontEnd.CLI) as ws:
        importing.import_paths(ws, [file])
        drafting.make(ws, Purpose.THANKS, segment=before.WORTH_ONE)


@pytest.fixture
def early(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the workspace as it is at 09:40, before the import."""
    return _copied(made.home, tmp_path / "home", monkeypatch)


@pytest.fixture
def saturday(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the workspace after the import and the drafting."""
    return _copied(made.drafted, tmp_path / "home", monkeypatch)


def _copied(source: Path, home: Path, patch: pytest.MonkeyPatch) -> Path:
    patch.setenv("DM_ASSISTANT_NOW", calendar.NOW.isoformat())
    patch.setenv("DM_ASSISTANT_HOME", str(home))
    return shutil.copytree(source, home)


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command gave back."""

    code: int
    out: str
    err: str


class Commands:
    """The command line on one workspace, at a moment that moves on."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch = patch
        self._capsys = capsys

    def at(self, clock: str) -> None:
        """Go on to a time of the Saturday, on the creator's clock."""
        self._patch.setenv("DM_ASSISTANT_NOW", calendar.at(0, clock).isoformat())

    def run(self, *words: object) -> Ran:
        """Run one command, whatever it answers."""
        code = main([str(word) for word in words])
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)

    def __call__(self, *words: object) -> Any:
        """Run one command that has to succeed; returns its document."""
        ran = self.run("--json", *words)
        assert ran.code == 0, ran.err
        return json.loads(ran.out)


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    """Give the command line; the workspace is the one in DM_ASSISTANT_HOME."""
    monkeypatch.setenv("COLUMNS", "120")
    return Commands(monkeypatch, capsys)
