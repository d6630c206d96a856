"""Writing a template: its file, and beside it how it reads and what is found as one types."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll

from dm_assistant.domain.templates.frontmatter import read_front_matter
from dm_assistant.errors import DmAssistantError
from dm_assistant.tui import late
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.templates_desk import TemplatesDesk, Tried
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, Sheet, said
from dm_assistant.tui.widgets.template_pages import notes_page, preview_page
from dm_assistant.tui.widgets.writing import MessageArea
from dm_assistant.tui.working import start

if TYPE_CHECKING:
    from dm_assistant.tui.app import DmAssistantApp

TYPING_PAUSE = 0.2
"""Seconds the hand rests before the text is judged."""


class TemplateEditor(Dialog[bool]):
    """A template's file as text; ctrl+s saves it as the creator's own.

    One text is judged at a time, in a thread, and then the newest: however long one takes, typing
    goes on and no queue grows behind it.
    """

    DEFAULT_CSS = """
    TemplateEditor > #box { width: 96%; height: 92%; }
    TemplateEditor #sides { height: 1fr; }
    TemplateEditor MessageArea { width: 1fr; height: 1fr; }
    TemplateEditor #beside { width: 1fr; height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    TemplateEditor.-wide #sides { layout: horizontal; }
    TemplateEditor.-narrow #sides { layout: vertical; }
    """

    BINDINGS: ClassVar[list[BindingType]] = keys("save")

    def __init__(
        self, desk: TemplatesDesk, name: str, text: str, person: int | None, clock: Clock
    ) -> None:
        super().__init__(f"Template {name}")
        self._desk = desk
        self._file = name
        self._before = text
        self._person = person
        self._clock = clock
        self._judged: str | None = None
        self._judging = False
        self._saving = False

    def body(self) -> ComposeResult:
        """Show the text, and beside or below it what is known of it."""
        with Container(id="sides"):
            yield MessageArea(self._before)
            with VerticalScroll(id="beside", can_focus=False):
                yield Sheet(id="known")

    def on_mount(self) -> None:
        """Begin typing where the message begins."""
        area = self.query_one(MessageArea)
        area.focus()
        area.move_cursor((read_front_matter(area.text).first_line - 1, 0))
        # What the area made of the file is what there is to change.
        self._before = area.text
        self._changed()

    @property
    def text(self) -> str:
        """Return the file as it would be saved."""
        return self.query_one(MessageArea).text

    # --- judging as one types ----------------------------------------------------------------

    @on(MessageArea.Changed)
    def _changed(self) -> None:
        if not self._judging:
            self._judging = True
            start(self, self._judge, "judge")

    async def _judge(self) -> None:
        try:
            while self.is_attached and self._judged != self.text:
                await asyncio.sleep(TYPING_PAUSE)
                text = self.text
                tried = await self._try(text)
                self._judged = text
                if tried is not None:
                    self._show(tried)
        finally:
            self._judging = False

    async def _try(self, text: str) -> Tried | None:
        try:
            return await asyncio.to_thread(self._desk.try_text, self._file, text, self._person)
        except DmAssistantError as error:
            self._say([said(("✕ ", "bold $text-error"), str(error), hang=2)])
            return None

    def _show(self, tried: Tried) -> None:
        lines = list(notes_page(tried.checked.notes))
        if tried.preview is not None:
            who = f"As @{tried.preview.handle} would read it"
            lines += [*([BLANK] if lines else []), said((who, "$foreground-muted"))]
            lines += preview_page(tried.preview, "", self._clock)
        elif not lines:
            lines = [said(("✓ Nothing is wrong with it", "$foreground-muted"))]
        self._say(lines)

    def _say(self, lines: Iterable[Paragraph]) -> None:
        if self.is_attached:
            self.query_one("#known", Sheet).paragraphs = tuple(lines)

    # --- saving and leaving ------------------------------------------------------------------

    def action_save(self) -> None:
        """Save what stands there; ask first where it could not be used."""
        if self.text == self._before:
            self.app.notify("Nothing was changed.")
        elif not self._saving:
            self._saving = True
            start(self, partial(self._look_and_save, self.text), "write")

    async def _look_and_save(self, text: str) -> None:
        tried = await self._try(text)
        if tried is not None and tried.checked.template is not None:
            await self._save(text)
            return
        self._saving = False
        if tried is not None and self.is_attached:
            wrong = str(tried.checked.notes[0])
            self.app.push_screen(
                late.question(
                    "Save it although it cannot be used?",
                    f"{wrong}. Until that is mended nobody gets these words, and a shipped "
                    "template of this name stays hidden behind them.",
                    "Save it broken",
                ),
                lambda sure: start(self, partial(self._save, text), "write") if sure else None,
            )

    async def _save(self, text: str) -> None:
        try:
            await cast("DmAssistantApp", self.app).writing(
                partial(self._desk.save, self._file, f"{text.rstrip()}\n")
            )
        except DmAssistantError as error:
            self._saving = False
            self.app.notify(str(error), severity="warning")
        else:
            if self.is_attached:
                self.dismiss(result=True)

    def action_leave(self) -> None:
        """Leave; ask first where something would be lost."""
        if self._saving:
            return
        if self.text == self._before:
            self.dismiss(None)
            return
        self.app.push_screen(
            late.question(
                "Leave without saving?", "What you changed is lost then.", "Leave it unsaved"
            ),
            self._left,
        )

    def _left(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(None)
