"""The cases of the design that somebody sees; a name is the row, and together they are the table.

Those that are the gate's alone stand in ``tests/domain/rules/test_cases.py``.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import DraftState, InboundClass, Lane, Purpose
from dm_assistant.domain.rules.overrides import Override
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import (
    answers,
    life,
    people,
    queue,
    replies,
    rewriting,
    safety,
    undoing,
)
from dm_assistant.services.workspace import Workspace
from tests.services.terminals import at_once, crowd
from tests.services.test_importing import CONTACTS, ledger, yes
from tests.services.test_past_messages import ours, rule, said, take
from tests.services.workshop import (
    NOON,
    approved,
    comment,
    comments,
    draft,
    load,
    out,
    refusal,
    state,
    stored,
    tables,
    touches,
    wait,
    wrote,
)
from tests.shared import ROOT, SHARED
from tests.workspaces import FANS, reopened, write_csv

TABLE = SHARED / "design" / "rules.md"


@pytest.mark.skipif(not TABLE.is_file(), reason="shared/design/rules.md is not here")
def test_every_row_of_the_table_has_a_test_of_its_name() -> None:
    lines = TABLE.read_text("utf-8").partition("| case | outcome |")[2].splitlines()
    rows = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    rows = [row for row in rows if row != "---"]
    assert len(rows) == len({*rows}) >= 27
    written = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    names = re.findall(r"def (test_\w+)", written)
    for row in rows:
        assert names.count(_name(row)) == 1, row


def _name(row: str) -> str:
    return "test_" + re.sub("[^a-z0-9]+", "_", row.casefold()).strip("_")


def test_cap_2_one_sent_one_reserved_a_third_approved_the_reserved_one_withdrawn(
    ws: Workspace,
) -> None:
    people.grant(ws, FANS[0], Purpose.FEEDBACK, "ask me")
    out(ws)
    wait(ws, hours=1)
    wrote(ws, "thank you", kind=InboundClass.THANKS)
    wait(ws, days=15)
    reserved, third = draft(ws), draft(ws, purpose=Purpose.FEEDBACK)
    life.approve(ws, [reserved])
    wait(ws, hours=1)
    with pytest.raises(RefusedError) as refused:
        life.approve(ws, [third])
    verdict = refused.value.verdict
    assert verdict is not None
    found = {each.rule: each.detail for each in verdict.reasons}
    assert found["cap"].startswith("2 of 2 messages in the last 30 days")
    assert "one_slot" in found
    life.skip(ws, [reserved])
    life.approve(ws, [third])
    assert state(ws, third) is DraftState.APPROVED


def test_handed_over_never_confirmed_later_no_i_did_not_send_it(ws: Workspace) -> None:
    number = approved(ws)
    wait(ws, hours=1)
    life.hand_over(ws, number)
    left_at = ws.now()
    wait(ws, days=3)
    gap = people.check(ws, FANS[0]).finding("gap")
    assert gap is not None
    assert gap.until == left_at + timedelta(hours=168)
    assert touches(ws) == [(number, "handed_over")]
    life.could_not_send(ws, [number], "I did not send it")
    assert touches(ws) == [(number, "withdrawn")]
    assert safety.journal(ws, 1)[0].act == "failed"
    again = draft(ws)
    life.approve(ws, [again])
    assert state(ws, again) is DraftState.APPROVED


@pytest.mark.slow
def test_two_terminals_approve_the_same_person_at_the_same_moment(ws: Workspace) -> None:
    people.grant(ws, FANS[0], Purpose.FEEDBACK, "ask me")
    out(ws)
    wait(ws, hours=1)
    wrote(ws, "thank you", kind=InboundClass.THANKS)
    wait(ws, days=15)
    first, second = draft(ws), draft(ws, purpose=Purpose.FEEDBACK)
    told = at_once(ws, f"life.approve(ws, [{first}])", f"life.approve(ws, [{second}])")
    assert told[0] == "done"
    assert "Another message to them was approved on 16 Oct 13:00 UTC" in told[1]


@pytest.mark.slow
def test_two_terminals_two_people_one_place_left_under_pace(
    empty: Workspace,
) -> None:
    crowd(empty)
    life.approve(empty, range(1, 10))
    told = at_once(empty, "life.approve(ws, [20])", "life.approve(ws, [21])")
    assert told[0] == "done"
    assert "Allowed from 2024-10-01 13:00 UTC" in told[1]


HAND_OVER = """
import os, signal, sys
from pathlib import Path
from dm_assistant.domain.model import FrontEnd
from dm_assistant.services import life, workspace
ws = workspace.open_workspace(Path(sys.argv[1]), front_end=FrontEnd.CLI)
life.hand_over(ws, int(sys.argv[2]))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 here")
def test_killed_between_the_hand_over_s_commit_and_the_screen(ws: Workspace) -> None:
    other, number = approved(ws, FANS[1]), approved(ws)
    ws.close()
    command = [sys.executable, "-c", HAND_OVER, str(ws.path), str(number)]
    killed = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, b"")
    again = reopened(ws)
    assert state(again, number) is DraftState.HANDED_OVER
    assert [row.item.id for row in queue.outbox(again)] == [number, other]
    words = life.hand_over(again, number).text
    assert words == stored(again, number).text
    assert sorted(touches(again)) == sorted([(other, "reserved"), (number, "handed_over")])
    assert [check for check in safety.doctor(again) if not check.ok] == []


