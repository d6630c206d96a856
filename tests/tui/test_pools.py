"""The codes page: pools as bars with what to look after, and made, added and used by keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from dm_assistant.services import codes
from dm_assistant.services.codes import PoolCounts
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.screens.pooling import Pooling
from dm_assistant.tui.widgets.pools_view import BAR, MARKS, PoolsView, bar
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, typed

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


class Codes(Pooling):
    """A place that shows nothing but the pools."""

    NAME: ClassVar[str] = "people"

    def body(self) -> ComposeResult:
        yield PoolsView()

    def load(self) -> None:
        self.load_pools()


class Alone(App[None]):
    """The pools alone, and what was wanted of them."""

    def __init__(self, *pools: PoolCounts) -> None:
        super().__init__()
        self.pools = pools
        self.wanted: list[PoolsView.Asked] = []

    def compose(self) -> ComposeResult:
        view = PoolsView()
        view.clock = Clock(NOON, UTC)
        view.set_reactive(PoolsView.pools, self.pools)
        yield view

    def on_pools_view_make_asked(self, asked: PoolsView.MakeAsked) -> None:
        self.wanted.append(asked)


async def test_pools_are_shown_with_bars_counts_ends_and_warnings() -> None:
    spring = PoolCounts("spring", 100, 50, 10, 20, 20, ends_at=NOON + timedelta(days=2),
                        perk="15 % off", warnings=("its codes end soon",))  # fmt: skip
    app = Alone(spring, PoolCounts("\x1b[31m[b]odd", 3, 3, 0, 0, 0))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        page = shown(app)
        assert "50 of 100 free" in page
        assert "16 Mar 2026" in page
        assert "! its codes end soon" in page
        assert "100 codes: ░ 50 free · ▒ 10 in drafts · ▓ 20 given · █ 20 used" in page
        assert "They give 15 % off" in page
        assert "\x1b" not in page
        await press(pilot, "down", "N")
        assert [asked.pool for asked in app.wanted] == [app.pools[1]]
        assert "3 codes: ░ 3 free" in shown(app)


async def test_with_no_codes_it_says_what_to_do() -> None:
    app = Alone()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "No codes yet." in shown(app)
        assert "N makes new ones" in shown(app)


@given(st.lists(st.integers(0, 1_000_000), min_size=5, max_size=5))
def test_a_bar_has_a_cell_for_every_state_and_never_too_many(numbers: list[int]) -> None:
    redeemed, given, reserved, withheld, free = numbers
    pool = PoolCounts("p", sum(numbers), free, reserved, given, redeemed, withheld=withheld)
    drawn = bar(pool)
    assert len(drawn) == (BAR if pool.total else 0)
    for number, (_, mark) in zip(numbers, MARKS, strict=True):
        assert (mark in drawn) == (number > 0)


async def test_codes_are_made_added_and_used_by_keys_alone(
    program: DmAssistantApp, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "codes.txt").write_text("EXTRA1\nEXTRA2\n")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await program.push_screen(Codes())
        await settle(pilot)
        await press(pilot, "N")
        await typed(pilot, "spring")
        await press(pilot, "enter")
        await typed(pilot, "M-##")
        await press(pilot, "enter", "ctrl+u")
        await typed(pilot, "12")
        await press(pilot, "enter")
        await typed(pilot, "15 % off")
        await press(pilot, "enter")
        await typed(pilot, "2026-04-30")
        await press(pilot, "enter")
        assert "1,000 for each are needed" in notes(program)
        await press(pilot, "ctrl+u")
        await typed(pilot, "M-****")
        await press(pilot, "ctrl+s")
        assert "12 codes made for spring" in notes(program)
        assert "12 of 12 free" in shown(program)
        assert "30 Apr 2026" in shown(program)
        await press(pilot, "i")
        await typed(pilot, str(tmp_path / "codes.txt"))
        await press(pilot, "enter", "enter")
        assert "2 codes added to spring" in notes(program)
        await press(pilot, "R")
        await typed(pilot, "extra1 nope")
        await press(pilot, "enter")
        assert "in no pool of yours: nope" in notes(program)
        await press(pilot, "R")
        await typed(pilot, "extra1")
        await press(pilot, "enter")
        assert "1 code noted as used" in notes(program)
        assert "█ 1 used" in shown(program)
        await press(pilot, "u")
        assert "Taken back: codes redeemed" in notes(program)
    with seeds.reopen(desk.path) as ws:
        assert [(pool.total, pool.redeemed) for pool in codes.pools(ws)] == [(14, 0)]
