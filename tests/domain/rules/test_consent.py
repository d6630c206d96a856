"""The five bases of permission, how each ends, and what takes it back."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dm_assistant.domain.model import (
    NON_COMMERCIAL,
    Consent,
    ConsentKind,
    Platform,
    Purpose,
)
from dm_assistant.domain.rules.policy import Profile
from dm_assistant.domain.rules.verdict import Status
from tests.domain.rules.people import (
    NOON,
    POLICY,
    ago,
    ask,
    draft,
    follower,
    found,
    granted,
    stranger,
    touches,
)

SECOND = timedelta(seconds=1)


def status(who: object, purpose: Purpose, now: datetime = NOON, **more: object) -> Status:
    return found(ask(who, draft(purpose), now, **more), "consent").status  # type: ignore[arg-type]


def covered(who: object) -> set[Purpose]:
    return {purpose for purpose in Purpose if status(who, purpose) is not Status.BLOCK}


def test_without_a_basis_only_a_public_invite_is_open() -> None:
    assert covered(stranger()) == {Purpose.INVITE}


def test_a_grant_in_their_words_covers_what_it_names_and_asks_again_after_two_years() -> None:
    grant = granted(Purpose.OFFER, event_at=ago(days=730) + SECOND)
    who = stranger(consents=(grant,))
    assert covered(who) == {Purpose.OFFER, Purpose.INVITE}
    assert status(who, Purpose.OFFER) is Status.ALLOW
    assert status(who, Purpose.OFFER, NOON + SECOND) is Status.WARN
    assert status(who, Purpose.OFFER, NOON + timedelta(days=3000)) is Status.WARN


def test_a_keyword_is_good_for_thirty_days_and_one_message() -> None:
    keyword = granted(Purpose.OFFER, kind=ConsentKind.KEYWORD, event_at=ago(days=30) + SECOND)
    who = stranger(consents=(keyword,))
    assert status(who, Purpose.OFFER) is Status.ALLOW
    assert status(who, Purpose.OFFER, NOON + SECOND) is Status.BLOCK
    used = stranger(consents=(keyword,), touches=touches(ago(days=8), purpose=Purpose.OFFER))
    assert status(used, Purpose.OFFER) is Status.BLOCK
    again = granted(Purpose.OFFER, kind=ConsentKind.KEYWORD, event_at=ago(days=9))
    twice = used._replace(consents=(keyword, again))
    assert status(twice, Purpose.OFFER) is Status.ALLOW


def test_a_keyword_starts_with_its_second_and_is_spent_by_the_message_after_it() -> None:
    keyword = granted(Purpose.OFFER, kind=ConsentKind.KEYWORD, event_at=ago(days=9))
    who = stranger(consents=(keyword,))
    before = touches(ago(days=9) - SECOND, purpose=Purpose.OFFER)
    assert status(who._replace(touches=before), Purpose.OFFER) is Status.ALLOW
    at_once = touches(ago(days=9), purpose=Purpose.OFFER)
    assert status(who._replace(touches=at_once), Purpose.OFFER) is Status.BLOCK
    other = touches(ago(days=8), purpose=Purpose.THANKS)
    assert status(who._replace(touches=other), Purpose.OFFER) is Status.ALLOW


def test_one_comment_is_good_for_one_message_whatever_words_it_holds() -> None:
    def said(purpose: Purpose, comment: int | None, **span: float) -> Consent:
        moment = ago(**span)
        return granted(purpose, kind=ConsentKind.KEYWORD, event_at=moment, comment_id=comment)

    thanked = touches(ago(days=8), purpose=Purpose.THANKS)
    both = (said(Purpose.THANKS, 4, days=9), said(Purpose.OFFER, 4, days=9))
    apart = (said(Purpose.THANKS, 4, days=9), said(Purpose.OFFER, 5, days=9))
    message = (said(Purpose.THANKS, None, days=9), said(Purpose.OFFER, None, days=9))
    for entries, expected in (
        (both, Status.BLOCK),
        (apart, Status.ALLOW),
        (message, Status.BLOCK),
    ):
        who = stranger(consents=entries)
        assert status(who, Purpose.OFFER) is Status.ALLOW
        assert status(who._replace(touches=thanked), Purpose.OFFER) is expected


def test_who_wrote_may_be_answered_until_answered_and_thanked_for_half_a_year() -> None:
    who = stranger(inbounds_at=(ago(days=100),))
    assert covered(who) == {Purpose.ANSWER, Purpose.INVITE, *NON_COMMERCIAL}
    answered = stranger(
        inbounds_at=(ago(days=100),), touches=touches(ago(days=99), purpose=Purpose.ANSWER)
    )
    assert covered(answered) == {Purpose.INVITE, *NON_COMMERCIAL}
    long_ago = stranger(inbounds_at=(ago(days=182),))
    assert covered(long_ago) == {Purpose.ANSWER, Purpose.INVITE}


@pytest.mark.parametrize(("platform", "hours"), [(Platform.TIKTOK, 48), (Platform.INSTAGRAM, 24)])
def test_an_answered_conversation_stays_open_for_the_platforms_window(
    platform: Platform, hours: int
) -> None:
    wrote_at = NOON - timedelta(hours=hours)
    who = stranger(
        inbounds_at=(wrote_at,),
        last_inbound_platform=platform,
        touches=touches(wrote_at + timedelta(minutes=5), purpose=Purpose.ANSWER),
    )
    what = draft(Purpose.ANSWER, platform=platform)
    assert found(ask(who, what, NOON - SECOND), "consent").status is Status.ALLOW
    assert found(ask(who, what, NOON - SECOND), "gap").status is Status.ALLOW
    assert found(ask(who, what, NOON), "consent").status is Status.BLOCK
    elsewhere = who._replace(
        last_inbound_platform=Platform.INSTAGRAM
        if platform is Platform.TIKTOK
        else Platform.TIKTOK,
    )
    assert found(ask(elsewhere, what, NOON - SECOND), "consent").status is Status.BLOCK


def test_ten_messages_close_a_tiktok_conversation() -> None:
    moments = [ago(hours=1) + timedelta(minutes=minute) for minute in range(10)]
    full = stranger(inbounds_at=(ago(hours=1),), touches=touches(*moments))
    assert status(full, Purpose.ANSWER) is Status.BLOCK
    assert found(ask(full, draft(Purpose.ANSWER)), "gap").status is Status.HOLD
    nine = stranger(inbounds_at=(ago(hours=1),), touches=touches(*moments[:9]))
    assert ask(nine, draft(Purpose.ANSWER)).allowed


def test_a_mutual_follow_covers_what_does_not_sell_while_it_is_known() -> None:
    assert covered(follower()) == {Purpose.INVITE, *NON_COMMERCIAL}
    assert covered(follower(follow_learned_at=ago(days=180))) == {Purpose.INVITE}
    assert covered(follower(follow_learned_at=None)) == {Purpose.INVITE}


def test_a_strict_profile_or_country_does_not_take_a_mutual_follow() -> None:
    strict = replace(POLICY, consent_profile=Profile.STRICT)
    assert status(follower(), Purpose.THANKS, policy=strict) is Status.BLOCK
    assert status(follower(country="DE"), Purpose.THANKS) is Status.BLOCK
    assert status(follower(country="GB"), Purpose.THANKS) is Status.ALLOW


@pytest.mark.parametrize("kind", [ConsentKind.PURCHASE, ConsentKind.COLLABORATION])
def test_a_past_deal_covers_what_does_not_sell_for_two_years(kind: ConsentKind) -> None:
    deal = granted(kind=kind, event_at=ago(days=730) + SECOND)
    who = stranger(consents=(deal,))
    assert covered(who) == {Purpose.INVITE, *NON_COMMERCIAL}
    assert status(who, Purpose.THANKS, NOON + SECOND) is Status.BLOCK


@pytest.mark.parametrize("kind", [ConsentKind.WITHDRAWN, ConsentKind.REFUSED])
def test_a_later_no_takes_back_every_basis_until_their_own_words(kind: ConsentKind) -> None:
    yes = granted(Purpose.THANKS, event_at=ago(days=20))
    deal = granted(kind=ConsentKind.PURCHASE, event_at=ago(days=2))
    no = granted(Purpose.THANKS, kind=kind, event_at=ago(days=10))
    who = follower(consents=(yes, no, deal))
    assert status(who, Purpose.THANKS) is Status.BLOCK
    assert status(who, Purpose.COLLAB) is Status.ALLOW
    again = granted(Purpose.THANKS, event_at=ago(days=1))
    assert status(who._replace(consents=(yes, no, deal, again)), Purpose.THANKS) is Status.ALLOW
    together = granted(Purpose.THANKS, event_at=ago(days=10))
    assert status(who._replace(consents=(no, together)), Purpose.THANKS) is Status.BLOCK


def test_a_no_to_everything_ends_invites_too() -> None:
    who = stranger(consents=(granted(kind=ConsentKind.WITHDRAWN, event_at=ago(days=1)),))
    assert covered(who) == set()


def test_what_sells_can_never_be_overridden() -> None:
    assert not found(ask(stranger(), draft(Purpose.OFFER)), "consent").overridable
    assert found(ask(stranger(), draft(Purpose.THANKS)), "consent").overridable
