"""Commands that move a draft along its life."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, handing, session
from dm_assistant.cli.drafting import add_fill
from dm_assistant.cli.parser import Commands, Parser
from dm_assistant.cli.printing import Answer
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.domain.rules.overrides import Override
    from dm_assistant.services.views import Moved

REFUSED = handing.REFUSED
OVERRIDING = handing.OVERRIDING


def register(commands: Commands) -> None:
    """Add the commands that move drafts."""
    commands.family("decide and send")
    approve = commands.add(
        "approve",
        "approve drafts; each takes its person's one slot",
        approve_drafts,
        example="approve 12 13",
        more="A refused draft is named with its verdict; the others are approved.\n" + OVERRIDING,
    )
    add_override(approve)
    invite = commands.add(
        "invite",
        "write and approve public replies to people who have not agreed yet",
        invite_people,
        example="invite 12",
        more="The reply asks them to write your keyword; the draft itself waits for their word.\n"
        "Your keyword is facts.keyword in config.toml, or --fill keyword=WORD.",
    )
    add_fill(invite)
    add_ids(approve)
    add_ids(invite)
    add_ids(commands.add("skip", "put drafts aside for good", skip_drafts, example="skip 14"))
    snooze = commands.add(
        "snooze",
        "put drafts off",
        snooze_drafts,
        example="snooze 15 --until 2026-06-01",
        more="Without --until the policy says for how long.",
    )
    snooze.add_argument(
        "--until", metavar="TIME", type=arguments.moment, help="a day or an ISO 8601 time"
    )
    add_ids(snooze)
    add_sending(commands)


def add_sending(commands: Commands) -> None:
    """Add the commands of sending by hand, and of the creator's word on how it went."""
    hand_over = handing.add_hand_over(commands)
    add_override(hand_over)
    sent = commands.add("sent", "say that you sent them", mark_sent, example="sent 12")
    seen = commands.add("seen", "say that they were seen", mark_seen, example="seen 12")
    failed = commands.add(
        "failed",
        "say that they could not be sent",
        mark_failed,
        example='failed 12 --reason "messages closed"',
    )
    failed.add_argument("--reason", metavar="TEXT", type=arguments.words, default="")
    for place in (sent, seen, failed):
        add_ids(place)


def add_override(place: Parser) -> None:
    """Add the rule to set aside, and why."""
    place.add_argument("--override", metavar="RULE", type=arguments.words)
    place.add_argument(
        "--reason", metavar="TEXT", type=arguments.words, help="why, in 15 characters or more"
    )


def add_ids(place: Parser) -> None:
    """Add the drafts a command is about."""
    place.add_argument(
        "ids", metavar="ID", type=arguments.number, nargs="+", help="as queue lists them"
    )


def approve_drafts(args: argparse.Namespace) -> Answer:
    """Approve drafts."""
    from dm_assistant.services.life import approve

    with session.opened(args) as workspace:
        return _moved(approve(workspace, _ids(args), override=override_of(args)))


def invite_people(args: argparse.Namespace) -> Answer:
    """Approve public replies to the people these drafts are for."""
    from dm_assistant.services.inviting import invite

    with session.opened(args) as workspace:
        return _moved(invite(workspace, _ids(args), extra=arguments.by_name("--fill", args.fill)))


def skip_drafts(args: argparse.Namespace) -> Answer:
    """Put drafts aside for good."""
    from dm_assistant.services.life import skip

    with session.opened(args) as workspace:
        return _moved(skip(workspace, _ids(args)))


def snooze_drafts(args: argparse.Namespace) -> Answer:
    """Put drafts off."""
    from dm_assistant.services.life import snooze

    with session.opened(args) as workspace:
        until = args.until and arguments.instant(args.until, workspace.timezone)
        return _moved(snooze(workspace, _ids(args), until))


def mark_sent(args: argparse.Namespace) -> Answer:
    """Record the creator's word that messages were sent."""
    from dm_assistant.services.life import sent

    with session.opened(args) as workspace:
        return _moved(sent(workspace, _ids(args)))


def mark_seen(args: argparse.Namespace) -> Answer:
    """Record the creator's word that messages were seen."""
    from dm_assistant.services.life import seen

    with session.opened(args) as workspace:
        return _moved(seen(workspace, _ids(args)))


def mark_failed(args: argparse.Namespace) -> Answer:
    """Record that messages could not be sent."""
    from dm_assistant.services.life import could_not_send

    with session.opened(args) as workspace:
        return _moved(could_not_send(workspace, _ids(args), args.reason))


def override_of(args: argparse.Namespace) -> Override | None:
    """Return the rule to set aside, if one is named with a reason."""
    from dm_assistant.domain.rules.overrides import Override

    if args.override is None and args.reason is None:
        return None
    if not (args.override and args.reason):
        raise BadInputError("say both: --override RULE --reason TEXT")
    return Override(args.override, args.reason)


def _ids(args: argparse.Namespace) -> list[int]:
    return list(dict.fromkeys(args.ids))


def _moved(moved: Sequence[Moved]) -> Answer:
    from dm_assistant.cli import documents, pages

    refused = any(one.refused for one in moved)
    return Answer(
        lambda: documents.moves(moved), lambda: pages.moves(moved), REFUSED if refused else 0
    )
