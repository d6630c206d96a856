"""The command ``impact``: the platform's daily figures beside the days with messages."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, count, paragraph

if TYPE_CHECKING:
    from datetime import date

    from dm_assistant.domain.figures import DailyFigure
    from dm_assistant.domain.statistics.effect import Effect
    from dm_assistant.domain.statistics.impact import Impact
    from dm_assistant.domain.statistics.placebo import Rank

CHART = 45
LABEL = 14
DAY = 12


def register(commands: Commands) -> None:
    """Add the command that shows the creator's own days; it belongs to the numbers."""
    impact = commands.add(
        "impact",
        "show your platform's figures beside the days you wrote on",
        show_impact,
        example="impact\nimpact --since 2026-03-01 --json\nimpact --date 2026-05-12",
        more="The last 28 days unless --since says otherwise. Days that are not known are gaps,\n"
        "and days side by side do not show what caused what: a hold-out of a campaign does.",
    )
    impact.add_argument("--since", metavar="DATE", type=arguments.moment, help="from that day on")
    impact.add_argument("--until", metavar="DATE", type=arguments.day, help="up to that day")
    impact.add_argument(
        "--date", metavar="DATE", type=arguments.day, help="rank the rise after that day"
    )
    impact.add_argument(
        "--account", metavar="HANDLE", type=arguments.words, help="of this account of yours"
    )


def show_impact(args: argparse.Namespace) -> Answer:
    """Show the days, and what may be said of what messages moved."""
    from datetime import datetime

    from dm_assistant.domain.statistics.effect import rank_json
    from dm_assistant.services.impact import effect, impact, ranks

    since = args.since.date() if isinstance(args.since, datetime) else args.since
    with session.opened(args) as workspace:
        asked = {"since": since, "until": args.until, "account": args.account}
        found, moved = impact(workspace, **asked), effect(workspace, **asked)
        ranked = () if args.date is None else ranks(workspace, args.date, account=args.account)

    def document() -> dict[str, object]:
        dated = {} if args.date is None else {"date": rank_json(ranked)}
        return found.as_json() | moved.as_json() | dated

    return Answer(document, lambda: (*_page(found), *_effect(moved, ranked, found.first_on)))


def _page(found: Impact) -> Iterator[str]:
    from dm_assistant.domain.statistics.impact import SHOWN, SIDE_BY_SIDE, groups, told

    days = len(found.sent)
    yield f"{found.first_on} to {found.last_on}: figures of {found.known} of {count(days, 'day')}"
    if found.newest_on is None:
        yield "no figures yet: download Overview and Followers in TikTok Studio, then import them"
    for name in SHOWN:
        yield _row(found, name)
    yield f"{'DMs sent':<{LABEL}} {sum(found.sent):,} on {count(sum(map(bool, found.sent)), 'day')}"
    last_start, last_end = groups(days, CHART)[-1]
    if last_end - last_start > 1:
        yield f"Each bar is the mean of {last_end - last_start} days, as far as they are known."
    yield from (f"{on}  {words}" for on, words in told(found.happenings))
    yield SIDE_BY_SIDE


def _effect(found: Effect, ranked: Sequence[Rank], first_on: date) -> Iterator[str]:
    from dm_assistant.domain.statistics import effect_words
    from dm_assistant.domain.statistics.effect import surges_told
    from dm_assistant.domain.text import to_screen

    yield ""
    for on, words in surges_told(found.surges):
        if on >= first_on:
            first, *more = paragraph(words, " " * DAY)
            yield from (f"{on}  {first.strip()}", *more)
    told = [*found.sentences()]
    if len(found.campaigns) > 1:
        told += [
            f"{to_screen(each.campaign)}: {effect_words.holdout(each.outcome)}"
            for each in found.campaigns
            if not each.outcome.reason
        ]
    for sentence in (*told, *map(effect_words.rank, ranked)):
        yield from paragraph(sentence, "")


def _row(found: Impact, name: DailyFigure) -> str:
    from dm_assistant.domain.statistics import impact

    values = found.figures[name]
    groups = impact.groups(len(values), CHART)
    drawn = impact.bars(
        tuple(impact.mean(values[start:end]) for start, end in groups),
        from_zero=impact.adds_up(name),
    )
    known = f"{found.days_known(name)} of {count(len(values), 'day')} known"
    if not impact.adds_up(name):
        return f"{impact.SHOWN[name]:<{LABEL}} {drawn}  {growth_words(found)}, {known}"
    total = found.total(name)
    return (
        f"{impact.SHOWN[name]:<{LABEL}} {drawn}  {'–' if total is None else f'{total:,}'}, {known}"
    )


def growth_words(found: Impact) -> str:
    """Return from how many followers to how many, or why that cannot be said."""
    grown = found.growth
    if grown.start is None or grown.end is None:
        return f"– ({grown.reason})"
    rate = f"{grown.rate:+.1%}".replace("%", " %") if grown.rate is not None else grown.reason
    return f"{grown.start.followers:,} to {grown.end.followers:,} ({rate})"
