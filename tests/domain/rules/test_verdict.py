"""How an answer of the gate reads."""

from datetime import timedelta

import pytest

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules import wording
from dm_assistant.domain.rules.facts import DraftFacts
from dm_assistant.domain.rules.verdict import Status, Verdict
from tests.domain.rules.people import NOON, ago, ask, at, person, stranger, touches


def test_the_json_has_the_keys_of_the_contract() -> None:
    document = ask(person(touches=touches(ago(days=3)), inbounds_at=(ago(days=2),))).as_json()
    assert set(document) == {"status", "until", "findings", "unlock"}
    assert document["status"] == "hold"
    assert document["until"] == "2027-05-16T12:00:00Z"
    assert document["unlock"] == "wait 4 d"
    gap = next(found for found in document["findings"] if found["rule"] == "gap")
    assert set(gap) == {"rule", "status", "detail", "until", "overridable", "places"}
    assert gap["until"] == "2027-05-16T12:00:00Z"
    assert Verdict(Status.ALLOW, ()).as_json()["until"] is None


def test_reasons_come_worst_first() -> None:
    who = stranger(touches=touches(ago(days=3)), requests_pending=1)
    ranks = [found.status.severity for found in ask(who).reasons]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == 3


def test_while_there_are_no_words_the_rules_about_words_find_nothing_against_them() -> None:
    wordless = DraftFacts(Purpose.THANKS, worded=False)
    assert ask(what=wordless).allowed
    held = person(touches=touches(ago(days=3)), inbounds_at=(ago(days=2),))
    assert ask(held, wordless).until == ask(held).until
    assert ask(stranger(), wordless).status is Status.BLOCK


def test_a_hold_beyond_400_days_has_no_time() -> None:
    assert ask(person(snoozed_until=ago(days=-399))).until is not None
    far = ask(person(snoozed_until=ago(days=-401)))
    assert (far.status, far.until, far.unlock) == (Status.HOLD, None, "wait")


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=1), "1 min"),
        (timedelta(minutes=59, seconds=1), "1 h"),
        (timedelta(hours=4, minutes=10), "4 h 10 min"),
        (timedelta(days=3, hours=3, minutes=30), "3 d 4 h"),
        (timedelta(days=2, hours=23, minutes=1), "3 d"),
    ],
)
def test_a_wait_is_said_in_two_units_and_never_too_short(length: timedelta, words: str) -> None:
    assert wording.span(length) == words


def test_a_moment_is_rounded_up_to_the_minute() -> None:
    assert wording.moment(at("2027-12-31T23:59:01Z"), NOON) == "1 Jan 2028 00:00 UTC"
    assert wording.moment(at("2027-03-17T15:00:00Z"), NOON) == "17 Mar 15:00 UTC"
