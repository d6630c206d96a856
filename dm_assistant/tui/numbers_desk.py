"""The use cases about numbers as the screens call them, off the event loop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.active import Active, Followers
    from dm_assistant.domain.statistics.effect import Effect, Surge
    from dm_assistant.domain.statistics.experiments import Experiment
    from dm_assistant.domain.statistics.figures import Table
    from dm_assistant.domain.statistics.impact import Impact
    from dm_assistant.domain.statistics.review import Week
    from dm_assistant.domain.statistics.series import Days
    from dm_assistant.domain.statistics.timing import Sending
    from dm_assistant.services.experiments import Wordings
    from dm_assistant.services.guarding import PausedWords
    from dm_assistant.services.numbers import Rates
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

    def wordings(self) -> Wordings:
        """Return the tests of words, what is paused, and words without a test."""
        from dm_assistant.services import experiments

        return experiments.wordings(self._ws)

    def adopt(self, name: str, variant: str) -> Experiment:
        """Have four of five new people of a campaign draw a variant."""
        from dm_assistant.services import experiments

        return experiments.adopt(self._ws, name, variant)

    def resume(self, template: str, reason: str) -> tuple[PausedWords, ...]:
        """Let paused words go on."""
        from dm_assistant.services import guarding

        return guarding.resume(self._ws, template, reason)

    def rates(self) -> Rates:
        """Return what every table of the rates is made of, read once."""
        from dm_assistant.services import numbers

        return numbers.load(self._ws)

    def impact(self, days: int) -> Impact:
        """Return the platform's figures of the last days, beside the messages sent."""
        from dm_assistant.services import impact

        return impact.impact(self._ws, shown=days, account=self._account)

    def sending(self) -> Sending:
        """Return the first messages by weekday and block of hours."""
        from dm_assistant.services import timing

        return timing.sending(self._ws)

    def active(self, *, waiting: bool) -> Active:
        """Return when people comment: all, or those for whom a draft waits."""
        from dm_assistant.services import timing

        return timing.active(self._ws, waiting=waiting)

    def followers(self) -> Followers:
        """Return when followers are active by the platform's own count."""
        from dm_assistant.services import timing

        return timing.followers(self._ws)

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
