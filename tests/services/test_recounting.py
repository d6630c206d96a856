"""Every number is counted twice: by the screens' own path, and again from the records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import FrontEnd, InboundClass, Purpose
from dm_assistant.services import (
    backups,
    codes,
    importing,
    life,
    numbers,
    people,
    recounting,
    replies,
    restoring,
    safety,
    shelf,
    undoing,
    workspace,
)
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests import exports, workspaces
from tests.exports import message
from tests.services.test_past_messages import take
from tests.services.workshop import (
    DATABASE,
    NOON,
    approved,
    draft,
    out,
    state,
    stored,
    wait,
    wrote,
)
from tests.workspaces import FANS

MIA, ZOE, TOM = FANS


def wrong(ws: Workspace) -> list[str]:
    """Return the numbers that are not what the records say."""
    return [str(each) for each in recounting.recount(ws).differences]


def tampered(ws: Workspace, sql: str) -> str:
    """Change rows behind the program's back; returns what differs then."""
    with closing(sqlite3.connect(ws.path / DATABASE)) as db, db:
        assert db.execute(sql).rowcount == 1
    return "; ".join(wrong(ws))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a closed workspace: three were thanked, one answered, got a code and used it."""
    folder = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, workspaces.NOW)
        ws = workspaces.with_fans(folder / "w")
        (folder / "codes.txt").write_text("SKY-1\nSKY-2\nSKY-3\n", "utf-8")
        codes.add(ws, "sky", folder / "codes.txt")
        life.seen(ws, [out(ws, MIA)])
        out(ws, ZOE)
        wait(ws, hours=2)
        wrote(ws, "thank you so much", ZOE, InboundClass.POSITIVE)
        people.grant(ws, ZOE, Purpose.OFFER, "send me a code")
        wait(ws, days=8)
        number = draft(ws, ZOE, Purpose.OFFER, extra={"perk": "10 % off"}, campaign="sky")
        life.approve(ws, [number])
        life.sent(ws, [number])
        codes.redeemed(ws, [stored(ws, number).code])
        wait(ws, hours=1)
        out(ws, TOM)
        ws.close()
        yield folder / "w"


@pytest.fixture
def told(made: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Give a copy of that workspace."""
    with workspaces.copied(made, tmp_path / "w") as ws:
        ws.fixed_now = NOON + timedelta(days=8, hours=3)
        yield ws


def test_an_empty_workspace_agrees_with_itself(ws: Workspace) -> None:
    found = recounting.recount(ws)
    assert found.differences == ()
    assert found.numbers > 0


def test_what_was_told_is_the_same_by_both_paths(told: Workspace) -> None:
    assert wrong(told) == []


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE drafts SET replied_at = NULL WHERE replied_at > 0", "replies 1 by the records, 0"),
        ("UPDATE drafts SET replied_at = replied_at + 9 WHERE replied_at > 0", "median hours"),
        ("UPDATE drafts SET state = 'skipped' WHERE state = 'seen'", "sent 3 by the records, 2 on"),
        ("UPDATE drafts SET sent_at = NULL WHERE id = 1", "unconfirmed 0 by the records, 1 on"),
        ("UPDATE drafts SET handed_over_at = 99 WHERE id = 4", "mature 2 by the records, 3 on"),
        (
            "UPDATE drafts SET handed_over_at = 99 WHERE id = 1",
            "message 1: left 2024-10-01 12:00:00 UTC by the records, 1970",
        ),
        ("UPDATE drafts SET read_state = 'unknown' WHERE state = 'seen'", "opened 2 by the rec"),
        ("UPDATE drafts SET seen_at = 7, read_state = 'read' WHERE id = 4", "opened 2 by"),
        ("UPDATE codes SET redeemed_at = NULL WHERE state = 'redeemed'", "codes used 1 by the"),
        ("UPDATE codes SET state = 'given' WHERE state = 'redeemed'", "pool sky: redeemed 1 by"),
        ("UPDATE touches SET at = at - 60 WHERE draft_id = 1", "message 1: counts under the"),
        ("UPDATE touches SET state = 'withdrawn' WHERE draft_id = 1", "message 1: counts under"),
        (
            "UPDATE inbounds SET answers_draft_id = 1",
            "message 1: answered 2024-10-01 14:00:00 UTC by",
        ),
    ],
)
def test_a_number_changed_behind_the_programs_back_is_named(
    told: Workspace, sql: str, named: str
) -> None:
    assert named in tampered(told, sql)


def test_a_no_that_nobody_said_is_named(told: Workspace) -> None:
    at = int(told.now().timestamp())
    mia = "(SELECT contact_id FROM drafts WHERE id = 1)"
    sql = f"UPDATE contacts SET left_at = {at} WHERE id = {mia}"
    assert "opted out 0 by the records, 1 on the screen" in tampered(told, sql)


