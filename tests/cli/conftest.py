"""Running the command line in this process, on real workspaces."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.cli.main import main

NOW = "2024-10-01T12:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command gave back."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("DM_ASSISTANT_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("DM_ASSISTANT_NOW", raising=False)

    def command(*words: object) -> Ran:
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return command


@pytest.fixture(scope="session")
def _practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a practice workspace once."""
    home = tmp_path_factory.mktemp("practice") / "home"
    words = ("init", "--practice", "--account", "rambut", "--timezone", "Europe/London")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", NOW)
        assert main(["--workspace", str(home), *words]) == 0
    return home


@pytest.fixture
def practice(run: Run, home: Path, _practice: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on a practice workspace whose clock stands at NOW."""
    monkeypatch.setenv("DM_ASSISTANT_NOW", NOW)
    shutil.copytree(_practice, home)
    return run
