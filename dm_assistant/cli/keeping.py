"""Commands that keep the workspace: undo, the journal, copies, checks, erasing, taking out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, hints, restoring, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.people import add_handle
from dm_assistant.cli.printing import Answer, Json, clock, count, document_text, say, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.safety import Check, JournalLine

UNSOUND = 1
ACTS = 20
"""Acts of the journal that are listed unless --limit says otherwise."""


def register(commands: Commands) -> None:
    """Add the commands that keep the workspace."""
    commands.family("keep")
    commands.add("undo", "take the last act back, whole", undo_act, example="undo")
    journal = commands.add("journal", "list what was done", list_acts, example="journal --limit 5")
    journal.add_argument("--limit", metavar="N", type=arguments.number, default=ACTS)
    commands.add("backup", "make a copy, restored and checked", make_backup, example="backup")
    restoring.register(commands)
    commands.add(
        "doctor",
        "check database, journal, templates and settings",
        examine,
        example="doctor",
        more="The exit code is 1 when anything is not as it should be.",
    )
    hints.register(commands)
    add_handle(
        commands.add(
            "forget",
            "erase a person, who stays never messaged",
            forget_person,
            example="forget @mia.makes",
        )
    )
    _register_export(commands)


def _register_export(commands: Commands) -> None:
    export = commands.add(
        "export",
        "print everything held on a person, or write everything out",
        export_data,
        example="export @mia.makes\nexport @mia.makes --to mia.json\nexport --all --to everything",
    )
    export.add_argument("handle", metavar="HANDLE", type=arguments.words, nargs="?")
    export.add_argument("--all", action="store_true", help="everything, as files")
    export.add_argument(
        "--to", metavar="PATH", help="a new folder for --all, or a new file for one person"
    )


def undo_act(args: argparse.Namespace) -> Answer:
    """Take the last act back."""
    from dm_assistant.services.undoing import undo

    with session.opened(args) as workspace:
        undone = undo(workspace)
    detail = f" ({undone.detail})" if undone.detail else ""
    return say(
        {"act": undone.act, "restored": undone.restored, "detail": undone.detail},
        f"undone: {undone.act}{detail}; {count(undone.restored, 'record')} as before",
    )


def list_acts(args: argparse.Namespace) -> Answer:
    """List what was done, newest first."""
    from dm_assistant.services.safety import journal

    with session.opened(args) as workspace:
        lines = journal(workspace, args.limit)
    return Answer(lambda: [_act(line) for line in lines], lambda: _acts(lines))


def _act(line: JournalLine) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {
        "id": line.id,
        "at": iso(line.at),
        "act": line.act,
        "front_end": line.front_end,
        "count": line.count,
        "undone": line.undone,
    }


def _acts(lines: Sequence[JournalLine]) -> list[str]:
    return table(
        ("act", "when (UTC)", "through", "things", "what"),
        (
            (
                str(line.id),
                clock(line.at),
                line.front_end,
                f"{line.count:,}",
                f"{line.act} (undone)" if line.undone else line.act,
            )
            for line in lines
        ),
        right=(0, 3),
    )


def make_backup(args: argparse.Namespace) -> Answer:
    """Make a checked copy."""
    from dm_assistant.services.safety import backup

    with session.opened(args) as workspace:
        path = backup(workspace)
    return say({"backup": str(path), "ok": True}, f"backup made, restored and checked: {path}")


def examine(args: argparse.Namespace) -> Answer:
    """Check the workspace."""
    import os

    from dm_assistant.services.hints import hints as missing_in
    from dm_assistant.services.hints import of_terminal
    from dm_assistant.services.safety import doctor

    with session.opened(args) as workspace:
        checks = doctor(workspace)
        # Where something is broken, what is missing is not the question.
        missing = missing_in(workspace, away=True) if all(c.ok for c in checks) else ()
    missing += of_terminal(os.environ)
    sound = all(check.ok for check in checks)
    return Answer(
        lambda: {
            "ok": sound,
            "checks": [
                {"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks
            ],
            "hints": hints.document(missing),
        },
        lambda: (*_examined(checks), *hints.lines(missing)),
        0 if sound else UNSOUND,
    )


def _examined(checks: Sequence[Check]) -> Iterator[str]:
    size = max((len(check.name) for check in checks), default=0)
    for check in checks:
        yield f"{'ok ' if check.ok else 'BAD'}  {check.name:<{size}}  {check.detail}"
    sound = sum(check.ok for check in checks)
    yield f"{sound} of {count(len(checks), 'check')} ok"


def forget_person(args: argparse.Namespace) -> Answer:
    """Erase a person, who stays never messaged."""
    from dm_assistant.services.safety import forget

    with session.opened(args) as workspace:
        gone = forget(workspace, args.handle)
    copies = [str(path) for path in gone.backups]
    return say(
        {"handle": gone.handle, "erased": gone.rows, "backups": list(copies)},
        f"@{gone.handle} is erased ({count(gone.rows, 'row')}); only keyed hashes stay, so that "
        "they are never messaged again",
        *(f"an older copy still holds them: {path}" for path in copies),
    )


def export_data(args: argparse.Namespace) -> Answer:
    """Print what is held on a person, or write everything out."""
    if args.all == bool(args.handle) or (args.all and not args.to):
        raise BadInputError("say export HANDLE [--to FILE], or export --all --to FOLDER")
    if args.all:
        return _export_all(args)
    return _write_person(args) if args.to else _export_person(args)


def _export_all(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from dm_assistant.services.safety import export_all

    with session.opened(args) as workspace:
        files = [str(path) for path in export_all(workspace, Path(args.to).expanduser())]
    return say({"files": list(files)}, *(f"written: {file}" for file in files))


def _write_person(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from dm_assistant.services.safety import write_person

    with session.opened(args) as workspace:
        path = str(write_person(workspace, args.handle, Path(args.to)))
    return say({"file": path}, f"written: {path}")


def _export_person(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.safety import export_person

    with session.opened(args) as workspace:
        held = export_person(workspace, args.handle)
    return Answer(lambda: held, lambda: document_text(held).splitlines())
