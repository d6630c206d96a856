"""Import: what was imported, looking at files before anything changes, and taking imports back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from dm_assistant.services.file_reports import FileReport, ImportReport, LeftLine
from dm_assistant.services.importing import BatchLine
from dm_assistant.tui import late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.screens.settling import Settling
from dm_assistant.tui.widgets.batches_view import BatchesView
from dm_assistant.tui.widgets.files_view import FilesView, short
from dm_assistant.tui.widgets.import_panel import ImportPanel
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.wording import counted

NOTHING = (
    said(("Nothing is imported yet.", "bold")),
    said(""),
    said(("i", "bold $text-accent"), " chooses files or a whole folder, such as your downloads."),
    said("You see what each one is and what it would change before anything does."),
)


class ImportPlace(Settling):
    """The imports that were made; or, after files were chosen, what importing them would do."""

    NAME = "import"
    BINDINGS: ClassVar[list[BindingType]] = keys(
        "save",
        "import",
        "open",
        "mark",
        "take_back",
        "settle",
        "leave",
        "scroll_panel.3",
        "scroll_panel.-3",
        words={
            "save": "Import",
            "import": "Choose files",
            "open": "Columns",
            "mark": "Leave out",
        },
    )

    def __init__(self) -> None:
        super().__init__()
        self._report: ImportReport | None = None

    def body(self) -> ComposeResult:
        """Lay out the list, the panel, and what stands in the list's place while it is empty."""
        with Container(id="desk"):
            with Vertical(id="queue-side"):
                yield BatchesView()
                yield FilesView()
                yield Sheet(id="nobody")
            with Vertical(id="panels"):
                yield ImportPanel(classes="chosen")

    def on_mount(self) -> None:
        """Begin with the list that is there."""
        self.rest()

    def verb(self, binding: Binding) -> str:
        """Say that a file left out is taken in again."""
        file = self.file()
        if binding.action == "mark" and file is not None and self._is_out(file):
            return "Take in"
        if binding.action == "leave" and self.busy:
            return "Stop"
        return binding.description

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is to do; what writes waits for what runs."""
        del parameters
        if not self.is_mounted or action not in NEEDS:
            return True
        looked = self._report is not None
        if action == "leave":
            return looked or self.busy or bool(self.trouble)
        if action != "import" and looked is (action in {"take_back", "settle"}):
            return False
        return True if not self.busy and NEEDS[action](self) else None

    # --- what the cursor stands on -----------------------------------------------------------

    def standing_on(self) -> BatchLine | None:
        """Return the import under the cursor, unless it was taken back."""
        batch = self.query_one(BatchesView).current
        return None if batch is None or batch.undone else batch

    def file(self) -> FileReport | None:
        """Return the file under the cursor that would be imported."""
        found = self.query_one(FilesView).current if self._report is not None else None
        return found if isinstance(found, FileReport) else None

    def unknown(self) -> LeftLine | None:
        """Return a table under the cursor whose columns nobody has named."""
        found = self.query_one(FilesView).current if self._report is not None else None
        return found if isinstance(found, LeftLine) and found.columns else None

    def _is_out(self, file: FileReport) -> bool:
        return file.path in self.query_one(FilesView).without

    def wanted(self) -> int:
        """Return how many of the files are to be imported."""
        files = self._report.files if self._report is not None else ()
        return sum(not self._is_out(file) for file in files)

    # --- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the imports; begin with what somebody chose elsewhere."""
        self.read("batches", self.desk.batches, self._take)
        self.read_questions()
        chosen = self.program.take_chosen()
        if chosen is not None:
            self._look_at(chosen) if chosen else self.action_import()

    def _take(self, batches: Sequence[BatchLine]) -> None:
        self.query_one(BatchesView).show(batches, self.program.clock())
        self.rest()

    def rest(self) -> None:
        """Show the list that is meant now, and its panel."""
        looked = self._report is not None
        files, batches = self.query_one(FilesView), self.query_one(BatchesView)
        empty = not looked and not batches.count()
        files.display, batches.display = looked, not looked and not empty
        nobody = self.query_one("#nobody", Sheet)
        nobody.display = empty
        nobody.paragraphs = NOTHING
        self.query_one("#panels").display = not empty or self.busy or bool(self.trouble)
        if not empty:
            (files if looked else batches).focus()
        side = self.query_one("#queue-side")
        side.border_title = "What importing would do" if looked else "Imports"
        side.border_subtitle = Content(self._summary())
        self._follow()
        self.refresh_bindings()

    def _summary(self) -> str:
        if self._report is None:
            asked = f", {counted(len(self.questions), 'question')}: r" if self.questions else ""
            return counted(self.query_one(BatchesView).count(), "import") + asked
        known, left = len(self._report.files), len(self._report.left_out)
        return f"{counted(known, 'file')} known" + (f", {left:,} left" if left else "")

    def questions_changed(self) -> None:
        """Say how many questions are open."""
        self.query_one("#queue-side").border_subtitle = Content(self._summary())

    @on(LineView.Moved)
    def _follow(self) -> None:
        if self.busy:
            return
        if self.trouble:
            self.show_trouble()
            return
        panel = self.query_one(ImportPanel)
        if self._report is None:
            batch = self.query_one(BatchesView).current
            if batch is not None:
                panel.past(batch, self.program.clock())
        else:
            line = self.query_one(FilesView).current
            if isinstance(line, FileReport):
                panel.file(line)
            elif line is not None:
                panel.left(line)
        self.refresh_bindings()

    # --- looking -----------------------------------------------------------------------------

    def action_import(self) -> None:
        """Choose files."""
        if not self.busy:
            self.app.push_screen(late.choose_paths(self.program.clock()), self._chosen)

    def _chosen(self, paths: tuple[Path, ...] | None) -> None:
        if paths:
            self.mappings = {}
            self._look_at(paths)

    def _look_at(self, paths: tuple[Path, ...]) -> None:
        self.paths = paths
        self.run_import(self._looked, dry_run=True)

    def _looked(self, report: ImportReport) -> None:
        self._report = report
        self.query_one(FilesView).show(report)
        self.rest()

    def action_mark(self) -> None:
        """Leave the file under the cursor out, or take it in again."""
        file = self.file()
        if file is not None:
            self.query_one(FilesView).turn(file.path)

    @on(LineView.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Say what the columns of an unknown table hold, and look again."""
        table = self.unknown()
        if table is not None:
            self.app.push_screen(late.map_columns(table), partial(self._mapped, table))

    def _mapped(self, table: LeftLine, mapping: Mapping[str, str] | None) -> None:
        if mapping is not None:
            self.mappings[table.header_key] = mapping
            self._look_at(self.paths)

    # --- importing ---------------------------------------------------------------------------

    def action_save(self) -> None:
        """Import what was looked at."""
        if self.wanted() and not self.busy:
            without = self.query_one(FilesView).without
            self.run_import(self._imported, dry_run=False, without=without)

    def _imported(self, report: ImportReport) -> None:
        new = sum(file.new for file in report.files)
        changed = sum(file.changed for file in report.files)
        said_ = f"Imported {counted(len(report.files), 'file')}: {new:,} new, {changed:,} changed"
        kept = "\nA backup was made first." if report.backup else ""
        self.app.notify(said_ + kept)
        self._forget()
        self.program.imported()

    def action_leave(self) -> None:
        """Stop what runs, else go back to the imports."""
        if self.busy:
            self.stop_import()
        else:
            self._forget()

    def _forget(self) -> None:
        self.trouble = ""
        self._report = None
        self.paths = ()
        self.mappings = {}
        self.load()

    # --- taking back -------------------------------------------------------------------------

    def action_take_back(self) -> None:
        """Take the import under the cursor back, after a question."""
        batch = self.standing_on()
        if batch is None:
            return
        self.app.push_screen(
            late.question(
                f"Take import {batch.id} back?",
                f"{short(batch.name)}: what it brought goes, {counted(batch.new, 'row')} of it. "
                "What others added since stays, and nobody's stop is lifted.",
                "Take it back",
            ),
            lambda sure: self._take_back(batch.id) if sure else None,
        )

    def _take_back(self, number: int) -> None:
        self.write(
            partial(self.desk.undo_batch, number),
            lambda removed: self.app.notify(
                f"Import {number} taken back: {counted(removed, 'row')} removed"
            ),
        )


NEEDS: dict[str, Callable[[ImportPlace], object]] = {
    "import": lambda _: True,
    "save": ImportPlace.wanted,
    "mark": ImportPlace.file,
    "open": ImportPlace.unknown,
    "take_back": ImportPlace.standing_on,
    "settle": lambda place: place.questions,
    "leave": lambda _: True,
}
"""What an act needs to stand on; nothing of it while something runs."""
