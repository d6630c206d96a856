"""The command ``stats``: the rates, each as k of n with its range."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, count, paragraph, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.rates import Ladder, Table

DIMENSIONS = (
    "purpose, template, variant, tier, language, relation, warm, weekday, block, campaign, "
    "account, period"
)


def register(commands: Commands) -> None:
    """Add the command that shows the rates."""
    commands.family("numbers")
    stats = commands.add(
        "stats",
        "show how messages were received",
        show_stats,
        example="stats\nstats --by template --since 2026-04-01\n"
        "stats --by period --until 2026-07-01",
        more="Each rate is k of n with a 95 % range; fewer than 5 messages are only counted.\n"
        "How long a reply may take is a setting: settings set numbers.window_days 10",
    )
    stats.add_argument("--by", metavar="DIMENSION", type=_dimension, help=DIMENSIONS)
    stats.add_argument(
        "--since", metavar="DATE", type=arguments.moment, help="only messages sent from then on"
    )
    stats.add_argument(
        "--until", metavar="DATE", type=arguments.moment, help="only messages sent before then"
    )


def _dimension(text: str) -> str:
    return arguments.one_of(text, DIMENSIONS)


def show_stats(args: argparse.Namespace) -> Answer:
    """Show the rates."""
    from dm_assistant.services.numbers import stats

    with session.opened(args) as workspace:
        since = args.since and arguments.instant(args.since, workspace.timezone)
        if since and since > workspace.now():
            raise BadInputError("--since lies in the future")
        until = args.until and arguments.instant(args.until, workspace.timezone)
        found = stats(workspace, by=args.by, since=since, until=until)
    return Answer(found.as_json, lambda: _page(found))


def _page(found: Table) -> Iterator[str]:
    yield from _sent(found)
    if found.ladder is not None and found.ladder.invited.n:
        yield ""
        yield from _ladder(found.ladder)
    yield ""
    yield from _conduct(found)


def _sent(found: Table) -> Iterator[str]:
    from dm_assistant.domain.statistics import words

    if not found.totals.sent:
        yield words.empty_sentence(found)
        if found.since is None and found.until is None:
            yield "Approve a draft, hand it over and say sent: then it is counted here."
        return
    for sentence in _totals(found):
        yield from paragraph(sentence, "")
    if found.by:
        yield ""
        yield from _groups(found)


def _conduct(found: Table) -> Iterator[str]:
    from dm_assistant.domain.statistics import words

    for name, said in words.conduct_sentences(found):
        yield from paragraph(f"{name}: {said}")


def _totals(found: Table) -> Iterator[str]:
    from dm_assistant.domain.statistics import words

    group = found.totals
    yield (
        f"{count(group.sent, 'message')} sent, {group.mature:,} of them older than "
        f"{group.window.days} days, {group.unconfirmed:,} more not confirmed"
    )
    yield words.reply_sentence(group)
    yield words.open_sentence(group.open, group.sent)
    yield f"Positive: {words.positive_sentence(group.positive)}"
    yield f"Opted out: {words.counted(group.opt_out, 'asked to stop')}."
    if group.codes_given:
        yield f"Codes: {words.counted(group.redeemed, 'redeemed')}."
    if group.late_replies:
        yield f"Late replies, in no rate: {group.late_replies:,}."
    if group.median_hours_to_reply is not None:
        yield f"Half of the replies came within {group.median_hours_to_reply:.1f} h."
    if found.failed and found.failed.k:
        yield f"Could not be sent: {words.counted(found.failed, 'tried')}."
    for step in found.steps:
        yield words.step_sentence(step)


def _ladder(ladder: Ladder) -> Iterator[str]:
    from dm_assistant.domain.statistics import words

    yield from table(
        ("public invitations", "each of the step before"),
        ((words.STEPS[name], words.counted(rate, "people")) for name, rate in ladder.steps.items()),
    )


def _groups(found: Table) -> Iterator[str]:
    from dm_assistant.domain.statistics import words

    codes = any(group.codes_given for _, group in found.groups)
    yield from table(
        (
            found.by or "",
            "sent",
            "opted out",
            *(("codes used",) if codes else ()),
            "replied",
            "likely",
        ),
        (
            (
                key or "-",
                f"{group.sent:,}",
                f"{group.opt_out.k} of {group.opt_out.n}",
                *((f"{group.redeemed.k} of {group.redeemed.n}",) if codes else ()),
                f"{group.reply.k} of {group.reply.n}",
                words.brief(group.reply),
            )
            for key, group in found.groups
        ),
        right=(1,),
    )
    if said := words.clock_sentence(found):
        yield said
    yield words.NOT_A_TEST
