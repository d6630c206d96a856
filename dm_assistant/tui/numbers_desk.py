"""The use cases about numbers as the screens call them, off the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.figures import Table
    from dm_assistant.domain.statistics.impact import Impact
    from dm_assistant.services.numbers import Rates
    from dm_assistant.services.workspace import Workspace


class NumbersDesk:
    """What the messages brought, and what the account did meanwhile."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def stats(self, by: str | None) -> Table:
        """Return the rates, broken down by one property."""
        from dm_assistant.services import numbers

        return numbers.stats(self._ws, by=by)

    def rates(self) -> Rates:
        """Return what every table of the rates is made of, read once."""
        from dm_assistant.services import numbers

        return numbers.load(self._ws)

    def impact(self, days: int) -> Impact:
        """Return the platform's figures of the last days, beside the messages sent."""
        from dm_assistant.services import impact

        return impact.impact(self._ws, shown=days)
