"""The cases that the rules promise, as the gate sees them; a name is the row of the design."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dm_assistant.domain.model import (
    ConsentKind,
    Contact,
    DraftState,
    InboundClass,
    Lane,
    Platform,
    Purpose,
    SuppressionReason,
)
from dm_assistant.domain.rules.content import text_hash
from dm_assistant.domain.rules.facts import PastTouch, PersonFacts, Slot
from dm_assistant.domain.rules.overrides import candidate
from dm_assistant.domain.rules.sameness import Collection, Given, runs_to
from dm_assistant.domain.rules.standing import lane_of
from dm_assistant.domain.rules.verdict import Finding, Stage, Status
from tests.domain.rules.people import (
    LONDON,
    NOON,
    POLICY,
    ago,
    ask,
    at,
    draft,
    found,
    granted,
    person,
    stranger,
    touches,
)


@pytest.mark.parametrize(
    ("now", "status", "until"),
    [
        ("2027-01-12T08:59:59Z", Status.HOLD, "2027-01-12T09:00:00Z"),
        ("2027-01-12T09:00:00Z", Status.ALLOW, None),
        ("2027-01-12T19:59:59Z", Status.ALLOW, None),
        ("2027-01-12T20:00:00Z", Status.HOLD, "2027-01-13T09:00:00Z"),
    ],
)
def test_london_open_09_00_20_00_at_08_59_59_09_00_00_19_59_59_20_00_00_local(
    now: str, status: Status, until: str | None
) -> None:
    verdict = ask(now=at(now))
    assert verdict.status is status
    assert verdict.as_json()["until"] == until


def test_new_york_2027_03_14t03_00z_saturday_22_00_clocks_go_forward_that_night() -> None:
    verdict = ask(person(timezone="America/New_York"), now=at("2027-03-14T03:00:00Z"))
    assert verdict.until == at("2027-03-14T13:00:00Z")
    assert verdict.unlock == "wait 10 h"


def test_gap_168_h_touch_2027_03_10t15_00z() -> None:
    who = person(timezone="America/New_York", touches=touches(at("2027-03-10T15:00:00Z")))
    who_answered = person(
        timezone="America/New_York",
        touches=touches(at("2027-03-10T15:00:00Z")),
        inbounds_at=(at("2027-03-10T16:00:00Z"),),
    )
    assert found(ask(who, now=at("2027-03-12T15:00:00Z")), "gap").until == at(
        "2027-03-17T15:00:00Z"
    )
    assert ask(who_answered, now=at("2027-03-12T15:00:00Z")).until == at("2027-03-17T15:00:00Z")


def test_touch_at_t_now_t_168_h_1_s_exactly_t_168_h() -> None:
    sent = at("2027-05-05T12:00:00Z")
    who = person(touches=touches(sent), inbounds_at=(sent + timedelta(hours=1),))
    week = timedelta(hours=168)
    assert ask(who, now=sent + week - timedelta(seconds=1)).until == sent + week
    assert ask(who, now=sent + week).allowed


def keyword_until(ends: str) -> PersonFacts:
    """Return somebody held by the gap until 03:00 whose keyword is good until ``ends``."""
    keyword = granted(
        Purpose.OFFER, kind=ConsentKind.KEYWORD, event_at=at(ends) - timedelta(days=30)
    )
    sent = PastTouch(at("2027-01-13T03:00:00Z"), Purpose.ANSWER, 7)
    answered_at = sent.at + timedelta(minutes=20)
    return person(consents=(keyword,), touches=(sent,), inbounds_at=(answered_at,))


def test_gap_ends_03_00z_london_permission_ends_10_00z_the_same_day_08_30z() -> None:
    now = at("2027-01-19T12:00:00Z")
    verdict = ask(keyword_until("2027-01-20T10:00:00Z"), draft(Purpose.OFFER), now=now)
    assert verdict.status is Status.HOLD
    assert verdict.until == at("2027-01-20T09:00:00Z")
    assert verdict.unlock == "wait 21 h"
    verdict = ask(keyword_until("2027-01-20T08:30:00Z"), draft(Purpose.OFFER), now=now)
    assert verdict.status is Status.BLOCK
    assert verdict.until is None
    assert "cannot become allowed" in found(verdict, "consent").detail


def test_no_zone_no_country() -> None:
    nowhere = person(timezone="", country="")
    noon = ask(nowhere, now=at("2027-01-12T12:00:00Z"))
    assert noon.status is Status.WARN
    assert found(noon, "quiet_hours").status is Status.WARN
    evening = ask(nowhere, now=at("2027-01-12T17:00:00Z"))
    assert evening.until == at("2027-01-13T11:00:00Z")
    assert evening.unlock == "set their time zone"


@pytest.mark.parametrize(
    ("since", "status"),
    [(timedelta(minutes=29, seconds=59), Status.ALLOW), (timedelta(minutes=30), Status.HOLD)],
)
def test_they_wrote_29_min_59_s_30_min_ago_23_00_for_them(since: timedelta, status: Status) -> None:
    late = at("2027-01-12T23:00:00Z")
    who = person(inbounds_at=(late - since,))
    assert ask(who, draft(Purpose.ANSWER), now=late).status is status


def test_a_reserved_place_counts_until_it_is_withdrawn() -> None:
    sent, reserved = (
        PastTouch(ago(days=20), Purpose.THANKS, 1),
        PastTouch(ago(days=8), Purpose.THANKS, 2),
    )
    answered = {"inbounds_at": (ago(days=7),)}
    full = ask(person(touches=(sent, reserved), **answered), stage=Stage.APPROVE)
    assert full.status is Status.HOLD
    assert found(full, "cap").until == sent.at + timedelta(hours=720)
    assert found(full, "cap").detail == (
        "2 of 2 messages in the last 30 days; the next place is free on 22 May 12:00 UTC."
    )
    assert ask(person(touches=(sent,), **answered), stage=Stage.APPROVE).allowed


def test_four_bubbles_in_nine_minutes_a_bubble_11_minutes_later() -> None:
    bubbles = [NOON, NOON + timedelta(minutes=3), NOON + timedelta(minutes=6)]
    fourth = NOON + timedelta(minutes=9)
    assert ask(person(touches=touches(*bubbles[:2])), now=bubbles[2]).allowed
    held = ask(person(touches=touches(*bubbles)), now=fourth)
    assert found(held, "gap").status is Status.HOLD
    later = ask(person(touches=touches(NOON)), now=NOON + timedelta(minutes=11))
    assert found(later, "gap").until == NOON + timedelta(hours=168)


def test_the_other_message_is_named_with_when_and_where() -> None:
    slot = Slot(4, DraftState.APPROVED, ago(minutes=2), "terminal 2")
    verdict = ask(person(other_slot=slot), stage=Stage.APPROVE)
    assert verdict.status is Status.BLOCK
    detail = found(verdict, "one_slot").detail
    assert detail == "Another message to them was approved on 12 May 11:58 UTC in terminal 2."


def test_the_last_place_of_the_pace_comes_free_at_a_named_time() -> None:
    times = tuple(NOON - timedelta(minutes=minute) for minute in range(200, 0, -5))
    full = ask(account=replace(LONDON, messages_at=times))
    free_at = times[0] + timedelta(hours=24)
    assert found(full, "pace").until == free_at
    assert full.until == free_at
    assert ask(account=replace(LONDON, messages_at=times[1:])).allowed


def test_a_mention_of_a_childs_age_ends_everything() -> None:
    for purpose in Purpose:
        verdict = ask(person(no_contact=SuppressionReason.UNDER_AGE), draft(purpose))
        assert verdict.status is Status.BLOCK
        assert verdict.unlock == ""


def test_touches_on_two_platforms_of_one_person_both_count() -> None:
    who = person(touches=touches(ago(days=20), ago(days=3)), inbounds_at=(ago(days=2),))
    assert found(ask(who), "gap").until == ago(days=3) + timedelta(hours=168)
    assert found(ask(who), "cap").until == ago(days=20) + timedelta(hours=720)


def test_990_ascii_letters_and_3_emoji() -> None:
    verdict = ask(what=draft(text="the blue lamp" + "a" * 977 + "🎉🎉🎉"))
    assert found(verdict, "length").status is Status.FIX
    assert found(verdict, "length").detail == "1002 bytes; the platform takes 1000."


def test_approved_text_changed_by_one_character() -> None:
    approved = draft(
        state=DraftState.APPROVED,
        approved_at=ago(hours=1),
        approved_hash=text_hash(draft().text),
    )
    changed = draft(
        state=DraftState.APPROVED,
        approved_at=ago(hours=1),
        approved_hash=text_hash(draft().text),
        text=draft().text + "!",
    )
    assert ask(what=approved, stage=Stage.HANDOVER).allowed
    verdict = ask(what=changed, stage=Stage.HANDOVER)
    assert verdict.status is Status.FIX
    assert verdict.unlock == "approve it again"


def test_an_opted_out_person_who_asks_gets_one_answer_and_no_code() -> None:
    asked = person(
        no_contact=SuppressionReason.OPT_OUT,
        no_contact_at=ago(days=30),
        inbounds_at=(ago(hours=1),),
        last_inbound_class=InboundClass.QUESTION,
    )
    assert ask(asked, draft(Purpose.ANSWER)).allowed
    assert found(ask(asked, draft(Purpose.OFFER)), "opt_out").status is Status.BLOCK
    answered = person(
        no_contact=SuppressionReason.OPT_OUT,
        no_contact_at=ago(days=30),
        inbounds_at=(ago(hours=1),),
        last_inbound_class=InboundClass.QUESTION,
        touches=(PastTouch(ago(minutes=40), Purpose.ANSWER, 5),),
    )
    assert found(ask(answered, draft(Purpose.ANSWER)), "opt_out").status is Status.BLOCK


@pytest.mark.parametrize(
    "text", ["the blue lamp! 20 % off with MAYA10", "Ad. The blue lamp! 20 % off"]
)
def test_thanks_text_that_contains_20_off_with_maya10(text: str) -> None:
    thanked = person(consents=(granted(Purpose.THANKS),))
    verdict = ask(thanked, draft(text=text))
    assert found(verdict, "consent").status is Status.BLOCK
    assert found(verdict, "consent").detail == (
        "Nothing says that they want a message of the kind 'offer'."
    )
    assert verdict.unlock == "take out what sells"
    assert lane_of(verdict, draft(text=text)) is Lane.HELD
    both = person(consents=(granted(Purpose.THANKS, Purpose.OFFER),))
    disclosed = text.startswith("Ad")
    assert ask(both, draft(text=text)).allowed is disclosed
    assert (found(ask(both, draft(text=text)), "disclosure").status is Status.FIX) is not disclosed


def test_what_counts_as_an_offer_is_one_under_every_rule() -> None:
    text = "Ad: the blue lamp, 20 % off"
    first = ask(person(touches=()), draft(text=text))
    assert found(first, "balance").detail == "A message of the kind 'offer' is never the first one."
    yes = granted(*Purpose, event_at=ago(days=300))
    closed = person(consents=(yes,), soft_no_at=ago(days=200), soft_no_purpose=Purpose.COLLAB)
    assert found(ask(closed, draft(text=text)), "soft_no").status is Status.BLOCK
    unhappy = person(complaint_at=ago(days=3))
    assert found(ask(unhappy, draft(text=text)), "open_complaint").status is Status.WAIT
    talking = person(inbounds_at=(ago(hours=1),), touches=touches(ago(days=2)))
    answer = ask(talking, draft(Purpose.ANSWER, text=text))
    assert found(answer, "gap").status is Status.HOLD
    assert found(ask(talking, draft(Purpose.ANSWER)), "gap").status is Status.ALLOW


def test_an_opted_out_person_gets_no_answer_that_sells() -> None:
    asked = person(
        no_contact=SuppressionReason.OPT_OUT,
        no_contact_at=ago(days=30),
        inbounds_at=(ago(hours=1),),
        last_inbound_class=InboundClass.QUESTION,
    )
    selling = draft(Purpose.ANSWER, text="Ad: the code is MAYA10", code="MAYA10")
    verdict = ask(asked, selling)
    assert found(verdict, "opt_out").status is Status.BLOCK
    assert candidate(verdict) is None
    corrected = ask(asked, selling._replace(override="true_purpose"))
    assert found(corrected, "opt_out").status is Status.BLOCK


TEMPLATE = (
    "Hi {}! Thank you for being here so often and for every kind word under my videos, "
    "it means a lot to me."
)


def given_to(number: int, name: str, text: str) -> Given:
    contact = Contact(number, Platform.TIKTOK, f"{name.lower()}.draws", name=name)
    return Given(number, ago(days=1), runs_to(contact, text, ()))


def test_same_template_only_the_names_differ_one_true_sentence_about_each() -> None:
    tom = given_to(2, "Tom", TEMPLATE.format("Tom") + " Your owl with the red hat made my day.")
    zoe = given_to(3, "Zoe", TEMPLATE.format("Zoe"))
    mia = given_to(1, "Mia", TEMPLATE.format("Mia"))
    own = given_to(
        1, "Mia", TEMPLATE.format("Mia") + " The blue lamp in your window stays with me."
    )

    def sameness(message: Given, *others: Given) -> Finding:
        alike = Collection(POLICY.sameness_warn / 100, others).alike(message.runs, 1)
        return found(ask(what=draft(alike=alike)), "sameness")

    assert sameness(mia, tom, zoe).status is Status.FIX
    assert sameness(mia, tom, zoe).detail.startswith("100 % like 2 others")
    assert sameness(own, tom).status is Status.ALLOW
    assert ask(what=draft(text=TEMPLATE.format("Mia") + " The blue lamp stays with me.")).allowed


def test_nothing_promotional_goes_out_while_a_complaint_is_open() -> None:
    unhappy = person(complaint_at=ago(days=3))
    for purpose in (Purpose.OFFER, Purpose.CHALLENGE):
        verdict = ask(unhappy, draft(purpose))
        assert verdict.status is Status.WAIT
        assert verdict.until is None
        assert verdict.unlock == "settle their complaint and close it"
        finding = found(verdict, "open_complaint")
        assert finding.detail == "Their complaint of 9 May 12:00 UTC is still open."
        assert not finding.overridable
    assert ask(unhappy).allowed
    assert ask(person(), draft(Purpose.OFFER)).allowed


def test_no_name_known() -> None:
    for text in ("Hi , the blue lamp!", "Hey None, the blue lamp", "Hi mia.draws! the blue lamp"):
        verdict = ask(person(name=""), draft(text=text))
        assert found(verdict, "unfilled").status is Status.FIX, text
    assert ask(person(name=""), draft(text="Hi! I liked the blue lamp.")).allowed


def test_a_stranger_belongs_to_the_invite_lane() -> None:
    verdict = ask(stranger())
    assert verdict.status is Status.BLOCK
    assert verdict.unlock == "invite them publicly"
    asked = stranger()._replace(touches=(PastTouch(ago(days=2), Purpose.INVITE, 7),))
    assert ask(asked).unlock == "log their message when they write"
    asking = Slot(7, DraftState.APPROVED, ago(minutes=2), purpose=Purpose.INVITE)
    assert ask(stranger()._replace(other_slot=asking)).unlock == "log their message when they write"
    assert ask(stranger(), draft(Purpose.INVITE), now=datetime(2027, 5, 12, 3, tzinfo=UTC)).allowed
