"""The day in the life by keys alone, at 80 by 24, in the numbers that were promised."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from dm_assistant.services.views import LaneCounts
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk, open_desk
from dm_assistant.tui.screens.inbox import Inbox
from tests.day import calendar, words
from tests.day.conftest import Made
from tests.tui.settling import notes, press, settle, shown, typed

ANSWERS = {"gear": 1, "thanks-back": 2, "gentle-no": 2, "collab-maybe": 3, "later": 4}
"""How often the key of the ready answers is pressed for each of them."""
OTHER_DEALS = {"archive": ("x",), "opt_out": ("c", "s"), "snooze": ("z",)}
YESTERDAY = tuple(words.YESTERDAY[number][0] for number in (2, 0, 1))
MOST_KEYS = 126


class Walk:
    """The creator at the keys: what was pressed, what is on the screen, what the time is."""

    def __init__(self, pilot: Pilot[int], app: DmAssistantApp, desk: Desk) -> None:
        self.pilot, self.app, self.desk = pilot, app, desk
        self.pressed: dict[str, int] = {}
        self._phase = ""

    def at(self, clock: str, phase: str) -> None:
        """Go on to a time of the Saturday, and to another part of the day."""
        self.desk._ws.fixed_now = calendar.at(0, clock)  # noqa: SLF001 - time goes by
        self._phase = phase

    async def press(self, *keys: str) -> None:
        """Press keys."""
        self.pressed[self._phase] = self.pressed.get(self._phase, 0) + len(keys)
        await press(self.pilot, *keys)

    async def write(self, text: Iterable[str]) -> None:
        """Type words, which are not counted."""
        await typed(self.pilot, text)

    def sees(self, *wanted: str) -> None:
        """Hold the screen to words."""
        screen = " ".join(shown(self.app).split())
        for each in wanted:
            assert " ".join(each.split()) in screen, f"{each!r} is not on\n{shown(self.app)}"

    def lanes(self, *counts: int) -> None:
        """Hold the lanes to their counts, on the screen and as the services have them."""
        found = LaneCounts(*counts)
        assert self.desk.counts() == found
        reply, ready, invite, held, blocked = counts[:5]
        self.sees(f"Reply {reply}", f"Ready {ready}", f"Invite {invite}", f"Held {held}")
        self.sees(f"Blocked {blocked}", f"To hand over {found.approved + found.handed_over}")

    def sent(self) -> Any:
        """Return the totals of the numbers."""
        return self.desk.numbers.stats("purpose").totals


@pytest.mark.slow
async def test_the_day_is_done_by_keys_in_the_promised_numbers(early: Path, made: Made) -> None:
    desk = open_desk(early)
    app = DmAssistantApp(desk, early)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        walk = Walk(pilot, app, desk)
        await _import(walk, made.file)
        await _plan(walk)
        await _reply(walk)
        await _decide(walk)
        await _hand_over(walk)
        await _log(walk)
        await _end(walk)
    desk.close()
    total = sum(walk.pressed.values())
    sys.stdout.write(f"{total} keys: {walk.pressed}\n")
    assert total <= MOST_KEYS, walk.pressed


async def _import(walk: Walk, file: Path) -> None:
    walk.at("09:40", "import")
    await walk.press("0", "i")
    await walk.write(str(file))
    await walk.press("enter")
    walk.sees("412 read: 400 new, 0 changed, 9 known, 3 rejected", "106 new, 77 known")
    assert walk.desk.counts() == LaneCounts(11, 0, 0, 23, 3)
    await walk.press("ctrl+s")
    walk.sees("412 read: 400 new, 0 changed, 9 known, 3 rejected", "8 imports")
    assert "A backup was made first." in notes(walk.app)


async def _plan(walk: Walk) -> None:
    walk.at("09:42", "plan")
    await walk.press("1")
    walk.sees("Your 20 minutes", "40 cards, done about 10:03", "146 have no draft yet")
    walk.sees("263 people known", "Reply 11", "Ready 0", "Held 23", "closes at 11:10")
    await walk.press("g")
    walk.lanes(11, 34, 88, 41, 9)
    walk.sees("Reply · 0 of 42, done about 10:03")
    assert "146 drafts made; u takes them back. 42 cards planned" in notes(walk.app)


async def _reply(walk: Walk) -> None:
    walk.at("09:43", "reply")
    assert isinstance(walk.app.screen, Inbox)
    for written in words.WAITING:
        row = walk.app.screen.queue.current_row
        assert row is not None
        assert row.text == written.text
        if written.deal == "opt_out":
            await press(walk.pilot, "x")
            assert walk.app.screen.queue.current_row == row, "a refused act leaves the line"
        answer = ("enter", *["f2"] * ANSWERS.get(written.deal, 0), "ctrl+s")
        await walk.press(*OTHER_DEALS.get(written.deal, answer))
    walk.lanes(0, 34, 88, 40, 9, 7)
    walk.sees("▸Ready 34", "11 of 42")


async def _decide(walk: Walk) -> None:
    walk.at("09:47", "ready")
    await walk.press(*"a" * 9)
    for _ in range(3):
        await walk.press("e")
        await walk.write(" Enjoy!")
        await walk.press("ctrl+s", "a")
    await walk.press("s")
    walk.lanes(0, 21, 88, 40, 9, 19)
    walk.sees("24 of 42")
    walk.at("09:50", "invite")
    await walk.press("tab")
    walk.sees("1 of 8", "not agreed yet: invite them in public")
    await walk.press("asterisk", "a")
    walk.sees("Invite 8 of 8 in Invite?")
    await walk.press("enter", "tab", *["space"] * 6, "a", "enter")
    assert "Public reply approved for 6 people" in notes(walk.app)
    walk.lanes(0, 21, 74, 54, 9, 33)


async def _hand_over(walk: Walk) -> None:
    walk.at("09:52", "hand over")
    await walk.press("h")
    walk.sees("19 messages, 14 public replies")
    before = walk.sent().sent
    await walk.press(*["enter"] * 33)
    walk.sees("Went out in 7 days · 32 of 42", "45 of 56 sent", "not known to be used")
    assert "News of the 12 messages of before?" in notes(walk.app)
    assert walk.desk.counts() == LaneCounts(0, 21, 74, 54, 9)
    assert walk.sent().sent == before + 12


async def _log(walk: Walk) -> None:
    walk.at("09:58", "log")
    before = walk.sent()
    for text, used in zip(YESTERDAY, (True, True, False), strict=True):
        if not used:
            await walk.press("o", "down", "down", "down")
        await walk.press("l")
        await walk.write(text)
        await walk.press("ctrl+s", *(("up", "R") if used else ()))
    await walk.press(*"oooo")
    walk.sees("1d seen", "1d replied")
    after = walk.sent()
    assert after.sent == before.sent
    assert after.reply.k == before.reply.k + 3
    assert after.redeemed.k == before.redeemed.k + 2
    assert walk.desk.counts() == LaneCounts(3, 21, 74, 54, 9)


async def _end(walk: Walk) -> None:
    walk.at("09:59", "numbers")
    await walk.press("8")
    walk.sees("54 of 56 tried", "2 of 4 given a code", "28 of 50", "2 of 4")
    walk.at("10:00", "end")
    await walk.press("g")
    walk.sees("14 of 20 minutes", "Reply 11 of 11", "Ready 13 of 23", "Hand over 33 of 33")
    walk.sees("7 answered, 2 archived, 1 put away, 1 classed, 12 approved, 14 invited,")
    walk.sees("3 edited, 1 skipped, 33 sent, 5 seen, 3 replies logged, 2 codes redeemed")
    walk.sees("Reply 3 · Ready 21 · Invite 74 · Held 54 · Blocked 9 · to hand over 0")
    walk.sees("The first of it runs out Mon 25 May 09:58, in 2 d: in Reply (2).")
