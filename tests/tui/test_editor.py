"""The editor: what the rules find in the words is said while they are typed."""

import re
import threading

import pytest
from rich.style import Style
from textual import events

from dm_assistant.domain.model import Lane, Purpose
from dm_assistant.domain.rules.verdict import Finding, Status, Verdict, place_of
from dm_assistant.services.views import Card
from dm_assistant.services.weighing import Limits, Weighed
from dm_assistant.tui import late
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.marks import MARKED
from dm_assistant.tui.modals.texts import EditText
from dm_assistant.tui.widgets.card_view import card_page
from dm_assistant.tui.widgets.sheet import Sheet
from dm_assistant.tui.widgets.writing import MessageArea
from tests.tui import views
from tests.tui.settling import press, settle, shown, strips, typed

CLEAN = "The rules find nothing in these words"


@pytest.mark.slow
async def test_what_the_rules_find_follows_the_words(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "e")
        assert CLEAN in shown(program)
        area = program.screen.query_one(MessageArea)
        written = area.text
        await typed(pilot, " https://bit.ly/x")
        assert "hides where the link leads" in shown(program)
        area.text = "Hi [name], nice."
        await settle(pilot)
        assert "Something is not filled in" in shown(program)
        assert "Nothing in it is about something they really did" in shown(program)
        area.text = written
        await settle(pilot)
        assert CLEAN in shown(program)
        await press(pilot, "escape")
        assert desk.card(desk.ids(Lane.READY, "")[0]).text == written


@pytest.mark.slow
async def test_typing_does_not_wait_for_the_rules(program: DmAssistantApp, desk: Desk) -> None:
    card = desk.card(desk.ids(Lane.READY, "")[0])
    may_answer = threading.Event()
    asked: list[str] = []

    weigh = desk.scales(card.row.item.id)

    def slow(text: str) -> Weighed:
        asked.append(text)
        may_answer.wait(10)
        return weigh(text)

    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        editor = EditText(card, program.clock(), slow)
        program.push_screen(editor)
        await pilot.pause()
        area = editor.query_one(MessageArea)
        area.load_text("")
        while not asked:
            await pilot.pause()
        for key in "abc":
            await pilot.press(key)
        assert area.text == "abc"
        may_answer.set()
        await settle(pilot)
        assert asked[-1] == "abc"
        assert "Nothing in it is about something they really did" in shown(program)


@pytest.mark.slow
async def test_a_draft_that_went_meanwhile_is_told_in_the_editor(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "e")
        desk.skip([desk.ids(Lane.READY, "")[0].id])
        await press(pilot, "x")
        assert "its words stay as they are" in shown(program)
        assert isinstance(program.screen, EditText)


@pytest.mark.slow
async def test_many_findings_take_no_more_room_than_there_is(
    program: DmAssistantApp, desk: Desk
) -> None:
    card: Card = desk.card(desk.ids(Lane.READY, "")[0])
    found = tuple(
        Finding(rule, Status.FIX, f"{rule} " + "very " * 40)
        for rule in ("unfilled", "evidence", "length", "links", "tone", "sameness", "gap")
    )

    def weigh(text: str) -> Weighed:
        return Weighed(text, Verdict(Status.FIX, found), Purpose.THANKS, Limits(1000))

    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        program.push_screen(EditText(card, views.CLOCK, weigh))
        await settle(pilot)
        await press(pilot, "x")
        sheet = program.screen.query_one("#found", Sheet)
        assert sheet.size.height == len(sheet.paragraphs) == 5
        assert "unfilled very" in shown(program)
        assert "… and 2 more" in shown(program)
        assert "gap very" not in shown(program)


LURE = "Hi [name]! Hurry up, 20 % off 👩‍👩‍👧.\nSee bit.ly/x, hurry up"


def drawn(program: DmAssistantApp, words: str) -> list[Style]:
    """Return the styles in which words are drawn on the screen."""
    return [
        segment.style
        for strip in strips(program)
        for segment in strip
        if segment.text == words and segment.style is not None
    ]


