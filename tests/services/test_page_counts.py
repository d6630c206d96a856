"""The pages beside the rates are counted twice as well: a number changed behind them is named."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from dm_assistant.domain.model import FrontEnd
from dm_assistant.domain.model import InboundClass as C
from dm_assistant.services import (
    answers,
    following_up,
    life,
    recounting,
    steering,
    workspace,
)
from dm_assistant.services.workspace import Workspace
from tests import workspaces
from tests.services.campaigning import CROWD, NAME, PAIR, begun, ran, sent
from tests.services.workshop import DATABASE, comment, comments, load, wait, wrote

REASON = "a campaign of the tests goes out in one day"


@pytest.fixture(scope="module")
def lived(
    _crowd: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, datetime]]:
    """Give a closed workspace in which something happened for every page, and its time."""
    folder = tmp_path_factory.mktemp("lived")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(workspace.NOW, workspaces.NOW)
        ws = workspaces.copied(_crowd, folder / "w")
        _live(ws, folder)
        now = ws.now()
        ws.close()
        yield folder / "w", now


def _live(ws: Workspace, folder: Path) -> None:
    steering.change(ws, {"first_contacts_a_day": 30, "first_contacts_an_hour": 15}, REASON)
    begun(ws, variants=PAIR, holdout=50, seed="seed 7")
    made = ran(ws)
    sent(ws, *made.drafts)
    first, second = (each.handle for each in made.people if each.draft in made.drafts[:2])
    wait(ws, hours=2)
    asked = wrote(ws, "which paper is it?", first, C.QUESTION)
    card = answers.answer(ws, asked.message, "Cotton paper.")
    life.hand_over(ws, card.row.item.id)
    life.sent(ws, [card.row.item.id])
    wait(ws, days=4)
    due = following_up.follow_up(ws, NAME).drafts
    wait(ws, days=12)
    sent(ws, due[0])
    wrote(ws, "oh, and the brush?", second, C.QUESTION)
    wait(ws, days=15)
    last = [comment(0, first, days=-5), comment(1, CROWD[0], days=-30)]
    load(ws, comments(folder / "after.csv", *last))


def wrong(ws: Workspace) -> str:
    return "; ".join(map(str, recounting.recount(ws).differences))


@pytest.fixture
def life_of(lived: tuple[Path, datetime], tmp_path: Path) -> Iterator[Workspace]:
    """Give a copy of it."""
    path, now = lived
    shutil.copytree(path, tmp_path / "w")
    with workspace.open_workspace(tmp_path / "w", front_end=FrontEnd.CLI) as ws:
        ws.fixed_now = now
        yield ws


def test_every_page_says_what_the_records_say(life_of: Workspace) -> None:
    assert wrong(life_of) == ""
    with life_of.database.read() as tx:
        records = tx.exec_driver_sql("SELECT count(*) FROM drafts WHERE sent_at > 0").scalar()
    assert records == 12


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE drafts SET replied_at = NULL WHERE kind = 'opener'", "test Spring: only "),
        ("UPDATE drafts SET replied_at = NULL WHERE kind = 'opener'", "hours: box "),
        (
            "UPDATE drafts SET state = 'approved' WHERE kind = 'opener'",
            "test Spring: blocks waiting",
        ),
        (
            "UPDATE drafts SET sent_at = sent_at + 3600 WHERE purpose = 'answer'",
            "your answers: median hours to answer 0 by the records, 1",
        ),
        ("UPDATE drafts SET sent_at = NULL WHERE kind = 'follow_up'", "second messages: sent 1 by"),
        ("UPDATE contacts SET last_comment_at = 9", "hold-outs: message: people"),
        (
            "UPDATE drafts SET state = 'could_not_send' WHERE kind = 'opener'",
            "all messages: could not be sent 0 by the records",
        ),
    ],
)
def test_a_number_changed_behind_a_page_is_named(life_of: Workspace, sql: str, named: str) -> None:
    with closing(sqlite3.connect(life_of.path / DATABASE)) as db, db:
        assert db.execute(sql).rowcount > 0
    assert named in wrong(life_of)
