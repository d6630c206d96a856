"""Blanks: asked by a template only, seen as open, answered in one clean line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dm_assistant.domain.templates.blanks import (
    LONGEST_ANSWER,
    answer_flaw,
    answered,
    clean_answer,
    questions,
)
from dm_assistant.domain.templates.render import as_printed, render
from dm_assistant.domain.templates.syntax import inspect

ASKS = "Shall we try {{ 'which idea?'|ask }}? I would bring {{ 'your part'|ask }}."


def test_a_question_is_printed_as_a_blank_that_is_seen_as_one() -> None:
    text = render(ASKS, {})
    assert text == "Shall we try ⟦which idea?⟧? I would bring ⟦your part⟧."
    assert questions(text) == ("which idea?", "your part")


def test_the_same_question_is_asked_once_and_answered_everywhere() -> None:
    text = render("{{ 'what?'|ask }} and {{ 'what?'|ask }}", {})
    assert questions(text) == ("what?",)
    assert answered(text, {"what?": "fog"}) == "fog and fog"


def test_what_is_not_answered_stays_blank() -> None:
    text = answered(render(ASKS, {}), {"which idea?": "a fog duet", "other": "x"})
    assert text == "Shall we try a fog duet? I would bring ⟦your part⟧."


def test_an_answer_that_ends_a_sentence_takes_no_second_full_stop() -> None:
    assert answered("It is ⟦what?⟧. Bye.", {"what?": "a duet."}) == "It is a duet. Bye."
    assert answered("It is ⟦what?⟧. Bye.", {"what?": "a duet"}) == "It is a duet. Bye."


def test_a_known_fact_may_stand_for_the_question() -> None:
    body = "Shall we try {{ idea or 'which idea?'|ask }}?"
    assert render(body, {"idea": "a fog duet"}) == "Shall we try a fog duet?"
    assert questions(render(body, {})) == ("which idea?",)


def test_no_value_and_no_answer_is_taken_for_a_blank() -> None:
    assert as_printed("⟦which idea?⟧") == "[which idea?]"
    text = render("{{ quote }} {{ 'what?'|ask }}", {"quote": "⟦x⟧ ⟦what?⟧"})
    assert questions(text) == ("what?",)
    assert questions(answered(text, {"what?": "⟦y⟧"})) == ()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "empty"),
        (" \u200b ", "empty"),
        ("one\ntwo", "one line"),
        ("x" * (LONGEST_ANSWER + 1), "201 characters; at most 200"),
    ],
)
def test_an_answer_that_will_not_do_is_refused_with_the_reason(answer: str, reason: str) -> None:
    assert reason in answer_flaw(answer)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{{ quote|ask }}", "question in quotes"),
        ("{{ 'x'|upper|ask }}", "question in quotes"),
        ("{{ 'what?'|ask|upper }}", "comes last"),
        ("{{ ''|ask }}", "needs a question"),
        ("{{ 'a\nb'|ask }}", "one line"),
        ("{{ '⟦a⟧'|ask }}", "holds none"),
        ("{{ 'a=b'|ask }}", "holds none"),
        ("{{ 'idea'|ask }}", "is a variable"),
        ("{{ '" + "x" * 81 + "'|ask }}", "at most 80"),
        ("{% if 'what?'|ask %}x{% endif %}", "cannot be tested"),
        ("{{ 'a' if 'what?'|ask else 'b' }}", "cannot be tested"),
        ("{{ 'what?'|ask('x') }}", "without brackets"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(body: str, reason: str) -> None:
    flaws = inspect(body).flaws
    assert flaws
    assert reason in flaws[0].reason


@given(st.text(max_size=80).filter(as_printed), st.text(max_size=80))
def test_an_accepted_answer_leaves_one_clean_line_and_no_blank(before: str, answer: str) -> None:
    text = render("{{ quote }}. {{ 'what?'|ask }}!", {"quote": before})
    if not answer_flaw(answer):
        said = answered(text, {"what?": answer})
        assert questions(said) == ()
        assert clean_answer(answer) in said
        assert "\n" not in said
