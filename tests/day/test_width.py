"""No screen of the day is cut off or out of line, at any width, whatever strangers are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from dm_assistant.domain.text import to_screen
from tests.day import names
from tests.day.states import looks
from tests.day.width import faults

CUT = [to_screen(name) for name in names.HOSTILE]


@pytest.mark.slow
async def test_every_screen_of_the_day_is_whole(saturday: Path) -> None:
    found: list[str] = []
    async for state, lines in looks(saturday, (80, 24)):
        found += [f"{state}: {each}" for each in faults(lines, cell_len(lines[0]), CUT)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "broken",
    [
        ("╭─ A ─╮", "│ b │  ", "╰─────╯"),
        ("╭─ A ─╮", "│ b   │", "       "),
        ("╭─ …  ─╮", "│      │", "╰──────╯"),
        ("╭─ A ─╮", "│bbbbb│", "╰─────╯"),
        ("╭─ A ─╮", "│ \x1b   │", "╰─────╯"),
        ("╭─ A ─╮", "│ 漢漢 │", "╰─────╯"),
    ],
)
def test_a_broken_screen_is_found_out(broken: tuple[str, ...]) -> None:
    assert list(faults(broken, len(broken[0])))


def test_a_whole_screen_has_no_faults() -> None:
    assert not list(faults(("╭─ Zoë… ─╮", "│ 漢 👩‍👩‍👧  │", "╰────────╯"), 10, ["Zoë"]))
