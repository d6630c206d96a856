"""Commands that make and change drafts, and the queue they wait in."""

from __future__ import annotations

import argparse

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands, Parser
from dm_assistant.cli.people import add_purpose, add_segment
from dm_assistant.cli.printing import Answer
from dm_assistant.errors import BadInputError

REFUSED = 3
SCREENFUL = 64
"""Rows of a lane that are listed unless --limit says otherwise."""


def register(commands: Commands) -> None:
    """Add the commands about drafts."""
    commands.family("drafts")
    draft = commands.add(
        "draft",
        "write drafts for the top of a segment or for named people",
        make_drafts,
        example="draft --for thanks --top 5\n"
        "draft --for offer --template early --segment superfan\n"
        "draft --for feedback @mia.makes @leo",
        more="Every draft names its template, the source of each personal phrase and its verdict.",
    )
    add_purpose(draft)
    draft.add_argument("--template", metavar="VARIANT", type=arguments.words)
    draft.add_argument("--top", metavar="N", type=arguments.number, help="the best N people")
    add_segment(draft)
    draft.add_argument("handles", metavar="HANDLE", type=arguments.words, nargs="*")
    draft.add_argument("--campaign", metavar="NAME", type=arguments.words, default="")
    add_fill(draft)
    draft.add_argument("--dry-run", action="store_true", help="show them, and stop")
    add_queue(commands)
    add_wording(commands)


def add_wording(commands: Commands) -> None:
    """Add the commands that change the words of one draft."""
    edit = commands.add(
        "edit",
        "change the text of a draft, or answer what it still asks",
        edit_draft,
        example='edit 12 --text "Hi Mia! …" --dry-run\nedit 12 --text "Hi Mia! …"\n'
        'edit 12 --fill "which idea?=a fog duet"',
        more="--dry-run says what the rules find in the words, and where; nothing is changed, and\n"
        "the exit code is 3 if something in the words has to be edited.",
    )
    edit.add_argument("id", metavar="ID", type=arguments.number)
    edit.add_argument("--text", metavar="TEXT", type=arguments.words)
    edit.add_argument(
        "--fill",
        metavar="QUESTION=ANSWER",
        type=arguments.pair,
        action="append",
        default=[],
        help="the answer to a question in its text (again for each)",
    )
    edit.add_argument("--dry-run", action="store_true", help="say what the rules find, and stop")
    variant = commands.add(
        "variant", "write a draft anew from its next template", next_variant, example="variant 12"
    )
    variant.add_argument("id", metavar="ID", type=arguments.number)


def add_fill(place: Parser) -> None:
    """Add the words that templates may use beside what is known of people."""
    place.add_argument(
        "--fill",
        metavar="NAME=TEXT",
        type=arguments.pair,
        action="append",
        default=[],
        help="words for a variable such as idea, or the answer to a template's question "
        "(again for each)",
    )


def add_queue(commands: Commands) -> None:
    """Add the command that lists the lanes."""
    queue = commands.add(
        "queue",
        "list the lanes of the inbox",
        list_queue,
        example="queue\nqueue --lane ready --limit 10\nqueue --lane held --limit 3 --why",
    )
    queue.add_argument("--lane", metavar="LANE", type=arguments.lane, help=arguments.LANES)
    queue.add_argument(
        "--limit",
        metavar="N",
        type=arguments.number,
        help=f"rows of each lane (default: {SCREENFUL}; with --json all)",
    )
    queue.add_argument(
        "--why", action="store_true", help="also what the rules find in each draft, and where"
    )


def make_drafts(args: argparse.Namespace) -> Answer:
    """Make drafts."""
    if args.handles and (args.top or args.segment):
        raise BadInputError("name people, or say --top or --segment, not both")
    if not (args.handles or args.top or args.segment):
        raise BadInputError("say for whom: --top N, --segment NAME or handles")
    from dm_assistant.cli import documents, pages
    from dm_assistant.services.drafting import make

    with session.opened(args) as workspace:
        report = make(
            workspace,
            args.purpose,
            template=args.template,
            top=args.top,
            segment=args.segment,
            names=args.handles,
            campaign=args.campaign,
            extra=arguments.by_name("--fill", args.fill),
            dry_run=args.dry_run,
        )
    return Answer(lambda: documents.drafts(report), lambda: pages.drafts(report))


def list_queue(args: argparse.Namespace) -> Answer:
    """List the lanes: their counts and the first rows of each."""
    from dm_assistant.cli import documents, pages
    from dm_assistant.domain.model import Lane
    from dm_assistant.services import cards, queue

    lanes = [args.lane] if args.lane else list(Lane)
    limit = args.limit or (None if args.json else SCREENFUL)
    with session.opened(args) as workspace:
        counts = queue.counts(workspace)
        rows = [row for lane in lanes for row in queue.first(workspace, lane, limit)]
        outbox = () if args.lane else queue.outbox(workspace)
        listed = [row.item.id for row in [*rows, *outbox] if row.item.kind == "draft"]
        why = cards.verdicts(workspace, listed) if args.why else {}
    return Answer(
        lambda: documents.queue(counts, rows, outbox, why),
        lambda: pages.queue(counts, rows, outbox, why),
    )


def edit_draft(args: argparse.Namespace) -> Answer:
    """Change the text of a draft, or say what the rules would find in it."""
    answers = arguments.by_name("--fill", args.fill) or {}
    if (args.text is None) is (not answers):
        raise BadInputError("say --text TEXT or --fill QUESTION=ANSWER, one of them")
    if args.dry_run and args.text is None:
        raise BadInputError("--dry-run goes with --text")
    from dm_assistant.cli import documents, pages
    from dm_assistant.services.rewriting import answer, edit

    if args.dry_run:
        return _weigh(args)
    with session.opened(args) as workspace:
        if args.text is None:
            card = answer(workspace, args.id, answers)
        else:
            card = edit(workspace, args.id, args.text)
    return Answer(lambda: [documents.draft(card)], lambda: pages.draft(card))


def _weigh(args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import documents, pages
    from dm_assistant.services import weighing

    with session.opened(args) as workspace:
        found = weighing.try_edit(workspace, args.id, args.text)
    return Answer(
        lambda: [documents.weighed(args.id, found)],
        lambda: pages.weighed(args.id, found),
        REFUSED if found.must_change else 0,
    )


def next_variant(args: argparse.Namespace) -> Answer:
    """Write a draft anew from its next template."""
    from dm_assistant.cli import documents, pages
    from dm_assistant.services.rewriting import other_variant

    with session.opened(args) as workspace:
        card = other_variant(workspace, args.id)
    return Answer(lambda: [documents.draft(card)], lambda: pages.draft(card))
