"""Searching: a place that shows only what holds the words that were asked for."""

from __future__ import annotations

from dm_assistant.tui import late
from dm_assistant.tui.cells import cut
from dm_assistant.tui.screens.place import Place

NOT_FOUND = (
    "Nothing is found in this lane.\n\n"
    "{next_lane} looks in the next; {filter} and {open} shows all again."
)


class Searching(Place):
    """A place with lanes, narrowed to what is found in them."""

    def __init__(self) -> None:
        super().__init__()
        self.search = ""

    def search_again(self) -> None:
        """Show what is found."""
        raise NotImplementedError

    def searched_for(self) -> str:
        """Return what a list's name says of the search."""
        return f" · “{cut(self.search, 20)}”" if self.search else ""

    def nothing_found(self) -> str:
        """Return what an empty lane says while a search narrows it."""
        return NOT_FOUND if self.search else ""

    def action_filter(self) -> None:
        """Ask what to look for."""
        self.app.push_screen(late.ask("Find", "Name, handle or words", self.search), self._find)

    def _find(self, text: str | None) -> None:
        if text is not None:
            self.search = text.strip()
            self.search_again()
