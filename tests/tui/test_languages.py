"""Which language a person reads, by key: a guess is shown as one, and what is said is kept."""

import pytest

from dm_assistant.domain.model import Purpose
from dm_assistant.services.views import ItemId
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.widgets.card_view import card_page
from tests.tui.settling import notes, press, settle, shown, typed
from tests.tui.views import CLOCK

HANDLE = "mia.k"


def _reads(desk: Desk) -> tuple[str, bool]:
    person = desk.person(desk.people(HANDLE, 1)[0].contact_id)
    return person.language, person.language_from > 0


@pytest.mark.slow
async def test_a_language_is_said_forgotten_and_taken_back(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.say_language(desk.people(HANDLE, 1)[0].contact_id, "")
    assert _reads(desk) == ("en", True)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await typed(pilot, HANDLE)
        await press(pilot, "enter", "L")
        assert f"Which language does @{HANDLE} read?" in shown(program)
        assert "English, a guess from" in shown(program)
        await typed(pilot, "pt-BR")
        await press(pilot, "enter")
        assert _reads(desk) == ("pt-br", False)
        assert f"@{HANDLE} reads Portuguese (BR)" in notes(program)
        await press(pilot, "L", *["backspace"] * 5, "enter")
        assert _reads(desk) == ("en", True)
        await press(pilot, "u")
        assert _reads(desk) == ("pt-br", False)


@pytest.mark.slow
async def test_what_is_no_language_is_told_and_not_kept(
    program: DmAssistantApp, desk: Desk
) -> None:
    before = _reads(desk)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await typed(pilot, HANDLE)
        await press(pilot, "enter", "L")
        await typed(pilot, "!!")
        await press(pilot, "enter")
        assert "is no language code such as es or pt-br" in notes(program)
    assert _reads(desk) == before


def test_the_card_says_that_the_language_of_a_message_follows_a_guess(desk: Desk) -> None:
    number = desk.people(HANDLE, 1)[0].contact_id
    desk.say_language(number, "es")
    [drafted] = desk.draft(Purpose.FEEDBACK, HANDLE).drafts
    assert "In Spanish" not in _card(desk, drafted.row.item)
    desk.say_language(number, "")
    assert "In Spanish; they seem to read English, a guess" in _card(desk, drafted.row.item)


def _card(desk: Desk, item: ItemId) -> str:
    page = card_page(desk.card(item), CLOCK, judged=False)
    return "\n".join(str(paragraph.parts) for paragraph in page)
