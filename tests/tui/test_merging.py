"""Merging in the terminal: who else, side by side, as one, and apart again."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from tests.tui.settling import notes, press, settle, shown, strips, typed


async def beside(program: DmAssistantApp, pilot: Pilot[Any], other: str) -> None:
    """Go to the first person, and choose who else they are."""
    await settle(pilot)
    await press(pilot, "3")
    await press(pilot, "m")
    assert "Who else is @" in shown(program)
    await typed(pilot, other)
    await press(pilot, "enter")


async def test_two_people_are_seen_side_by_side_merged_and_parted(
    program: DmAssistantApp, desk: Desk
) -> None:
    before = len(desk.people("", 50))
    async with program.run_test(size=(80, 24)) as pilot:
        await beside(program, pilot, "omar")
        text = shown(program)
        for words in ("same as", "@omar.h", "one person", "handles", "comments", "⏎ Merge"):
            assert words in text, words
        assert all(strip.cell_length <= 80 for strip in strips(program))
        await press(pilot, "enter")
        assert "u takes it back" in notes(program)
        assert len(desk.people("", 50)) == before - 1
        assert "Also" in shown(program)
        await press(pilot, "u")
        assert len(desk.people("", 50)) == before


async def test_leaving_changes_nothing(program: DmAssistantApp, desk: Desk) -> None:
    before = desk.people("", 50)
    async with program.run_test(size=(80, 24)) as pilot:
        await beside(program, pilot, "omar")
        await press(pilot, "escape")
        assert "one person" not in shown(program)
        assert desk.people("", 50) == before


async def test_the_inbox_merges_too(program: DmAssistantApp) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        assert "Who else is @" in shown(program)
        await press(pilot, "escape")
        assert "Who else is @" not in shown(program)
