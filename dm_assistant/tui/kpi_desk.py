"""The use cases about key figures and goals as the screens call them, off the event loop."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.goals import Changed, Goal, Look
    from dm_assistant.domain.measures import Measure, Noted, Said
    from dm_assistant.domain.model import Platform
    from dm_assistant.domain.statistics.kpi_board import Board
    from dm_assistant.services.kpi_notes import Seen
    from dm_assistant.services.workspace import Workspace


class KpiDesk:
    """The board, and what is noted for it by hand."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def board(self, days: int, back: int) -> Board:
        """Return the key figures of so many days, some periods back."""
        from dm_assistant.services import kpi

        return kpi.board(self._ws, shown=days, back=back)

    def note(self, said: Said) -> Noted:
        """Note a figure."""
        from dm_assistant.services import kpi_notes

        return kpi_notes.note(self._ws, said)

    def set_goal(self, measure: Measure, target: float, by_on: date) -> Goal:
        """Set a goal, or change the one of the same figure."""
        from dm_assistant.services import kpi_notes

        return kpi_notes.set_goal(self._ws, measure, target, by_on)

    def look(self, handle: str, platform: Platform, seen: Seen) -> Look:
        """Note what another account shows today."""
        from dm_assistant.services import kpi_notes

        return kpi_notes.look(self._ws, handle, platform, seen)

    def note_change(self, words: str, on: date | None, number: int) -> Changed:
        """Note what was changed, or say it anew."""
        from dm_assistant.services import kpi_notes

        return kpi_notes.note_change(self._ws, words, on, number)

    def take(self, kind: str, number: int) -> None:
        """Take a goal, a look or a change back."""
        from dm_assistant.services import kpi_notes

        kpi_notes.take(self._ws, kind, number)
