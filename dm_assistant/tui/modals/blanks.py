"""A question that a template left in a draft, asked where it stands."""

from __future__ import annotations

from textual.app import ComposeResult

from dm_assistant.domain.templates.blanks import answer_flaw, blank
from dm_assistant.domain.text import to_screen
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.widgets.writing import Field

AROUND = 90
"""Characters of the text that are shown on either side of the blank."""


class Blank(Dialog[str]):
    """Asks one question of a text; ``place`` of ``count`` says how many there are."""

    def __init__(self, question: str, text: str, place: int, count: int) -> None:
        title = "Fill in" if count == 1 else f"Fill in, {place} of {count}"
        super().__init__(title)
        self._question = question
        self._text = text

    def body(self) -> ComposeResult:
        """Show the words around the blank, the question and the field."""
        before, _, after = self._text.partition(blank(self._question))
        yield Sheet(
            [
                said(
                    (_end(before), "$foreground-muted"),
                    (blank(self._question), "bold"),
                    (_beginning(after), "$foreground-muted"),
                )
            ]
        )
        yield Sheet([said((self._question, "bold"))])
        yield Field(id="words")

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Answer with what was typed, if it will do."""
        reason = answer_flaw(event.value)
        if reason:
            self.app.notify(f"{to_screen(reason).capitalize()}.", severity="warning")
        else:
            self.dismiss(event.value)


def _end(text: str) -> str:
    return text if len(text) <= AROUND else f"…{text[-AROUND:].partition(' ')[2]}"


def _beginning(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]}…"
