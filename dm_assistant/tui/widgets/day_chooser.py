"""What every picture of the account's days has: the days, their spikes, and one day chosen."""

from __future__ import annotations

from datetime import date

from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dm_assistant.domain.statistics.impact import Impact


class DayChooser(Widget):
    """Some days of which one is chosen by keys or the mouse; a subclass draws them."""

    DEFAULT_CSS = """
    DayChooser {
        height: auto; text-wrap: nowrap; padding: 0 1;
        border: round $foreground 25%;
        border-title-color: $text-accent; border-title-style: bold;
        border-subtitle-color: $foreground-muted;
    }
    """

    impact: reactive[Impact | None] = reactive(None, layout=True)
    spikes: reactive[frozenset[date]] = reactive(frozenset())
    chosen: reactive[int] = reactive(0)

    class Chosen(Message):
        """A day was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place
