"""Writing: editing a draft, answering a message, logging what somebody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.domain.model import Purpose, Source
from dm_assistant.domain.strictness import PLAIN
from dm_assistant.domain.text import clean_message
from dm_assistant.services.views import Card
from dm_assistant.tui.cells import cut
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog, T
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.widgets.sources import source_lines
from dm_assistant.tui.widgets.weighed_area import DIM, WeighedArea
from dm_assistant.tui.widgets.writing import Field, MessageArea
from dm_assistant.tui.wording import CLASS_WORDS, called, counted, one_line

if TYPE_CHECKING:
    from dm_assistant.services.weighing import Weigh

READY_WIDTH = 66
MOST_SOURCES = 2
MOST_READY = 2


class Writing(Dialog[T]):
    """A message being written and weighed as one types; ctrl+s saves."""

    DEFAULT_CSS = """
    Writing > #box { width: 84; height: 92%; max-height: 32; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("save"),
        Binding(
            "ctrl+n,f8",
            "next_finding",
            "Finding",
            id="writing.finding",
            key_display="^n",
            tooltip="Select the next words that a rule is about",
        ),
    ]

    @property
    def weighed(self) -> WeighedArea:
        """Return what is written, and what is said of it."""
        return self.query_one(WeighedArea)

    def action_next_finding(self) -> None:
        """Go to the next words that a rule is about."""
        self.weighed.go_to_finding()

    def action_save(self) -> None:
        """Answer with the text."""
        raise NotImplementedError


class EditText(Writing[str]):
    """The text of a draft, with the receipts of the phrases that stand in it."""

    DEFAULT_CSS = """
    EditText #receipts { margin: 0; }
    """

    def __init__(self, card: Card, clock: Clock, weigh: Weigh) -> None:
        who = called(card.row.name, f"@{card.row.handle}")
        super().__init__(f"Edit the message to {cut(who, 36)}")
        self._card = card
        self._clock = clock
        self._weigh = weigh

    def body(self) -> ComposeResult:
        """Show what the message builds on, and the text."""
        if self._card.receipts:
            yield Sheet(self._receipts(self._card.receipts), id="receipts")
        yield WeighedArea(self._card.text, self._weigh, self._card.row.purpose)

    def on_mount(self) -> None:
        """Keep the room of the receipts, so that nothing jumps when one goes."""
        self.call_after_refresh(self._hold)

    def _hold(self) -> None:
        for sheet in self.query("#receipts"):
            sheet.styles.height = sheet.size.height

    def _receipts(self, present: Sequence[Source]) -> list[Paragraph]:
        lines = list(source_lines(present, self._clock))[:MOST_SOURCES]
        gone = [each for each in self._card.receipts if each not in present]
        if gone:
            words = ", ".join(f"“{each.phrase}”" for each in gone)
            lines = [*lines[: MOST_SOURCES - 1], said((f"▫ no longer in it: {words}", DIM))]
        return lines

    @on(WeighedArea.Judged)
    def _judged(self, event: WeighedArea.Judged) -> None:
        for sheet in self.query("#receipts").results(Sheet):
            sheet.paragraphs = tuple(self._receipts(event.weighed.sources))

    def action_save(self) -> None:
        """Answer with the text."""
        if self.weighed.text:
            self.dismiss(self.weighed.text)
        else:
            self.app.notify("There is no text yet.", severity="warning")


class Answer(Writing[tuple[str, str]]):
    """An answer to a message: a ready one, or own words."""

    DEFAULT_CSS = """
    Answer #theirs { max-height: 3; }
    Answer #found { height: 3; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "ready(1)", "Ready answer", id="answer.ready", tooltip="Next ready answer"),
        Binding("f3", "ready(-1)", "", show=False, id="answer.back", tooltip="The one before"),
    ]

    def __init__(self, card: Card, ready: Sequence[tuple[str, str]], weigh: Weigh) -> None:
        super().__init__(f"Answer {cut(called(card.row.name, '@' + card.row.handle), 40)}")
        self._card = card
        self._ready = tuple(ready)
        self._weigh = weigh
        self._at = -1

    def body(self) -> ComposeResult:
        """Show their words, the ready answers and the text."""
        yield Sheet(
            [
                said(
                    (f"@{self._card.row.handle}{self._reads_as()}: ", DIM),
                    f"“{self._card.said or self._card.text}”",
                )
            ],
            id="theirs",
        )
        yield Sheet(self._list(), id="ready")
        yield WeighedArea("", self._weigh, Purpose.ANSWER)

    def _reads_as(self) -> str:
        """Say as what their message counts once it is answered."""
        kind = self._card.row.reply_class
        return f" ({CLASS_WORDS[kind]})" if kind in PLAIN else ""

    def _list(self) -> list[Paragraph]:
        """List the ready answers around the chosen one."""
        if not self._ready:
            return [said(("No ready answers; write your own words.", DIM))]
        number = len(self._ready)
        lines = [said((f"{counted(number, 'ready answer')} (F2 goes through), or own words:", DIM))]
        first = min(max(self._at - MOST_READY + 1, 0), max(number - MOST_READY, 0))
        for index, (name, text) in enumerate(self._ready):
            if not first <= index < first + MOST_READY:
                continue
            here = index == self._at
            words = cut(f"{name}: {one_line(text)}", READY_WIDTH)
            lines.append(
                said(("› " if here else "  ", "bold $text-accent"), (words, "bold" if here else ""))
            )
        return lines

    def action_ready(self, by: int) -> None:
        """Take the next ready answer into the text."""
        if self._ready:
            start = self._at if self._at >= 0 or by > 0 else 0
            self._at = (start + by) % len(self._ready)
            area = self.weighed.area
            area.load_text(clean_message(self._ready[self._at][1]))
            area.move_cursor(area.document.end)
            self.query_one("#ready", Sheet).paragraphs = tuple(self._list())

    def action_save(self) -> None:
        """Answer with the text, and the ready answer it came from."""
        text = self.weighed.text
        if not text:
            self.app.notify("Write an answer, or take a ready one with F2.", severity="warning")
            return
        self.dismiss((text, self._ready[self._at][0] if self._at >= 0 else ""))


class LogReply(Dialog[tuple[str, str]]):
    """What somebody wrote, and who."""

    DEFAULT_CSS = "LogReply MessageArea { height: 7; min-height: 4; }"

    BINDINGS: ClassVar[list[BindingType]] = keys("save")

    def __init__(self, handle: str) -> None:
        super().__init__("Log what somebody wrote to you")
        self._handle = handle

    def body(self) -> ComposeResult:
        """Ask for handle and words."""
        yield Sheet([said("Whose message is it? Their handle or profile link:")])
        yield Field(self._handle, id="handle", placeholder="@handle", select_on_focus=True)
        yield Sheet([said("Their words, as they wrote them:")])
        yield MessageArea("", id="theirs")

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self.query_one("#theirs" if self._handle else "#handle").focus()

    @on(Field.Submitted)
    def _go_on(self) -> None:
        self.query_one(MessageArea).focus()

    def action_save(self) -> None:
        """Answer with both."""
        handle = self.query_one(Field).value.strip()
        text = self.query_one(MessageArea).text.strip()
        if handle and text:
            self.dismiss((handle, text))
        else:
            self.app.notify("A handle and their words are needed.", severity="warning")
