"""Merging from wherever a person is shown: who else they are, side by side, and then as one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.tui import late
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.wording import counted

if TYPE_CHECKING:
    from dm_assistant.services.views import Merged, MergeOffer, QueueRow, RankedContact
    from dm_assistant.tui.modals.merging import Decided
    from dm_assistant.tui.modals.person import Candidate


class Joining(Place):
    """A place that shows people, of whom two may be one."""

    def present_person(self) -> QueueRow | RankedContact | None:
        """Return whom the keys are for now."""
        return None

    def action_merge(self) -> None:
        """Ask who else the person is, and merge the two."""
        row = self.present_person()
        if row is not None:
            self._ask_merge(row.contact_id, row.handle)

    def _ask_merge(self, contact: int, handle: str) -> None:

        def ask(offers: tuple[MergeOffer, ...]) -> None:
            dialog = late.who_else(self.desk, contact, handle, offers)
            self.app.push_screen(dialog, partial(self._compare, contact))

        self.read("act", self.desk.offers, ask)

    def _compare(self, kept: int, joined: Candidate | None) -> None:
        if joined is not None:
            self._look_at(kept, joined.contact_id)

    def _look_at(self, kept: int, joined: int) -> None:
        job = partial(self.desk.compare, kept, joined)
        self.read("act", job, partial(self._beside, kept, joined))

    def action_offers(self) -> None:
        """Show who are likely one person, to merge them or to keep that they are two."""
        self.read("act", self.desk.offers, self._ask_offers)

    def _ask_offers(self, offers: tuple[MergeOffer, ...]) -> None:
        self.app.push_screen(late.merge_offers(offers), self._decided)

    def _decided(self, decided: Decided | None) -> None:
        if decided is None:
            return
        offer = decided.offer
        if decided.apart:
            job = partial(self.desk.dismiss, offer.kept_id, offer.joined_id)
            self.write(job, self._dismissed)
        else:
            self._look_at(offer.kept_id, offer.joined_id)

    def _dismissed(self, names: tuple[str, str]) -> None:
        self.app.notify(f"@{names[0]} and @{names[1]} stay two people; u takes it back")
        self.action_offers()

    def _beside(self, kept: int, joined: int, merged: Merged) -> None:
        self.app.push_screen(
            late.side_by_side(merged), lambda sure: self._merge(kept, joined) if sure else None
        )

    def _merge(self, kept: int, joined: int) -> None:
        self.write(partial(self.desk.merge, kept, joined), self._merged)

    def _merged(self, merged: Merged) -> None:
        words = f"@{merged.joined} is @{merged.kept} now; {self.key('undo')} takes it back"
        if merged.withdrawn:
            words += f"\n{counted(len(merged.withdrawn), 'draft')} cancelled"
        if merged.back:
            words += f"\n{counted(len(merged.back), 'approved message')} a draft again"
        if merged.suppressed:
            words += "\nNeither may be messaged, also if this is taken back"
        self.app.notify(words, severity="warning" if merged.suppressed else "information")
