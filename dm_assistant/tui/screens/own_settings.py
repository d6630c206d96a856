"""One's own settings, on the page beside the rules: looked at, typed in place, chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dm_assistant.services.settings_file import Setting
from dm_assistant.tui import late
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.settings_view import SettingPanel, SettingsView


class OwnSettings(Place):
    """A place that can show the settings and change one."""

    def load_settings(self) -> None:
        """Read the settings."""
        self.read("settings", self.desk.rules.settings, self._take_settings)

    def _take_settings(self, found: Sequence[Setting]) -> None:
        view = self.query_one(SettingsView)
        view.show(found)
        if wanted := self.program.take_setting():
            view.stand_on(wanted)
        own = sum(each.changed for each in found)
        side = self.query_one("#queue-side")
        side.border_subtitle = f"{own} of {len(found)} your own" if own else "as shipped"
        self.refresh_bindings()

    def show_setting(self) -> None:
        """Show the setting under the cursor in full."""
        line = self.query_one(SettingsView).current
        if line is not None:
            self.query_one(SettingPanel).show(line)

    def choose_setting(self, line: Setting) -> None:
        """Ask for one of a few values; colours are tried on as the cursor moves."""
        self.app.push_screen(late.setting_choice(line), partial(self.set_setting, line.key))

    def set_setting(self, key: str, text: str | None) -> None:
        """Set a value; nothing is done where none was given."""
        if text is not None:
            self.write(lambda: self.desk.rules.set(key, text), partial(self._set, key))

    def _set(self, key: str, now: str) -> None:
        self.program.settle_in(self.desk)
        self.show_account()
        self.app.notify(f"{key} is {now}" if now else f"{key} is as shipped")

    def new_macro(self) -> None:
        """Ask for the name of a macro, then for what it does."""

        def name_it(name: str | None) -> None:
            if name:
                self.app.push_screen(late.ask(f"Macro {name}", steps), partial(write, name))

        def write(name: str, words: str | None) -> None:
            self.set_setting(f"macros.{name.strip()}", words)

        steps = (
            "What it does: ids of keys, or keys, with commas between them, such as "
            "approve, next. A key of its own goes before a colon: f6: skip, skip"
        )
        self.app.push_screen(late.ask("New macro", "Its name, in small letters"), name_it)
