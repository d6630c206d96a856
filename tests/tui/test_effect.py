"""Impact: the evidence as ranges on one scale, and days with messages over views as a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.statistics.differences import Difference
from dm_assistant.domain.statistics.effect import Effect, Left, Trial
from dm_assistant.domain.statistics.holdout import Holdout, Side
from dm_assistant.domain.statistics.series import Followed
from dm_assistant.services import importing
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.widgets.effect_sheet import effect_page
from tests.studio import overview
from tests.tui import seeds
from tests.tui.settling import lines, press, settle, shown

DAY = date(2026, 5, 12)
SHOWN = Holdout(
    Side(100, 520, 5.2, 4.2, 6.2), Side(50, 205, 4.1, 3.1, 5.1), 2, 1.1, 1.27, 1.1, -0.4, 2.6, 0.18
)
UNKNOWN = Holdout(Side(), Side(), reason="nobody whose 28 days are over was held out")
BOTH = tuple(Trial(name, SHOWN, Left()) for name in ("spring", "[b]\x1b[31mred"))


def found(outcome: Holdout, *campaigns: Trial) -> Effect:
    return Effect(
        "me",
        DAY,
        DAY,
        DAY,
        Trial("", outcome, Left(young=3), DAY),
        campaigns,
        Difference(31, 78, (37, 44, 343, 358), 1.14, 0.77, 1.68),
        (Followed("v", "views", 90, 9, 5, 0.3, 0.04, 77, (0, 0.3, None, -0.1)),),
        (),
    )


def text(effect: Effect, width: int) -> str:
    page = effect_page(effect, width)
    return "\n".join("".join(words for words, _ in each.parts) for each in page)


def test_both_means_stand_on_one_scale_with_their_numbers() -> None:
    page = text(found(SHOWN, *BOTH), 74)
    mine, theirs = (line for line in page.splitlines() if " each · " in line)
    assert mine.index("●") > theirs.index("●")
    assert theirs.index("┤") < theirs.index("●") < theirs.index("├")
    assert mine.endswith("5.2 each · 520 by 100")
    assert "(+27 %)" in page
    assert "×1.14" in page
    assert "▸1 day +0.30▅" in page
    assert "2 days ·" in page
    assert "3 people cannot be compared yet, the first of them from 12 May 2026 on." in page
    assert "spring" in page
    assert "How many people a hold-out takes" not in page
    assert "●" not in text(found(SHOWN), 40)


def test_before_there_is_a_hold_out_it_says_what_one_would_show() -> None:
    page = text(found(UNKNOWN), 74)
    assert "It would take about 200 fans with half of them held out." in page
    assert "under “hold out” say 20" in page
    assert "   200, 100" in page
    assert "●" in page  # the other evidence stays
    begun = replace(found(UNKNOWN), campaigns=(Trial("spring", UNKNOWN, Left(young=3)),))
    assert "say 20" not in text(begun, 74)


@pytest.mark.slow
async def test_days_become_a_calendar_and_the_next_page_weighs_the_evidence(
    home: Path, program: DmAssistantApp, tmp_path: Path
) -> None:
    end = seeds.NOW.date() - timedelta(days=2)
    high = end - timedelta(days=20)

    def views(day: date) -> int:
        return 90_000 if day == high else 700 + 53 * day.day % 97

    with seeds.reopen(home) as ws:
        importing.import_paths(ws, [overview(tmp_path / "Overview.csv", 130, end=end, views=views)])
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "9")
        [spikes] = [line for line in lines(program) if "│ Spikes " in line]
        assert "!" in spikes
        await press(pilot, "p", "p")
        page = lines(program)
        assert any("█ !" in line[:40] for line in page)
        assert sum("◂" in line for line in page) == 1
        for _ in range(20):
            await press(pilot, "left")
        assert "A spike: 90,000 views" in shown(program)
        words = " ".join(line[40:].strip("│ ") for line in lines(program))
        assert "is larger than at 65 of 65 comparable dates" in words
        assert any("█ !◂" in line for line in lines(program))
        await pilot.click("DayCalendar", offset=(9, 3))
        await settle(pilot)
        assert any("◂" in line for line in lines(program)[4:6])
        await press(pilot, "tab")
        assert "It would take about 200 fans" in shown(program)
        await press(pilot, *["J"] * 9)
        assert "90,000 views" in shown(program)
        await press(pilot, "f")
        assert "Top commenters nearly always slow down" in " ".join(
            shown(program).replace("│", " ").split()
        ).replace("   ", " ")
