"""Blanks: questions that a template leaves in a text, and what the creator answers to them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dm_assistant.domain.text import clean_message, shows_nothing

LONGEST_QUESTION = 80
LONGEST_ANSWER = 200
"""The most characters of an answer."""

BEGINS, _ENDS = "⟦", "⟧"
"""What a blank begins and ends with: signs that nobody types."""
_BLANK = re.compile(f"{BEGINS}([^{BEGINS}{_ENDS}\\n]+){_ENDS}")
_BLANK_AND_STOP = re.compile(_BLANK.pattern + r"(\.(?=\s|$))?")
_PLAIN = str.maketrans({BEGINS: "[", _ENDS: "]"})
_STOPS = (".", "!", "?", "…")


def blank(question: str) -> str:
    """Return the blank that stands in a text until its question is answered."""
    return f"{BEGINS}{question}{_ENDS}"


def without_blanks(text: str) -> str:
    """Return words from outside with plain brackets: only a template can leave a blank."""
    return text.translate(_PLAIN) if BEGINS in text or _ENDS in text else text


def questions(text: str) -> tuple[str, ...]:
    """Return what a text still asks, each question once, in the order of the text."""
    return tuple(dict.fromkeys(_BLANK.findall(text))) if BEGINS in text else ()


def question_flaw(question: str) -> str:
    """Return why these words cannot be asked, or nothing.

    An answer is given as QUESTION=ANSWER, so the sign between them is not part of a question.
    """
    if shows_nothing(question):
        return "ask needs a question, such as {{ 'which idea?'|ask }}"
    if question != " ".join(clean_message(question).split()):
        return "a question is one line without control characters or double blanks"
    if len(question) > LONGEST_QUESTION:
        return f"a question has at most {LONGEST_QUESTION} characters"
    if not {BEGINS, _ENDS, "="}.isdisjoint(question):
        return f"a question holds none of {BEGINS} {_ENDS} ="
    return ""


def answer_flaw(answer: str) -> str:
    """Return why these words are no answer, or nothing."""
    cleaned = clean_answer(answer)
    if shows_nothing(cleaned):
        return "the answer is empty"
    if "\n" in clean_message(answer).strip():
        return "an answer is one line"
    if len(cleaned) > LONGEST_ANSWER:
        return f"the answer has {len(cleaned)} characters; at most {LONGEST_ANSWER}"
    return ""


def clean_answer(answer: str) -> str:
    """Return an answer as it stands in a message: one clean line."""
    return " ".join(without_blanks(clean_message(answer)).split())


def answered(text: str, answers: Mapping[str, str]) -> str:
    """Return a text with the answers put where their questions stood; others stay blank.

    An answer that ends a sentence itself takes the place of the full stop after its blank.
    """
    if BEGINS not in text:
        return text

    def put(match: re.Match[str]) -> str:
        if match[1] not in answers:
            return match[0]
        said = clean_answer(answers[match[1]])
        return said if said.endswith(_STOPS) else said + (match[2] or "")

    return _BLANK_AND_STOP.sub(put, text)
