"""Complaints and announced words, by key: noted, settled, announced and ended."""

import pytest

from dm_assistant.domain.model import Purpose
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from tests.tui.settling import notes, press, settle, shown, typed

HANDLE = "mia.k"


def _complaints(desk: Desk) -> list[tuple[str, bool]]:
    number = desk.people(HANDLE, 1)[0].contact_id
    return [(line.words, line.closed_at is None) for line in desk.person(number).complaints]


@pytest.mark.slow
async def test_a_complaint_is_noted_settled_and_taken_back(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await typed(pilot, HANDLE)
        await press(pilot, "enter", "C")
        assert f"What does @{HANDLE} complain about?" in shown(program)
        await typed(pilot, "the code did not work")
        await press(pilot, "enter")
        assert _complaints(desk) == [("the code did not work", True)]
        assert f"@{HANDLE}: the complaint is noted" in notes(program)
        await press(pilot, "C")
        assert "“the code did not work”" in shown(program)
        await typed(pilot, "sent another code")
        await press(pilot, "enter")
        assert _complaints(desk) == [("the code did not work", False)]
        await press(pilot, "u", "u")
        assert _complaints(desk) == []


@pytest.mark.slow
async def test_leaving_the_question_notes_nothing(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "C")
        await typed(pilot, "never mind")
        await press(pilot, "escape")
        assert all(not desk.person(each.contact_id).complaints for each in desk.people("", 50))


@pytest.mark.slow
async def test_a_word_is_announced_and_ended(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "W")
        assert "Announced words" in shown(program)
        await press(pilot, "enter")
        await typed(pilot, "GARDENCLUB")
        await press(pilot, "enter", "enter")
        await typed(pilot, "10")
        await press(pilot, "enter")
        assert "GARDENCLUB is announced for offer" in notes(program)
        made = next(each for each in desk.announcements() if each.word == "GARDENCLUB")
        assert made.purpose is Purpose.OFFER
        assert made.until_at is not None
        assert (made.until_at - made.from_at).days == 10
        await press(pilot, "W")
        assert "End GARDENCLUB · offer" in shown(program)
        await press(pilot, "a", "enter")
        assert "GARDENCLUB has ended" in notes(program)
        ended = next(each for each in desk.announcements() if each.word == "GARDENCLUB")
        assert ended.until_at == desk.now()


@pytest.mark.slow
async def test_a_word_that_people_write_anyway_is_refused(
    program: DmAssistantApp, desk: Desk
) -> None:
    before = desk.announcements()
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "W", "enter")
        await typed(pilot, "love")
        await press(pilot, "ctrl+s")
        assert "'love' cannot be announced" in notes(program)
        assert desk.announcements() == before
