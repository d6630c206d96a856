"""Commands about templates."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json, count, paragraph, say, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.texts import TemplateLine

BROKEN = 2


def register(commands: Commands) -> None:
    """Add the command about templates."""
    commands.family("templates")
    templates = commands.add(
        "templates",
        "list, check and preview message templates",
        look_at_templates,
        example="templates list\ntemplates check\ntemplates preview thanks/warm --for @mia.makes",
        more="list                           every template with its version\n"
        "check                          what is wrong with them; exit code 2 if one is broken\n"
        "preview NAME --for HANDLE      one of them, written for a person",
    )
    templates.add_argument("act", metavar="list|check|preview", type=_act)
    templates.add_argument("name", metavar="NAME", type=arguments.words, nargs="?")
    templates.add_argument("--for", dest="handle", metavar="HANDLE", type=arguments.words)


def look_at_templates(args: argparse.Namespace) -> Answer:
    """List, check or preview templates."""
    return {"list": _list, "check": _check, "preview": _preview}[args.act](args)


def _act(text: str) -> str:
    return arguments.one_of(text, "list, check, preview")


def _list(args: argparse.Namespace) -> Answer:
    found = _listing(args)
    return Answer(lambda: _document(found), lambda: _page(found))


def _check(args: argparse.Namespace) -> Answer:
    found = _listing(args)
    findings = [finding for line in found for finding in line.findings]
    broken = [line for line in found if not line.version]
    return Answer(
        lambda: _document(found),
        lambda: [*findings, f"{len(broken)} of {count(len(found), 'template')} cannot be used"],
        BROKEN if broken else 0,
    )


def _preview(args: argparse.Namespace) -> Answer:
    if not (args.name and args.handle):
        raise BadInputError("say templates preview NAME --for HANDLE")
    from dm_assistant.services.texts import preview

    with session.opened(args) as workspace:
        text = preview(workspace, args.name, args.handle)
    return say(
        {"name": args.name, "handle": args.handle, "text": text}, *paragraph(text, indent="")
    )


def _listing(args: argparse.Namespace) -> tuple[TemplateLine, ...]:
    if args.name or args.handle:
        raise BadInputError(f"templates {args.act} takes no names")
    from dm_assistant.services.texts import listing

    with session.opened(args) as workspace:
        return listing(workspace)


def _document(lines: Iterable[TemplateLine]) -> Json:
    return [
        {
            "name": line.name,
            "purpose": str(line.purpose),
            "language": line.language,
            "version": line.version,
            "lever": str(line.lever),
            "value": line.value,
            "gives": line.gives,
            "follows": list(line.follows),
            "used": line.used,
            "findings": list(line.findings),
        }
        for line in lines
    ]


def _page(lines: Iterable[TemplateLine]) -> Iterator[str]:
    yield from table(
        ("template", "language", "version", "used", "findings"),
        (
            (
                line.name,
                line.language,
                line.version,
                str(line.used),
                "; ".join(line.findings) or "none",
            )
            for line in lines
        ),
        right=(3,),
    )
