"""Asking which message a draft became, the words beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.domain.questions import ASKS
from dm_assistant.services.reconciled import CandidateLine, QuestionLine
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.line_view import Column, LineView
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, Sheet, said
from dm_assistant.tui.wording import one_line

DAY, ALIKE = 16, 9
DIM = "$foreground-muted"


@dataclass(frozen=True, slots=True)
class Settled:
    """An answer: the message that it is, or none of them, or sent all the same."""

    question: int
    candidate: int | None = None
    sent: bool = False


class CandidatesView(LineView):
    """The messages that it may be, the likest first."""

    DEFAULT_CSS = "CandidatesView { height: auto; max-height: 6; margin-bottom: 1; }"

    def __init__(self, found: Sequence[CandidateLine], clock: Clock) -> None:
        super().__init__()
        self._found = tuple(found)
        self._clock = clock

    def on_mount(self) -> None:
        """Be as high as they are many."""
        self.styles.height = min(6, len(self._found))
        self.rows_changed()

    @property
    def current(self) -> CandidateLine | None:
        """Return the message under the cursor."""
        return self._found[self.cursor] if self._found else None

    def count(self) -> int:
        """Return the number of messages."""
        return len(self._found)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return cursor, when it was sent, how alike it is, and its words."""
        one = self._found[index]
        return [
            ("›" if index == self.cursor else " ", 1, "mark", False),
            (self._clock.when(one.at), DAY, "dim", False),
            (f"{one.likeness:.0%} alike", ALIKE, "strong", True),
            (one_line(one.text), width - DAY - ALIKE - 4, "text", False),
        ]


class AskMessage(Dialog[Settled]):
    """Asks one question; left with escape it stays open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("open", words={"open": "It is this one"}),
        Binding("n", "none", "None of them", id="question.none", tooltip="None of them is it"),
        Binding("o", "sent", "Sent all the same", id="question.sent", tooltip="It went out"),
    ]

    def __init__(self, question: QuestionLine, left: int, clock: Clock) -> None:
        more = f", {left:,} more" if left else ""
        super().__init__(f"@{question.handle}: {ASKS[question.kind]}{more}")
        self._question = question
        self._clock = clock

    def body(self) -> ComposeResult:
        """Show the draft, the messages, and the one under the cursor in full."""
        yield Sheet([said(("You drafted:", DIM)), said(self._question.text)])
        if self._question.candidates:
            yield CandidatesView(self._question.candidates, self._clock)
        yield Sheet(id="whole")

    def on_mount(self) -> None:
        """Begin with the likest."""
        if self._question.candidates:
            self.query_one(CandidatesView).focus()
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the question can be answered with."""
        del parameters
        if action == "open":
            return bool(self._question.candidates)
        return self._question.said_sent if action == "sent" else True

    def on_line_view_moved(self) -> None:
        """Show the message under the cursor in full."""
        self._show()

    def _show(self) -> None:
        self.query_one("#whole", Sheet).paragraphs = tuple(self._page())

    def _page(self) -> Iterator[Paragraph]:
        views = self.query(CandidatesView)
        one = views.first().current if views else None
        if one is not None:
            yield said(("This was sent:", DIM))
            yield said(one.text)
            yield BLANK
        none = "it was not sent" if self._question.covered else "the draft stays as it is"
        yield said(("n: ", "bold $text-accent"), f"none of them; {none}")

    def on_line_view_opened(self) -> None:
        """Take the message that was clicked twice."""
        self.action_open()

    def action_open(self) -> None:
        """Answer with the message under the cursor."""
        one = self.query_one(CandidatesView).current
        if one is not None:
            self.dismiss(Settled(self._question.id, candidate=one.id))

    def action_none(self) -> None:
        """Answer that it is none of them."""
        self.dismiss(Settled(self._question.id))

    def action_sent(self) -> None:
        """Answer that it went out, although the export does not have it."""
        self.dismiss(Settled(self._question.id, sent=True))
