"""The numbers before there are any."""

import pytest

from dm_assistant.domain.model import Lane
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.guides import GUIDES
from dm_assistant.tui.screens.impact import ImpactPlace
from dm_assistant.tui.screens.numbers import Numbers
from tests.tui.settling import press, settle, shown


async def test_nothing_sent_says_what_to_do(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "8")
        assert "Nothing was sent yet" in shown(program)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 message was handed over and nobody said whether it was sent"),
        (2, "2 messages were handed over and nobody said whether they were sent"),
    ],
)
async def test_what_was_handed_over_and_not_confirmed_is_told_apart_from_nothing(
    program: DmAssistantApp, desk: Desk, count: int, words: str
) -> None:
    for item in desk.ids(Lane.READY, "")[:count]:
        desk.approve([item.id])
        desk.hand_over(item.id)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "8")
        assert words in " ".join(shown(program).replace("│", " ").split())
        assert "Nothing was sent yet" not in shown(program)


@pytest.mark.slow
async def test_the_rates_are_a_funnel_and_any_property_is_chosen_from_a_list(
    program: DmAssistantApp, desk: Desk
) -> None:
    for item in desk.ids(Lane.READY, "")[:2]:
        desk.approve([item.id])
        desk.hand_over(item.id)
        desk.sent(item.id)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "8")
        page = shown(program)
        assert [name for name in ("Sent", "Seen", "Replied", "Positive") if name in page] == [
            "Sent", "Seen", "Replied", "Positive",
        ]  # fmt: skip
        assert "2 of 2 tried" in page
        assert "0 of 2 sent" in page
        assert "By purpose" in page
        await press(pilot, "b")
        assert "By template" in shown(program)
        await press(pilot, "enter", "d")
        page = shown(program)
        assert "By weekday" in page
        assert "by your clock" in page.casefold()
        await press(pilot, "J", "J", "J")
        assert "Your answers" in shown(program)
        await press(pilot, "f")
        assert "What the figures mean" in shown(program)


async def test_a_page_is_reached_by_its_place_pressed_again_and_by_its_name(
    program: DmAssistantApp,
) -> None:
    for place, kind in (("numbers", Numbers), ("impact", ImpactPlace)):
        titles = [title for title, _ in GUIDES[place].pages]
        assert titles == [page.TITLE for page in kind.PAGES]
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "8", "8")
        assert "▸Words" in shown(program)
        await press(pilot, "8", "8", "8")
        assert "▸Rates" in shown(program)
        program.show_page("impact", 3)
        await settle(pilot)
        assert "▸Goals" in shown(program)
        await press(pilot, "question_mark")
        assert "Effect    did messages move anything" in shown(program)
