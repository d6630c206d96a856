"""Questions are answered once, however quickly the keys come."""

import pytest

from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.screens.inbox import Inbox
from tests.tui.settling import notes, press, settle, shown, typed


@pytest.mark.slow
async def test_letters_typed_after_the_answer_do_not_answer_again(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "c")
        assert "What does it say?" in shown(program)
        await typed(pilot, "ss")
        assert isinstance(program.screen, Inbox)
        assert "asks to stop" in notes(program)
