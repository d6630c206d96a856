"""How fast the hand-over goes, and how many places are left, in words short enough for a border."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from dm_assistant.domain.rules.pace import HOUR
from dm_assistant.domain.rules.places import Places
from dm_assistant.services.outbox import Outbox
from dm_assistant.services.own_pace import AccountPace
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.widgets.sheet import Paragraph, said
from dm_assistant.tui.wording import counted

MINUTE = timedelta(minutes=1)
DIM = "$foreground-muted"
WHO = {"first contacts": "new people", "messages": "all"}


def kinds(messages: int, public: int) -> str:
    """Return ``12 messages, 14 public replies``; what there is none of is left out."""
    words = [counted(messages, "message")] if messages or not public else []
    words += [counted(public, "public reply", "public replies")] if public else []
    return ", ".join(words)


def left_words(waits: Outbox, count: int) -> str:
    """Return ``35 s each, 26 left, about 14 min``, and whether the seconds are only assumed."""
    known = ", assumed" if waits.each.assumed else ""
    words = f"{waits.each.seconds:.0f} s each{known}, {count:,} left"
    return words + (f", about {ceil(waits.takes(count) / MINUTE)} min" if count else "")


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
