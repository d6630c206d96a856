"""What people read of an import on the command line: each file, and why others are left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dm_assistant.cli import reconciled
from dm_assistant.cli.printing import count
from dm_assistant.importers.formats import Kind
from dm_assistant.services.file_reports import FileReport, ImportReport, LeftLine

SHOWN = 20
SHOWN_REASONS = 30
"""A screen holds no more of one kind; --json lists all."""

FEW = 3
"""So many files with the same reason are named; more of a kind are counted."""

_OF_PEOPLE = {Kind.COMMENTS, Kind.EXPORT, Kind.CONTACTS, Kind.CONSENTS}


def files(report: ImportReport) -> Iterator[str]:
    """Yield what an import did, file by file."""
    for one in report.files:
        yield from _file(one, dry_run=report.dry_run)
    yield from _left_out(report)
    if report.backup:
        yield f"backup made before: {report.backup}"
    if report.dry_run:
        yield "dry run: nothing was changed"


def _file(one: FileReport, *, dry_run: bool) -> Iterator[str]:
    yield f"{one.path} ({_format(one)})"
    found = "uses of your codes: " if one.kind is Kind.REDEMPTIONS else ""
    yield (
        f"  {count(one.rows, 'row')} read: {found}{one.new:,} new, {one.changed:,} changed, "
        f"{one.duplicate:,} known already, {len(one.rejected):,} rejected"
    )
    if one.kind in _OF_PEOPLE:
        yield (
            f"  people: {one.contacts_new:,} new, {one.contacts_known:,} known; "
            f"consent changes: {one.consent_changes:,}"
        )
    if one.messages_in or one.messages_out:
        yield f"  messages: {one.messages_in:,} from them, {one.messages_out:,} from you"
    if one.stopped:
        yield f"  asked to stop: {count(one.stopped, 'person', 'people')}, never messaged again"
    if one.reconcile is not None:
        yield from (f"  {line}" for line in reconciled.lines(one.reconcile))
    for number, what in (
        (one.opted_out_seen, "row of people who opted out (still opted out)"),
        (one.erased_skipped, "row of erased people skipped"),
        (one.own, "row of your own"),
    ):
        if number:
            yield f"  {number:,} {what if number == 1 else what.replace('row', 'rows', 1)}"
    for line, reason in one.rejected[:SHOWN]:
        yield f"  {one.unit} {line}: {reason}"
    if len(one.rejected) > SHOWN:
        yield f"  … and {len(one.rejected) - SHOWN:,} more (all with --json)"
    yield from _renamed(one)
    yield from (f"  note: {note}" for note in one.notes)
    yield from (f"  warning: {warning}" for warning in one.warnings)
    if one.batch is not None and not dry_run:
        yield f"  take it back: dm-assistant import --undo {one.batch}"


def _format(one: FileReport) -> str:
    return one.format if one.words in {"", one.format} else f"{one.words}: {one.format}"


def _left_out(report: ImportReport) -> Iterator[str]:
    """Yield what is not read: each file by name, but for the many of a kind, which are counted."""
    if not report.left_out:
        return
    yield f"not read: {count(len(report.left_out), 'file')}"
    if len(report.left_out) <= SHOWN:
        yield from map(_left, report.left_out)
        return
    numbers = Counter(one.reason for one in report.left_out)
    named = [one for one in report.left_out if numbers[one.reason] <= FEW]
    many = sum(number > FEW for number in numbers.values())
    # The most frequent come first in the words, and those of few are said by their names.
    yield from (f"  {words}" for words in report.left_in_words[:many])
    yield from map(_left, named[:SHOWN_REASONS])
    if len(named) > SHOWN_REASONS:
        yield f"  … and {len(named) - SHOWN_REASONS:,} more files"
    yield "  (each by its name with --json)"


def _left(one: LeftLine) -> str:
    hint = " (if you know what they hold: --map FIELD=COLUMN)" if one.columns else ""
    return f"  {one.path}: {one.reason}{hint}"


def _renamed(one: FileReport) -> Iterator[str]:
    """Yield who goes by another name; the platform's id says so."""
    for line in one.renamed[:SHOWN]:
        said = "is called" if line.current else "was once called"
        now = " now, by their platform id" if line.current else ", by their platform id"
        yield f"  renamed: @{line.before} {said} @{line.after}{now}"
    if len(one.renamed) > SHOWN:
        yield f"  … and {len(one.renamed) - SHOWN:,} more renamed (all with --json)"
