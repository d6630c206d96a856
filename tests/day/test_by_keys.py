"""The day in the life by keys alone, at 80 by 24, in the numbers that were promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from dm_assistant.services.views import LaneCounts
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import open_desk
from tests.tui.settling import notes, press, settle

ANSWER = ("enter", "f2")
REPLIES = (
    (*ANSWER, "ctrl+s"),
    (*ANSWER, "f2", "ctrl+s"),
    (*ANSWER, "f2", "f2", "ctrl+s"),
    (*ANSWER, "ctrl+s"),
    ("x",),
    (*ANSWER, "f2", "ctrl+s"),
    (*ANSWER, "f2", "ctrl+s"),
    ("c", "s"),
    (*ANSWER, "f2", "f2", "f2", "ctrl+s"),
    ("x",),
    ("z",),
)
"""What is pressed for each of the eleven messages, soonest-closing first."""

EDIT = ("e", "end", *" Enjoy!", "ctrl+s", "a")
MOST_KEYS = 160


@pytest.mark.slow
async def test_the_day_is_done_by_keys_in_the_promised_numbers(saturday: Path) -> None:
    pressed = 0
    desk = open_desk(saturday)
    app = DmAssistantApp(desk, saturday)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert desk.counts() == LaneCounts(11, 34, 88, 41, 9)
        for keys in REPLIES:
            await press(pilot, *keys)
            pressed += len(keys)
        assert desk.counts() == LaneCounts(0, 34, 88, 40, 9, 7)
        ready = ("tab", *"a" * 9, *EDIT, *EDIT, *EDIT, "s")
        await press(pilot, *ready)
        assert desk.counts() == LaneCounts(0, 21, 88, 40, 9, 19)
        invite = ("tab", *["space"] * 14, "a", "enter")
        await press(pilot, *invite)
        assert "Public reply approved for 14 people" in notes(app)
        assert desk.counts() == LaneCounts(0, 21, 74, 54, 9, 33)
        hand_over = ("h", *["enter"] * 33)
        await press(pilot, *hand_over)
        pressed += len(ready) + len(invite) + len(hand_over)
        assert desk.counts() == LaneCounts(0, 21, 74, 54, 9)
    desk.close()
    assert pressed <= MOST_KEYS, pressed
