"""Hand-over: approved messages leave one after another, each pasted and sent by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from dm_assistant.domain.model import DraftState
from dm_assistant.domain.rules.overrides import candidate
from dm_assistant.domain.rules.verdict import Finding
from dm_assistant.domain.text import clean_message
from dm_assistant.errors import DmAssistantError, RefusedError
from dm_assistant.services.views import HandOver, Moved, QueueRow, TimelineEntry
from dm_assistant.tui import clipboard, late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.hand_over_sheets import HandOverSheets
from dm_assistant.tui.screens.sitting import Sitting
from dm_assistant.tui.widgets.outbox_view import Leaving, OutboxView
from dm_assistant.tui.wording import STATE_WORDS
from dm_assistant.tui.working import start


class HandOverPlace(Sitting, HandOverSheets):
    """One message at a time: its text on the clipboard, their profile beside it."""

    NAME = "hand_over"
    LIST_NAME = "To hand over"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "open",
        "close",
        "hand_over",
        "session",
        "override",
        "complaint",
        "seen",
        "log_reply",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={"open": "Sent", "leave": "Leave"},
        hidden={"complaint"},
    )

    def __init__(self) -> None:
        super().__init__()
        self.begun = False
        self.present: HandOver | None = None
        self.asking = False
        self._refused: dict[int, DmAssistantError] = {}
        self._done: list[Leaving] = []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a message that was handed over, or one that waits."""
        del parameters
        if not self.is_mounted:
            return True
        if action in {"open", "close"}:
            return True if self.present is not None else None
        if action == "hand_over":
            waits = self.asking if self.present else self._next() is not None
            return True if waits else None
        if action == "override":
            return True if self._overridable() is not None else None
        if action in {"seen", "complaint"}:
            return True if self.present_person() is not None else None
        return True

    def present_person(self) -> QueueRow | None:
        """Return to whom the present message goes, else who is under the cursor."""
        view = self.query_one(OutboxView)
        if self.present is not None:
            return view.row_of(self.present.id)
        return None if view.chosen is None else view.chosen.row

    def _overridable(self) -> tuple[QueueRow, Finding] | None:
        """Return the refused message under the cursor, and the one rule to set aside for it."""
        chosen = self.query_one(OutboxView).chosen
        error = None if chosen is None else self._refused.get(chosen.id)
        if self.present is not None or chosen is None or not isinstance(error, RefusedError):
            return None
        found = None if error.verdict is None else candidate(error.verdict)
        return None if found is None else (chosen.row, found)

    # --- the order of things -----------------------------------------------------------------

    def load(self) -> None:
        """Read what waits; what was handed over earlier is asked about first."""
        self.begun = self.begun or self.program.take_beginning()
        self.read("outbox", self.desk.outbox, self._take)
        self.look_at_session()

    def _take(self, rows: Sequence[QueueRow]) -> None:
        waiting = [
            Leaving(
                row.item.id,
                row,
                row.state or DraftState.APPROVED,
                str(self._refused.get(row.item.id, "")),
            )
            for row in rows
        ]
        self.query_one(OutboxView).show(waiting, self._done)
        self.query_one("#queue-side").border_subtitle = f"{len(waiting):,} waiting"
        if self.present is None:
            self._go_on()
        self.refresh_bindings()

    def _waiting(self, state: DraftState) -> QueueRow | None:
        for leaving in self.query_one(OutboxView).waiting:
            if leaving.state is state and leaving.id not in self._refused:
                return leaving.row
        return None

    def _next(self) -> QueueRow | None:
        return self._waiting(DraftState.APPROVED)

    def _go_on(self) -> None:
        """Ask about an earlier message, else hand over the next, else say what there is."""
        earlier = self._waiting(DraftState.HANDED_OVER)
        following = self._next()
        if earlier is not None:
            self._leave_with(earlier, asking=True)
        elif self.begun and following is not None:
            self._leave_with(following, asking=False)
        else:
            self.show_rest(following)

    def _leave_with(self, row: QueueRow, *, asking: bool) -> None:
        draft = row.item.id
        self.write_quietly(
            partial(self.desk.hand_over, draft),
            partial(self._handed_over, asking),
            partial(self._was_refused, row),
        )

    def _handed_over(self, asking: bool, message: HandOver) -> None:
        self.present = message
        self.asking = asking
        if not asking:
            self._to_clipboard(message.text)
        self.show_message(message, asking=asking)
        view = self.query_one(OutboxView)
        view.handed_over(message.id)
        self.refresh_bindings()

    def _to_clipboard(self, text: str) -> None:
        words = clean_message(text)
        self.app.copy_to_clipboard(words)
        start(self, partial(asyncio.to_thread, clipboard.offer, words), "clipboard")

    def _was_refused(self, row: QueueRow, error: DmAssistantError) -> None:
        self._refused[row.item.id] = error
        self.refused(error)
        self.load()

    # --- the keys ----------------------------------------------------------------------------

    def action_hand_over(self) -> None:
        """Begin with the first message that waits, or give out once more what was not sent."""
        self.begun = True
        if self.present is None:
            self._go_on()
        else:
            self._handed_over(asking=False, message=self.present)

    def action_override(self) -> None:
        """Ask why the rule that kept the message back is set aside, and hand it over then."""
        stopped = self._overridable()
        if stopped is not None:
            row, found = stopped
            self.ask_override(found, partial(self._override, row, found.rule))

    def _override(self, row: QueueRow, rule: str, reason: str) -> None:
        self.begun = True

        def handed_over(message: HandOver) -> None:
            del self._refused[message.id]
            self._handed_over(asking=False, message=message)

        self.write_quietly(
            partial(self.desk.override_hand_over, row.item.id, rule, reason),
            handed_over,
            partial(self._was_refused, row),
        )

    def action_open(self) -> None:
        """Say that it was sent."""
        if self.present is not None:
            message = self.present
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
        self.present = None
        self.refresh_bindings()

        def done(moved: tuple[Moved, ...]) -> None:
            if row is not None:
                self._done.append(Leaving(message.id, row, state))
            notes = "".join(f"; {each.note}" for each in moved if each.note)
            self.app.notify(f"@{message.handle}: {STATE_WORDS[state]}{notes}")

        self.write(act, done)

    def was_seen(self, handle: str, latest: TimelineEntry | None) -> None:
        """Say what was marked, and show it where it is in the list."""
        draft = None if latest is None else latest.draft
        self._done = [
            replace(each, state=DraftState.SEEN) if each.id == draft else each
            for each in self._done
        ]
        super().was_seen(handle, latest)

    def action_leave(self) -> None:
        """Go back to the inbox; what was handed over is asked about next time."""
        if self.present is not None and not self.asking:
            self.app.notify(f"@{self.present.handle}: handed over, not yet confirmed")
        self.present = None
        self.begun = False
        self.app.switch_mode("inbox")

    def undo(self) -> None:
        """Take the last act back, and look at what waits afresh."""
        self.present = None
        self.begun = False
        super().undo()
