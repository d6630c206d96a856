"""The title line: every place with its key, the one that one is in by its whole name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from textual.app import App, ComposeResult

from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.title_line import ALL_PLACES, TitleLine


class OneLine(App[None]):
    """A screen with nothing but the line."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield TitleLine()

    def on_title_line_chosen(self, event: TitleLine.Chosen) -> None:
        self.chosen.append(event.place)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_every_place_is_named_and_can_be_clicked_at_any_width(width: int) -> None:
    program = OneLine()
    async with program.run_test(size=(width, 24)) as pilot:
        line = program.query_one(TitleLine)
        line.account, line.mark = "fog.and.paint.with.a.long.name", "PRACTICE"
        line.clock = Clock(datetime(2026, 5, 14, 13, 30, tzinfo=UTC), UTC)
        for here, key, name in ALL_PLACES:
            line.place = here
            await pilot.pause()
            words = line.render().plain
            assert len(words) == width
            assert f" {key}{name}" in words or f" {key} {name}" in words
            assert "13:30" in words or width < 100
            assert "PRACTICE" in words
        for _, key, _ in ALL_PLACES:
            await pilot.click(TitleLine, offset=(words.index(f" {key}") + 1, 0))
        assert program.chosen == [place for place, _, _ in ALL_PLACES]
