"""Commands about the suppression list as a whole."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json, clock, say, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.suppressions import ListImported, SuppressionLine

HEADS = ("since (UTC)", "reason", "handle", "known by")


def register(commands: Commands) -> None:
    """Add the command about the list."""
    place = commands.add(
        "suppressions",
        "list, take along or add to those never to be messaged",
        keep_list,
        example="suppressions list --search @mia.makes\n"
        "suppressions export --to never.csv\nsuppressions import never.csv",
        more="list            who is on the list; people who were erased have no name any more\n"
        "export --to F   writes a private CSV\n"
        "import FILE     adds everybody in a CSV or XLSX (handle, platform, reason, when);\n"
        "                nobody is ever taken off the list by a file",
    )
    place.add_argument("act", metavar="list|export|import", type=_act, nargs="?", default="list")
    place.add_argument("file", metavar="FILE", type=arguments.words, nargs="?")
    place.add_argument("--search", metavar="TEXT", type=arguments.words, default="")
    place.add_argument("--to", metavar="FILE", type=arguments.words)


def _act(text: str) -> str:
    return arguments.one_of(text, "list, export, import")


def keep_list(args: argparse.Namespace) -> Answer:
    """List, export or import suppressions."""
    return {"list": _list, "export": _export, "import": _import}[args.act](args)


def _list(args: argparse.Namespace) -> Answer:
    if args.file or args.to:
        raise BadInputError("suppressions list takes --search TEXT only")
    from dm_assistant.services.suppressions import listed

    with session.opened(args) as workspace:
        found = listed(workspace, args.search)
    return Answer(lambda: [_line(each) for each in found], lambda: _page(found))


def _export(args: argparse.Namespace) -> Answer:
    if args.file or args.search or not args.to:
        raise BadInputError("say suppressions export --to FILE")
    from pathlib import Path

    from dm_assistant.services.suppressions import export

    with session.opened(args) as workspace:
        rows = export(workspace, Path(args.to))
    return say({"file": args.to, "rows": rows}, f"{rows} rows written to {args.to}")


def _import(args: argparse.Namespace) -> Answer:
    if not args.file or args.search or args.to:
        raise BadInputError("say suppressions import FILE")
    from pathlib import Path

    from dm_assistant.services.suppressions import add_list

    with session.opened(args) as workspace:
        found = add_list(workspace, Path(args.file))
    return Answer(lambda: _imported(args.file, found), lambda: _said(found))


def _line(each: SuppressionLine) -> Json:
    from dm_assistant.domain.rules.verdict import iso

    return {
        "handle": each.handle or None,
        "platform": each.platform.value if each.platform else None,
        "reason": each.reason.value,
        "since": iso(each.at),
        "kind": each.kind,
        "digest": each.digest,
    }


def _page(found: Iterable[SuppressionLine]) -> Iterator[str]:
    rows = [
        (
            clock(each.at),
            each.reason.value,
            f"@{each.handle}" if each.handle else "not among the people",
            "platform id" if each.kind == "user_id" else "handle",
        )
        for each in found
    ]
    if rows:
        yield from table(HEADS, rows)
    else:
        yield "nobody is on the list"


def _imported(file: str, found: ListImported) -> Json:
    return {
        "file": file,
        "rows": found.rows,
        "new": found.new,
        "known": found.known,
        "stopped": list(found.stopped),
        "rejected": [{"line": line, "reason": reason} for line, reason in found.rejected],
    }


def _said(found: ListImported) -> Iterator[str]:
    yield (
        f"{found.rows} rows: {found.new} new, {found.known} known, {len(found.rejected)} rejected"
    )
    for line, reason in found.rejected:
        yield f"  line {line}: {reason}"
    if found.stopped:
        yield "never to be messaged from now on: " + ", ".join(f"@{each}" for each in found.stopped)
