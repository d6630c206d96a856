"""Rules and settings: what holds messages back and why, and what one sets for oneself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical

from dm_assistant import rulebook
from dm_assistant.errors import DmAssistantError
from dm_assistant.rulebook import Plain
from dm_assistant.services.rule_views import RuleValue, Saved
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.own_settings import OwnSettings
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.rule_panel import RulePanel
from dm_assistant.tui.widgets.rules_view import VALUE_AT, RulesView
from dm_assistant.tui.widgets.settings_view import VALUE_AT as SETTING_AT
from dm_assistant.tui.widgets.settings_view import SettingPanel, SettingsView
from dm_assistant.tui.widgets.writing import Field


class Rules(OwnSettings):
    """The policy by section, and one value in full; on the next page, the settings."""

    NAME = "rules"
    DEFAULT_CSS = """
    Rules #value { display: none; layer: typing; position: absolute; background: $panel; }
    Rules #value.typing { display: block; }
    Rules SettingsView, Rules SettingPanel { display: none; }
    Rules.settings SettingsView, Rules.settings SettingPanel { display: block; }
    Rules.settings RulesView, Rules.settings RulePanel { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "open",
        "new",
        "panel",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={"open": "Change", "panel": "Settings", "new": "New macro"},
        tips={
            "open": "Change the value under the cursor",
            "panel": "Turn between the rules and your settings",
            "new": "Make a macro: a sequence of keys with a name",
        },
    )

    def body(self) -> ComposeResult:
        """Lay out the values and the panel; the field stands over the value it changes."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                yield RulesView()
                yield SettingsView()
                yield Field(id="value", compact=True)
            with Vertical(id="panels"):
                yield RulePanel()
                yield SettingPanel()

    def on_mount(self) -> None:
        """Begin in the list."""
        self._head()
        self.query_one(RulesView).focus()

    @property
    def settings_shown(self) -> bool:
        """Return whether the page of settings is shown."""
        return self.has_class("settings")

    @property
    def _view(self) -> RulesView | SettingsView:
        if self.settings_shown:
            return self.query_one(SettingsView)
        return self.query_one(RulesView)

    def _head(self) -> None:
        names = ("Settings", "rules") if self.settings_shown else ("Rules", "settings")
        words = self.program.keyed(f"{names[0]} · {{panel}}: {names[1]}")
        self.query_one("#queue-side").border_title = words

    def verb(self, binding: Binding) -> str:
        """Say which page the key turns to."""
        if binding.action == "panel" and self.settings_shown:
            return "Rules"
        return super().verb(binding)

    def action_panel(self) -> None:
        """Turn between the rules and the settings."""
        self._left()
        self.toggle_class("settings")
        self._head()
        self._view.focus()
        self.load()
        self.refresh_bindings()

    def action_new(self) -> None:
        """Make a macro."""
        self.new_macro()

    @property
    def _typing(self) -> bool:
        return self.query_one("#value", Field).has_class("typing")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a value."""
        del parameters
        if action == "leave":
            return self.is_mounted and self._typing
        if action == "new":
            return self.is_mounted and self.settings_shown
        if action != "open" or not self.is_mounted:
            return True
        return True if self._view.current is not None else None

    def load(self) -> None:
        """Read what the page shows; the palette may ask for a setting."""
        if self.program.setting_wanted and not self.settings_shown:
            self.action_panel()
            return
        if self.settings_shown:
            self.load_settings()
            return
        self.read("rules", self.desk.rules.values, self._take)

    def _take(self, values: Sequence[RuleValue]) -> None:
        self.query_one(RulesView).show(values)
        changed = sum(each.changed for each in values)
        self._head()
        side = self.query_one("#queue-side")
        side.border_subtitle = f"{changed} changed" if changed else "as shipped"
        self.refresh_bindings()

    @on(LineView.Moved)
    def _moved(self) -> None:
        if self.settings_shown:
            self.show_setting()
            return
        value = self.query_one(RulesView).current
        if value is not None:
            self.query_one(RulePanel).show(value, self.program.clock())

    # --- changing ----------------------------------------------------------------------------

    @on(LineView.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Type another value where the present one stands, or choose one of a few."""
        view = self._view
        line = view.current
        if line is None or self._typing:
            return
        if isinstance(line, RuleValue):
            self._type(_as_typed(line), rulebook.toml(line.entry.default), VALUE_AT)
        elif line.choices:
            self.choose_setting(line)
        else:
            self._type(line.value, line.default, SETTING_AT)

    def _type(self, value: str, default: str, at: int) -> None:
        view, field = self._view, self.query_one("#value", Field)
        field.value = value
        field.placeholder = f"default: {default}"
        field.styles.offset = (at, view.cursor - view.scroll_offset.y)
        field.styles.width = max(8, view.size.width - at)
        field.add_class("typing")
        field.focus()
        field.action_end()

    @on(Field.Submitted, "#value")
    def _entered(self, event: Field.Submitted) -> None:
        if self.settings_shown:
            self._stop_typing()
            line = self.query_one(SettingsView).current
            if line is not None and event.value.strip() != line.value:
                self.set_setting(line.key, event.value)
            return
        value = self.query_one(RulesView).current
        if value is None:
            return
        key = value.entry.key
        try:
            wanted = (
                rulebook.typed(key, event.value) if event.value.strip() else value.entry.default
            )
            rulebook.changed(self.desk.rules.policy, {key: wanted})
        except DmAssistantError as error:
            self.app.notify(str(error), severity="warning")
            return
        self._stop_typing()
        if wanted != value.value:
            self._ask({key: wanted})

    def _ask(self, values: dict[str, Plain]) -> None:
        self.app.push_screen(late.rule_trial(self.desk.rules, values), self._saved)

    def _saved(self, saved: Saved | None) -> None:
        if saved is not None:
            said = (
                f"{each.entry.key} is {rulebook.shown(each.entry, each.after)}"
                for each in saved.changes
            )
            back = self.program.keyed("{undo} takes it back")
            self.app.notify(f"Saved: {', '.join(said)}. {back}.")
            self.load()

    @on(Field.Blurred, "#value")
    def _left(self) -> None:
        self.query_one("#value", Field).remove_class("typing")
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Leave the field; nothing is changed."""
        self._stop_typing()

    def _stop_typing(self) -> None:
        self._left()
        self._view.focus()


def _as_typed(value: RuleValue) -> str:
    """Return a value as it is typed: texts without their quotes."""
    return value.value if isinstance(value.value, str) else rulebook.toml(value.value)
