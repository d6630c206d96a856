"""What an export leaves open about a message is asked by keys, the words beside each other."""

from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import Lane
from dm_assistant.services import importing, life, queue
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk, open_desk
from dm_assistant.tui.modals.questions import AskMessage
from tests import exports
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown

LATER = timedelta(days=3)


@pytest.fixture
def asked(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Hand a message over, then import an export with half of its words."""
    desk = open_desk(home)
    ws = desk._ws  # noqa: SLF001 - the story before the screen opens
    number = queue.ids(ws, Lane.READY)[0].id
    life.approve(ws, [number])
    over = life.hand_over(ws, number)
    text = f"{over.text[: len(over.text) * 3 // 5]} and then something quite else altogether"
    desk.close()
    monkeypatch.setenv("DM_ASSISTANT_NOW", (seeds.NOW + LATER).isoformat())
    desk = open_desk(home)
    chats = {
        over.handle: [exports.message(seeds.NOW + timedelta(hours=1), "maya.makes", text)],
        "somebody": [exports.message(seeds.NOW + timedelta(days=2), "somebody", "hey")],
    }
    value = exports.export(chats, owner="maya.makes")
    importing.import_paths(desk._ws, [exports.write(tmp_path / "x.json", value)])  # noqa: SLF001
    return desk


def words(program: DmAssistantApp) -> str:
    return " ".join(shown(program).replace("│", " ").split())


async def test_a_question_is_shown_counted_answered_and_taken_back(asked: Desk, home: Path) -> None:
    program = DmAssistantApp(asked, home)
    [question] = asked.questions()
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "0")
        assert "1 question: r" in shown(program)
        await press(pilot, "r")
        assert isinstance(program.screen, AskMessage)
        page = words(program)
        assert "which of these messages is it?" in page
        assert "and then something quite else" in page
        assert "% alike" in page
        assert "none of them; it was not sent" in page
        await press(pilot, "escape")
        assert asked.questions() == (question,), "left alone it stays open"
        await press(pilot, "r", "enter")
        assert f"Draft {question.draft}: sent" in notes(program)
        assert asked.questions() == ()
        assert "question" not in shown(program)
        await press(pilot, "u")
        assert asked.questions() == (question,)
        await press(pilot, "r", "n")
        assert "could not be sent" in notes(program)
    asked.close()
