"""Ease: macros, the palette, settings while one works, undo, colours, and the mouse."""

import re
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.color import Color
from textual.pilot import Pilot
from textual.widget import Widget

from dm_assistant.domain.model import DraftState, Lane
from dm_assistant.tui import keys, themes
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.modals.dialog import Question
from dm_assistant.tui.palette import Act, Acts, Elsewhere
from dm_assistant.tui.screens.inbox import Inbox
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.key_bar import KeyBar
from dm_assistant.tui.widgets.lanes_bar import LanesBar
from dm_assistant.tui.widgets.queue_view import QueueView
from dm_assistant.tui.widgets.settings_view import SettingsView
from dm_assistant.tui.widgets.title_line import TitleLine
from dm_assistant.tui.widgets.writing import Field
from tests.tui import seeds
from tests.tui.settling import lines, notes, press, settle, shown, strips, typed

MACROS = """\
[macros]
two = { key = "f6", do = "approve, next, skip" }
asks = "mark, mark, s, next"
away = "variant, place.people, search"
"""


def write_macros(home: Path, text: str = MACROS) -> None:
    (home / "config.toml").write_text(text, "utf-8")


@pytest.mark.slow
async def test_a_macro_presses_keys_and_stops_where_a_person_would_have_to_think(
    program: DmAssistantApp, desk: Desk, home: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "full_stop")
        assert "No macros yet" in notes(program)
        write_macros(home, MACROS.replace(", search", ""))
        program.tick()
        await settle(pilot)
        assert "Your settings changed" in notes(program)
        await press(pilot, "tab", "f6")
        assert "Macro two: 3 of 3 steps done" in notes(program)
        assert (desk.counts().approved, desk.counts().ready) == (1, 2)
        await press(pilot, "u", "u", "full_stop")
        assert "t two (f6): approve, next, skip" in shown(program)
        await press(pilot, "a")
        assert "Macro asks stopped at step 4 of 4, next: a question is open" in notes(program)
        assert isinstance(program.screen, Question)
        await press(pilot, "escape")
        assert desk.counts().ready == 4
        await press(pilot, "1", "5", "f6")
        assert "stopped at step 1 of 3, approve: that key does nothing here" in notes(program)


