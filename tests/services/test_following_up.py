"""Follow-ups: once at most, three days on, held by the rules, and gone with an answer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from dm_assistant.domain.campaigns import Outcome
from dm_assistant.domain.model import DraftState, InboundClass, Purpose
from dm_assistant.services import (
    campaigns,
    drafting,
    following_up,
    life,
    numbers,
    replies,
    rewriting,
    settings_file,
    undoing,
)
from dm_assistant.services.campaign_views import Outlook
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage.campaigns import handles as shown_handles
from tests import exports
from tests.exports import message
from tests.services.campaigning import CROWD, NAME, begun, of, ran, sent
from tests.services.workshop import (
    NOON,
    database_bytes,
    load,
    refusal,
    state,
    stored,
    tables,
    wait,
    wrote,
)
from tests.workspaces import reopened


@pytest.fixture
def many(crowded: Workspace) -> Workspace:
    """Give a workspace of twenty people, three of whom got a message of a campaign."""
    begun(crowded)
    sent(crowded, *ran(crowded, top=3).drafts)
    return crowded


def outlooks(ws: Workspace) -> dict[str, Outlook]:
    return {each.handle: each for each in following_up.follow_up(ws, NAME, dry_run=True).people}


def first_three(ws: Workspace) -> list[str]:
    return list(outlooks(ws))


def test_nobody_is_due_before_the_third_day(many: Workspace) -> None:
    for hours in (1, 70.9):
        wait(many, hours=hours)
        assert {each.outcome for each in outlooks(many).values()} == {Outcome.WAIT}
    wait(many, hours=0.1)
    found = following_up.follow_up(many, NAME)
    assert found.would[Outcome.HELD] == len(found.drafts) == 3


def test_the_rules_hold_a_follow_up_as_any_second_message(many: Workspace) -> None:
    out_at = many.now()
    wait(many, days=4)
    found = following_up.follow_up(many, NAME)
    assert {each.until for each in found.people} == {out_at + timedelta(days=14)}
    number = found.drafts[0]
    assert "it rests 14 days" in refusal(lambda: life.approve(many, [number]))
    wait(many, days=10)
    sent(many, number)
    assert state(many, number) is DraftState.SENT


def test_it_names_the_day_of_its_opener_and_is_no_opener_in_any_rate(many: Workspace) -> None:
    wait(many, days=4)
    number = following_up.follow_up(many, NAME).drafts[0]
    draft = stored(many, number)
    assert "Tuesday 1 October" in draft.text
    assert (draft.kind, draft.campaign, draft.template) == ("follow_up", NAME, "follow-up/gentle")
    wait(many, days=10)
    sent(many, number)
    page = campaigns.page(many, NAME)
    assert (page.line.sent, page.figures.sent) == (3, 3)
    assert (page.line.followed, page.line.follow_ups_sent) == (3, 1)


def test_there_is_never_a_second_one(many: Workspace) -> None:
    wait(many, days=4)
    first = following_up.follow_up(many, NAME)
    life.skip(many, first.drafts[:1])
    again = following_up.follow_up(many, NAME)
    assert again.drafts == ()
    assert again.would[Outcome.SERVED] == 3
    wait(many, days=10)
    sent(many, first.drafts[1])
    wait(many, days=10)
    assert following_up.follow_up(many, NAME).drafts == ()
    assert len(tables(many)["drafts"]) == 6


def test_an_answer_withdraws_it_in_the_same_act_and_undo_brings_it_back(many: Workspace) -> None:
    handle = first_three(many)[0]
    wait(many, days=4)
    number = next(
        each.draft
        for each in following_up.follow_up(many, NAME).people
        if each.handle == handle and each.draft
    )
    logged = wrote(many, "sorry, I only saw this now", handle, InboundClass.NEUTRAL)
    assert logged.withdrawn == (number,)
    assert state(many, number) is DraftState.CANCELLED
    assert "answered" in outlooks(many)[handle].reason
    undoing.undo(many)
    assert state(many, number) is DraftState.DRAFTED


def test_what_was_written_before_the_opener_is_no_answer_to_it(many: Workspace) -> None:
    handle = first_three(many)[0]
    wait(many, days=4)
    following_up.follow_up(many, NAME)
    early = replies.log(many, handle, "hello there", at=many.now() - timedelta(days=9))
    assert early.withdrawn == ()


def test_an_answer_that_an_export_brings_withdraws_it_too(many: Workspace, tmp_path: Path) -> None:
    handle = first_three(many)[0]
    wait(many, days=4)
    found = following_up.follow_up(many, NAME)
    number = next(each.draft for each in found.people if each.handle == handle and each.draft)
    [opener] = [each.draft for each in campaigns.members(many, NAME) if each.handle == handle]
    assert opener is not None
    chat = [
        message(many.now() - timedelta(hours=3), handle, "how lovely, thank you"),
        message(NOON, exports.OWNER, stored(many, opener).text),
    ]
    path = exports.write(tmp_path / "export.json", exports.export({handle: chat}))
    load(many, path)
    assert state(many, number) is DraftState.CANCELLED
    others = [each for each in found.drafts if each != number]
    assert {state(many, each) for each in others} == {DraftState.DRAFTED}


def test_who_answered_or_has_it_in_their_requests_is_due_none(many: Workspace) -> None:
    one, other, third = first_three(many)
    ids = {each.handle: each.draft for each in campaigns.members(many, NAME)}
    wrote(many, "thank you!", one)
    pending = ids[other]
    assert pending is not None
    with many.database.write() as tx:
        tx.execute(text(f"UPDATE drafts SET state = 'in_requests' WHERE id = {pending}"))
    wait(many, days=4)
    found = outlooks(many)
    assert (found[one].outcome, found[other].outcome) == (Outcome.NOTHING, Outcome.WAIT)
    assert "requests" in found[other].reason
    assert of(following_up.follow_up(many, NAME), Outcome.HELD) == [third]


def test_after_a_month_it_is_too_late(many: Workspace) -> None:
    wait(many, days=30, seconds=1)
    assert {"too late" in each.reason for each in outlooks(many).values()} == {True}
    assert following_up.follow_up(many, NAME).drafts == ()


def test_a_dry_run_changes_nothing_and_undo_takes_all_of_them_back(many: Workspace) -> None:
    wait(many, days=5)
    now = many.now()
    before = database_bytes(many)
    ws = reopened(many)
    ws.fixed_now = now
    dry = following_up.follow_up(ws, NAME, dry_run=True)
    assert database_bytes(ws) == before
    ws = reopened(ws)
    ws.fixed_now = now
    assert following_up.follow_up(ws, NAME).would == dry.would
    assert undoing.undo(ws).restored == 3
    assert len(tables(ws)["drafts"]) == 3
    ws.close()


def test_other_words_for_it_stay_a_follow_up(many: Workspace) -> None:
    own = many.path / "templates" / "follow-up"
    own.mkdir(parents=True)
    (own / "warmer.md").write_text(
        "---\nfollows: thanks\nneeds: sent_day, quote\n---\n"
        "Hello again, after {{ sent_day }}. “{{ quote }}” is still with me.\n"
    )
    wait(many, days=4)
    number = following_up.follow_up(many, NAME).drafts[0]
    card = rewriting.other_variant(many, number)
    assert card.row.template == "follow-up/warmer"
    assert "Tuesday 1 October" in card.text
    assert rewriting.other_variant(many, number).row.template == "follow-up/gentle"


def test_a_mere_name_can_be_followed_up_and_an_unknown_one_not(many: Workspace) -> None:
    made = drafting.make(many, Purpose.THANKS, names=CROWD[:1], campaign="may")
    sent(many, made.drafts[0].row.item.id)
    wait(many, days=4)
    assert len(following_up.follow_up(many, "may").drafts) == 1
    assert "there is no campaign" in refusal(lambda: following_up.follow_up(many, "june"))


def test_an_answer_to_a_follow_up_counts_for_its_first_message_and_its_own_step(
    many: Workspace,
) -> None:
    settings_file.change(many, "numbers.window_days", "30", lambda _: None)
    wait(many, days=15)
    [number, *_] = following_up.follow_up(many, NAME).drafts
    sent(many, number)
    wait(many, hours=1)
    followed = stored(many, number).contact_id
    with many.database.read() as tx:
        [handle] = shown_handles(tx, [followed]).values()
    assert replies.log(many, handle, "oh, sorry, I would love to!").answers == number
    found = numbers.stats(many)
    assert (found.totals.sent, found.totals.reply.k) == (3, 1)
    assert [(step.step, step.reply.k, step.reply.n) for step in found.steps] == [
        (0, 0, 3),
        (1, 1, 1),
    ]
    assert found.totals.positive.unsorted == 1
    assert campaigns.page(many, NAME).figures.reply == found.totals.reply
