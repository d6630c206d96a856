"""The use cases about the rules' values as the screens call them, off the event loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.rules.policy import Policy
    from dm_assistant.rulebook import Plain
    from dm_assistant.services.rule_views import Effect, RuleValue, Saved
    from dm_assistant.services.views import Progress
    from dm_assistant.services.workspace import Workspace


class TrialStopped(Exception):  # noqa: N818 - it is an answer, not a failure
    """The person left before the effect was known."""


class RulesDesk:
    """What the rules' values are, what others would do, and changing them."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    @property
    def policy(self) -> Policy:
        """Return the policy as it was read last."""
        return self._ws.policy

    def values(self) -> tuple[RuleValue, ...]:
        """Return every value with its last changes."""
        from dm_assistant.services import steering

        return steering.current(self._ws)

    def try_values(
        self,
        values: Mapping[str, Plain],
        progress: Callable[[Progress], None],
        stopped: Callable[[], bool],
    ) -> Effect:
        """Say what other values would do; raises TrialStopped when the person left."""
        from dm_assistant.services import trying
        from dm_assistant.services.loading import CancelledError, Watch

        try:
            return trying.try_values(self._ws, values, Watch(progress, stopped))
        except CancelledError:
            raise TrialStopped from None

    def change(
        self, values: Mapping[str, Plain], reason: str, progress: Callable[[Progress], None]
    ) -> Saved:
        """Change values, and judge everything that waits by them."""
        from dm_assistant.services import queue, steering
        from dm_assistant.services.views import Progress

        saved = steering.change(self._ws, values, reason)
        queue.settle(
            self._ws, lambda done, total: progress(Progress(done, total, "people", "Judging"))
        )
        return saved
