"""The reply rate of each step of a campaign: every answer is credited to one message, the last.

A message counts where the contact was still silent when it went out. Steps are never mixed with
openers: those are judged by contact, whatever was sent later (see ``rates``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from dm_assistant.domain.statistics.figures import Rate, share_so_far


class Message(NamedTuple):
    """One message of a step; ``replied`` is the answer it is credited with, in Unix seconds.

    ``silent`` says that nothing had come back when it went out.
    """

    sent: int
    replied: int | None
    silent: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What became of the messages of one step; 0 are the openers."""

    step: int
    sent: int
    reply: Rate

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {"step": self.step, "sent": self.sent, "reply": self.reply.as_json()}


def by_step(
    messages: Mapping[int, Sequence[Message]], now: datetime, window: timedelta
) -> tuple[Step, ...]:
    """Return the reply rate of each step; none while nobody was written to twice."""
    return tuple(
        Step(step, len(messages[step]), _rate(messages[step], int(now.timestamp()), window))
        for step in sorted(messages)
    )


def _rate(messages: Sequence[Message], now: int, window: timedelta) -> Rate:
    span = int(window.total_seconds())
    events: list[int] = []
    waiting: list[int] = []
    asked = [each for each in messages if each.silent]
    for each in asked:
        if each.replied is not None and each.sent <= each.replied <= min(now, each.sent + span):
            events.append(each.replied - each.sent)
        elif now - each.sent < span:
            waiting.append(max(now - each.sent, 0))
    mature = sum(now - each.sent >= span for each in asked)
    return share_so_far(sorted(events), sorted(waiting), n=len(asked), mature=mature)
