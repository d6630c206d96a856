"""The place of the day, and a session that leads through the lanes."""

from datetime import UTC, timedelta

import pytest

from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.screens.inbox import Inbox
from dm_assistant.tui.widgets.today_view import TodayView
from tests.tui import seeds
from tests.tui.settling import lines, notes, press, settle, shown


@pytest.mark.slow
async def test_enter_on_the_plan_leads_through_the_lanes_to_the_hand_over_and_the_end_card(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        page = shown(program)
        assert "Your 20 minutes" in page
        assert "8 cards, done about 13:3" in page
        assert "Reply 1 · Ready 4 · Invite 3" in page
        assert "Reply            1 ▇" in page
        assert "This hour   ·········· 0 of 10 new people" in page
        await press(pilot, "plus")
        assert "Your 25 minutes" in shown(program)

        await press(pilot, "enter")
        assert isinstance(program.screen, Inbox)
        assert "Reply · 0 of 8, done about" in shown(program)
        await press(pilot, "x")
        assert "Ready · 1 of 8" in shown(program)
        await press(pilot, "a", "a", "s")
        await press(pilot, "s")
        assert "Invite · 5 of 8" in shown(program)

        await press(pilot, "1")
        assert "5 of 8 cards" in shown(program)
        await press(pilot, "enter")
        assert "Invite · 5 of 8" in shown(program)
        await press(pilot, "s", "s", "s")
        assert "To hand over · 8 of 8, done about" in shown(program)
        await press(pilot, "enter", "enter")
        assert "all done: g ends" in shown(program)
        await press(pilot, "g")
        page = shown(program)
        assert "Ready        4 of 4" in page
        assert "Hand over    2 of 2" in page
        assert "Nothing of it runs out." in page
        await press(pilot, "enter")
        assert "Your 25 minutes" in shown(program)


async def test_a_session_left_behind_is_offered_and_stopped_from_the_day(
    program: DmAssistantApp,
) -> None:
    program.desk.sessions.begin(20, drafts=False)  # type: ignore[union-attr]  # it has one
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "g")
        assert "0 of 8 cards" in shown(program)
        assert "⏎ goes on · g stops" in shown(program)
        await press(pilot, "g")
        assert "The first of it runs out" in shown(program)
        await press(pilot, "enter", "d")
        assert "Your 20 minutes" in shown(program)
        await press(pilot, "down", "down", "down", "enter")
        assert "Ready" in lines(program)[2]
        assert not notes(program)


async def test_on_mondays_the_day_leads_to_the_review_of_the_week(
    program: DmAssistantApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday = seeds.NOW + timedelta(days=2)
    monkeypatch.setattr(program, "clock", lambda: Clock(monday, UTC))
    async with program.run_test(size=(80, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        assert "8 Week" in shown(program)
        view = program.screen.query_one(TodayView)
        while view.current is None or view.current.goes != "week":
            await press(pilot, "down")
        await press(pilot, "enter")
        assert "▸Week" in shown(program)
