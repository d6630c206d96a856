"""How the hand-over is laid out: what waits, the message, what to do with it, and its person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content

from dm_assistant.domain.rules.verdict import Verdict
from dm_assistant.services.outbox import Outbox
from dm_assistant.services.views import HandOver, Person, QueueRow
from dm_assistant.tui.screens.reaching import Reaching
from dm_assistant.tui.widgets.outbox_view import OutboxView
from dm_assistant.tui.widgets.person_panel import PersonPanel
from dm_assistant.tui.widgets.qr_view import QrView
from dm_assistant.tui.widgets.sent_view import SentView
from dm_assistant.tui.widgets.sheet import Panel, Sheet, said
from dm_assistant.tui.widgets.steps import asked, held_back, nothing_waits, some_wait, to_do
from dm_assistant.tui.widgets.tempo_words import kinds, left_words, pace_lines
from dm_assistant.tui.wording import counted

LEAST_LIST = 7
"""Lines of the list that stay when a code is drawn below it."""


class HandOverSheets(Reaching):
    """The lists and the panels; which message is present is up to the subclass."""

    def __init__(self) -> None:
        super().__init__()
        self.logging = False
        self.waits = Outbox((), ())

    def body(self) -> ComposeResult:
        """Lay out the lists, the message and what to do."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                yield OutboxView()
                yield SentView()
                yield Sheet(id="nobody")
                with Vertical(id="phone"):
                    yield Sheet([said(("Their link, for your phone", "bold"))])
                    yield QrView()
            with Vertical(id="panels"):
                yield Panel(id="message")
                yield Panel(id="steps")
                yield PersonPanel(classes="nobody")

    def on_mount(self) -> None:
        """Name the list."""
        self.name_outbox()
        self.query_one(OutboxView).focus()

    def on_resize(self, _event: events.Resize) -> None:
        """Draw the code beside the message where it has room by now."""
        self.place_code()

    def name_outbox(self) -> None:
        """Say above the list what it holds."""
        side = self.query_one("#queue-side")
        side.border_title = "To hand over"
        side.border_subtitle = Content(kinds(self.waits.messages, self.waits.public))

    def show_message(self, message: HandOver, *, asking: bool) -> None:
        """Show the message that is out, and what to do with it, unless the other page is shown."""
        if self.logging:
            return
        text = self.query_one("#message", Panel)
        what = "Public reply to" if message.public else "To"
        text.head(f"{what} @{message.handle}", counted(len(message.text), "character"))
        text.page([said(message.text)])
        pace = self.waits.pace_of(message.account_id)
        steps = self.query_one("#steps", Panel)
        left = left_words(self.waits, len(self.waits.rows))
        steps.head("Did you send this?" if asking else "Now, by hand", left)
        clock = self.program.clock()
        told = asked(message) if asking else to_do(message, clock)
        steps.page([*told, *pace_lines(pace, clock)])
        self.show_person(self.query_one(OutboxView).row_of(message.id))
        self.read("code", partial(self.desk.handing.qr, message.link), self._take_code)

    def show_rest(self, following: QueueRow | None, held: Sequence[Verdict]) -> None:
        """Show what comes next, or until when the rules keep what waits, or that nothing does."""
        if self.logging:
            return
        text = self.query_one("#message", Panel)
        steps = self.query_one("#steps", Panel)
        pace = self.waits.pace_of(0)
        going = len(self.waits.rows) - len(held)
        steps.head("What now", left_words(self.waits, going) if going else "")
        clock = self.program.clock()
        if following is not None:
            text.head(f"Next: @{following.handle}")
            text.page([said(following.text)])
            words = kinds(self.waits.messages, self.waits.public)
            steps.page([*some_wait(words), *pace_lines(pace, clock)])
        elif held:
            text.head("Nothing may go now")
            text.page(
                [said("Each line of the list says why, under the cursor; y may set a rule aside.")]
            )
            first = min(held, key=lambda each: (each.until is None, each.until or clock.now))
            why = clock.told(" ".join(found.detail for found in first.reasons))
            steps.page(held_back(len(held), first.until, why, clock))
        else:
            text.head("Nothing waits")
            text.page([said(("Every approved message has been dealt with.", "$foreground-muted"))])
            steps.page(nothing_waits())
        self.show_person(following)
        self._take_code(())

    # --- the code beside the message ---------------------------------------------------------

    def _take_code(self, code: tuple[str, ...]) -> None:
        self.query_one(QrView).code = code
        self.place_code()

    def place_code(self) -> None:
        """Show the code below the list if enough of the list stays, and hide it otherwise."""
        if not self.is_mounted:
            return
        side = self.query_one("#queue-side")
        code = self.query_one(QrView).code
        fits = (
            bool(code)
            and not self.has_class("log")
            and len(code) + 1 + LEAST_LIST <= side.content_size.height
            and len(code[0]) <= side.content_size.width
        )
        self.set_class(fits, "code")

    # --- the person --------------------------------------------------------------------------

    def show_person(self, row: QueueRow | None) -> None:
        """Show whom the message goes to, where there is room."""
        self.show_contact(None if row is None else row.contact_id)

    def show_contact(self, contact: int | None) -> None:
        """Show a person, or nobody."""
        panel = self.query_one(PersonPanel)
        panel.set_class(contact is None, "nobody")
        panel.set_reactive(PersonPanel.clock, self.program.clock())
        if contact is not None:
            self.read("person", partial(self.desk.person, contact), self._take_person)

    def _take_person(self, person: Person) -> None:
        self.query_one(PersonPanel).person = person
