"""Hand-over: approved messages leave one after another, each pasted and sent by hand."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from dm_assistant.domain.model import DraftState
from dm_assistant.services.outbox import Outbox
from dm_assistant.services.session_views import Running
from dm_assistant.services.views import HandOver, QueueRow, ReplyLogged
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens import hand_over_pages as pages
from dm_assistant.tui.screens.confirming import Confirming
from dm_assistant.tui.screens.sitting import Sitting
from dm_assistant.tui.widgets.outbox_view import Leaving, OutboxView
from dm_assistant.tui.wording import counted


class HandOverPlace(Confirming, Sitting):
    """One message at a time: its text on the clipboard, their profile beside it."""

    NAME = "hand_over"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        *pages.BOUND, words=pages.WORDS, tips=pages.TIPS, hidden={"complaint"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.begun = False
        self.finished = False

    def verb(self, binding: Binding) -> str:
        """Say what a verb comes to on the page."""
        if self.logging and binding.action in pages.LOG_WORDS:
            return pages.LOG_WORDS[binding.action]
        if not self.logging and binding.action == "hand_over" and self.present is not None:
            return "Copy again"
        return super().verb(binding)

    def sentence(self, binding: Binding) -> str:
        """Say what help tells of a key on the page."""
        plain = super().sentence(binding)
        return pages.LOG_TIPS.get(binding.action, plain) if self.logging else plain

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a message that was handed over, or one that waits."""
        if not self.is_mounted or action.startswith("scroll"):
            return True
        if action == "session":
            return super().check_action(action, parameters)
        if action in (pages.NOT_OF_THE_LOG if self.logging else pages.OF_THE_LOG):
            return False
        stands = self.may_log(action) if self.logging else self._may(action)
        return True if stands else None

    def _may(self, action: str) -> bool:
        """Return whether a verb has something to stand on among what waits."""
        if action in pages.OF_ONE_MESSAGE:
            return self.present is not None
        if action == "hand_over":
            return self.present is not None or self._next() is not None
        if action == "override":
            return self.overridable() is not None
        if action in {"seen", "complaint"}:
            return self.present_person() is not None
        return True

    def present_person(self) -> QueueRow | None:
        """Return to whom the present message goes, else who is under the cursor."""
        view = self.query_one(OutboxView)
        if self.present is not None:
            return view.row_of(self.present.id)
        return None if view.chosen is None else view.chosen.row

    # --- the order of things -----------------------------------------------------------------

    def load(self) -> None:
        """Read what waits; what was handed over earlier is asked about first."""
        if self.program.take_beginning():
            self.begun = True
            self._to_outbox()
        elif self.program.take_listening():
            self.finished = True
        if self.logging:
            self.load_log()
        else:
            self.read("outbox", self.desk.handing.outbox, self._take)
        self.look_at_session()

    def name_outbox(self) -> None:
        """Say above the list what it holds, and how far a session is."""
        super().name_outbox()
        self.session_changed()

    def list_name(self) -> str:
        """Say what the list holds."""
        if not self.logging:
            return "To hand over"
        return pages.WENT_OUT if self.program.in_session else pages.WENT_OUT_OPEN

    def session_changed(self) -> None:
        """Show how far the session is; once all has left, what came of earlier ones."""
        super().session_changed()
        running = self.running
        if self.finished and running is not None and not running.waiting:
            self.finished = False
            if running.news and not self.logging:
                self.listen(running)

    def listen(self, running: Running) -> None:
        """Show what went out before the session: news of it may be there by now."""
        self.before = running.began_at
        self.turn_to_log(logging=True)
        news = counted(running.news, "message")
        self.app.notify(self.program.keyed(pages.LISTENING.replace("{news}", news)), timeout=8)

    def _to_outbox(self) -> None:
        if self.logging:
            self.turn_to_log(logging=False)

    def _take(self, found: Outbox) -> None:
        if self.logging:
            return
        self.waits = found
        waiting = [
            Leaving(
                row.item.id,
                row,
                row.state or DraftState.APPROVED,
                self.why_refused(row.item.id),
            )
            for row in found.rows
        ]
        self.query_one(OutboxView).show(waiting, self.done)
        self.name_outbox()
        if self.present is not None and all(each.id != self.present.id for each in waiting):
            self.present = None  # what they wrote, or another terminal, has settled it
        if self.settling:
            return  # what was read may be older than what is being written
        if self.present is None:
            self._go_on()
        else:
            self.show_message(self.present, asking=self.asking)
        self.refresh_bindings()

    def _waiting(self, state: DraftState) -> QueueRow | None:
        for leaving in self.query_one(OutboxView).waiting:
            if leaving.state is state and not self.why_refused(leaving.id):
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
            if self.begun and not self.waits.rows:
                self.finished = True
                self.look_at_session()
            # Nothing leaves by itself: what comes free later waits for the key again.
            self.begun = self.begun and following is not None
            self.show_rest(following, self.held_verdicts())

    def _leave_with(self, row: QueueRow, *, asking: bool) -> None:
        draft = row.item.id
        self.write_quietly(
            partial(self.desk.hand_over, draft),
            partial(self._handed_over, asking),
            partial(self.was_refused, row),
        )

    def _handed_over(self, asking: bool, message: HandOver) -> None:
        self.present = message
        self.asking = asking
        if not asking:
            self.to_clipboard(message.text)
        self.show_message(message, asking=asking)
        view = self.query_one(OutboxView)
        view.handed_over(message.id)
        self.refresh_bindings()

    def overridden(self, message: HandOver) -> None:
        """Go on with a message for which a rule was set aside."""
        self.begun = True
        self._handed_over(asking=False, message=message)

    # --- the keys ----------------------------------------------------------------------------

    def action_hand_over(self) -> None:
        """Begin with the first message that waits, or give out once more what was not sent."""
        self.begun = True
        if self.logging:
            self._to_outbox()
        elif self.present is None:
            self._go_on()
        else:
            self._handed_over(asking=False, message=self.present)

    def action_open(self) -> None:
        """Say that it was sent; on the page of what went out, go to the person."""
        if self.logging:
            self.open_person()
        elif self.present is not None:
            self.confirm_sent(self.present)

    def action_log_reply(self) -> None:
        """Log what somebody wrote; the message that is out stays open, and is judged anew."""
        message = self.present
        if self.logging or message is None or self.asking:
            super().action_log_reply()
            return
        self.ask_and_write(
            lambda: late.log_reply(message.handle),
            lambda written: self.desk.handing.wrote_before(*written, message.id),
            self._wrote_before,
        )

    def _wrote_before(self, made: tuple[ReplyLogged, HandOver]) -> None:
        logged, message = made
        self._logged(logged)
        if self.present is not None and self.present.id == message.id:
            self.present = message

    def action_leave(self) -> None:
        """Go back to the inbox; what was handed over is asked about next time."""
        if self.logging:
            self.turn_to_log(logging=False)
            return
        if self.present is not None and not self.asking:
            self.app.notify(f"@{self.present.handle}: handed over, not yet confirmed")
        self.present = None
        self.begun = self.finished = False
        self.app.switch_mode("inbox")

    def undo(self) -> None:
        """Take the last act back, and look at what waits afresh."""
        self.present = None
        self.begun = False
        super().undo()
