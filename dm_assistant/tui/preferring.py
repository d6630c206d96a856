"""What a person set for themselves: keys, macros, colours and motion, taken while one works."""

from __future__ import annotations

import asyncio
import re
from functools import partial

from textual.app import App
from textual.binding import Binding

from dm_assistant.config import Macro
from dm_assistant.errors import BadInputError
from dm_assistant.tui import late, macros, themes
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.key_names import named
from dm_assistant.tui.keys import chosen, in_force
from dm_assistant.tui.working import start

PLAIN_THEME = "textual-dark"
_NAMED = re.compile(r"\{([a-z_.]+)\}")


class Preferring(App[int]):
    """A program that goes by one person's settings."""

    desk: Desk | None = None

    def __init__(self, *, colourless: bool) -> None:
        super().__init__(ansi_color=True if colourless else None)
        self.animation_level = "none"
        self.key_names: dict[str, str] = {}
        self.warned = 0
        self._told = ""
        self._own_keys = self._bindings.copy()
        self._macro_running = False
        for theme in themes.own():
            self.register_theme(theme)
        self._name_keys({})

    def settle_in(self, desk: Desk) -> None:
        """Take the keys, macros, colours and motion that the settings say."""
        self.animation_level = "full" if desk.motion == "full" else "none"
        self._bind(desk.macros)
        self.set_keymap(chosen(desk.keys()))
        self._name_keys(desk.keys())
        if not self.no_color:
            wanted = desk.theme or PLAIN_THEME
            self.theme = wanted if wanted in self.available_themes else PLAIN_THEME

    def _name_keys(self, wishes: dict[str, str]) -> None:
        self.key_names = {
            name: self.get_key_display(Binding(key.partition(",")[0], name))
            for name, key in in_force(wishes).items()
        }

    def keyed(self, words: str) -> str:
        """Return our own words in which ids in {braces} are the keys they have now."""
        return _NAMED.sub(lambda found: self.key_names.get(found[1], found[0]), words)

    def look_again(self) -> None:
        """Take the settings anew where their file changed since."""
        if self.desk is not None:
            start(self, partial(self._look_again, self.desk), "settings", exclusive=True)

    async def _look_again(self, desk: Desk) -> None:
        try:
            changed = await asyncio.to_thread(desk.take_settings)
        except BadInputError as error:
            if str(error) != self._told:
                self._told = str(error)
                self.notify(f"{error}. The settings before stay.", severity="warning", timeout=12)
            return
        self._told = ""
        if changed:
            self.settle_in(desk)
            self.notify("Your settings changed and hold from now on.")

    # --- macros ------------------------------------------------------------------------------

    def _bind(self, known: dict[str, Macro]) -> None:
        """Give the macros that have a key of their own that key."""
        self._bindings = self._own_keys.copy()
        for macro in known.values():
            for key in named(macro.key):
                binding = Binding(
                    key,
                    f"run_macro('{macro.name}')",
                    macro.name,
                    show=False,
                    tooltip=f"Macro {macro.name}: {', '.join(macro.steps)}",
                    id=f"macros.{macro.name}",
                )
                self._bindings.key_to_bindings.setdefault(key, []).append(binding)

    def action_macro(self) -> None:
        """Ask which macro to run."""
        known = {} if self.desk is None else self.desk.macros
        if not known:
            self.notify(
                self.keyed(
                    'No macros yet. "dm-assistant settings set macros.thanks "approve, next"" '
                    "makes one."
                )
            )
            return
        self.push_screen(late.macro_choice(tuple(known.values())), self._run)

    def action_run_macro(self, name: str) -> None:
        """Run one macro."""
        if self.desk is not None:
            self._run(self.desk.macros.get(name))

    def _run(self, macro: Macro | None) -> None:
        if macro is not None and not self._macro_running:
            self._macro_running = True
            start(self, partial(self._run_to_end, macro), macros.GROUP)

    async def _run_to_end(self, macro: Macro) -> None:
        try:
            stopped = await macros.run(self, macro)
        finally:
            self._macro_running = False
        total = len(macro.steps)
        if stopped is None:
            self.notify(f"Macro {macro.name}: {total} of {total} steps done.")
        else:
            step, why = stopped
            self.notify(
                f"Macro {macro.name} stopped at step {step} of {total}, "
                f"{macro.steps[step - 1]}: {why}.",
                severity="warning",
            )
