"""Completion: what the program offers, and the scripts run by the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dm_assistant.cli import completing, families
from dm_assistant.cli.completing import offered
from dm_assistant.cli.main import main

from .conftest import Run

ROOT = families.grammar()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cons", ["consent"]),
        ("--ver", ["--version"]),
        ("draft --for th", ["thanks"]),
        ("draft --dry", ["--dry-run"]),
        ("queue --lane re", ["reply", "ready"]),
        ("codes redee", ["redeem", "redeemed"]),
        ("campaigns fol", ["follow-up"]),
        ("consent g", ["grant"]),
        ("import some", [":files"]),
        ("demo --at x", [":folders"]),
        ("--workspace x", [":folders"]),
        ("templates show thanks/longt", ["thanks/longtime"]),
        ("init --account m", []),
        ("nosuch x", []),
        ("edit x", []),
    ],
)
def test_the_last_word_goes_on_to_what_may_stand_there(
    typed: str, found: list[str], run: Run
) -> None:
    run("init")
    assert offered(ROOT, typed.split()) == found


def test_names_come_from_the_workspace_and_strangers_names_run_nothing(
    practice: Run, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("handle,platform\nmia.k,tiktok\nmia_two,tiktok\nzoe,tiktok\n", "utf-8")
    practice("import", people)
    practice("segments", "add", "friends", "name:x")
    practice("tag", "mia.k", "fog")
    practice("tag", "mia.k", "$(touch hacked)")
    assert offered(ROOT, ["show", "mi"]) == ["mia.k", "mia_two"]
    assert offered(ROOT, ["show", "@z"]) == ["@zoe"]
    assert offered(ROOT, ["show", "%"]) == []
    assert offered(ROOT, ["draft", "--for", "thanks", "--segment", "f"]) == ["friends"]
    assert offered(ROOT, ["tag", "mia.k", ""]) == ["fog"]
    assert offered(ROOT, ["--workspace", str(tmp_path), "show", "mi"]) == []


def test_a_shell_gets_an_answer_whatever_it_asks(run: Run, home: Path) -> None:
    for words in ((), ("",), ("--workspace",), ("import", "--undo", "'"), ("show", "\x1b[31m")):
        assert run(completing.ASKED, *words).code == 0
    assert not home.exists()


def test_the_page_of_the_command_and_its_script(run: Run) -> None:
    ran = run("completion", "bash")
    assert ran.out.rstrip("\n") == completing.BASH.rstrip("\n")
    assert run("completion", "bash", "--json").document["shell"] == "bash"
    assert "is none of bash, zsh, fish" in run("completion", "csh").err


@pytest.mark.skipif(sys.platform == "win32", reason="bash is another program there")
def test_bash_itself_completes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0
    script = tmp_path / "completion.bash"
    script.write_text(capsys.readouterr().out, "utf-8")
    (tmp_path / "a file.csv").touch()
    asked = f"""
source {script}
dm-assistant() {{ {sys.executable} -m dm_assistant "$@"; }}
ask() {{
    COMP_WORDS=(dm-assistant "$@"); COMP_CWORD=$#
    _dm_assistant dm-assistant "${{!#}}" "${{COMP_WORDS[COMP_CWORD - 1]}}"
    printf '%s|' "${{COMPREPLY[@]}}"; echo
}}
ask hi
ask draft --for off
ask import '{tmp_path}/a'
complete -p dm-assistant
"""
    done = subprocess.run(
        ["bash", "--norc", "-u", "-c", asked],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"DM_ASSISTANT_HOME": str(tmp_path / "none")},
    )
    assert done.stdout.splitlines() == [
        "hints|",
        "offer|",
        f"{tmp_path}/a file.csv|",
        "complete -F _dm_assistant dm-assistant",
    ]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_can_read_their_script(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} here")
    script = tmp_path / "script"
    script.write_text(completing.SCRIPTS[shell], "utf-8")
    subprocess.run([program, "-n", str(script)], check=True)
