"""What comes back, wherever one is: messages are marked as seen long after they were sent."""

from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import DraftState, Lane, Purpose
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk, open_desk
from dm_assistant.tui.widgets.key_bar import KeyBar
from dm_assistant.tui.widgets.person_panel import PersonPanel
from dm_assistant.tui.widgets.queue_view import QueueView
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, typed

HANDLE = "mia.k"
LATER = timedelta(days=21)


@pytest.fixture
def earlier(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send one person a message three weeks ago; comes before the workspace is opened."""
    desk = open_desk(home)
    draft = next(row.item.id for row in desk.first(Lane.READY, "") if row.handle == HANDLE)
    desk.approve([draft])
    desk.hand_over(draft)
    desk.sent(draft)
    desk.close()
    monkeypatch.setenv("DM_ASSISTANT_NOW", (seeds.NOW + LATER).isoformat())


def _states(desk: Desk) -> list[str]:
    number = desk.people(HANDLE, 1)[0].contact_id
    return [each.kind for each in desk.person(number).timeline if each.draft is not None]


def _may_say_seen(program: DmAssistantApp) -> bool:
    bar = program.screen.query_one(KeyBar)
    return next(may for _, verb, may, _ in (*bar.keys, *bar.others) if verb == "Seen")


@pytest.mark.slow
@pytest.mark.usefixtures("earlier")
async def test_an_older_message_is_marked_as_seen_among_the_people(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await typed(pilot, HANDLE)
        await press(pilot, "enter")
        assert _may_say_seen(program)
        await press(pilot, "o")
        assert f"@{HANDLE} has seen it: thanks, sent 14 Mar 2026" in notes(program)
        assert _states(desk) == ["seen"]
        assert not _may_say_seen(program)
        await press(pilot, "u")
        assert _states(desk) == ["sent"]
        assert _may_say_seen(program)


@pytest.mark.slow
@pytest.mark.usefixtures("earlier")
async def test_the_inbox_marks_the_person_under_the_cursor_and_nobody_else(
    program: DmAssistantApp, desk: Desk
) -> None:
    made = desk.draft(Purpose.FEEDBACK, HANDLE).drafts[0].row
    async with program.run_test(size=(120, 44)) as pilot:
        await settle(pilot)
        row = program.screen.query_one(QueueView).current_row
        assert row is not None
        assert row.handle == "ben_rides"
        await press(pilot, "o")
        assert not notes(program)
        while program.screen.query_one(QueueView).current != made.item:
            await press(pilot, "j" if made.item in desk.ids(_lane(program), "") else "tab")
        await press(pilot, "o")
        assert "has seen it: thanks" in notes(program)
        assert "seen" in _states(desk)
        program.screen.query_one(PersonPanel).scroll_end(animate=False)
        await settle(pilot)
        assert "14 Mar 2026 you wrote" in shown(program)


def _lane(program: DmAssistantApp) -> Lane:
    found = program.screen.lane_shown  # type: ignore[attr-defined]  # the inbox
    assert isinstance(found, Lane)
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("earlier")
async def test_the_hand_over_marks_what_was_sent_before_to_whom_the_next_one_goes(
    program: DmAssistantApp, desk: Desk
) -> None:
    second = desk.draft(Purpose.FEEDBACK, HANDLE).drafts[0].row
    desk.approve([second.item.id])
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "h", "o")
        assert f"@{HANDLE} has seen it: thanks" in notes(program)
        assert sorted(_states(desk)) == ["approved", "seen"]
        await press(pilot, "o")
        assert f"No message to @{HANDLE} waits to be seen" in notes(program)
        assert [row.state for row in desk.outbox()] == [DraftState.APPROVED]
