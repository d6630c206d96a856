"""The hand-over by keys: codes for the phone, what they wrote before, and what came back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style

from dm_assistant.domain.model import CodeState, DraftState, InboundClass, Lane, Purpose
from dm_assistant.services import code_making, drafting, inviting, life, people, queue, replies
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.desktop import show, there_is_a_desktop
from dm_assistant.tui.widgets.qr_view import QrView
from tests.qr_reader import decoded
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, strips, typed

KEYWORD = '[facts]\nkeyword = "PAPER"\n'
HANDLES = ("mia.k", "omar.h", "yuki.draws", "zoe")


@pytest.fixture
def waiting(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two messages went out yesterday, two and a public reply wait; before the desk opens."""
    (home / "config.toml").write_text(KEYWORD, encoding="utf-8")
    with seeds.reopen(home) as ws:
        known = {row.handle: row.item.id for row in queue.first(ws, Lane.READY)}
        seeds.send(ws, [known[handle] for handle in HANDLES[:2]])
        ws.fixed_now = seeds.NOW + timedelta(days=1)
        life.approve(ws, [known[handle] for handle in HANDLES[2:]])
        inviting.invite(ws, [queue.first(ws, Lane.INVITE)[0].item.id])
    monkeypatch.setenv("DM_ASSISTANT_NOW", (seeds.NOW + timedelta(days=1)).isoformat())


def light(colour: Color | None) -> bool:
    """Return whether a phone takes a colour for a light one."""
    assert colour is not None
    return sum(colour.get_truecolor()) > 3 * 128


def on_screen(program: DmAssistantApp) -> str | None:
    """Return what a phone reads off the code that is on the screen, colours and all."""
    view = program.screen.query_one(QrView)
    place = view.region
    rows: list[list[bool]] = []
    for strip in strips(program)[place.y : place.bottom]:
        upper, lower = [], []
        for segment in strip.crop(place.x, place.right):
            style = segment.style or Style()
            for cell in segment.text:
                front, back = light(style.color), light(style.bgcolor)
                upper.append(front if cell in "▀█" else back)
                lower.append(front if cell in "▄█" else back)
        rows += [upper, lower]
    return decoded(rows)


@pytest.mark.slow
@pytest.mark.usefixtures("waiting")
async def test_messages_and_public_replies_leave_in_one_run_with_a_code_for_the_phone(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "h")
        first, _, reply = desk.outbox()
        assert "2 messages, 1 public reply" in shown(program)
        assert "It is the first message" in shown(program)
        await press(pilot, "Q")
        assert on_screen(program) == f"https://www.tiktok.com/@{first.handle}"
        await press(pilot, "Q")
        assert "no room for the text" in shown(program)
        await press(pilot, "Q", "l")
        await typed(pilot, "please stop messaging me")
        await press(pilot, "ctrl+s")
        assert "Do not send it now" in shown(program)
        assert desk.outbox()[0].state is DraftState.HANDED_OVER
        await press(pilot, "x", "m", "enter")
        assert [row.handle for row in desk.outbox()] == [reply.handle]
        assert "Find their comment of" in shown(program)
        assert "public reply under their comment" in shown(program)
        await press(pilot, "O")
        assert "the link is on the screen" in notes(program)
        await press(pilot, "h")
        assert program.clipboard == reply.text
        await press(pilot, "enter")
        assert "Nothing waits" in shown(program)


@pytest.mark.slow
@pytest.mark.usefixtures("waiting")
async def test_where_there_is_room_the_code_stands_beside_the_message(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "h")
        first = desk.outbox()[0]
        assert on_screen(program) == f"https://www.tiktok.com/@{first.handle}"
        await press(pilot, "Q", "Q")
        assert on_screen(program) == first.text


