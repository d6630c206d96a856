"""Hearing back: logging what a person wrote, and that they have seen what was sent to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.domain.model import DraftState, Purpose
from dm_assistant.tui import late
from dm_assistant.tui.screens.joining import Joining
from dm_assistant.tui.wording import CLASS_WORDS, STATE_WORDS, counted, kind_of

if TYPE_CHECKING:
    from dm_assistant.services.views import Person, ReplyLogged, TimelineEntry

UNSEEN = frozenset({kind_of(DraftState.SENT), kind_of(DraftState.IN_REQUESTS)})
"""The kinds of messages in a person's history that nobody has said were seen."""


def unseen(person: Person) -> TimelineEntry | None:
    """Return the latest private message sent to a person that nobody has said was seen."""
    for entry in person.timeline:
        private = entry.draft is not None and entry.detail != Purpose.INVITE.value
        if private and entry.kind in UNSEEN:
            return entry
    return None


class Hearing(Joining):
    """A place that shows people, from whom something may come back."""

    # --- what they wrote ---------------------------------------------------------------------

    def ask_reply(self, handle: str) -> None:
        """Ask what somebody wrote, most likely the person with this handle."""
        self.app.push_screen(late.log_reply(handle), self._log)

    def _log(self, written: tuple[str, str] | None) -> None:
        if written is not None:
            self.write(partial(self.desk.log_reply, *written), self._logged)

    def _logged(self, logged: ReplyLogged) -> None:
        words = f"Logged from @{logged.handle}: {CLASS_WORDS[logged.intent]}"
        if logged.opt_out:
            words += "\nThey will not be messaged again"
        if logged.withdrawn:
            taken = STATE_WORDS[DraftState.CANCELLED]
            words += f"\n{counted(len(logged.withdrawn), 'draft')} {taken}"
        self.app.notify(words, severity="warning" if logged.opt_out else "information")

    # --- what they saw -----------------------------------------------------------------------

    def mark_seen(self, handle: str, contact: int) -> None:
        """Record that a person has seen the latest message that was sent to them."""

        def job() -> TimelineEntry | None:
            latest = unseen(self.desk.person(contact))
            if latest is not None and latest.draft is not None:
                self.desk.seen(latest.draft)
            return latest

        self.write(job, partial(self.was_seen, handle))

    def was_seen(self, handle: str, latest: TimelineEntry | None) -> None:
        """Say what was marked."""
        if latest is None:
            self.app.notify(f"No message to @{handle} waits to be seen")
        else:
            day = self.program.clock().day(latest.at)
            self.app.notify(f"@{handle} has seen it: {latest.detail}, sent {day}")
