"""The clock stands still in every test here; a crowd for campaigns is made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dm_assistant.domain.model import FrontEnd
from dm_assistant.services import workspace
from dm_assistant.services.workspace import NOW, Workspace
from tests import workspaces
from tests.services.campaigning import CROWD


@pytest.fixture(autouse=True)
def _clock(clock: None) -> None:
    """Stop the clock."""


@pytest.fixture(scope="session")
def _crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace of twenty people who agreed to be thanked."""
    folder = tmp_path_factory.mktemp("crowd")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(NOW, workspaces.NOW)
        workspaces.with_fans(folder / "crowd", CROWD).close()
    return folder / "crowd"


@pytest.fixture
def crowded(_crowd: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Give a copy of it."""
    with workspaces.copied(_crowd, tmp_path / "crowded") as ws:
        yield ws


@pytest.fixture
def sample(made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Open the sample as somebody does who has no clock set."""
    monkeypatch.delenv(NOW, raising=False)
    with workspace.open_workspace(made, front_end=FrontEnd.CLI) as ws:
        yield ws
