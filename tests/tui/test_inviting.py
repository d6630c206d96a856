"""The Invite lane by keys: a public reply is written and approved, the message waits on."""

from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import DraftState, InboundClass, Lane, Purpose
from dm_assistant.services import inviting, keywords, life, replies
from dm_assistant.services.queue import ids
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.widgets.key_bar import KeyBar
from dm_assistant.tui.widgets.person_panel import person_page
from dm_assistant.tui.widgets.queue_view import QueueView
from tests.tui import seeds
from tests.tui.settling import lines, notes, press, settle, shown
from tests.tui.views import CLOCK

KEYWORD = '[facts]\nkeyword = "PAPER"\n'
TO_INVITE = ("tab", "tab")
"""From Reply, where the seeded workspace begins."""


@pytest.fixture
def keyword(home: Path) -> None:
    """Announce a word that invited people write; comes before the workspace is opened."""
    (home / "config.toml").write_text(KEYWORD, encoding="utf-8")


def bar(program: DmAssistantApp) -> set[str]:
    return {verb for _, verb, _, _ in program.screen.query_one(KeyBar).keys}


@pytest.mark.usefixtures("keyword")
async def test_a_public_reply_is_approved_and_the_message_waits_in_held(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Approve" not in bar(program)
        await press(pilot, *TO_INVITE)
        assert "Invite" in bar(program)
        assert "Approve" not in bar(program)
        assert "a approves a public reply" in shown(program)
        queue = program.screen.query_one(QueueView)
        total, row = queue.count(), queue.current_row
        assert row is not None
        await press(pilot, "a")
        assert f"Public reply to @{row.handle} approved: hand it over with h" in notes(program)
        assert (queue.count(), queue.cursor) == (total - 1, 0)
        assert row.item in desk.ids(Lane.HELD, "")
        assert [(out.handle, out.purpose) for out in desk.outbox()] == [
            (row.handle, Purpose.INVITE)
        ]
        assert "To hand over 1" in lines(program)[1]
        await press(pilot, "tab", "j")
        assert "Public reply approved: hand it over with h" in shown(program)
        await press(pilot, "shift+tab", "u")
        assert not desk.outbox()
        assert "a approves a public reply" in shown(program)


@pytest.mark.slow
@pytest.mark.usefixtures("keyword")
async def test_an_invitation_is_handed_over_as_a_public_reply(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *TO_INVITE, "a", "h")
        assert "Paste it as a public reply under their comment" in shown(program)
        assert "PAPER" in program.clipboard
        await press(pilot, "enter", "2", "tab", "j")
        assert "Invited in public just now" in shown(program)
        await press(pilot, "shift+tab", "a")
        assert [row.handle for row in desk.outbox()] != []


@pytest.mark.slow
async def test_without_a_keyword_the_invitation_says_what_is_missing(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *TO_INVITE)
        before = desk.counts()
        await press(pilot, "a")
        assert "your keyword" in notes(program)
        assert desk.counts() == before


@pytest.mark.slow
@pytest.mark.usefixtures("keyword")
async def test_a_draft_that_is_a_public_reply_itself_is_approved_as_it_is(
    program: DmAssistantApp, desk: Desk
) -> None:
    made = desk.draft(Purpose.INVITE, "mia.k").drafts[0].row
    assert made.lane is Lane.INVITE
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, *TO_INVITE)
        queue = program.screen.query_one(QueueView)
        place = desk.ids(Lane.INVITE, "").index(made.item)
        await press(pilot, *("j" * place))
        assert "Approve" in bar(program)
        total = queue.count()
        await press(pilot, "a")
        assert "Approved: @mia.k" in notes(program)
        assert queue.count() == total - 1
        assert [(row.item, row.state) for row in desk.outbox()] == [
            (made.item, DraftState.APPROVED)
        ]


@pytest.mark.slow
@pytest.mark.usefixtures("keyword")
async def test_a_bulk_invitation_says_its_number_and_what_it_does_with_each_kind(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.draft(Purpose.INVITE, "mia.k")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *TO_INVITE, "asterisk", "a")
        assert "Invite 4 of 4 in Invite?" in shown(program)
        assert "1 reply" in shown(program)
        assert "u twice" in shown(program)
        await press(pilot, "escape")
        assert not desk.outbox()
        await press(pilot, "a", "enter")
        assert {row.handle for row in desk.outbox()} == {"liam99", "ana.sofia", "kofi", "mia.k"}
        assert {row.purpose for row in desk.outbox()} == {Purpose.INVITE}
        assert "Public reply approved for 3 people" in notes(program)
        assert desk.counts().invite == 0
        assert "marked" not in shown(program)
        await press(pilot, "u", "u")
        assert not desk.outbox()
        assert desk.counts().invite == 4


@pytest.fixture
def invited(home: Path) -> None:
    """Announce a word and send one public invitation; the invited person writes it."""
    with seeds.reopen(home) as ws:
        keywords.add(ws, "FOGLIST", Purpose.THANKS)
        [item, *_] = ids(ws, Lane.INVITE)
        [moved] = inviting.invite(ws, [item.id])
        life.hand_over(ws, moved.id)
        life.sent(ws, [moved.id])
        ws.fixed_now = ws.now() + timedelta(minutes=1)
        replies.log(ws, moved.handle, "FOGLIST please", kind=InboundClass.POSITIVE)


@pytest.mark.slow
@pytest.mark.usefixtures("invited")
async def test_the_steps_of_invited_people_are_on_the_numbers_and_on_their_page(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "8")
        rows = [line for line in lines(program) if " of " in line and "only" in line]
        assert [" ".join(row.split()) for row in rows] == [
            "│ invited in public 1 of 1 counted only │",
            "│ wrote first 1 of 1 counted only │",
            "│ answered 0 of 1 counted only │",
            "│ redeemed a code 0 of 0 counted only │",
        ]
        await press(pilot, "f")
        assert "Of the public replies written" in shown(program)
    rows_of_reply = desk.rows(desk.ids(Lane.REPLY, ""))
    [contact] = {row.contact_id for row in rows_of_reply if "FOGLIST" in row.text}
    page = person_page(desk.person(contact), CLOCK)
    words = ["".join(part for part, _ in paragraph.parts) for paragraph in page]
    assert "Invitation invited in public 14 Mar 2026 → wrote first 14 Mar 2026" in words
    assert "✓ keyword: thanks · good for one message · 14 Mar 2026 · dm" in words