@pytest.mark.slow
async def test_a_file_that_cannot_be_used_is_told_once_and_the_keys_stay(
    program: DmAssistantApp, home: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write_macros(home, '[keys]\napprove = "s"\n')
        for _ in range(2):
            program.tick()
            await settle(pilot)
        assert notes(program).count("s is the key of skip already") == 1
        write_macros(home, '[keys]\napprove = "f5"\nundo = "f9"\n')
        program.tick()
        await settle(pilot)
        await press(pilot, "tab", "f5")
        assert "Approved" in notes(program)
        assert "f9 Undo" in shown(program)
        await press(pilot, "space", "space", "s")
        assert "f9 takes all of it back" in shown(program)


@pytest.mark.slow
async def test_every_key_of_every_place_is_in_the_palette_and_says_why_it_rests(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for place in program.MODES:
            await program.action_place(place)
            await pilot.pause()
            screen = program.screen
            assert isinstance(screen, Place)
            offered = list(Acts(screen).acts())
            said = {each.key for each in offered}
            for each in (*keys.keys(*keys.GLOBAL), *type(screen).BINDINGS):
                assert isinstance(each, Binding)
                names = {_shown(program, key) for key in each.key.split(",")}
                assert names & said, (place, each.id)
        await press(pilot, "2", "5")
        await press(pilot, "2")
        acts = {each.name: each for each in Acts(program.screen).acts()}
        assert acts["People"].key == "3"
        resting = acts["(Approve)"]
        resting.run()
        await settle(pilot)
        assert "“Approve” does not apply in the lane Reply." in notes(program)
        elsewhere = Elsewhere(program.screen)
        await elsewhere.startup()
        await _chosen(pilot, elsewhere, "Lane Held")
        assert program.screen.query_one(LanesBar).lane is Lane.HELD
        await _chosen(pilot, elsewhere, "Setting facts.perk")
        assert program.screen.query_one(SettingsView).current.key == "facts.perk"  # type: ignore[union-attr]
        await _chosen(pilot, elsewhere, "Theme contrast-light")
        assert program.theme == "contrast-light"
        await press(pilot, "ctrl+p")
        await typed(pilot, "zoe")
        assert "@zoe" in shown(program)
        await press(pilot, "escape")


def _shown(program: DmAssistantApp, key: str) -> str:
    return program.get_key_display(Binding(key, "it"))


async def _chosen(pilot: Pilot[int], provider: Elsewhere, name: str) -> Act:
    act = next(each for each in provider.acts() if each.name == name)
    act.run()
    await settle(pilot)
    return act


@pytest.mark.slow
async def test_settings_are_changed_on_their_page_and_hold_at_once(
    program: DmAssistantApp, home: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "comma", "p")
        view = program.screen.query_one(SettingsView)
        assert "@maya.makes" in shown(program)
        view.stand_on("account.name")
        await press(pilot, "enter", "ctrl+u")
        await typed(pilot, "Maya")
        await press(pilot, "enter")
        assert program.screen.query_one(TitleLine).account == "Maya"
        view.stand_on("theme.name")
        await press(pilot, "enter", "down")
        assert program.theme == "contrast-light"
        await press(pilot, "escape")
        assert program.theme == "textual-dark"
        await press(pilot, "enter", "enter")
        assert program.theme == "contrast-dark"
        view.stand_on("keys.help")
        await press(pilot, "enter", "ctrl+u")
        await typed(pilot, "a")
        await press(pilot, "enter")
        assert "a is the key of approve already" in notes(program)
        await press(pilot, "enter", "ctrl+u")
        await typed(pilot, ["f", "1"])
        await press(pilot, "enter")
        await press(pilot, "f1")
        assert "Help: Rules" in shown(program)
        assert "Turn between the rules and your settings" in shown(program)
        await press(pilot, "escape", "N")
        await typed(pilot, "round")
        await press(pilot, "enter")
        await typed(pilot, "f6: skip, next")
        await press(pilot, "enter")
        assert program.desk is not None
        assert program.desk.macros["round"].steps == ("skip", "next")
        text = (home / "config.toml").read_text("utf-8")
        assert 'help = "f1"' in text
        assert 'name = "contrast-dark"' in text


@pytest.mark.slow
async def test_undo_says_what_it_took_back_and_the_cursor_goes_there(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "j")
        queue = program.screen.query_one(QueueView)
        gone = queue.current
        await press(pilot, "a")
        assert desk.outbox()[0].state is DraftState.APPROVED
        await press(pilot, "tab", "u")
        assert "Taken back: approve, 1 of 1 message is drafted again" in notes(program)
        assert program.screen.query_one(LanesBar).lane is Lane.READY
        assert queue.current == gone
        await press(pilot, "home", "space", "space", "space", "a")
        assert "Approve 3 of 4 in Ready?" in shown(program)
        await press(pilot, "enter")
        assert re.search(r"Approved 3 messages; \d left in Ready", notes(program))
        await press(pilot, "u")
        assert "3 of 3 messages are drafted again" in notes(program)


async def test_an_answer_taken_back_leaves_the_cursor_on_what_it_answered(
    home: Path, desk: Desk, program: DmAssistantApp
) -> None:
    seeds.wrote(home, "zoe", "which tripod is it?")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        queue = program.screen.query_one(QueueView)
        answered = queue.current
        assert len(desk.ids(Lane.REPLY, "")) == 2
        await press(pilot, "enter")
        await typed(pilot, "It is on my profile.")
        await press(pilot, "ctrl+s")
        assert queue.current != answered
        await press(pilot, "u")
        assert "Taken back: answer" in notes(program)
        assert queue.current == answered


@pytest.mark.slow
async def test_a_walk_by_the_mouse_alone(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await _click(pilot, LanesBar, "Ready")
        queue = program.screen.query_one(QueueView)
        await pilot.click(QueueView, offset=(5, 2))
        await settle(pilot)
        assert queue.cursor == 2
        await _click(pilot, KeyBar, "Mark")
        await _click(pilot, KeyBar, "Mark")
        assert len(queue.marked) == 2
        await _click(pilot, KeyBar, "Skip")
        await _click(pilot, KeyBar, "Skip 2")
        assert desk.counts().ready == 2
        await _click(pilot, KeyBar, "Undo")
        assert desk.counts().ready == 4
        await _click(pilot, TitleLine, "Peop")
        assert "Zoé" in shown(program)
        await _click(pilot, KeyBar, "Help")
        assert "Help: People" in shown(program)
        await press(pilot, "escape")
        await _click(pilot, TitleLine, "Inbo")
        assert isinstance(program.screen, Inbox)
        await _click(pilot, LanesBar, "Reply")
        await _click(pilot, KeyBar, "Class")
        row = next(y for y, line in enumerate(lines(program)) if "asks who you are" in line)
        there = lines(program)[row].index("asks who")
        await pilot.click(offset=(there, row), times=2)
        await settle(pilot)
        assert isinstance(program.screen, Inbox)
        assert "asks who you are" in notes(program)


async def _click(pilot: Pilot[int], kind: type[Widget], words: str) -> None:
    """Click the words where a widget shows them."""
    widget = pilot.app.screen.query_one(kind)
    for y in range(widget.region.y, widget.region.bottom):
        line = lines(pilot.app)[y]
        if words in line:
            await pilot.click(offset=(line.index(words) + 1, y))
            await settle(pilot)
            return
    raise AssertionError(words)


@pytest.mark.slow
async def test_the_same_characters_with_and_without_colour_and_nothing_blinks(
    desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for colourless in ("", "1"):
        monkeypatch.delenv("NO_COLOR", raising=False)
        if colourless:
            monkeypatch.setenv("NO_COLOR", colourless)
        program = DmAssistantApp(desk, home)
        pages = []
        async with program.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for key in ("tab", "space", "comma", "p", "question_mark"):
                await press(pilot, key)
                pages.append(shown(program))
                assert not any(
                    style is not None and style.blink
                    for strip in strips(program)
                    for _, style, _ in strip
                )
            await press(pilot, "escape", "2", "slash")
            assert not program.screen.query_one(Field).cursor_blink
        seen.append(pages)
    assert seen[0] == seen[1]


ROLES = (
    "foreground",
    "foreground-muted",
    "foreground-disabled",
    "text-primary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
)
GROUNDS = ("background", "surface", "panel", "primary-muted")


@pytest.mark.parametrize("name", ["contrast-dark", "contrast-light"])
async def test_every_text_of_our_themes_can_be_read_by_tired_eyes(
    desk: Desk, home: Path, name: str
) -> None:
    """Contrast as WCAG 2.2 defines it, of every role of text on every ground of ours."""
    program = DmAssistantApp(desk, home)
    async with program.run_test(size=(80, 24)) as pilot:
        program.theme = name
        await settle(pilot)
        colours = program.theme_variables
        pairs = [(role, ground) for role in ROLES for ground in GROUNDS]
        pairs += [
            (role, "footer-background")
            for role in ("footer-key-foreground", "footer-foreground", "foreground-disabled")
        ]
        for role, ground in pairs:
            under = Color.parse(colours[ground])
            text = under + Color.parse(colours[role])
            assert _contrast(text, under) >= themes.LEAST_CONTRAST, (role, ground)


def _contrast(one: Color, other: Color) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
