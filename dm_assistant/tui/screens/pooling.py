"""Keeping pools of codes from a place that shows them: made, added from files, noted as used."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from dm_assistant.tui import late, late_places
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.pools_view import PoolsView
from dm_assistant.tui.wording import counted

if TYPE_CHECKING:
    from dm_assistant.services.code_making import Made
    from dm_assistant.services.codes import ByHand, PoolCounts
    from dm_assistant.tui.modals.pools import CodeFile, NewCodes


class Pooling(Place):
    """A place that shows the pools of codes."""

    def load_pools(self) -> None:
        """Read the pools anew."""
        self.read("pools", self.desk.codes.pools, self._show_pools)

    def _show_pools(self, pools: tuple[PoolCounts, ...]) -> None:
        view = self.query_one(PoolsView)
        view.clock = self.program.clock()
        view.pools = pools

    @on(PoolsView.MakeAsked)
    def _ask_make(self, asked: PoolsView.MakeAsked) -> None:
        pool = asked.pool
        name, perk = ("", "") if pool is None else (pool.pool, pool.perk)
        self.app.push_screen(late_places.make_codes(name, perk), self._make)

    def _make(self, new: NewCodes | None) -> None:
        if new is not None:
            ends_at = None if new.last_on is None else self.program.clock().day_ends(new.last_on)
            job = partial(
                self.desk.codes.make, new.pool, new.pattern, new.count, ends_at, new.perk or None
            )
            self.write(job, self._made)

    def _made(self, made: Made) -> None:
        self.app.notify(
            f"{counted(made.pool.new, 'code')} made for {made.pool.pool}, such as "
            f"{made.examples[0]}. For your shop: dm-assistant codes export"
        )
        self.load_pools()

    @on(PoolsView.AddAsked)
    def _ask_add(self, asked: PoolsView.AddAsked) -> None:
        name = "" if asked.pool is None else asked.pool.pool
        self.app.push_screen(late_places.add_codes(name), self._add)

    def _add(self, file: CodeFile | None) -> None:
        if file is not None:
            self.write(partial(self.desk.codes.add, file.pool, file.path), self._added)

    def _added(self, pool: PoolCounts) -> None:
        self.app.notify(
            f"{counted(pool.new, 'code')} added to {pool.pool}, {pool.known:,} known already"
        )
        self.load_pools()

    @on(PoolsView.RedeemedAsked)
    def _ask_redeemed(self) -> None:
        words = "Which codes were used? Several with blanks between them."
        self.app.push_screen(late.ask("Used codes", words), self._redeemed)

    def _redeemed(self, said: str | None) -> None:
        if said and said.strip():
            self.write(partial(self.desk.codes.redeemed, said.split()), self._noted)

    def _noted(self, found: ByHand) -> None:
        known = f", {found.known:,} known already" if found.known else ""
        self.app.notify(f"{counted(found.new, 'code')} noted as used{known}")
        self.load_pools()
