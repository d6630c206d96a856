"""The use cases about people: what they write, what is known of them, what is agreed with them.

Like the rest of the desk, every method imports its service when it is called, and is to be called
off the event loop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from dm_assistant.domain.model import InboundClass, Purpose
from dm_assistant.errors import BadInputError
from dm_assistant.tui.opened import Opened

if TYPE_CHECKING:
    from dm_assistant.services.finding import Found
    from dm_assistant.services.keywords import Announcement
    from dm_assistant.services.views import Card, DraftReport, Person, RankedContact, ReplyLogged


class Registry(Opened):
    """People and their messages."""

    # --- what people write -------------------------------------------------------------------

    def log_reply(self, handle: str, text: str) -> ReplyLogged:
        """Log a message that somebody wrote."""
        from dm_assistant.services import replies

        return replies.log(self._ws, handle, text)

    def classify(self, message: int, kind: InboundClass, reason: str) -> object:
        """Confirm or correct what a message says."""
        from dm_assistant.services import replies

        return replies.classify(self._ws, message, kind, reason)

    def archive(self, message: int) -> None:
        """Close a message without an answer."""
        from dm_assistant.services import replies

        replies.archive(self._ws, message)

    def snooze_reply(self, message: int) -> None:
        """Put a message away for a while."""
        from dm_assistant.services import replies

        replies.snooze(self._ws, message)

    def ready_answers(self, contact: int) -> tuple[tuple[str, str], ...]:
        """Return the ready answers as they would read to this person."""
        from dm_assistant.services import answers

        return answers.ready_answers(self._ws, contact)

    def answer(self, message: int, text: str, template: str) -> Card:
        """Make an approved answer to a message."""
        from dm_assistant.services import answers

        return answers.answer(self._ws, message, text, template)

    # --- people ------------------------------------------------------------------------------

    def people(self, search: str, top: int) -> tuple[RankedContact, ...]:
        """Return the best-ranked people, or those whom a search finds."""
        from dm_assistant.services import people

        return people.ranked(self._ws, top=top, search=search or None)

    def find(self, text: str, most: int) -> Found | str:
        """Return whom a filter takes, best first, or what is wrong with it."""
        from dm_assistant.services import finding

        try:
            return finding.find(self._ws, text, most)
        except BadInputError as error:
            return str(error)

    def find_first(self, text: str, most: int) -> Found | str:
        """Return the first whom a filter takes, maybe before they are counted."""
        from dm_assistant.services import finding

        try:
            return finding.first(self._ws, text, most)
        except BadInputError as error:
            return str(error)

    def filter_values(self) -> Mapping[str, Sequence[str]]:
        """Return by field the values that exist."""
        from dm_assistant.services import segments

        return segments.known_values(self._ws)

    def save_segment(self, name: str, text: str) -> str:
        """Save a filter under a name."""
        from dm_assistant.services import segments

        return segments.save(self._ws, name, text)

    def person(self, contact: int) -> Person:
        """Return one person in full."""
        from dm_assistant.services import people

        return people.person_by_id(self._ws, contact)

    def suppress(self, handle: str) -> tuple[int, ...]:
        """Never message a person; return the drafts that were taken back."""
        from dm_assistant.domain.model import SuppressionReason
        from dm_assistant.services import people

        return people.suppress(self._ws, handle, SuppressionReason.REFUSED)

    def say_language(self, contact: int, code: str) -> Person:
        """Keep which language a person reads; an empty code leaves it to the guess again."""
        from dm_assistant.services import languages

        return languages.say_by_id(self._ws, contact, code)

    def note(self, contact: int, text: str) -> None:
        """Write a note about a person."""
        from dm_assistant.services import people

        people.note(self._ws, contact, text)

    def tag(self, contact: int, tags: Sequence[str]) -> tuple[str, ...]:
        """Give a person these tags in place of those they have."""
        from dm_assistant.services import tagging

        return tagging.put(self._ws, contact, tags)

    def draft(self, purpose: Purpose, handle: str) -> DraftReport:
        """Draft a message for one person."""
        from dm_assistant.services import drafting

        return drafting.make(self._ws, purpose, names=(handle,))

    # --- complaints and announced words ------------------------------------------------------

    def complain(self, handle: str, words: str) -> None:
        """Open a complaint: nothing that sells goes to them until it is settled."""
        from dm_assistant.services import complaints

        complaints.open_one(self._ws, handle, words)

    def settle_complaint(self, handle: str, outcome: str) -> None:
        """Close a person's open complaints, saying how they were settled."""
        from dm_assistant.services import complaints

        complaints.close(self._ws, handle, outcome)

    def announcements(self) -> tuple[Announcement, ...]:
        """Return every announced word, with what it brought."""
        from dm_assistant.services import keywords

        return keywords.all_announcements(self._ws)

    def announce(self, word: str, purpose: Purpose, days: int | None) -> Announcement:
        """Announce a word from now on, for so many days or until it is ended."""
        from dm_assistant.services import keywords

        until = None if days is None else self.now() + timedelta(days=days)
        return keywords.add(self._ws, word, purpose, until_at=until)

    def end_announcement(self, word: str) -> Announcement:
        """End an announced word."""
        from dm_assistant.services import keywords

        return keywords.end(self._ws, word)
