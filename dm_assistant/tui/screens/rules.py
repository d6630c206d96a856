"""Rules: the values that hold messages back, why each is what it is, and changing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from dm_assistant import rulebook
from dm_assistant.errors import DmAssistantError
from dm_assistant.rulebook import Plain
from dm_assistant.services.rule_views import RuleValue, Saved
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.rule_panel import RulePanel
from dm_assistant.tui.widgets.rules_view import VALUE_AT, RulesView
from dm_assistant.tui.widgets.writing import Field


class Rules(Place):
    """The policy by section, and one value in full."""

    NAME = "rules"
    DEFAULT_CSS = """
    Rules #value { display: none; layer: typing; position: absolute; background: $panel; }
    Rules #value.typing { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "open",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={"open": "Change"},
    )

    def body(self) -> ComposeResult:
        """Lay out the values and the panel; the field stands over the value it changes."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                yield RulesView()
                yield Field(id="value", compact=True)
            with Vertical(id="panels"):
                yield RulePanel()

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one("#queue-side").border_title = "Rules"
        self.query_one(RulesView).focus()

    @property
    def _typing(self) -> bool:
        return self.query_one("#value", Field).has_class("typing")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what needs a value."""
        del parameters
        if action == "leave":
            return self.is_mounted and self._typing
        if action != "open" or not self.is_mounted:
            return True
        return True if self.query_one(RulesView).current is not None else None

    def load(self) -> None:
        """Read the values."""
        self.read("rules", self.desk.rules.values, self._take)

    def _take(self, values: Sequence[RuleValue]) -> None:
        self.query_one(RulesView).show(values)
        changed = sum(each.changed for each in values)
        side = self.query_one("#queue-side")
        side.border_subtitle = f"{changed} changed" if changed else "as shipped"
        self.refresh_bindings()

    @on(LineView.Moved)
    def _moved(self) -> None:
        value = self.query_one(RulesView).current
        if value is not None:
            self.query_one(RulePanel).show(value, self.program.clock())

    # --- changing ----------------------------------------------------------------------------

    @on(LineView.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Type another value where the present one stands."""
        view, field = self.query_one(RulesView), self.query_one("#value", Field)
        value = view.current
        if value is None or self._typing:
            return
        field.value = _as_typed(value)
        field.placeholder = f"default: {rulebook.toml(value.entry.default)}"
        field.styles.offset = (VALUE_AT, view.cursor - view.scroll_offset.y)
        field.styles.width = max(8, view.size.width - VALUE_AT)
        field.add_class("typing")
        field.focus()
        field.action_end()

    @on(Field.Submitted, "#value")
    def _entered(self, event: Field.Submitted) -> None:
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
            self.app.notify(f"Saved: {', '.join(said)}. u takes it back.")
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
        self.query_one(RulesView).focus()


def _as_typed(value: RuleValue) -> str:
    """Return a value as it is typed: texts without their quotes."""
    return value.value if isinstance(value.value, str) else rulebook.toml(value.value)
