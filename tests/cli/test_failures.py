from __future__ import annotations

import argparse
import stat
import sys
from pathlib import Path

import pytest

from dm_assistant.cli import families
from dm_assistant.cli.parser import Commands, build
from dm_assistant.cli.printing import Answer
from dm_assistant.domain.rules.verdict import Finding, Status, Verdict
from dm_assistant.errors import DmAssistantError, RefusedError

from .conftest import Run

SECRET = "mia said: call me at home"  # noqa: S105 - words that must not come out anywhere


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, home: Path) -> list[BaseException]:
    """A command ``fail`` that raises what the list holds."""
    home.mkdir(mode=0o700)
    raised: list[BaseException] = []

    def fail(_args: argparse.Namespace) -> Answer:
        words_of_mia = SECRET
        nobody: dict[str, Answer] = {}
        try:
            return nobody[words_of_mia]
        except KeyError as error:
            raise raised[0] from error

    def register(commands: Commands) -> None:
        commands.family("fail")
        commands.add("fail", "fail", fail, example="fail")

    monkeypatch.setattr(families, "grammar", lambda: build((register,)))
    return raised


def test_a_fault_is_one_line_that_names_the_log(
    failing: list[BaseException], run: Run, home: Path
) -> None:
    failing.append(ValueError(SECRET))
    ran = run("fail", "--json")
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert str(home) in ran.err
    assert SECRET not in ran.err
    assert "Traceback" not in ran.err


def test_the_log_says_where_but_nothing_of_what_people_wrote(
    failing: list[BaseException], run: Run, home: Path
) -> None:
    failing.append(ValueError(SECRET))
    run("fail")
    (log,) = home.glob("*log*")
    text = log.read_text("utf-8")
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_failures.py" in text
    assert SECRET not in text
    assert "words_of_mia" not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_fault_outside_any_workspace_makes_no_folder(
    failing: list[BaseException], run: Run, home: Path
) -> None:
    home.rmdir()
    failing.append(ValueError(SECRET))
    ran = run("fail")
    assert ran.code == 1
    assert "ValueError at test_failures.py" in ran.err
    assert SECRET not in ran.err
    assert not home.exists()


def test_a_full_disk_is_said_in_the_systems_words(failing: list[BaseException], run: Run) -> None:
    failing.append(OSError(28, "No space left on device"))
    ran = run("fail")
    assert ran.code == 1
    assert ran.err.startswith("dm-assistant: No space left on device; ")


def test_an_error_that_is_no_bad_input_ends_with_1(failing: list[BaseException], run: Run) -> None:
    failing.append(DmAssistantError("the copy could not be checked"))
    ran = run("fail")
    assert (ran.code, ran.err) == (1, "dm-assistant: the copy could not be checked\n")


def test_an_interrupt_ends_with_130_and_one_line(failing: list[BaseException], run: Run) -> None:
    failing.append(KeyboardInterrupt())
    ran = run("fail")
    assert ran.code == 130
    assert ran.err.count("\n") == 1
    assert "stopped" in ran.err


def test_a_refusal_prints_its_verdict(failing: list[BaseException], run: Run) -> None:
    found = Finding("opt_out", Status.BLOCK, "they asked to stop")
    fine = Finding("gap", Status.ALLOW, "no message yet")
    failing.append(RefusedError("no:\x1b[2J stop", Verdict(Status.BLOCK, (found, fine))))
    ran = run("fail")
    assert ran.code == 3
    assert ran.out.splitlines() == [
        "verdict: blocked",
        "  block  opt_out  they asked to stop",
        "  allow  1 other rule of 2",
    ]
    assert ran.err.startswith("dm-assistant: refused: no:")
    assert "\x1b" not in ran.err


def test_a_refusal_under_json_is_its_verdict(failing: list[BaseException], run: Run) -> None:
    failing.append(RefusedError("no", Verdict(Status.HOLD, (), None, "wait 3 d 4 h")))
    ran = run("fail", "--json")
    assert ran.code == 3
    assert ran.document == {
        "refused": "no",
        "status": "hold",
        "until": None,
        "findings": [],
        "unlock": "wait 3 d 4 h",
    }
    assert ran.err == "dm-assistant: refused: no\n"


def test_a_refusal_without_verdict_has_the_same_keys(
    failing: list[BaseException], run: Run
) -> None:
    failing.append(RefusedError("no"))
    assert set(run("--json", "fail").document) == {
        "refused",
        "status",
        "until",
        "findings",
        "unlock",
    }
