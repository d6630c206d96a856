"""Changing the rules: journalled with its reason, taken back whole, binding for everybody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from dm_assistant import rulebook
from dm_assistant.domain.model import FrontEnd, Lane
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import life, policy_file, queue, safety, steering, undoing, workspace
from dm_assistant.services.workspace import POLICY, Workspace
from dm_assistant.storage import journal
from tests.services.workshop import approved, draft, refusal, tables, wait
from tests.shared import ROOT

WHY = "people feel chased after one week"
CLOSED = {"unknown_from": "14:00"}
"""At one in the afternoon this closes the hours of everybody whose zone is not known."""


def last(ws: Workspace, count: int = 1) -> list[journal.Record]:
    with ws.database.read() as tx:
        return journal.recent(tx, count)


def value(ws: Workspace, key: str) -> Any:
    return next(each.value for each in steering.current(ws) if each.entry.key == key)


def test_a_change_is_journalled_with_both_values_both_versions_and_the_reason(
    ws: Workspace,
) -> None:
    before = ws.policy.version
    saved = steering.change(ws, {"gap_hours": 200, "links": 0}, f"  {WHY} ")
    [record] = last(ws)
    assert record.act == "policy"
    assert record.detail == {
        "changes": [
            {"key": "gap_hours", "from": 168, "to": 200},
            {"key": "links", "from": 1, "to": 0},
        ],
        "reason": WHY,
        "before": before,
        "after": ws.policy.version,
    }
    assert (saved.before, saved.after) == (before, ws.policy.version)
    text = (ws.path / POLICY).read_text("utf-8")
    assert text.endswith("gap_hours = 200\nlinks = 0\n")
    assert text.count(" = ") == 2
    found = {each.entry.key: each for each in steering.current(ws)}
    assert found["gap_hours"].changed
    assert not found["sunset_touches"].changed
    [past] = found["gap_hours"].history
    assert (past.before, past.after, past.reason, past.act) == (168, 200, WHY, "policy")


@pytest.mark.parametrize("to", [100, 400])
def test_undo_puts_the_old_value_back_whichever_way_it_went(ws: Workspace, to: int) -> None:
    steering.change(ws, {"gap_hours": to}, WHY)
    undone = undoing.undo(ws)
    assert (undone.act, undone.restored) == ("policy", 1)
    assert value(ws, "gap_hours") == 168
    assert ws.policy == type(ws.policy)()
    assert [each.act for each in steering.current(ws)[14].history] == ["undo", "policy"]
    assert refusal(lambda: steering.change(ws, {"gap_hours": 168}, WHY)).startswith("nothing would")


def test_comments_and_order_of_a_file_of_ones_own_stay(ws: Workspace) -> None:
    path = ws.path / POLICY
    path.write_text("# mine\r\nlinks = 0 # never\r\n\r\n# the gap\r\ngap_hours = 300\r\n", "utf-8")
    steering.change(ws, {"gap_hours": 200, "open_from": "10:00"}, WHY)
    text = path.read_bytes().decode()
    assert "# mine" in text
    assert "links = 0 # never" in text
    assert text.index("# the gap") < text.index("gap_hours = 200") < text.index("open_from")
    steering.reset(ws, ["links"], WHY)
    assert "links = 1 # never" in path.read_text("utf-8")


def test_values_go_before_tables_that_a_file_ends_in(ws: Workspace) -> None:
    path = ws.path / POLICY
    path.write_text("[[caps]]\ntouches = 1\nhours = 720\n", "utf-8")
    steering.change(ws, {"gap_hours": 200}, WHY)
    assert rulebook.differences(ws.policy) == {
        "gap_hours": 200,
        "caps": [{"touches": 1, "hours": 720}],
    }


@pytest.mark.parametrize(
    ("act", "line"),
    [
        (lambda ws: steering.change(ws, {"gap_hours": 60}, WHY), "it must be from 72 to 8760"),
        (lambda ws: steering.change(ws, {"gap": 60}, WHY), "did you mean gap_hours?"),
        (lambda ws: steering.change(ws, {}, WHY), "name at least one value"),
        (lambda ws: steering.change(ws, {"gap_hours": 168}, WHY), "168 already"),
        (lambda ws: steering.change(ws, {"gap_hours": 200}, "because"), "15 characters"),
        (lambda ws: steering.change(ws, {"gap_hours": 200}, WHY + "\0"), ""),
        (lambda ws: steering.change(ws, {"open_from": "20:00"}, WHY), "before open_until"),
        (lambda ws: steering.reset(ws, ["no_such_key"], WHY), "there is no no_such_key"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(
    ws: Workspace, act: Callable[[Workspace], object], line: str
) -> None:
    (ws.path / POLICY).write_text("links = 0\n", "utf-8")
    queue.counts(ws)
    before = tables(ws)
    with pytest.raises(BadInputError):
        act(ws)
    assert line in refusal(lambda: act(ws))
    assert (ws.path / POLICY).read_text("utf-8") == "links = 0\n"
    assert tables(ws) == before


def test_what_one_terminal_tightens_binds_the_next_act_of_another(ws: Workspace) -> None:
    first, second = draft(ws), draft(ws, "zoe_draws")
    with workspace.open_workspace(ws.path, front_end=FrontEnd.TUI) as other:
        life.approve(other, [first])
        steering.change(ws, CLOSED, WHY)
        with pytest.raises(RefusedError) as refused:
            life.approve(other, [second])
        assert refused.value.verdict is not None
        assert refused.value.verdict.reasons[0].rule == "quiet_hours"
        with pytest.raises(RefusedError):
            life.hand_over(other, first)
        assert queue.counts(other).held == queue.counts(ws).held == 1
        undoing.undo(other)
        life.hand_over(ws, first)
        life.approve(other, [second])
        assert last(ws)[0].act == "approve"


def test_a_file_changed_by_hand_is_journalled_before_anything_is_done_under_it(
    ws: Workspace,
) -> None:
    one = draft(ws)
    steering.change(ws, {"gap_hours": 200}, WHY)
    (ws.path / POLICY).write_text("gap_hours = 300\n", "utf-8")
    life.approve(ws, [one])
    approval, found = last(ws, 2)
    assert (approval.act, found.act) == ("approve", "policy_outside")
    assert found.detail["changes"] == [{"key": "gap_hours", "from": 200, "to": 300}]
    assert found.detail["after"] == ws.policy.version
    assert undoing.undo(ws).act == "approve"
    assert "changed outside the program since" in refusal(lambda: undoing.undo(ws))
    assert value(ws, "gap_hours") == 300
    (ws.path / POLICY).unlink()
    queue.counts(ws)
    assert last(ws)[0].detail["changes"] == [{"key": "gap_hours", "from": 300, "to": 168}]
    assert [each for each in safety.doctor(ws) if not each.ok] == []


def test_a_file_that_cannot_be_read_stops_everything_and_says_where(ws: Workspace) -> None:
    one = draft(ws)
    (ws.path / POLICY).write_text("gap_hours = 1\n", "utf-8")
    before = tables(ws)
    assert refusal(lambda: life.approve(ws, [one])).startswith("policy.toml: gap_hours is 1")
    assert tables(ws) == before
    (ws.path / POLICY).unlink()
    life.approve(ws, [one])


def cut_short(ws: Workspace) -> None:
    with policy_file.swapping(ws) as swap, ws.database.write():
        swap({"gap_hours": 100})
        assert b"gap_hours = 100" in (ws.path / POLICY).read_bytes()
        raise OSError("the disk is full")


@pytest.mark.parametrize("there", [b"", b"# mine\nlinks = 0\n"])
def test_a_change_that_fails_to_commit_leaves_the_old_file(ws: Workspace, there: bytes) -> None:
    path = ws.path / POLICY
    if there:
        path.write_bytes(there)
    queue.counts(ws)
    before = tables(ws)
    with pytest.raises(OSError, match="full"):
        cut_short(ws)
    assert (path.read_bytes() if path.exists() else b"") == there
    assert tables(ws) == before
    assert [each.name for each in ws.path.glob(".policy*")] == []


CUT_SHORT = """
import os, sys
from pathlib import Path
from dm_assistant.domain.model import FrontEnd
from dm_assistant.services import acts, policy_file, workspace
ws = workspace.open_workspace(Path(sys.argv[1]), front_end=FrontEnd.CLI)
with policy_file.swapping(ws) as swap, ws.database.write() as tx:
    acts.begin(tx, ws, "policy").finish(changes=[], reason="", before="", after="")
    swap({"gap_hours": 300})
    os._exit(9)
