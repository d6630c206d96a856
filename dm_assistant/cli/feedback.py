"""Commands about what people ask for: reading their replies, themes, and telling them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.domain.feedback import Theme
    from dm_assistant.services.feedback_views import Quote
    from dm_assistant.services.workspace import Workspace

MORE = """\
list                        themes with the people who ask for each, and how many were told
next [--all]                replies that nobody has read for what they ask; with --all every message
find WORDS                  comments with these words; code one by its number, such as c12
code MESSAGE THEME…         says what it asks for; --nothing when it asks for nothing
uncode MESSAGE [THEME…]     takes that back
add THEME [--key LETTER]    makes a theme, to be named as a noun: "a video about paper"
edit THEME [--name NAME] [--key LETTER]
merge THEME OTHER           makes the other part of the first
idea THEME TEXT             what you think of making
move THEME STATE            open, idea, making, made or dropped
made THEME --title TITLE    what you made of it
tell THEME [--dry-run]      drafts "you asked, I made it" for those who asked, nobody twice
show THEME                  its way: asked, answered, read, asked for it, told, replied
quotes [THEME]              what people said; whose it is with --names; --to FILE.md or .csv"""

EXAMPLE = """\
feedback add "a video about paper" --key p
feedback next
feedback code 12 p
feedback made p --title "Paper for fog"
feedback tell p --dry-run"""


def register(commands: Commands) -> None:
    """Add the command about feedback."""
    commands.family("feedback")
    feedback = commands.add(
        "feedback",
        "read replies for what they ask, and tell those who asked",
        keep_feedback,
        example=EXAMPLE,
        more=MORE,
    )
    feedback.add_argument("act", metavar="ACT", type=_act, nargs="?", default="list")
    feedback.add_argument("words", metavar="WORD", type=arguments.words, nargs="*")
    feedback.add_argument("--key", metavar="LETTER", type=arguments.words)
    feedback.add_argument("--name", metavar="NAME", type=arguments.words)
    feedback.add_argument("--title", metavar="TITLE", type=arguments.words)
    feedback.add_argument("--link", metavar="URL", type=arguments.words)
    feedback.add_argument("--on", metavar="DAY", type=arguments.day, help="when it was made")
    feedback.add_argument("--to", metavar="FILE", help="write the quotes to a file")
    feedback.add_argument("--all", action="store_true", help="every message, not answers alone")
    feedback.add_argument("--nothing", action="store_true", help="it asks for nothing")
    feedback.add_argument("--names", action="store_true", help="say whose quotes they are")
    feedback.add_argument("--dry-run", action="store_true", help="show who would be told, and stop")


def keep_feedback(args: argparse.Namespace) -> Answer:
    """Do what is said about feedback."""
    given = {name for name in ALL_OPTIONS if getattr(args, name) not in (None, False)}
    wrong = sorted(given - OPTIONS[args.act])
    if wrong:
        names = ", ".join(f"--{each.replace('_', '-')}" for each in wrong)
        raise BadInputError(f"feedback {args.act} takes no {names}")
    with session.opened(args) as workspace:
        return ACTS[args.act](workspace, args)


def _act(text: str) -> str:
    return arguments.one_of(text, ", ".join(ACTS))


def _theme(args: argparse.Namespace) -> str:
    """Return the theme that all the words name."""
    if not args.words:
        raise BadInputError(f"say feedback {args.act} THEME")
    return " ".join(args.words)


def _none(args: argparse.Namespace) -> None:
    if args.words:
        raise BadInputError(f"feedback {args.act} takes no names")


def _list(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import feedback_pages as pages
    from dm_assistant.services.themes import board

    _none(args)
    found = board(ws)
    return Answer(lambda: pages.board_document(found), lambda: pages.board(found))


def _next(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import feedback_pages as pages
    from dm_assistant.services import themes

    _none(args)
    found, known = themes.uncoded(ws, every=args.all), themes.board(ws)
    names = {line.theme.id: line.theme.name for line in known.themes}
    return Answer(
        lambda: [pages.reply_document(one, names) for one in found],
        lambda: pages.replies(found, names, known),
    )


def _find(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import feedback_pages as pages
    from dm_assistant.services import themes

    found = themes.find(ws, _theme(args))
    names = {line.theme.id: line.theme.name for line in themes.board(ws).themes}
    return Answer(
        lambda: [pages.reply_document(one, names) for one in found],
        lambda: pages.comments(found, names),
    )


def _code(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import feedback_pages as pages
    from dm_assistant.services import feedback

    number, *names = args.words or [""]
    if args.act == "code":
        coded = feedback.code(ws, number, names, nothing=args.nothing)
    else:
        coded = feedback.uncode(ws, number, names)
    return Answer(lambda: pages.coded_document(coded), lambda: pages.coded(coded))


def _add(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services import feedback

    return _one_theme(feedback.add(ws, _theme(args), args.key or ""))


def _edit(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services import feedback

    if args.name is None and args.key is None:
        raise BadInputError("say feedback edit THEME --name NAME, or --key LETTER")
    return _one_theme(feedback.change(ws, _theme(args), name=args.name, key=args.key))


def _idea(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services import feedback

    theme, text = _two(args, "THEME TEXT")
    return _one_theme(feedback.change(ws, theme, idea=text))


def _move(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.domain.feedback import ThemeState
    from dm_assistant.services import feedback

    theme, state = _two(args, "THEME STATE")
    known = ", ".join(ThemeState)
    return _one_theme(feedback.move(ws, theme, ThemeState(arguments.one_of(state, known))))


def _made(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services import feedback

    if not args.title:
        raise BadInputError("say feedback made THEME --title TITLE")
    theme = feedback.made(ws, _theme(args), args.title, link=args.link or "", on=args.on)
    return _one_theme(theme)


def _merge(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.services import feedback

    theme, _ = feedback.merge(ws, *_two(args, "THEME OTHER"))
    return _one_theme(theme)


def _two(args: argparse.Namespace, form: str) -> tuple[str, str]:
    if len(args.words) != len(form.split()):
        raise BadInputError(f"say feedback {args.act} {form}, each in quotes where it has blanks")
    return args.words[0], args.words[1]


def _one_theme(theme: Theme) -> Answer:
    from dm_assistant.cli import feedback_pages as pages

    return Answer(lambda: pages.theme_document(theme), lambda: pages.theme(theme))


def _tell(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import feedback_pages as pages
    from dm_assistant.services.telling import tell

    told = tell(ws, _theme(args), dry_run=args.dry_run)
    return Answer(lambda: pages.told_document(told), lambda: pages.told(told))


def _show(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import feedback_pages as pages
    from dm_assistant.services.themes import journey

    found = journey(ws, _theme(args))
    return Answer(lambda: pages.journey_document(found), lambda: pages.journey(found))


def _quotes(ws: Workspace, args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import feedback_pages as pages
    from dm_assistant.services.themes import quotes

    found = quotes(ws, " ".join(args.words) or None)
    if args.to:
        return _written(found, args)
    return Answer(
        lambda: [pages.quote_document(one, names=args.names) for one in found],
        lambda: pages.quotes(found, names=args.names),
    )


def _written(found: Sequence[Quote], args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from dm_assistant.cli.printing import count, say
    from dm_assistant.services.quote_files import write

    path = write(found, Path(args.to), names=args.names)
    document: Json = {"file": str(path), "quotes": len(found)}
    return say(document, f"{count(len(found), 'quote')} written to {path}")


ACTS: dict[str, Callable[[Workspace, argparse.Namespace], Answer]] = {
    "list": _list,
    "next": _next,
    "find": _find,
    "code": _code,
    "uncode": _code,
    "add": _add,
    "edit": _edit,
    "merge": _merge,
    "idea": _idea,
    "move": _move,
    "made": _made,
    "tell": _tell,
    "show": _show,
    "quotes": _quotes,
}
ALL_OPTIONS = ("key", "name", "title", "link", "on", "to", "all", "nothing", "names", "dry_run")
OPTIONS: dict[str, set[str]] = {
    **{name: set() for name in ACTS},
    "next": {"all"},
    "code": {"nothing"},
    "add": {"key"},
    "edit": {"name", "key"},
    "made": {"title", "link", "on"},
    "tell": {"dry_run"},
    "quotes": {"names", "to"},
}
