"""The help pages: complete, within the screen, and with examples that do what they say."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from dm_assistant.cli import families, manual, topics
from dm_assistant.domain.model import Purpose
from dm_assistant.services import drafting, importing, people, replies
from tests import workspaces

from .conftest import Run

ROOT = families.grammar()
COMMANDS = ROOT.places()
NOT_HERE = {
    "init": "makes the workspace that is here",
    "failed": "wants a message that was handed over and not sent",
    "demo": "opens the inbox",
    "import": "wants files of the reader's",
    "reconcile": "wants an export",
    "invite": "wants a draft that lacks consent",
    "completion": "has its own tests",
    "serve": "waits for a browser",
}
"""Commands whose examples are run elsewhere, and why."""

PEOPLE = ("mia.makes", "leo", *(f"fan{number}" for number in range(14)))


def examples(name: str) -> list[list[str]]:
    page = (COMMANDS[name].epilog or "").partition("\n\nchanges:")[0]
    lines = [line.partition("$ dm-assistant ")[2] for line in page.splitlines()]
    return [shlex.split(line) for line in lines if line]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_page_says_what_it_changes_and_what_is_related(name: str) -> None:
    assert name in manual.MANUAL, "say in cli/manual.py what it changes and what belongs to it"
    entry = manual.MANUAL[name]
    assert set(entry.see.split()) <= set(COMMANDS)
    assert f"changes:\n  {entry.changes.split()[0]}" in (COMMANDS[name].epilog or "")


def test_the_manual_has_no_page_of_a_command_that_is_gone() -> None:
    assert set(manual.MANUAL) <= set(COMMANDS)


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_of_a_page_is_wider_than_the_screen(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    root = families.grammar()
    for page in [root, *root.places().values()]:
        wide = [line for line in page.format_help().splitlines() if len(line) > width]
        assert [line for line in wide if not line.startswith("  $ ")] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_is_a_command_line_that_can_be_read(name: str) -> None:
    assert examples(name)
    for words in examples(name):
        assert words[0] in COMMANDS
        ROOT.parse_args(words)


@pytest.mark.slow
def test_of_every_command_an_example_does_its_work(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DM_ASSISTANT_NOW", workspaces.NOW)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "codes.csv").write_text("code\nFOG-1\nMIA-7K2Q\n", "utf-8")
    with workspaces.practice(home) as ws:
        comments = workspaces.comments_file(tmp_path / "comments.csv", PEOPLE)
        importing.import_paths(ws, [comments])
        for handle in PEOPLE:
            people.grant(ws, handle, Purpose.THANKS, f"yes, {handle} may be thanked")
        drafting.make(ws, Purpose.THANKS, names=PEOPLE)
        for number in range(7):
            replies.log(ws, f"fan{number}", "what mic do you use?")
    for name in COMMANDS:
        if name not in NOT_HERE:
            codes: list[int] = []
            while 0 not in codes:
                assert len(codes) < len(examples(name)), (name, codes)
                codes.append(run(*examples(name)[len(codes)]).code)
            assert 1 not in codes


def test_every_topic_has_a_page_that_fits(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = run("help").out
    monkeypatch.setenv("COLUMNS", "80")
    for name in topics.TOPICS:
        assert name in listed
        page = run("help", name).out
        assert max(map(len, page.splitlines())) <= 80
        assert set(run("help", name, "--json").document[name]) == {"title", "text"}
    assert "is none of start, lanes" in run("help", "lane").err
