"""Keeping pools of codes from a place that shows them: made, added, changed, noted as used."""

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
    from dm_assistant.tui.modals.pools import CodeFile, NewCodes, Terms


class Pooling(Place):
    """A place that shows the pools of codes."""

    def load_pools(self) -> None:
        """Read the pools anew."""
        self.read("pools", self.desk.codes.pools, self.show_pools)

    def show_pools(self, pools: tuple[PoolCounts, ...]) -> None:
        """Show the pools as they are now."""
        view = self.query_one(PoolsView)
        view.clock = self.program.clock()
        view.pools = pools

    @on(PoolsView.MakeAsked)
    def _ask_codes(self, asked: PoolsView.MakeAsked) -> None:
        pool = asked.pool
        name, perk = ("", "") if pool is None else (pool.pool, pool.perk)
        self.app.push_screen(late_places.make_codes(name, perk), self._make_codes)

    def _make_codes(self, new: NewCodes | None) -> None:
        if new is not None:
            ends_at = None if new.last_on is None else self.program.clock().day_ends(new.last_on)
            job = partial(
                self.desk.codes.make, new.pool, new.pattern, new.count, ends_at, new.perk or None
            )
            self.write(job, self._codes_made)

    def _codes_made(self, made: Made) -> None:
        self.app.notify(
            f"{counted(made.pool.new, 'code')} made for {made.pool.pool}, such as "
            f"{made.examples[0]}. X writes them into a file for your shop."
        )

    @on(PoolsView.AddAsked)
    def _ask_file(self, asked: PoolsView.AddAsked) -> None:
        name = "" if asked.pool is None else asked.pool.pool
        self.app.push_screen(late_places.add_codes(name), self._add_codes)

    def _add_codes(self, file: CodeFile | None) -> None:
        if file is not None:
            self.write(partial(self.desk.codes.add, file.pool, file.path), self._codes_added)

    def _codes_added(self, pool: PoolCounts) -> None:
        self.app.notify(
            f"{counted(pool.new, 'code')} added to {pool.pool}, {pool.known:,} known already"
        )

    @on(PoolsView.ChangeAsked)
    def _ask_terms(self, asked: PoolsView.ChangeAsked) -> None:
        pool = asked.pool
        if pool is not None:
            ends_at, clock = pool.ends_at, self.program.clock()
            last_day = "" if ends_at is None else clock.last_on(ends_at).isoformat()
            form = late_places.change_pool(pool.pool, pool.perk, last_day)
            self.app.push_screen(form, partial(self._change_pool, last_day))

    def _change_pool(self, last_day: str, terms: Terms | None) -> None:
        if terms is not None:
            last_on = terms.last_on
            # A day that stays may end within it: only another one is a change.
            same = last_on is None or last_on.isoformat() == last_day
            ends_at = None if same or last_on is None else self.program.clock().day_ends(last_on)
            self.write(
                partial(self.desk.codes.change, terms.pool, ends_at, terms.perk),
                self._pool_changed,
            )

    def _pool_changed(self, pool: PoolCounts) -> None:
        words = f"{pool.pool} is changed; {self.key('undo')} takes it back"
        if pool.reworded:
            drafts = counted(pool.reworded, "waiting draft")
            words += f". {drafts} reworded to say so: what was approved is to be approved again"
        self.app.notify(words)

    @on(PoolsView.ExportAsked)
    def _ask_target(self, asked: PoolsView.ExportAsked) -> None:
        if asked.pool is not None:
            self.app.push_screen(late_places.export_codes(asked.pool.pool), self._export_codes)

    def _export_codes(self, file: CodeFile | None) -> None:
        if file is not None:
            self.write(
                partial(self.desk.codes.export, file.pool, file.path),
                lambda number: self.app.notify(
                    f"{counted(number, 'code')} of {file.pool} written to {file.path}"
                ),
            )

    @on(PoolsView.RedeemedAsked)
    def _ask_redeemed(self) -> None:
        words = (
            "Which codes were used? Several with blanks between them. A whole file of orders from "
            "your shop is read by i in place 0."
        )
        self.app.push_screen(late.ask("Used codes", words), self._redeemed)

    def _redeemed(self, said: str | None) -> None:
        if said and said.strip():
            self.write(partial(self.desk.codes.redeemed, said.split()), self._noted)

    def _noted(self, found: ByHand) -> None:
        known = f", {found.known:,} known already" if found.known else ""
        self.app.notify(f"{counted(found.new, 'code')} noted as used{known}")
