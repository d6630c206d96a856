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
WHO = {"first contacts": "new people", "messages": "all"}


def kinds(messages: int, public: int) -> str:
    """Return ``12 messages, 14 public replies``; what there is none of is left out."""
    words = [counted(messages, "message")] if messages or not public else []
    words += [counted(public, "public reply", "public replies")] if public else []
    return ", ".join(words)


def left_words(count: int, pace: AccountPace | None, run: list[float]) -> str:
    """Return ``35 s each (28 s now), 26 left, about 14 min``; what is not known is left out."""
    now = tempo(run[::-1])
    there = now.known >= ENOUGH
    before = Tempo() if pace is None else pace.tempo
    words = f"{before.seconds:.0f} s each" if before.known else ""
    if there:
        words += f" ({now.seconds:.0f} s now)" if words else f"{now.seconds:.0f} s each now"
    rest = (now if there else before).left(count)
    words += f"{', ' if words else ''}{count:,} left"
    return words + (f", about {ceil(rest / MINUTE)} min" if rest and count else "")


def pace_lines(pace: AccountPace | None, clock: Clock) -> list[Paragraph]:
    """Say how many of the account's places are taken, and when the next comes free."""
    if pace is None:
        return []
    words = []
    for what in dict.fromkeys(each.what for each in pace.places):
        taken = [_taken(each) for each in pace.places if each.what == what]
        words.append(f"{WHO[what]} {', '.join(taken)}")
    lines = [said((f"Taken: {' · '.join(words)}", DIM), hang=2)]
    lines += [
        said(
            (f"No place for {each.what}", "bold"),
            f": the next is free {clock.when(each.free_at)}",
            hang=2,
        )
        for each in pace.places
        if each.free_at
    ]
    return lines


def _taken(each: Places) -> str:
    return f"{each.taken}/{each.cap} in {'1 h' if each.window == HOUR else '24 h'}"
