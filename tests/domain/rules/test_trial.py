"""Looking back: what another policy would have stopped, and only by the rules it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings

from dm_assistant.domain.model import DraftState
from dm_assistant.domain.rules.case import case_of
from dm_assistant.domain.rules.content import text_hash
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PersonFacts
from dm_assistant.domain.rules.gate import RULES
from dm_assistant.domain.rules.policy import SERVES
from dm_assistant.domain.rules.trial import PastMessage, compare, summed
from dm_assistant.domain.rules.verdict import Stage, Status
from tests.domain.rules.facts_strategy import accounts, drafts, people, sound, welcome
from tests.domain.rules.people import LONDON, NOON, POLICY, ago, draft, person, touches
from tests.domain.rules.test_properties import tightened
from tests.examples import examples

random_facts = settings(
    max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def past(who: PersonFacts, *, replied: bool = False, number: int = 99) -> PastMessage:
    return PastMessage(number, "mia", NOON, who, LONDON, draft(), replied)


def sent(
    who: PersonFacts, account: AccountFacts = LONDON, what: DraftFacts | None = None
) -> PastMessage:
    return PastMessage(99, "mia", NOON, who, account, what or draft(), replied=False)


@random_facts
@given(people(), accounts, drafts())
def test_a_value_changes_what_its_own_rule_says_and_no_other(
    who: PersonFacts, account: AccountFacts, what: DraftFacts
) -> None:
    for stage in Stage:
        first = case_of(who, account, what, POLICY, NOON, stage=stage)
        found = [rule.judge(first) for rule in RULES]
        for name, other in tightened():
            second = case_of(who, account, what, other, NOON, stage=stage)
            now = [rule.judge(second) for rule in RULES]
            differ = {
                rule.judge.__name__
                for rule, one, two in zip(RULES, found, now, strict=True)
                if one != two
            }
            assert differ <= {SERVES[name]}, name


@random_facts
@given(welcome(), accounts, sound())
def test_a_tighter_value_would_never_have_let_more_through(
    who: PersonFacts, account: AccountFacts, what: DraftFacts
) -> None:
    message = approved(sent(who, account, what))
    for name, tighter in tightened():
        there = summed([compare(message, POLICY, tighter)])
        assert there.newly_allowed == 0, name
        back = summed([compare(message, tighter, POLICY)])
        assert back.stopped.stopped == 0, name
        assert back.newly_allowed == there.stopped.stopped, name


@random_facts
@given(welcome(), accounts, sound())
def test_the_same_policy_changes_nothing(
    who: PersonFacts, account: AccountFacts, what: DraftFacts
) -> None:
    found = summed([compare(approved(sent(who, account, what)), POLICY, POLICY)])
    assert (found.stopped.stopped, found.newly_allowed, found.by_rule) == (0, 0, ())


def approved(message: PastMessage) -> PastMessage:
    """Return a message as it stands at its hand-over, approved an hour before."""
    stands = message.draft._replace(
        state=DraftState.APPROVED,
        approved_at=ago(hours=1),
        approved_hash=text_hash(message.draft.text),
    )
    return message._replace(draft=stands)


def test_counts_replies_and_rules_are_of_the_messages_newly_stopped() -> None:
    tried = replace(POLICY, gap=timedelta(hours=500))
    near, far = (person(touches=touches(ago(days=each))) for each in (16, 40))
    messages = [
        approved(past(near, replied=True, number=1)),
        approved(past(near, number=2)),
        approved(past(far, number=3)),
        approved(past(person(requests_pending=1), number=4)),
    ]
    found = summed([compare(each, POLICY, tried) for each in messages], wordless=2)
    assert (found.messages, found.untold, found.wordless) == (6, 1, 2)
    assert (found.stopped.held, found.stopped.blocked, found.stopped.fix) == (2, 0, 0)
    assert (found.stopped.replies, found.stopped.stopped) == (1, 2)
    [(rule, kind)] = found.by_rule
    assert (rule, kind.held, kind.replies) == ("gap", 2, 1)
    assert [(each.draft_id, each.status) for each in found.examples] == [
        (1, Status.HOLD),
        (2, Status.HOLD),
    ]
    assert "16 d ago" in found.examples[0].detail


def test_a_hold_longer_than_an_approval_lives_is_still_a_hold() -> None:
    year = replace(POLICY, gap=timedelta(hours=8760))
    message = approved(past(person(touches=touches(ago(days=30)))))
    assert summed([compare(message, POLICY, year)]).stopped.held == 1
