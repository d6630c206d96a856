"""The commands ``today`` and ``session`` as a creator types them."""

import json
from pathlib import Path

import pytest

from dm_assistant.cli.main import main
from tests.tui import seeds


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
        return seeds.make(tmp_path_factory.mktemp("today"))


def test_a_session_by_commands_from_today_to_its_end(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
    monkeypatch.setenv("DM_ASSISTANT_HOME", str(home))

    def run(*words: str) -> tuple[int, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out + said.err

    code, words = run("today", "--minutes", "10", "--json")
    found = json.loads(words)
    assert code == 0
    assert found["lanes"]["ready"] == 5
    assert found["plan"]["minutes"] == 10
    assert {"id", "lane", "seconds", "why"} <= set(found["plan"]["items"][0])
    assert found["session"] is None
    assert "plan for 20 min: 8 cards" in run("today")[1]

    assert run("session")[1] == "no session runs\n"
    code, words = run("session", "begin", "--minutes", "10", "--json")
    assert (code, json.loads(words)["drafted"]) == (0, 0)
    assert "0 of 8 cards" in run("session")[1]
    assert run("session", "begin")[0] == 2
    assert run("skip", str(found["plan"]["items"][0]["id"]))[0] == 0

    code, words = run("session", "end", "--json")
    ended = json.loads(words)
    assert code == 0
    assert ended["done"]["ready"] == {"k": 1, "n": 5}
    assert ended["left"]["ready"] == 4
    assert ended["first_expires_at"] is None
    assert run("session", "end") == (
        2,
        "dm-assistant: no session runs: begin one with 'dm-assistant session begin'\n",
    )
    assert run("session", "end", "--minutes", "5")[0] == 2
    assert run("today", "--minutes", "3")[0] == 2


def test_an_empty_workspace_says_what_to_do_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DM_ASSISTANT_HOME", str(tmp_path / "new"))
    assert main(["init", "--practice", "--account", "maya"]) == 0
    capsys.readouterr()
    assert main(["today"]) == 0
    assert "import comments.csv --dry-run" in capsys.readouterr().out
    assert main(["session", "begin"]) == 2
    assert "there is nothing to do" in capsys.readouterr().err
