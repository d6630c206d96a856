"""The terminal program: its places, the keys that work everywhere, and what happens at the end."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import Any, ClassVar, Literal, TypeVar

from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.notifications import Notification
from textual.screen import Screen

from dm_assistant.domain.text import to_screen
from dm_assistant.tui import late
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.commanding import Commanding
from dm_assistant.tui.crash import of_missing_parts, record
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.keys import GLOBAL, keys
from dm_assistant.tui.leading import INBOX, Leading
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.title_line import TitleLine
from dm_assistant.tui.working import start

T = TypeVar("T")
Severity = Literal["information", "warning", "error"]
TICK = 20.0
WIDE = 100
"""From so many columns on, things stand beside each other."""
READ_WITHIN = 1.0
"""Seconds after which a note about an act has been read by whoever goes on."""


LATER = frozenset({"hand_over", "macro", "session"})
"""What waits until there is something to hand over; the first steps do not speak of it."""


class DmAssistantApp(Leading, Commanding):
    """The inbox, the people, the numbers and the hand-over of one workspace."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    TITLE = "dm-assistant"
    DEFAULT_MODE = INBOX
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**late.PLACES}
    BINDINGS: ClassVar[list[BindingType]] = keys(*GLOBAL, hidden={"hand_over", "macro", "session"})
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual's own form
        (0, "-narrow"),
        (WIDE, "-wide"),
    ]
    NOTIFICATION_TIMEOUT = 6

    def __init__(self, desk: Desk | None, path: Path) -> None:
        colourless = os.environ.get("NO_COLOR") is not None
        super().__init__(colourless=colourless)
        self.desk = desk
        self.path = path
        self.throw_away: Path | None = None
        self._writes: set[asyncio.Future[object]] = set()
        self._leaving = False
        self._chosen: tuple[Path, ...] | None = None
        self._warming: asyncio.Future[None] | None = None
        self._back = ""
        self.taught = False

    # --- starting ----------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the inbox, or without a workspace with the ways to make one.

        As a mode like the others it would have all styles read a second time at the start.
        """
        if self.desk is None:
            return late.welcome()
        # Read here, before there is anything to answer to, so that the first frame has lines.
        screen = late.inbox(self.desk.opening())
        # And with the class that its width will give it, or all of it would be laid out twice.
        screen.add_class(self.HORIZONTAL_BREAKPOINTS[self.size.width >= WIDE][1])
        return screen

    def on_mount(self) -> None:
        """Set the keys the person chose and start the clock; warm up behind the first frame."""
        self.add_mode(INBOX, late.inbox if self.desk else late.welcome)
        if self.desk is not None:
            self.settle_in(self.desk)
        self.set_interval(TICK, self.tick)
        self.call_after_refresh(_collect_again)

    def warm(self, desk: Desk) -> None:
        """Import, beside the first frame, what the first act will need."""
        self._warming = asyncio.ensure_future(asyncio.to_thread(desk.warm))

    async def warmed(self) -> None:
        """Wait for what is imported beside the first frame.

        Two threads that import the same libraries at once may each see the other's half.
        """
        if self._warming is not None:
            await asyncio.shield(self._warming)

    def take_desk(self, desk: Desk) -> None:
        """Go on with a workspace that was just made."""
        self.desk = desk
        self.settle_in(desk)
        self.push_screen(late.inbox())

    def begin(self, desk: Desk) -> None:
        """Go on with a new workspace of the creator's own, and there with the first steps."""
        self.take_desk(desk)
        self.first_steps()

    def first_steps(self) -> None:
        """Show the first steps; they come by themselves once, and are listed by name after that."""
        self.taught = True
        self.switch_mode("beginning")

    def imported(self) -> None:
        """Go back to where the files were chosen, once they are in."""
        back, self._back = self._back, ""
        if back:
            self.switch_mode(back)

    def begin_import(self, paths: tuple[Path, ...] = (), back: str = "") -> None:
        """Go to the imports and look at files; without any, ask which. Then go ``back``."""
        self._chosen = paths
        self._back = back
        self.switch_mode("import")

    def take_chosen(self) -> tuple[Path, ...] | None:
        """Return, once, what was chosen to be looked at; nothing is chosen as ``None``."""
        chosen, self._chosen = self._chosen, None
        return chosen

    def clock(self) -> Clock:
        """Return the present moment as the creator reads it."""
        if self.desk is None:
            return Clock(datetime.now(UTC).replace(microsecond=0), UTC)
        return Clock(self.desk.now(), self.desk.zone())

    def tick(self) -> None:
        """Let the place on screen show the new time, and settings that changed."""
        self.look_again()
        if isinstance(self.screen, Place):
            self.screen.tick()

    # --- words -------------------------------------------------------------------------------

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Severity = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a note in which nothing is markup and no control character is left.

        What was said of an act before has been read by then and goes; no note stands twice.
        """
        del markup
        self.warned += severity != "information"
        if severity == "information":
            self.take_notes_down()
        self._take_down(lambda note: note.message == to_screen(message, lines=True))
        super().notify(
            to_screen(message, lines=True),
            title=to_screen(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def take_notes_down(self) -> None:
        """Take down what was said of acts and has been read; warnings stay for their time."""
        read = time() - READ_WITHIN
        self._take_down(lambda note: note.severity == "information" and note.raised_at <= read)

    def _take_down(self, over: Callable[[Notification], bool]) -> None:
        for note in list(self._notifications):
            if over(note):
                self._unnotify(note)

    async def on_event(self, event: events.Event) -> None:
        """Clear what was said of the act before, at a key, from what the next one needs."""
        if isinstance(event, events.Key):
            self.take_notes_down()
        await super().on_event(event)

    # --- keys that work everywhere -----------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer places and undo only where there is a workspace."""
        del parameters
        if self.desk is None:
            return action not in {"place", "undo", *LATER}
        return action not in LATER or self.current_mode != "beginning"

    async def action_place(self, name: str) -> None:
        """Go to another place, or on to the next page of this one; keys pressed meanwhile wait."""
        await self.warmed()
        if self.current_mode == name and isinstance(self.screen, Place):
            self.screen.again()
        else:
            self.switch_mode(name)

    def on_title_line_chosen(self, event: TitleLine.Chosen) -> None:
        """Go to the place that was clicked."""
        if self.desk is not None:
            self.switch_mode(event.place)

    def action_hand_over(self) -> None:
        """Go and look at what is approved; the hand-over begins there by the same key."""
        self.switch_mode("hand_over")

    def action_undo(self) -> None:
        """Take the last act back."""
        if isinstance(self.screen, Place):
            self.screen.undo()

    def action_help(self) -> None:
        """Show the keys of the place one is in."""
        self.push_screen(late.help_of(self.screen))

    def action_help_quit(self) -> None:
        """Say how to leave, to those who press ctrl+c."""
        self.notify(
            self.keyed("Press {leave_program} to leave ({leave} first, if something is open).")
        )

    # --- writing and leaving -----------------------------------------------------------------

    async def writing(self, job: Callable[[], T]) -> T:
        """Run a job that writes, in a thread; it is finished even if nobody waits for it."""
        task = asyncio.ensure_future(self._in_a_thread(job))
        self._writes.add(task)  # type: ignore[arg-type]  # only waited for, never read
        task.add_done_callback(self._writes.discard)
        return await asyncio.shield(task)

    async def _in_a_thread(self, job: Callable[[], T]) -> T:
        await self.warmed()
        return await asyncio.to_thread(job)

    def action_leave_program(self) -> None:
        """Leave once everything is written."""
        if not self._leaving:
            self._leaving = True
            start(self, self._leave, "leave")

    async def action_quit(self) -> None:
        """Leave once everything is written, also by ctrl+q."""
        self.action_leave_program()

    async def _leave(self) -> None:
        if self._writes:
            self.notify("Writing …")
            await asyncio.gather(*self._writes, return_exceptions=True)
        self.exit(0)

    def _handle_exception(self, error: Exception) -> None:
        """Write a failure to the log without anybody's words, and say one plain line."""
        if self.return_code is not None and of_missing_parts(error):
            return  # who leaves while a screen is being laid out misses nothing of it
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        line = "dm-assistant failed; what was acknowledged is saved."
        if self.desk is not None:
            try:
                path = record(error, self.desk.log_path, datetime.now(UTC))
                line += f" Details are in {to_screen(str(path))}"
            except OSError:
                line += " The log file could not be written."
        self._exit_renderables.append(Text(line))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print the one line about a failure, unbroken however narrow the terminal is."""
        for renderable in self._exit_renderables[:1]:
            self.error_console.print(renderable, soft_wrap=True)
        self._exit_renderables.clear()


def _collect_again() -> None:
    """Let the garbage collector loose, but not on what the start left to stay."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
