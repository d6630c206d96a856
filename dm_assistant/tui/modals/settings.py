"""Choosing the value of a setting; colours are tried on while one chooses."""

from __future__ import annotations

from dm_assistant.services.settings_file import Setting
from dm_assistant.tui.modals.choice import Choice, Option, OptionList


class SettingChoice(Choice[str]):
    """Asks for one of the values of a setting."""

    def __init__(self, line: Setting) -> None:
        options = [Option("", each, each) for each in line.choices]
        at = line.choices.index(line.value) if line.value in line.choices else 0
        super().__init__(line.key, line.what, options, at)


class ThemeChoice(SettingChoice):
    """Asks for colours, and shows them as the cursor moves."""

    def on_mount(self) -> None:
        """Remember what to go back to."""
        self._before = self.app.theme

    def on_line_view_moved(self) -> None:
        """Try the colours on."""
        if not self.app.no_color:
            self.app.theme = self._options[self.query_one(OptionList).cursor].value

    def action_leave(self) -> None:
        """Leave in the colours one came with."""
        self.app.theme = self._before
        super().action_leave()
