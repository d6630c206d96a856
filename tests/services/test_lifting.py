"""An opt-out is lifted only by their own later words, quoted, and only for what they ask for."""

from __future__ import annotations

import pytest

from dm_assistant.domain.model import DraftState, InboundClass, Purpose, SuppressionReason
from dm_assistant.services import life, people, undoing
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import draft, out, refusal, state, wait, wrote
from tests.workspaces import FANS

WISH = "hey, do send me the code, I changed my mind"


def opted_out(ws: Workspace) -> None:
    """Have somebody who was written to once opt out, a month ago."""
    out(ws)
    wait(ws, hours=1)
    wrote(ws, "stop", kind=InboundClass.OPT_OUT)
    wait(ws, days=30)


def status(ws: Workspace, purpose: Purpose) -> str:
    found = people.check(ws, FANS[0], purpose).finding("opt_out")
    assert found is not None
    return found.status


def test_their_quoted_wish_lifts_it_for_what_they_wish_and_nothing_else(ws: Workspace) -> None:
    opted_out(ws)
    wrote(ws, WISH, kind=InboundClass.POSITIVE)
    assert status(ws, Purpose.OFFER) == "block"
    entry = people.grant(ws, FANS[0], Purpose.OFFER, "Do send me the CODE")
    assert entry.event_at == ws.now()
    assert status(ws, Purpose.OFFER) == "warn"
    assert {
        status(ws, each) for each in Purpose if each not in (Purpose.OFFER, Purpose.ANSWER)
    } == {"block"}


def test_what_was_asked_for_may_be_sent_and_nothing_else_may(ws: Workspace) -> None:
    opted_out(ws)
    wrote(ws, WISH, kind=InboundClass.POSITIVE)
    people.grant(ws, FANS[0], Purpose.FEEDBACK, WISH)
    number = draft(ws, FANS[0], Purpose.FEEDBACK)
    life.approve(ws, [number])
    life.hand_over(ws, number)
    life.sent(ws, [number])
    assert state(ws, number) is DraftState.SENT
    thanks = draft(ws, FANS[0], Purpose.THANKS)
    assert "asked not to be messaged" in refusal(lambda: life.approve(ws, [thanks]))


@pytest.mark.parametrize(
    "words",
    ["please write to me", "code", "send me the", "hey do not send me the code", "stop", "   x  "],
)
def test_words_they_did_not_write_lift_nothing(ws: Workspace, words: str) -> None:
    opted_out(ws)
    wrote(ws, "hey, do send the code", kind=InboundClass.POSITIVE)
    people.grant(ws, FANS[0], Purpose.OFFER, words)
    assert status(ws, Purpose.OFFER) == "block"


def test_words_from_before_lift_nothing(ws: Workspace) -> None:
    wrote(ws, WISH, kind=InboundClass.POSITIVE)
    wait(ws, hours=1)
    wrote(ws, "stop", kind=InboundClass.OPT_OUT)
    people.grant(ws, FANS[0], Purpose.OFFER, WISH)
    assert status(ws, Purpose.OFFER) == "block"


def test_a_new_no_ends_what_was_lifted(ws: Workspace) -> None:
    opted_out(ws)
    wrote(ws, WISH, kind=InboundClass.POSITIVE)
    people.grant(ws, FANS[0], Purpose.OFFER, WISH)
    assert status(ws, Purpose.OFFER) == "warn"
    wait(ws, hours=2)
    wrote(ws, "no. stop", kind=InboundClass.OPT_OUT)
    assert status(ws, Purpose.OFFER) == "block"
    people.grant(ws, FANS[0], Purpose.OFFER, WISH)
    assert status(ws, Purpose.OFFER) == "block"


def test_taking_the_grant_back_brings_the_no_back(ws: Workspace) -> None:
    opted_out(ws)
    wrote(ws, WISH, kind=InboundClass.POSITIVE)
    people.grant(ws, FANS[0], Purpose.OFFER, WISH)
    undoing.undo(ws)
    assert status(ws, Purpose.OFFER) == "block"
    people.grant(ws, FANS[0], Purpose.OFFER, WISH)
    people.withdraw(ws, FANS[0], Purpose.OFFER, "not that either")
    assert people.check(ws, FANS[0], Purpose.OFFER).status == "block"


@pytest.mark.parametrize(
    "reason",
    [each for each in SuppressionReason if each not in ("opt_out", "erased")],
)
def test_nothing_but_an_opt_out_is_ever_lifted(ws: Workspace, reason: SuppressionReason) -> None:
    people.suppress(ws, FANS[0], reason)
    wait(ws, days=1)
    wrote(ws, WISH, kind=InboundClass.POSITIVE)
    people.grant(ws, FANS[0], Purpose.OFFER, WISH)
    assert people.check(ws, FANS[0], Purpose.OFFER).status == "block"
