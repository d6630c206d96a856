import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk, open_desk
from tests.tui import seeds


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make, once, a workspace with eight people, five of whom agreed to be messaged."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
        home = seeds.make(tmp_path_factory.mktemp("seeded"))
        seeds.wrote(home, "ben_rides", "thank you!! what mic do you use?")
    return home


@pytest.fixture
def home(seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own copy of the seeded workspace."""
    monkeypatch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
    return shutil.copytree(seeded, tmp_path / "home")


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """Open the workspace as the terminal does."""
    opened = open_desk(home)
    yield opened
    opened.close()


@pytest.fixture
def program(desk: Desk, home: Path) -> DmAssistantApp:
    """Make the program over the seeded workspace."""
    return DmAssistantApp(desk, home)