@pytest.mark.slow
@pytest.mark.usefixtures("waiting")
async def test_what_came_back_is_noted_line_by_line(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "tab", "h", "escape", "h", "enter", "enter", "enter", "p")
        assert "5 of 5 sent" in shown(program)
        await press(pilot, "asterisk", "o")
        assert "4 messages: seen" in notes(program)
        known = {each.handle: each.state for each in desk.handing.recent()}
        assert {known[each] for each in HANDLES} == {DraftState.SEEN}
        await press(pilot, "home")
        public = desk.handing.recent()[0]
        assert public.purpose is Purpose.INVITE
        assert "public" in shown(program)
        await press(pilot, "l")
        await typed(pilot, "PAPER")
        await press(pilot, "ctrl+s")
        assert desk.handing.recent()[0].state is DraftState.REPLIED
        assert "replied" in shown(program)
        await press(pilot, "u")
        assert desk.handing.recent()[0].state is DraftState.SENT
        await press(pilot, "down", "enter")
        assert program.current_mode == "people"


@pytest.fixture
def full(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Approve three first messages, then allow one an hour; comes before the desk opens."""
    with seeds.reopen(home) as ws:
        life.approve(ws, [row.item.id for row in queue.first(ws, Lane.READY)[:3]])
    (home / "policy.toml").write_text("first_contacts_an_hour = 1\n", encoding="utf-8")
    monkeypatch.setenv("DM_ASSISTANT_NOW", (seeds.NOW + timedelta(minutes=20)).isoformat())


@pytest.mark.slow
@pytest.mark.usefixtures("full")
async def test_a_full_hour_is_said_once_with_when_the_next_may_go(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "h")
        assert "3 messages held back" in shown(program)
        assert "The next may go in 40 min, Sat 14 Mar 14:30" in shown(program)
        assert notes(program).count("the next place is free") == 1
        assert desk.counts().approved == 3
        await press(pilot, "down")
        assert "Held back: @" in shown(program)
        desk._ws.fixed_now = seeds.NOW + timedelta(minutes=61)  # noqa: SLF001 - time goes by
        program.tick()
        await settle(pilot)
        assert "Next: @" in shown(program)
        assert desk.counts().handed_over == 0
        await press(pilot, "h")
        assert desk.counts().handed_over == 1


@pytest.fixture
def coded(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send one person an offer with a code of their own; comes before the desk opens."""
    with seeds.reopen(home) as ws:
        row = next(row for row in queue.first(ws, Lane.READY) if row.handle == "mia.k")
        seeds.send(ws, [row.item.id])
        replies.log(ws, "mia.k", "thank you", kind=InboundClass.THANKS)
        people.grant(ws, "mia.k", Purpose.OFFER, "send me a code")
        ws.fixed_now = seeds.NOW + timedelta(days=9)
        code_making.make(ws, "spring", "MIA-****", 3, perk="10 % off")
        report = drafting.make(ws, Purpose.OFFER, names=["mia.k"])
        seeds.send(ws, [card.row.item.id for card in report.drafts])
        now = ws.now()
    monkeypatch.setenv("DM_ASSISTANT_NOW", now.isoformat())


@pytest.mark.slow
@pytest.mark.usefixtures("coded")
async def test_a_code_is_noted_as_used_where_its_message_stands(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "h", "p")
        [line] = desk.handing.recent()
        assert f"code {line.code}: not known to be used" in shown(program)
        await press(pilot, "R")
        assert f"code {line.code} was used" in notes(program)
        assert desk.handing.recent()[0].code_state is CodeState.REDEEMED
        assert desk.handing.recent()[0].open
        assert f"code {line.code}: redeemed" in shown(program)
        await press(pilot, "p")
        assert line.code not in shown(program)
        assert "To hand over" in shown(program)
        await press(pilot, "p")
        assert "1 of 1 sent" in shown(program)


def test_a_browser_is_only_opened_where_the_creator_sees_it() -> None:
    assert there_is_a_desktop({"DISPLAY": ":0"}, "linux")
    assert there_is_a_desktop({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert there_is_a_desktop({}, "darwin")
    assert not there_is_a_desktop({}, "linux")
    assert not there_is_a_desktop({"DISPLAY": ":0", "SSH_CONNECTION": "x"}, "linux")


def test_nothing_but_a_secure_link_is_given_to_a_browser() -> None:
    assert not show("file:///etc/passwd")
    assert not show("javascript:alert(1)")
