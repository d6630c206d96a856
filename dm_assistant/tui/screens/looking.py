"""Looking at files and importing them: a long job that says how far it is and can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from threading import Event

from dm_assistant.errors import DmAssistantError
from dm_assistant.services.file_reports import ImportReport
from dm_assistant.services.pace import Pace
from dm_assistant.services.views import Progress
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.import_panel import ImportPanel
from dm_assistant.tui.widgets.sheet import Paragraph, said

LOOK = 0.2
"""Seconds between two looks at how far it is."""

Done = Callable[[ImportReport], None]


class Looking(Place):
    """A place that imports; a subclass shows what was found and decides what is wanted of it."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: tuple[Path, ...] = ()
        self.mappings: dict[str, Mapping[str, str]] = {}
        self.busy = False
        self.trouble = ""
        self._stop = Event()
        self._progress: Progress | None = None
        self._pace = Pace()

    def on_mount(self) -> None:
        """Show how far a long import is."""
        self.set_interval(LOOK, self._show_progress)

    def rest(self) -> None:
        """Show what is known when nothing runs any more."""

    def run_import(self, done: Done, *, dry_run: bool, without: Collection[str] = ()) -> None:
        """Import the paths without some files, or find out what that would do."""
        self.busy = True
        self.trouble = ""
        self._stop.clear()
        self._progress = Progress(0, 0, "files", "Looking …")
        self._pace = Pace()
        self.refresh_bindings()
        job = partial(
            self.desk.import_paths,
            self.paths,
            mappings=dict(self.mappings),
            without=frozenset(without),
            dry_run=dry_run,
            progress=self._step,
            cancelled=self._stop.is_set,
        )
        self.write_quietly(job, partial(self._ended, done), self._failed)

    def stop_import(self) -> None:
        """Stop what runs; nothing of it is kept."""
        self._stop.set()

    def _step(self, progress: Progress) -> None:
        self._progress = progress

    def _ended(self, done: Done, report: ImportReport | None) -> None:
        self.busy = False
        if report is None:
            self.app.notify("Stopped; nothing was kept.")
            self.rest()
        else:
            done(report)

    def _failed(self, error: DmAssistantError) -> None:
        self.busy = False
        self.trouble = str(error)
        self.rest()

    def show_trouble(self) -> None:
        """Show why the last look or import came to nothing."""
        self._say(said(("✕ ", "bold $text-error"), self.trouble, hang=2))

    def _say(self, *paragraphs: Paragraph) -> None:
        self.query_one("#panels").display = True
        panel = self.query_one(ImportPanel)
        panel.head("Import")
        panel.page(paragraphs)

    def _show_progress(self) -> None:
        step = self._progress
        if self.busy and step is not None:
            self._say(
                said(step.label),
                said(self._pace.words(step, time.monotonic())),
                said(("esc", "bold $text-accent"), " stops; nothing is kept then."),
            )
