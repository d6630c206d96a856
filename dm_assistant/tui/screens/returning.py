"""Coming back: after undo the cursor stands on the first item that waits here again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.domain.model import DraftState, Lane
from dm_assistant.tui.screens.inviting import Inviting

if TYPE_CHECKING:
    from dm_assistant.errors import DmAssistantError
    from dm_assistant.services.undoing import Undone
    from dm_assistant.services.views import ItemId


class Returning(Inviting):
    """A place with lanes that goes to what undo brought back."""

    wanted: ItemId | None = None

    def open_lane(self, lane: Lane) -> None:
        """Show another lane."""
        raise NotImplementedError

    def _not_moved(self, items: Sequence[ItemId], error: DmAssistantError) -> None:
        # The next key is for what the words are about, not for the line below it.
        self.wanted = items[0]
        super()._not_moved(items, error)

    def _undone(self, undone: Undone) -> None:
        super()._undone(undone)
        if undone.back:
            self.read("back", partial(self._lane_of, undone.back), self._go_back)

    def _lane_of(self, back: Sequence[ItemId]) -> tuple[Lane, ItemId] | None:
        # Of an answer the draft is gone, and what it answered waits again: it comes last.
        for row in self.desk.rows([*back[:1], *back[-1:]]):
            if row.item.kind == "inbound" or row.state is DraftState.DRAFTED:
                return row.lane, row.item
        return None

    def _go_back(self, found: tuple[Lane, ItemId] | None) -> None:
        if found is None:
            return
        lane, item = found
        if lane is not self.lane_shown:
            # Its first lines come before the rest: read beside them, the rest could come first.
            self.open_lane(lane)
            self.wanted = item
        else:
            self.wanted = item
            self.load()

    def go_to_wanted(self) -> None:
        """Put the cursor on what came back, once the lane is there."""
        if self.wanted is not None and self.queue.go_to(self.wanted):
            self.wanted = None
