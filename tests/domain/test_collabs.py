"""Stages of collaborations: which may follow, what they need, what comes by itself, what ages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dm_assistant.domain import collabs
from dm_assistant.domain.collabs import Collab, Facts, Stage, Whose
from dm_assistant.domain.model import DraftState, InboundClass, SuppressionReason

NOW = datetime(2026, 5, 16, 12, tzinfo=UTC)
TODAY = NOW.date()
WHOLE = Collab(
    id=1,
    contact_id=7,
    stage=Stage.IDEA,
    moved_at=NOW,
    opened_at=NOW,
    idea="a fog painting",
    i_give="the filming",
    they_give="one painting",
)


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


@pytest.mark.parametrize("lacking", collabs.PROMISE)
def test_a_pitch_needs_the_idea_and_both_gives(lacking: str) -> None:
    assert collabs.missing(WHOLE, Stage.PITCHED) == ()
    without = replace(WHOLE, **{lacking: ""})  # type: ignore[arg-type]  # a text by name
    assert collabs.missing(without, Stage.PITCHED) == (lacking,)


def test_what_is_missing_is_named_in_words() -> None:
    assert collabs.in_words(("idea",)) == "the idea"
    assert collabs.in_words(("i_give", "they_give")) == "what you give and what they give"
    assert collabs.in_words(collabs.PROMISE).startswith("the idea, what you give and")


def test_an_agreement_needs_terms_or_a_next_step_with_its_day() -> None:
    assert collabs.missing(WHOLE, Stage.AGREED) == ("terms",)
    assert collabs.missing(replace(WHOLE, next_step="film it"), Stage.AGREED) == ("terms",)
    dated = replace(WHOLE, next_step="film it", due_on=TODAY)
    assert collabs.missing(dated, Stage.AGREED) == ()
    assert collabs.missing(replace(WHOLE, terms="half each"), Stage.AGREED) == ()


def test_every_stage_but_the_last_leads_on_and_no_is_open_from_all_that_is_open() -> None:
    for stage in Stage:
        following = collabs.next_stage(stage)
        assert (following is None) == (stage is Stage.REVIEWED)
        assert following is None or following in collabs.FOLLOWS[stage]
        before = collabs.stage_before(stage)
        assert before is None or before in collabs.FOLLOWS[stage]
        assert (Stage.NO in collabs.FOLLOWS[stage]) == (stage in collabs.OPEN)
    assert collabs.stage_before(Stage.MADE) is None


@pytest.mark.parametrize("state", DraftState)
def test_only_a_pitch_that_left_makes_it_pitched(state: DraftState) -> None:
    sent = replace(WHOLE, facts=Facts(pitch_state=state, sent_at=ago(days=2)))
    left = state in collabs.LEFT
    assert collabs.reached(sent) == (
        collabs.Step(Stage.PITCHED, ago(days=2)) if left else collabs.Step(Stage.IDEA, NOW)
    )


def test_an_encouraging_answer_makes_it_a_talk_and_a_stop_ends_it() -> None:
    facts = Facts(DraftState.REPLIED, sent_at=ago(days=3), heard_at=ago(days=2))
    assert collabs.reached(replace(WHOLE, facts=facts)).stage is Stage.TALKING
    other = replace(facts, heard_at=None, answer=InboundClass.SOFT_NO)
    assert collabs.reached(replace(WHOLE, facts=other)).stage is Stage.PITCHED
    stop = replace(facts, no_contact=SuppressionReason.OPT_OUT, no_contact_at=ago(days=1))
    stopped = replace(WHOLE, facts=stop)
    assert [each.stage for each in collabs.by_itself(stopped)] == [
        Stage.PITCHED,
        Stage.TALKING,
        Stage.NO,
    ]
    assert collabs.why_closed(stopped) == "they are never to be messaged (opt out)"
    made = replace(stopped, stage=Stage.MADE)
    assert collabs.reached(made).stage is Stage.MADE
    assert collabs.why_closed(made) == ""


def test_a_no_says_whose_it_was() -> None:
    no = replace(WHOLE, stage=Stage.NO, closed_by=Whose.THEIRS, closed_why="no time")
    assert collabs.why_closed(no) == "theirs: no time"
    assert collabs.why_closed(replace(no, closed_by=Whose.OURS, closed_why="")) == "yours"


@pytest.mark.parametrize(
    ("stage", "days", "marked"),
    [
        (Stage.IDEA, 400, False),
        (Stage.PITCHED, 13, False),
        (Stage.PITCHED, 14, True),
        (Stage.TALKING, 14, True),
        (Stage.AGREED, 29, False),
        (Stage.AGREED, 30, True),
        (Stage.MADE, 400, False),
        (Stage.NO, 400, False),
    ],
)
def test_what_does_not_move_is_marked(stage: Stage, days: int, marked: bool) -> None:
    still = replace(WHOLE, stage=stage, moved_at=ago(days=days))
    said = collabs.warning(still, NOW, TODAY)
    assert said == (f"no move for {days} days" if marked else "")
    planned = replace(still, next_step="call", due_on=TODAY)
    assert collabs.warning(planned, NOW, TODAY) == ""


def test_a_day_that_is_past_is_overdue_from_the_next_one_on() -> None:
    due = replace(WHOLE, due_on=date(2026, 5, 15))
    assert collabs.warning(due, NOW, TODAY) == "overdue by 1 day"
    assert collabs.warning(due, NOW, date(2026, 5, 15)) == ""
    assert collabs.warning(replace(due, stage=Stage.MADE), NOW, TODAY) == ""


def test_the_words_of_a_pitch_are_no_longer_than_a_message_takes() -> None:
    assert collabs.too_long({"idea": "x" * 60}) is None
    assert collabs.too_long({"idea": "x" * 61}) == "idea has 61 characters; at most 60"
    assert collabs.too_long({"i_give": "x" * 41}) == "i give has 41 characters; at most 40"


def test_days_never_run_backwards() -> None:
    assert collabs.days_in(NOW + timedelta(days=3), NOW) == 0
    assert collabs.days_in(ago(days=12, hours=5), NOW) == 12
