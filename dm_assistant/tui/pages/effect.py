"""Effect: did messages move anything? What chance drew first, then weaker evidence."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.domain.statistics.effect import Effect
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.paged import Page
from dm_assistant.tui.widgets.effect_sheet import MEANING, effect_page
from dm_assistant.tui.widgets.sheet import Panel

BORDER = 5


class EffectPage(Page):
    """The evidence, the strongest first."""

    TITLE = "Effect"
    BINDINGS: ClassVar[list[BindingType]] = keys("definitions")
    DEFAULT_CSS = "EffectPage Panel { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._found: Effect | None = None
        self._meaning = False

    def compose(self) -> ComposeResult:
        """Lay out the one panel."""
        yield Panel(id="effect")

    def load(self) -> None:
        """Read the evidence."""
        self.read("effect", self.desk.numbers.effect, self._take)

    def _take(self, found: Effect) -> None:
        self._found = found
        self._draw()

    def on_resize(self) -> None:
        """Fit the bars to the new width."""
        self._draw()

    def _draw(self) -> None:
        found = self._found
        if found is None:
            return
        panel = self.query_one("#effect", Panel)
        if self._meaning:
            panel.head("What the evidence means")
            panel.page(MEANING)
        else:
            panel.head("Did it move anything?", "the surest evidence first")
            panel.page(effect_page(found, self.size.width - BORDER))

    def action_definitions(self) -> None:
        """Show what the evidence means, or the evidence again."""
        self._meaning = not self._meaning
        self._draw()