def exported(ws: Workspace, number: int, sent_at: datetime, *answers: datetime) -> int:
    """Import an export that has a message, and answers to it; returns the batch."""
    words = stored(ws, number).text
    said = [message(sent_at, exports.OWNER, words)]
    said += [message(at, MIA, f"what a surprise at {at:%H}") for at in answers]
    batch = take(ws, {MIA: said}).batch
    assert batch is not None
    return batch


def test_an_answer_outlives_the_import_that_knew_an_earlier_one(ws: Workspace) -> None:
    number, sent_at = out(ws), ws.now()
    wait(ws, days=1)
    batch = exported(ws, number, sent_at, sent_at + timedelta(hours=1))
    wrote(ws, "thank you again")
    importing.undo_batch(ws, batch)
    assert stored(ws, number).replied_at == ws.now()
    assert wrong(ws) == []
    undoing.undo(ws)
    assert state(ws, number) == "sent"
    assert wrong(ws) == []


def test_what_was_only_handed_over_is_that_again_without_its_answers(ws: Workspace) -> None:
    number, sent_at = approved(ws), ws.now()
    life.hand_over(ws, number)
    wait(ws, days=1)
    batch = exported(ws, number, sent_at, sent_at + timedelta(hours=1))
    wrote(ws, "thank you again")
    importing.undo_batch(ws, batch)
    assert state(ws, number) == "replied"
    undoing.undo(ws)
    assert state(ws, number) == "handed_over"
    assert wrong(ws) == []


def test_an_answer_that_was_classed_stays_one_when_its_import_goes(ws: Workspace) -> None:
    number, sent_at = out(ws), ws.now()
    wait(ws, days=1)
    batch = exported(ws, number, sent_at, sent_at + timedelta(hours=1))
    replies.classify(ws, 1, InboundClass.POSITIVE)
    importing.undo_batch(ws, batch)
    assert stored(ws, number).replied_at == sent_at + timedelta(hours=1)
    assert wrong(ws) == []


def test_a_message_that_was_seen_stays_seen_when_its_answer_was_none(ws: Workspace) -> None:
    number, given_at = approved(ws), ws.now()
    life.hand_over(ws, number)
    life.seen(ws, [number])
    wait(ws, minutes=10)
    wrote(ws, "thanks")
    wait(ws, days=1)
    exported(ws, number, given_at + timedelta(minutes=30))
    assert state(ws, number) == "seen"
    assert wrong(ws) == []


def test_a_code_used_before_its_message_was_confirmed_was_given(told: Workspace) -> None:
    wait(told, hours=1)
    wrote(told, "it fits so well", ZOE, InboundClass.POSITIVE)
    wait(told, days=31)
    number = draft(told, ZOE, Purpose.OFFER, extra={"perk": "10 % off"}, campaign="more")
    life.approve(told, [number])
    life.hand_over(told, number)
    codes.redeemed(told, [stored(told, number).code])
    assert wrong(told) == []
    life.sent(told, [number])
    assert wrong(told) == []
    groups = dict(numbers.stats(told, by="campaign").groups)
    assert (groups["more"].codes_given, groups["more"].redeemed.k) == (1, 1)


def test_a_message_that_could_not_be_sent_after_all_was_not_used(ws: Workspace) -> None:
    life.could_not_send(ws, [out(ws)])
    assert sum(line.used for line in shelf.listing(ws)) == 0
    assert wrong(ws) == []


def test_the_doctor_says_how_many_numbers_it_counted_twice(told: Workspace) -> None:
    def said() -> tuple[bool, str]:
        [check] = [each for each in safety.doctor(told) if each.name == "numbers"]
        return check.ok, check.detail

    count = recounting.recount(told).numbers
    assert said() == (True, f"{count:,} numbers counted twice, all the same")
    tampered(told, "UPDATE drafts SET replied_at = NULL WHERE replied_at > 0")
    ok, detail = said()
    assert not ok
    assert f"of {count:,} numbers differ: all messages: replies 1 by the records, 0" in detail


def test_what_a_copy_told_is_taken_as_it_stands(told: Workspace) -> None:
    copy = backups.backup(told)
    wait(told, days=15)
    number = approved(told, MIA)
    life.sent(told, [number])
    at = told.now()
    told.close()
    restoring.restore(told.path, copy.name, front_end=FrontEnd.CLI)
    with workspace.open_workspace(told.path, front_end=FrontEnd.CLI) as ws:
        ws.fixed_now = at
        assert state(ws, number) == "sent"
        assert wrong(ws) == []
        life.seen(ws, [number])
        assert wrong(ws) == []
