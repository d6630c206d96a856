"""Moving what a place holds from stage to stage, however quickly the key comes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeVar

from dm_assistant.errors import DmAssistantError
from dm_assistant.tui.screens.place import Place

T = TypeVar("T")


class Stepping(Place):
    """A place with stages: a step pressed while another is written waits until that one shows.

    It would otherwise be worked out from the stage before, and count for nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._moving = False
        self._ahead: deque[int] = deque()

    def step(self, by: int) -> None:
        """Move what the cursor is on by one stage, forward or back."""
        raise NotImplementedError

    def press_step(self, by: int) -> None:
        """Take a step, or remember it while another is on its way."""
        if self._moving:
            self._ahead.append(by)
        else:
            self.step(by)

    def write_step(self, job: Callable[[], T], done: Callable[[T], object]) -> None:
        """Write a step."""
        self._moving = True
        self.write(job, done, self._not_moved)

    def _not_moved(self, error: DmAssistantError) -> None:
        self._ahead.clear()
        self.refused(error)

    def stages_shown(self) -> None:
        """Take the next step that waits, now that the one before is on the screen."""
        self._moving = False
        if self._ahead:
            self.press_step(self._ahead.popleft())

    def on_screen_suspend(self) -> None:
        """Forget the steps that wait: they are for what is on the screen."""
        self._ahead.clear()