def test_opt_out_logged_while_a_draft_is_approved(ws: Workspace) -> None:
    number = approved(ws)
    logged = wrote(ws, "please stop messaging me")
    assert (logged.opt_out, logged.withdrawn) == (True, (number,))
    assert state(ws, number) is DraftState.CANCELLED
    assert touches(ws) == [(number, "withdrawn")]
    with pytest.raises(RefusedError) as refused:
        life.hand_over(ws, number)
    assert refused.value.verdict is not None
    assert refused.value.verdict.finding("opt_out").status == "block"  # type: ignore[union-attr]
    assert "asked not to be messaged" in str(refused.value)


def test_past_dms_imported_from_the_platform_s_export(ws: Workspace) -> None:
    runs = [ours(3), ours(3 + 1 / 1440), ours(40)]
    take(ws, {FANS[0]: [said(2, "love it"), *runs, said(41, "hi")], "left": [said(900, "stop")]})
    assert [each[4] for each in tables(ws)["touches"]] == [
        int((NOON - timedelta(days=days)).timestamp()) for days in (40, 3 + 1 / 1440, 3)
    ]
    cap, gap = rule(ws, "cap"), rule(ws, "gap")
    assert cap.status == "allow", "two bubbles are one run, and the other is out of the window"
    assert gap.until == NOON + timedelta(days=4)
    assert people.check(ws, "left").finding("opt_out").status == "block"  # type: ignore[union-attr]
    looks = rule(ws, "unread_reply")
    assert looks.status == "wait"
    assert looks.detail.startswith("2 of their messages not classed yet")
    [row] = queue.first(ws, Lane.REPLY)
    replies.classify(ws, row.item.id, InboundClass.THANKS)
    assert rule(ws, "unread_reply").status == "allow"


def test_same_export_twice_overlapping_exports(empty: Workspace, tmp_path: Path) -> None:
    rows = [comment(number, f"fan{number % 3}", days=number + 1) for number in range(6)]
    first, later = comments(tmp_path / "a.csv", *rows[:4]), comments(tmp_path / "b.csv", *rows[2:])
    assert load(empty, first).new == 4
    before = tables(empty)
    again = load(empty, first)
    assert (again.new, again.changed, again.duplicate) == (0, 0, 4)
    assert tables(empty) == before
    overlap = load(empty, later)
    assert (overlap.new, overlap.changed, overlap.duplicate, overlap.contacts_new) == (2, 0, 2, 0)
    written = [
        entry for each in ("fan0", "fan1", "fan2") for entry in people.person(empty, each).timeline
    ]
    assert len(written) == 6


