"""Writing: editing a draft, answering a message, logging what somebody wrote."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.domain.rules.verdict import Finding, Verdict
from dm_assistant.domain.text import clean_message
from dm_assistant.errors import DmAssistantError
from dm_assistant.services.views import Card
from dm_assistant.tui.cells import cut
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.widgets.sources import source_lines
from dm_assistant.tui.widgets.writing import Field, MessageArea
from dm_assistant.tui.wording import STATUS_WORDS, called, counted, one_line
from dm_assistant.tui.working import start

MOST_BYTES = 1_000
READY_WIDTH = 66
ABOUT_WORDS = frozenset({"unfilled", "evidence", "length", "links", "disclosure"})
"""The rules about words: an edit can change what they find."""
MOST_FOUND = 3
MOST_SOURCES = 2
FOUND_WIDTH = 68
TYPING_PAUSE = 0.12
"""Seconds the hand rests before the words are weighed."""


class Written(Dialog[str]):
    """A message being written: its size is shown as one types, ctrl+s saves."""

    DEFAULT_CSS = """
    Written > #box { width: 84; }
    Written MessageArea { height: 10; min-height: 5; }
    """

    BINDINGS: ClassVar[list[BindingType]] = keys("save")

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text

    def body(self) -> ComposeResult:
        """Show the text and its size."""
        yield from self.above()
        yield MessageArea(self._text)
        yield Sheet(id="size")

    def above(self) -> ComposeResult:
        """Lay out what stands above the text."""
        yield from ()

    def on_mount(self) -> None:
        """Begin typing at once."""
        self.query_one(MessageArea).focus()
        self._measure()

    @on(MessageArea.Changed)
    def _measure(self) -> None:
        self.query_one("#size", Sheet).paragraphs = (size_of(self.text),)

    @property
    def text(self) -> str:
        """Return the message as it would be sent."""
        return clean_message(self.query_one(MessageArea).text)

    def action_save(self) -> None:
        """Answer with the text."""
        if self.text:
            self.dismiss(self.text)
        else:
            self.app.notify("There is no text yet.", severity="warning")


def size_of(text: str) -> Paragraph:
    """Say how long a message is, against what the platforms take."""
    size = len(text.encode("utf-8", "replace"))
    over = size > MOST_BYTES
    words = f"{counted(len(text), 'character')} · {size:,} of {MOST_BYTES:,} bytes"
    if over:
        return said((f"✎ {words}: too long to send", "bold $text-error"))
    return said((words, "$foreground-muted"))


class EditText(Written):
    """The text of a draft, and what the rules find in its words as one types."""

    DEFAULT_CSS = """
    EditText MessageArea { height: 8; }
    EditText #size { margin-bottom: 0; }
    EditText #found { height: 3; }
    """

    def __init__(self, card: Card, clock: Clock, weigh: Callable[[str], Verdict]) -> None:
        who = called(card.row.name, f"@{card.row.handle}")
        super().__init__(f"Edit the message to {cut(who, 36)}", card.text)
        self._card = card
        self._clock = clock
        self._weigh = weigh

    def above(self) -> ComposeResult:
        """Show what the message builds on."""
        lines = list(source_lines(self._card.receipts, self._clock))
        if lines:
            yield Sheet(lines[:MOST_SOURCES])

    def body(self) -> ComposeResult:
        """Show the text, its size and what is found in it."""
        yield from super().body()
        yield Sheet(id="found")

    def on_mount(self) -> None:
        """Show what is known before the first letter."""
        if self._card.verdict is not None:
            self._show_found(self._card.verdict)

    @on(MessageArea.Changed)
    def _ask(self) -> None:
        start(self, partial(self._find, self.text), "weigh", exclusive=True)

    async def _find(self, text: str) -> None:
        """Weigh the words once the hand rests; what is typed meanwhile takes this one's place."""
        await asyncio.sleep(TYPING_PAUSE)
        try:
            verdict = await asyncio.to_thread(self._weigh, text)
        except DmAssistantError as error:
            self._say([said(("! ", "bold $text-warning"), one_line(str(error)), hang=2)])
        else:
            self._show_found(verdict)

    def _show_found(self, verdict: Verdict) -> None:
        found = [each for each in verdict.reasons if each.rule in ABOUT_WORDS]
        lines = [_finding(each) for each in found]
        if len(lines) > MOST_FOUND:
            more = f"  … and {len(lines) - MOST_FOUND + 1} more"
            lines[MOST_FOUND - 1 :] = [said((more, "$foreground-muted"))]
        self._say(lines or [said(("✓ The rules find nothing in these words", "$foreground-muted"))])

    def _say(self, lines: Sequence[Paragraph]) -> None:
        if self.is_attached:
            self.query_one("#found", Sheet).paragraphs = tuple(lines)


def _finding(found: Finding) -> Paragraph:
    """Say on one line what a rule has against the words."""
    sign, _, colour = STATUS_WORDS[found.status]
    return said((f"{sign} ", f"bold {colour}"), cut(one_line(found.detail), FOUND_WIDTH))


class Answer(Dialog[tuple[str, str]]):
    """An answer to a message: a ready one, or own words."""

    DEFAULT_CSS = """
    Answer > #box { width: 84; }
    Answer MessageArea { height: 7; min-height: 4; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys("save"),
        Binding("f2", "ready(1)", "Ready answer", id="answer.ready", tooltip="Next ready answer"),
        Binding("f3", "ready(-1)", "", show=False, id="answer.back", tooltip="The one before"),
    ]

    def __init__(self, card: Card, ready: Sequence[tuple[str, str]]) -> None:
        super().__init__(f"Answer {cut(called(card.row.name, '@' + card.row.handle), 40)}")
        self._card = card
        self._ready = tuple(ready)
        self._at = -1

    def body(self) -> ComposeResult:
        """Show their words, the ready answers and the text."""
        yield Sheet(
            [
                said(
                    (f"@{self._card.row.handle}: ", "$foreground-muted"),
                    f"“{self._card.said or self._card.text}”",
                )
            ]
        )
        yield Sheet(self._list(), id="ready")
        yield MessageArea("")
        yield Sheet(id="size")

    def on_mount(self) -> None:
        """Begin typing at once."""
        self.query_one(MessageArea).focus()
        self._measure()

    def _list(self) -> list[Paragraph]:
        if not self._ready:
            return [said(("No ready answers; write your own words.", "$foreground-muted"))]
        lines = [said(("Ready answers (F2 goes through them), or own words:", "$foreground-muted"))]
        for index, (name, text) in enumerate(self._ready):
            here = index == self._at
            words = cut(f"{name}: {one_line(text)}", READY_WIDTH)
            lines.append(
                said(("› " if here else "  ", "bold $text-accent"), (words, "bold" if here else ""))
            )
        return lines

    def action_ready(self, by: int) -> None:
        """Take the next ready answer into the text."""
        if self._ready:
            self._at = (self._at + by) % len(self._ready)
            area = self.query_one(MessageArea)
            area.load_text(clean_message(self._ready[self._at][1]))
            area.move_cursor(area.document.end)
            self.query_one("#ready", Sheet).paragraphs = tuple(self._list())

    @on(MessageArea.Changed)
    def _measure(self) -> None:
        self.query_one("#size", Sheet).paragraphs = (size_of(self._text),)

    @property
    def _text(self) -> str:
        return clean_message(self.query_one(MessageArea).text)

    def action_save(self) -> None:
        """Answer with the text, and the ready answer it came from."""
        text = self._text
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
