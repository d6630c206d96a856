"""Confirming: what the creator says became of each message that was handed over."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dm_assistant.domain.model import DraftState
from dm_assistant.errors import DmAssistantError
from dm_assistant.services.views import HandOver, Moved, TimelineEntry
from dm_assistant.tui import late
from dm_assistant.tui.screens.held_back import HeldBack
from dm_assistant.tui.widgets.outbox_view import Leaving, OutboxView
from dm_assistant.tui.wording import STATE_WORDS

BRIEF = 2.0
"""Seconds for which it is said that a message was sent."""


class Confirming(HeldBack):
    """A message is out until it is said that it was sent, or why it could not be."""

    def __init__(self) -> None:
        super().__init__()
        self.asking = False
        self.done: list[Leaving] = []
        self.settling = False

    def confirm_sent(self, message: HandOver) -> None:
        """Say that a message was sent."""
        self._confirm(partial(self.desk.sent, message.id), message, DraftState.SENT)

    def action_close(self) -> None:
        """Say that it could not be sent, and why."""
        message = self.present
        if message is not None:
            self.app.push_screen(
                late.could_not_send(message.handle), partial(self._could_not, message)
            )

    def _could_not(self, message: HandOver, reason: str | None) -> None:
        if reason is not None:
            self._confirm(
                partial(self.desk.could_not_send, message.id, reason),
                message,
                DraftState.COULD_NOT_SEND,
            )

    def _confirm(
        self, act: partial[tuple[Moved, ...]], message: HandOver, state: DraftState
    ) -> None:
        row = self.query_one(OutboxView).row_of(message.id)
        self.present, self.settling = None, True
        self.refresh_bindings()

        def failed(error: DmAssistantError) -> None:
            self.settling = False
            self.refused(error)

        def done(moved: tuple[Moved, ...]) -> None:
            self.settling = False
            # What they refused once it had reached them was sent.
            became = moved[0].state if moved else state
            if row is not None:
                self.done.append(Leaving(message.id, row, became))
            notes = "".join(f"; {each.note}" for each in moved if each.note)
            # What was sent stands in the list; a longer note would lie on the next message.
            brief = BRIEF if became is DraftState.SENT and not notes else None
            self.app.notify(f"@{message.handle}: {STATE_WORDS[became]}{notes}", timeout=brief)

        self.write(act, done, failed)

    def was_seen(self, handle: str, latest: TimelineEntry | None) -> None:
        """Say what was marked, and show it where it is in the list."""
        draft = None if latest is None else latest.draft
        self.done = [
            replace(each, state=DraftState.SEEN) if each.id == draft else each for each in self.done
        ]
        super().was_seen(handle, latest)
