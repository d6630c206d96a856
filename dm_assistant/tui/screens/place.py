"""A place of the program: title, clock, keys, and the one way in which screens read and write."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from dm_assistant.domain.text import to_screen
from dm_assistant.errors import DmAssistantError, RefusedError
from dm_assistant.tui import late
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.widgets.key_bar import KeyBar
from dm_assistant.tui.widgets.sheet import Panel
from dm_assistant.tui.widgets.title_line import TitleLine
from dm_assistant.tui.wording import counted
from dm_assistant.tui.working import start

if TYPE_CHECKING:
    from dm_assistant.domain.rules.verdict import Finding
    from dm_assistant.services.hints import Hint
    from dm_assistant.services.undoing import Undone
    from dm_assistant.tui.app import DmAssistantApp
    from dm_assistant.tui.modals.dialog import Dialog

T = TypeVar("T")
A = TypeVar("A")
Failed = Callable[[DmAssistantError], None]


BESIDE: Final = [(0, "-narrow"), (116, "-wide")]
"""From which width on a list of long lines has room for a panel beside it."""


class Place(Screen[None]):
    """One of the program's places; a subclass says what lies between title and keys."""

    NAME: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = []

    @property
    def program(self) -> DmAssistantApp:
        """Return the running program."""
        return cast("DmAssistantApp", self.app)

    @property
    def desk(self) -> Desk:
        """Return the open workspace."""
        desk = self.program.desk
        if desk is None:
            raise RuntimeError("a place is shown only while a workspace is open")
        return desk

    def compose(self) -> ComposeResult:
        """Lay out title, body and keys."""
        yield TitleLine()
        yield from self.body()
        yield KeyBar(self.verb)

    def verb(self, binding: Binding) -> str:
        """Return what a key comes to in the present state of this place."""
        return binding.description

    def why_not(self, binding: Binding) -> str:
        """Say why a verb does nothing in the present state of this place."""
        return f"“{self.verb(binding)}” has nothing here that it applies to now."

    def sentence(self, binding: Binding) -> str:
        """Return what help says about a key in the present state of this place."""
        return binding.tooltip or binding.description

    def body(self) -> ComposeResult:
        """Lay out what lies between title and keys."""
        yield from ()

    def on_mount(self) -> None:
        """Say where one is."""
        line = self.query_one(TitleLine)
        line.place = self.NAME
        if self.program.desk is not None:
            line.mark = self.desk.mark
            self.show_account()

    def show_account(self) -> None:
        """Say whose workspace it is."""
        self.query_one(TitleLine).account = to_screen(self.desk.account)

    def on_screen_resume(self) -> None:
        """Show the present state whenever one comes here."""
        self.tick()
        if self.program.desk is not None:
            self.show_account()
            self.load()

    def load(self) -> None:
        """Read what this place shows."""

    def again(self) -> None:
        """Do what the key of this place does when one is here already: nothing, but for pages."""

    def tick(self) -> None:
        """Show the time."""
        self.query_one(TitleLine).clock = self.program.clock()

    # --- reading and writing -----------------------------------------------------------------

    def read(
        self, what: str, job: Callable[[], T], done: Callable[[T], object], *, delay: float = 0.0
    ) -> None:
        """Run a job that reads, in a thread; a later one for the same thing replaces it."""
        start(self, partial(self._read, job, done, delay), f"read-{what}", exclusive=True)

    async def _read(self, job: Callable[[], T], done: Callable[[T], object], delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        await self.program.warmed()
        try:
            found = await asyncio.to_thread(job)
        except DmAssistantError as error:
            self.app.notify(str(error), severity="warning")
        else:
            if self.is_attached:
                done(found)

    def write(
        self, job: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """Run a job that writes, in a thread, whatever else happens; then show the new state."""
        start(self, partial(self._write, job, done, failed or self.refused), "write")

    def ask_and_write(
        self,
        form: Callable[[], Dialog[A]],
        job: Callable[[A], T],
        done: Callable[[T], object],
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """Write what a form answers; a refused answer is shown again as it was typed."""
        shown = form()
        shown.refill = typed

        def failed(error: DmAssistantError) -> None:
            self.refused(error)
            if self.is_current:
                self.ask_and_write(form, job, done, shown.typed_last)

        def answered(answer: A | None) -> None:
            if answer is not None:
                self.write(lambda: job(answer), done, failed)

        self.app.push_screen(shown, answered)

    def write_quietly(
        self, job: Callable[[], T], done: Callable[[T], object], failed: Failed
    ) -> None:
        """Run a job that writes; what follows is up to ``done`` and ``failed``."""
        start(self, partial(self._run, job, done, failed), "write")

    async def _write(
        self, job: Callable[[], T], done: Callable[[T], object], failed: Failed
    ) -> None:
        await self._run(job, done, failed)
        if self.is_current:
            self.load()

    async def _run(self, job: Callable[[], T], done: Callable[[T], object], failed: Failed) -> None:
        try:
            made = await self.program.writing(job)
        except DmAssistantError as error:
            failed(error)
        else:
            if self.is_attached:
                done(made)

    def refused(self, error: DmAssistantError) -> None:
        """Say why an act was not done."""
        words = str(error)
        if isinstance(error, RefusedError) and error.verdict is not None and error.verdict.unlock:
            words += f"\nWhat helps: {error.verdict.unlock}"
        self.app.notify(self.program.clock().told(words), severity="warning", timeout=10)

    def ask_override(self, found: Finding, then: Callable[[str], None]) -> None:
        """Ask why one rule is to be set aside, and go on once that is said."""
        self.app.push_screen(
            late.override_reason(found, self.program.clock()),
            lambda reason: then(reason) if reason else None,
        )

    def undo(self) -> None:
        """Take the last act back."""
        self.write(self.desk.undo, self._undone)

    def _undone(self, undone: Undone) -> None:
        detail = undone.detail or f"{counted(undone.restored, 'record')} as before"
        self.app.notify(f"Taken back: {undone.act.replace('_', ' ')}, {detail}")

    def key(self, name: str) -> str:
        """Return the key that a verb has now, by its id."""
        return self.program.key_names[name]

    def action_session(self) -> None:
        """Begin or stop a session."""
        self.program.action_session()

    def show_missing(self) -> None:
        """Show what is missing in the workspace; one put away, the others are shown again."""
        self.read("hints", self.desk.beginning.hints, self._show_missing)

    def _show_missing(self, found: tuple[Hint, ...]) -> None:
        self.app.push_screen(late.missing(found), self._put_away)

    def _put_away(self, name: str | None) -> None:
        if name is not None:
            job = partial(self.desk.beginning.put_away, name)
            self.write(job, lambda _: self.show_missing())

    # --- panels ------------------------------------------------------------------------------

    def action_scroll_panel(self, lines: int) -> None:
        """Scroll the panels that are longer than their place."""
        for panel in self.query(Panel):
            if panel.region.area and panel.max_scroll_y > 0:
                panel.scroll_relative(y=lines, animate=False, force=True)
                return
