"""Comparing: a collaboration in full, and how much of its two audiences is one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

from textual.content import Content

from dm_assistant.domain.overlap import Overlap, overlap_words
from dm_assistant.services.collab_views import CollabLine
from dm_assistant.services.views import Progress
from dm_assistant.tui import late_places
from dm_assistant.tui.screens.hearing import Hearing
from dm_assistant.tui.widgets.collab_board import CollabBoard
from dm_assistant.tui.widgets.collab_page import CollabPanel


class Comparing(Hearing):
    """A place with the board, whose cards are opened and compared with a partner's file."""

    def __init__(self) -> None:
        super().__init__()
        self._stop: Event | None = None

    @property
    def current(self) -> CollabLine | None:
        """Return the collaboration the cursor stands on."""
        return self.query_one(CollabBoard).current

    @property
    def comparing(self) -> bool:
        """Return whether a file is being read."""
        return self._stop is not None

    def load_at(self, stand_on: int | None) -> None:
        """Read the board, and stand on one of its cards."""
        raise NotImplementedError

    def action_open(self) -> None:
        """Show the collaboration in full."""
        one = self.current
        if one is not None:
            self._show_in_full(one.id)

    def _show_in_full(self, number: int) -> None:
        self.read(
            "act",
            lambda: self.desk.collabs.detail(number),
            lambda found: self.app.push_screen(
                late_places.collab_in_full(found, self.program.clock())
            ),
        )

    # --- two audiences -----------------------------------------------------------------------

    def action_import(self) -> None:
        """Choose a file of the partner's public comments."""
        one = self.current
        if one is not None and self._stop is None:
            self.app.push_screen(
                late_places.choose_partner_files(self.program.clock(), one.handle),
                partial(self._count_both, one.id),
            )

    def _count_both(self, number: int, paths: tuple[Path, ...] | None) -> None:
        if not paths:
            return
        stop = self._stop = Event()
        self.refresh_bindings()

        def count() -> Overlap | None:
            return self.desk.collabs.overlap(number, paths, self._progress, stop.is_set)

        self.write_quietly(count, partial(self._compared, number), self._not_compared)

    def _progress(self, at: Progress) -> None:
        words = f"{at.done:,} {at.unit} read; esc stops"
        self.app.call_from_thread(self._show_progress, words)

    def _show_progress(self, words: str) -> None:
        self.query_one(CollabPanel).border_subtitle = Content(words)

    def _compared(self, number: int, found: Overlap | None) -> None:
        self._stop = None
        self.app.notify("Stopped; nothing was kept" if found is None else overlap_words(found))
        self.load_at(number)
        if found is not None and self.is_current:
            self._show_in_full(number)

    def _not_compared(self, error: Exception) -> None:
        self._stop = None
        self.app.notify(str(error), severity="warning", timeout=10)
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Stop reading."""
        if self._stop is not None:
            self._stop.set()
