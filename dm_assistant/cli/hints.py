"""The command that says what is missing in a workspace, and how hints are printed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json

if TYPE_CHECKING:
    from dm_assistant.services.hints import Hint


def register(commands: Commands) -> None:
    """Add the command that says what is missing."""
    hints = commands.add(
        "hints",
        "say what is missing, and what to do about it",
        list_hints,
        example="hints\nhints --away backup",
        more="Each is shown until it is mended or put away; doctor shows all of them.",
    )
    hints.add_argument("--away", metavar="NAME", type=arguments.words, help="show this one no more")


def list_hints(args: argparse.Namespace) -> Answer:
    """Say what is missing, or put one hint away."""
    from dm_assistant.services import hints

    with session.opened(args) as workspace:
        if args.away:
            hints.put_away(workspace, args.away)
        found = hints.hints(workspace)
    return Answer(lambda: document(found), lambda: lines(found) or ["nothing is missing"])


def document(found: Sequence[Hint]) -> Json:
    """Return hints for programs."""
    return [{"name": each.name, "words": each.words, "act": each.act} for each in found]


def lines(found: Sequence[Hint]) -> list[str]:
    """Return each hint as one line."""
    size = max((len(each.name) for each in found), default=0)
    return [f"hint {each.name:<{size}}  {each.words} → {each.act}" for each in found]
