"""Hours: four views of a week, right at 80 columns, honest about what is too little."""

from datetime import UTC, datetime, timedelta

import pytest

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.statistics import heat_map
from dm_assistant.domain.statistics.rates import Opener
from dm_assistant.domain.statistics.timing import sending
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.widgets.heat_page import heat_page
from tests.tui.settling import press, settle, shown

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize("width", [75, 115])
def test_the_map_fits_its_width_and_says_without_colour_what_it_shows(width: int) -> None:
    openers = [
        Opener(each, each, MONDAY + timedelta(hours=each % 300), Purpose.THANKS,
               first_reply_at=MONDAY + timedelta(hours=each % 300 + 1) if each % 7 < 2 else None)
        for each in range(30_000)
    ]  # fmt: skip
    drawn = heat_map.of_sending(sending(openers, MONDAY + timedelta(days=40)))
    rows = ["".join(text for text, _ in each.parts) for each in heat_page(drawn, width)]
    assert max(map(len, rows)) <= width
    assert "…" not in "".join(rows)
    assert "●" in rows[1]
    assert rows[1].startswith("Mon      400▒▒ 400▒▒ 700▒▒")
    assert " of 3900 " in rows[1]
    assert rows[8].startswith("all week    ")
    assert [row.split()[0] for row in rows[9:13]] == ["answered", "of", "shrunk", "likely"]


async def test_the_page_turns_from_replies_to_when_people_are_active(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "8", "tab", "tab")
        assert "▸Hours" in shown(program)
        assert "Nothing was sent yet" in shown(program)
        assert "p Active" in shown(program)
        await press(pilot, "p")
        assert "Only 8 people so far: too few to name hours." in shown(program)
        assert "40 times · 8 people" in shown(program)
        assert "not when they reply" in shown(program)
        await press(pilot, "p")
        assert "When people comment: a draft waits" in shown(program)
        await press(pilot, "f")
        assert "pulled to the overall rate" in shown(program)
        await press(pilot, "p")
        assert "import the Followers download" in shown(program)
        await press(pilot, "p")
        assert "Nothing was sent yet" in shown(program)


async def test_a_longer_page_scrolls_and_not_the_one_that_is_hidden(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 16)) as pilot:
        await settle(pilot)
        await press(pilot, "8", "f", "J", "tab", "tab", "f")
        assert "Number" in shown(program)
        await press(pilot, "J", "J")
        assert "Number  first" not in shown(program)
