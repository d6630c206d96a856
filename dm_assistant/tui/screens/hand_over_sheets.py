"""How the hand-over is laid out: what waits, the message, what to do with it, and its person."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from dm_assistant.domain.model import DraftState
from dm_assistant.services.views import HandOver, Person, QueueRow
from dm_assistant.tui.screens.hearing import Hearing
from dm_assistant.tui.widgets.outbox_view import OutboxView
from dm_assistant.tui.widgets.person_panel import PersonPanel
from dm_assistant.tui.widgets.sheet import Panel, said
from dm_assistant.tui.widgets.steps import asked, nothing_waits, some_wait, to_do
from dm_assistant.tui.wording import counted


class HandOverSheets(Hearing):
    """The list and the panels; which message is present is up to the subclass."""

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

    def show_message(self, message: HandOver, *, asking: bool) -> None:
        """Show the message that is out, and what to do with it."""
        text = self.query_one("#message", Panel)
        text.head(f"To @{message.handle}", counted(len(message.text), "character"))
        text.page([said(message.text)])
        steps = self.query_one("#steps", Panel)
        steps.head("Did you send this?" if asking else "Now, by hand")
        steps.page(asked(message) if asking else to_do(message))
        self._show_person(self.query_one(OutboxView).row_of(message.id))

    def show_rest(self, following: QueueRow | None) -> None:
        """Show what comes next, if anything does."""
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
