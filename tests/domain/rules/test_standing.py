"""A standing gives the same lane as the gate, at any moment until it is to be looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.domain.model import ConsentKind, DraftState, Lane, Purpose, SuppressionReason
from dm_assistant.domain.rules import hours
from dm_assistant.domain.rules.facts import AccountFacts, DraftFacts, PersonFacts
from dm_assistant.domain.rules.gate import evaluate
from dm_assistant.domain.rules.pace import DAY, HOUR, free_at
from dm_assistant.domain.rules.standing import Standing, lane_at, lane_of, standing
from dm_assistant.domain.rules.verdict import Stage, Status
from tests.domain.rules.facts_strategy import accounts, drafts, people, sound, welcome
from tests.domain.rules.people import (
    LONDON,
    NOON,
    POLICY,
    ago,
    ask,
    at,
    draft,
    granted,
    person,
    stranger,
    touches,
)
from tests.examples import examples

MONTH = timedelta(days=30)
FAR = timedelta(days=420)


def lane_from(stands: Standing, account: AccountFacts, now: datetime) -> Lane:
    """Ask the standing as a caller does who counts the account's pace by itself."""
    first, every = account.first_contacts_at, account.messages_at
    full_first = (
        free_at(first, POLICY.first_contacts_a_day, DAY, now) is not None
        or free_at(first, POLICY.first_contacts_an_hour, HOUR, now) is not None
    )
    full_all = free_at(every, POLICY.messages_a_day, DAY, now) is not None
    return lane_at(
        stands,
        now,
        lambda key, moment: not hours.is_open(key, moment, POLICY),
        full_first,
        full_all,
    )


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(people(), welcome()),
    accounts,
    st.one_of(drafts(), sound()),
    st.integers(0, 86_400 * 10),
    st.lists(st.floats(0, 1), min_size=3, max_size=8),
)
def test_the_lane_is_that_of_the_gate_until_the_recheck(
    who: PersonFacts, account: AccountFacts, what: DraftFacts, later: int, shares: list[float]
) -> None:
    now = NOON + timedelta(seconds=later) if later % 2 else NOON + timedelta(seconds=later % 7200)
    stands = standing(who, account, what, POLICY, now)
    end = min(stands.recheck_at or now + FAR, now + FAR)
    assert end > now
    length = int((end - now).total_seconds())
    offsets = {0, length - 1, *(int(share * (length - 1)) for share in shares)}
    offsets |= {int(share * min(length - 1, 4 * 86_400)) for share in shares}
    for offset in offsets:
        moment = now + timedelta(seconds=offset)
        verdict = evaluate(who, account, what, POLICY, moment, stage=Stage.DRAFT)
        assert lane_from(stands, account, moment) == lane_of(verdict, what), moment


def test_the_evening_before_a_permission_ends_is_the_last_chance() -> None:
    ends = at("2027-05-14T07:30:00Z")
    keyword = granted(Purpose.THANKS, kind=ConsentKind.KEYWORD, event_at=ends - timedelta(days=30))
    who = person(consents=(keyword,), timezone="Europe/London")
    stands = standing(who, LONDON, draft(), POLICY, NOON)
    closing = at("2027-05-13T19:00:00Z")
    assert stands.lane is Lane.READY
    assert stands.recheck_at is not None
    assert stands.recheck_at <= closing
    assert standing(who, LONDON, draft(), POLICY, closing - timedelta(seconds=1)).lane is Lane.READY
    after = standing(who, LONDON, draft(), POLICY, closing)
    assert after.lane is Lane.INVITE


def test_each_permission_that_runs_out_is_a_reason_to_look_again() -> None:
    keyword = granted(Purpose.OFFER, kind=ConsentKind.KEYWORD, event_at=ago(days=10))
    text = "The blue lamp! This is an ad: A1"
    coded = draft(Purpose.OFFER, text=text, code="A1", code_ends_at=ago(days=-25))
    stands = standing(person(consents=(keyword,)), LONDON, coded, POLICY, NOON)
    assert stands.ends_at == ago(days=-20)
    assert stands.recheck_at is not None
    assert ago(days=-15) < stands.recheck_at < ago(days=-20)
    uninvited = standing(stranger(), LONDON, coded, POLICY, NOON)
    assert (uninvited.lane, uninvited.recheck_at) == (Lane.INVITE, ago(days=-25))


def test_what_runs_out_over_night_is_told_the_same_before_and_after_closing() -> None:
    keyword = granted(
        Purpose.OFFER, kind=ConsentKind.KEYWORD, event_at=at("2027-05-12T22:00:00Z") - MONTH
    )
    limited = replace(LONDON, health_limited_at=at("2027-05-09T22:30:00Z"))
    text = "The blue lamp! This is an ad: A1"
    coded = draft(Purpose.OFFER, text=text, code="A1", code_ends_at=at("2027-05-13T02:00:00Z"))
    for now in (NOON, at("2027-05-12T21:00:00Z")):
        verdict = ask(person(consents=(keyword,)), coded, now, account=limited)
        blocking = [found.rule for found in verdict.findings if found.status is Status.BLOCK]
        assert blocking == ["consent", "code_life"]
        assert lane_of(verdict, coded) is Lane.INVITE


def test_a_held_draft_comes_back_by_itself() -> None:
    who = person(touches=touches(ago(days=3)), inbounds_at=(ago(days=2),))
    stands = standing(who, LONDON, draft(), POLICY, NOON)
    assert lane_from(stands, LONDON, NOON) is Lane.HELD
    assert stands.hold_until == ago(days=3) + timedelta(hours=168)
    assert stands.hours_key == "zone:Europe/London"
    assert lane_from(stands, LONDON, NOON + timedelta(days=4)) is Lane.READY
    night = at("2027-05-17T02:00:00Z")
    assert lane_from(stands, LONDON, night) is Lane.HELD


def test_a_full_pace_holds_and_first_contacts_are_counted_apart() -> None:
    new = person(touches=())
    known = standing(person(), LONDON, draft(), POLICY, NOON)
    first = standing(new, LONDON, draft(), POLICY, NOON)

    def always_open(_key: str, _moment: datetime) -> bool:
        return False

    assert lane_at(first, NOON, always_open, True, False) is Lane.HELD
    assert lane_at(known, NOON, always_open, True, False) is Lane.READY
    assert lane_at(known, NOON, always_open, False, True) is Lane.HELD


def test_each_answer_has_its_lane() -> None:
    suppressed = stranger(no_contact=SuppressionReason.OPT_OUT)
    invite = draft(Purpose.INVITE)
    unfilled = draft(text="Hi {name}")
    assert lane_of(ask(), draft()) is Lane.READY
    assert lane_of(ask(stranger()), draft()) is Lane.INVITE
    assert lane_of(ask(stranger(), invite), invite) is Lane.INVITE
    assert lane_of(ask(suppressed), draft()) is Lane.BLOCKED
    assert lane_of(ask(suppressed, invite), invite) is Lane.BLOCKED
    assert lane_of(ask(what=unfilled), unfilled) is Lane.HELD


def test_an_approved_draft_is_looked_at_every_second() -> None:
    approved = draft()._replace(state=DraftState.APPROVED, approved_at=ago(hours=1))
    stands = standing(person(), LONDON, approved, POLICY, NOON)
    assert stands.recheck_at == NOON + timedelta(seconds=1)
