"""What waits to be sent by hand, what a message follows, and what came of those that went out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import CodeState, DraftState, Platform, Purpose
from dm_assistant.errors import RefusedError
from dm_assistant.services import (
    coming_back,
    drafting,
    erasing,
    leaving,
    life,
    outbox,
    replies,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, drafts
from tests import workspaces
from tests.services.workshop import NOON, approved, out, state, wait, wrote

MIA, ZOE, TOM = workspaces.FANS
KEYWORD = {"keyword": "SKY", "keyword_gets": "the list"}


@pytest.fixture(scope="module")
def _fans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fans") / "w"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", workspaces.NOW)
        workspaces.with_fans(folder).close()
    return folder


@pytest.fixture
def ws(_fans: Path, tmp_path: Path) -> Iterator[Workspace]:
    with workspaces.copied(_fans, tmp_path / "w") as opened:
        yield opened


def invited(ws: Workspace, handle: str) -> int:
    """Draft and approve a public reply to one person."""
    report = drafting.make(ws, Purpose.INVITE, names=[handle], extra=KEYWORD)
    [card] = report.drafts
    life.approve(ws, [card.row.item.id])
    return card.row.item.id


def test_messages_and_public_replies_are_counted_apart_and_take_their_places(
    ws: Workspace,
) -> None:
    first = approved(ws, MIA)
    invited(ws, ZOE)
    found = outbox.outbox(ws)
    assert (found.messages, found.public) == (1, 1)
    pace = found.pace_of(1)
    assert pace is not None
    assert [(each.what, each.taken) for each in pace.places] == [
        ("first contacts", 1),
        ("first contacts", 1),
        ("messages", 2),
    ]
    life.hand_over(ws, first)
    wait(ws, seconds=48)
    life.sent(ws, [first])
    again = outbox.outbox(ws).pace_of(1)
    assert again is not None
    assert again.messages.taken == 2


def test_a_full_account_says_when_the_next_may_go_and_who_waits_for_that(ws: Workspace) -> None:
    began = ws.now()
    waiting = [approved(ws, MIA)]
    wait(ws, minutes=1)
    waiting.append(approved(ws, ZOE))
    ws.policy = type(ws.policy)(first_contacts_an_hour=1)
    wait(ws, minutes=5)
    with pytest.raises(RefusedError, match="the next place is free"):
        life.hand_over(ws, waiting[1])
    held = outbox.held(ws, waiting)
    assert set(held) == set(waiting)
    assert held[waiting[1]].until == began + timedelta(hours=1)
    pace = outbox.outbox(ws).pace_of(1)
    assert pace is not None
    assert pace.free_at == began + timedelta(hours=1, minutes=1)


def test_a_first_message_says_so_and_a_later_one_what_was_said_last(ws: Workspace) -> None:
    first = approved(ws, MIA)
    assert life.hand_over(ws, first).last is None
    life.sent(ws, [first])
    wait(ws, hours=2)
    wrote(ws, "that made my day", MIA)
    wait(ws, days=1)
    answer = drafting.make(ws, Purpose.FEEDBACK, names=[MIA]).drafts
    assert answer
    with ws.database.read() as tx:
        draft = drafts.get(tx, [answer[0].row.item.id])[answer[0].row.item.id]
        name = contacts.name_on(tx, draft.contact_id, answer[0].row.platform)
        assert answer[0].verdict is not None
        page = leaving.page(tx, draft, name, answer[0].verdict)
    assert page.last is not None
    assert (page.last.ours, page.last.text) == (False, "that made my day")
    assert (page.public, page.answers) == (False, None)


def test_a_public_reply_names_the_comment_it_answers_and_its_post(ws: Workspace) -> None:
    page = life.hand_over(ws, invited(ws, ZOE))
    assert page.public
    assert page.last is None
    assert page.answers is not None
    assert page.answers.link == page.link == workspaces.POST
    assert "1" in page.answers.text


def test_what_they_wrote_before_a_message_left_does_not_answer_it(ws: Workspace) -> None:
    number = approved(ws, MIA)
    life.hand_over(ws, number)
    wait(ws, minutes=1)
    logged = replies.log(ws, MIA, "please stop messaging me", before=number)
    assert (logged.answers, logged.opt_out) == (None, True)
    assert state(ws, number) is DraftState.HANDED_OVER
    now = life.hand_over(ws, number).verdict
    assert not now.allowed
    assert now.reasons[0].rule == "opt_out"
    assert all(found.rule != "stale_approval" for found in now.reasons)
    life.could_not_send(ws, [number], "they said no")
    assert outbox.outbox(ws).rows == ()


def test_what_went_out_is_listed_until_nothing_more_can_come_of_it(ws: Workspace) -> None:
    older = out(ws, TOM)
    wait(ws, days=6)
    mia, zoe = out(ws, MIA), out(ws, ZOE)
    assert [each.id for each in coming_back.recent(ws)] == [zoe, mia, older]
    wait(ws, days=2)
    assert [each.id for each in coming_back.recent(ws)] == [zoe, mia]
    life.seen(ws, [mia])
    wrote(ws, "lovely", ZOE)
    known = {each.id: each for each in coming_back.recent(ws)}
    assert (known[mia].state, known[mia].open, known[mia].may_be_seen) == (
        DraftState.SEEN,
        True,
        False,
    )
    assert (known[zoe].state, known[zoe].open) == (DraftState.REPLIED, False)
    erasing.forget(ws, MIA)
    assert [each.id for each in coming_back.recent(ws)] == [zoe]


def test_an_answered_message_stays_open_while_its_code_may_be_used() -> None:
    line = coming_back.Sent(
        id=1,
        contact_id=1,
        handle=MIA,
        platform=Platform.TIKTOK,
        name="",
        purpose=Purpose.OFFER,
        state=DraftState.REPLIED,
        sent_at=NOON,
        seen_at=None,
        replied_at=None,
        text="",
        code="FOG-1",
        code_state=CodeState.GIVEN,
    )
    assert line.open
    assert not line.may_be_seen
