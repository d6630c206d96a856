"""A fixed clock and ready workspaces for the proofs of the storage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests import workspaces


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CLOCK, workspaces.NOW)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    """Give a workspace in which nothing has happened yet."""
    with workspaces.practice(tmp_path / "w") as ws:
        yield ws


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Give a workspace with a few people who may be thanked."""
    with workspaces.with_fans(tmp_path / "w") as made:
        yield made
