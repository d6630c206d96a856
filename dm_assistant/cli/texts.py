"""Commands about templates: looking at them; what changes files lives beside it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from dm_assistant.cli import arguments
from dm_assistant.cli.drafting import add_fill
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer
from dm_assistant.errors import BadInputError

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
    templates.add_argument("act", metavar="ACT", type=_act, nargs="?", default="list", help=ACTS)
    templates.add_argument("names", metavar="NAME", type=arguments.words, nargs="*")
    templates.add_argument("--for", dest="handle", metavar="HANDLE", type=arguments.words)
    templates.add_argument("--from", dest="source", metavar="NAME", type=arguments.words)
    templates.add_argument("--purpose", metavar="P", type=_folder)
    templates.add_argument("--language", metavar="L", type=_language)
    add_fill(templates)


def look_at_templates(args: argparse.Namespace) -> Answer:
    """Do one of the acts about templates."""
    from dm_assistant.cli import template_files, template_looks

    acts: dict[str, tuple[Callable[[argparse.Namespace], Answer], frozenset[str], int]] = {
        "list": (template_looks.listing, frozenset({"purpose", "language"}), 0),
        "show": (template_looks.show, frozenset(), 1),
        "check": (template_looks.check, frozenset(), MANY),
        "preview": (template_looks.preview, frozenset({"handle", "fill"}), 1),
        "gaps": (template_looks.gaps, frozenset(), 0),
        "variables": (template_looks.variables, frozenset(), 0),
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