"""


@pytest.mark.slow
def test_killed_between_file_and_journal_the_next_act_records_the_change(ws: Workspace) -> None:
    one = draft(ws)
    ws.close()
    ended = subprocess.run([sys.executable, "-c", CUT_SHORT, str(ws.path)], cwd=ROOT, check=False)
    assert ended.returncode == 9
    with workspace.open_workspace(ws.path, front_end=FrontEnd.CLI) as again:
        assert again.policy.gap.days == 12
        life.skip(again, [one])
        skipped, found, drafted = last(again, 3)
        assert [each.act for each in (skipped, found, drafted)] == [
            "skip",
            "policy_outside",
            "draft",
        ]
        assert found.detail["changes"] == [{"key": "gap_hours", "from": 168, "to": 300}]


def test_lanes_and_approvals_follow_a_change_at_once(ws: Workspace) -> None:
    draft(ws)
    kept = approved(ws, "zoe_draws")
    assert queue.counts(ws).ready == 1
    steering.change(ws, CLOSED, WHY)
    assert (queue.counts(ws).ready, queue.counts(ws).held) == (0, 1)
    [row] = queue.first(ws, Lane.HELD)
    assert row.until is not None
    with pytest.raises(RefusedError):
        life.hand_over(ws, kept)
    wait(ws, hours=1)
    assert queue.counts(ws).ready == 1
    life.hand_over(ws, kept)


def test_going_back_leaves_nobody_judged_by_the_policy_in_between(ws: Workspace) -> None:
    number = draft(ws)
    steering.change(ws, CLOSED, WHY)
    life.snooze(ws, [number])
    assert undoing.undo(ws).act == "snooze"
    assert undoing.undo(ws).act == "policy"
    assert queue.counts(ws).ready == 1
    assert [each for each in safety.doctor(ws) if not each.ok] == []
