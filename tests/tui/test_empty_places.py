"""Every place of an empty workspace says what it is for and names a key that works there."""

from pathlib import Path

import pytest

from dm_assistant.services import importing
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import open_desk
from dm_assistant.tui.screens.beginning import BeginningPlace
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.title_line import ALL_PLACES
from tests import workspaces
from tests.tui import seeds
from tests.tui.settling import lines, press, settle, shown

NAMES = {",": "comma", "#": "number_sign", ">": "greater_than_sign", "⏎": "enter"}
TO = {name: NAMES.get(key, key) for name, key, _ in ALL_PLACES}

ELSEWHERE = {"today", "impact"}
"""Places whose own tests look at them empty."""

EMPTY = (
    # place, keys pressed there, words that say what it is for, the keys it names
    ("inbox", (), "nobody to write to", "i"),
    ("inbox", ("tab",), "Press i to choose a file of comments", "i"),
    ("people", (), "everybody who wrote to you", "i"),
    ("templates", (), "importing comments (0)", "0P"),
    ("campaigns", (), "A campaign is one message for many", "N"),
    ("campaigns", ("p",), "makes new ones to a pattern", "Nip"),
    ("collabs", (), "Press N for an idea with somebody", "N"),
    ("feedback", (), "Ask for their opinion first", "3p"),
    ("feedback", ("p",), "small task you invite", "Np"),
    ("numbers", (), "nothing to count", "2h"),
    ("import", (), "chooses files or a whole folder", "i"),
    ("rules", (), "Below this age nobody is messaged", "⏎"),
    ("hand_over", (), "opens the inbox; there a approves", "2"),
)
"""A workspace in which nobody is known."""

KNOWN = (
    ("inbox", (), "Press 3 for your people and d to draft", "3"),
    ("inbox", ("tab",), "W announces such a word", "W3"),
    ("inbox", ("tab", "tab"), "comes back by itself", ","),
    ("inbox", ("tab", "tab", "tab"), "There is nothing to do", "tab"),
    ("inbox", ("tab", "tab", "tab", "tab"), "l logs what somebody wrote", "l0"),
    ("people", (), "8 people", "d"),
    ("numbers", (), "log what comes back (l)", "2h"),
)
"""A workspace with people and nothing else."""


async def walk(home: Path, table: tuple[tuple[str, tuple[str, ...], str, str], ...]) -> None:
    desk = open_desk(home)
    program = DmAssistantApp(desk, home)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(program.screen, BeginningPlace)
        await press(pilot, "escape")
        for place, there, words, named in table:
            await press(pilot, TO[place], *there)
            text = " ".join(" ".join(line.strip("│▄▆█ ").split()) for line in lines(program))
            assert words in text, (place, there, shown(program))
            assert isinstance(program.screen, Place)
            active = program.screen.active_bindings
            for key in ["tab"] if named == "tab" else named:
                assert active[NAMES.get(key, key)].enabled, (place, there, key)
            if place in {"campaigns", "feedback"} and there:
                await press(pilot, "p")
            if place == "inbox":
                for _ in there:
                    await press(pilot, "shift+tab")
    desk.close()


async def test_where_nobody_is_known_every_place_names_a_key_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
    workspaces.practice(tmp_path / "new").close()
    await walk(tmp_path / "new", EMPTY)


@pytest.mark.slow
async def test_where_people_are_known_and_nothing_else_every_place_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
    comments = seeds.write_comments(tmp_path / "comments.csv", seeds.PEOPLE)
    with workspaces.practice(tmp_path / "new") as ws:
        importing.import_paths(ws, [comments])
    await walk(tmp_path / "new", KNOWN)


def test_every_place_is_in_the_table() -> None:
    assert {place for place, _, _, _ in EMPTY} == set(TO) - ELSEWHERE
