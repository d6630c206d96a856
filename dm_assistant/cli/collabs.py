"""Commands about collaborations: the pipeline, one in full, pitching it, two audiences."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands, Parser
from dm_assistant.cli.printing import Answer
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.collab_views import CollabChange, CollabValues, No

STAGES = "idea, pitched, talking, agreed, made, reviewed, no"
WHOSE = "ours, theirs"
NOWHERE = "-"
"""What ``--due`` takes to have no day any more."""


def register(commands: Commands) -> None:
    """Add the command about collaborations."""
    commands.family("collaborations")
    place = commands.add(
        "collabs",
        "propose, follow and review what you make with others",
        keep_collabs,
        example='collabs add @leo --idea "a fog painting side by side" '
        '--i-give "the filming" --they-give "one painting"\n'
        "collabs pitch 1\n"
        'collabs move 1 agreed --next "film it" --due 2026-06-12\n'
        "collabs overlap 1 leos-comments.csv",
        more="collabs             the pipeline: idea, pitched, talking, agreed, made, reviewed\n"
        "add HANDLE          opens one; set ID changes what is said of it\n"
        "pitch ID            drafts the message; needs the idea and what each of you gives\n"
        "move ID STAGE       to the next stage or one before; no says whose (--whose)\n"
        "show ID             history, messages, two audiences, what it brought\n"
        "overlap ID FILE...  counts who comments on both, from the partner's public comments;\n"
        "                    of the people in the file nothing is kept\n\n"
        "A pitch that was sent, and their answer, move it by themselves.",
    )
    acts = "list|add|set|pitch|move|show|overlap"
    place.add_argument("act", metavar=acts, type=_act, nargs="?", default="list")
    place.add_argument("names", metavar="ID|HANDLE", type=arguments.words, nargs="*")
    _add_words(place)


def _add_words(place: Parser) -> None:
    for option, meaning in (
        ("--idea", "the idea, as a noun"),
        ("--i-give", "what you bring to it, as a noun"),
        ("--they-give", "what they would bring"),
        ("--terms", "what was agreed"),
        ("--next", "the next step"),
        ("--made", "what was made: its title or link"),
        ("--review", "how it went"),
        ("--why", "why it is a no"),
    ):
        place.add_argument(option, metavar="TEXT", type=arguments.words, help=meaning)
    place.add_argument(
        "--due", metavar="DAY", type=_day_or_none, help="the day of the next step; - for none"
    )
    place.add_argument("--on", metavar="DAY", type=_day, help="the day it was made")
    place.add_argument("--whose", metavar="ours|theirs", type=_whose, help="whose no it is")
    place.add_argument(
        "--map",
        dest="mapping",
        metavar="FIELD=COLUMN",
        type=arguments.pair,
        action="append",
        default=[],
        help="which column of a partner's file holds a field",
    )


def keep_collabs(args: argparse.Namespace) -> Answer:
    """List, open, change, pitch, move, show or compare collaborations."""
    acts: dict[str, Callable[[argparse.Namespace], Answer]] = {
        "list": _list,
        "add": _add,
        "set": _set,
        "pitch": _pitch,
        "move": _move,
        "show": _show,
        "overlap": _overlap,
    }
    return acts[args.act](args)


def _act(text: str) -> str:
    return arguments.one_of(text, "list, add, set, pitch, move, show, overlap")


def _whose(text: str) -> str:
    return arguments.one_of(text, WHOSE)


def _day(text: str) -> object:
    from datetime import datetime

    at = arguments.moment(text)
    return at.date() if isinstance(at, datetime) else at


def _day_or_none(text: str) -> object:
    return NOWHERE if text == NOWHERE else _day(text)


SAID = ("idea", "i_give", "they_give", "terms", "next", "made", "review", "due", "on")


def _values(args: argparse.Namespace) -> CollabValues:
    from dm_assistant.services.collab_views import CollabValues

    return CollabValues(
        idea=args.idea,
        i_give=args.i_give,
        they_give=args.they_give,
        terms=args.terms,
        next_step=args.next,
        due_on=None if args.due == NOWHERE else args.due,
        no_due=args.due == NOWHERE,
        made=args.made,
        made_on=args.on,
        review=args.review,
    )


def _refuse_words(args: argparse.Namespace, *, besides: tuple[str, ...] = ()) -> None:
    """Refuse options that mean nothing to an act."""
    options = (*SAID, "why", "whose", "mapping")
    for name in options:
        if name not in besides and getattr(args, name) not in (None, []):
            option = "map" if name == "mapping" else name.replace("_", "-")
            raise BadInputError(f"collabs {args.act} takes no --{option}")


def _id(args: argparse.Namespace, usage: str, most: int = 1) -> int:
    if not args.names or len(args.names) > most:
        raise BadInputError(f"say collabs {usage}")
    try:
        return arguments.number(args.names[0])
    except argparse.ArgumentTypeError as error:
        raise BadInputError(f"say collabs {usage}: {error}") from None


def _list(args: argparse.Namespace) -> Answer:
    _refuse_words(args)
    if args.names:
        raise BadInputError("collabs list takes no names; say collabs show ID")
    from dm_assistant.cli import collab_pages
    from dm_assistant.services.collabs import board

    with session.opened(args) as workspace:
        found = board(workspace)
    return Answer(
        lambda: [collab_pages.document(one) for one in found], lambda: collab_pages.board(found)
    )


def _add(args: argparse.Namespace) -> Answer:
    _refuse_words(args, besides=(*SAID[:5], "due"))
    if len(args.names) != 1:
        raise BadInputError("say collabs add HANDLE --idea … --i-give … --they-give …")
    from dm_assistant.services.collabs import add

    with session.opened(args) as workspace:
        return _changed(add(workspace, args.names[0], _values(args)))


def _set(args: argparse.Namespace) -> Answer:
    _refuse_words(args, besides=SAID)
    collab_id = _id(args, "set ID --idea … (or another option)")
    from dm_assistant.services.collabs import change

    with session.opened(args) as workspace:
        return _changed(change(workspace, collab_id, _values(args)))


def _move(args: argparse.Namespace) -> Answer:
    _refuse_words(args, besides=(*SAID, "why", "whose"))
    usage = f"move ID STAGE (one of {STAGES})"
    collab_id = _id(args, usage, most=2)
    if len(args.names) != 2:  # noqa: PLR2004 - an id and a stage
        raise BadInputError(f"say collabs {usage}")
    stage = args.names[1]
    if stage not in STAGES.split(", "):
        raise BadInputError(f"there is no stage '{stage}'; known: {STAGES}")
    if stage != "no" and (args.why is not None or args.whose is not None):
        raise BadInputError("--whose and --why belong to a no")
    from dm_assistant.domain.collabs import Stage
    from dm_assistant.services.collabs import move

    with session.opened(args) as workspace:
        moved = move(workspace, collab_id, Stage(stage), _values(args), _no(args))
    return _changed(moved)


def _no(args: argparse.Namespace) -> No:
    from dm_assistant.domain.collabs import Whose
    from dm_assistant.services.collab_views import No

    return No(Whose(args.whose or "ours"), args.why or "")


def _changed(changed: CollabChange) -> Answer:
    from dm_assistant.cli import collab_pages

    return Answer(
        lambda: [collab_pages.document(changed.line, changed.notes)],
        lambda: collab_pages.changed(changed),
    )


def _pitch(args: argparse.Namespace) -> Answer:
    _refuse_words(args)
    collab_id = _id(args, "pitch ID")
    from dm_assistant.cli import documents, pages
    from dm_assistant.services.collabs import pitch

    with session.opened(args) as workspace:
        report = pitch(workspace, collab_id)
    return Answer(lambda: documents.drafts(report), lambda: pages.drafts(report))


def _show(args: argparse.Namespace) -> Answer:
    _refuse_words(args)
    collab_id = _id(args, "show ID")
    from dm_assistant.cli import collab_pages
    from dm_assistant.services.collab_details import detail

    with session.opened(args) as workspace:
        found = detail(workspace, collab_id)
    return Answer(lambda: collab_pages.in_full(found), lambda: collab_pages.detail(found))


def _overlap(args: argparse.Namespace) -> Answer:
    _refuse_words(args, besides=("mapping",))
    collab_id = _id(args, "overlap ID FILE", most=len(args.names))
    if not args.names[1:]:
        raise BadInputError("say collabs overlap ID FILE: a file of the partner's public comments")
    from pathlib import Path

    from dm_assistant.cli import collab_pages
    from dm_assistant.cli.importing import Ticker, asked_to_stop
    from dm_assistant.services.overlaps import read
    from dm_assistant.services.reading import CancelledError, Watch

    mapping = arguments.by_name("--map", args.mapping)
    ticker = Ticker()
    with session.opened(args) as workspace:
        try:
            with asked_to_stop() as stop:
                found = read(
                    workspace,
                    collab_id,
                    [Path(each) for each in args.names[1:]],
                    mapping=mapping,
                    watch=Watch(ticker.show, stop.is_set),
                )
        except CancelledError:
            raise KeyboardInterrupt("stopped; nothing was changed") from None
        finally:
            ticker.clear()
    return Answer(lambda: collab_pages.overlap_document(found), lambda: collab_pages.overlap(found))
