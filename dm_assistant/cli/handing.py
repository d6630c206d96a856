"""The hand-over on the command line: what waits, one message to paste, and what came back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands, Parser
from dm_assistant.cli.printing import Answer
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dm_assistant.services.views import HandOver, Moved

REFUSED = 3
OVERRIDING = (
    "--override sets one rule aside for one message: one per person in 30 days, three a day.\n"
    "check says which findings may be overridden."
)


def add_hand_over(commands: Commands) -> Parser:
    """Add the command that gives approved messages out, and says what waits and what came back."""
    hand_over = commands.add(
        "handover",
        "print approved messages to paste, each with its link",
        hand_over_drafts,
        example="handover\nhandover 12 --qr\nhandover --recent",
        more="Without an ID it says what waits, the pace of each account, and how long it takes.\n"
        "The rules are asked once more, in the same transaction that records it.\n" + OVERRIDING,
    )
    hand_over.add_argument(
        "ids", metavar="ID", type=arguments.number, nargs="*", help="as queue lists them"
    )
    hand_over.add_argument(
        "--recent", action="store_true", help="what went out in 7 days, and what came of it"
    )
    hand_over.add_argument(
        "--qr", action="store_true", help="show link and text as QR codes, for the phone"
    )
    hand_over.add_argument(
        "--light", action="store_true", help="with --qr: the terminal's ground is light"
    )
    return hand_over


def hand_over_drafts(args: argparse.Namespace) -> Answer:
    """Hand approved messages over for sending; what the rules stop by then is named."""
    from dm_assistant.cli import moves

    ids = list(dict.fromkeys(args.ids))
    override = moves.override_of(args)
    if override is not None and len(ids) != 1:
        raise BadInputError("an override is for one draft: name just that one")
    if args.light and not args.qr:
        raise BadInputError("--light says how to draw what --qr shows: add --qr")
    if args.qr and not ids:
        raise BadInputError("--qr shows the link and the text of messages: name them by their ID")
    if args.recent and ids:
        raise BadInputError("--recent lists what went out: name no ID beside it")
    if not ids:
        return _listed(args)
    from dm_assistant.services.life import hand_over, hand_over_many

    with session.opened(args) as workspace:
        if len(ids) == 1:
            given: tuple[HandOver | Moved, ...] = (hand_over(workspace, ids[0], override=override),)
        else:
            given = hand_over_many(workspace, ids)
    return _given(given, qr=args.qr, light=args.light)


def _given(given: Sequence[HandOver | Moved], *, qr: bool, light: bool) -> Answer:
    from dm_assistant.cli import documents, handing_pages, pages
    from dm_assistant.services.views import Moved

    def lines() -> list[str]:
        shown: list[str] = []
        for one in given:
            shown += pages.handed(one)
            if qr and not isinstance(one, Moved):
                shown += handing_pages.qr_codes(one, light_ground=light)
        return shown

    return Answer(
        lambda: [documents.handed(one) for one in given],
        lines,
        REFUSED if any(isinstance(one, Moved) for one in given) else 0,
    )


def _listed(args: argparse.Namespace) -> Answer:
    from dm_assistant.cli import handing_pages
    from dm_assistant.services import coming_back, outbox

    with session.opened(args) as workspace:
        if args.recent:
            sent = coming_back.recent(workspace)
            return Answer(
                lambda: handing_pages.recent_document(sent), lambda: handing_pages.recent(sent)
            )
        found = outbox.outbox(workspace)
    return Answer(lambda: handing_pages.outbox_document(found), lambda: handing_pages.outbox(found))
