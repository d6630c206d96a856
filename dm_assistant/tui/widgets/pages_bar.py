"""The pages of a place on one line, the present one marked."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class PagesBar(Widget):
    """The titles from left to right; a click turns to one."""

    DEFAULT_CSS = """
    PagesBar { height: 1; text-wrap: nowrap; text-overflow: ellipsis; background: $surface; }
    """

    chosen: reactive[int] = reactive(0)

    class Chosen(Message):
        """A page was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__()
        self._titles = titles

    def render(self) -> Content:
        """Draw the titles."""
        style = {True: "bold reverse $text-accent", False: ""}
        return Content.assemble(
            *((self._word(place), style[place == self.chosen]) for place in self._places())
        )

    def _places(self) -> range:
        return range(len(self._titles))

    def _word(self, place: int) -> str:
        return f" {'▸' if place == self.chosen else ' '}{self._titles[place]} "

    def on_click(self, event: events.Click) -> None:
        """Choose the page under the mouse."""
        edge = 0
        for place in self._places():
            edge += len(self._word(place))
            if event.x < edge:
                self.post_message(self.Chosen(place))
                return
