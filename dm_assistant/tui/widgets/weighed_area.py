"""A message being written, with what the rules find in its words marked in it and listed below."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from dm_assistant.domain.rules.verdict import Finding, Place, Status, line_and_column
from dm_assistant.domain.text import clean_message
from dm_assistant.errors import DmAssistantError
from dm_assistant.tui.cells import Part, cut
from dm_assistant.tui.marks import places_of
from dm_assistant.tui.widgets.sheet import Paragraph, Sheet, said
from dm_assistant.tui.widgets.writing import MessageArea
from dm_assistant.tui.wording import PURPOSE_NAMES, STATUS_WORDS, counted, one_line
from dm_assistant.tui.working import start

if TYPE_CHECKING:
    from dm_assistant.domain.model import Purpose
    from dm_assistant.services.weighing import Limits, Weigh, Weighed

TYPING_PAUSE = 0.12
"""Seconds the hand rests before the words are weighed."""
BAR = 12
DIM = "$foreground-muted"
WARN = "bold $text-warning"


class WeighedArea(Vertical):
    """The text, how long it is against its limits, what it counts as, and what is found in it."""

    DEFAULT_CSS = """
    WeighedArea { height: 1fr; min-height: 8; }
    WeighedArea MessageArea { height: 1fr; min-height: 3; }
    WeighedArea #size, WeighedArea #state { height: 1; margin: 0; }
    WeighedArea #found { height: 5; margin: 0; overflow: hidden; }
    """

    class Judged(Message):
        """The words were weighed."""

        def __init__(self, weighed: Weighed) -> None:
            super().__init__()
            self.weighed = weighed

    def __init__(self, text: str, weigh: Weigh, purpose: Purpose) -> None:
        super().__init__()
        self._text = text
        self._weigh = weigh
        self._purpose = purpose
        self._weighed: Weighed | None = None
        self._chosen: Place | None = None

    def compose(self) -> ComposeResult:
        """Lay out the text and, in lines that stay where they are, what is said of it."""
        yield MessageArea(self._text)
        yield Sheet(id="size")
        yield Sheet(id="state")
        yield Sheet(id="found")

    def on_mount(self) -> None:
        """Begin typing at once, and weigh what is there."""
        self.area.focus()
        self._measure()
        start(self, partial(self._find, self.text, 0.0), "weigh", exclusive=True)

    @property
    def area(self) -> MessageArea:
        """Return where the text is typed."""
        return self.query_one(MessageArea)

    @property
    def text(self) -> str:
        """Return the message as it would be sent."""
        return clean_message(self.area.text)

    @on(MessageArea.Changed)
    def _changed(self) -> None:
        self._measure()
        start(self, partial(self._find, self.text, TYPING_PAUSE), "weigh", exclusive=True)

    async def _find(self, text: str, pause: float) -> None:
        """Weigh the words once the hand rests; what is typed meanwhile takes this one's place."""
        await asyncio.sleep(pause)
        try:
            weighed = await asyncio.to_thread(self._weigh, text)
        except DmAssistantError as error:
            if self.is_attached:
                self._say("#found", said(("! ", WARN), one_line(str(error)), hang=2))
            return
        if self.is_attached:
            self._show(weighed)

    def _show(self, weighed: Weighed) -> None:
        self._weighed = weighed
        self._chosen = None
        self.area.mark(places_of(weighed.against), weighed.text)
        self._measure()
        self._say("#state", state_of(weighed, self._purpose))
        self._list()
        self.post_message(self.Judged(weighed))

    def _measure(self) -> None:
        limits = None if self._weighed is None else self._weighed.limits
        self._say("#size", size_of(self.text, limits))

    def _list(self) -> None:
        """List the findings, one a line, as many as there is room for around the chosen one."""
        weighed = self._weighed
        if weighed is None:
            return
        found = weighed.against
        width, room = self.area.size.width, max(self.query_one("#found").size.height, 1)
        chosen = next((at for at, each in enumerate(found) if self._is_chosen(each)), -1)
        lines = [
            finding_line(each, weighed.text, width, chosen=at == chosen)
            for at, each in enumerate(found)
        ]
        if not lines:
            lines = [said(("✓ The rules find nothing in these words", DIM))]
        elif len(lines) > room:
            first = min(max(chosen - room + 2, 0), len(lines) - room + 1)
            hidden = len(lines) - room + 1
            more = said((f"  … and {hidden} more: ^n goes through them", DIM))
            lines = [*lines[first : first + room - 1], more]
        self._say("#found", *lines)

    def _is_chosen(self, found: Finding) -> bool:
        return self._chosen is not None and self._chosen.text in {
            each.text for each in found.places
        }

    def go_to_finding(self) -> None:
        """Select the next words that a rule is about; what is typed takes their place."""
        chosen = self.area.go_to_mark()
        self.area.focus()
        if chosen is not None:
            self._chosen = chosen
            self._list()

    def on_resize(self) -> None:
        """List as many findings as there is room for now."""
        self._list()

    def _say(self, where: str, *lines: Paragraph) -> None:
        self.query_one(where, Sheet).paragraphs = lines


