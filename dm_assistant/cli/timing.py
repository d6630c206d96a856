"""The command ``timing``: which hours, how sure, and when people are active."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, paragraph
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.domain.statistics.heat_map import HeatMap
    from dm_assistant.domain.statistics.timing import Timing

DAY, CELL, COUNT, SHARE = 10, 8, 13, 7


def register(commands: Commands) -> None:
    """Add the command about hours; it belongs to the numbers."""
    timing = commands.add(
        "timing",
        "show which hours are better for writing, and when people are active",
        show_timing,
        example="timing\ntiming --since 2026-03-01 --json",
        more="A best time is named only from 100 messages on whose reply window is over, and\n"
        "only where chance alone would hardly make the hours differ as much. Ranges are of 80 %.",
    )
    timing.add_argument(
        "--since", metavar="DATE", type=arguments.moment, help="only what happened from then on"
    )


def show_timing(args: argparse.Namespace) -> Answer:
    """Show the hours."""
    from dm_assistant.services.timing import timing

    with session.opened(args) as workspace:
        since = args.since and arguments.instant(args.since, workspace.timezone)
        if since and since > workspace.now():
            raise BadInputError("--since lies in the future")
        found = timing(workspace, since=since)
    return Answer(found.as_json, lambda: page(found))


def page(found: Timing) -> Iterator[str]:
    """Yield the lines for people."""
    from dm_assistant.domain.statistics import heat_map

    sending = found.sending
    words = sending.sentences()
    yield from _told(words[:1])
    if sending.n:
        yield ""
        head = f"{sending.n:,} first messages, {sending.k:,} answered within "
        yield f"{head}{sending.window.days} days:"
        yield from _map(heat_map.of_sending(sending))
        yield from _told([sending.gate.chance(), *words[1:]])
    yield ""
    yield "When your fans are active: each person once for each block of each day"
    if found.active.n:
        yield from _map(heat_map.of_active(found.active))
    yield from _told(found.active.sentences())
    yield from _told([f"Those with a draft waiting: {found.waiting.sentences()[0]}"])
    if found.followers.days:
        yield ""
        yield "Active followers by TikTok Studio, in an hour"
        yield from _map(heat_map.of_followers(found.followers))
    yield from _told(found.followers.sentences())


def _told(sentences: Sequence[str]) -> Iterator[str]:
    for sentence in sentences:
        yield from paragraph(sentence, "")


def _map(drawn: HeatMap) -> Iterator[str]:
    from dm_assistant.domain.statistics.thresholds import RATE_FROM
    from dm_assistant.domain.statistics.week_grid import BLOCKS

    head = " " * DAY + "".join(f"{block:>{CELL}}" for block in BLOCKS) + f"{'all day':>{COUNT}}"
    yield f"{head}{drawn.share:>{SHARE}}".rstrip()
    for day, cells, total in drawn.rows():
        marks = "".join(f"{text:>{CELL - 2}}{shade}" for text, shade in cells)
        early = "" if total.bar is None or total.bar.firm else " e"
        yield f"{day:<{DAY}}{marks}{total.count:>{COUNT}}{total.share:>{SHARE}}{early}".rstrip()
    for label, words in drawn.foot:
        yield f"{label:<{DAY}}" + "".join(f"{each:>{CELL}}" for each in words)
    yield drawn.legend
    if any(total.bar is not None and not total.bar.firm for total in drawn.weekdays):
        yield f"e: early, fewer than {RATE_FROM} messages"
