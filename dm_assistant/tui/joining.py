"""The use cases about who is one person, as the screens call them."""
# ruff: noqa: PLC0415 - the first frame must wait for none of these

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.services.views import Merged, MergeOffer
    from dm_assistant.services.workspace import Workspace


class Joins:
    """Offering, comparing and merging two people of an open workspace."""

    _ws: Workspace

    def offers(self) -> tuple[MergeOffer, ...]:
        """Return who are likely one person."""
        from dm_assistant.services import likeness

        return likeness.offers(self._ws)

    def dismiss(self, one: int, other: int) -> tuple[str, str]:
        """Keep that two are not one person; return what they are called."""
        from dm_assistant.services import likeness

        return likeness.dismiss_by_id(self._ws, one, other)

    def compare(self, kept: int, joined: int) -> Merged:
        """Say what merging two people would do; nothing is changed."""
        from dm_assistant.services import merging

        return merging.merge_by_id(self._ws, kept, joined, dry_run=True)

    def merge(self, kept: int, joined: int) -> Merged:
        """Make one person of two."""
        from dm_assistant.services import merging

        return merging.merge_by_id(self._ws, kept, joined)