def size_of(text: str, limits: Limits | None) -> Paragraph:
    """Say how long a message is, in characters and bytes, against the limits it has."""
    size = len(text.encode("utf-8", "replace"))
    if limits is None:
        return said((f"{counted(len(text), 'character')} · {size:,} bytes", DIM))
    share = size / limits.bytes
    letters = counted(len(text), "character")
    over = size > limits.bytes
    warn = False
    if limits.best is not None and limits.most is not None:
        share = max(share, len(text) / limits.best)
        over, warn = over or len(text) > limits.most, len(text) > limits.best
        least = limits.best if len(text) <= limits.best else limits.most
        letters = f"{len(text):,} of {least:,} characters"
        letters += f", best under {limits.best:,}" if warn and not over else ""
    full = min(round(share * BAR), BAR)
    words = f" {letters} · {size:,} of {limits.bytes:,} bytes"
    bar: list[Part] = [("█" * full, "$text-accent"), ("░" * (BAR - full), DIM)]
    if over:
        return said(("✎ ", WARN), *bar, (f"{words}: too long", WARN))
    return said(("! " if warn else "  ", WARN), *bar, (words, "" if warn else DIM))


def state_of(weighed: Weighed, purpose: Purpose) -> Paragraph:
    """Say as what a message counts, and whether it says so where money is in it."""
    return said(*_counts(weighed, purpose), (" · ", DIM), *_disclosed(weighed))


def _counts(weighed: Weighed, purpose: Purpose) -> Iterator[Part]:
    name = PURPOSE_NAMES[weighed.purpose]
    if weighed.purpose is purpose:
        yield f"  counts as {name}", DIM
    else:
        yield "! ", WARN
        yield f"counts as {name}, not as {PURPOSE_NAMES[purpose]}", "bold"


def _disclosed(weighed: Weighed) -> Iterator[Part]:
    found = weighed.verdict.finding("disclosure")
    if found is None or found.status is Status.ALLOW:
        yield "✓ nothing to disclose" if found is None else f"✓ {_lower(found.detail)}", DIM
    else:
        yield "✎ ", WARN
        yield "ad not disclosed", "bold"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def finding_line(found: Finding, text: str, width: int, *, chosen: bool) -> Paragraph:
    """Say on one line what a rule has against the words, and at which line and character."""
    sign, _, colour = STATUS_WORDS[found.status]
    where = ""
    if found.places:
        line, column = line_and_column(text, found.places[0].start)
        where = f"{line}:{column} "
    detail = cut(one_line(found.detail), max(width - len(where) - 4, 8))
    parts: Sequence[Part] = (
        ("›" if chosen else " ", "bold $text-accent"),
        (f"{sign} ", f"bold {colour}"),
        (where, DIM),
        (detail, "bold" if chosen else ""),
    )
    return said(*parts)
