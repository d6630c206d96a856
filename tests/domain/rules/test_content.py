"""What the words of a message may not be."""

from datetime import timedelta

import pytest

from dm_assistant.domain.model import DraftState, Purpose
from dm_assistant.domain.rules.content import text_hash
from dm_assistant.domain.rules.verdict import Stage, Status
from tests.domain.rules.people import NOON, ago, ask, draft, found, person


def status(rule: str, text: str, **facts: object) -> Status:
    who = facts.pop("who", person())
    return found(ask(who, draft(text=text, **facts)), rule).status  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        *("Hi {{ name }}!", "Hi {name}!", "Hi %name% there", "Hi [name]!", "Hi [YOUR NAME]!"),
        *("Hi <name>!", "Hi ${first}", "Hi %(name)s", "I loved ___ a lot", "XXX here", "TODO"),
        *("Hey None!", "Hi null", "Thanks, None", "so undefined, right", "Hi , you", "you , me"),
        *("I loved your video .", 'You said "" and', "You said “” and", "that () there", "", "  "),
        *("{% if x %}", "{# note #}", "Lorem ipsum dolor", "yes,, no"),
    ],
)
def test_a_hole_is_found(text: str) -> None:
    assert status("unfilled", text) is Status.FIX


@pytest.mark.parametrize(
    "text",
    [
        *("Hi Mia!", "I love it <3", "Second to none, truly", "100% yours, 50% mine", "so... yes"),
        *("Salut ! Merci", "[laughs] you are right", "xxx Maya", "(really) good", "it's :) fine"),
        *("None of this was planned.", "wait ... what?", "a {} of joy", "5 < 6 and 7 > 3"),
    ],
)
def test_ordinary_words_have_no_hole(text: str) -> None:
    assert status("unfilled", text) is Status.ALLOW


def test_what_they_wrote_may_look_like_a_hole() -> None:
    text = "You wrote “great ,really” and I smiled."
    assert status("unfilled", text, phrases=("great ,really",)) is Status.ALLOW
    assert status("unfilled", text, phrases=()) is Status.FIX


def test_a_fact_of_somebody_else_never_passes() -> None:
    text = "Hi Mia! Your cat Pixel is lovely, and the blue lamp too."
    assert status("unfilled", text, foreign_phrases=("cat Pixel",)) is Status.FIX


def test_a_handle_is_no_name_unless_it_is_theirs() -> None:
    queen = person(handle="dance_queen99", name="")
    assert status("unfilled", "Hi dance_queen99, nice!", who=queen) is Status.FIX
    assert status("unfilled", "Hi Mia!", who=person(handle="mia", name="Mia")) is Status.ALLOW
    assert (
        status("unfilled", "Hi @dance_queen99!", who=queen, purpose=Purpose.INVITE) is Status.ALLOW
    )


def test_evidence_is_a_fact_in_the_text_and_a_name_is_none() -> None:
    assert status("evidence", "Hi Mia! The BLUE lamp, yes!") is Status.ALLOW
    assert status("evidence", "Hi Mia! You are great.") is Status.FIX
    assert status("evidence", "Hi Mia!", phrases=("Mia", " ", "mia.draws")) is Status.FIX
    assert status("evidence", "Of course!", purpose=Purpose.ANSWER) is Status.ALLOW


def test_a_first_message_is_short() -> None:
    new = person(touches=())
    assert status("length", "a" * 400, who=new) is Status.ALLOW
    assert status("length", "a" * 401, who=new) is Status.WARN
    assert status("length", "a" * 601, who=new) is Status.FIX
    assert status("length", "a" * 1000) is Status.ALLOW
    assert status("length", "a" * 998 + "é") is Status.ALLOW
    assert status("length", "a" * 999 + "é") is Status.FIX


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://example.com/a", 1),
        ("see www.example.com", 1),
        ("my-shop.com has it", 1),
        ("look at youtube.com/watch?v=1 and example.org", 2),
        ("Thanks.You are great", 0),
        ("Thanks! See you soon.", 0),
        ("v1.2 is out, e.g. now", 0),
    ],
)
def test_links_are_counted(text: str, links: int) -> None:
    new = person(touches=())
    assert status("links", text, who=new) is (Status.FIX if links else Status.ALLOW)
    assert status("links", text) is (Status.FIX if links > 1 else Status.ALLOW)
    assert status("links", text, who=person(requests_pending=1)) is (
        Status.FIX if links else Status.ALLOW
    )


def test_a_shortener_never_passes() -> None:
    for link in ("bit.ly/3abc", "https://t.co/x", "https://www.tinyurl.com/y"):
        assert status("links", f"look: {link}") is Status.FIX


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Here is MAYA10 for you", Status.FIX),
        ("This is an ad: MAYA10", Status.ALLOW),
        ("MAYA10 (this is an ad)", Status.FIX),
        ("Use code SUMMER5 today", Status.FIX),
        ("Gifted: use code SUMMER5", Status.ALLOW),
        ("20 % off for you", Status.FIX),
        ("I earn a commission: example.com/?ref=me", Status.ALLOW),
        ("look example.com/?ref=me", Status.FIX),
        ("A voucher for you", Status.FIX),
        ("It had made me sad: MAYA10", Status.FIX),
        ("What a code that was", Status.ALLOW),
    ],
)
def test_a_code_or_gift_is_said_to_be_one_first(text: str, expected: Status) -> None:
    assert status("disclosure", text, code="MAYA10") is expected


def test_a_code_must_outlive_the_wait() -> None:
    assert status("code_life", "x", code="A", code_ends_at=ago(seconds=0)) is Status.BLOCK
    assert status("code_life", "x", code="A", code_ends_at=ago(seconds=-1)) is Status.ALLOW
    assert status("code_life", "x", pool_empty=True) is Status.BLOCK
    snoozed = ask(
        person(snoozed_until=ago(days=-3)),
        draft(text="The blue lamp. Ad: A1", code="A1", code_ends_at=ago(days=-2)),
    )
    assert snoozed.status is Status.BLOCK
    assert "cannot become allowed" in found(snoozed, "code_life").detail
    for seconds, expected in ((0, Status.BLOCK), (1, Status.HOLD)):
        ends_at = ago(days=-3) + timedelta(seconds=seconds)
        coded = draft(text="The blue lamp. Ad: A1", code="A1", code_ends_at=ends_at)
        assert ask(person(snoozed_until=ago(days=-3)), coded).status is expected


def test_an_approval_grows_stale_with_time_and_with_new_facts() -> None:
    def approved(**age: float) -> Status:
        what = draft(
            state=DraftState.APPROVED,
            approved_at=ago(**age),
            approved_hash=text_hash(draft().text),
        )
        who = person(facts_changed_at=ago(hours=10))
        return found(ask(who, what, NOON, stage=Stage.HANDOVER), "stale_approval").status

    assert approved(hours=9) is Status.ALLOW
    assert approved(hours=11) is Status.FIX
    assert approved(hours=72) is Status.FIX
    assert ask(what=draft(), stage=Stage.HANDOVER).status is Status.FIX
    assert ask(what=draft(), stage=Stage.APPROVE).allowed
