"""The use cases about the day and its sessions as the screens call them, off the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.services.session_views import Begun, EndCard, Running, Today
    from dm_assistant.services.workspace import Workspace


class SessionsDesk:
    """What the day holds, and a session from its plan to its end."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def today(self, minutes: int | None, *, drafts: bool) -> Today:
        """Return what the day holds, with a plan."""
        from dm_assistant.services import today

        return today.look(self._ws, minutes, drafts=drafts)

    def running(self) -> Running | None:
        """Return how far the session is that runs, if one does."""
        from dm_assistant.services import sessions

        return sessions.running(self._ws)

    def begin(self, minutes: int, *, drafts: bool) -> Begun:
        """Begin a session."""
        from dm_assistant.services import sessions

        return sessions.begin(self._ws, minutes, drafts=drafts)

    def end(self) -> EndCard:
        """End the session that runs."""
        from dm_assistant.services import sessions

        return sessions.end(self._ws)
