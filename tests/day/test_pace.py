"""What the pace of an account leaves of a long session, and what the creator is told of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from dm_assistant.domain.model import FrontEnd, Lane
from dm_assistant.services import inviting, life, queue, workspace
from tests.day import cast
from tests.day.test_by_commands import who

SECOND = timedelta(seconds=1)


def test_ten_new_people_an_hour_then_the_others_say_when(saturday: Path) -> None:
    with workspace.open_workspace(saturday, front_end=FrontEnd.CLI) as ws:
        new = set(who("ready first"))
        drafts = [row.item.id for row in queue.first(ws, Lane.READY, None) if row.handle in new]
        moved = life.approve(ws, drafts)
        refused = [each.refused for each in moved if each.refused]
        assert (len(moved), len(refused)) == (cast.PARTS["known before"]["ready first"], 14)
        assert all("10 of 10 first contacts in the last" in each for each in refused)
        assert all("the next place is free on 23 May 09:40 UTC" in each for each in refused)
        counts = queue.counts(ws)
        assert (counts.ready, counts.held, counts.approved) == (10, 55, 10)


def test_who_was_asked_in_public_waits_in_held_until_they_may_be_asked_again(
    saturday: Path,
) -> None:
    with workspace.open_workspace(saturday, front_end=FrontEnd.CLI) as ws:
        drafts = [row.item.id for row in queue.first(ws, Lane.INVITE, 14)]
        made = [each.id for each in inviting.invite(ws, drafts)]
        life.sent(ws, made)
        assert queue.counts(ws).invite == 74
        sent_at = ws.now()
        ws.fixed_now = sent_at + ws.policy.invite_gap - SECOND
        assert not set(drafts) & {row.item.id for row in queue.first(ws, Lane.INVITE, None)}
        ws.fixed_now = sent_at + ws.policy.invite_gap
        assert set(drafts) <= {row.item.id for row in queue.first(ws, Lane.INVITE, None)}
