"""A text that sells needs what an offer needs, from its draft to the touch it leaves."""

from __future__ import annotations

import json

from dm_assistant.domain.model import DraftState, InboundClass, Lane, Purpose
from dm_assistant.domain.rules.overrides import Override
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.services import cards, life, people, queue, rewriting
from dm_assistant.services.views import ItemId
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import draft, out, refusal, state, stored, tables, wait, wrote
from tests.workspaces import FANS

MIA = FANS[0]
DISCOUNT = "20 % off with MAYA10"


def selling(ws: Workspace, opening: str = "") -> int:
    """Draft thanks for Mia and add a discount to the words."""
    number = draft(ws)
    rewriting.edit(ws, number, f"{opening}{stored(ws, number).text} {DISCOUNT}")
    return number


def test_thanks_with_a_discount_is_blocked_by_the_consent_for_offers(ws: Workspace) -> None:
    number = selling(ws)
    card = cards.card(ws, ItemId("draft", number))
    assert card.verdict is not None
    against = {found.rule: found.status for found in card.verdict.reasons}
    assert against["consent"] is Status.BLOCK
    assert against["disclosure"] is Status.FIX
    assert against["true_purpose"] is Status.WARN
    assert card.verdict.unlock == "take out what sells"
    assert ItemId("draft", number) in queue.ids(ws, Lane.HELD)
    before = tables(ws)
    line = refusal(lambda: life.approve(ws, [number]))
    assert "Nothing says that they want a message of the kind 'offer'." in line
    assert tables(ws) == before


def test_without_the_discount_it_is_thanks_again(ws: Workspace) -> None:
    number = selling(ws)
    rewriting.edit(ws, number, stored(ws, number).text.replace(DISCOUNT, ""))
    life.approve(ws, [number])
    assert state(ws, number) is DraftState.APPROVED


def test_what_was_misread_is_corrected_with_a_reason_and_counts_as_drafted(ws: Workspace) -> None:
    number = selling(ws, "This is an ad. ")
    assert "of the kind 'offer'" in refusal(lambda: life.approve(ws, [number]))
    wrong = Override("true_purpose", "MAYA10 is the name of my boat, not a code")
    life.approve(ws, [number], override=wrong)
    assert touched(ws) == [(number, "thanks")]
    assert life.hand_over(ws, number).verdict.allowed


def test_the_journal_of_a_correction_holds_none_of_the_words(ws: Workspace) -> None:
    number = selling(ws, "This is an ad. ")
    wrong = Override("true_purpose", "MAYA10 is the name of my boat, not a code")
    life.approve(ws, [number], override=wrong)
    records = [json.loads(row[6]) for row in tables(ws)["journal"]]
    [said] = [each["found"] for each in records if "override" in each]
    assert said == "It counts as an offer, not as thanks: '…'."
    assert "20 % off" not in json.dumps(records)


def touched(ws: Workspace) -> list[tuple[int, str]]:
    return [(row[3], row[5]) for row in tables(ws)["touches"]]


def test_the_touch_is_frozen_as_an_offer_and_counts_as_one(ws: Workspace) -> None:
    out(ws)
    wait(ws, days=8)
    wrote(ws, "thank you so much", kind=InboundClass.THANKS)
    people.grant(ws, MIA, Purpose.OFFER, "do send me your offers")
    number = selling(ws, "This is an ad. ")
    life.approve(ws, [number])
    assert touched(ws)[-1] == (number, "offer")
    assert stored(ws, number).purpose is Purpose.THANKS
    life.hand_over(ws, number)
    life.sent(ws, [number])
    wait(ws, days=20)
    verdict = people.check(ws, MIA, Purpose.OFFER)
    found = verdict.finding("balance")
    assert found is not None
    assert found.status is Status.WAIT
    assert "since the last offer" in found.detail


def test_withdrawing_offers_takes_back_what_counts_as_one(ws: Workspace) -> None:
    out(ws)
    wait(ws, days=8)
    wrote(ws, "thank you so much", kind=InboundClass.THANKS)
    people.grant(ws, MIA, Purpose.OFFER, "do send me your offers")
    number = selling(ws, "This is an ad. ")
    life.approve(ws, [number])
    people.withdraw(ws, MIA, Purpose.OFFER, "no more offers please")
    assert state(ws, number) is DraftState.CANCELLED
