"""Filtering in People: completed as one types, wrong in words, counted, saved as a segment."""

from dm_assistant.services import finding
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.widgets.people_view import PeopleView
from dm_assistant.tui.widgets.writing import Field
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, typed


async def test_a_filter_is_completed_and_says_how_many_of_how_many(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        assert "8 people" in shown(program)
        await press(pilot, "slash")
        await typed(pilot, "mia or cons")
        assert "⇥ consent:" in shown(program)
        await press(pilot, "tab")
        await typed(pilot, "th")
        assert "consent:thanks" in shown(program)
        await press(pilot, "tab")
        assert program.screen.query_one(Field).value == "mia or consent:thanks"
        assert "5 of 8 people" in shown(program)
        await press(pilot, "enter")
        assert program.screen.query_one(PeopleView).has_focus
        assert "⇥" not in shown(program)


async def test_what_is_wrong_is_said_below_and_the_list_stays(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await typed(pilot, "zoe")
        assert "1 of 8 people" in shown(program)
        await typed(pilot, " teir:new")
        page = " ".join(shown(program).split())
        assert "✕ 'zoe teir:new', character 5: there is no field" in page
        assert "1 of 8 people" in page
        assert notes(program) == ""
        await press(pilot, "escape")
        assert "8 people" in shown(program)
        assert "✕" not in shown(program)


async def test_a_filter_is_saved_as_a_segment_by_key_and_offered_from_then_on(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "S")
        assert "Save as a segment" not in shown(program)
        await press(pilot, "slash")
        await typed(pilot, "mia or zoe")
        await press(pilot, "enter", "S")
        assert "2 of 8 people: mia or zoe" in " ".join(shown(program).replace("│", " ").split())
        await typed(pilot, "Two Words")
        await press(pilot, "enter")
        assert "one word" in notes(program)
        await press(pilot, "S")
        await typed(pilot, "painters")
        await press(pilot, "enter")
        assert "Saved as segment:painters" in notes(program)
        await press(pilot, "slash", "ctrl+u")
        await typed(pilot, "-seg")
        await press(pilot, "tab")
        await typed(pilot, "pa")
        await press(pilot, "tab")
        assert program.screen.query_one(Field).value == "-segment:painters"
        assert "6 of 8 people" in shown(program)
        await press(pilot, "enter", "u")
        assert "Taken back: segment save" in notes(program)
    with seeds.reopen(desk.path) as ws:
        assert finding.all_segments(ws) == ()


async def test_tab_goes_on_where_there_is_nothing_to_complete(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await typed(pilot, "mia ")
        await press(pilot, "tab")
        assert program.screen.query_one(PeopleView).has_focus


async def test_tags_are_written_by_key(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await typed(pilot, "mia")
        await press(pilot, "enter", "number_sign")
        await typed(pilot, "painter, oil paint")
        await press(pilot, "enter")
        assert "Tags: oil paint, painter" in notes(program)
        await press(pilot, "slash", "ctrl+u")
        await typed(pilot, "tag:oil")
        await press(pilot, "tab")
        assert program.screen.query_one(Field).value == 'tag:"oil paint"'
        assert "1 of 8 people" in shown(program)
        await press(pilot, "enter", "u")
        assert "Taken back: tag" in notes(program)
    with seeds.reopen(desk.path) as ws:
        assert finding.find(ws, 'tag:"oil paint"', 5).count == 0
