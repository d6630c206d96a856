"""The use cases about numbers as the screens call them, off the event loop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.figures import Table
    from dm_assistant.domain.statistics.impact import Impact
    from dm_assistant.domain.statistics.review import Week
    from dm_assistant.services.workspace import Workspace


class NumbersDesk:
    """What the messages brought, and what the account did meanwhile."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def stats(self, by: str | None) -> Table:
        """Return the rates, broken down by one property."""
        from dm_assistant.services import numbers

        return numbers.stats(self._ws, by=by)

    def impact(self, days: int) -> Impact:
        """Return the platform's figures of the last days, beside the messages sent."""
        from dm_assistant.services import impact

        return impact.impact(self._ws, shown=days)

    def week(self, name: str | None) -> Week:
        """Return a week by its name, or the present one."""
        from dm_assistant.services import review

        return review.week(self._ws, week=name)

    def report(self, to: str) -> tuple[Path, ...]:
        """Write all numbers into a new file, of the kind that its name says."""
        from dm_assistant.services.reporting import writing

        path = Path(to)
        if path.suffix.lower() == ".pdf":
            return writing.write(self._ws, pdf=path)
        return writing.write(self._ws, to=path)
