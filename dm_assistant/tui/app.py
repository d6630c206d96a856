"""The terminal program: its places, the keys that work everywhere, and what happens at the end."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, ClassVar, Literal, TypeVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from dm_assistant.domain.model import Lane
from dm_assistant.domain.text import to_screen
from dm_assistant.tui import late
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.crash import record
from dm_assistant.tui.desk import Desk
from dm_assistant.tui.keys import GLOBAL, chosen, keys
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.title_line import TitleLine
from dm_assistant.tui.working import start

T = TypeVar("T")
Severity = Literal["information", "warning", "error"]
TICK = 20.0
INBOX = "inbox"


class DmAssistantApp(App[int]):
    """The inbox, the people, the numbers and the hand-over of one workspace."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    TITLE = "dm-assistant"
    DEFAULT_MODE = INBOX
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**late.PLACES}
    BINDINGS: ClassVar[list[BindingType]] = keys(*GLOBAL, hidden={"hand_over"})
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual's own form
        (0, "-narrow"),
        (100, "-wide"),
    ]
    NOTIFICATION_TIMEOUT = 6

    def __init__(self, desk: Desk | None, path: Path) -> None:
        colourless = os.environ.get("NO_COLOR") is not None
        super().__init__(ansi_color=True if colourless else None)
        self.desk = desk
        self.path = path
        self.throw_away: Path | None = None
        self._writes: set[asyncio.Future[object]] = set()
        self._leaving = False
        self._beginning = False
        self._chosen: tuple[Path, ...] | None = None
        self._wanted = ""
        self._back = ""
        self._lane: Lane | None = None
        self.taught = False
        self.animation_level = "none"
        self.add_mode(INBOX, late.inbox if desk else late.welcome)

    # --- starting ----------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Set the keys the person chose and start the clock; warm up behind the first frame."""
        if self.desk is not None:
            self._settle_in(self.desk)
        self.set_interval(TICK, self.tick)

    def _settle_in(self, desk: Desk) -> None:
        self.set_keymap(chosen(desk.keys()))
        if desk.theme in self.available_themes and not self.no_color:
            self.theme = desk.theme

    def warm(self, desk: Desk) -> None:
        """Import, beside the first frame, what the first act will need."""
        start(self, partial(asyncio.to_thread, desk.warm), "warm")

    def take_desk(self, desk: Desk) -> None:
        """Go on with a workspace that was just made."""
        self.desk = desk
        self._settle_in(desk)
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

    def open_lane(self, lane: Lane) -> None:
        """Go to the inbox, and there to a lane."""
        self._lane = lane
        self.switch_mode(INBOX)

    def take_lane(self) -> Lane | None:
        """Return, once, the lane that is to be shown in the inbox."""
        lane, self._lane = self._lane, None
        return lane

    def begin_import(self, paths: tuple[Path, ...] = (), back: str = "") -> None:
        """Go to the imports and look at files; without any, ask which. Then go ``back``."""
        self._chosen = paths
        self._back = back
        self.switch_mode("import")

    def show_person(self, handle: str) -> None:
        """Go to the people, and there to one of them."""
        self._wanted = handle
        self.switch_mode("people")

    def take_wanted(self) -> str:
        """Return, once, the handle of whoever is to be shown among the people."""
        wanted, self._wanted = self._wanted, ""
        return wanted

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
        """Let the place on screen show the new time."""
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
        """Show a note in which nothing is markup and no control character is left."""
        del markup
        super().notify(
            to_screen(message, lines=True),
            title=to_screen(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every act of the place one is in, and the themes."""
        place = screen if isinstance(screen, Place) else None
        verb = place.verb if place else attrgetter("description")
        sentence = place.sentence if place else attrgetter("tooltip")
        for node, binding, enabled, _ in screen.active_bindings.values():
            if enabled and binding.id and not binding.system:
                yield SystemCommand(
                    verb(binding),
                    sentence(binding) or binding.description,
                    self._runner(binding, node),
                )
        if self.desk is not None and place is not None:
            yield SystemCommand(
                "First steps", "From a file to the first draft, step by step", self.first_steps
            )
            yield SystemCommand(
                "What is missing", "Hints, each with what to do about it", place.show_missing
            )
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)

    def _runner(self, binding: Binding, node: object) -> Callable[[], object]:
        async def run() -> None:
            await self.run_action(binding.action, node)  # type: ignore[arg-type]  # a DOM node

        return run

    # --- keys that work everywhere -----------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer places and undo only where there is a workspace."""
        del parameters
        return self.desk is not None or action not in {"place", "undo", "hand_over"}

    def action_place(self, name: str) -> None:
        """Go to another place."""
        self.switch_mode(name)

    def on_title_line_chosen(self, event: TitleLine.Chosen) -> None:
        """Go to the place that was clicked."""
        if self.desk is not None:
            self.switch_mode(event.place)

    def action_hand_over(self) -> None:
        """Go and look at what is approved; the hand-over begins there by the same key."""
        self.switch_mode("hand_over")

    def begin_hand_over(self) -> None:
        """Go to the hand-over and begin at once."""
        self._beginning = True
        self.switch_mode("hand_over")

    def take_beginning(self) -> bool:
        """Return, once, whether the hand-over was asked to begin."""
        wanted, self._beginning = self._beginning, False
        return wanted

    def action_undo(self) -> None:
        """Take the last act back."""
        if isinstance(self.screen, Place):
            self.screen.undo()

    def action_help(self) -> None:
        """Show the keys of the place one is in."""
        self.push_screen(late.help_of(self.screen))

    def action_help_quit(self) -> None:
        """Say how to leave, to those who press ctrl+c."""
        self.notify("Press q to leave (escape first, if something is open).")

    # --- writing and leaving -----------------------------------------------------------------

    async def writing(self, job: Callable[[], T]) -> T:
        """Run a job that writes, in a thread; it is finished even if nobody waits for it."""
        task = asyncio.ensure_future(asyncio.to_thread(job))
        self._writes.add(task)  # type: ignore[arg-type]  # only waited for, never read
        task.add_done_callback(self._writes.discard)
        return await asyncio.shield(task)

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
