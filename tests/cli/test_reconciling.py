"""Closing the loop on the command line: the difference before, the questions after, the answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import exports, workspaces
from tests.exports import export, message
from tests.services.test_reconciling import handed_over
from tests.services.workshop import out, stored
from tests.workspaces import FANS

from .conftest import Run

NOON = datetime(2024, 10, 1, 12, tzinfo=UTC)
MIA, ZOE, TOM = FANS


def ours(text: str, hours: float) -> dict[str, str]:
    return message(NOON + timedelta(hours=hours), exports.OWNER, text)


@pytest.fixture
def told(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Run, Path]:
    """Give commands on a workspace with three messages out, and an export of three days later."""
    monkeypatch.setenv("DM_ASSISTANT_NOW", workspaces.NOW)
    ws = workspaces.with_fans(home)
    edited = stored(ws, handed_over(ws, MIA)).text + " \x1b[31mps: wow"
    half = stored(ws, handed_over(ws, ZOE)).text
    out(ws, TOM)
    ws.close()
    chats = {
        MIA: [message(NOON + timedelta(hours=5), MIA, "aww"), ours(edited, 1)],
        ZOE: [ours(f"{half[: len(half) * 3 // 5]} and then something else, all in my words", 2)],
        "rude.one": [message(NOON + timedelta(days=2), "rude.one", "stop")],
    }
    path = exports.write(home.parent / "export.json", export(chats, owner="me.me"))
    monkeypatch.setenv("DM_ASSISTANT_NOW", (NOON + timedelta(days=3)).isoformat())
    return run, path


def test_the_difference_is_shown_before_and_the_same_after(told: tuple[Run, Path]) -> None:
    run, path = told
    tried = run("import", path, "--dry-run").out
    for line in (
        "  drafts found as sent: 1, 1 in other words",
        f"    #1 @{MIA}",
        "  answers tied to messages of yours: 1, half of them within 4 h",
        "  opted out: 1 (@rude.one)",
        "  to be asked: 2 questions ('dm-assistant reconcile' lists them)",
        f"    #2 @{ZOE}: which of these messages is it?",
        f"    #3 @{TOM}: you said sent; your export does not have it",
    ):
        assert line in tried.splitlines()
    assert "\x1b" not in tried
    [before] = run("import", path, "--dry-run", "--json").document["files"]
    [after] = run("import", path, "--json").document["files"]
    assert {**before["reconcile"], "asked": []} == {**after["reconcile"], "asked": []}
    [edited] = after["reconcile"]["edited"]
    assert (edited["handle"], edited["draft"]) == (MIA, 1)
    assert edited["sent"].endswith("wow")
    assert after["reconcile"]["median_hours_to_reply"] == 4.0
    assert set(after["reconcile"]) == {
        *("sent", "edited", "not_sent", "outside", "replies", "median_hours_to_reply"),
        *("opted_out", "asked", "follow", "blocked", "unblocked"),
    }


def test_a_question_is_listed_side_by_side_and_answered(told: tuple[Run, Path]) -> None:
    run, path = told
    run("import", path)
    question, missing = run("reconcile", "--json").document
    assert set(question) == {"id", "handle", "kind", "draft", "text", "candidates"}
    [candidate] = question["candidates"]
    assert set(candidate) == {"id", "at", "text", "likeness"}
    page = run("reconcile").out
    assert " │ " in page
    assert f"dm-assistant reconcile {question['id']} --is {candidate['id']}" in page
    done = run("reconcile", question["id"], "--is", candidate["id"], "--json").document
    assert done == {"id": question["id"], "draft": 2, "state": "sent"}
    assert run("undo", "--json").document["act"] == "reconcile"
    assert run("reconcile", question["id"], "--none").out == "#2: could not send\n"
    assert run("reconcile", missing["id"], "--sent").out == "#3: sent\n"
    assert run("reconcile", "--json").document == []
    assert run("reconcile").out == "nothing is open: every message is where your export has it\n"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--none"], "name the question you answer"),
        (["1"], "answer with one of --is MESSAGE, --none and --sent"),
        (["1", "--none", "--sent"], "answer with one of"),
        (["99", "--none"], "there is no open question 99"),
    ],
)
def test_a_wrong_answer_is_one_line(told: tuple[Run, Path], words: list[str], line: str) -> None:
    run, _ = told
    ran = run("reconcile", *words)
    assert (ran.code, ran.out) == (2, "")
    assert line in ran.err
    assert ran.err.count("\n") == 1


def test_a_long_list_is_cut_on_the_page_only() -> None:
    from dm_assistant.cli import reconciled  # noqa: PLC0415 - as the command has it
    from dm_assistant.services.reconciled import Reconciled  # noqa: PLC0415 - as above

    many = tuple(f"fan{number}" for number in range(9))
    found = Reconciled(opted_out=many, unblocked=many[:1])
    lines = list(reconciled.lines(found))
    assert lines[0] == "opted out: 9 (@fan0, @fan1, @fan2, @fan3, @fan4 and 4 more)"
    assert lines[1].startswith("no longer on your block list: lift it yourself: 1 (@fan0)")
    assert len(dict(reconciled.document(found))["opted_out"]) == 9  # type: ignore[arg-type]
