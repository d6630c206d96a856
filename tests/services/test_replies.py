"""What people write back: classed, tied to what it answers, and a "stop" obeyed at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dm_assistant.domain.model import DraftState as S
from dm_assistant.domain.model import InboundClass as C
from dm_assistant.domain.model import Lane, Purpose
from dm_assistant.errors import BadInputError, DmAssistantError, RefusedError
from dm_assistant.services import answers, life, people, queue, replies, undoing, upkeep
from dm_assistant.services.views import ItemId
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import (
    NOON,
    approved,
    draft,
    out,
    refusal,
    state,
    stored,
    tables,
    touches,
    wait,
    wrote,
)
from tests.workspaces import FANS

SAID = [
    ("stop", C.OPT_OUT),
    ("delete all my data please", C.ERASURE),
    ("im 14 btw", C.AGE),
    ("not interested", C.SOFT_NO),
    ("maybe later, I am travelling", C.LATER),
    ("who is this?", C.WHO),
    ("omg I can't stop watching", C.REVIEW),
    ("which paper do you use?", C.QUESTION),
    ("yes, I would love that!", C.POSITIVE),
    ("thank you so much", C.THANKS),
    ("the end of that video killed me", C.NEUTRAL),
]
STOPS = {C.OPT_OUT, C.ERASURE, C.AGE}


@pytest.mark.parametrize(("text", "kind"), SAID)
def test_each_class_is_found_and_only_a_stop_acts_at_once(
    ws: Workspace, text: str, kind: C
) -> None:
    number = approved(ws)
    logged = wrote(ws, text)
    assert logged.intent is kind
    assert logged.opt_out is (kind in STOPS)
    assert state(ws, number) is (S.CANCELLED if kind in STOPS else S.APPROVED)
    found = {each.rule for each in people.check(ws, FANS[0]).reasons if each.status == "block"}
    assert bool(found & {"opt_out", "under_age"}) is (kind in STOPS)
    with pytest.raises(DmAssistantError):
        life.hand_over(ws, number)


def test_a_reply_is_tied_to_the_message_it_answers(ws: Workspace) -> None:
    first = out(ws)
    wait(ws, hours=5)
    logged = wrote(ws, "thank you")
    assert logged.answers == first
    found = stored(ws, first)
    assert (found.state, found.replied_at, found.read_state) == (S.REPLIED, ws.now(), "read")
    assert wrote(ws, "and who are you?").answers == first
    assert wrote(ws, "hello there", FANS[1]).answers is None


def test_an_earlier_time_ties_to_what_was_out_by_then(ws: Workspace) -> None:
    first = out(ws)
    before = NOON - timedelta(hours=1)
    wait(ws, hours=6)
    assert replies.log(ws, FANS[0], "hi, I love your art", at=before).answers is None
    late = replies.log(ws, FANS[0], "one more thing", at=NOON + timedelta(hours=5))
    early = replies.log(ws, FANS[0], "thanks", at=NOON + timedelta(hours=2))
    assert late.answers == early.answers == first
    assert stored(ws, first).replied_at == NOON + timedelta(hours=2)


def test_a_reply_confirms_what_was_only_handed_over(ws: Workspace) -> None:
    number = approved(ws)
    life.hand_over(ws, number)
    wait(ws, hours=2)
    wrote(ws, "thank you")
    assert stored(ws, number).sent_at == NOON
    assert touches(ws) == [(number, "sent")]


def test_the_same_message_is_kept_once(ws: Workspace) -> None:
    first = wrote(ws, "hello")
    before = tables(ws)
    assert wrote(ws, "hello").message == first.message
    assert tables(ws) == before
    wait(ws, seconds=1)
    assert wrote(ws, "hello").message != first.message


def test_a_message_opens_the_window_of_its_platform(ws: Workspace) -> None:
    window = wrote(ws, "hello").window
    assert window is not None
    assert (window.closes_at - window.opened_at, window.messages_left) == (timedelta(hours=48), 10)
    [row] = queue.first(ws, Lane.REPLY)
    assert row.until == window.closes_at


def test_who_writes_first_may_be_answered_and_the_ledger_quotes_them(ws: Workspace) -> None:
    people.withdraw(ws, FANS[0], Purpose.THANKS, "rather not")
    wait(ws, hours=1)
    assert people.check(ws, FANS[0], Purpose.FEEDBACK).status == "block"
    asked = wrote(ws, "which paper do you use?", kind=C.QUESTION)
    entry = people.person(ws, FANS[0]).consents[-1]
    assert (entry.kind, entry.words) == ("wrote_first", "which paper do you use?")
    assert people.check(ws, FANS[0], Purpose.FEEDBACK).finding("consent").status == "allow"  # type: ignore[union-attr]
    assert people.check(ws, FANS[0], Purpose.THANKS).finding("consent").status == "block"  # type: ignore[union-attr]
    assert people.check(ws, FANS[0], Purpose.OFFER).finding("consent").status == "block"  # type: ignore[union-attr]
    card = answers.answer(ws, asked.message, "Cotton paper, 300 grams.")
    assert life.hand_over(ws, card.row.item.id).text == "Cotton paper, 300 grams."


@pytest.mark.parametrize(("text", "kind"), [("stop", None), ("hm", C.OPT_OUT)])
def test_a_stop_is_no_consent(ws: Workspace, text: str, kind: C | None) -> None:
    wrote(ws, text, kind=kind)
    assert [each.kind for each in people.person(ws, FANS[0]).consents] == ["explicit"]


def test_the_next_message_of_theirs_waits_for_a_class_before_anything_else(ws: Workspace) -> None:
    asked = wrote(ws, "not interested, which paper do you use?")
    assert people.check(ws, FANS[0]).status == "wait"
    with pytest.raises(RefusedError, match="not classed yet"):
        answers.answer(ws, asked.message, "Cotton paper.")
    replies.classify(ws, asked.message, C.QUESTION, "they ask all the same")
    answers.answer(ws, asked.message, "Cotton paper.")


def test_answering_what_reads_like_a_question_says_that_it_is_one(ws: Workspace) -> None:
    asked = wrote(ws, "which paper do you use?")
    answers.answer(ws, asked.message, "Cotton paper.")
    assert people.check(ws, FANS[0]).status != "wait"
    undoing.undo(ws)
    assert people.check(ws, FANS[0]).status == "wait"


def test_a_message_that_was_taken_for_a_stop_leaves_the_lane(ws: Workspace) -> None:
    logged = wrote(ws, "STOPPP 😭")
    assert queue.counts(ws).reply == 1
    replies.classify(ws, logged.message, C.OPT_OUT)
    assert queue.counts(ws).reply == 0


@pytest.mark.parametrize("seconds", [-1, 0])
def test_an_unclassed_review_becomes_an_opt_out_after_72_hours(ws: Workspace, seconds: int) -> None:
    logged = wrote(ws, "STOPPP 😭")
    number = draft(ws)
    assert logged.intent is C.REVIEW
    wait(ws, hours=72, seconds=seconds)
    queue.counts(ws)
    person = people.person(ws, FANS[0]).contact
    assert (person.no_contact == "opt_out") is (seconds == 0)
    assert (state(ws, number) is S.CANCELLED) is (seconds == 0)


def test_an_overdue_review_blocks_also_before_anybody_looked(ws: Workspace) -> None:
    number = approved(ws)
    wrote(ws, "STOPPP 😭")
    wait(ws, hours=71)
    assert "not classed" in refusal(lambda: life.hand_over(ws, number))
    wait(ws, hours=1, minutes=-1)
    assert people.check(ws, FANS[0]).finding("opt_out").status == "allow"  # type: ignore[union-attr]
    wait(ws, minutes=1)
    assert people.check(ws, FANS[0]).finding("opt_out").status == "block"  # type: ignore[union-attr]


def test_a_classed_review_is_no_opt_out(ws: Workspace) -> None:
    logged = wrote(ws, "omg I can't stop watching")
    with pytest.raises(BadInputError, match="say why it is not"):
        replies.classify(ws, logged.message, C.POSITIVE)
    replies.classify(ws, logged.message, C.POSITIVE, "they are delighted")
    wait(ws, days=9)
    upkeep.run(ws, [])
    assert people.person(ws, FANS[0]).contact.no_contact == ""


def test_stated_ages(ws: Workspace) -> None:
    wrote(ws, "im 14 btw")
    assert people.check(ws, FANS[0]).finding("under_age").status == "block"  # type: ignore[union-attr]
    teen = wrote(ws, "i'm 17, is that ok?", FANS[1])
    assert teen.opt_out is False
    replies.classify(ws, teen.message, C.AGE)
    assert people.check(ws, FANS[1]).finding("under_age").status == "block"  # type: ignore[union-attr]
    assert people.check(ws, FANS[1], Purpose.ANSWER).finding("under_age").status == "allow"  # type: ignore[union-attr]
    wrote(ws, "I have been painting for 14 years", FANS[2])
    assert people.person(ws, FANS[2]).contact.no_contact == ""


def test_a_class_may_be_tightened_freely_and_loosened_with_a_reason(ws: Workspace) -> None:
    logged = wrote(ws, "thank you so much")
    replies.classify(ws, logged.message, C.OPT_OUT)
    assert people.person(ws, FANS[0]).contact.no_contact == "opt_out"
    other = wrote(ws, "not interested", FANS[1])
    with pytest.raises(BadInputError, match="it reads like soft no; say why"):
        replies.classify(ws, other.message, C.THANKS, " ")
    replies.classify(ws, other.message, C.THANKS, "meant the other shop")
    stop = wrote(ws, "stop", FANS[2])
    replies.classify(ws, stop.message, C.POSITIVE, "they were joking")
    assert people.person(ws, FANS[2]).contact.no_contact == "opt_out"


def test_the_class_given_while_logging_needs_its_reason_too(ws: Workspace) -> None:
    before = tables(ws)
    refusal(lambda: wrote(ws, "please stop messaging me", kind=C.THANKS))
    assert tables(ws) == before


def test_a_review_cannot_be_put_away_unread(ws: Workspace) -> None:
    logged = wrote(ws, "STOPPP 😭")
    assert "class it before" in refusal(lambda: replies.archive(ws, logged.message))
    other = wrote(ws, "thank you so much", FANS[1])
    replies.archive(ws, other.message)
    assert tuple(queue.ids(ws, Lane.REPLY)) == (ItemId("inbound", logged.message),)
    assert people.check(ws, FANS[1]).finding("unread_reply").status == "allow"  # type: ignore[union-attr]


def test_a_message_put_aside_comes_back(ws: Workspace) -> None:
    logged = wrote(ws, "which paper do you use?")
    replies.snooze(ws, logged.message)
    assert queue.counts(ws).reply == 0
    wait(ws, days=1)
    assert queue.counts(ws).reply == 1
    refusal(lambda: replies.snooze(ws, logged.message, ws.now()))


def test_one_answer_to_a_question_asked_after_an_opt_out(ws: Workspace) -> None:
    replies.classify(ws, wrote(ws, "stop").message, C.OPT_OUT)
    wait(ws, hours=1)
    asked = wrote(ws, "wait, which paper was that?", kind=C.QUESTION)
    card = answers.answer(ws, asked.message, "Cotton paper, 300 grams.")
    life.hand_over(ws, card.row.item.id)
    life.sent(ws, [card.row.item.id])
    wait(ws, minutes=1)
    with pytest.raises(RefusedError):
        answers.answer(ws, asked.message, "And the ink is from Kyoto.")
    assert people.check(ws, FANS[0], Purpose.OFFER).status == "block"


def test_later_and_not_interested_keep_their_time(ws: Workspace) -> None:
    wrote(ws, "maybe later, I am travelling", kind=C.LATER)
    verdict = people.check(ws, FANS[0])
    assert (verdict.status, verdict.until) == ("hold", NOON + timedelta(days=60))
    out(ws, FANS[1])
    wait(ws, hours=1)
    wrote(ws, "not interested", FANS[1], kind=C.SOFT_NO)
    assert people.check(ws, FANS[1], Purpose.THANKS).status == "block"
    assert people.check(ws, FANS[1], Purpose.FEEDBACK).finding("soft_no").status == "hold"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["", " \n", "\ud83d", "a\0b"])
def test_what_is_no_message_is_refused(ws: Workspace, text: str) -> None:
    before = tables(ws)
    assert "cannot be logged" in refusal(lambda: wrote(ws, text))
    assert tables(ws) == before


def test_a_message_from_the_future_is_refused(ws: Workspace) -> None:
    at = ws.now() + timedelta(seconds=1)
    assert "still to come" in refusal(lambda: replies.log(ws, FANS[0], "hi", at=at))


def test_messages_nobody_knows_are_one_line(ws: Workspace) -> None:
    for act in (replies.archive, replies.snooze):
        assert refusal(lambda act=act: act(ws, 9)) == "there is no message 9"  # type: ignore[misc]
    assert refusal(lambda: replies.classify(ws, 9, C.THANKS)) == "there is no message 9"
    assert refusal(lambda: answers.answer(ws, 9, "hi")) == "there is no message 9"
