"""The page of a week: figures beside the week before, weeks turned, the report written."""

from pathlib import Path

import pytest

from dm_assistant.tui.app import DmAssistantApp
from tests.tui.settling import press, settle, shown, turn_to


@pytest.mark.slow
async def test_weeks_are_turned_and_the_report_is_written_from_there(
    program: DmAssistantApp, tmp_path: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "8")
        await turn_to(pilot, "Week")
        assert "Week 11: 09 Mar to 15 Mar 2026, not over yet" in shown(program)
        assert "Replied       – no message's time to be answered ended" in shown(program)
        assert "1 person, @ben_rides for" in shown(program)
        assert "1  1 person waits, one for" in shown(program)
        await press(pilot, "right")
        assert "Week 11" in shown(program), "there is no week after this one yet"
        await press(pilot, "left")
        assert "Week 10: 02 Mar to 08 Mar 2026 ─" in shown(program)
        await press(pilot, "right", "f")
        assert "Newcombe" in shown(program)
        await press(pilot, "f", "X")
        assert "Nobody is named in it." in shown(program)
        to = tmp_path / "r.md"
        await press(pilot, *("backspace",) * 20, *str(to).replace("\0", ""), "enter")
        await settle(pilot)
        assert to.read_text("utf-8").startswith("# How the messages of")
        assert "@ben" not in to.read_text("utf-8")
