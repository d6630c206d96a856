"""Rules about who the person is and what they said."""

from datetime import timedelta

import pytest

from dm_assistant.domain.model import InboundClass, Purpose, SuppressionReason
from dm_assistant.domain.rules.verdict import Status
from tests.domain.rules.people import ago, ask, draft, found, person, wrote

RULE_OF = {
    SuppressionReason.OPT_OUT: "opt_out",
    SuppressionReason.ERASED: "erased",
    SuppressionReason.REFUSED: "refused",
    SuppressionReason.BLOCKED: "refused",
    SuppressionReason.COMPLAINT: "refused",
    SuppressionReason.UNDER_AGE: "under_age",
    SuppressionReason.NO_DM_NOTICE: "no_dm_notice",
}


@pytest.mark.parametrize("reason", SuppressionReason)
def test_each_reason_is_said_by_its_own_rule_alone(reason: SuppressionReason) -> None:
    marked = person(contact=person().contact._replace(no_contact=reason))
    for who in (person(no_contact=reason), marked):
        blocking = [found.rule for found in ask(who).findings if found.status is Status.BLOCK]
        assert blocking == [RULE_OF[reason]]


def test_an_unread_message_waits_for_a_person() -> None:
    verdict = ask(person(unclassed=(wrote(InboundClass.NEUTRAL, ago(hours=1)),)))
    assert verdict.status is Status.WAIT
    assert verdict.until is None
    assert verdict.unlock == "class their message"
    assert [found.rule for found in verdict.reasons] == ["unread_reply"]


def test_a_doubtful_stop_becomes_one_after_72_hours() -> None:
    fresh = person(unclassed=(wrote(InboundClass.REVIEW, ago(hours=72) + timedelta(seconds=1)),))
    old = person(unclassed=(wrote(InboundClass.REVIEW, ago(hours=72)),))
    assert ask(fresh).status is Status.WAIT
    assert found(ask(old), "opt_out").status is Status.BLOCK


@pytest.mark.parametrize("kind", [InboundClass.OPT_OUT, InboundClass.ERASURE, InboundClass.AGE])
def test_a_clear_stop_counts_before_anybody_classed_it(kind: InboundClass) -> None:
    assert ask(person(unclassed=(wrote(kind, ago(minutes=1)),))).status is Status.BLOCK


def test_under_sixteen_nothing_and_under_eighteen_only_answers() -> None:
    wrote_at = {"inbounds_at": (ago(hours=2),)}
    assert ask(person(birth_age=15, **wrote_at), draft(Purpose.ANSWER)).status is Status.BLOCK
    assert ask(person(birth_age=16, **wrote_at), draft(Purpose.ANSWER)).allowed
    assert ask(person(birth_age=17, **wrote_at)).status is Status.BLOCK
    assert ask(person(birth_age=17), draft(Purpose.INVITE)).status is Status.BLOCK
    assert ask(person(birth_age=18, **wrote_at)).allowed


def test_a_full_inbox_is_worth_a_new_try_after_90_days() -> None:
    failed = ask(person(cannot_receive_at=ago(days=89)))
    assert failed.status is Status.BLOCK
    assert found(failed, "refused").until == ago(days=-1)
    assert failed.unlock == "wait 1 d"
    assert ask(person(cannot_receive_at=ago(days=90))).allowed


def test_not_interested_closes_that_purpose_and_all_that_sells_and_rests_the_others() -> None:
    who = person(soft_no_at=ago(days=10), soft_no_purpose=Purpose.COLLAB)
    assert found(ask(who, draft(Purpose.COLLAB)), "soft_no").status is Status.BLOCK
    assert found(ask(who, draft(Purpose.OFFER)), "soft_no").status is Status.BLOCK
    thanks = found(ask(who), "soft_no")
    assert thanks.status is Status.HOLD
    assert thanks.until == ago(days=10 - 180)
    assert found(ask(person(soft_no_at=ago(days=180))), "soft_no").status is Status.ALLOW
