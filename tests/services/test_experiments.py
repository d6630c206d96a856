"""Experiments: what was drawn, sent and answered, as the stop rule sees it, and what follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from dm_assistant.domain.campaigns import Variant
from dm_assistant.domain.model import Purpose
from dm_assistant.domain.statistics import experiment_words
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import (
    campaign_prospects,
    campaigns,
    experiments,
    life,
    merging,
    replies,
    steering,
    undoing,
)
from dm_assistant.services.campaign_views import CampaignWish, Run
from dm_assistant.services.campaigns import CampaignChange
from dm_assistant.services.workspace import Workspace
from tests.services.campaigning import NAME, PAIR, begun, ran, sent
from tests.services.workshop import wait

REASON = "a campaign of the tests goes out in one day"


@pytest.fixture
def test(crowded: Workspace) -> Workspace:
    """Give a campaign of twenty people whose pairs may all leave today."""
    steering.change(crowded, {"first_contacts_a_day": 30, "first_contacts_an_hour": 15}, REASON)
    begun(crowded, variants=PAIR, plan=10)
    return crowded


def handles(run: Run, variant: str) -> list[str]:
    return [each.handle for each in run.people if each.draft and each.variant == variant]


def answer(ws: Workspace, *names: str, text: str = "haha love it") -> None:
    for name in names:
        replies.log(ws, f"@{name}", text)


def test_a_pair_counts_once_both_messages_are_a_week_old(test: Workspace) -> None:
    made = ran(test, top=6)
    assert experiments.experiment(test, NAME).blocks.waiting == 3
    sent(test, *made.drafts)
    wait(test, hours=1)
    answer(test, handles(made, "warm")[0])
    young = experiments.experiment(test, NAME)
    assert (young.complete, young.blocks.young) == (0, 3)
    assert experiment_words.evidence(young) == "Too early to tell: no pair is complete yet."
    wait(test, days=7)
    answer(test, handles(made, "short")[0])
    found = experiments.experiment(test, NAME)
    # The second answer came later than a week: it is none here.
    assert {each.name: each.count for each in found.variants} == {"warm": (1, 3), "short": (0, 3)}
    said = experiments.document(found)
    assert said["blocks_complete"] == 3
    assert {said["only_a"], said["only_b"]} == {0, 1}
    assert said["verdict"] is None
    assert said["mid_p"] is None
    assert "3 of 10 pairs are in; about 7 more each." in experiment_words.progress(found)
    assert campaigns.page(test, NAME).experiment == found
    listed = experiments.wordings(test)
    assert listed.experiments == (found,)
    assert listed.untested == ()


def test_a_pair_with_a_failed_send_is_dropped_and_an_unconfirmed_one_counts(
    test: Workspace,
) -> None:
    made = ran(test, top=6)
    blocks = {each.draft: each for each in made.people if each.draft}
    first, *others = blocks
    life.approve(test, [first])
    life.hand_over(test, first)
    sent(test, *others)
    wait(test, days=7, hours=1)
    # An answer would confirm it: left out until then, it would count only if answered.
    assert experiments.experiment(test, NAME).complete == 3
    life.could_not_send(test, [first])
    found = experiments.experiment(test, NAME)
    assert (found.complete, found.blocks.dropped, found.blocks.waiting) == (2, 1, 0)
    assert "1 pair was dropped" in experiment_words.progress(found)


def test_of_two_people_who_are_one_only_the_first_place_counts(test: Workspace) -> None:
    made = ran(test, top=4)
    sent(test, *made.drafts)
    wait(test, days=8)
    assert experiments.experiment(test, NAME).complete == 2
    one, *_, other = [each.handle for each in made.people if each.draft]
    merging.merge(test, one, other)
    found = experiments.experiment(test, NAME)
    assert found.complete + found.blocks.dropped == 2
    assert found.blocks.dropped >= 1
    undoing.undo(test)
    assert experiments.experiment(test, NAME).complete == 2


def test_a_plan_can_be_changed_until_the_first_message_left_and_not_after(test: Workspace) -> None:
    made = ran(test, top=2)
    campaigns.edit(test, NAME, CampaignChange(plan=50))
    shown = experiment_words.sentences(experiments.experiment(test, NAME))
    assert any("a difference of about 27 points or more (20 % → 47 %)" in each for each in shown)
    campaigns.edit(test, NAME, CampaignChange(plan=0))
    assert experiments.experiment(test, NAME).plan is None
    undoing.undo(test)
    sent(test, *made.drafts)
    with pytest.raises(RefusedError, match="its plan stays"):
        campaigns.edit(test, NAME, CampaignChange(plan=20))
    campaigns.edit(test, NAME, CampaignChange(plan=50, notes="the same plan"))
    assert experiments.experiment(test, NAME).plan == 50


@pytest.mark.parametrize(
    ("wish", "flaw"),
    [
        ({"variants": PAIR, "plan": 9}, "from 10 to 1,000 messages"),
        ({"variants": PAIR[:1], "plan": 50}, "two variants or more"),
        ({"variants": (Variant("warm", 2), Variant("short")), "plan": 50}, "equal shares"),
        ({"plan": 50}, "two variants or more"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    crowded: Workspace, wish: dict[str, Any], flaw: str
) -> None:
    with pytest.raises(BadInputError, match=flaw):
        begun(crowded, **wish)


@pytest.mark.parametrize(
    ("variants", "said"),
    [
        (PAIR[:1], "has one variant: there is nothing to compare"),
        ((), "names no variants, so nobody drew theirs"),
        ((Variant("warm", 2), Variant("short")), "by unequal shares: not a test"),
    ],
)
def test_a_campaign_that_is_no_test_says_why(
    crowded: Workspace, variants: tuple[Variant, ...], said: str
) -> None:
    begun(crowded, variants=variants)
    found = experiments.experiment(crowded, NAME)
    assert said in experiments.document(found)["words"]  # type: ignore[operator]  # it is text
    with pytest.raises(BadInputError, match=said):
        experiments.adopt(crowded, NAME, "warm")


def test_the_form_says_what_a_plan_shows(crowded: Workspace) -> None:
    wish = CampaignWish(NAME, Purpose.THANKS, variants=PAIR, plan=100)
    found = campaign_prospects.of_new(crowded, wish)
    assert "19 points or more (20 % → 39 %)" in found.shows
    assert campaign_prospects.of_new(crowded, replace(wish, plan=None)).shows == ""


def test_an_adopted_variant_is_drawn_four_times_in_five_and_compared_no_more(
    test: Workspace,
) -> None:
    ran(test, top=3)
    with pytest.raises(BadInputError, match="it has: warm, short"):
        experiments.adopt(test, NAME, "cold")
    assert experiments.adopt(test, NAME, "warm").adopted == "warm"
    later = ran(test)
    drawn = Counter(each.variant for each in later.people if each.draft)
    assert drawn["warm"] > 3 * drawn["short"] > 0
    sent(test, *later.drafts[:12])
    wait(test, days=8)
    found = experiments.experiment(test, NAME)
    assert found.complete == 0
    assert found.blocks.apart >= 3
    assert any(
        "Four of five new people draw warm" in each for each in experiment_words.sentences(found)
    )


def test_undo_takes_an_adoption_back(test: Workspace) -> None:
    experiments.adopt(test, NAME, "warm")
    undoing.undo(test)
    assert experiments.experiment(test, NAME).adopted == ""
    drawn = Counter(each.variant for each in ran(test).people if each.draft)
    assert drawn["warm"] == drawn["short"]


def test_a_paused_variant_is_named_with_its_numbers_and_not_adopted(test: Workspace) -> None:
    made = ran(test, top=10)
    sent(test, *made.drafts)
    wait(test, hours=1)
    answer(test, *handles(made, "warm")[:2], text="please stop messaging me")
    found = experiments.experiment(test, NAME)
    assert [each.stopped is not None for each in found.variants] == [True, False]
    assert experiment_words.sentences(found)[-1] == (
        "warm is paused: 2 of 5 people asked to stop (more than 3 %, 99 % sure)."
    )
    with pytest.raises(RefusedError, match="paused: 2 of 5"):
        experiments.adopt(test, NAME, "warm")
    wait(test, days=8)
    later = experiments.experiment(test, NAME)
    assert later.meanwhile is not None
    assert later.meanwhile.name == "short"
