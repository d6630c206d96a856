"""The command ``reconcile``: what an export left open about messages, and the creator's answer."""

from __future__ import annotations

import argparse

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, say
from dm_assistant.errors import BadInputError


def register(commands: Commands) -> None:
    """Add the command."""
    place = commands.add(
        "reconcile",
        "say which message a draft became, where your export leaves it open",
        reconcile,
        example="reconcile\nreconcile 3 --is 812\nreconcile 3 --none",
        more="An import of your own data export finds by itself what your drafts became.\n"
        "What it cannot tell for sure is listed here until you answer; 'undo' takes that back.",
    )
    place.add_argument("question", metavar="ID", nargs="?", type=arguments.number)
    place.add_argument(
        "--is", dest="candidate", metavar="MESSAGE", type=arguments.number, help="it is this one"
    )
    place.add_argument(
        "--none",
        action="store_true",
        help="it is none of them; where the export would have it, it was not sent",
    )
    place.add_argument(
        "--sent", action="store_true", help="it went out, although the export does not have it"
    )


def reconcile(args: argparse.Namespace) -> Answer:
    """List what is open, or take an answer."""
    given = (args.candidate is not None) + args.none + args.sent
    if args.question is None:
        if given:
            raise BadInputError("name the question you answer (see dm-assistant reconcile)")
        return _list(args)
    if given != 1:
        raise BadInputError("answer with one of --is MESSAGE, --none and --sent")
    from dm_assistant.services import questions

    with session.opened(args) as workspace:
        if args.candidate is not None:
            done = questions.answer_is(workspace, args.question, args.candidate)
        elif args.none:
            done = questions.answer_none(workspace, args.question)
        else:
            done = questions.answer_sent(workspace, args.question)
    state = done.state.value
    return say(
        {"id": args.question, "draft": done.draft, "state": state},
        f"#{done.draft}: {state.replace('_', ' ')}",
    )


def _list(args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import reconciled
    from dm_assistant.services.questions import asked

    with session.opened(args) as workspace:
        found = asked(workspace)
    return Answer(
        lambda: [reconciled.question(each) for each in found],
        lambda: reconciled.questions(found),
    )
