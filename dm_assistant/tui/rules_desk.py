"""The use cases about rules and settings as the screens call them, off the event loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.rules.policy import Policy
    from dm_assistant.rulebook import Plain
    from dm_assistant.services.rule_views import Effect, RuleValue, Saved
    from dm_assistant.services.settings_file import Setting
    from dm_assistant.services.views import Progress
    from dm_assistant.services.workspace import Workspace


class TrialStopped(Exception):  # noqa: N818 - it is an answer, not a failure
    """The person left before the effect was known."""


class RulesDesk:
    """What the rules' values are, what others would do, changing them; and one's own settings."""

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

    def settings(self) -> tuple[Setting, ...]:
        """Return every setting of one's own, keys and themes included."""
        from dataclasses import replace

        from dm_assistant.services.settings_file import listed
        from dm_assistant.tui import keyboard, themes

        return tuple(
            replace(each, choices=themes.names()) if each.key == themes.KEY else each
            for each in (*listed(self._ws), *keyboard.key_settings(self._ws.settings))
        )

    def set(self, key: str, text: str) -> str:
        """Change a setting and return what it is now."""
        from dm_assistant.services.settings_file import change
        from dm_assistant.tui.themes import require_usable

        return change(self._ws, key, text, require_usable)

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
