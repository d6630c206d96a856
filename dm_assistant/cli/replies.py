"""Commands about what people wrote back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.people import add_handle
from dm_assistant.cli.printing import Answer, say
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.workspace import Workspace


def register(commands: Commands) -> None:
    """Add the commands about replies."""
    commands.family("replies")
    reply = commands.add(
        "reply",
        "log what a person wrote to you",
        log_reply,
        example='reply @mia.makes --text "thank you!! what mic do you use?"',
        more="Finds opt-outs, opens the reply window and ties it to the message it answers.",
    )
    add_handle(reply)
    reply.add_argument("--text", metavar="TEXT", type=arguments.words, required=True)
    reply.add_argument(
        "--at", metavar="TIME", type=arguments.moment, help="when they wrote (default: now)"
    )
    reply.add_argument(
        "--before",
        metavar="ID",
        type=arguments.number,
        help="a message handed over and not sent yet: this does not answer it",
    )
    classify = commands.add(
        "classify",
        "say what a reply means",
        classify_reply,
        example="classify 7 --as question",
        more=f"CLASS is one of {arguments.CLASSES.replace('review, ', '')}.\n"
        "Loosening what the program found needs a --reason.",
    )
    classify.add_argument("message", metavar="MESSAGE", type=arguments.number)
    classify.add_argument(
        "--as", dest="kind", metavar="CLASS", type=arguments.reply_class, required=True
    )
    classify.add_argument("--reason", metavar="TEXT", type=arguments.words, default="")
    add_answers(commands)


def add_answers(commands: Commands) -> None:
    """Add the commands that deal with a message: answer it, or put it away."""
    answer = commands.add(
        "answer",
        "answer a message in their open conversation",
        answer_message,
        example='answer 7 --text "A small lavalier, clipped under the collar!"\n'
        "answer 7 --template gear",
        more="Makes an approved draft, ready to hand over. Without --text or --template it lists\n"
        "the ready answers for that person.",
    )
    answer.add_argument("message", metavar="MESSAGE", type=arguments.number)
    answer.add_argument("--text", metavar="TEXT", type=arguments.words)
    answer.add_argument("--template", metavar="NAME", type=arguments.words)
    archive = commands.add(
        "archive", "take a message out of the Reply lane", archive_message, example="archive 7"
    )
    archive.add_argument("message", metavar="MESSAGE", type=arguments.number)
    snooze = commands.add(
        "postpone",
        "put a message of theirs off; it comes back to the Reply lane by itself",
        snooze_message,
        example="postpone 7 --until 2026-06-01",
        more="Without --until it sleeps for a day. Its window to answer goes on closing.",
    )
    snooze.add_argument("message", metavar="MESSAGE", type=arguments.number)
    snooze.add_argument(
        "--until", metavar="TIME", type=arguments.moment, help="a day or an ISO 8601 time"
    )


def log_reply(args: argparse.Namespace) -> Answer:
    """Log what a person wrote."""
    from dm_assistant.cli import documents, pages
    from dm_assistant.services.replies import log

    with session.opened(args) as workspace:
        at = args.at and arguments.instant(args.at, workspace.timezone)
        logged = log(workspace, args.handle, args.text, at=at, before=args.before)
    return Answer(lambda: documents.reply(logged), lambda: pages.reply(logged))


def classify_reply(args: argparse.Namespace) -> Answer:
    """Record what a reply means."""
    from dm_assistant.services.replies import classify

    with session.opened(args) as workspace:
        classify(workspace, args.message, args.kind, args.reason)
    return say(
        {"message": args.message, "intent": args.kind.value},
        f"message {args.message}: {args.kind.value}",
    )


def archive_message(args: argparse.Namespace) -> Answer:
    """Take a message out of the Reply lane."""
    from dm_assistant.services.replies import archive

    with session.opened(args) as workspace:
        archive(workspace, args.message)
    return say(
        {"message": args.message, "archived": True}, f"message {args.message} is out of the lane"
    )


def snooze_message(args: argparse.Namespace) -> Answer:
    """Put a message of theirs off."""
    from dm_assistant.services.replies import snooze

    with session.opened(args) as workspace:
        until = args.until and arguments.instant(args.until, workspace.timezone)
        snooze(workspace, args.message, until)
    return say({"message": args.message, "snoozed": True}, f"message {args.message} sleeps for now")


def answer_message(args: argparse.Namespace) -> Answer:
    """Make an answer that is ready to hand over, or list the ready ones."""
    from dm_assistant.cli import documents, pages
    from dm_assistant.services.answers import answer, ready_answers

    if args.text and args.template:
        raise BadInputError("say --text or --template, not both")
    with session.opened(args) as workspace:
        text, template = args.text, args.template or ""
        if text is None:
            ready = dict(ready_answers(workspace, _writer(workspace, args.message)))
            if not template:
                return _listed(ready)
            if template not in ready:
                names = ", ".join(ready) or "none"
                raise BadInputError(f"there is no ready answer '{template}'; there are: {names}")
            text = ready[template]
        card = answer(workspace, args.message, text, template)
    return Answer(lambda: [documents.draft(card)], lambda: pages.draft(card))


def _writer(workspace: Workspace, message: int) -> int:
    from dm_assistant.services.cards import card
    from dm_assistant.services.views import ItemId

    return card(workspace, ItemId("inbound", message)).row.contact_id


def _listed(ready: dict[str, str]) -> Answer:
    from dm_assistant.cli.printing import paragraph

    return Answer(
        lambda: [{"name": name, "text": text} for name, text in ready.items()],
        lambda: (
            [line for name, text in ready.items() for line in (name, *paragraph(text))]
            or ["there is no ready answer that fits; say --text"]
        ),
    )
