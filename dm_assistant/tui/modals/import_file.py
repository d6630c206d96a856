"""Importing a file: first what it would do, then doing it, with a way to stop."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dm_assistant.errors import DmAssistantError
from dm_assistant.services.reconciled import Reconciled
from dm_assistant.services.views import FileReport, ImportReport, Progress
from dm_assistant.tui.desk import Desk, ImportStopped
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.wording import counted
from dm_assistant.tui.working import start

if TYPE_CHECKING:
    from dm_assistant.tui.app import DmAssistantApp

LOOK = 0.2
MOST_REJECTED = 5


class ImportFile(Dialog[int]):
    """Asks for a path, shows the dry run, imports; answers with the number of new rows."""

    BINDINGS: ClassVar[list[BindingType]] = keys("save", words={"save": "Import"})

    def __init__(self, desk: Desk, path: str = "") -> None:
        super().__init__("Import a file")
        self._desk = desk
        self._path = path
        self._tried: Path | None = None
        self._busy = False
        self._stop = Event()
        self._progress: Progress | None = None

    def body(self) -> ComposeResult:
        """Ask for the path."""
        yield Sheet([said("The path of a comments file, a CSV, or your own data export:")])
        yield Field(self._path, id="path", select_on_focus=False)
        yield Sheet(id="report")

    def on_mount(self) -> None:
        """Show how far a long import is."""
        self.set_interval(LOOK, self._show_progress)
        if self._path:
            self._try()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey the import until one has seen what it would do."""
        del parameters
        return None if action == "save" and (self._tried is None or self._busy) else True

    def _say(self, *paragraphs: Paragraph) -> None:
        self.query_one("#report", Sheet).paragraphs = paragraphs

    def _show_progress(self) -> None:
        step = self._progress
        if self._busy and step is not None:
            share = f" of {step.total:,}" if step.total else ""
            self._say(said(f"{step.label} {step.done:,}{share} {step.unit} … esc stops".strip()))

    @on(Field.Submitted)
    def _try(self) -> None:
        path = Path(self.query_one(Field).value.strip()).expanduser()
        if not self._busy:
            self._say(said("Looking …"))
            start(self, partial(self._import, path, dry_run=True), "write")

    @on(Field.Changed)
    def _another(self) -> None:
        self._tried = None
        self.refresh_bindings()

    def action_save(self) -> None:
        """Import what was looked at."""
        if self._tried is not None and not self._busy:
            start(self, partial(self._import, self._tried, dry_run=False), "write")

    def action_leave(self) -> None:
        """Stop a running import, else leave."""
        if self._busy:
            self._stop.set()
        else:
            self.dismiss(None)

    async def _import(self, path: Path, *, dry_run: bool) -> None:
        self._busy = True
        self._stop.clear()
        try:
            report = await cast("DmAssistantApp", self.app).writing(
                lambda: self._desk.import_file(
                    path, dry_run=dry_run, progress=self._step, cancelled=self._stop.is_set
                )
            )
        except DmAssistantError as error:
            self._say(said(("✕ ", "bold $text-error"), str(error), hang=2))
        except ImportStopped:
            self._say(said("Stopped; nothing was kept."))
        else:
            self._finished(path, report, dry_run=dry_run)
        finally:
            self._busy = False
            self._progress = None
            if self.is_attached:
                self.refresh_bindings()

    def _finished(self, path: Path, report: ImportReport, *, dry_run: bool) -> None:
        if dry_run:
            self._tried = path
            lines = [line for each in report.files for line in report_lines(each)]
            lines.append(said(("ctrl+s", "bold $text-accent"), " imports it; nothing is kept yet."))
            self._say(*lines)
        else:
            self.dismiss(sum(each.new for each in report.files))

    def _step(self, progress: Progress) -> None:
        self._progress = progress


def report_lines(report: FileReport) -> Iterator[Paragraph]:
    """Yield what importing one file would do."""
    yield said((Path(report.path).name, "bold"), (f"  {report.format}", "$foreground-muted"))
    yield said(
        f"{counted(report.rows, 'row')}: {report.new:,} new, {report.changed:,} changed, "
        f"{report.duplicate:,} known, {len(report.rejected):,} rejected"
    )
    yield said(
        f"{counted(report.contacts_new, 'new person', 'new people')}, "
        f"{report.contacts_known:,} known, {counted(report.consent_changes, 'consent change')}"
    )
    if report.messages_in or report.messages_out:
        yield said(f"{report.messages_in:,} messages from them, {report.messages_out:,} from you")
    if report.reconcile is not None:
        yield from _reconciled(report.reconcile)
    if report.stopped:
        stopped = counted(report.stopped, "person", "people")
        yield said((f"asked to stop: {stopped}, never messaged again", "$text-warning"))
    for line, reason in report.rejected[:MOST_REJECTED]:
        yield said((f"line {line}: ", "$text-warning"), reason, hang=2)
    for warning in report.warnings:
        yield said(("! ", "bold $text-warning"), warning, hang=2)
    for note in report.notes:
        yield said((note, "$foreground-muted"))


def _reconciled(found: Reconciled) -> Iterator[Paragraph]:
    """Yield what an export says was sent and what came back, as far as there is anything."""
    told = (
        (found.sent, "found as sent"),
        (len(found.edited), "in other words"),
        (len(found.not_sent), "handed over, not sent"),
        (found.replies, "answered"),
        (len(found.follow.lost), "do not follow any more"),
        (len(found.blocked), "blocked, never messaged again"),
    )
    if any(number for number, _ in told):
        yield said(", ".join(f"{number:,} {what}" for number, what in told if number))
    if found.asked:
        asked = counted(len(found.asked), "question")
        yield said((f"{asked} for you: dm-assistant reconcile", "$text-warning"))
