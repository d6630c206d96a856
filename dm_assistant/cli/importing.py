"""The command ``import``: files in, or a whole import back out."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json, clock, say, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.file_reports import ImportReport
    from dm_assistant.services.importing import BatchLine
    from dm_assistant.services.pace import Pace
    from dm_assistant.services.views import Progress
    from dm_assistant.services.workspace import Workspace

BETWEEN = 0.1
"""Seconds between two looks at the progress line."""


def register(commands: Commands) -> None:
    """Add the command that imports."""
    commands.family("bring in")
    place = commands.add(
        "import",
        "read comments, messages, figures, orders, contacts or consents from files",
        import_files,
        example="import ~/Downloads --dry-run\n"
        "import TikTok_Data.zip --account me.makes\n"
        "import ~/Downloads --dry-run\n"
        "import list.csv --map handle=Author --map text=Comment\n"
        "import --undo 3",
        more="The format is found by content, also in folders and zips; what is not read is named\n"
        "with the reason. A file you name that cannot be read changes nothing; a bad row is\n"
        "named with its line. The same file twice changes nothing.",
    )
    _add_arguments(place)


def _add_arguments(place: argparse.ArgumentParser) -> None:
    place.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="a JSON, JSONL, CSV, TXT or ZIP file, or a folder of them",
    )
    place.add_argument(
        "--as", dest="as_format", metavar="FORMAT", type=arguments.words, help="name the format"
    )
    place.add_argument(
        "--account", metavar="HANDLE", type=arguments.words, help="your account it belongs to"
    )
    place.add_argument("--dry-run", action="store_true", help="say what would change, and stop")
    place.add_argument(
        "--map",
        dest="mapping",
        metavar="FIELD=COLUMN",
        type=arguments.pair,
        action="append",
        default=[],
        help="which column of a CSV holds a field (again for each field)",
    )
    place.add_argument(
        "--timezone",
        metavar="TZ",
        type=arguments.words,
        help="the zone of times that name none (default: found from the ids, else UTC)",
    )
    place.add_argument("--list", action="store_true", help="list what was imported, newest first")
    place.add_argument("--undo", metavar="BATCH", type=arguments.number, help="take one back")


def import_files(args: argparse.Namespace) -> Answer:
    """Import the files, list the imports, or take one back."""
    if args.undo is not None:
        return _undo(args)
    if args.list:
        return _list(args)
    if not args.paths:
        raise BadInputError("name a file to import (see dm-assistant import --help)")
    mapping = arguments.by_name("--map", args.mapping)
    from dm_assistant.cli import documents, import_pages
    from dm_assistant.services.importing import CancelledError, all_batches

    with session.opened(args) as workspace:
        before = {batch.id for batch in all_batches(workspace)}
        try:
            report = _import(workspace, args, mapping)
        except (CancelledError, BadInputError) as error:
            kept = [each for each in all_batches(workspace) if each.id not in before]
            place = "".join(f"; in already: {each.name} (import {each.id})" for each in kept)
            if isinstance(error, CancelledError):
                raise KeyboardInterrupt(f"stopped{place or '; nothing was changed'}") from None
            raise BadInputError(f"{error}{place}") from error
        following = _following(workspace, args)
        return Answer(
            lambda: documents.files(report), lambda: (*import_pages.files(report), *following)
        )


def _following(workspace: Workspace, args: argparse.Namespace) -> list[str]:
    """Say what comes next, to those who have not drafted anything yet."""
    from dm_assistant.services import beginning

    if args.dry_run:
        return ["next: the same without --dry-run"]
    command = beginning.next_command(workspace)
    return [] if command == beginning.LAST else [f"next: {session.spoken(args, command)}"]


def _import(
    workspace: Workspace, args: argparse.Namespace, mapping: dict[str, str] | None
) -> ImportReport:
    from pathlib import Path

    from dm_assistant.services.importing import Watch, import_paths

    ticker = Ticker()
    try:
        with asked_to_stop() as stop:
            return import_paths(
                workspace,
                [Path(path) for path in args.paths],
                as_format=args.as_format,
                account=args.account,
                mapping=mapping,
                timezone=args.timezone,
                dry_run=args.dry_run,
                watch=Watch(ticker.show, stop.is_set),
            )
    finally:
        ticker.clear()


def _list(args: argparse.Namespace) -> Answer:
    if args.paths:
        raise BadInputError("--list lists the imports; name no file with it")
    from dm_assistant.services.importing import all_batches

    with session.opened(args) as workspace:
        found = all_batches(workspace)
    return Answer(lambda: _batch_document(found), lambda: _batch_page(found))


def _batch_document(found: Sequence[BatchLine]) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return [
        {
            "batch": each.id,
            "name": each.name,
            "format": each.format,
            "at": iso(each.at),
            "undone": each.undone,
            **each.counts,
        }
        for each in found
    ]


def _batch_page(found: Sequence[BatchLine]) -> Iterator[str]:
    if not found:
        yield "nothing is imported yet"
        return
    yield from table(
        ("import", "when (UTC)", "file", "format", "rows", "new", ""),
        [
            (
                str(each.id),
                clock(each.at),
                each.name,
                each.format,
                f"{each.counts.get('rows', 0):,}",
                f"{each.new:,}",
                "taken back" if each.undone else "",
            )
            for each in found
        ],
        right=(0, 4, 5),
    )


def _undo(args: argparse.Namespace) -> Answer:
    if args.paths:
        raise BadInputError("--undo takes an import back; name no file with it")
    from dm_assistant.services.importing import undo_batch

    with session.opened(args) as workspace:
        removed = undo_batch(workspace, args.undo)
    return say(
        {"batch": args.undo, "removed": removed},
        f"import {args.undo} taken back: {removed:,} rows removed",
    )


@contextmanager
def asked_to_stop() -> Iterator[threading.Event]:
    """Turn Ctrl-C into a wish that the import grants between two rows.

    An interrupt at any instruction could not say whether the import is in; this can.
    A second Ctrl-C interrupts at once.
    """
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.getsignal(signal.SIGINT)

    def wish(_number: int, _frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, wish)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


class Ticker:
    """The progress line on standard error while that is a terminal."""

    def __init__(self) -> None:
        self._drawn = 0.0
        self._live = sys.stderr.isatty()
        self._pace: Pace | None = None

    def show(self, progress: Progress) -> None:
        """Draw how far the import is, a few times a second at most."""
        now = time.monotonic()
        if not self._live or now - self._drawn < BETWEEN:
            return
        self._drawn = now
        from dm_assistant.cli.parser import screen_width
        from dm_assistant.domain.text import shorten, to_screen
        from dm_assistant.services.pace import Pace

        self._pace = self._pace or Pace()
        line = f"{self._pace.words(progress, now)}  {progress.label}".lstrip()
        sys.stderr.write(f"\r{shorten(to_screen(line), screen_width() - 1)}\x1b[K")
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave an empty line behind."""
        if self._live and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