@pytest.mark.slow
async def test_found_words_are_marked_where_they_stand_without_colour(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "e")
        area = program.screen.query_one(MessageArea)
        area.text = LURE
        await settle(pilot)
        assert [each.text for each in area.marks] == [
            *("[name]", "Hurry up", "20 % off", "bit.ly/x", "hurry up")
        ]
        for words in ("[name]", "20 % off", "bit.ly/x"):
            assert any(style.underline and style.bold for style in drawn(program, words))
        words = shown(program)
        assert "counts as an offer, not as thanks · ✎ ad not disclosed" in words
        assert f"{len(LURE)} of 400 characters" in words
        assert f"{len(LURE.encode())} of 1,000 bytes" in words
        assert "1:4 Something is not filled in: '[name]'" in words
        assert "2:5 bit.ly hides where the link leads" in words


@pytest.mark.slow
async def test_one_key_goes_to_the_next_finding_and_typing_takes_its_place(
    program: DmAssistantApp,
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "e")
        area = program.screen.query_one(MessageArea)
        area.text = LURE
        await settle(pilot)
        taken = []
        for key in ("ctrl+n", "f8", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n"):
            await press(pilot, key)
            taken.append(area.selected_text)
        assert taken == ["[name]", "Hurry up", "20 % off", "bit.ly/x", "hurry up", "[name]"]
        assert "›✎ 1:4 Something is not filled in" in shown(program)
        await typed(pilot, "Mia")
        assert area.text.startswith("Hi Mia! Hurry up")
        assert "[name]" not in {each.text for each in area.marks}


@pytest.mark.slow
async def test_nothing_moves_when_findings_come_and_receipts_go(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "e")
        area = program.screen.query_one(MessageArea)
        before = {each.id: each.region for each in program.screen.query(Sheet)} | {"": area.region}
        assert "no longer in it" not in shown(program)
        area.text = f"{LURE} {'words ' * 120}"
        await settle(pilot)
        after = {each.id: each.region for each in program.screen.query(Sheet)} | {"": area.region}
        assert after == before
        words = shown(program)
        assert "▫ no longer in it: “" in words
        assert re.search(r"✎ █{12} 7\d\d of 600 characters · 7\d\d of 1,000 bytes: too long", words)
        assert "^s Save" in words


@pytest.mark.slow
@pytest.mark.parametrize("text", ["\ud83d half", "مرحبا بك Hurry up", "x" * 10_000, "\u2028\x07"])
async def test_no_text_stops_the_editor(program: DmAssistantApp, text: str) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "e")
        program.post_message(events.Paste(text))
        await settle(pilot)
        await press(pilot, "ctrl+n", "backspace", "escape")
        assert not isinstance(program.screen, EditText)


@pytest.mark.slow
async def test_an_answer_is_weighed_as_one_types(program: DmAssistantApp, desk: Desk) -> None:
    [waiting] = desk.ids(Lane.REPLY, "")
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        program.push_screen(
            late.answer(
                desk.card(waiting),
                [("gear", "It is a good one.")] * 5,
                desk.answer_scales(waiting.id),
            )
        )
        await settle(pilot)
        await press(pilot, "f2")
        assert "› gear: It is a good one." in shown(program)
        await typed(pilot, " Keep this between us")
        words = shown(program)
        assert "counts as an answer · ✓ nothing to disclose" in words
        assert "'Keep this between us' asks for secrecy." in words
        assert program.screen.query_one(MessageArea).marks[0].text == "Keep this between us"
        assert "^s Save" in words


async def test_the_card_shows_found_words_in_the_message() -> None:
    verdict = Verdict(
        Status.WARN, (Finding("tone", Status.WARN, "x", places=(place_of("Hurry up!", 0, 8),)),)
    )
    card = Card(views.row(1), "Hurry up! Now.", views.person(), verdict, None)
    [line] = [each for each in card_page(card, views.CLOCK, judged=False) if each.parts]
    assert line.parts == (("Hurry up!", MARKED), (" Now.", ""))
