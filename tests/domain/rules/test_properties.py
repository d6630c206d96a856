"""What must hold for whatever is known of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import InboundClass, Purpose, SuppressionReason
from dm_assistant.domain.rules.case import case_of
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PastTouch, PersonFacts
from dm_assistant.domain.rules.gate import GROUPS, RULES, evaluate
from dm_assistant.domain.rules.policy import LIMITS, Cap, Policy, Profile, Unit
from dm_assistant.domain.rules.selling import counts_as
from dm_assistant.domain.rules.verdict import Stage, Status, Verdict
from tests.domain.rules.facts_strategy import accounts, before, drafts, people, sound, welcome
from tests.domain.rules.people import NOON, POLICY, ago, person
from tests.examples import examples

SECOND = timedelta(seconds=1)
quick = settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
stages = st.sampled_from(Stage)


def verdict(
    who: PersonFacts,
    account: AccountFacts,
    what: DraftFacts,
    now: datetime = NOON,
    *,
    policy: Policy = POLICY,
    stage: Stage = Stage.DRAFT,
) -> Verdict:
    return evaluate(who, account, what, policy, now, stage=stage)


@quick
@given(welcome(), accounts, sound(), st.integers(0, 86_400 * 30))
def test_held_until_a_time_is_allowed_at_it_and_not_one_second_before(
    who: PersonFacts, account: AccountFacts, what: DraftFacts, later: int
) -> None:
    now = NOON + timedelta(seconds=later)
    held = verdict(who, account, what, now)
    assume(held.until is not None)
    assert held.status is Status.HOLD
    assert held.until is not None
    assert held.until > now
    assert verdict(who, account, what, held.until).allowed
    assert not verdict(who, account, what, held.until - SECOND).allowed


@quick
@given(
    people(),
    accounts,
    drafts(),
    stages,
    st.booleans(),
)
def test_a_group_of_rules_that_is_silent_says_what_each_of_its_rules_would(
    who: PersonFacts,
    account: AccountFacts,
    what: DraftFacts,
    stage: Stage,
    worded: bool,
) -> None:
    case = case_of(who, account, what._replace(worded=worded), POLICY, NOON, stage=stage)
    for group in GROUPS:
        if group.silent(case):
            assert tuple(rule(case) for rule in group.rules) == group.says


@quick
@given(welcome(), accounts, sound(), st.floats(0, 1))
def test_nothing_is_allowed_at_any_moment_before_the_stated_one(
    who: PersonFacts, account: AccountFacts, what: DraftFacts, share: float
) -> None:
    held = verdict(who, account, what)
    assume(held.until is not None)
    assert held.until is not None
    between = NOON + int((held.until - NOON).total_seconds() * share) * SECOND
    assume(between < held.until)
    assert not verdict(who, account, what, between).allowed


@quick
@given(
    people(), accounts, drafts(), before(8760), st.sampled_from([Purpose.FEEDBACK, Purpose.COLLAB])
)
def test_one_more_touch_never_allows_more(
    who: PersonFacts, account: AccountFacts, what: DraftFacts, sent_at: datetime, purpose: Purpose
) -> None:
    # The first touch of all ends being a first contact, which opens places under the pace.
    known = who._replace(touches=(PastTouch(ago(days=800), purpose, 9), *who.touches))
    more = known._replace(touches=tuple(sorted([*known.touches, PastTouch(sent_at, purpose, 8)])))
    if not verdict(known, account, what).allowed:
        assert not verdict(more, account, what).allowed


@quick
@given(
    st.one_of(people(), welcome()),
    accounts,
    st.one_of(drafts(), sound()),
    stages,
    st.sampled_from(SuppressionReason),
    st.sampled_from(["", *(rule.judge.__name__ for rule in RULES)]),
    st.booleans(),
    st.one_of(st.none(), before(2000)),
)
def test_a_suppressed_person_is_never_allowed(
    who: PersonFacts,
    account: AccountFacts,
    what: DraftFacts,
    stage: Stage,
    reason: SuppressionReason,
    override: str,
    by_mark: bool,
    said_at: datetime | None,
) -> None:
    if by_mark:
        mark = who.contact._replace(no_contact=reason, no_contact_at=said_at)
        stopped = who._replace(contact=mark, no_contact=None)
    else:
        stopped = who._replace(no_contact=reason, no_contact_at=said_at)
    answer = verdict(stopped, account, what._replace(override=override), stage=stage)
    if reason is SuppressionReason.OPT_OUT and _due(stopped, what):
        return
    assert answer.status is Status.BLOCK
    assert answer.until is None


def _due(who: PersonFacts, what: DraftFacts) -> bool:
    """Return whether the one answer is due that an opted-out person may get to a question."""
    said_at = [at for at in (who.no_contact_at, who.contact.no_contact_at) if at is not None]
    asked_at = who.last_inbound_at
    return (
        what.purpose is Purpose.ANSWER
        and counts_as(what.purpose, what.text, what.quotes, what.code) is Purpose.ANSWER
        and who.last_inbound_class is InboundClass.QUESTION
        and asked_at is not None
        and bool(said_at)
        and asked_at > max(said_at)
        and not any(each.at >= asked_at for each in who.touches if each.draft_id != what.id)
    )


GUARD = {"guard_percent", "guard_sure", "guard_opt_outs"}
"""They decide when words are paused, which is a fact by the time a verdict is made."""

TIGHTER: dict[str, Any] = {
    "least_age": 18,
    "review": timedelta(hours=1),
    "consent_profile": Profile.STRICT,
    "grant_reminder": timedelta(days=30),
    "snooze": timedelta(days=365),
    "pending_requests": 1,
    "first_contact_warn": 50,
    "cannot_receive": timedelta(days=3650),
    "keyword": timedelta(days=5),
    "wrote_first": timedelta(days=10),
    "follow_fact": timedelta(days=10),
    "past_deal": timedelta(days=10),
    "strict_countries": ("AT", "DE", "US", "RU", "NZ"),
    "soft_no": timedelta(days=3000),
    "said_later": timedelta(days=365),
    "gap": timedelta(hours=1000),
    "caps": (Cap(1, timedelta(hours=720)), Cap(6, timedelta(hours=8760))),
    "backoff": timedelta(hours=2000),
    "sunset_touches": 1,
    "commercial_gap": timedelta(hours=5000),
    "invite_gap": timedelta(hours=5000),
    "first_contacts_a_day": 1,
    "first_contacts_an_hour": 1,
    "messages_a_day": 2,
    "account_rest": timedelta(hours=200),
    "template_people": 1,
    "template_window": timedelta(hours=1000),
    "open_from": time(11),
    "open_until": time(18),
    "unknown_from": time(13),
    "unknown_until": time(15),
    "still_talking": timedelta(0),
    "clock_behind": timedelta(seconds=1),
    "approval": timedelta(hours=1),
    "message_bytes": 100,
    "first_contact_fix": 100,
    "links": 0,
    "sameness_fix": 61,
    "sameness_warn": 20,
    "sameness_window": timedelta(days=300),
    "tone_words": ("smile", "a blue lamp"),
}


@quick
@given(welcome(), accounts, drafts(), st.integers(0, 86_400))
def test_tightening_a_value_never_allows_more(
    who: PersonFacts, account: AccountFacts, what: DraftFacts, later: int
) -> None:
    now = NOON + timedelta(seconds=later)
    assume(not verdict(who, account, what, now).allowed)
    for name, policy in tightened():
        assert not verdict(who, account, what, now, policy=policy).allowed, name


def tightened() -> Iterator[tuple[str, Policy]]:
    """Return the policy with each one value tightened, by its name."""
    for name, value in TIGHTER.items():
        policy: Policy = replace(POLICY, **{name: value})
        yield name, policy


def test_every_number_of_the_policy_is_tightened_above() -> None:
    assert set(TIGHTER) | GUARD == {each.name for each in fields(Policy)}


STRICTER_WHEN_MORE = {
    *("least_age", "cannot_receive", "soft_no", "snooze", "said_later", "gap", "backoff"),
    *("commercial_gap", "invite_gap", "account_rest", "template_window", "sameness_window"),
}
"""All other numbers are stricter when they are smaller."""


@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(list(LIMITS)), welcome(), accounts, drafts(), st.data())
def test_of_two_values_within_the_limits_the_stricter_never_allows_more(
    name: str, who: PersonFacts, account: AccountFacts, what: DraftFacts, data: st.DataObject
) -> None:
    limit = LIMITS[name]
    numbers = st.one_of(
        st.integers(limit.least, limit.most), st.sampled_from([limit.least, limit.most])
    )
    low, high = sorted((data.draw(numbers), data.draw(numbers)))
    strict, loose = (high, low) if name in STRICTER_WHEN_MORE else (low, high)
    if not verdict(who, account, what, policy=_with(name, loose, limit.unit)).allowed:
        assert not verdict(who, account, what, policy=_with(name, strict, limit.unit)).allowed


def _with(name: str, number: int, unit: Unit | None) -> Policy:
    value: Any = number if unit is None else timedelta(**{unit.value: number})
    policy: Policy = replace(POLICY, **{name: value})
    return policy


@quick
@given(people(), accounts, drafts(), stages)
def test_every_rule_speaks_once_in_the_same_order(
    who: PersonFacts, account: AccountFacts, what: DraftFacts, stage: Stage
) -> None:
    answer = verdict(who, account, what, stage=stage)
    assert [found.rule for found in answer.findings] == [rule.judge.__name__ for rule in RULES]
    worst = max(found.status.severity for found in answer.findings)
    assert answer.status.severity == worst
    assert all(found.detail.endswith(".") for found in answer.findings)
    assert (answer.unlock == "") <= (answer.allowed or answer.status is Status.BLOCK)
    if answer.status in {Status.WAIT, Status.FIX, Status.BLOCK}:
        assert answer.until is None


@quick
@given(welcome(), accounts, sound())
def test_a_clock_set_back_opens_nothing(
    who: PersonFacts, account: AccountFacts, what: DraftFacts
) -> None:
    recorded = replace(account, last_recorded_at=NOON)
    if not verdict(who, recorded, what).allowed:
        for back in (1, 60, 120, 121, 7 * 86_400):
            assert not verdict(who, recorded, what, NOON - back * SECOND).allowed
    assert verdict(person(), recorded, what, NOON - 121 * SECOND).status is Status.BLOCK
