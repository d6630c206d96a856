"""The use cases of a beginning: how far one has come, the first draft, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dm_assistant.tui.opened import Opened

if TYPE_CHECKING:
    from dm_assistant.services.hints import Hint
    from dm_assistant.services.views import Beginning, Card


class BeginningDesk(Opened):
    """The first steps; call these off the event loop."""

    def look(self) -> Beginning:
        """Return how far the workspace has come."""
        from dm_assistant.services import beginning

        return beginning.look(self._ws)

    def first_draft(self) -> Card:
        """Draft a message for the best person."""
        from dm_assistant.services import beginning

        return beginning.first_draft(self._ws)

    def hints(self) -> tuple[Hint, ...]:
        """Return what is missing and was not put away."""
        from dm_assistant.services import hints

        return hints.hints(self._ws)

    def put_away(self, name: str) -> None:
        """Show a hint no more."""
        from dm_assistant.services import hints

        hints.put_away(self._ws, name)
