"""The command ``impact``: the platform's daily figures beside the days with messages."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, count

if TYPE_CHECKING:
    from dm_assistant.domain.figures import DailyFigure
    from dm_assistant.domain.statistics.impact import Impact

CHART = 45
LABEL = 14


def register(commands: Commands) -> None:
    """Add the command that shows the creator's own days; it belongs to the numbers."""
    impact = commands.add(
        "impact",
        "show your platform's figures beside the days you wrote on",
        show_impact,
        example="impact\nimpact --since 2026-03-01 --json",
        more="The last 28 days unless --since says otherwise. Days that are not known are gaps,\n"
        "and days side by side do not show what caused what.",
    )
    impact.add_argument("--since", metavar="DATE", type=arguments.moment, help="from that day on")


def show_impact(args: argparse.Namespace) -> Answer:
    """Show the days."""
    from datetime import datetime

    from dm_assistant.services.impact import impact

    since = args.since
    with session.opened(args) as workspace:
        found = impact(workspace, since=since.date() if isinstance(since, datetime) else since)
    return Answer(found.as_json, lambda: _page(found))


def _page(found: Impact) -> Iterator[str]:
    from dm_assistant.domain.statistics.impact import SHOWN, groups, told

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
    yield from found.sentences()


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
