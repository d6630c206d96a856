"""The main job of the terminal, done by keys."""

import threading
from pathlib import Path

import pytest

from dm_assistant.domain.model import DraftState, Lane
from dm_assistant.services.views import Card, ItemId
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.screens.inbox import Inbox
from dm_assistant.tui.widgets.queue_view import QueueView
from tests.tui import seeds
from tests.tui.settling import lines, notes, press, settle, shown, typed

SIZES = [(80, 24), pytest.param((120, 40), marks=pytest.mark.slow)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_message_goes_from_the_inbox_to_the_numbers_by_keys(
    program: DmAssistantApp, desk: Desk, size: tuple[int, int]
) -> None:
    async with program.run_test(size=size) as pilot:
        await settle(pilot)
        assert "▸" in lines(program)[1]
        assert "Reply 1" in lines(program)[1]
        await press(pilot, "right_square_bracket")
        first = program.screen.query_one(QueueView).current_row
        assert first is not None
        assert f"{first.name}" in shown(program)
        await press(pilot, "a")
        assert "To hand over 1" in shown(program)
        assert desk.counts().approved == 1
        await press(pilot, "h")
        assert "if your terminal allows it" in shown(program)
        assert f"https://www.tiktok.com/@{first.handle}" in shown(program)
        assert "esc leave it open" in shown(program)
        assert desk.outbox()[0].state is DraftState.HANDED_OVER
        assert program.clipboard == desk.card(first.item).text
        await press(pilot, "enter")
        assert "sent" in notes(program)
        assert not desk.outbox()
        await press(pilot, "l")
        program.screen.query_one("#handle").value = first.handle  # type: ignore[attr-defined]
        await typed(pilot, "nice")
        await press(pilot, "ctrl+s")
        assert desk.counts().reply == 2
        await press(pilot, "8")
        assert "1 of 1" in shown(program)
        await press(pilot, "u")
        assert "Taken back" in notes(program)
        assert desk.counts().reply == 1


@pytest.mark.slow
async def test_an_answer_is_made_approved_and_handed_over(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "f2")
        assert "(a question)" in shown(program)
        assert "of 1,000 bytes" in shown(program)
        await press(pilot, "ctrl+s")
        assert [row.handle for row in desk.outbox()] == ["ben_rides"]
        assert desk.counts().reply == 0
        await press(pilot, "h", "enter")
        assert not desk.outbox()


@pytest.mark.slow
async def test_a_class_is_confirmed_with_one_key(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "c", "s")
        assert "asks to stop" in notes(program)
        people = desk.people("ben_rides", 5)
        assert people[0].no_contact == "opt_out"


@pytest.mark.slow
async def test_loosening_a_class_asks_for_a_reason(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "l")
        program.screen.query_one("#handle").value = "kofi"  # type: ignore[attr-defined]
        await typed(pilot, "stoppp haha")
        await press(pilot, "ctrl+s")
        row = next(row for row in desk.first(Lane.REPLY, "") if row.handle == "kofi")
        await press(pilot, "slash")
        await typed(pilot, "kofi")
        await press(pilot, "enter")
        assert program.screen.query_one(QueueView).current_row == row
        await press(pilot, "c", "t")
        assert "This allows more" in shown(program)
        await typed(pilot, "joking")
        await press(pilot, "enter")
        assert "thanks" in notes(program)


@pytest.mark.slow
async def test_the_cursor_stays_where_it_was_after_an_act(program: DmAssistantApp) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "j")
        queue = program.screen.query_one(QueueView)
        before = [queue._items[n] for n in range(queue.count())]  # noqa: SLF001 - the order shown
        await press(pilot, "s")
        assert queue.cursor == 1
        assert queue.current == before[2]
        assert queue.count() == len(before) - 1


async def test_a_bulk_act_says_its_number_before_and_after_and_is_undone_whole(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "space", "space", "space", "s")
        assert "Skip 3 of 4 in Ready?" in shown(program)
        ready = desk.counts().ready
        await press(pilot, "escape")
        assert desk.counts().ready == ready
        await press(pilot, "s", "enter")
        assert "Skipped 3 messages" in notes(program)
        assert desk.counts().ready == ready - 3
        await press(pilot, "u")
        assert desk.counts().ready == ready


@pytest.mark.slow
async def test_an_edited_text_is_saved_and_shown(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "e", "end")
        await typed(pilot, " Ok")
        await press(pilot, "ctrl+s")
        row = program.screen.query_one(QueueView).current
        assert row is not None
        assert desk.card(row).text.endswith(" Ok")
        assert "edited" in shown(program)


