"""Impact: figures beside the days with messages, one day chosen by left and right."""

from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.services import importing
from dm_assistant.tui.app import DmAssistantApp
from tests.studio import overview
from tests.tui import seeds
from tests.tui.settling import lines, press, settle, shown


async def test_without_figures_it_says_which_files_to_import_and_how(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "9")
        assert "download the data of Overview and of Followers" in " ".join(
            shown(program).replace("│", " ").split()
        )
        assert "Press 0 for Import, then i" in shown(program)


@pytest.mark.slow
async def test_a_day_is_chosen_and_kept_while_more_days_come_into_view(
    home: Path, program: DmAssistantApp, tmp_path: Path
) -> None:
    end = seeds.NOW.date() - timedelta(days=2)
    with seeds.reopen(home) as ws:
        importing.import_paths(ws, [overview(tmp_path / "Overview.csv", 5, end=end)])
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "9")
        [views] = [line for line in lines(program) if "│ Views  " in line]
        assert "·" * 21 + "▆▇▇██··" in views
        assert "5 of 28" in views
        assert "Thursday 12 March 2026" in shown(program)
        assert "Views 12 · Profile views 2 · Followers –" in shown(program)
        assert "Days side by side are no proof of anything." in shown(program)
        await press(pilot, "left")
        assert "Wednesday 11 March 2026" in shown(program)
        await press(pilot, "p")
        assert "Wednesday 11 March 2026" in shown(program)
        assert "5 of 90 days known · a bar: 3 days" in shown(program)
        await press(pilot, "right", "right", "right")
        assert "No figures of this day." in shown(program)
        assert "imported 3 files" in shown(program)
        await press(pilot, "right", "f")
        assert "a gap, never 0" in shown(program)
        await pilot.click("ImpactChart", offset=(16, 3))
        await press(pilot, "f")
        assert "Wednesday 17 December 2025" in shown(program)
