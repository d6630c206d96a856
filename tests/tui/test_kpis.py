"""Board and Goals: figures of some days, a figure noted, goals beside others, all taken back."""

from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.services import importing
from dm_assistant.tui.app import DmAssistantApp
from tests.studio import overview
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, typed


@pytest.mark.slow
async def test_figures_of_some_days_are_shown_explained_and_noted(
    home: Path, program: DmAssistantApp, tmp_path: Path
) -> None:
    end = seeds.NOW.date() - timedelta(days=2)
    with seeds.reopen(home) as ws:
        importing.import_paths(ws, [overview(tmp_path / "Overview.csv", 20, end=end)])
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "9", "tab", "tab")
        assert "@maya.makes: 15 Feb to 14 Mar 2026 (28 days)" in shown(program)
        assert "20 of 28 days" in shown(program)
        assert "Traffic sources: – (no figure of any traffic source is noted" in shown(program)
        await press(pilot, "f")
        assert "Formula  sum of the days known" in shown(program)
        assert "too few to compare" in shown(program)
        await press(pilot, "f", "N")
        await typed(pilot, ["tab", *"62", "tab", "tab", *"search", "tab", "tab", "enter"])
        assert "views 62 (Search)" in notes(program)
        assert "Search brought the most: 62 views, 100 %. By views" in shown(program)
        await press(pilot, "left")
        assert "18 Jan to 14 Feb 2026" in shown(program)
        assert "No figures for these days." in shown(program)
        await press(pilot, "right", "p")
        assert "15 Dec 2025 to 14 Mar 2026 (90 days)" in shown(program)
        await press(pilot, "tab")
        assert "views 62 (Search), 2026-02-15 to 2026-03-14" in shown(program)
        await press(pilot, "e", "x")
        assert "The figure is taken back" in notes(program)
        assert "N sets a goal" in shown(program)


@pytest.mark.slow
async def test_goals_others_and_changes_are_made_changed_and_taken_back(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "9", "shift+tab")
        assert "N sets a goal, notes another account" in shown(program)
        await press(pilot, "N", "g")
        await typed(pilot, ["tab", *"5000", "tab", *"2026-12-31", "enter"])
        assert "Followers – of 5,000 by 2026-12-31" in shown(program)
        assert "– (no followers are known for 2026-03-14" in shown(program)
        await press(pilot, "N", "a")
        await typed(pilot, [*"lena", *["tab"] * 2, *"8200", *["tab"] * 3, *"[b]daily", "enter"])
        assert "@lena" in shown(program)
        assert "8,200" in shown(program)
        await press(pilot, "N", "c")
        await typed(pilot, [*"a new bio", "tab", "enter"])
        assert "2026-03-14 a new bio" in shown(program)
        await press(pilot, "end", "e")
        await typed(pilot, [*"another bio", "tab", "enter"])
        assert "2026-03-14 another bio" in shown(program)
        await press(pilot, "x")
        assert "The change is taken back; u brings it again" in notes(program)
        assert "2026-03-14 another bio" not in shown(program)
        await press(pilot, "u")
        assert "2026-03-14 another bio" in shown(program)