@pytest.mark.slow
async def test_what_was_handed_over_and_never_confirmed_is_asked_about_first(
    desk: Desk, program: DmAssistantApp
) -> None:
    draft = desk.ids(Lane.READY, "")[0]
    desk.approve([draft.id])
    desk.hand_over(draft.id)
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Did you send this?" in shown(program)
        assert not program.clipboard
        await press(pilot, "h")
        assert program.clipboard == desk.card(draft).text
        await press(pilot, "x", "m")
        assert not desk.outbox()
        assert "could not be sent" in notes(program)


@pytest.mark.slow
async def test_leaving_the_hand_over_keeps_the_message_open(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "a", "h", "escape")
        assert isinstance(program.screen, Inbox)
        assert desk.counts().handed_over == 1
        await press(pilot, "h")
        assert "Did you send this?" in shown(program)


@pytest.mark.slow
async def test_a_refused_hand_over_says_why_and_goes_on(
    program: DmAssistantApp, desk: Desk
) -> None:
    first, second = desk.ids(Lane.READY, "")[:2]
    desk.approve([first.id, second.id])
    handle = desk.card(first).row.handle
    desk.log_reply(handle, "please do not message me for now, not interested")
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "h")
        out = desk.outbox()
        assert [row.item for row in out if row.state is DraftState.HANDED_OVER] == [second]


@pytest.mark.slow
async def test_a_person_is_found_drafted_for_and_noted(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await typed(pilot, "mia")
        await press(pilot, "enter")
        assert "1 of 8 people" in shown(program)
        await press(pilot, "w")
        await typed(pilot, "likes lamps")
        await press(pilot, "enter")
        assert "likes lamps" in shown(program)
        await press(pilot, "d", "f")
        assert "@mia.k" in notes(program)
        await press(pilot, "n", "enter")
        assert desk.people("mia", 5)[0].no_contact


@pytest.mark.slow
async def test_verbs_that_do_not_apply_do_nothing(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = desk.counts()
        await press(pilot, "a", "e", "v", "s")
        assert desk.counts() == before
        await press(pilot, "left_square_bracket")
        assert "Blocked" in shown(program)
        await press(pilot, "a", "e", "n", "z", "h")
        assert desk.counts() == before
        assert "Nothing is approved yet" in notes(program)


@pytest.mark.slow
async def test_a_sent_message_is_marked_as_seen_where_it_was_sent(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "a", "h", "o")
        assert desk.outbox()[0].state is DraftState.HANDED_OVER
        await press(pilot, "enter", "o")
        assert "has seen it" in notes(program)
        await press(pilot, "p")
        assert "→ seen Sat 14 Mar 13:30" in shown(program)


@pytest.mark.slow
async def test_messages_leave_one_after_another(program: DmAssistantApp, desk: Desk) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", "a", "a", "h")
        first, second = desk.outbox()
        assert program.clipboard == first.text
        assert "Their time zone is not known" in shown(program)
        assert f"@{first.handle} · TikTok" in shown(program)
        await press(pilot, "enter")
        assert program.clipboard == second.text
        assert f"@{second.handle}" in shown(program)
        await press(pilot, "enter")
        assert "Nothing waits" in shown(program)


@pytest.mark.slow
async def test_the_inbox_shows_the_words_of_a_line_before_its_card_is_read(
    home: Path,
) -> None:
    may_read = threading.Event()

    class SlowDesk(Desk):
        """A desk whose cards come late."""

        def card(self, item: ItemId) -> Card:
            may_read.wait(20)
            return super().card(item)

    desk = SlowDesk(seeds.reopen(home))
    program = DmAssistantApp(desk, home)
    handed, waiting = desk.ids(Lane.READY, "")[:2]
    desk.approve([handed.id])
    desk.hand_over(handed.id)
    async with program.run_test(size=(80, 24)) as pilot:
        while program.current_mode != "hand_over":
            await pilot.pause()
        await pilot.press("2", "tab")
        while "Ready" not in str(program.screen.query_one("#queue-side").border_title):
            await pilot.pause()
        queue = program.screen.query_one(QueueView)
        while queue.current != waiting:
            await pilot.pause()
        row = queue.current_row
        assert row is not None
        assert "No message is ready" not in shown(program)
        assert f"To {row.name}" in shown(program)
        assert row.text[:40] in shown(program)
        may_read.set()
        await settle(pilot)
        assert "characters" in shown(program)
    desk.close()


async def test_an_empty_lane_and_an_empty_search_say_so(program: DmAssistantApp) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "left_square_bracket")
        assert "Nothing is blocked" in shown(program)
        await press(pilot, "slash")
        await typed(pilot, "zzzz")
        await press(pilot, "enter")
        assert "Nothing is found in this lane" in shown(program)
