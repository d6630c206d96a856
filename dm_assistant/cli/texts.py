"""Commands about templates: looking at them; what changes files lives beside it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from dm_assistant.cli import arguments, session, template_files, template_pages
from dm_assistant.cli.drafting import add_fill
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer
from dm_assistant.errors import BadInputError

BROKEN = 2

MORE = """\
list                    every template with its use and what became of its messages;
                        --purpose P and --language L show fewer
show NAME               one of them: its text, its versions and their results
check [PATH|NAME]...    what is wrong with them, as file:line: reason; exit code 2 if one
                        cannot be used or its messages could not be approved. A path may
                        lie anywhere and needs no workspace: check ./templates
preview NAME --for H    one of them, written for a person, with the source of each phrase
gaps                    how many there are of each purpose in each language
variables               what they may say, and where each value comes from
new NAME --from NAME    your own, from a copy of another one
edit NAME               opens your own in $VISUAL or $EDITOR, then checks it; a shipped one
                        is copied first
drop NAME               puts your own away; templates back NAME takes it out again

A name is purpose/variant, with .language where it is not English: thanks/warm.es"""

ACTS = "list, show, check, preview, gaps, variables, new, edit, drop, back"


def register(commands: Commands) -> None:
    """Add the command about templates."""
    commands.family("templates")
    templates = commands.add(
        "templates",
        "list, check, preview and write message templates, and what they may say",
        look_at_templates,
        example="templates list --purpose thanks\n"
        "templates preview thanks/warm --for @mia.makes\n"
        "templates new thanks/studio --from thanks/warm\n"
        "templates edit thanks/studio\n"
        "templates check",
        more=MORE,
    )
    templates.add_argument("act", metavar="ACT", type=_act, help=ACTS)
    templates.add_argument("names", metavar="NAME", type=arguments.words, nargs="*")
    templates.add_argument("--for", dest="handle", metavar="HANDLE", type=arguments.words)
    templates.add_argument("--from", dest="source", metavar="NAME", type=arguments.words)
    templates.add_argument("--purpose", metavar="P", type=_folder)
    templates.add_argument("--language", metavar="L", type=_language)
    add_fill(templates)


def look_at_templates(args: argparse.Namespace) -> Answer:
    """Do one of the acts about templates."""
    acts: dict[str, tuple[Callable[[argparse.Namespace], Answer], frozenset[str], int]] = {
        "list": (_list, frozenset({"purpose", "language"}), 0),
        "show": (_show, frozenset(), 1),
        "check": (_check, frozenset(), MANY),
        "preview": (_preview, frozenset({"handle", "fill"}), 1),
        "gaps": (_gaps, frozenset(), 0),
        "variables": (_variables, frozenset(), 0),
        "new": (template_files.new, frozenset({"source"}), 1),
        "edit": (template_files.edit, frozenset(), 1),
        "drop": (template_files.drop, frozenset(), 1),
        "back": (template_files.back, frozenset(), 1),
    }
    act, options, most = acts[args.act]
    _require_its_own(args, options, most)
    return act(args)


MANY = 1_000
SAYS = {"preview": "NAME --for HANDLE", "new": "NAME --from NAME"}
OPTIONS = {
    "handle": "--for",
    "source": "--from",
    "purpose": "--purpose",
    "language": "--language",
    "fill": "--fill",
}


def _require_its_own(args: argparse.Namespace, options: frozenset[str], most: int) -> None:
    """Refuse what an act has no use for: it would be left unheard."""
    for name, option in OPTIONS.items():
        if getattr(args, name) and name not in options:
            raise BadInputError(f"templates {args.act} takes no {option}")
    if len(args.names) > most:
        raise BadInputError(f"templates {args.act} takes {'no names' if not most else 'one name'}")
    if most == 1 and not args.names:
        raise BadInputError(f"say templates {args.act} {SAYS.get(args.act, 'NAME')}")


def _act(text: str) -> str:
    return arguments.one_of(text, ACTS)


def _folder(text: str) -> str:
    return arguments.one_of(text, f"{arguments.PURPOSES}, follow-up")


def _language(text: str) -> str:
    return arguments.words(text).lower().replace("_", "-")


def _list(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.shelf import listing

    with session.opened(args) as workspace:
        found = listing(workspace, purpose=args.purpose or "", language=args.language or "")
    return Answer(
        lambda: [template_pages.document(each) for each in found],
        lambda: template_pages.listing(found),
    )


def _show(args: argparse.Namespace) -> Answer:
    from dm_assistant.services import shelf

    with session.opened(args) as workspace:
        found = shelf.line(workspace, args.names[0])
    return Answer(lambda: template_pages.whole(found), lambda: template_pages.page(found))


def _check(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from dm_assistant.services import template_check, texts

    paths = [name for name in args.names if _is_path(name)]
    names = [name for name in args.names if name not in paths]
    found = [each for path in paths for each in template_check.outside(Path(path).expanduser())]
    if names or not paths:
        with session.opened(args) as workspace:
            known = template_check.checked(texts.library(workspace), workspace.policy)
        found += template_check.named(known, names) if names else known
    code = 0 if all(each.usable for each in found) else BROKEN
    return Answer(
        lambda: [template_pages.checked(each) for each in found],
        lambda: template_pages.findings(found),
        code,
    )


def _is_path(name: str) -> bool:
    """Tell a path from a template's name: the name of a folder or file that is there is one."""
    import os

    return name.startswith((".", "/", "~")) or name.endswith(".md") or os.path.exists(name)  # noqa: PTH110 - Path's own raises for a name that is too long


def _preview(args: argparse.Namespace) -> Answer:
    if not args.handle:
        raise BadInputError("say templates preview NAME --for HANDLE")
    from dm_assistant.services.previewing import preview

    extra = arguments.by_name("--fill", args.fill)
    with session.opened(args) as workspace:
        found = preview(workspace, args.names[0], args.handle, extra)
    return Answer(lambda: template_pages.read(found), lambda: template_pages.reading(found))


def _gaps(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.shelf import gaps

    with session.opened(args) as workspace:
        found = gaps(workspace)
    return Answer(lambda: template_pages.gap_list(found), lambda: template_pages.gap_table(found))


def _variables(_args: argparse.Namespace) -> Answer:
    from dm_assistant.domain.templates.variables import VARIABLES

    known = tuple(VARIABLES.values())
    return Answer(
        lambda: [template_pages.variable(each) for each in known],
        lambda: template_pages.variable_page(known),
    )
