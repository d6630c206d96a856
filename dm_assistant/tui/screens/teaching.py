"""What an empty inbox does for those who are new here: it names the next key, or leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.wording import NOBODY_KNOWN

if TYPE_CHECKING:
    from dm_assistant.services.views import Beginning


class Teaching(Place):
    """A place that knows, while it is empty, how far the workspace has come."""

    def __init__(self) -> None:
        super().__init__()
        self.nobody_known = False

    def look_around(self) -> None:
        """Read how far the workspace has come, and say what to do next."""
        self.read("beginning", self.desk.beginning.look, self._say_empty)

    def lead_on(self) -> None:
        """Show the first steps, once, where nothing was ever drafted."""
        if not self.program.taught:
            self.read("first-steps", self.desk.beginning.look, self._lead)

    def empty_words(self, otherwise: str) -> str:
        """Return what an empty list says; while nobody is known that is another thing."""
        return NOBODY_KNOWN if self.nobody_known else otherwise

    def say_empty(self) -> None:
        """Show the words anew."""

    def _say_empty(self, known: Beginning) -> None:
        self.nobody_known = not known.people
        self.say_empty()

    def _lead(self, known: Beginning) -> None:
        if not known.drafted and not self.program.taught:
            self.program.first_steps()
