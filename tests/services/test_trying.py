"""Trying values: nothing changes, the past is told as it was, and saving does what was shown."""

from __future__ import annotations

from typing import Any

import pytest

from dm_assistant import rulebook
from dm_assistant.domain.model import InboundClass, Lane, Purpose
from dm_assistant.domain.rules.trial import compare
from dm_assistant.domain.rules.verdict import Stage, Status
from dm_assistant.errors import BadInputError
from dm_assistant.services import cards, erasing, life, people, queue, standing, steering, trying
from dm_assistant.services.loading import CancelledError, Watch
from dm_assistant.services.views import Progress
from dm_assistant.services.workspace import POLICY, Workspace
from dm_assistant.storage import drafts, past
from tests.services.workshop import approved, draft, out, tables, wait, wrote

WHY = "a reason of more than fifteen letters"
TRIED: tuple[dict[str, Any], ...] = (
    {"unknown_from": "14:00"},
    {"gap_hours": 1000},
    {"caps": [{"touches": 1, "hours": 720}]},
    {"messages_a_day": 1},
    {"first_contacts_a_day": 1, "first_contacts_an_hour": 1},
    {"message_bytes": 100},
    {"sunset_touches": 1},
    {"backoff_hours": 168},
    {"sameness_warn": 20, "sameness_fix": 40},
    {"still_talking_minutes": 0},
)


@pytest.fixture
def busy(ws: Workspace) -> Workspace:
    """Give a month in which two were written to twice, one of them answered, one waits approved."""
    for handle in ("mia.paints", "zoe_draws"):
        out(ws, handle)
        wait(ws, minutes=20)
    wait(ws, hours=2)
    wrote(ws, "thank you, that was lovely!", kind=InboundClass.POSITIVE)
    wait(ws, days=15)
    out(ws, "mia.paints")
    out(ws, "zoe_draws")
    people.grant(ws, "tom.inks", Purpose.FEEDBACK, "ask me")
    approved(ws, "tom.inks")
    wait(ws, minutes=10)
    draft(ws, "mia.paints")
    return ws


def test_what_the_gate_let_through_is_let_through_in_looking_back(busy: Workspace) -> None:
    with busy.database.read() as tx:
        policies = (busy.policy, busy.policy)
        archive = trying._Archive(tx, busy, policies, busy.now())  # noqa: SLF001 - its heart
        told = [compare(each, *policies) for each in archive.messages(archive.left)]
    assert len(told) == 4
    assert [each.present.reasons for each in told if not each.present.allowed] == []
    assert [each.message.replied for each in told] == [True, False, False, False]


@pytest.mark.parametrize("values", TRIED, ids=lambda values: next(iter(values)))
def test_trying_changes_nothing_and_saving_does_what_was_shown(
    busy: Workspace, values: dict[str, Any]
) -> None:
    queue.counts(busy)
    before = tables(busy)
    effect = trying.try_values(busy, values)
    assert tables(busy) == before
    assert not (busy.path / POLICY).exists()
    verdicts = dict(_approved(busy))
    old = {each.entry.key: each.before for each in effect.changes}
    steering.change(busy, values, WHY)
    stopped = [
        verdict.status
        for number, verdict in _approved(busy)
        if verdicts[number].allowed and not verdict.allowed
    ]
    assert effect.approved_in_all == len(verdicts) == 1
    assert effect.approved.stopped == len(stopped)
    assert effect.approved.blocked == stopped.count(Status.BLOCK)
    back = trying.try_values(busy, old)
    assert back.capacity_now == effect.capacity_tried
    assert back.capacity_tried == effect.capacity_now
    assert back.hindsight.newly_allowed == effect.hindsight.stopped.stopped
    assert back.hindsight.stopped.stopped == effect.hindsight.newly_allowed
    assert back.hindsight.messages == effect.hindsight.messages == 4


def _approved(ws: Workspace) -> list[tuple[int, Any]]:
    with ws.database.read() as tx:
        found = drafts.get(tx, past.approved(tx))
        bench = standing.Bench(tx, ws, [each.contact_id for each in found.values()])
        return [(number, bench.verdict(each, Stage.HANDOVER)) for number, each in found.items()]


def test_replies_and_rules_of_what_would_not_have_gone_are_counted(busy: Workspace) -> None:
    effect = trying.try_values(busy, {"gap_hours": 1000})
    stopped = effect.hindsight.stopped
    assert (stopped.held, stopped.blocked, stopped.fix, stopped.replies) == (2, 0, 0, 0)
    assert [(rule, kind.held) for rule, kind in effect.hindsight.by_rule] == [("gap", 2)]
    silent = trying.try_values(busy, {"sunset_touches": 1}).hindsight
    assert [each.handle for each in silent.examples] == ["zoe_draws"]
    short = trying.try_values(busy, {"message_bytes": 100}).hindsight.stopped
    assert (short.fix, short.replies) == (4, 1)


def test_words_that_were_erased_are_counted_apart(busy: Workspace) -> None:
    people_left = trying.try_values(busy, {"gap_hours": 1000}).hindsight
    assert people_left.wordless == 0
    erasing.forget(busy, "zoe_draws")
    found = trying.try_values(busy, {"gap_hours": 1000}).hindsight
    assert (found.messages, found.wordless, found.stopped.held) == (4, 2, 1)


def test_it_says_how_far_it_is_and_can_be_left(busy: Workspace) -> None:
    steps: list[Progress] = []
    trying.try_values(busy, {"gap_hours": 200}, Watch(steps.append))
    assert [each.label for each in steps] == ["Looking back at", "Looking ahead for"]
    with pytest.raises(CancelledError):
        trying.try_values(busy, {"gap_hours": 200}, Watch(cancelled=lambda: True))


@pytest.mark.parametrize("values", [{"gap_hours": 1}, {"nothing": 1}, {}, {"gap_hours": 168}])
def test_what_cannot_be_is_refused(busy: Workspace, values: dict[str, Any]) -> None:
    with pytest.raises(BadInputError):
        trying.try_values(busy, values)


def test_every_way_of_asking_tells_the_same_story(ws: Workspace) -> None:
    number = draft(ws)
    shown = trying.try_values(ws, {"unknown_from": "14:00"})
    assert (shown.capacity_now[0], shown.capacity_tried[0]) == (1, 1)
    steering.change(ws, {"unknown_from": "14:00"}, WHY)
    asked = people.check(ws, "mia.paints")
    [row] = queue.first(ws, Lane.HELD)
    card = cards.card(ws, row.item)
    with pytest.raises(Exception, match=f"draft {number}") as refused:
        life.approve(ws, [number])
    told = [asked, card.verdict, refused.value.verdict]  # type: ignore[attr-defined]  # RefusedError
    assert {each.status for each in told} == {Status.HOLD}
    assert {each.until for each in told} == {row.until}
    assert {each.finding("quiet_hours").detail for each in told} == {
        asked.reasons[0].detail,
    }
    assert {each.unlock for each in told} == {asked.unlock}
    assert rulebook.entry("unknown_from").rule == asked.reasons[0].rule
    people.withdraw(ws, "mia.paints", Purpose.THANKS, "no more please")
    asked, card = people.check(ws, "mia.paints"), cards.card(ws, row.item)
    assert card.verdict is not None
    assert asked.reasons[0] == card.verdict.reasons[0]
    assert asked.reasons[0].rule == "consent"
    assert sum(trying.try_values(ws, {"gap_hours": 200}).capacity_now) == 0
