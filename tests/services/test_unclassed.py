"""A possible stop that nobody classes in time is one, whatever is done next and by which door."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.cli.main import main
from dm_assistant.domain.model import DraftState, InboundClass
from dm_assistant.services import people, queue, replies, safety, undoing
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage.secret import FILE
from dm_assistant.tui import desk
from tests.services.workshop import NOON, approved, refusal, state, tables, wait, wrote
from tests.workspaces import FANS, reopened

LATE = NOON + timedelta(hours=72)
COMMANDS = (
    pytest.param(("contacts",), id="contacts", marks=pytest.mark.slow),
    pytest.param(("show", "mia.paints"), id="show"),
    pytest.param(("check", "mia.paints"), id="check", marks=pytest.mark.slow),
    pytest.param(("queue", "--lane", "blocked"), id="queue", marks=pytest.mark.slow),
    pytest.param(("stats",), id="stats", marks=pytest.mark.slow),
    pytest.param(("journal",), id="journal", marks=pytest.mark.slow),
    pytest.param(("doctor",), id="doctor"),
    pytest.param(("templates", "list"), id="templates", marks=pytest.mark.slow),
    pytest.param(("codes", "list"), id="codes", marks=pytest.mark.slow),
    pytest.param(("keywords", "list"), id="keywords", marks=pytest.mark.slow),
    pytest.param(("suppressions", "list"), id="suppressions", marks=pytest.mark.slow),
    pytest.param(("draft", "--for", "thanks", "zoe_draws"), id="draft", marks=pytest.mark.slow),
    pytest.param(("approve", "1"), id="approve"),
    pytest.param(("handover", "1"), id="handover", marks=pytest.mark.slow),
    pytest.param(("skip", "999"), id="skip", marks=pytest.mark.slow),
    pytest.param(("note", "zoe_draws", "paints at night"), id="note", marks=pytest.mark.slow),
    pytest.param(
        ("classify", "1", "--as", "neutral", "--reason", "I think she was joking"), id="classify"
    ),
    pytest.param(("undo",), id="undo"),
    pytest.param(("backup",), id="backup", marks=pytest.mark.slow),
)


@pytest.fixture
def waiting(ws: Workspace) -> tuple[Workspace, int]:
    """Give a workspace with an approved message to somebody who may have asked to stop."""
    number = approved(ws)
    assert wrote(ws, "STOPPP 😭").intent is InboundClass.REVIEW
    return ws, number


def stopped(ws: Workspace) -> bool:
    return people.person(ws, FANS[0]).contact.no_contact == "opt_out"


def acts(ws: Workspace) -> list[str]:
    return [each.act for each in safety.journal(ws, 100)]


@pytest.mark.parametrize("command", COMMANDS)
def test_any_command_takes_a_stop_left_unclassed_for_one(
    waiting: tuple[Workspace, int],
    command: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ws, number = waiting
    ws.close()
    monkeypatch.setenv(CLOCK, LATE.isoformat())
    code = main(["--workspace", str(ws.path), *command])
    assert code in {0, 2, 3}, capsys.readouterr().err
    again = reopened(ws)
    assert stopped(again)
    assert state(again, number) is DraftState.CANCELLED
    assert acts(again).count("unclassed_stop") == 1
    [touch] = tables(again)["touches"]
    assert touch[6] == "withdrawn"


def test_a_second_before_the_time_no_command_takes_it_for_one(
    waiting: tuple[Workspace, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ws, number = waiting
    ws.close()
    monkeypatch.setenv(CLOCK, (LATE - timedelta(seconds=1)).isoformat())
    for command in (("check", FANS[0]), ("queue",)):
        assert main(["--workspace", str(ws.path), *command]) == 0
    again = reopened(ws)
    assert not stopped(again)
    assert state(again, number) is DraftState.APPROVED


def test_opening_the_terminal_takes_it_for_one(
    waiting: tuple[Workspace, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ws, number = waiting
    ws.close()
    monkeypatch.setenv(CLOCK, LATE.isoformat())
    desk.open_desk(ws.path).close()
    assert state(ws, number) is DraftState.CANCELLED
    assert acts(ws)[0] == "unclassed_stop"


def test_a_class_that_comes_too_late_does_not_bring_them_back(
    waiting: tuple[Workspace, int],
) -> None:
    ws, number = waiting
    wait(ws, hours=72)
    replies.classify(ws, 1, InboundClass.POSITIVE, "she was laughing, I am sure")
    assert stopped(ws)
    assert state(ws, number) is DraftState.CANCELLED


def test_it_happens_in_one_act_that_undo_looks_past(waiting: tuple[Workspace, int]) -> None:
    ws, number = waiting
    wait(ws, hours=72)
    queue.hear_silence(ws)
    before = tables(ws)
    queue.hear_silence(ws)
    assert tables(ws) == before
    assert "no undo weakens that" in refusal(lambda: undoing.undo(ws))
    assert stopped(ws)
    assert state(ws, number) is DraftState.CANCELLED


def test_without_the_secret_nothing_is_taken_and_the_doctor_can_still_speak(
    waiting: tuple[Workspace, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ws, _ = waiting
    ws.close()
    secret = ws.path / FILE
    secret.rename(tmp_path / "kept")
    monkeypatch.setenv(CLOCK, LATE.isoformat())
    before = tables(ws)
    assert main(["--workspace", str(ws.path), "doctor"]) == 1
    assert tables(ws) == before
    (tmp_path / "kept").rename(secret)
    assert main(["--workspace", str(ws.path), "doctor"]) in {0, 1}
    assert stopped(reopened(ws))
