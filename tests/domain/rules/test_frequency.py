"""How often one person is written to."""

from datetime import timedelta

import pytest

from dm_assistant.domain.model import InboundClass, Purpose
from dm_assistant.domain.rules.facts import PastTouch
from dm_assistant.domain.rules.touches import runs
from dm_assistant.domain.rules.verdict import Status
from tests.domain.rules.people import NOON, ago, ask, draft, found, person, touches

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def test_one_unanswered_touch_rests_two_weeks_and_two_wait_for_them() -> None:
    one = person(touches=touches(ago(days=10)))
    assert found(ask(one), "backoff").until == ago(days=10) + timedelta(hours=336)
    assert ask(person(touches=touches(ago(days=14)))).allowed
    two = ask(person(touches=touches(ago(days=90), ago(days=60))))
    assert two.status is Status.WAIT
    assert two.unlock == "log their answer"
    assert two.until is None
    answered = person(touches=touches(ago(days=90), ago(days=60)), inbounds_at=(ago(days=59),))
    assert ask(answered).allowed


def test_an_answer_in_an_open_conversation_is_free_of_what_counts_touches() -> None:
    who = person(
        touches=touches(*(ago(hours=hour) for hour in (30, 20, 10))), inbounds_at=(ago(hours=2),)
    )
    assert ask(who, draft(Purpose.ANSWER)).allowed
    assert ask(who).status is Status.HOLD


def test_the_strictest_window_of_the_caps_speaks() -> None:
    days = (330, 290, 250, 210, 170, 50)
    who = person(touches=touches(*(ago(days=day) for day in days)), inbounds_at=(ago(days=49),))
    held = found(ask(who), "cap")
    assert held.until == ago(days=330) + timedelta(hours=8760)
    assert held.detail.startswith("6 of 6 messages in the last 365 days")
    assert held.overridable


def test_older_touches_do_not_hide_a_full_window() -> None:
    days = (200, 20, 15, 8)
    who = person(touches=touches(*(ago(days=day) for day in days)), inbounds_at=(ago(days=7),))
    held = found(ask(who), "cap")
    assert held.until == ago(days=15) + timedelta(hours=720)
    assert held.detail.startswith("3 of 2 messages in the last 30 days")
    assert not held.overridable


def test_a_request_that_waits_holds_back_the_next() -> None:
    verdict = ask(person(requests_pending=1))
    assert verdict.status is Status.WAIT
    assert verdict.unlock == "log their answer"


def test_a_snooze_is_the_creators_to_end_and_later_is_theirs() -> None:
    own = found(ask(person(snoozed_until=ago(days=-3))), "snooze")
    assert (own.until, own.overridable) == (ago(days=-3), True)
    later = person(inbounds_at=(ago(days=5),), last_inbound_class=InboundClass.LATER)
    theirs = found(ask(later), "snooze")
    assert (theirs.until, theirs.overridable) == (ago(days=5 - 60), False)
    assert ask(person(snoozed_until=NOON)).allowed


def test_selling_is_never_first_never_often_and_never_into_silence() -> None:
    offer = draft(Purpose.OFFER)
    new = person(touches=(), inbounds_at=(ago(days=40),))
    assert found(ask(new, offer), "balance").status is Status.WAIT
    sold = touches(ago(days=20), purpose=Purpose.OFFER)
    silent = person(touches=sold, inbounds_at=(ago(days=21),))
    assert found(ask(silent, offer), "balance").status is Status.WAIT
    answered = person(touches=sold, inbounds_at=(ago(days=19),))
    assert found(ask(answered, offer), "balance").until == ago(days=20) + timedelta(hours=720)
    assert found(ask(answered), "balance").status is Status.ALLOW


@pytest.mark.parametrize("asking", [Purpose.COLLAB, Purpose.FEEDBACK])
def test_asking_comes_after_giving(asking: Purpose) -> None:
    asked = PastTouch(ago(days=400), Purpose.FEEDBACK, 1)
    verdict = ask(person(touches=(asked,)), draft(asking))
    assert found(verdict, "balance").status is Status.WAIT
    assert verdict.unlock == "send thanks first"
    given = person(touches=touches(ago(days=60)), inbounds_at=(ago(days=59),))
    assert ask(given, draft(asking)).allowed


def test_one_public_invite_in_thirty_days() -> None:
    invite = draft(Purpose.INVITE)
    invited = touches(ago(days=15), purpose=Purpose.INVITE)
    held = ask(person(touches=invited), invite)
    assert held.until == ago(days=15) + timedelta(hours=720)
    assert found(ask(person(touches=invited)), "invite_gap").status is Status.ALLOW


def test_the_gap_can_be_overridden_only_after_72_hours() -> None:
    for hours, overridable in ((71, False), (72, True)):
        who = person(touches=touches(ago(hours=hours)), inbounds_at=(ago(hours=50),))
        assert found(ask(who), "gap").overridable is overridable


def test_the_drafts_own_reservation_does_not_count() -> None:
    own = PastTouch(ago(hours=1), Purpose.THANKS, 99)
    assert ask(person(touches=(own,))).allowed


def test_bubbles_with_a_reply_between_are_two_touches() -> None:
    bubbles = touches(NOON, NOON + 4 * MINUTE)
    assert len(runs(bubbles, ())) == 1
    assert len(runs(bubbles, (NOON + 2 * MINUTE,))) == 2
    assert len(runs(touches(*(NOON + minute * MINUTE for minute in range(4))), ())) == 2
    assert len(runs(touches(NOON, NOON + 10 * MINUTE), ())) == 2
