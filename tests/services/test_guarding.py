"""The opt-out guard: words that too many people answer by asking to stop are used no more."""

from __future__ import annotations

import pytest

from dm_assistant.domain.model import DraftState, Purpose
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import (
    drafting,
    exporting,
    guarding,
    life,
    queue,
    replies,
    review,
    steering,
    undoing,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import drafts, pauses
from tests.services.campaigning import CROWD, NAME, PAIR, begun, ran, sent
from tests.services.going_back import go_back, kept
from tests.services.workshop import wait

REASON = "both had mistaken it for somebody else's message"


def draft(ws: Workspace, *names: str, template: str = "warm") -> tuple[int, ...]:
    found = drafting.make(ws, Purpose.THANKS, template=template, names=names)
    return tuple(each.row.item.id for each in found.drafts)


def say_stop(ws: Workspace, *names: str) -> None:
    for name in names:
        replies.log(ws, f"@{name}", "please stop messaging me")


def states(ws: Workspace, *ids: int) -> list[DraftState]:
    with ws.database.read() as tx:
        found = drafts.get(tx, ids)
    return [found[each].state for each in ids]


def paused(ws: Workspace) -> list[tuple[str, str]]:
    return [(each.template, each.why.campaign) for each in guarding.listing(ws)]


def test_the_second_opt_out_pauses_the_words_for_everybody_at_once(crowded: Workspace) -> None:
    ws = crowded
    given = draft(ws, *CROWD[:5])
    sent(ws, *given)
    waiting, approved, other = (
        *draft(ws, CROWD[5], CROWD[6]),
        *draft(ws, CROWD[7], template="short"),
    )
    life.approve(ws, [approved])
    wait(ws, hours=1)
    say_stop(ws, CROWD[0])
    assert paused(ws) == []
    before = queue.counts(ws)
    say_stop(ws, CROWD[1])
    assert paused(ws) == [("warm", "")]
    [found] = guarding.listing(ws)
    [first, *_] = review.week(ws).to_do
    assert first.words.startswith("Template warm is paused: 2 of 5 people asked to stop")
    exporting.export_all(ws, ws.path.parent / "out")
    rows = (ws.path.parent / "out" / "pauses.csv").read_text("utf-8").splitlines()
    assert rows[1].startswith("thanks,warm,,")
    assert ",2,5,3," in rows[1]
    assert found.why.words == "2 of 5 people asked to stop (more than 3 %, 99 % sure)"
    assert states(ws, waiting, approved) == [DraftState.DRAFTED, DraftState.DRAFTED]
    with pytest.raises(RefusedError, match="paused: 2 of 5 people asked to stop") as refused:
        life.approve(ws, [waiting])
    verdict = refused.value.verdict
    assert verdict is not None
    against = verdict.finding("template_reach")
    assert against is not None
    assert (against.status, against.overridable) == (Status.WAIT, False)
    assert "2 of 5 people asked to stop" in against.detail
    assert verdict.unlock == "let these words go on, with a reason"
    assert queue.counts(ws).held == before.held + 2
    report = drafting.make(ws, Purpose.THANKS, template="warm", names=[CROWD[8]])
    assert [each.reason for each in report.left_out] == [f"paused: {found.why.words}"]
    [card] = drafting.make(ws, Purpose.THANKS, names=[CROWD[8]]).drafts
    assert card.draft is not None
    assert card.draft.template != "warm"
    sent(ws, other)


def test_an_approved_message_in_paused_words_cannot_be_handed_over(crowded: Workspace) -> None:
    ws = crowded
    sent(ws, *draft(ws, *CROWD[:3]))
    [ready] = draft(ws, CROWD[3])
    life.approve(ws, [ready])
    wait(ws, hours=1)
    say_stop(ws, CROWD[0], CROWD[1])
    with pytest.raises(RefusedError, match="no undo weakens that"):
        undoing.undo(ws)
    for act in (life.hand_over, lambda ws, each: life.approve(ws, [each])):
        with pytest.raises((RefusedError, BadInputError)):
            act(ws, ready)
    assert states(ws, ready) == [DraftState.DRAFTED]


def test_the_creator_lets_words_go_on_with_a_reason_until_one_more_asks_to_stop(
    crowded: Workspace,
) -> None:
    ws = crowded
    sent(ws, *draft(ws, *CROWD[:4]))
    [held] = draft(ws, CROWD[4])
    wait(ws, hours=1)
    say_stop(ws, CROWD[0], CROWD[1])
    for reason in ("", "no"):
        with pytest.raises(BadInputError, match="reason"):
            guarding.resume(ws, "warm", reason)
    with pytest.raises(BadInputError, match="'cold' is not paused; paused are: thanks/warm"):
        guarding.resume(ws, "cold", REASON)
    assert [each.template for each in guarding.resume(ws, "thanks/warm", REASON)] == ["warm"]
    assert paused(ws) == []
    [moved] = life.approve(ws, [held])
    assert not moved.refused
    undoing.undo(ws)
    undoing.undo(ws)
    assert paused(ws) == [("warm", "")]
    guarding.resume(ws, "warm", REASON)
    say_stop(ws, CROWD[2])
    [again] = guarding.listing(ws)
    assert again.why.words.startswith("3 of 4 people asked to stop")


def test_a_campaign_pauses_its_own_variant_while_the_words_go_on_elsewhere(
    crowded: Workspace,
) -> None:
    ws = crowded
    steering.change(ws, {"first_contacts_a_day": 30, "first_contacts_an_hour": 15}, REASON)
    sent(ws, *draft(ws, *CROWD[:10]))
    wait(ws, hours=2)
    begun(ws, variants=PAIR)
    made = ran(ws, top=4)
    sent(ws, *made.drafts)
    wait(ws, hours=1)
    warm = [each.handle for each in made.people if each.draft and each.variant == "warm"]
    assert len(warm) == 2
    say_stop(ws, *warm)
    # 2 of 12 pause them everywhere as well: so few people cannot show that it is chance.
    assert paused(ws) == [("warm", "")]
    with ws.database.read() as tx:
        assert {each.campaign for each in pauses.open_ones(tx)} == {"", NAME}
    later = [each for each in ran(ws).people if each.draft is not None]
    assert {each.variant for each in later} == {"short"}
    assert {each.assigned.value for each in later if each.assigned} == {"manual"}
    guarding.resume(ws, "warm", REASON)
    assert paused(ws) == []


def test_who_left_before_the_message_or_for_their_age_is_no_reason(crowded: Workspace) -> None:
    ws = crowded
    sent(ws, *draft(ws, *CROWD[:5]))
    wait(ws, hours=1)
    say_stop(ws, CROWD[0], *CROWD[6:9])
    replies.log(ws, f"@{CROWD[1]}", "im 14 btw")
    assert paused(ws) == []


def test_going_back_to_a_copy_keeps_words_paused_and_what_was_let_go_on_stays_so(
    crowded: Workspace,
) -> None:
    ws = crowded
    before = kept(ws)
    sent(ws, *draft(ws, *CROWD[:4]))
    wait(ws, hours=1)
    name = kept(ws)
    say_stop(ws, CROWD[0], CROWD[1])
    go_back(ws, name)
    assert paused(ws) == [("warm", "")]
    guarding.resume(ws, "warm", REASON)
    name = kept(ws)
    say_stop(ws, CROWD[2])
    assert paused(ws) == [("warm", "")]
    go_back(ws, name)
    assert paused(ws) == [("warm", "")]
    go_back(ws, before)
    assert paused(ws) == [("warm", "")]
