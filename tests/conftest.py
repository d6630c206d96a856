"""A fixed clock and ready workspaces, made once: every test works on a copy."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from dm_assistant.services import demo
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage.database import Database
from tests import workspaces
from tests.making import once

# How long a machine takes that has other work too says nothing about the program.
settings.register_profile(
    "any pace", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any pace")


@pytest.fixture(scope="session", autouse=True)
def _one_transaction_at_a_time() -> Iterator[None]:
    """Refuse a transaction inside another one of the same thread.

    The inner one waits for a writer, who waits for the outer one: a minute, and then neither works.
    """
    there = threading.local()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("read", "write", "light"):
            patch.setattr(Database, name, _alone(getattr(Database, name), there))
        yield


def _alone(begin: Callable[[Database], Any], there: threading.local) -> Callable[[Database], Any]:
    @contextlib.contextmanager
    def alone(database: Database) -> Iterator[Any]:
        held: set[Path] = vars(there).setdefault("held", set())
        assert database.path not in held, "a transaction inside another of the same thread"
        with begin(database) as transaction:
            held.add(database.path)
            try:
                yield transaction
            finally:
                held.discard(database.path)

    return alone


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock of practice workspaces."""
    monkeypatch.setenv(CLOCK, workspaces.NOW)


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make both workspaces once."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, workspaces.NOW)
        workspaces.practice(folder / "empty").close()
        workspaces.with_fans(folder / "fans").close()
    return folder


@pytest.fixture
def empty(_made: Path, tmp_path: Path, clock: None) -> Iterator[Workspace]:  # noqa: ARG001
    """Give a workspace in which nothing has happened yet."""
    with workspaces.copied(_made / "empty", tmp_path / "w") as ws:
        yield ws


@pytest.fixture
def ws(_made: Path, tmp_path: Path, clock: None) -> Iterator[Workspace]:  # noqa: ARG001
    """Give a workspace with a few people who may be thanked."""
    with workspaces.copied(_made / "fans", tmp_path / "w") as made:
        yield made


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the sample once, with the machine told that it is some other year."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, "2031-01-01T03:00:00+00:00")
        return (
            once("demo", lambda folder: demo.write(folder / "sample"), tmp_path_factory) / "sample"
        )
