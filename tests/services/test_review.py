"""The week of a workspace: its own calendar, who waits, how fast the creator answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dm_assistant.domain.model import InboundClass as C
from dm_assistant.domain.statistics import review_words
from dm_assistant.errors import BadInputError
from dm_assistant.services import answers, life, numbers, review
from dm_assistant.services.workspace import Workspace
from tests.services.workshop import out, wait, wrote
from tests.workspaces import FANS


def told(ws: Workspace, week: str | None = None) -> dict[str, str]:
    """Return the sentences of a week by their labels."""
    return dict(review_words.lines(review.week(ws, week=week), named=True))


def test_an_empty_workspace_has_a_week_in_which_every_missing_number_says_why(
    empty: Workspace,
) -> None:
    found = told(empty)
    assert found["Replied"] == "– (no message's time to be answered ended); the week before 0 of 0"
    assert found["Opt-outs"].startswith("– (nobody had been written to)")
    assert found["Your answers"] == "– (nobody was answered in that week)"
    assert found["Waiting now"] == "nobody"
    assert found["Account"] == "– (no figures of it were imported)"
    assert not any("0 %" in words for words in found.values())
    assert [each.place for each in review.week(empty).to_do] == ["people"]


def test_a_message_is_judged_in_the_week_in_which_its_time_ends(ws: Workspace) -> None:
    week = review.week(ws).span.name
    out(ws)
    wait(ws, hours=2)
    wrote(ws, "lovely, thank you!", kind=C.POSITIVE)
    assert told(ws)["Sent"] == "1 first messages; the week before 0"
    assert told(ws)["Replies in"] == "1: 1 to this week's messages"
    assert told(ws)["Replied"].startswith("–")
    wait(ws, days=7)
    assert told(ws)["Replied"] == "1 of 1 replied; the week before 0 of 0"
    assert told(ws, week)["Sent"] == "1 first messages; the week before 0"
    judged = review.week(ws).figures.judged
    assert judged == numbers.stats(ws).totals


def test_who_waits_is_named_with_how_long_and_answering_is_timed(ws: Workspace) -> None:
    asked = wrote(ws, "which paper is it?", kind=C.QUESTION)
    wait(ws, hours=1)
    wrote(ws, "and the brush?", FANS[1], kind=C.QUESTION)
    assert told(ws)["Waiting now"] == f"2 people, @{FANS[0]} for 1 h"
    card = answers.answer(ws, asked.message, "Cotton paper.")
    assert told(ws)["Your answers"].startswith("–"), "not sent yet"
    wait(ws, minutes=10)
    life.sent(ws, [card.row.item.id])
    assert told(ws)["Your answers"] == "1 message was answered, after 1 h 10 min"
    assert told(ws)["Waiting now"] == f"1 person, @{FANS[1]} for 10 min"
    unnamed = review_words.lines(review.week(ws), named=False)
    assert not any(fan in words for _, words in unnamed for fan in FANS)


def test_weeks_begin_on_monday_by_the_clock_of_the_creator(ws: Workspace) -> None:
    span = review.week(ws, week="2024-W14").span
    local = span.start.astimezone(ws.timezone)
    assert (local.weekday(), local.hour, local.minute) == (0, 0, 0)
    assert span.end - span.start in {timedelta(days=7, hours=each) for each in (-1, 0, 1)}


@pytest.mark.parametrize("name", ["20", "2026-20", "2026-W54", "2026-Wxx", "W20", "\x1b[2J"])
def test_a_week_that_is_none_is_one_line(ws: Workspace, name: str) -> None:
    with pytest.raises(BadInputError, match="is not a week such as 2026-W20") as caught:
        review.week(ws, week=name)
    assert str(caught.value).isprintable()


def test_a_week_to_come_is_one_line(ws: Workspace) -> None:
    with pytest.raises(BadInputError, match="has not begun"):
        review.week(ws, week="2031-W20")
