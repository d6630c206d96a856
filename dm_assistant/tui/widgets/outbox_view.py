"""The list of the hand-over: what waits, what is out and unconfirmed, what was done just now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dm_assistant.domain.model import DraftState
from dm_assistant.services.outbox import is_public
from dm_assistant.services.views import QueueRow
from dm_assistant.tui.widgets.line_view import GAP, Column, LineView
from dm_assistant.tui.wording import STATE_WORDS, called

SIGN, KIND, STATE = 2, 6, 17
SIGNS = {
    DraftState.APPROVED: "·",
    DraftState.HANDED_OVER: "?",
    DraftState.SENT: "✓",
    DraftState.SEEN: "✓",
    DraftState.COULD_NOT_SEND: "✕",
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """One message on its way out; ``refused`` says why the rules kept it back just now."""

    id: int
    row: QueueRow
    state: DraftState
    refused: str = ""


class OutboxView(LineView):
    """Messages in hand-over order, then those dealt with in this session."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: tuple[Leaving, ...] = ()
        self.done: tuple[Leaving, ...] = ()

    def show(self, waiting: Sequence[Leaving], done: Sequence[Leaving]) -> None:
        """Show another state of the outbox."""
        self.waiting = tuple(waiting)
        self.done = tuple(done)
        self.rows_changed()

    def handed_over(self, draft: int) -> None:
        """Show one message as handed over, with the cursor on it."""
        self.waiting = tuple(
            replace(each, state=DraftState.HANDED_OVER, refused="") if each.id == draft else each
            for each in self.waiting
        )
        for index, each in enumerate(self.waiting):
            if each.id == draft:
                self.cursor = index
        self.refresh()

    @property
    def chosen(self) -> Leaving | None:
        """Return the message under the cursor."""
        return self._all[self.cursor] if self.cursor < self.count() else None

    def row_of(self, draft: int) -> QueueRow | None:
        """Return the line of a message."""
        return next((each.row for each in self._all if each.id == draft), None)

    @property
    def _all(self) -> tuple[Leaving, ...]:
        return self.waiting + self.done

    def count(self) -> int:
        """Return the number of messages."""
        return len(self.waiting) + len(self.done)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return sign, person, kind and state."""
        each = self._all[index]
        sign = "✕" if each.refused else SIGNS.get(each.state, "·")
        state = "refused by a rule" if each.refused else STATE_WORDS[each.state]
        who = called(each.row.name, f"@{each.row.handle}")
        kind = "public" if is_public(each.row) else "DM"
        name = max(0, width - SIGN - KIND - STATE - 3 * GAP)
        look = "dim" if index >= len(self.waiting) else "text"
        return [
            (("›" if index == self.cursor else " ") + sign, SIGN, "mark", False),
            (who, name, look, False),
            (kind, KIND, "dim", False),
            (state, STATE, "dim", False),
        ]
