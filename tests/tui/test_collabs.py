"""The board of collaborations: by keys alone from an idea to what it brought."""

import csv
from datetime import timedelta
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot

from dm_assistant.domain.collabs import Stage
from dm_assistant.services.collab_views import CollabValues
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.screens.collabs import Collabs
from dm_assistant.tui.widgets.collab_board import CollabBoard
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, typed

CONCRETE = CollabValues(idea="a lamp for two", i_give="the lamp", they_give="the shade")


def words(program: DmAssistantApp) -> str:
    """Return what is on the screen as one line of words."""
    return " ".join(shown(program).replace("│", " ").split())


def stages(desk: Desk) -> list[Stage]:
    return [each.stage for each in desk.collabs.board()]


def chosen(board: CollabBoard) -> str:
    """Return whose card the cursor stands on."""
    return "" if board.current is None else board.current.handle


async def enter(pilot: Pilot[Any], *lines: str) -> None:
    """Fill a form from the field one is in; the last Enter saves."""
    for line in lines:
        await press(pilot, "ctrl+u")
        await typed(pilot, line)
        await press(pilot, "enter")


async def test_an_empty_board_says_what_to_do_and_an_idea_is_begun_by_keys(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6")
        assert isinstance(program.screen, Collabs)
        assert "Press N for an idea with somebody" in words(program)
        await press(pilot, "N")
        await typed(pilot, "kofi")
        await settle(pilot)
        await press(pilot, "enter")
        assert "An idea with @kofi" in words(program)
        await enter(pilot, "a lamp for two", "the lamp", "the shade")
        [one] = desk.collabs.board()
        assert (one.handle, one.collab.idea, one.collab.they_give) == (
            "kofi",
            "a lamp for two",
            "the shade",
        )
        assert "idea (1)" in words(program)
        assert "@kofi" in words(program)
        await press(pilot, "d")
        assert "Drafted for @kofi" in notes(program)
        assert "0 d · drafted" in words(program)
        await press(pilot, "u")
        assert "0 d · drafted" not in words(program)


async def test_it_goes_on_stage_by_stage_and_asks_for_what_is_missing(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.collabs.add("kofi", CollabValues(idea="a lamp for two"))
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "greater_than_sign")
        assert "@kofi: to pitched" in words(program)
        await enter(pilot, "the lamp", "the shade")
        assert stages(desk) == [Stage.PITCHED]
        await press(pilot, "greater_than_sign")
        assert stages(desk) == [Stage.TALKING]
        await press(pilot, "less_than_sign", "greater_than_sign", "greater_than_sign")
        await enter(pilot, "half each", "saw the wood", "soon")
        assert "A day is written like 2026-06-12." in notes(program)
        await enter(pilot, "2026-03-20")
        assert stages(desk) == [Stage.AGREED]
        assert "saw the wood (due Fri 20 Mar 2026)" in words(program)
        await press(pilot, "greater_than_sign")
        await enter(pilot, "The lamp", "")
        assert "it counts as consent to thanks, feedback and collab" in notes(program)
        await press(pilot, "greater_than_sign")
        await enter(pilot, "warm")
        assert stages(desk) == [Stage.REVIEWED]
        await press(pilot, "enter")
        assert "@kofi: reviewed" in words(program)
        await press(pilot, "pagedown", "pagedown")
        assert "agreed Sat 14 Mar 13:30" in words(program)
        await press(pilot, "escape", "u")
        assert stages(desk) == [Stage.MADE]


async def test_the_cursor_walks_the_board_and_the_mouse_chooses(
    program: DmAssistantApp, desk: Desk
) -> None:
    for handle in ("kofi", "zoe", "liam99", "omar.h"):
        desk.collabs.add(handle, CONCRETE)
    desk.collabs.move(4, Stage.TALKING, CollabValues())
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6")
        board = program.screen.query_one(CollabBoard)
        assert "↓ 1 more" in words(program)
        await press(pilot, "down", "down")
        assert chosen(board) == "liam99"
        assert "[idea 3]" in words(program)
        await press(pilot, "right", "right")
        assert chosen(board) == "omar.h"
        assert "[talking 1]" in words(program)
        await press(pilot, "right")
        assert chosen(board) == ""
        assert "Nothing in this column." in words(program)
        await press(pilot, "left", "left", "left")
        await pilot.click(CollabBoard, offset=(3, 7))
        await settle(pilot)
        assert chosen(board) == "zoe"


async def test_a_no_says_whose_and_offers_to_log_their_words(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.collabs.add("kofi", CONCRETE)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "x", "t")
        await typed(pilot, "no time")
        await press(pilot, "enter")
        assert "Log their words?" in words(program)
        [one] = desk.collabs.board()
        assert one.closed == "theirs: no time"
        assert desk.person(one.collab.contact_id).timeline[0].kind != "reply"
        await press(pilot, "escape", "greater_than_sign")
        assert stages(desk) == [Stage.IDEA]


async def test_fields_are_edited_and_a_text_too_long_is_said(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.collabs.add("kofi", CollabValues())
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "e")
        await typed(pilot, "x" * 61)
        await press(pilot, "ctrl+s")
        assert "idea has 61 characters; at most 60" in notes(program)
        await press(pilot, "ctrl+u")
        await typed(pilot, "[red]lamp")
        await press(pilot, "ctrl+s")
        assert "[red]lamp" in words(program)
        await press(pilot, "w")
        await typed(pilot, "likes wood")
        await press(pilot, "enter")
        number = desk.collabs.board()[0].collab.contact_id
        assert desk.person(number).notes == "likes wood"


async def test_a_partners_file_is_compared_as_bars(
    program: DmAssistantApp, desk: Desk, tmp_path: Path
) -> None:
    desk.collabs.add("kofi", CONCRETE)
    path = tmp_path / "kofi.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "handle", "text", "created_at", "post_id"])
        for number, who in enumerate(["zoe", "mia.k", *(f"stranger{n}" for n in range(8))]):
            at = seeds.NOW - timedelta(days=3 * number)
            rows.writerow([f"k{number}", who, "so good", at.isoformat(), "theirs"])
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "i", "ctrl+u")
        pilot.app.post_message(events.Paste(str(path)))
        await settle(pilot)
        await press(pilot, "enter")
        page = words(program)
        assert "2 people comment on both of us: 29 % of your 7, 20 % of their 10" in page
        assert "█" in page
        await press(pilot, "escape", "i", "ctrl+u")
        pilot.app.post_message(events.Paste(str(tmp_path / "nothing.csv")))
        await settle(pilot)
        await press(pilot, "enter")
        assert "nothing.csv" in notes(program)
    assert len(desk.collabs.detail(1).overlaps) == 1
