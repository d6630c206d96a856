"""What a draft still asks is asked, one question after the other, before it goes on."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from dm_assistant.domain.model import DraftState, Lane
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.modals.texts import EditText
from dm_assistant.tui.widgets.writing import MessageArea
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, typed

BODY = (
    "---\nneeds: quote\n---\nHi! Your “{{ quote }}” made me think of {{ 'which idea?'|ask }}. "
    "Would {{ 'which day?'|ask }} suit you?"
)


@pytest.fixture(autouse=True)
def _asking(home: Path) -> None:
    """Have one more draft wait, whose template asks two questions."""
    folder = home / "templates" / "feedback"
    folder.mkdir(parents=True)
    (folder / "asks.md").write_text(BODY, "utf-8")
    seeds.drafted(home, "mia.k", "asks", "feedback")


def held(desk: Desk) -> str:
    return "\n".join(desk.card(each).text for each in desk.ids(Lane.HELD, ""))


async def go_to_held(pilot: Pilot[Any]) -> None:
    await press(pilot, "tab", "tab", "tab")


@pytest.mark.slow
async def test_approving_asks_one_question_after_the_other(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await go_to_held(pilot)
        assert "a fills in: which idea? · which day?" in shown(program)
        await press(pilot, "a")
        assert "Fill in, 1 of 2" in shown(program)
        assert "⟦which idea?⟧" in shown(program)
        await press(pilot, "enter")
        assert "The answer is empty." in notes(program)
        await typed(pilot, "a fog duet")
        await press(pilot, "enter")
        assert "Fill in, 2 of 2" in shown(program)
        await typed(pilot, "Sunday")
        await press(pilot, "enter")
        assert "Fill in" not in shown(program)
        assert "a fog duet. Would Sunday suit you?" in everything(desk)


@pytest.mark.slow
async def test_editing_asks_first_and_then_shows_the_filled_text(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await go_to_held(pilot)
        await press(pilot, "e")
        await typed(pilot, "a fog duet")
        await press(pilot, "enter")
        await typed(pilot, "Sunday")
        await press(pilot, "enter")
        assert isinstance(program.screen, EditText)
        text = program.screen.query_one(MessageArea).text
        assert text.endswith("a fog duet. Would Sunday suit you?")


@pytest.mark.slow
async def test_leaving_a_question_keeps_the_answers_before_it(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await go_to_held(pilot)
        await press(pilot, "a")
        await typed(pilot, "a fog duet")
        await press(pilot, "enter", "escape")
        assert "Saved what you answered" in notes(program)
        assert "a fog duet. Would ⟦which day?⟧ suit you?" in held(desk)
        drafts = [desk.card(each).draft for each in desk.ids(Lane.HELD, "")]
        assert {each.state for each in drafts if each} == {DraftState.DRAFTED}


def everything(desk: Desk) -> str:
    rows = [desk.card(each).text for lane in Lane for each in desk.ids(lane, "")]
    return "\n".join([*rows, *(row.text for row in desk.outbox())])
