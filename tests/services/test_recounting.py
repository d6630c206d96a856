"""Every number is counted twice: by the screens' own path, and again from the records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import InboundClass, Purpose
from dm_assistant.services import (
    answers,
    codes,
    drafting,
    importing,
    life,
    people,
    recounting,
    replies,
    safety,
    shelf,
    undoing,
)
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.services.workshop import DATABASE, NOON, approved, draft, out, stored, wait, wrote
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
    found = recounting.recount(told)
    assert found.differences == ()
    [check] = [each for each in safety.doctor(told) if each.name == "numbers"]
    assert check.ok
    assert check.detail == f"{found.numbers:,} numbers counted twice, all the same"


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
    sql = f"UPDATE contacts SET no_contact = 'refused', no_contact_at = {at} WHERE id = {mia}"
    assert "opted out 0 by the records, 1 on the screen" in tampered(told, sql)
