"""Hand-over: approved messages leave one after another, each pasted and sent by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from dm_assistant.domain.model import DraftState
from dm_assistant.domain.text import clean_message
from dm_assistant.errors import DmAssistantError
from dm_assistant.services.views import HandOver, Moved, Person, QueueRow, TimelineEntry
from dm_assistant.tui import clipboard, late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.hearing import Hearing
from dm_assistant.tui.widgets.outbox_view import Leaving, OutboxView
from dm_assistant.tui.widgets.person_panel import PersonPanel
from dm_assistant.tui.widgets.sheet import Panel, said
from dm_assistant.tui.widgets.steps import asked, nothing_waits, some_wait, to_do
from dm_assistant.tui.wording import STATE_WORDS, counted
from dm_assistant.tui.working import start


class HandOverPlace(Hearing):
    """One message at a time: its text on the clipboard, their profile beside it."""

    NAME = "hand_over"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "open",
        "close",
        "hand_over",
        "seen",
        "log_reply",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={"open": "Sent", "leave": "Leave"},
    )

    def __init__(self) -> None:
        super().__init__()
        self.begun = False
        self.present: HandOver | None = None
        self.asking = False
        self._refused: dict[int, str] = {}
        self._done: list[Leaving] = []

    def body(self) -> ComposeResult:
        """Lay out the list, the message and what to do."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                yield OutboxView()
            with Vertical(id="panels"):
                yield Panel(id="message")
                yield Panel(id="steps")
                yield PersonPanel(classes="nobody")

    def on_mount(self) -> None:
        """Name the list."""
        self.query_one("#queue-side").border_title = "To hand over"
        self.query_one(OutboxView).focus()

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
        if action == "seen":
            return True if self.query_one(OutboxView).chosen is not None else None
        return True

    # --- the order of things -----------------------------------------------------------------

    def load(self) -> None:
        """Read what waits; what was handed over earlier is asked about first."""
        self.begun = self.begun or self.program.take_beginning()
        self.read("outbox", self.desk.outbox, self._take)

    def _take(self, rows: Sequence[QueueRow]) -> None:
        waiting = [
            Leaving(
                row.item.id,
                row,
                row.state or DraftState.APPROVED,
                self._refused.get(row.item.id, ""),
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
            self._rest(following)

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
        self._show(message)
        view = self.query_one(OutboxView)
        view.handed_over(message.id)
        self.refresh_bindings()

    def _to_clipboard(self, text: str) -> None:
        words = clean_message(text)
        self.app.copy_to_clipboard(words)
        start(self, partial(asyncio.to_thread, clipboard.offer, words), "clipboard")

    def _was_refused(self, row: QueueRow, error: DmAssistantError) -> None:
        self._refused[row.item.id] = str(error)
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

        def done(_: object) -> None:
            if row is not None:
                self._done.append(Leaving(message.id, row, state))
            self.app.notify(f"@{message.handle}: {STATE_WORDS[state]}")

        self.write(act, done)

    def action_seen(self) -> None:
        """Say that the person under the cursor has seen what was sent to them last."""
        chosen = self.query_one(OutboxView).chosen
        if chosen is not None:
            self.mark_seen(chosen.row.handle, chosen.row.contact_id)

    def was_seen(self, handle: str, latest: TimelineEntry | None) -> None:
        """Say what was marked, and show it where it is in the list."""
        draft = None if latest is None else latest.draft
        self._done = [
            replace(each, state=DraftState.SEEN) if each.id == draft else each
            for each in self._done
        ]
        super().was_seen(handle, latest)

    def action_log_reply(self) -> None:
        """Log a message of theirs."""
        chosen = self.query_one(OutboxView).chosen
        handle = chosen.row.handle if chosen else ""
        self.ask_reply(self.present.handle if self.present else handle)

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

    # --- drawing -----------------------------------------------------------------------------

    def _show(self, message: HandOver) -> None:
        text = self.query_one("#message", Panel)
        text.head(f"To @{message.handle}", counted(len(message.text), "character"))
        text.page([said(message.text)])
        steps = self.query_one("#steps", Panel)
        steps.head("Did you send this?" if self.asking else "Now, by hand")
        steps.page(asked(message) if self.asking else to_do(message))
        self._show_person(self.query_one(OutboxView).row_of(message.id))

    def _rest(self, following: QueueRow | None) -> None:
        text = self.query_one("#message", Panel)
        steps = self.query_one("#steps", Panel)
        steps.head("What now")
        if following is None:
            text.head("Nothing waits")
            text.page([said(("Every approved message has been dealt with.", "$foreground-muted"))])
            steps.page(nothing_waits())
        else:
            view = self.query_one(OutboxView)
            text.head(f"Next: @{following.handle}")
            text.page([said(following.text)])
            steps.page(some_wait(sum(each.state is DraftState.APPROVED for each in view.waiting)))
        self._show_person(following)

    def _show_person(self, row: QueueRow | None) -> None:
        """Show whom the message goes to, where there is room."""
        panel = self.query_one(PersonPanel)
        panel.set_class(row is None, "nobody")
        panel.set_reactive(PersonPanel.clock, self.program.clock())
        if row is not None:
            self.read("person", partial(self.desk.person, row.contact_id), self._take_person)

    def _take_person(self, person: Person) -> None:
        self.query_one(PersonPanel).person = person
