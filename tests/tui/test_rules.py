"""The rules screen: values by section, typed in place, their effect shown before they are saved."""

import pytest
from textual.pilot import Pilot

from dm_assistant import rulebook
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.screens.rules import Rules
from dm_assistant.tui.widgets.rules_view import RulesView
from dm_assistant.tui.widgets.writing import Field
from tests.tui.settling import notes, press, settle, shown, typed


async def stand_on(pilot: Pilot[int], key: str) -> RulesView:
    await settle(pilot)
    await press(pilot, "comma")
    assert isinstance(pilot.app.screen, Rules)
    view = pilot.app.screen.query_one(RulesView)
    view.stand_on(key)
    await settle(pilot)
    return view


async def enter(pilot: Pilot[int], words: str) -> None:
    await press(pilot, "enter", "ctrl+u")
    await typed(pilot, words)
    await press(pilot, "enter")


async def test_a_value_is_shown_with_its_default_range_reason_and_rule(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await stand_on(pilot, "gap_hours")
        page = " ".join(shown(program).replace("│", " ").split())
        assert ",Rules" in page or ", Rules" in page
        assert "168 hours (the default)" in page
        assert "rule gap" in page
        assert "A week between messages leaves room" in page
        assert "Never changed here." in page


async def test_a_value_is_tried_saved_with_a_reason_and_taken_back(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await stand_on(pilot, "unknown_from")
        await enter(pilot, "14:00")
        page = shown(program)
        assert "unknown_from: 11:00 → 14:00" in page
        assert "Last 90 days" in page
        assert "Next 14 days" in page
        assert "Why? 15 characters or more" in page
        assert desk.rules.policy.unknown_from.hour == 11
        await typed(pilot, "because")
        await press(pilot, "enter")
        assert "15 characters or more" in notes(program)
        assert desk.rules.policy.unknown_from.hour == 11
        await typed(pilot, " they answer later in the day")
        await press(pilot, "enter")
        assert "Saved: unknown_from is 14:00" in notes(program)
        assert desk.rules.policy.unknown_from.hour == 14
        page = " ".join(shown(program).replace("│", " ").split())
        assert "14:00 (the default is 11:00)" in page
        assert "11:00 → 14:00 changed" in page
        assert "1 changed" in page
        await press(pilot, "u")
        assert desk.rules.policy.unknown_from.hour == 11
        assert "taken back" in shown(program)


@pytest.mark.slow
async def test_the_effect_is_left_with_escape_and_nothing_is_changed(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await stand_on(pilot, "gap_hours")
        await enter(pilot, "400")
        await press(pilot, "escape")
        assert isinstance(program.screen, Rules)
        assert not any(each.changed for each in desk.rules.values())
        await press(pilot, "enter")
        await press(pilot, "escape")
        assert not program.screen.query_one("#value", Field).has_class("typing")
        assert program.screen.query_one(RulesView).has_focus


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "words", "said"),
    [
        ("gap_hours", "60", "gap_hours is 60; it must be from 72 to 8760"),
        ("gap_hours", "soon", "72 to 8760"),
        ("caps", "[]", "caps must be a list"),
        ("open_from", "20:30", "open_from must be before open_until"),
    ],
)
async def test_what_the_limits_forbid_is_said_and_can_be_typed_again(
    program: DmAssistantApp, desk: Desk, key: str, words: str, said: str
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await stand_on(pilot, key)
        await enter(pilot, words)
        assert said in notes(program)
        assert program.screen.query_one("#value", Field).has_focus
        assert not any(each.changed for each in desk.rules.values())


@pytest.mark.slow
async def test_an_empty_field_means_the_default_and_the_same_value_asks_nothing(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await stand_on(pilot, "gap_hours")
        await enter(pilot, "")
        assert isinstance(program.screen, Rules)
        assert notes(program) == ""


@pytest.mark.slow
async def test_the_cursor_stands_on_values_only(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        view = await stand_on(pilot, "least_age")
        seen = []
        for key in ["down"] * 50 + ["up"] * 50:
            await pilot.press(key)
            assert view.current is not None
            seen.append(view.current.entry.key)
        assert set(seen) == {entry.key for entry in rulebook.entries()}
        await press(pilot, "home")
        assert view.current is not None
        assert view.current.entry.key == "least_age"
        await press(pilot, "end", "pageup", "pageup")
        assert view.current is not None
