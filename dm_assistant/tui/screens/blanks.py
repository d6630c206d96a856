"""Blanks: what a draft still asks is asked before it is approved or edited."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.domain.templates.blanks import questions
from dm_assistant.tui import late
from dm_assistant.tui.screens.answering import Answering

if TYPE_CHECKING:
    from dm_assistant.services.views import Card

    Then = Callable[[Card], None]


class Blanks(Answering):
    """A place with drafts, some of which ask the creator for a word or two."""

    def filled_in(self, card: Card, then: Then) -> None:
        """Ask what a draft asks, one question after the other, then go on with it.

        Who leaves a question keeps what was answered before it, and goes no further.
        """
        self._ask_blank(card, questions(card.text), {}, then)

    def _ask_blank(
        self, card: Card, asked: tuple[str, ...], answers: dict[str, str], then: Then
    ) -> None:
        left = [question for question in asked if question not in answers]
        if left:
            place = len(asked) - len(left) + 1
            self.app.push_screen(
                late.blank(left[0], card.text, place, len(asked)),
                partial(self._said_blank, card, asked, answers, then, left[0]),
            )
        elif answers:
            self._keep_answers(card, answers, then)
        else:
            then(card)

    def _said_blank(
        self,
        card: Card,
        asked: tuple[str, ...],
        answers: dict[str, str],
        then: Then,
        question: str,
        answer: str | None,
    ) -> None:
        if answer is not None:
            self._ask_blank(card, asked, answers | {question: answer}, then)
        elif answers:
            self._keep_answers(card, answers, lambda _: self.app.notify("Saved what you answered"))

    def _keep_answers(self, card: Card, answers: dict[str, str], then: Then) -> None:
        draft = card.row.item.id
        self.write(lambda: self.desk.fill_in(draft, answers), then)
