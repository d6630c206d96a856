"""The facts of a past moment hold what was on record then, and nothing of later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.model import (
    FollowState,
    Inbound,
    InboundClass,
    Platform,
    Purpose,
    SuppressionReason,
)
from dm_assistant.domain.rules.facts import PersonFacts
from dm_assistant.domain.rules.history import (
    AccountHistory,
    Complained,
    Granted,
    Heard,
    PersonHistory,
    Went,
)
from tests.domain.rules.people import MIA, NOON, ago, granted

TODAY = PersonFacts(contact=MIA)
HOUR = timedelta(hours=1)


def said(
    at: datetime, kind: InboundClass, confirmed: InboundClass | None = None, **more: object
) -> Heard:
    inbound = Inbound(1, 1, Platform.TIKTOK, at, "…", kind, confirmed=confirmed)
    return Heard(inbound, **more)  # type: ignore[arg-type]  # the optional facts


def test_a_consent_counts_from_its_recording_until_it_is_taken_out() -> None:
    entry = granted(Purpose.THANKS, event_at=ago(days=9))
    history = PersonHistory(TODAY, granted=(Granted(entry, ago(days=3)),))
    counts = [bool(history.at(ago(days=each)).consents) for each in (10, 9, 4, 3, 1)]
    assert counts == [False, True, True, False, False]


def test_what_they_wrote_counts_as_it_was_classed_by_then() -> None:
    heard = said(ago(days=5), InboundClass.REVIEW, InboundClass.SOFT_NO, classed_at=ago(days=4))
    history = PersonHistory(TODAY, heard=(heard,))
    assert history.at(ago(days=6)).inbounds_at == ()
    unread = history.at(ago(days=4, hours=1))
    assert [each.kind for each in unread.unclassed] == [InboundClass.REVIEW]
    assert (unread.last_inbound_class, unread.soft_no_at) == (InboundClass.REVIEW, None)
    read = history.at(ago(days=4))
    assert (read.unclassed, read.soft_no_at) == ((), ago(days=5))
    assert read.last_inbound_class is InboundClass.SOFT_NO


def test_a_public_comment_is_no_message_of_theirs() -> None:
    heard = said(ago(days=5), InboundClass.OPT_OUT, private=False)
    facts = PersonHistory(TODAY, heard=(heard,)).at(NOON)
    assert facts.inbounds_at == ()
    assert len(facts.unclassed) == 1


def test_a_message_takes_its_place_at_its_approval_and_anew_as_it_leaves() -> None:
    went = Went(ago(days=2), Purpose.THANKS, 7, approved_at=ago(days=4))
    history = PersonHistory(TODAY, went=(went,))
    found = [[each.at for each in history.at(ago(days=day)).touches] for day in (5, 4, 3, 2, 1)]
    assert found == [[], [ago(days=4)], [ago(days=4)], [ago(days=2)], [ago(days=2)]]
    assert history.at(NOON, leaving_out=7).touches == ()


def test_a_complaint_and_a_failed_sending_count_while_they_did() -> None:
    history = PersonHistory(
        TODAY,
        complained=(Complained(ago(days=6), ago(days=3)),),
        failed_at=(ago(days=5), ago(days=1)),
    )
    assert history.at(ago(days=7)).complaint_at is None
    assert history.at(ago(days=4)).complaint_at == ago(days=6)
    assert history.at(ago(days=3)).complaint_at is None
    assert history.at(ago(days=4)).cannot_receive_at == ago(days=5)
    assert history.at(NOON).cannot_receive_at == ago(days=1)


def test_what_was_learned_later_was_not_known() -> None:
    contact = MIA._replace(
        no_contact=SuppressionReason.OPT_OUT,
        no_contact_at=ago(days=2),
        follow_state=FollowState.MUTUAL,
        follow_learned_at=ago(days=2),
        facts_changed_at=ago(days=2),
    )
    history = PersonHistory(PersonFacts(contact=contact))
    before = history.at(ago(days=3))
    assert (before.no_contact, before.contact.no_contact) == (None, None)
    assert before.contact.follow_state is FollowState.UNKNOWN
    assert before.contact.facts_changed_at is None
    after = history.at(ago(days=2))
    assert after.no_contact is SuppressionReason.OPT_OUT
    assert after.contact == contact


moments = st.integers(-400, 400).map(lambda hours: NOON + hours * HOUR)
histories = st.builds(
    PersonHistory,
    today=st.just(TODAY),
    granted=st.lists(
        st.builds(
            lambda at, out: Granted(granted(Purpose.THANKS, event_at=at), out),
            moments,
            st.none() | moments,
        ),
        max_size=3,
    ).map(tuple),
    heard=st.lists(
        st.builds(
            lambda at, classed: said(
                at, InboundClass.REVIEW, InboundClass.LATER, classed_at=classed
            ),
            moments,
            moments,
        ),
        max_size=3,
    ).map(lambda found: tuple(sorted(found, key=lambda each: each.inbound.at))),
    went=st.lists(
        st.builds(Went, moments, st.sampled_from(Purpose), st.integers(1, 9), st.none() | moments),
        max_size=4,
    ).map(tuple),
    complained=st.lists(st.builds(Complained, moments, st.none() | moments), max_size=2).map(tuple),
    failed_at=st.lists(moments, max_size=2).map(tuple),
)


@given(histories)
def test_nothing_that_is_dated_later_is_ever_seen(history: PersonHistory) -> None:
    facts = history.at(NOON)
    assert all(each.recorded_at <= NOON for each in facts.consents)
    assert all(each.at <= NOON for each in facts.touches)
    assert all(at <= NOON for at in facts.inbounds_at)
    assert all(each.confirmed is None for each in facts.unclassed)
    earlier = replace(
        history,
        granted=tuple(e for e in history.granted if e.consent.recorded_at <= NOON),
        heard=tuple(e for e in history.heard if e.inbound.at <= NOON),
        complained=tuple(e for e in history.complained if e.opened_at <= NOON),
        failed_at=tuple(e for e in history.failed_at if e <= NOON),
    )
    assert earlier.at(NOON) == facts


def test_the_account_counts_a_day_back_with_the_judged_message_at_its_approval() -> None:
    went = (
        Went(ago(hours=30), Purpose.THANKS, 1, ago(hours=31), first=True),
        Went(ago(hours=20), Purpose.THANKS, 2, ago(hours=22), first=True),
        Went(NOON, Purpose.THANKS, 3, ago(hours=2)),
        Went(NOON + HOUR, Purpose.THANKS, 4, ago(hours=3), first=True),
        Went(NOON + HOUR, Purpose.THANKS, 5, NOON + HOUR),
    )
    facts = AccountHistory("UTC", went, limited_at=NOON + HOUR).at(NOON, 3)
    assert facts.messages_at == (ago(hours=20), ago(hours=3), ago(hours=2))
    assert facts.first_contacts_at == (ago(hours=20), ago(hours=3))
    assert facts.health_limited_at is None
    assert AccountHistory("UTC", went, NOON).at(NOON, 3).health_limited_at == NOON
