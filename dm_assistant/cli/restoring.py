"""The command that lists the copies of a workspace and puts one in its place."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json, clock, count, table

if TYPE_CHECKING:
    from dm_assistant.services.backups import BackupLine
    from dm_assistant.services.restoring import Restored

MORE = """\
Without a name it lists the copies. What people said since the copy was made is said again in it
first: opt-outs, erasures, withdrawn consent, open complaints, what was sent and what they wrote.
Permission that was given since is not; neither is any approval. What is there now is kept as a
copy before. Only the database comes back: the policy, the settings and the templates stay."""


def register(commands: Commands) -> None:
    """Add the command."""
    place = commands.add(
        "restore",
        "list the copies, or go back to one",
        restore,
        example="restore\nrestore 20260514T093000Z-1 --dry-run\nrestore 20260514T093000Z-1",
        more=MORE,
    )
    place.add_argument(
        "backup", metavar="BACKUP", type=arguments.words, nargs="?", help="its name or folder"
    )
    place.add_argument("--dry-run", action="store_true", help="say what it would do; keep nothing")


def restore(args: argparse.Namespace) -> Answer:
    """List the copies, or put one in the place of the database."""
    from dm_assistant.errors import BadInputError

    if args.backup:
        return _restore(args)
    if args.dry_run:
        raise BadInputError("name the copy to try: 'dm-assistant restore' lists them")
    from dm_assistant.services import backups

    lines = backups.listed(session.home(args))
    return Answer(lambda: [_line(line) for line in lines], lambda: _lines(lines))


def _line(line: BackupLine) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {"name": line.name, "at": iso(line.at), "label": line.label}


def _lines(lines: Sequence[BackupLine]) -> list[str]:
    if not lines:
        return ["there is no copy yet: 'dm-assistant backup' makes one"]
    return table(
        ("name", "when (UTC)", "made"),
        ((line.name, clock(line.at), line.label.replace("-", " ") or "by hand") for line in lines),
    )


def _restore(args: argparse.Namespace) -> Answer:
    from dm_assistant.domain.model import FrontEnd
    from dm_assistant.services import restoring

    done = restoring.restore(
        session.home(args), args.backup, front_end=FrontEnd.CLI, dry_run=args.dry_run
    )
    return Answer(lambda: _document(done), lambda: _told(done))


def _document(done: Restored) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {
        "backup": done.backup,
        "made": iso(done.made),
        "kept_before": done.kept_before,
        "again": _again(done),
        "lost": dict(done.lost),
        "approvals": done.again.approvals,
        "dry_run": done.dry_run,
    }


def _again(done: Restored) -> dict[str, Json]:
    again = done.again
    return {
        "suppressions": again.suppressions,
        "erased": again.erased,
        "withdrawals": again.withdrawals,
        "touches": again.touches,
        "messages": again.messages,
        "complaints": again.complaints,
    }


def _told(done: Restored) -> Iterator[str]:
    from dm_assistant.domain.text import to_screen

    what = "would be restored" if done.dry_run else "restored"
    yield f"{what}: {to_screen(done.backup)}, made {clock(done.made)} UTC"
    if done.had_database:
        yield f"said again in it: {_listed(_again(done), AGAIN) or 'nothing, it knew it all'}"
        yield f"not in it: {_listed(done.lost, LOST) or 'nothing is missing'}"
    else:
        yield "there was no database: nothing newer could be said again in it"
    if done.again.approvals:
        yield f"{count(done.again.approvals, 'draft')} to be approved again: no approval comes back"
    if done.kept_before:
        yield f"what was there is kept: {done.kept_before} (restore goes back to it)"
    yield "only the database: the policy, the settings and the templates stay as they are"


AGAIN = {
    "suppressions": "suppression",
    "erased": "erased person",
    "withdrawals": "withdrawal",
    "touches": "message that left",
    "messages": "message of theirs",
    "complaints": "open complaint",
}
LOST = {
    "acts": "act",
    "imports": "import",
    "people": "person",
    "comments": "comment",
    "drafts": "draft",
    "grants": "permission",
    "codes": "code",
    "collabs": "collaboration",
    "themes": "theme",
    "readings": "reading of a reply",
    "challenges": "challenge",
    "entries": "entry to a challenge",
    "figures": "figure noted by hand",
    "goals": "goal",
    "competitors": "look at another account",
    "changes": "note of what was changed",
}
PLURAL = {
    "erased": "erased people",
    "touches": "messages that left",
    "messages": "messages of theirs",
    "people": "people",
    "readings": "readings of replies",
    "entries": "entries to challenges",
    "figures": "figures noted by hand",
    "competitors": "looks at other accounts",
    "changes": "notes of what was changed",
}


def _listed(counts: Mapping[str, object], words: Mapping[str, str]) -> str:
    """Return what there is any of, in words."""
    found = []
    for name, word in words.items():
        number = counts.get(name, 0)
        if isinstance(number, int) and number:
            many = PLURAL.get(name, f"{word}s")
            found.append(f"{number:,} {word if number == 1 else many}")
    return ", ".join(found)
