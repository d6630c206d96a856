"""Hearing back: what a person wrote, complained about, was told to write, and has seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.domain.model import DraftState, Purpose
from dm_assistant.tui import late
from dm_assistant.tui.screens.joining import Joining
from dm_assistant.tui.wording import CLASS_WORDS, STATE_WORDS, counted, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dm_assistant.services.keywords import Announcement
    from dm_assistant.services.views import (
        Person,
        ReplyLogged,
        TimelineEntry,
    )
    from dm_assistant.tui.modals.words import NewWord

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
        self.ask_and_write(
            lambda: late.log_reply(handle),
            lambda written: self.desk.log_reply(*written),
            self._logged,
        )

    def _logged(self, logged: ReplyLogged) -> None:
        words = f"Logged from @{logged.handle}: {CLASS_WORDS[logged.intent]}"
        if logged.opt_out:
            words += "\nThey will not be messaged again"
        if logged.note:
            words += f"\n{logged.note[:1].upper()}{logged.note[1:]}"
        if logged.withdrawn:
            taken = STATE_WORDS[DraftState.CANCELLED]
            words += f"\n{counted(len(logged.withdrawn), 'draft')} {taken}"
        self.app.notify(words, severity="warning" if logged.opt_out else "information")

    def action_log_reply(self) -> None:
        """Log a message that somebody wrote."""
        person = self.present_person()
        self.ask_reply("" if person is None else person.handle)

    # --- what they complain about ------------------------------------------------------------

    def action_complaint(self) -> None:
        """Note what they complain about, or how an open complaint was settled."""
        row = self.present_person()
        if row is not None:
            number = row.contact_id
            self.read("act", lambda: self.desk.person(number), self._ask_complaint)

    def _ask_complaint(self, person: Person) -> None:
        handle = person.contact.handle
        unsettled = [line.words for line in person.complaints if line.closed_at is None]
        if unsettled:
            question = late.ask(
                f"How was the complaint of @{handle} settled?",
                f"“{unsettled[0]}” Until you say so, nothing that sells may go to them.",
            )
            act, done = partial(self.desk.settle_complaint, handle), "settled"
        else:
            question = late.ask(
                f"What does @{handle} complain about?",
                "Until it is settled nothing that sells may go to them; answers may. An approved "
                "offer goes back to being a draft.",
            )
            act, done = partial(self.desk.complain, handle), "noted"

        def save(words: str | None) -> None:
            if words:
                self.write(
                    partial(act, words),
                    lambda _: self.app.notify(f"@{handle}: the complaint is {done}"),
                )

        self.app.push_screen(question, save)

    # --- what they are told to write ---------------------------------------------------------

    def action_words(self) -> None:
        """Show the announced words, to announce another or to end one."""
        self.read("act", self.desk.announcements, self._ask_word)

    def _ask_word(self, found: Sequence[Announcement]) -> None:
        def chosen(word: str | None) -> None:
            if word == "":
                self.app.push_screen(late.new_word(), self._announce)
            elif word is not None:
                self.app.push_screen(
                    late.question(
                        f"End {word}?",
                        "Whoever writes it from now on has asked for nothing. What was written "
                        "before stays said.",
                        f"End {word}",
                    ),
                    partial(self._end_word, word),
                )

        self.app.push_screen(late.word_choice(found, self.program.clock()), chosen)

    def _announce(self, new: NewWord | None) -> None:
        if new is not None:
            self.write(
                partial(self.desk.announce, new.word, new.purpose, new.days),
                lambda made: self.app.notify(
                    f"{made.word} is announced for {made.purpose}: who writes it agrees to one"
                ),
            )

    def _end_word(self, word: str, sure: bool | None) -> None:
        if sure:
            self.write(
                partial(self.desk.end_announcement, word),
                lambda ended: self.app.notify(
                    f"{ended.word} has ended; it brought {ended.found:,}"
                ),
            )

    # --- what they saw -----------------------------------------------------------------------

    def action_seen(self) -> None:
        """Say that the person has seen the latest message sent to them."""
        row = self.present_person()
        if row is not None:
            self._mark_seen(row.handle, row.contact_id)

    def _mark_seen(self, handle: str, contact: int) -> None:

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
