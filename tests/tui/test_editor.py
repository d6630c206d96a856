"""The editor: what the rules find in the words is said while they are typed."""

import threading

import pytest

from dm_assistant.domain.model import Lane, Purpose
from dm_assistant.domain.rules.verdict import Finding, Status, Verdict
from dm_assistant.services.views import Card
from dm_assistant.services.weighing import Limits, Weighed
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.modals.texts import EditText
from dm_assistant.tui.widgets.sheet import Sheet
from dm_assistant.tui.widgets.writing import MessageArea
from tests.tui import views
from tests.tui.settling import press, settle, shown, typed

CLEAN = "The rules find nothing in these words"


@pytest.mark.slow
async def test_what_the_rules_find_follows_the_words(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "e")
        assert CLEAN in shown(program)
        area = program.screen.query_one(MessageArea)
        written = area.text
        await typed(pilot, " https://bit.ly/x")
        assert "hides where the link leads" in shown(program)
        area.text = "Hi [name], nice."
        await settle(pilot)
        assert "Something is not filled in" in shown(program)
        assert "Nothing in it is about something they really did" in shown(program)
        area.text = written
        await settle(pilot)
        assert CLEAN in shown(program)
        await press(pilot, "escape")
        assert desk.card(desk.ids(Lane.READY, "")[0]).text == written


@pytest.mark.slow
async def test_typing_does_not_wait_for_the_rules(program: DmAssistantApp, desk: Desk) -> None:
    card = desk.card(desk.ids(Lane.READY, "")[0])
    may_answer = threading.Event()
    asked: list[str] = []

    weigh = desk.scales(card.row.item.id)

    def slow(text: str) -> Weighed:
        asked.append(text)
        may_answer.wait(10)
        return weigh(text)

    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        editor = EditText(card, program.clock(), slow)
        program.push_screen(editor)
        await pilot.pause()
        area = editor.query_one(MessageArea)
        area.load_text("")
        while not asked:
            await pilot.pause()
        for key in "abc":
            await pilot.press(key)
        assert area.text == "abc"
        may_answer.set()
        await settle(pilot)
        assert asked[-1] == "abc"
        assert "Nothing in it is about something they really did" in shown(program)


@pytest.mark.slow
async def test_a_draft_that_went_meanwhile_is_told_in_the_editor(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "e")
        desk.skip([desk.ids(Lane.READY, "")[0].id])
        await press(pilot, "x")
        assert "its words stay as they are" in shown(program)
        assert isinstance(program.screen, EditText)


@pytest.mark.slow
async def test_many_findings_take_no_more_room_than_there_is(
    program: DmAssistantApp, desk: Desk
) -> None:
    card: Card = desk.card(desk.ids(Lane.READY, "")[0])
    found = tuple(
        Finding(rule, Status.FIX, f"{rule} " + "very " * 40)
        for rule in ("unfilled", "evidence", "length", "links", "tone", "sameness", "gap")
    )

    def weigh(text: str) -> Weighed:
        return Weighed(text, Verdict(Status.FIX, found), Purpose.THANKS, Limits(1000))

    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        program.push_screen(EditText(card, views.CLOCK, weigh))
        await settle(pilot)
        await press(pilot, "x")
        sheet = program.screen.query_one("#found", Sheet)
        assert sheet.size.height == len(sheet.paragraphs) == 5
        assert "unfilled very" in shown(program)
        assert "… and 2 more" in shown(program)
        assert "gap very" not in shown(program)
