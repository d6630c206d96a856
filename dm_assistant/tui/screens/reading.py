"""Reading one message for what it asks, wherever it is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.tui import late, late_places
from dm_assistant.tui.screens.hearing import Hearing

if TYPE_CHECKING:
    from dm_assistant.domain.feedback import Theme
    from dm_assistant.services.feedback_views import Board, Coded
    from dm_assistant.services.views import QueueRow


class Reading(Hearing):
    """A place that shows messages, which may ask for something."""

    def ask_theme(self, row: QueueRow) -> None:
        """Ask what a message asks for."""

        def ask(board: Board) -> None:
            themes = [line.theme for line in board.themes]
            dialog = late_places.theme_choice(row.handle, row.text, themes)
            self.app.push_screen(dialog, partial(self._code, str(row.item.id)))

        self.read("act", self.desk.feedback.board, ask)

    def _code(self, number: str, theme: int | None) -> None:
        if theme is None:
            return
        if theme < 0:
            words = "What do they ask for? A noun, as your message will name it:"
            self.app.push_screen(late.ask("New theme", words), partial(self._add, number))
            return
        chosen = (theme,) if theme else ()
        self.write(partial(self.desk.feedback.code, number, chosen), self._coded)

    def _add(self, number: str, name: str | None) -> None:
        if name and name.strip():
            self.write(partial(self.desk.feedback.add, name, number), self._added)

    def _added(self, theme: Theme) -> None:
        self.app.notify(f"It asks for {theme.name}, a new theme (0 shows them)")

    def _coded(self, coded: Coded) -> None:
        what = ", ".join(coded.themes) or "nothing"
        self.app.notify(f"@{coded.handle} asks for {what}")
