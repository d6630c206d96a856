"""How fast the hand-over goes, and how many places are left, in words short enough for a border."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from dm_assistant.domain.rules.pace import HOUR
from dm_assistant.domain.rules.places import Places
from dm_assistant.domain.tempo import Tempo, tempo
from dm_assistant.services.outbox import AccountPace
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.sheet import Paragraph, said
from dm_assistant.tui.wording import counted

ENOUGH = 3
"""Messages of one run that say more about it than earlier ones do."""
MINUTE = timedelta(minutes=1)
DIM = "$foreground-muted"


def kinds(messages: int, public: int) -> str:
    """Return ``12 messages, 14 public replies``; what there is none of is left out."""
    words = [counted(messages, "message")] if messages or not public else []
    words += [counted(public, "public reply", "public replies")] if public else []
    return ", ".join(words)


def left_words(count: int, pace: AccountPace | None, run: list[float]) -> str:
    """Return ``26 left, about 14 min``; without a time where none is known."""
    now = tempo(run[::-1])
    known = now if now.known >= ENOUGH or pace is None else pace.tempo
    rest = known.left(count)
    return f"{count:,} left" + (f", about {ceil(rest / MINUTE)} min" if rest and count else "")


def pace_lines(pace: AccountPace | None, run: list[float], clock: Clock) -> list[Paragraph]:
    """Say seconds per message and the account's places."""
    if pace is None:
        return []
    now = tempo(run[::-1])
    words = [_seconds(now, "this time", len(run))] if now.known else []
    words += [_seconds(pace.tempo, "the last", pace.tempo.known)] if pace.tempo.known else []
    lines = [said((" · ".join(words), DIM))] if words else []
    lines.append(said((" · ".join(_taken(each) for each in pace.places), DIM)))
    full = [each for each in pace.places if each.free_at]
    lines += [
        said(
            (f"No place for {each.what}", "bold"),
            f": the next is free {clock.when(each.free_at)}",
            hang=2,
        )
        for each in full
        if each.free_at
    ]
    return lines


def _seconds(known: Tempo, what: str, count: int) -> str:
    return f"{known.seconds:.0f} s each, {what} {count}"


def _taken(each: Places) -> str:
    span = "1 h" if each.window == HOUR else "24 h"
    return f"{each.what} {each.taken}/{each.cap} in {span}"
