"""One file of an import in full: what it is, what it brings, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from dm_assistant.importers.formats import Kind
from dm_assistant.services.file_reports import FileReport, LeftLine
from dm_assistant.services.importing import BatchLine
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.files_view import ending
from dm_assistant.tui.widgets.reconciled_page import reconciled_page
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said
from dm_assistant.tui.wording import counted

DIM = "$foreground-muted"
LABEL = 11
OF_PEOPLE = frozenset({Kind.COMMENTS, Kind.EXPORT, Kind.CONTACTS, Kind.CONSENTS})
MOST_REJECTED = 50
MOST_NAMED = 5
BAR = 30


class ImportPanel(Panel):
    """The file or the import under the cursor."""

    TITLE = "File"

    def file(self, report: FileReport) -> None:
        """Show a file that is known."""
        self.head(ending(report.path, self.TITLE_WIDTH), report.words or report.format)
        self.page(file_page(report))

    def left(self, one: LeftLine) -> None:
        """Show a file that is left, and what would make it readable."""
        self.head(ending(one.path, self.TITLE_WIDTH), "left as it is")
        self.page(left_page(one))

    def past(self, batch: BatchLine, clock: Clock) -> None:
        """Show an import that was made."""
        self.head(f"Import {batch.id}", "taken back" if batch.undone else "")
        self.page(batch_page(batch, clock))


def file_page(report: FileReport) -> Iterator[Paragraph]:
    """Yield what importing one file would do."""
    yield _line("Rows", f"{report.rows:,} read: {_shares(report)}")
    if bar := _bar(report):
        yield _line("", bar)
    if report.messages_in or report.messages_out:
        yield _line(
            "Messages", f"{report.messages_in:,} from them, {report.messages_out:,} from you"
        )
    if report.kind in OF_PEOPLE:
        yield _line("People", f"{report.contacts_new:,} new, {report.contacts_known:,} known")
        yield _line("Consents", counted(report.consent_changes, "change"))
    yield from _people_lines(report)
    if report.reconcile is not None:
        yield from reconciled_page(report.reconcile)
    if report.matched:
        yield _line("Known by", ", ".join(report.matched), DIM)
    yield from _trouble(report)
    yield BLANK
    yield _line("File", report.path, DIM)
    yield _line("Format", report.format, DIM)


def _shares(report: FileReport) -> str:
    uses = "uses of your codes: " if report.kind is Kind.REDEMPTIONS else ""
    return (
        f"{uses}{report.new:,} new, {report.changed:,} changed, {report.duplicate:,} known, "
        f"{len(report.rejected):,} rejected"
    )


def _bar(report: FileReport) -> str:
    """Draw how many of the rows are new, changed, known and rejected."""
    kinds = (
        (report.new, "█"),
        (report.changed, "▓"),
        (report.duplicate, "░"),
        (len(report.rejected), "×"),
    )
    total = sum(number for number, _ in kinds)
    return "".join(sign * max(1, round(BAR * number / total)) for number, sign in kinds if number)


def _people_lines(report: FileReport) -> Iterator[Paragraph]:
    if report.stopped:
        stopped = counted(report.stopped, "person", "people")
        yield said((f"asked to stop: {stopped}, never messaged again", "$text-warning"))
    for number, what in (
        (report.opted_out_seen, "row of people who opted out; they stay opted out"),
        (report.erased_skipped, "row of erased people skipped"),
        (report.own, "row of your own"),
    ):
        if number:
            yield said(f"{number:,} {what if number == 1 else what.replace('row', 'rows', 1)}")
    for line in report.renamed[:MOST_NAMED]:
        verb = "is called" if line.current else "was once called"
        yield said(f"@{line.before} {verb} @{line.after}", hang=2)
    if len(report.renamed) > MOST_NAMED:
        yield said((f"… and {len(report.renamed) - MOST_NAMED:,} more renamed", DIM))


def _trouble(report: FileReport) -> Iterator[Paragraph]:
    if report.rejected:
        yield BLANK
    for line, reason in report.rejected[:MOST_REJECTED]:
        yield said((f"{report.unit} {line}: ", "$text-warning"), reason, hang=2)
    if len(report.rejected) > MOST_REJECTED:
        yield said((f"… and {len(report.rejected) - MOST_REJECTED:,} more", DIM))
    if report.warnings or report.notes:
        yield BLANK
    for warning in report.warnings:
        yield said(("! ", "bold $text-warning"), warning, hang=2)
    for note in report.notes:
        yield said((note, DIM))


def left_page(one: LeftLine) -> Iterator[Paragraph]:
    """Yield why a file is left."""
    yield said(one.reason)
    if one.columns:
        yield said(("⏎", "bold $text-accent"), " says which column holds what; it is remembered.")
        yield BLANK
        yield _line("Columns", ", ".join(one.columns), DIM)
    yield BLANK
    yield _line("File", one.path, DIM)


def batch_page(batch: BatchLine, clock: Clock) -> Iterator[Paragraph]:
    """Yield what an import brought."""
    yield _line("File", batch.name)
    yield _line("What", batch.words)
    yield _line("When", f"{clock.day(batch.at)}, {clock.ago(batch.at)}")
    counts = batch.counts
    uses = "uses of your codes: " if batch.kind is Kind.REDEMPTIONS else ""
    yield _line(
        "Rows",
        f"{counts.get('rows', 0):,} read: {uses}{counts.get('new', 0):,} new, "
        f"{counts.get('changed', 0):,} changed, {counts.get('duplicate', 0):,} known, "
        f"{counts.get('rejected', 0):,} rejected",
    )
    theirs, ours = counts.get("messages_in", 0), counts.get("messages_out", 0)
    if theirs or ours:
        yield _line("Messages", f"{theirs:,} from them, {ours:,} from you")
    if batch.kind in OF_PEOPLE:
        yield _line("People", f"{counts.get('contacts_new', 0):,} new")
        yield _line("Consents", counted(counts.get("consent_changes", 0), "change"))
    yield BLANK
    if batch.undone:
        yield said(("It was taken back; what others added since stayed.", DIM))
    else:
        yield said(("t", "bold $text-accent"), " takes it back whole; what others added stays.")


def _line(label: str, words: str, style: str = "") -> Paragraph:
    return said((label.ljust(LABEL), DIM), (words, style), hang=LABEL)
