"""Overriding a rule from the inbox: offered where it helps, with a reason, and nowhere else."""

from pathlib import Path

import pytest

from dm_assistant.domain.model import Lane
from dm_assistant.tui.app import DmAssistantApp
from dm_assistant.tui.desk import Desk, open_desk
from dm_assistant.tui.screens.inbox import Inbox
from tests.tui import seeds
from tests.tui.settling import notes, press, settle, shown, typed


@pytest.mark.slow
async def test_a_lacking_consent_is_overridden_once_with_a_reason(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        inbox = program.screen
        assert isinstance(inbox, Inbox)
        inbox.open_lane(Lane.INVITE)
        await settle(pilot)
        assert "y overrides it" in shown(program)
        await press(pilot, "y")
        assert "Override “consent”?" in shown(program)
        await typed(pilot, "because")
        await press(pilot, "enter")
        assert "15 characters" in notes(program)
        assert desk.counts().approved == 0
        await press(pilot, "y")
        await typed(pilot, "she asked me for it in my live stream")
        await press(pilot, "enter")
        assert "Approved, with your reason" in notes(program)
        assert desk.counts().approved == 1
        await press(pilot, "u")
        assert desk.counts().approved == 0


@pytest.mark.slow
async def test_where_nothing_may_be_overridden_the_key_does_nothing(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        inbox = program.screen
        assert isinstance(inbox, Inbox)
        inbox.open_lane(Lane.READY)
        await settle(pilot)
        await press(pilot, "y")
        assert "Override" not in shown(program)
        assert desk.counts().approved == 0


@pytest.fixture
def evening(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Approve a message by day and come back when it is late for its person, but not too late."""
    desk = open_desk(home)
    draft = next(row.item.id for row in desk.first(Lane.READY, "") if row.handle == "mia.k")
    desk.approve([draft])
    desk.close()
    late = seeds.NOW.replace(hour=20, minute=30)
    monkeypatch.setenv("DM_ASSISTANT_NOW", late.isoformat())


@pytest.mark.slow
@pytest.mark.usefixtures("evening")
async def test_what_was_approved_by_day_is_handed_over_late_with_a_reason(
    program: DmAssistantApp, desk: Desk
) -> None:
    async with program.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "h")
        assert "1 message held back by the rules for now" in shown(program)
        assert desk.counts().handed_over == 0
        await press(pilot, "y")
        assert "Override “quiet hours”?" in shown(program)
        await typed(pilot, "we are both at the same late market")
        await press(pilot, "enter")
        assert "Now, by hand" in shown(program)
        assert desk.counts().handed_over == 1
        await press(pilot, "enter")
        assert desk.counts().handed_over == 0
        assert "Nothing waits" in shown(program)
