"""Settling what an export left open about messages, one question after another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.tui import late
from dm_assistant.tui.screens.looking import Looking
from dm_assistant.tui.wording import STATE_WORDS

if TYPE_CHECKING:
    from dm_assistant.services.questions import Answered
    from dm_assistant.services.reconciled import QuestionLine
    from dm_assistant.tui.modals.questions import Settled


class Settling(Looking):
    """A place from which open questions are answered."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: tuple[QuestionLine, ...] = ()

    def read_questions(self) -> None:
        """Read what is open."""
        self.read("questions", self.desk.questions, self._take_questions)

    def _take_questions(self, found: tuple[QuestionLine, ...]) -> None:
        self.questions = found
        self.questions_changed()
        self.refresh_bindings()

    def questions_changed(self) -> None:
        """Show how many are open."""

    def action_settle(self) -> None:
        """Ask the first question that is open."""
        self._ask(self.questions)

    def _ask(self, found: tuple[QuestionLine, ...]) -> None:
        self._take_questions(found)
        if found:
            clock = self.program.clock()
            self.app.push_screen(late.ask_message(found[0], len(found) - 1, clock), self._settle)

    def _settle(self, answer: Settled | None) -> None:
        if answer is not None:
            self.write(partial(self.desk.settle, answer), self._settled)

    def _settled(self, answered: Answered) -> None:
        self.app.notify(
            f"Draft {answered.draft}: {STATE_WORDS[answered.state]}. "
            f"{self.key('undo')} takes it back."
        )
        self.read("next question", self.desk.questions, self._ask)
