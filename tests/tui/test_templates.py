"""The templates screen: the shelf, previews for real people, and one's own files by key."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.modals.template_editor import TemplateEditor
from dm_assistant.tui.screens.templates import TemplatesPlace
from dm_assistant.tui.templates_desk import TemplatesDesk, Tried
from dm_assistant.tui.widgets.sheet import Panel, Sheet
from dm_assistant.tui.widgets.shelf_view import ShelfView
from dm_assistant.tui.widgets.writing import MessageArea
from tests.cli.terminal import Terminal
from tests.tui.settling import notes, press, settle, shown, typed

NEEDS_PTY = pytest.mark.skipif(sys.platform == "win32", reason="terminals are made otherwise there")
SIZES = [(80, 24), pytest.param((120, 40), marks=pytest.mark.slow)]


async def at(pilot: Pilot[int], path: str) -> TemplatesPlace:
    await settle(pilot)
    await press(pilot, "4")
    place = pilot.app.screen
    assert isinstance(place, TemplatesPlace)
    place.query_one(ShelfView).stand_on(path)
    await settle(pilot)
    return place


def panel(place: TemplatesPlace, name: str) -> str:
    sheet = place.query_one(f"#{name}", Panel).query_one(Sheet)
    return " ".join("".join(words for words, _ in each.parts) for each in sheet.paragraphs)


def own(home: Path, path: str) -> Path:
    return home / "templates" / path


def written(program: DmAssistantApp) -> MessageArea:
    assert isinstance(program.screen, TemplateEditor)
    return program.screen.query_one(MessageArea)


async def test_the_shelf_shows_a_template_as_a_real_person_reads_it(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        place = await at(pilot, "thanks/warm.md")
        page = shown(program)
        assert "4Templates" in page or "4 Templates" in page
        assert "› " in page
        assert "For Mia" in page
        assert "You wrote “" in page
        assert "8 people it fits" in page
        assert "sanding it twice" in panel(place, "preview")
        assert "needs quote" in panel(place, "file")
        assert "{{ quote }}" in panel(place, "file")
        assert "not sent yet" in panel(place, "file")


@pytest.mark.parametrize("size", SIZES)
async def test_panels_are_shown_in_turn(program: DmAssistantApp, size: tuple[int, int]) -> None:
    async with program.run_test(size=size) as pilot:
        place = await at(pilot, "thanks/warm.md")
        narrow = size[0] < 100
        seen = []
        for _ in range(3 if narrow else 2):
            panels = ("preview", "file", "gaps")
            seen.append([name for name in panels if place.query_one(f"#{name}").display])
            await press(pilot, "p")
        if narrow:
            assert seen == [["preview"], ["file"], ["gaps"]]
        else:
            assert seen == [["preview", "file"], ["preview", "gaps"]]
        assert place.query_one("#preview").display
        assert "challenge" in panel(place, "gaps")


@pytest.mark.slow
async def test_another_person_is_chosen_by_search_and_stays_until_escape(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        place = await at(pilot, "thanks/warm.md")
        await press(pilot, "right_square_bracket")
        second = str(place.query_one("#preview", Panel).border_title)
        assert "Mia" not in second
        await press(pilot, "left_square_bracket")
        assert "Mia" in str(place.query_one("#preview", Panel).border_title)
        await press(pilot, "P")
        await typed(pilot, "kofi")
        await settle(pilot)
        await press(pilot, "enter")
        assert "Kofi" in str(place.query_one("#preview", Panel).border_title)
        await press(pilot, "down")
        assert "Kofi" in str(place.query_one("#preview", Panel).border_title)
        await press(pilot, "escape")
        assert "Kofi" not in str(place.query_one("#preview", Panel).border_title)


@pytest.mark.slow
async def test_the_list_is_searched_and_ordered_by_language(
    program: DmAssistantApp, desk: Desk
) -> None:
    desk.templates.copy("thanks/mine.es", "thanks/warm")
    async with program.run_test(size=(80, 24)) as pilot:
        place = await at(pilot, "thanks/warm.md")
        await press(pilot, "b")
        assert place.query_one(ShelfView).stand_on("thanks/longtime.es.md")
        await press(pilot, "down")
        assert "Spanish" in shown(program)
        await press(pilot, "slash")
        await typed(pilot, "mine")
        await press(pilot, "enter")
        view = place.query_one(ShelfView)
        assert view.current is not None
        assert view.current.path == "thanks/mine.es.md"
        await press(pilot, "slash")
        await typed(pilot, "nothing of the kind")
        assert "No template is found." in shown(program)
        await press(pilot, "escape")
        assert view.count() > 20


async def test_a_shipped_template_is_edited_as_an_own_one(
    program: DmAssistantApp, home: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        place = await at(pilot, "thanks/warm.md")
        await press(pilot, "e")
        area = written(program)
        area.move_cursor(area.document.end)
        await typed(pilot, " You must answer today.")
        assert "presses them" in shown(program)
        assert "As @mia.k would read it" in shown(program)
        assert not own(home, "thanks/warm.md").exists()
        await press(pilot, "ctrl+s")
        assert program.screen is place
        assert own(home, "thanks/warm.md").read_text("utf-8").endswith("answer today.\n")
        assert "own over shipped" in str(place.query_one("#file", Panel).border_subtitle)
        assert "presses them" in panel(place, "preview")


@pytest.mark.slow
async def test_a_broken_text_is_saved_only_after_a_yes(program: DmAssistantApp, home: Path) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        place = await at(pilot, "thanks/warm.md")
        await press(pilot, "e")
        await typed(pilot, "{{ nmae }}")
        assert "unknown variable nmae" in shown(program)
        await press(pilot, "ctrl+s")
        assert "Save it although it cannot be used?" in shown(program)
        await press(pilot, "escape")
        assert not own(home, "thanks/warm.md").exists()
        assert "{{ nmae }}" in written(program).text
        await press(pilot, "escape")
        assert "Leave without saving?" in shown(program)
        await press(pilot, "escape", "ctrl+s", "enter")
        assert "{{ nmae }}" in own(home, "thanks/warm.md").read_text("utf-8")
        assert program.screen is place
        assert "cannot be used" in str(place.query_one("#queue-side").border_subtitle)
        assert "unknown variable nmae" in panel(place, "file")
        assert "✕" in shown(program)


@pytest.mark.slow
async def test_what_was_not_changed_is_left_without_a_question(
    program: DmAssistantApp, home: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        place = await at(pilot, "thanks/warm.md")
        await press(pilot, "e", "ctrl+s")
        assert "Nothing was changed." in notes(program)
        await press(pilot, "escape")
        assert program.screen is place
        assert not own(home, "thanks").exists()


@pytest.mark.slow
async def test_a_copy_is_made_dropped_and_the_shipped_one_cannot_be(
    program: DmAssistantApp, home: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        place = await at(pilot, "thanks/warm.md")
        await press(pilot, "x")
        assert program.screen is place
        await press(pilot, "N")
        await typed(pilot, "Not A Name")
        await press(pilot, "ctrl+s")
        assert "a variant is named like" in notes(program)
        await press(pilot, "ctrl+u")
        await typed(pilot, "mine")
        await press(pilot, "ctrl+s")
        view = place.query_one(ShelfView)
        assert view.current is not None
        assert view.current.path == "thanks/mine.md"
        assert own(home, "thanks/mine.md").exists()
        await press(pilot, "x", "escape")
        assert own(home, "thanks/mine.md").exists()
        await press(pilot, "x", "enter")
        assert not own(home, "thanks/mine.md").exists()
        assert "templates back thanks/mine" in notes(program)
        assert len(list((home / "bin" / "thanks").iterdir())) == 1


@pytest.mark.slow
async def test_a_file_changed_outside_is_shown_at_the_next_look(
    program: DmAssistantApp, desk: Desk, home: Path
) -> None:
    desk.templates.copy("thanks/mine", "thanks/warm")
    async with program.run_test(size=(80, 24)) as pilot:
        place = await at(pilot, "thanks/mine.md")
        own(home, "thanks/mine.md").write_text("{{ nmae }}", "utf-8")
        place.glance()
        await settle(pilot)
        assert "unknown variable nmae" in panel(place, "file")


@pytest.mark.slow
async def test_without_an_editor_or_a_terminal_to_lend_one_line_says_so(
    program: DmAssistantApp, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    async with program.run_test(size=(80, 24)) as pilot:
        await at(pilot, "thanks/warm.md")
        await press(pilot, "E")
        assert "export EDITOR=" in notes(program)
        os.environ["EDITOR"] = "true"
        await press(pilot, "E")
        assert "cannot be lent to an editor" in notes(program)
        assert not own(home, "thanks/warm.md").exists()


class SlowDesk(TemplatesDesk):
    """A desk whose answers wait until they are let go, and that remembers what it was asked."""

    def __init__(self, desk: TemplatesDesk) -> None:
        super().__init__(desk._ws)  # noqa: SLF001 - the same workspace
        self.go = Event()
        self.asked: list[str] = []

    def try_text(self, name: str, text: str, contact_id: int | None) -> Tried:
        self.asked.append(text)
        assert self.go.wait(30)
        return super().try_text(name, text, contact_id)


@pytest.mark.slow
async def test_typing_goes_on_while_a_text_is_judged_and_only_the_newest_follows(
    program: DmAssistantApp, desk: Desk
) -> None:
    slow = SlowDesk(desk.templates)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = "---\nneeds: quote\n---\n“{{ quote }}”"
        editor = TemplateEditor(slow, "thanks/x.md", text, None, program.clock())
        program.push_screen(editor)
        while not slow.asked:
            await pilot.pause(0.05)
        for number in range(5):
            await pilot.press(*f"{number}.")
            await pilot.pause(0.25)
        assert editor.text.endswith("0.1.2.3.4.“{{ quote }}”")
        assert len(slow.asked) == 1
        slow.go.set()
        await settle(pilot)
        assert slow.asked[1:] == [editor.text]


@pytest.mark.slow
@NEEDS_PTY
def test_the_own_editor_gets_the_terminal_and_gives_it_back(home: Path, tmp_path: Path) -> None:
    pen = tmp_path / "pen"
    pen.write_text('#!/bin/sh\necho "the pen writes"\nprintf " Truly." >> "$1"\n', "utf-8")
    pen.chmod(0o700)
    command = [sys.executable, "-m", "dm_assistant", "--workspace", str(home)]
    with Terminal(command, env=os.environ | {"VISUAL": str(pen)}) as running:
        running.read_until("PRACTICE")
        running.press("4")
        running.read_until("longtime")
        running.press("E")
        running.read_until("the pen writes")
        running.read_until("anew")
        running.press("q")
        assert running.ends() == 0
    [made] = (home / "templates").glob("*/*.md")
    assert made.read_text("utf-8").endswith(" Truly.")
