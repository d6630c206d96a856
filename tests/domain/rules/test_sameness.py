"""One template with another name in it is a mailing; a true sentence about each is a message."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.model import Contact, Lane, Platform, Purpose, Source
from dm_assistant.domain.rules.facts import Alike
from dm_assistant.domain.rules.sameness import Collection, Given, Runs, runs_to
from dm_assistant.domain.rules.standing import standing
from dm_assistant.domain.rules.verdict import Status
from tests.domain.rules.people import LONDON, NOON, POLICY, ago, ask, draft, found, person

MONTH = timedelta(days=30)
FIXED = "You wrote {}, and it made me smile. Thank you for putting it into words, truly."


def somebody(number: int, name: str = "", handle: str = "") -> Contact:
    return Contact(number, Platform.TIKTOK, handle or f"fan.{number}", name=name)


def said(number: int, text: str, quote: str = "", name: str = "", code: str = "") -> Given:
    sources = (Source(quote, "quote"),) if quote else ()
    contact = somebody(number, name)
    return Given(number, NOON, runs_to(contact, text, sources, code))


def likeness(one: Given, other: Given) -> float:
    alike = Collection(0.01, [other]).alike(one.runs, one.contact_id)
    return alike[0].share if alike else 0.0


def test_only_names_handles_and_codes_differ() -> None:
    mia = said(
        1, "Hi Mia! I love your energy, MAYA-10 is for you, fan.1", name="Mia Sun", code="MAYA-10"
    )
    tom = said(
        2, "Hi Tom! I love your energy, TOM-7K2Q is for you, fan.2", name="Tom", code="TOM-7K2Q"
    )
    none = said(3, "hi!! i LOVE your energy… ABC-1 is for you 💛 fan.3", code="ABC-1")
    assert likeness(mia, tom) == likeness(tom, none) == 1.0


def test_what_each_of_them_wrote_is_theirs_even_where_both_wrote_the_same() -> None:
    one = said(1, FIXED.format("“so calm today”"), quote="so calm today")
    two = said(2, FIXED.format("“so calm today”"), quote="so calm today")
    unquoted = said(3, FIXED.format("“so calm today”"))
    assert likeness(one, two) == 11 / 21
    assert likeness(unquoted, said(4, FIXED.format("“so calm today”"))) == 1.0


def test_a_quote_that_was_edited_out_makes_nothing_personal() -> None:
    one = said(1, "Thank you for being here, it means a lot", quote="so calm today")
    two = said(2, "Thank you for being here, it means a lot", quote="what a sky")
    assert likeness(one, two) == 1.0


def test_a_long_mailing_with_a_short_quote_in_it_is_a_mailing() -> None:
    words = " ".join(f"word{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}" for n in range(80))
    one = said(1, f"“nice one” {words}", quote="nice one")
    two = said(2, f"“love it” {words}", quote="love it")
    assert likeness(one, two) > 0.9


def test_short_texts_and_scripts_without_blanks_are_compared_too() -> None:
    assert likeness(said(1, "Thanks!"), said(2, "thanks")) == 1.0
    assert likeness(said(1, "Thanks Mia!", name="Mia"), said(2, "thanks")) == 1.0
    assert likeness(said(1, "ありがとうございます"), said(2, "ありがとうございます!")) == 1.0
    assert likeness(said(1, "いつも見てくれてありがとう"), said(2, "いつも見てくれて嬉しい")) < 0.7
    assert likeness(said(1, "🎉"), said(2, "🎉")) == 0.0


def test_the_person_themselves_and_what_left_the_window_do_not_count() -> None:
    mine = said(1, "Thank you for being here")
    assert Collection(0.6, [mine]).alike(mine.runs, 1) == ()
    given_at = NOON - MONTH
    alike = (Alike(given_at, 1.0, 2),)
    before = ask(what=draft(alike=alike), now=NOON - timedelta(seconds=1))
    assert found(before, "sameness").status is Status.FIX
    assert found(ask(what=draft(alike=alike)), "sameness").status is Status.ALLOW


@pytest.mark.parametrize(
    ("share", "status"),
    [
        (0.8, Status.FIX),
        (0.7999, Status.WARN),
        (0.6, Status.WARN),
        (0.5999, Status.ALLOW),
        (1.0, Status.FIX),
    ],
)
def test_the_limits_are_sixty_and_eighty_of_a_hundred(share: float, status: Status) -> None:
    finding = found(ask(what=draft(alike=(Alike(ago(days=1), share, 2),))), "sameness")
    assert finding.status is status
    assert finding.overridable is (status is Status.WARN)


def test_the_share_and_the_number_of_people_are_said() -> None:
    likes = (Alike(ago(days=9), 0.62, 2), Alike(ago(days=8), 0.839, 3), Alike(ago(days=1), 0.7, 3))
    finding = found(ask(what=draft(alike=likes)), "sameness")
    assert finding.detail == (
        "83 % like 2 others in the last 30 days: say something that is true of them alone."
    )
    one = found(ask(what=draft(alike=likes[:1])), "sameness")
    assert one.detail.startswith("62 % like 1 other in the last 30 days")


def test_an_answer_is_about_their_own_message_and_only_warned_about() -> None:
    alike = (Alike(ago(days=1), 1.0, 2),)
    asked = person(inbounds_at=(ago(hours=1),))
    finding = found(ask(asked, draft(Purpose.ANSWER, alike=alike)), "sameness")
    assert finding.status is Status.WARN


def test_a_draft_like_another_is_looked_at_again_when_that_one_leaves_the_window() -> None:
    alike = (Alike(ago(days=9), 0.9, 2), Alike(ago(days=2), 0.7, 3))
    stands = standing(person(), LONDON, draft(alike=alike), POLICY, NOON)
    assert stands.lane is Lane.HELD
    assert stands.recheck_at == ago(days=9) + MONTH


WORDS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=12).map(" ".join)


@given(WORDS, st.lists(WORDS, max_size=8))
def test_the_collection_finds_what_comparing_every_pair_finds(text: str, others: list[str]) -> None:
    def share(one: Runs, other: Runs) -> float:
        both = len(one.shared & other.shared)
        return both / (len(one.shared) + len(other.shared) - both)

    mine = said(0, text)
    theirs = [said(number, other) for number, other in enumerate(others, start=1)]
    wanted = {
        (each.contact_id, share(mine.runs, each.runs))
        for each in theirs
        if share(mine.runs, each.runs) >= 0.6
    }
    found_ = Collection(0.6, theirs).alike(mine.runs, 0)
    assert {(each.contact_id, each.share) for each in found_} == wanted


def test_messages_given_are_listed_from_old_to_new() -> None:
    def at(number: int, moment: datetime) -> Given:
        return said(number, "Thank you for being here")._replace(at=moment)

    given_ = [at(1, NOON), at(2, ago(days=2)), at(3, ago(days=1))]
    alike = Collection(0.6, given_).alike(given_[0].runs, 9)
    assert [each.contact_id for each in alike] == [2, 3, 1]
