"""The use cases about people, one in full or several at once, as the screens call them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.model import Purpose
    from dm_assistant.services.erasing import Forgotten
    from dm_assistant.services.finding import Crowd
    from dm_assistant.services.in_full import InFull
    from dm_assistant.services.views import ConsentLine, DraftReport, Match
    from dm_assistant.services.workspace import Workspace
    from dm_assistant.tui.modals.agreeing import Agreed


class PeopleDesk:
    """What is known of people, and what is done with them; call it off the event loop."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def crowd(self) -> Crowd:
        """Return how everybody spreads over the lanes."""
        from dm_assistant.services import finding

        return finding.crowd(self._ws)

    def in_full(self, contact: int) -> InFull:
        """Return one person with everything that happened with them."""
        from dm_assistant.services import in_full

        return in_full.show_by_id(self._ws, contact)

    def matches(self, contact: int, text: str) -> tuple[Match, ...]:
        """Return where the words of a filter stand with one person."""
        from dm_assistant.services import matching

        return matching.of_person(self._ws, contact, text)

    def agreed(self, who: str, purpose: Purpose, said: Agreed) -> ConsentLine:
        """Keep in the ledger what somebody said of being written to."""
        from dm_assistant.services import people

        act = people.grant if said.yes else people.withdraw
        return act(self._ws, who, purpose, said.words, where=said.where, at=said.at)

    def draft(self, purpose: Purpose, people: Sequence[str]) -> DraftReport:
        """Draft a message for each of these people, in one act."""
        from dm_assistant.services import drafting

        return drafting.make(self._ws, purpose, names=people)

    def never(self, contacts: Sequence[int]) -> tuple[int, ...]:
        """Never message these people again; return the drafts that were taken back."""
        from dm_assistant.domain.model import SuppressionReason
        from dm_assistant.services import people

        return people.suppress_all(self._ws, contacts, SuppressionReason.REFUSED)

    def tag_all(self, contacts: Sequence[int], add: Sequence[str], remove: Sequence[str]) -> int:
        """Put tags on several people and take others off; return for how many that changed."""
        from dm_assistant.services import tagging

        return tagging.change_all(self._ws, contacts, add, remove)

    def export(self, who: str, to: str) -> Path:
        """Write everything held on a person into a new file."""
        from dm_assistant.services import exporting

        return exporting.write_person(self._ws, who, Path(to))

    def forget(self, who: str) -> Forgotten:
        """Erase a person for good."""
        from dm_assistant.services import erasing

        return erasing.forget(self._ws, who)
