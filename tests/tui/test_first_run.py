"""The first three minutes: from nothing to the first draft, by keys."""

from pathlib import Path

import pytest

from dm_assistant.domain.model import Lane
from dm_assistant.services import beginning
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import open_desk
from dm_assistant.tui.screens.beginning import BeginningPlace
from dm_assistant.tui.screens.inbox import Inbox
from dm_assistant.tui.screens.welcome import Welcome
from tests.tui import seeds
from tests.tui.settling import lines, notes, press, settle, shown, typed

MOST_KEYS = 8
"""Beside the letters of the handle and of the path."""


@pytest.fixture(autouse=True)
def _real_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DM_ASSISTANT_NOW", raising=False)
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    monkeypatch.setenv("LC_ALL", "pt_PT.UTF-8")


async def test_from_nothing_to_the_first_draft_in_eight_keys(tmp_path: Path) -> None:
    comments = seeds.write_comments(tmp_path / "comments.csv", seeds.PEOPLE)
    home = tmp_path / "new"
    program = DmAssistantApp(None, home)
    pressed = 0
    async with program.run_test(size=(80, 24)) as pilot:

        async def by(*keys: str) -> None:
            nonlocal pressed
            pressed += len(keys)
            await press(pilot, *keys)
            assert all(len(line.rstrip()) <= 80 for line in lines(program))
            assert "…" not in lines(program)[12]

        await settle(pilot)
        assert isinstance(program.screen, Welcome)
        await by("2")
        assert "Europe/Lisbon" in shown(program)
        assert str(home)[:20] in shown(program)
        assert not home.exists()
        await typed(pilot, "@maya")
        await by("ctrl+s")
        assert isinstance(program.screen, BeginningPlace)
        assert "@maya on tiktok" in shown(program)
        assert "⏎ Choose files" in shown(program)
        await by("enter")
        await typed(pilot, str(comments))
        await by("enter")
        assert "40 read" in shown(program)
        await by("ctrl+s")
        assert "40 comments by 8 people" in shown(program)
        assert "@mia.k" in shown(program)
        await by("enter")
        assert "Why most people begin in the lane Invite" in shown(program)
        await by("enter")
        assert "⏎ Make the draft" in shown(program)
        await by("enter")
        assert isinstance(program.screen, Inbox)
        assert program.screen.lane_shown is Lane.INVITE
        assert "lies in Invite" in notes(program)
        assert "○ not agreed yet: invite them in public" in shown(program)
        assert pressed <= MOST_KEYS
        assert program.desk is not None
        assert program.desk.counts().invite == 1
        await press(pilot, "u")
        assert program.desk.counts().invite == 0
        program.desk.close()


@pytest.mark.slow
async def test_every_step_can_be_skipped_and_gone_back_from(tmp_path: Path) -> None:
    home = tmp_path / "new"
    program = DmAssistantApp(None, home)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "escape")
        assert isinstance(program.screen, Welcome)
        assert not home.exists()
        await press(pilot, "2")
        await typed(pilot, "two words")
        await press(pilot, "ctrl+s")
        assert "account name cannot be used" in notes(program)
        assert "two words" in shown(program)
        assert not home.exists()
        await press(pilot, "ctrl+u")
        await press(pilot, "ctrl+s", "greater_than_sign")
        assert "Nobody is known yet" in shown(program)
        await press(pilot, "enter", "enter", "enter")
        assert "There is nobody to write to yet" in shown(program)
        await press(pilot, "less_than_sign", "less_than_sign", "less_than_sign")
        assert "step 2 of 5" in shown(program)
        await press(pilot, "enter", "escape")
        assert isinstance(program.screen, BeginningPlace)
        await press(pilot, "escape")
        assert isinstance(program.screen, Inbox)
        await press(pilot, "3", "2")
        assert isinstance(program.screen, Inbox)
        assert program.desk is not None
        program.desk.close()
    desk = open_desk(home)
    program = DmAssistantApp(desk, home)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(program.screen, BeginningPlace)
    desk.close()


async def test_what_is_missing_is_listed_by_name_and_put_away_by_number(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p")
        await typed(pilot, "what is miss")
        await press(pilot, "enter")
        await settle(pilot)
        assert "1  No word is announced, so nobody in Invite (3)" in shown(program)
        assert "2  Of none of 8 people is it known" in shown(program)
        await press(pilot, "1")
        assert "1  Of none of 8 people is it known" in shown(program)
        assert "No word is announced" not in shown(program)
        await press(pilot, "1")
        assert "Nothing is missing" in shown(program)
        await press(pilot, "escape")
        assert isinstance(program.screen, Inbox)


async def test_who_ever_drafted_is_not_shown_the_first_steps(home: Path, desk: object) -> None:
    del desk
    with seeds.reopen(home) as ws:
        known = beginning.look(ws)
        assert (known.comments, known.people, known.drafted) == (40, 8, True)
        assert beginning.next_command(ws) == "queue"
