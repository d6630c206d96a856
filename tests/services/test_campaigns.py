"""Campaigns: who gets a message and who is held out, drawn once, seen before, counted after."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.campaigns import Arm, Assigned, Outcome, Variant
from dm_assistant.domain.model import DraftState, InboundClass, Purpose, SuppressionReason
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import (
    campaign_runs,
    campaigns,
    codes,
    drafting,
    life,
    people,
    undoing,
)
from dm_assistant.services.campaigns import CampaignChange
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import campaigns as stored
from tests.services.campaigning import CROWD, NAME, PAIR, begun, line, of, ran, sent
from tests.services.workshop import (
    DATABASE,
    comment,
    comments,
    database_bytes,
    load,
    refusal,
    tables,
    wait,
    wrote,
)
from tests.workspaces import FANS, reopened


@pytest.fixture
def many(crowded: Workspace) -> Workspace:
    """Give a workspace of twenty people."""
    return crowded


def places(ws: Workspace) -> dict[int, Any]:
    with ws.database.read() as tx:
        known = stored.find(tx, NAME)
        assert known is not None
        return stored.places(tx, known.id)


# --- running ----------------------------------------------------------------------------------


def test_a_dry_run_says_of_everybody_what_the_run_then_does(many: Workspace) -> None:
    begun(many, holdout=20, variants=PAIR)
    dry = ran(many, dry_run=True)
    real = ran(many)
    assert [replace(each, draft=None) for each in real.people] == list(dry.people)
    assert dry.would == real.would
    assert sum(dry.would.values()) == len(CROWD)
    assert dry.drafts == ()
    assert len(real.drafts) == dry.would[Outcome.DRAFT] > 0


def test_a_dry_run_leaves_every_byte_as_it_was(many: Workspace) -> None:
    begun(many, holdout=50, variants=PAIR)
    before = database_bytes(many)
    ws = reopened(many)
    assert ran(ws, dry_run=True).would[Outcome.HELD_OUT]
    assert database_bytes(ws) == before


def test_a_run_in_pieces_serves_everybody_once_and_draws_as_one_run_does(many: Workspace) -> None:
    begun(many, holdout=20, variants=PAIR)
    whole = ran(many, dry_run=True)
    handles = [each.handle for each in ran(many, top=3).people]
    while fresh := [
        each.handle for each in ran(many, top=4).people if each.outcome is not Outcome.SERVED
    ]:
        handles += fresh
    assert sorted(handles) == sorted(CROWD)
    assert set(of(whole, Outcome.HELD_OUT)) == {
        each.handle for each in campaigns.members(many, NAME) if each.arm is Arm.HOLDOUT
    }
    assert line(many).eligible == len(CROWD)
    drafted = [row[1] for row in tables(many)["drafts"]]
    assert len(drafted) == len(set(drafted)) == line(many).drafted


def test_top_counts_the_drafts_made_and_goes_past_whom_it_holds_out(many: Workspace) -> None:
    begun(many, holdout=50)
    found = ran(many, top=5)
    assert len(found.drafts) == 5
    assert line(many).drafted == 5
    assert line(many).held_out == found.would[Outcome.HELD_OUT]


def test_undo_takes_a_run_back_whole_and_another_run_draws_the_same(many: Workspace) -> None:
    begun(many, holdout=20, variants=PAIR)
    first = ran(many)
    drawn = places(many)
    assert undoing.undo(many).act == campaign_runs.RUN
    assert tables(many)["drafts"] == []
    assert tables(many)["arms"] == []
    again = ran(many)
    assert again.would == first.would
    assert {who: (each.arm, each.variant) for who, each in places(many).items()} == {
        who: (each.arm, each.variant) for who, each in drawn.items()
    }


def test_variants_are_drawn_in_blocks_that_hold_each_as_often_as_its_share(many: Workspace) -> None:
    begun(many, variants=(Variant("warm", 2), Variant("short", 1)))
    ran(many, top=7)
    ran(many, top=11)
    drawn = places(many).values()
    blocks: dict[int, Counter[str]] = {}
    for each in drawn:
        assert each.assigned is Assigned.RANDOM
        assert each.probability == pytest.approx(2 / 3 if each.variant == "warm" else 1 / 3)
        blocks.setdefault(each.block, Counter())[each.variant] += 1
    assert len(drawn) == 18
    assert list(blocks.values()) == [Counter(warm=2, short=1)] * 6


def test_who_does_not_fit_every_variant_is_no_part_of_the_comparison(many: Workspace) -> None:
    begun(many, variants=(Variant("warm"), Variant("regular")))
    ran(many)
    assert {each.assigned for each in places(many).values()} == {Assigned.MANUAL}
    assert {each.variant for each in places(many).values()} == {"warm"}
    shown = {each.name: (each.people, each.random) for each in campaigns.page(many, NAME).variants}
    assert shown == {"warm": (20, 0), "regular": (0, 0)}


def test_everybody_else_is_told_apart_with_the_reason(many: Workspace, tmp_path: Path) -> None:
    load(many, comments(tmp_path / "new.csv", comment(1, "new.one")))
    people.suppress(many, CROWD[0], SuppressionReason.OPT_OUT)
    drafting.make(many, Purpose.THANKS, names=[CROWD[1]])
    wrote(many, "what a lovely evening", CROWD[2])
    begun(many)
    found = {each.handle: each for each in ran(many).people}
    assert found["new.one"].outcome is Outcome.INVITE
    assert found[CROWD[0]].outcome is Outcome.NOTHING
    assert "still waiting" in found[CROWD[1]].reason
    assert found[CROWD[2]].outcome is Outcome.WAIT
    assert found[CROWD[2]].reason
    assert line(many).eligible == len(CROWD) - 3
    assert places(many).keys() == {each.contact_id for each in found.values() if each.draft}


def test_who_is_invited_gets_a_public_reply_and_draws_once_they_said_yes(
    many: Workspace, tmp_path: Path
) -> None:
    load(many, comments(tmp_path / "new.csv", comment(1, "new.one", "which brush is that one?")))
    begun(many, extra={"keyword": "FOG"})
    found = ran(many, invite=True)
    [invited] = [each for each in found.people if each.outcome is Outcome.INVITE]
    assert invited.draft is not None
    assert invited.draft in found.drafts
    [row] = [row for row in tables(many)["drafts"] if row[0] == invited.draft]
    assert "invite" in row
    assert NAME not in row
    assert invited.contact_id not in places(many)
    people.grant(many, "new.one", Purpose.THANKS, "FOG please")
    assert of(ran(many), Outcome.DRAFT) == ["new.one"]
    assert invited.contact_id in places(many)


def test_a_draft_that_time_holds_is_made_and_says_until_when(many: Workspace) -> None:
    begun(many)
    sent(many, drafting.make(many, Purpose.THANKS, names=[CROWD[0]]).drafts[0].row.item.id)
    out_at, _ = many.now(), wait(many, hours=1)
    held = next(each for each in ran(many).people if each.handle == CROWD[0])
    assert held.outcome is Outcome.HELD
    assert held.until == out_at + timedelta(days=14)
    assert held.draft is not None


def test_whom_one_skipped_a_later_run_leaves_alone(many: Workspace) -> None:
    begun(many)
    first = ran(many)
    life.skip(many, first.drafts[:1])
    again = ran(many)
    assert again.drafts == ()
    assert again.would[Outcome.SERVED] == len(CROWD)


def test_nothing_runs_outside_its_days_or_after_its_end(many: Workspace) -> None:
    begun(many, starts_on=date(2024, 10, 3), ends_on=date(2024, 10, 4))
    assert "begins on 2024-10-03" in refusal(lambda: ran(many, dry_run=True))
    wait(many, days=2)
    assert ran(many, top=1).drafts
    wait(many, days=2)
    assert "was over after 2024-10-04" in refusal(lambda: ran(many))
    campaigns.edit(many, NAME, CampaignChange(free_until=True))
    assert ran(many, top=1).drafts
    assert campaigns.end(many, NAME).stands == "ended"
    with pytest.raises(RefusedError, match="has ended"):
        ran(many)


def test_codes_come_from_the_campaigns_own_pool_until_it_is_empty(
    ws: Workspace, tmp_path: Path
) -> None:
    for handle in FANS:
        people.grant(ws, handle, Purpose.OFFER, "yes, send me offers")
    for pool, code in (("first", "AAA1"), ("spring", "BBB1")):
        (tmp_path / "codes.txt").write_text(code)
        codes.add(ws, pool, tmp_path / "codes.txt")
    for each in ran_thanks(ws):
        wrote(ws, "thank you, that made my day", each, InboundClass.POSITIVE)
    wait(ws, days=10)
    begun(ws, Purpose.OFFER, pool="SPRING", extra={"perk": "10 % off"})
    found = ran(ws)
    assert len(found.drafts) == 1
    assert [row[2] for row in tables(ws)["codes"] if row[4] == "reserved"] == ["BBB1"]
    reasons = [each.reason for each in found.people if each.draft is None]
    assert reasons == ["the code pool is empty"] * 2


def ran_thanks(ws: Workspace) -> tuple[str, ...]:
    made = drafting.make(ws, Purpose.THANKS, names=FANS).drafts
    sent(ws, *(card.row.item.id for card in made))
    wait(ws, hours=2)
    return FANS


# --- held out ---------------------------------------------------------------------------------


def held_out(ws: Workspace) -> list[str]:
    return [each.handle for each in campaigns.members(ws, NAME) if each.arm is Arm.HOLDOUT]


def test_whoever_is_held_out_gets_nothing_from_a_list_for_28_days(many: Workspace) -> None:
    begun(many, holdout=50)
    ran(many)
    out = set(held_out(many))
    assert 0 < len(out) < len(CROWD)
    begun(many, name="Other")
    other = {each.handle: each for each in campaign_runs.run(many, "Other", dry_run=True).people}
    for handle in out:
        assert other[handle].outcome is Outcome.NOTHING
        assert "held out of Spring until 2024-10-29" in other[handle].reason
    report = drafting.make(many, Purpose.THANKS, top=100, dry_run=True)
    assert {each.handle for each in report.left_out if "held out" in each.reason} == out
    wait(many, days=28, seconds=-1)
    assert set(of(campaign_runs.run(many, "Other", dry_run=True), Outcome.NOTHING)) >= out
    wait(many, seconds=1)
    assert out <= set(of(campaign_runs.run(many, "Other", dry_run=True), Outcome.DRAFT))
    assert not out & set(of(ran(many), Outcome.DRAFT))


def test_by_name_somebody_held_out_may_be_written_to_and_that_is_seen(many: Workspace) -> None:
    begun(many, holdout=50)
    ran(many)
    handle = held_out(many)[0]
    report = drafting.make(many, Purpose.THANKS, names=[handle])
    [note] = report.notes
    assert "held out of Spring" in note
    assert campaigns.page(many, NAME).broken == 0
    sent(many, report.drafts[0].row.item.id)
    assert campaigns.page(many, NAME).broken == 1
    assert [each.handle for each in campaigns.members(many, NAME) if each.broken] == [handle]


def test_an_answer_to_what_they_wrote_breaks_no_hold_out(many: Workspace) -> None:
    begun(many, holdout=50)
    ran(many)
    handle = held_out(many)[0]
    wrote(many, "do you sell prints?", handle)
    report = drafting.make(many, Purpose.ANSWER, names=[handle], dry_run=True)
    assert report.notes == ()


# --- making and changing ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"name": " "}, "a name that can be read"),
        ({"name": "a" * 65}, "at most 64"),
        ({"purpose": Purpose.INVITE}, "is for one of"),
        ({"segment": "nobody-knows"}, "segment"),
        ({"variants": (Variant("nope"),)}, "there is no thanks template 'nope'"),
        ({"variants": (Variant("warm"), Variant("warm"))}, "named twice"),
        ({"variants": (Variant("warm", 0),)}, "a share is"),
        ({"holdout": 51}, "from 0 to 50"),
        ({"pool": "spring"}, "codes go with"),
        ({"purpose": Purpose.OFFER, "pool": "spring"}, "there is no code pool"),
        ({"extra": {"colour": "red"}}, "no template knows"),
        ({"extra": {"idea": "x" * 90}}, "at most 60"),
        ({"starts_on": date(2024, 10, 2), "ends_on": date(2024, 10, 1)}, "not before its first"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_made(
    ws: Workspace, wish: dict[str, Any], reason: str
) -> None:
    assert reason in refusal(lambda: begun(ws, **wish))
    assert tables(ws)["campaigns"] == []


def test_a_name_is_one_campaign_however_it_is_written(ws: Workspace) -> None:
    begun(ws)
    assert "already" in refusal(lambda: begun(ws, name="SPRING "))
    report = drafting.make(ws, Purpose.THANKS, names=FANS[:1], campaign="spring")
    assert report.drafts[0].draft is not None
    assert report.drafts[0].draft.campaign == NAME
    assert line(ws).drafted == 1
    assert "there are: Spring" in refusal(lambda: campaigns.page(ws, "summer"))


def test_whom_one_adds_by_name_belongs_to_it_but_drew_nothing(ws: Workspace) -> None:
    begun(ws, holdout=20)
    drafting.make(ws, Purpose.THANKS, names=FANS[:1], campaign=NAME)
    [place] = places(ws).values()
    assert (place.arm, place.by_hand) == (Arm.MESSAGE, True)
    assert undoing.undo(ws).act == "draft"
    assert places(ws) == {}
    line_of_error = refusal(
        lambda: drafting.make(ws, Purpose.FEEDBACK, names=FANS[:1], campaign=NAME)
    )
    assert "for thanks, not for feedback" in line_of_error


def test_a_mere_name_stays_one_and_is_listed_with_what_it_has(ws: Workspace) -> None:
    drafting.make(ws, Purpose.THANKS, names=FANS, campaign="may")
    [plain] = campaigns.listing(ws)
    assert (plain.name, plain.stands, plain.drafted, plain.campaign) == ("may", "plain", 3, None)
    assert len(campaigns.members(ws, "may")) == 3
    assert campaigns.page(ws, "may").left


def test_what_was_drawn_stays_once_it_ran(many: Workspace) -> None:
    begun(many, holdout=20)
    campaigns.edit(many, NAME, CampaignChange(holdout=10, variants=PAIR))
    ran(many, top=2)
    for change in (CampaignChange(holdout=20), CampaignChange(variants=())):
        with pytest.raises(RefusedError, match="stays as it was drawn"):
            campaigns.edit(many, NAME, change)
    changed = campaigns.edit(many, NAME, CampaignChange(segment="superfan", notes="slowly"))
    assert changed.campaign is not None
    assert (changed.campaign.segment, changed.campaign.holdout) == ("superfan", 10)
    assert undoing.undo(many).act == "campaign_edit"
    found = line(many).campaign
    assert found is not None
    assert found.segment == ""


def test_making_and_ending_are_undone(ws: Workspace) -> None:
    begun(ws)
    campaigns.end(ws, NAME)
    assert undoing.undo(ws).act == "campaign_end"
    assert line(ws).stands == "open"
    assert undoing.undo(ws).act == "campaign_new"
    assert campaigns.listing(ws) == ()
    with pytest.raises(BadInputError):
        ran(ws)


def test_progress_counts_each_person_once_at_every_step(many: Workspace) -> None:
    begun(many, variants=PAIR)
    first, second, third, *_ = ran(many).drafts
    sent(many, first, second)
    life.approve(many, [third])
    members = {each.draft: each.handle for each in campaigns.members(many, NAME)}
    wait(many, hours=3)
    life.seen(many, [second])
    wrote(many, "how kind of you", members[first])
    so_far = line(many)
    assert (so_far.drafted, so_far.approved, so_far.sent) == (20, 3, 2)
    assert (so_far.seen, so_far.replied, so_far.waiting) == (2, 1, 17)
    page = campaigns.page(many, NAME)
    assert (page.figures.sent, page.figures.reply.k) == (2, 1)
    assert sum(each.figures.sent for each in page.variants) == 2
    assert (1, "approved: hand them over") in page.left
    states = Counter(each.state for each in campaigns.members(many, NAME))
    assert states[DraftState.REPLIED] == states[DraftState.SEEN] == 1


def test_journal_records_hold_ids_and_no_words(many: Workspace) -> None:
    begun(many, name="Secret plan", notes="for my best friends")
    campaign_runs.run(many, "secret plan", top=2)
    told = " ".join(str(row) for row in tables(many)["journal"])
    assert "ecret plan" not in told
    assert "friends" not in told
    assert (many.path / DATABASE).exists()
