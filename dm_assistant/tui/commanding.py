"""What the palette can do beside keys: go to a lane, a person, a segment or a setting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.command import CommandPalette, Provider

from dm_assistant.tui import late, themes
from dm_assistant.tui.leading import go_to
from dm_assistant.tui.preferring import Preferring
from dm_assistant.tui.screens.place import Place

if TYPE_CHECKING:
    pass


class Commanding(Preferring):
    """A program with a palette of everything it can do."""

    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {
        late.acts,
        late.elsewhere,
        late.people_by_name,
    }

    _wanted = ""
    _setting = ""

    def action_command_palette(self) -> None:
        """Show the palette."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(late.palette())

    def show_person(self, handle: str) -> None:
        """Go to the people, and there to one of them."""
        self._find(f"@{handle}")

    def show_segment(self, name: str) -> None:
        """Go to the people of a segment."""
        self._find(f"segment:{name}")

    def _find(self, words: str) -> None:
        self._wanted = words
        go_to(self, "people")

    @property
    def wants_person(self) -> bool:
        """Return whether somebody is to be shown among the people."""
        return bool(self._wanted)

    def take_wanted(self) -> str:
        """Return, once, the filter for whoever is to be shown among the people."""
        wanted, self._wanted = self._wanted, ""
        return wanted

    def show_setting(self, key: str) -> None:
        """Go to one of the settings."""
        self._setting = key
        go_to(self, "rules")

    @property
    def setting_wanted(self) -> bool:
        """Return whether a setting is to be shown."""
        return bool(self._setting)

    def take_setting(self) -> str:
        """Return, once, the setting that is to be shown."""
        wanted, self._setting = self._setting, ""
        return wanted

    def choose_theme(self, name: str) -> None:
        """Take other colours and remember them."""
        desk, place = self.desk, self.screen
        if desk is not None and isinstance(place, Place):
            place.write(
                lambda: desk.rules.set(themes.KEY, name), lambda _name: self.settle_in(desk)
            )
