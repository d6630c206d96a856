"""Inviting: who may not be messaged yet is asked, by a public reply, to write first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding

from dm_assistant.domain.model import Lane, Purpose
from dm_assistant.tui import late
from dm_assistant.tui.screens.deciding import Deciding
from dm_assistant.tui.wording import LANE_NAMES, counted

if TYPE_CHECKING:
    from dm_assistant.services.views import Card, ItemId, Moved, QueueRow
    from dm_assistant.tui.widgets.item_panels import ItemPanels

REPLY_PAUSE = 0.15
"""Seconds the cursor rests before it is worked out what would be said in public."""

HANDS_OVER = "hand it over with {hand_over}"


class Inviting(Deciding):
    """A place in whose Invite lane approving means approving a public reply.

    A draft for the invitation itself is approved as it is. Of any other one what is written and
    approved is a reply that asks for the consent it lacks; it waits in Held for the person's word.
    """

    panels: ItemPanels | None = None

    def look_at_reply(self, card: Card) -> None:
        """Work out what approving a card of the Invite lane would say in public, and show it."""
        item = card.row.item
        if self.lane_shown is not Lane.INVITE or card.row.purpose is Purpose.INVITE:
            return

        def show(text: str) -> None:
            if self.panels is not None and item == self.queue.current:
                self.panels.show_public(text)

        self.read("reply", partial(self.desk.public_reply, item.id), show, delay=REPLY_PAUSE)

    def verb(self, binding: Binding) -> str:
        """Say "Invite" where that is what approving comes to."""
        if binding.action == "approve" and self.lane_shown is Lane.INVITE:
            row = self.queue.current_row
            if row is None or row.purpose is not Purpose.INVITE:
                return "Invite"
        return super().verb(binding)

    def action_approve(self) -> None:
        """Approve; in the Invite lane, a public reply."""
        items = self.targets()
        if self.lane_shown is not Lane.INVITE:
            super().action_approve()
        elif len(items) > 1:
            self.read("act", lambda: self.desk.rows(items), self._ask_to_invite)
        elif items and (row := self.queue.row_of(items[0])) is not None:
            self._invite_or_approve([row])

    def _ask_to_invite(self, rows: Sequence[QueueRow]) -> None:
        written, lacking = _by_kind(rows)
        words = "Each gets a public reply that asks them to write first."
        if written:
            words += f" {counted(len(written), 'reply', 'replies')} in this lane go as they are."
        if written and lacking:
            words += f" These are two acts: {self.key('undo')} twice takes both back."
        self.app.push_screen(
            late.question(
                f"Invite {len(rows):,} of {self.queue.count():,} in {LANE_NAMES[Lane.INVITE]}?",
                f"{words} Each is judged by the rules by itself.",
                f"Invite {len(rows):,}",
            ),
            lambda sure: self._invite_or_approve(rows) if sure else None,
        )

    def _invite_or_approve(self, rows: Sequence[QueueRow]) -> None:
        written, lacking = _by_kind(rows)
        if written:
            self._move("Approved", self.desk.approve, written)
        if lacking:
            self.leaving.update(lacking)
            self.queue.take_out(lacking)
            self.write(
                lambda: (
                    self.desk.invite([item.id for item in lacking]),
                    self.desk.counts().of(Lane.INVITE),
                ),
                partial(self._invited, len(rows), lacking),
                partial(self._not_moved, lacking),
            )

    def _invited(
        self, many: int, items: Sequence[ItemId], made: tuple[Sequence[Moved], int]
    ) -> None:
        moved, left = made
        self.leaving.difference_update(items)
        went = [each for each in moved if not each.refused]
        words = f"Public reply approved for {counted(len(went), 'person', 'people')}"
        if many == 1 and went:
            words = f"Public reply to @{went[0].handle} approved"
        elif many > 1:
            words += f"; {left:,} left in {LANE_NAMES[Lane.INVITE]}"
        self.say_moved(f"{words}: {self.program.keyed(HANDS_OVER)}", moved)


def _by_kind(rows: Sequence[QueueRow]) -> tuple[list[ItemId], list[ItemId]]:
    """Return the drafts that are public replies, and those that wait for what one would bring."""
    written = [row.item for row in rows if row.purpose is Purpose.INVITE]
    return written, [row.item for row in rows if row.purpose is not Purpose.INVITE]
