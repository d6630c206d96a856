"""A session from plan to end card, on a workspace of eight people."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dm_assistant.domain import sessions as planning
from dm_assistant.domain.model import FrontEnd, Lane, Purpose, SuppressionReason
from dm_assistant.domain.sessions import Kind
from dm_assistant.errors import BadInputError
from dm_assistant.services import (
    backups,
    drafting,
    exporting,
    inviting,
    life,
    outbox,
    own_pace,
    people,
    queue,
    replies,
    restoring,
    session_plans,
    sessions,
    thanking,
    today,
    undoing,
)
from dm_assistant.services.workspace import Workspace
from tests.tui import seeds


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
        return seeds.make(tmp_path_factory.mktemp("sessions"))


@pytest.fixture
def ws(seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("DM_ASSISTANT_NOW", seeds.NOW.isoformat())
    with seeds.reopen(shutil.copytree(seeded, tmp_path / "home")) as opened:
        replies.log(opened, "ben_rides", "thank you!! what mic do you use?")
        yield opened


def later(ws: Workspace, seconds: int) -> None:
    ws.fixed_now = ws.now() + timedelta(seconds=seconds)


def test_a_session_counts_what_was_done_and_says_what_is_left_and_when_it_runs_out(
    ws: Workspace,
) -> None:
    day = today.look(ws)
    assert day.lanes == queue.counts(ws)
    assert day.people == 8
    assert day.closing_today == 0
    assert (day.pace[0].hour.taken, day.pace[0].hour.cap) == (0, 10)
    begun = sessions.begin(ws, 20)
    assert begun.drafted == 0
    kinds = [each.kind for each in begun.plan.lines]
    assert kinds[0] is Kind.REPLY
    assert (kinds.count(Kind.READY), kinds.count(Kind.INVITE)) == (
        day.lanes.ready,
        day.lanes.invite,
    )

    ready = queue.ids(ws, Lane.READY)
    invite = queue.ids(ws, Lane.INVITE)
    for number in ready[:2]:
        later(ws, 10)
        life.approve(ws, [number.id])
    later(ws, 10)
    life.skip(ws, [ready[2].id])
    later(ws, 10)
    inviting.invite(ws, [invite[0].id], extra={"keyword": "FOGLIST"})
    running = sessions.running(ws)
    assert running is not None
    assert (running.count, running.total) == (4, len(kinds))
    assert running.done[Kind.INVITE] == 1
    assert invite[0] not in running.of(Lane.INVITE)
    assert invite[0] in queue.ids(ws, Lane.HELD)
    assert running.waiting == 3
    before = running.finish_at

    later(ws, 10)
    undoing.undo(ws)
    again = sessions.running(ws)
    assert again is not None
    assert (again.count, again.waiting) == (3, 2)
    assert again.finish_at > before

    card = sessions.end(ws)
    assert card.done[Kind.READY] == (3, day.lanes.ready)
    assert card.done[Kind.INVITE] == (0, day.lanes.invite)
    assert card.done[Kind.HAND_OVER] == (0, 2)
    assert card.acts == {"approved": 2, "skipped": 1}
    assert card.spent == 1
    assert card.left == queue.counts(ws)
    assert card.first_expires_at is not None
    assert card.expires_where == "reply"
    assert sessions.running(ws) is None


def test_a_session_survives_its_terminal_and_is_never_two(ws: Workspace) -> None:
    sessions.begin(ws, 35)
    with seeds.reopen(ws.path) as other:
        found = sessions.running(other)
        assert found is not None
        assert found.minutes == 35
        with pytest.raises(BadInputError, match="a session runs since"):
            sessions.begin(other, 20)
        sessions.end(other)
        assert sessions.remembered_minutes(other) == 35
    with pytest.raises(BadInputError, match="no session runs"):
        sessions.end(ws)


def test_undo_passes_over_a_session_and_takes_its_drafts_back_as_one(ws: Workspace) -> None:
    for lane in (Lane.READY, Lane.INVITE):
        life.skip(ws, [item.id for item in queue.ids(ws, lane)])
    worth = thanking.worth(ws)
    assert worth == today.look(ws).plan.worth > 0
    begun = sessions.begin(ws, 20)
    assert begun.drafted + begun.left_out == worth
    assert {Kind.READY, Kind.INVITE} <= {each.kind for each in begun.plan.lines}
    undone = undoing.undo(ws)
    assert (undone.act, undone.restored) == ("draft", begun.drafted)
    running = sessions.running(ws)
    assert running is not None
    assert running.gone == begun.drafted
    assert running.total == len(begun.plan.lines) - begun.drafted
    assert thanking.worth(ws) == worth


def test_drafting_can_be_declined_and_nothing_to_do_is_said(ws: Workspace) -> None:
    [message] = queue.ids(ws, Lane.REPLY)
    replies.archive(ws, message.id)
    for lane in (Lane.READY, Lane.INVITE):
        life.skip(ws, [item.id for item in queue.ids(ws, lane)])
    with pytest.raises(BadInputError, match="there is nothing to do"):
        sessions.begin(ws, 20, drafts=False)
    assert sessions.running(ws) is None
    assert queue.counts(ws).ready == 0


def test_nobody_within_the_gap_or_stopped_or_with_a_draft_is_worth_one(ws: Workspace) -> None:
    assert thanking.worth(ws) == 0
    [first, *_] = queue.ids(ws, Lane.READY)
    life.skip(ws, [first.id])
    assert thanking.worth(ws) == 1
    [row] = queue.rows(ws, [first])
    [card] = drafting.make(ws, Purpose.THANKS, names=[row.handle]).drafts
    seeds.send(ws, [card.row.item.id])
    assert thanking.worth(ws) == 0
    ws.fixed_now = ws.now() + ws.policy.gap
    assert thanking.worth(ws) == 1
    people.suppress(ws, row.handle, SuppressionReason.REFUSED)
    assert thanking.worth(ws) == 0


def test_the_pace_is_measured_from_the_journal(ws: Workspace) -> None:
    assert own_pace.paces(ws)[Kind.READY].assumed
    items = [*queue.ids(ws, Lane.READY), *queue.ids(ws, Lane.INVITE)]
    for number in items:
        later(ws, 9)
        life.skip(ws, [number.id])
    found = own_pace.paces(ws)[Kind.READY]
    assert (found.seconds, found.cards) == (9, len(items))
    assert not found.assumed


def test_today_the_hand_over_and_the_session_say_the_same_of_the_pace(ws: Workspace) -> None:
    ws.policy = replace(ws.policy, first_contacts_an_hour=2)
    sessions.begin(ws, 20, drafts=False)
    ready = [row.item.id for row in queue.first(ws, Lane.READY, 2)]
    life.approve(ws, ready)
    for number in ready * 3:
        life.hand_over(ws, number)
        later(ws, 40)
        life.sent(ws, [number])
        undoing.undo(ws)
    day, waits, running = today.look(ws), outbox.outbox(ws), sessions.running(ws)
    assert day.pace == waits.busy
    assert day.plan.paces[Kind.HAND_OVER] == waits.each
    assert (waits.each.seconds, waits.each.assumed) == (40, False)
    assert day.pace[0].hour.taken == day.pace[0].hour.cap == 2
    assert day.pace[0].room.first == 0
    assert running is not None
    assert running.waiting == len(waits.rows) == 2
    cards = sum(planning.cost(kind, day.plan.paces) for kind, _ in running.pending)
    assert running.left == timedelta(seconds=cards) + waits.takes(2)


def test_a_session_is_taken_out_and_comes_back_with_a_copy_of_the_workspace(
    ws: Workspace, tmp_path: Path
) -> None:
    sessions.begin(ws, 25, drafts=False)
    exporting.export_all(ws, tmp_path / "out")
    [_, line] = (tmp_path / "out" / "sessions.csv").read_text("utf-8").splitlines()
    assert line == "1,2026-03-14T13:30:00Z,,25,8"
    copy = backups.backup(ws)
    sessions.end(ws)
    home = ws.path
    ws.close()
    restoring.restore(home, copy.name, front_end=FrontEnd.TUI)
    with seeds.reopen(home) as again:
        found = sessions.running(again)
        assert found is not None
        assert (found.minutes, found.total) == (25, 8)


def test_nobody_whom_no_text_fits_is_offered_a_second_time(ws: Workspace) -> None:
    row = queue.first(ws, Lane.READY, 1)[0]
    life.skip(ws, [row.item.id])
    assert session_plans.make(ws, 20).worth == 1
    ws.without_thanks = frozenset({row.contact_id})
    plan = session_plans.make(ws, 20)
    assert (plan.worth, plan.unfit) == (0, 1)