def test_messages_of_the_same_export_twice_and_of_overlapping_exports(ws: Workspace) -> None:
    chat = [said(2), ours(3), ours(3), said(40), ours(41)]
    assert take(ws, {FANS[0]: chat[1:4]}).new == 3
    before = tables(ws)
    again = take(ws, {FANS[0]: chat[1:4]})
    assert (again.new, again.duplicate, again.batch) == (0, 3, None)
    assert tables(ws) == before
    overlap = take(ws, {FANS[0]: chat})
    assert (overlap.messages_in, overlap.messages_out, overlap.duplicate) == (1, 1, 3)
    assert take(ws, {FANS[0]: chat[::-1]}).batch is None


def test_re_import_of_an_erased_person(ws: Workspace, tmp_path: Path) -> None:
    safety.forget(ws, "mia.paints")
    rows = [comment(1, "mia.paints"), comment(2, "Mia.Paints"), comment(3, "ann")]
    report = load(ws, comments(tmp_path / "c.csv", *rows))
    assert (report.erased_skipped, report.new, report.contacts_new) == (2, 1, 1)
    assert load(ws, ledger(tmp_path / "l.csv", yes("mia.paints"))).erased_skipped == 1
    write_csv(tmp_path / "p.csv", CONTACTS, [["mia.paints", "Mia", "", "", "", "", "", ""]])
    assert load(ws, tmp_path / "p.csv").erased_skipped == 1
    assert "mia" not in repr(tables(ws)).casefold()
    refusal(lambda: people.person(ws, "mia.paints"))


def test_opted_out_person_writes_hey_do_send_me_the_code(ws: Workspace) -> None:
    wrote(ws, "stop", kind=InboundClass.OPT_OUT)
    wait(ws, hours=1)
    asked = wrote(ws, "hey, do send me the code", kind=InboundClass.QUESTION)
    with pytest.raises(RefusedError):
        answers.answer(ws, asked.message, "Ad: it is 20 % off with MAYA10")
    card = answers.answer(ws, asked.message, "Gladly! Shall I write to you about offers again?")
    number = card.row.item.id
    rewriting.edit(ws, number, "Ad: it is 20 % off with MAYA10")
    misread = Override("true_purpose", "MAYA10 is the name of my boat, not a code")
    for override in (None, misread):
        with pytest.raises(RefusedError):
            life.approve(ws, [number], override=override)
    rewriting.edit(ws, number, "Gladly! Shall I write to you about offers again?")
    life.approve(ws, [number])
    life.hand_over(ws, number)
    life.sent(ws, [number])
    wait(ws, minutes=1)
    with pytest.raises(RefusedError):
        answers.answer(ws, asked.message, "And one thing more.")
    assert people.check(ws, FANS[0], Purpose.OFFER).status == "block"


def test_im_14_btw_in_a_reply(ws: Workspace, tmp_path: Path) -> None:
    number = approved(ws)
    wrote(ws, "im 14 btw")
    for purpose in Purpose:
        assert people.check(ws, FANS[0], purpose).status == "block"
    with pytest.raises(BadInputError, match="nobody is called"):
        people.person(ws, FANS[0])
    assert stored(ws, number).state is DraftState.CANCELLED
    kept = "\n".join(map(str, tables(ws).values()))
    assert "im 14" not in kept
    assert FANS[0] not in kept
    assert [check for check in safety.doctor(ws) if not check.ok] == []
    with pytest.raises(RefusedError, match="what was erased is gone"):
        undoing.undo(ws)
    with pytest.raises(BadInputError, match="the person was erased"):
        replies.classify(ws, 1, InboundClass.AGE)
    again = load(ws, comments(tmp_path / "again.csv", comment(900, FANS[0], "hello again")))
    assert (again.contacts_new, again.erased_skipped) == (0, 1)
    assert people.check(ws, FANS[0]).status == "block"
