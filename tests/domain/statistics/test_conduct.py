"""How the creator answers, what they ask and give, and how alike they write."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dm_assistant.domain.model import Contact, Platform, Purpose
from dm_assistant.domain.rules.sameness import Given, runs_to
from dm_assistant.domain.statistics.conduct import Conduct, answering, balance, near_copies
from dm_assistant.domain.statistics.rates import table
from dm_assistant.domain.statistics.words import conduct_sentences
from dm_assistant.domain.templates.model import Gives

NOW = datetime(2026, 5, 14, 12, tzinfo=UTC)
HOUR = 3600


def given(contact: int, text: str) -> Given:
    return Given(
        contact, NOW, runs_to(Contact(contact, Platform.TIKTOK, f"fan{contact}"), text, ())
    )


def test_nothing_answered_is_no_time_at_all() -> None:
    none = answering([], [], NOW)
    assert none.as_json() == {
        "n": 0,
        "median_hours": None,
        "worst_hours": None,
        "reason": "no message of theirs was answered in that time",
        "waiting": 0,
        "waiting_since": None,
    }


def test_the_own_time_to_answer_is_told_with_who_waits() -> None:
    waiting = [NOW - timedelta(hours=3), NOW - timedelta(hours=70)]
    mine = answering([60, HOUR, 100 * HOUR], waiting, NOW)
    conduct = Conduct(mine, balance([]), near_copies([], 0.8))
    told = dict(conduct_sentences(replace(table([], None, NOW), conduct=conduct)))
    assert told == {
        "Your answers": "You answered 3: half within 1 h, the slowest took 4 d 4 h;"
        " 2 wait now, the longest for 2 d 22 h."
    }


def test_what_asks_and_what_gives_is_told_by_purpose_and_template() -> None:
    found = balance(
        [
            (Purpose.THANKS, None, 5),
            (Purpose.THANKS, Gives.SAY, 1),
            (Purpose.FEEDBACK, Gives.SAY, 2),
            (Purpose.CHALLENGE, Gives.ACCESS, 3),
            (Purpose.INVITE, None, 4),
        ]
    )
    assert (found.asks, found.gives, found.n) == (9, 8, 15)


def test_near_copies_are_messages_like_one_to_somebody_else() -> None:
    copied = "I keep thinking about the way you describe the light in the evening"
    own = "Your question about cotton paper made me try three kinds of it last week"
    found = near_copies([given(1, copied), given(2, copied), given(3, own), given(3, own)], 0.8)
    assert (found.k, found.n, found.shown) == (2, 4, "counts")
