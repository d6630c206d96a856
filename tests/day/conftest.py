"""The workspace of the day, made once and copied: as it is before the import, and after it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from dm_assistant.domain.model import FrontEnd, Purpose
from dm_assistant.services import drafting, importing, workspace
from tests.day import before, calendar


class Made(NamedTuple):
    """The workspace before the import, the file that waits, and the workspace with its drafts."""

    home: Path
    file: Path
    drafted: Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make both workspaces once."""
    folder = tmp_path_factory.mktemp("day")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", calendar.NOW.isoformat())
        file = before.make(folder / "home")
        drafted = shutil.copytree(folder / "home", folder / "drafted")
        with workspace.open_workspace(drafted, front_end=FrontEnd.CLI) as ws:
            importing.import_paths(ws, [file])
            drafting.make(ws, Purpose.THANKS, segment=before.WORTH_ONE)
    return Made(folder / "home", file, drafted)


@pytest.fixture
def early(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the workspace as it is at 09:40, before the import."""
    monkeypatch.setenv("DM_ASSISTANT_NOW", calendar.NOW.isoformat())
    return shutil.copytree(made.home, tmp_path / "home")


@pytest.fixture
def saturday(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the workspace after the import and the drafting."""
    monkeypatch.setenv("DM_ASSISTANT_NOW", calendar.NOW.isoformat())
    return shutil.copytree(made.drafted, tmp_path / "home")
