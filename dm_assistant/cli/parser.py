"""The grammar of the command line: one quick parser whose mistakes are one line each."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import cast

from dm_assistant import __version__
from dm_assistant.cli.manual import ending
from dm_assistant.errors import BadInputError

# The pages are English throughout: argparse would look in the file system for a translation of
# its own words 178 times, a quarter of the time that the help page takes.
vars(argparse).update(_=str, ngettext=lambda one, many, n: one if n == 1 else many)

Handler = Callable[[argparse.Namespace], "object"]

NARROWEST = 40
WIDEST = 100

DESCRIPTION = """\
The terminal inbox that turns a creator's comments into personal messages, with consent.
Without a command it opens the inbox. Nothing is ever sent by the program: you read, paste
and send each message yourself."""

EXITS = """\
exit codes:
  0  done
  1  the program failed (the log file in the workspace says where)
  2  bad usage or bad input; nothing was changed
  3  refused by a rule; the verdict is printed

environment:
  DM_ASSISTANT_HOME  the workspace when --workspace is not given
  DM_ASSISTANT_NOW   the clock of a practice workspace (ISO 8601 with offset)"""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Fills paragraphs, keeps indented lines, and takes the terminal's width quickly."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=min(screen_width(), WIDEST))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Fill paragraphs; of lines laid out by hand only long ones are broken, no command."""
        import re
        import textwrap

        made: list[str] = []
        for laid_out, lines in groupby(text.splitlines(), _is_laid_out):
            if not laid_out:
                made += textwrap.wrap(" ".join(lines), width)
                continue
            for line in lines:
                found = re.match(r" *(?:\S+ {2,})?", line)
                lead = " " * (found.end() if found else 0)
                whole = len(line) <= width or line.lstrip().startswith("$ ")
                made += [line] if whole else textwrap.wrap(line, width, subsequent_indent=lead)
        return "\n".join(indent + line for line in made)


def _is_laid_out(line: str) -> bool:
    return not line or line.startswith(" ") or "  " in line


class Parser(argparse.ArgumentParser):
    """An argument parser that raises one line instead of printing a usage dump.

    Options and positional arguments may come in any order.
    """

    commands: frozenset[str] = frozenset()
    _mixing = False

    def __init__(self, prog: str, **facts: str) -> None:
        super().__init__(
            prog,
            formatter_class=Formatter,
            allow_abbrev=False,
            description=facts.get("description"),
            epilog=facts.get("epilog"),
        )

    def options(self) -> dict[str, argparse.Action]:
        """Return every option as it is written."""
        return dict(self._option_string_actions)

    def positionals(self) -> list[argparse.Action]:
        """Return the arguments that have no name, in their order."""
        return [action for action in self._actions if not action.option_strings]

    def places(self) -> Mapping[str, Parser]:
        """Return the parser of each command."""
        found = (each.choices for each in self._actions if each.dest == "command")
        return cast("Mapping[str, Parser]", next(found, {}))

    def error(self, message: str) -> None:  # type: ignore[override]  # it raises, like its parent
        """Raise the mistake as one line that ends with where help is."""
        raise BadInputError(f"{message} (see {self.prog} --help)")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Refuse an unknown command with the nearest one, not with the list of all."""
        if action.dest == "command" and value not in self.commands:
            import difflib

            near = difflib.get_close_matches(str(value), self.commands, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            self.error(f"there is no command '{value}'{hint}")
        super()._check_value(action, value)

    def parse_known_args(  # type: ignore[override]  # the stub has one overload per namespace type
        self,
        args: list[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse like the parent, but let a command's options stand between its arguments."""
        if self.commands or self._mixing:
            return super().parse_known_args(args, namespace)
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False


class Commands:
    """The commands of the program, family by family, as the help page lists them."""

    def __init__(self, root: Parser) -> None:
        self._root = root
        self._places = root.add_subparsers(
            dest="command",
            metavar="COMMAND",
            help=argparse.SUPPRESS,
            parser_class=Parser,
            prog=root.prog,
        )
        self._families: list[tuple[str, list[tuple[str, str]]]] = []

    def family(self, title: str) -> None:
        """Begin a group of commands on the help page."""
        self._families.append((title, []))

    def add(
        self, name: str, summary: str, handler: Handler, *, example: str, more: str = ""
    ) -> Parser:
        """Add a command; its page holds the summary, what more there is to say and an example."""
        examples = "\n".join(f"  $ dm-assistant {line}" for line in example.splitlines())
        place: Parser = self._places.add_parser(
            name,
            description=f"{summary[0].upper()}{summary[1:]}.\n\n{more}".strip(),
            epilog=f"example:\n{examples}{ending(name)}",
        )
        add_shared(place, argparse.SUPPRESS)
        place.set_defaults(handler=handler)
        self._families[-1][1].append((name, summary))
        return place

    def close(self) -> None:
        """Write the list of commands into the root's help page."""
        names = [name for _, commands in self._families for name, _ in commands]
        self._root.commands = frozenset(names)
        pages = [
            "\n".join([f"{title}:", *(f"  {name:<14}{summary}" for name, summary in commands)])
            for title, commands in self._families
        ]
        self._root.epilog = "\n\n".join([*pages, EXITS])


def add_shared(parser: argparse.ArgumentParser, missing: str | None) -> None:
    """Add the options of every command; ``missing`` keeps a given value from being reset."""
    parser.add_argument(
        "--workspace",
        metavar="DIR",
        default=missing,
        help="the folder to work in (default: $DM_ASSISTANT_HOME or your data folder)",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=missing or False,
        help="print exactly one JSON document",
    )


def build(families: Iterable[Callable[[Commands], None]]) -> Parser:
    """Build the whole parser from the families of commands."""
    root = Parser("dm-assistant", description=DESCRIPTION)
    add_shared(root, None)
    root.usage = "dm-assistant [--workspace DIR] [--json] [COMMAND ...]"
    root.add_argument("--version", action="version", version=f"dm-assistant {__version__}")
    commands = Commands(root)
    for register in families:
        register(commands)
    commands.close()
    return root


def screen_width() -> int:
    """Return the columns to write in: COLUMNS, else the terminal's, else 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(NARROWEST, int(columns))
    try:
        return max(NARROWEST, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (AttributeError, OSError, ValueError):
        return 80
