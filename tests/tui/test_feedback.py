"""The place of feedback and challenges: both journeys by keys alone, at both sizes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from dm_assistant.domain.feedback import ThemeState
from dm_assistant.services.workspace import NOW as CLOCK
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk, open_desk
from dm_assistant.tui.modals.coding import Coding
from dm_assistant.tui.screens.feedback import FeedbackPlace
from dm_assistant.tui.screens.inbox import Inbox
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, typed


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make, once, a workspace in which three people were asked for their opinion and answered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, seeds.NOW.isoformat())
        return seeds.asked(tmp_path_factory.mktemp("asked"))


@pytest.fixture
def desk(asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv(CLOCK, seeds.LATER.isoformat())
    opened = open_desk(shutil.copytree(asked, tmp_path / "mine"))
    yield opened
    opened.close()


@pytest.fixture
def program(desk: Desk) -> DmAssistantApp:
    return DmAssistantApp(desk, desk.path)


async def go(pilot: Pilot[int]) -> None:
    await settle(pilot)
    await press(pilot, "7")
    assert isinstance(pilot.app.screen, FeedbackPlace)


def themes(desk: Desk) -> dict[str, int]:
    return {line.theme.name: line.weight.people for line in desk.feedback.board().themes}


def flat(program: DmAssistantApp) -> str:
    return " ".join(shown(program).replace("│", " ").split())


# --- reading replies -------------------------------------------------------------------------


async def test_an_empty_place_says_what_to_do_next(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await go(pilot)
        page = flat(program)
        assert "3 replies wait to be read, from 3 people of the 3 you asked" in page
        assert "T reads them one by one" in page
        await press(pilot, "p")
        assert "No challenge yet." in flat(program)


async def test_replies_are_read_one_by_one_by_a_letter_each(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await go(pilot)
        await press(pilot, "T")
        page = flat(program)
        assert "0 of 3 replies read" in page
        assert "You asked: " in page
        assert "a video about glue would be great" in page
        await press(pilot, "N")
        await typed(pilot, "a video about glue")
        await press(pilot, "enter")
        page = flat(program)
        assert "1 of 3 replies read" in page
        assert "v a video about glue (likely)" in page
        assert "\x1b" not in shown(program)
        assert "[b]bold[/b]" in page
        await typed(pilot, "v-")
        assert "3 of 3 replies read" in flat(program)
        assert themes(desk) == {"a video about glue": 2}
        await press(pilot, "backspace")
        assert "lovely as it is" in flat(program)
        assert desk.feedback.board().uncoded == 1
        await press(pilot, "space", "escape")
        page = flat(program)
        assert "2 of 3" in page
        assert "1 reply to read: T" in page


async def test_a_capital_letter_stays_for_a_second_theme(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.feedback.add("glue")
    desk.feedback.add("prints")
    async with program.run_test(size=(80, 24)) as pilot:
        await go(pilot)
        await press(pilot, "T")
        await typed(pilot, "Gp")
        assert "1 of 3 replies read" in flat(program)
        await press(pilot, "escape")
        assert themes(desk) == {"glue": 1, "prints": 1}


@pytest.mark.slow
async def test_what_is_typed_ahead_is_written_in_its_order_also_after_leaving(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.feedback.add("glue")
    desk.feedback.add("prints")
    async with program.run_test(size=(80, 24)) as pilot:
        await go(pilot)
        await press(pilot, "T")
        await typed(pilot, ["g", "backspace", "p", "g", "minus", "escape"])
        assert not isinstance(program.screen, Coding)
        assert themes(desk) == {"glue": 1, "prints": 1}
        assert desk.feedback.board().uncoded == 0
        assert "3 replies read" in notes(program)


@pytest.mark.slow
async def test_a_message_in_the_inbox_is_read_right_there(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.feedback.add("glue")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(program.screen, Inbox)
        await press(pilot, "T")
        assert "What does it ask for?" in shown(program)
        await press(pilot, "g")
        assert "asks for glue" in notes(program)
        assert themes(desk) == {"glue": 1}
        await press(pilot, "T", "N")
        await typed(pilot, "longer videos")
        await press(pilot, "enter")
        assert themes(desk) == {"glue": 1, "longer videos": 1}
        await press(pilot, "u")
        assert themes(desk) == {"glue": 1}


# --- from asked to made ----------------------------------------------------------------------


@pytest.mark.slow
async def test_a_theme_goes_on_to_made_and_those_who_asked_are_told(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.feedback.add("glue", desk.feedback.uncoded()[0].number)
    async with program.run_test(size=(80, 24)) as pilot:
        await go(pilot)
        page = flat(program)
        assert "1 of 3" in page
        assert "asked for this" in page
        assert "“a video about glue would be great”" in page
        await press(pilot, "d")
        assert "is not made yet" in notes(program)
        await press(pilot, "greater_than_sign", "greater_than_sign", "greater_than_sign")
        await typed(pilot, "The glue film")
        await press(pilot, "enter", "enter")
        [line] = desk.feedback.board().themes
        assert (line.theme.state, line.theme.made_title) == (ThemeState.MADE, "The glue film")
        await press(pilot, "D")
        page = flat(program)
        assert "1 person asked for glue: 0 have a message about it" in page
        assert "+ @mia.k" in page
        await press(pilot, "enter")
        assert desk.feedback.board().themes[0].telling == 0
        await press(pilot, "escape", "d")
        assert "⏎ Make 1 draft" in flat(program)
        await press(pilot, "enter")
        assert "0 had a message before, 1 have one now" in notes(program)
        assert desk.feedback.board().themes[0].telling == 1
        await press(pilot, "d")
        assert "already has a message" in flat(program) or "still waiting" in flat(program)
        await press(pilot, "escape", "less_than_sign")
        assert desk.feedback.board().themes[0].theme.state is ThemeState.MAKING


@pytest.mark.slow
async def test_a_theme_is_edited_and_its_quotes_are_searched(
    program: DmAssistantApp, desk: Desk
) -> None:
    for reply in desk.feedback.uncoded()[:2]:
        desk.feedback.add(f"theme {reply.number}", reply.number)
    async with program.run_test(size=(80, 24)) as pilot:
        await go(pilot)
        await press(pilot, "e", "enter", "enter")
        await typed(pilot, "show three glues")
        await press(pilot, "enter")
        assert desk.feedback.board().themes[0].theme.state is ThemeState.IDEA
        assert "Idea show three glues" in flat(program)
        await press(pilot, "enter")
        assert "1 quote " in flat(program)
        await press(pilot, "slash")
        await typed(pilot, "glue was")
        await press(pilot, "enter")
        assert "Nobody said that." in flat(program)
        await press(pilot, "escape", "slash", "ctrl+u")
        await typed(pilot, "glue")
        await press(pilot, "enter")
        assert "2 quotes" in flat(program)
        await press(pilot, "escape")
        assert "Themes: 3 of 3 you asked answered" in flat(program)


# --- challenges ------------------------------------------------------------------------------


@pytest.mark.slow
async def test_a_challenge_is_made_people_invited_and_what_they_did_noted(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await go(pilot)
        await press(pilot, "p", "N")
        for words in ("the glue week", "one repair a day", "2026-06-01", "glueweek"):
            await typed(pilot, words)
            await press(pilot, "enter")
        assert "the glue week is made" in notes(program)
        await press(pilot, "d")
        await typed(pilot, "@mia.k zoe")
        await press(pilot, "ctrl+s")
        assert "2 drafts would be new" in flat(program)
        await press(pilot, "enter")
        assert "2 more in the inbox" in flat(program)
        await press(pilot, "enter")
        assert "2 people" in flat(program)
        await press(pilot, "greater_than_sign")
        await typed(pilot, "https://example.org/1")
        await press(pilot, "enter", "l")
        await typed(pilot, "1,200")
        await press(pilot, "enter")
        assert "1,200 views" in flat(program)
        await press(pilot, "N")
        await typed(pilot, "@kofi")
        await press(pilot, "enter", "enter")
        assert "@kofi took part; 2 people did by now" in notes(program)
        await press(pilot, "escape", "x", "enter")
        [line] = desk.feedback.challenges()
        assert line.over
        assert (line.funnel.uninvited, line.funnel.waiting) == (3 - 1, 2)
        await press(pilot, "u")
        assert not desk.feedback.challenges()[0].over


async def test_what_makes_no_sense_is_said_and_can_be_typed_again(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await go(pilot)
        await press(pilot, "p", "N", "ctrl+s")
        assert "The name is needed." in notes(program)
        await typed(pilot, "week")
        await press(pilot, "enter")
        await typed(pilot, "x")
        await press(pilot, "enter")
        await typed(pilot, "soon")
        await press(pilot, "ctrl+s")
        assert "written like 2026-05-31" in notes(program)
        await press(pilot, "escape")
        assert "No challenge yet." in flat(program)
