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
    from dm_assistant.domain.templates.variables import Variable
    from dm_assistant.services.texts import TemplateLine

BROKEN = 2


def register(commands: Commands) -> None:
    """Add the command about templates."""
    commands.family("templates")
    templates = commands.add(
        "templates",
        "list, check and preview message templates, and what they may say",
        look_at_templates,
        example="templates list\ntemplates check\ntemplates preview thanks/warm --for @mia.makes",
        more="list                           every template with its version\n"
        "variables                      what they may say, and where each value comes from\n"
        "check                          what is wrong with them; exit code 2 if one is broken\n"
        "preview NAME --for HANDLE      one of them, written for a person",
    )
    templates.add_argument("act", metavar="list|check|preview|variables", type=_act)
    templates.add_argument("name", metavar="NAME", type=arguments.words, nargs="?")
    templates.add_argument("--for", dest="handle", metavar="HANDLE", type=arguments.words)


def look_at_templates(args: argparse.Namespace) -> Answer:
    """List, check or preview templates, or list what they may say."""
    acts = {"list": _list, "check": _check, "preview": _preview, "variables": _variables}
    return acts[args.act](args)


def _act(text: str) -> str:
    return arguments.one_of(text, "list, check, preview, variables")


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


def _variables(args: argparse.Namespace) -> Answer:
    """List every variable with the ladder its value comes from."""
    if args.name or args.handle:
        raise BadInputError("templates variables takes no names")
    from dm_assistant.domain.templates.variables import VARIABLES

    known = tuple(VARIABLES.values())
    return Answer(
        lambda: [
            {
                "name": each.name,
                "meaning": each.meaning,
                "ladder": [rung.value for rung in each.ladder],
                "example": each.example,
                "longest": each.longest,
                "personal": each.personal,
            }
            for each in known
        ],
        lambda: _variable_page(known),
    )


def _variable_page(known: Iterable[Variable]) -> Iterator[str]:
    for each in known:
        mark = ", a fact about the person" if each.personal else ""
        yield f"{each.name}  (up to {each.longest} characters{mark})"
        yield from paragraph(f"{each.meaning}; such as “{each.example}”")
        steps = [*(rung.value for rung in each.ladder), "nothing"]
        yield from paragraph(f"comes from: {'; else '.join(steps)}")


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
