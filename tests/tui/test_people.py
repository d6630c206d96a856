"""People in the terminal: one in full, several at once, agreed, taken out, forgotten."""

from __future__ import annotations

import json
from pathlib import Path

from dm_assistant.services import importing
from dm_assistant.services.finding import Found
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.screens.person import PersonPlace
from dm_assistant.tui.widgets.people_view import PeopleView
from dm_assistant.tui.widgets.timeline_view import TimelineView
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, strips, typed
from tests.workspaces import write_csv


def at(program: DmAssistantApp) -> str:
    """Return whom the cursor of the list is on."""
    person = program.screen.query_one(PeopleView).current
    assert person is not None
    return person.handle


def found(desk: Desk, text: str) -> int:
    """Return how many people a filter takes."""
    answer = desk.find(text, 9)
    assert isinstance(answer, Found)
    return answer.count


def on_page(program: DmAssistantApp) -> bool:
    """Return whether one person is shown in full."""
    return isinstance(program.screen, PersonPlace)


async def test_one_in_full_is_opened_looked_through_by_kind_and_left_where_one_was(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "down", "down")
        who = at(program)
        await press(pilot, "enter")
        page = shown(program)
        for words in (f"@{who}", "May be written now", "thanks", "So far", "By week", "esc Back"):
            assert words in page, words
        timeline = program.screen.query_one(TimelineView)
        every = timeline.count()
        await press(pilot, "b")
        assert 0 < timeline.count() < every
        assert f"of {every:,} entries" in shown(program)
        assert {entry.kind for entry in timeline.entries} == {"comment"}
        await press(pilot, "p")
        assert "invite" in shown(program)
        await press(pilot, "w")
        await typed(pilot, "met at the fair")
        await press(pilot, "enter")
        assert "met at the fair" in shown(program)
        assert on_page(program)
        assert all(strip.cell_length <= 80 for strip in strips(program))
        await press(pilot, "escape")
        assert at(program) == who
        await press(pilot, "enter")
        assert on_page(program)
        await press(pilot, "2")
        program.show_person("zoe")
        await settle(pilot)
        assert not on_page(program)
        assert at(program) == "zoe"


async def test_what_matched_is_shown_and_several_are_tagged_and_stopped_at_once(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        assert "8 people: " in shown(program)
        assert " ready" in shown(program)
        await press(pilot, "slash")
        await typed(pilot, "grandfather")
        await press(pilot, "enter")
        assert "» " in shown(program)
        assert "my grandfather did it" in " ".join(shown(program).split())
        await press(pilot, "space", "space")
        assert "2 marked" in shown(program)
        await press(pilot, "number_sign")
        assert "Put on 2 people" in shown(program)
        await typed(pilot, "painter")
        await press(pilot, "enter")
        assert "Tags changed on 2 of 2 people" in notes(program)
        assert "marked" not in shown(program)
        assert found(desk, "tag:painter") == 2
        await press(pilot, "asterisk", "n")
        assert "Never message 8 people?" in shown(program)
        await press(pilot, "escape", "escape")
        assert "marked" not in shown(program)
        await press(pilot, "space", "space", "n", "enter")
        assert "2 people will never be messaged" in notes(program)
        assert found(desk, "stopped") == 2
        await press(pilot, "end", "space", "up", "space", "d", "t")
        assert "raft" in notes(program).splitlines()[-1]


async def test_what_they_agreed_to_is_kept_with_its_words(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        who = program.screen.query_one(PeopleView).current
        assert who is not None
        await press(pilot, "A", "o")
        assert "Did they say yes or no" in shown(program)
        await press(pilot, "ctrl+s")
        assert "It needs their own words" in notes(program)
        await typed(pilot, "yes, tell me about prints")
        await press(pilot, "tab")
        await typed(pilot, "live chat")
        await press(pilot, "tab")
        await typed(pilot, "2099-01-01")
        await press(pilot, "ctrl+s")
        assert "A day that has been" in notes(program)
        await press(pilot, "ctrl+u")
        await typed(pilot, "2026-03-01")
        await press(pilot, "ctrl+s")
        assert f"Kept for @{who.handle}: explicit, offer" in notes(program)
        [line] = [each for each in desk.person(who.contact_id).consents if "prints" in each.words]
        assert (line.words, line.where) == ("yes, tell me about prints", "live chat")
        assert f"{line.event_at:%Y-%m-%d}" == "2026-03-01"


async def test_one_is_written_to_a_file_and_forgotten_after_a_question(
    program: DmAssistantApp, tmp_path: Path
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        who = at(program)
        await press(pilot, "enter", "X", "ctrl+u")
        path = tmp_path / "one.json"
        await typed(pilot, str(path))
        await press(pilot, "enter")
        assert json.loads(path.read_text("utf-8"))["contact"]["name"]
        await press(pilot, "ctrl+d")
        words = " ".join(shown(program).replace("│", " ").split())
        for said in (
            f"Forget @{who} for good?",
            "5 comments",
            "keyed hash",
            "undo brings them back",
        ):
            assert said in words, said
        await press(pilot, "escape")
        assert on_page(program)
        await press(pilot, "ctrl+d", "enter")
        assert f"@{who} is forgotten" in notes(program)
        assert not on_page(program)
        assert at(program) != who
        assert "7 people" in shown(program)


async def test_offers_to_merge_are_looked_at_and_dismissed(
    desk: Desk, home: Path, tmp_path: Path
) -> None:
    row = [("zoe", "instagram", "Zoé 👩‍👩‍👧")]
    with seeds.reopen(home) as ws:
        path = write_csv(tmp_path / "p.csv", ("handle", "platform", "name"), row)
        importing.import_paths(ws, [path])
    program = DmAssistantApp(desk, home)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "M")
        assert "1 pair look" in " ".join(shown(program).split())
        await press(pilot, "enter")
        assert "one person" in shown(program)
        await press(pilot, "escape", "M", "x")
        assert "stay two people" in notes(program)
        assert "Nobody here looks like one person" in shown(program)
        await press(pilot, "escape", "u")
        assert "Taken back: two people" in notes(program)
        assert len(desk.offers()) == 1
