"""The same number read from every place that has it: the lanes, the people, what was sent."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from dm_assistant.domain.model import Lane
from dm_assistant.tui.desk import open_desk
from tests.day.conftest import Commands

Counts = dict[str, int]


def counts(say: Commands, home: Path) -> Counts:
    """Return the lanes and the outbox, after seeing that every place says the same."""
    page = say("queue")
    found: Counts = page["counts"]
    listed = Counter(item["lane"] for item in page["items"])
    assert all(listed[lane.value] == found[lane.value] for lane in Lane)
    desk = open_desk(home)
    try:
        shown = desk.counts()
        for lane in Lane:
            ids = desk.ids(lane, "")
            assert len(ids) == shown.of(lane) == found[lane.value], lane
            assert len(set(desk.rows(ids))) == len(ids), lane
        waiting = Counter(row.state.value for row in desk.outbox() if row.state)
        for state in ("approved", "handed_over"):
            assert waiting[state] == getattr(shown, state) == found[state], state
    finally:
        desk.close()
    return found


def tiers(say: Commands) -> Counter[str]:
    """Return how many people are of each tier, after seeing that the filters say the same."""
    found = Counter(each["tier"] for each in say("contacts"))
    for tier, number in found.items():
        assert len(say("contacts", "--segment", f"tier:{tier}")) == number, tier
    return found


def outbox(home: Path) -> list[int]:
    """Return the numbers of what waits for hand-over, in its order."""
    desk = open_desk(home)
    try:
        return [row.item.id for row in desk.outbox()]
    finally:
        desk.close()


def last_sent(say: Commands, handle: str) -> dict[str, Any]:
    """Return the message that somebody was sent last, as ``show`` tells of it."""
    entries = [each for each in say("show", handle)["timeline"] if each["kind"] == "sent"]
    return max(entries, key=lambda each: str(each["at"]))
