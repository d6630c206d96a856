"""The use cases about numbers as the screens call them, off the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.effect import Effect, Surge
    from dm_assistant.domain.statistics.figures import Table
    from dm_assistant.domain.statistics.impact import Impact
    from dm_assistant.domain.statistics.series import Days
    from dm_assistant.services.workspace import Workspace


class NumbersDesk:
    """What the messages brought, and what the account did meanwhile."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace
        self._account: str | None = None

    def stats(self, by: str | None) -> Table:
        """Return the rates, broken down by one property."""
        from dm_assistant.services import numbers

        return numbers.stats(self._ws, by=by)

    def impact(self, days: int) -> Impact:
        """Return the platform's figures of the last days, beside the messages sent."""
        from dm_assistant.services import impact

        return impact.impact(self._ws, shown=days, account=self._account)

    def spikes(self, days: int) -> tuple[Surge, ...]:
        """Return the spikes of the last days."""
        from dm_assistant.services import impact

        return impact.spikes(self._ws, shown=days, account=self._account)

    def history(self, days: int) -> tuple[Days, ...]:
        """Return the figures by which the last days are ranked."""
        from dm_assistant.services import impact

        return impact.history(self._ws, shown=days, account=self._account)

    def effect(self) -> Effect:
        """Return whether messages moved anything."""
        from dm_assistant.services import impact

        return impact.effect(self._ws, account=self._account)

    @property
    def accounts(self) -> tuple[str, ...]:
        """Return the accounts that have a name, by platform and name."""
        named = (each for each in self._ws.accounts if each.handle)
        return tuple(f"{each.platform}:{each.handle}" for each in named)

    def turn_account(self, shown: Impact) -> None:
        """Look at the account after the one that is shown, from now on."""
        every, now = self.accounts, f"{shown.platform}:{shown.account}"
        self._account = every[(every.index(now) + 1) % len(every)] if now in every else every[0]
