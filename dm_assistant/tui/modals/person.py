"""Choosing a person: the best ranked, or whom a search finds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.errors import DmAssistantError
from dm_assistant.services.views import RankedContact
from dm_assistant.tui.clock import Clock
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.people_view import PeopleView
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.working import start

MOST = 200
TYPING_PAUSE = 0.12
Find = Callable[[str, int], Sequence[RankedContact]]


class ChoosePerson(Dialog[int]):
    """Asks for a person; answers with the contact's id. ``find`` runs in a thread."""

    DEFAULT_CSS = "ChoosePerson PeopleView { height: 12; margin-bottom: 1; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field's own: the list is led while one types.
        Binding("enter", "open", "Choose", priority=True, id="person.open"),
        Binding("down", "walk(1)", show=False, priority=True, id="person.down"),
        Binding("up", "walk(-1)", show=False, priority=True, id="person.up"),
    ]

    def __init__(self, find: Find, clock: Clock) -> None:
        super().__init__("Preview as another person")
        self._find = find
        self._clock = clock

    def body(self) -> ComposeResult:
        """Show the search and whom it finds."""
        yield Field(placeholder="search by name, handle, tag or their words", compact=True)
        yield PeopleView()

    def on_mount(self) -> None:
        """Begin with the best ranked."""
        self.query_one(PeopleView).can_focus = False
        self.query_one(Field).focus()
        self._look(0.0)

    @on(Field.Changed)
    def _typing(self) -> None:
        self._look(TYPING_PAUSE)

    def _look(self, pause: float) -> None:
        search = self.query_one(Field).value.strip()
        start(self, partial(self._read, search, pause), "find", exclusive=True)

    async def _read(self, search: str, pause: float) -> None:
        await asyncio.sleep(pause)
        try:
            found = await asyncio.to_thread(self._find, search, MOST)
        except DmAssistantError as error:
            self.app.notify(str(error), severity="warning")
        else:
            if self.is_attached:
                self.query_one(PeopleView).show(found, self._clock)

    def action_walk(self, by: int) -> None:
        """Move the cursor of the list."""
        self.query_one(PeopleView).action_cursor(by)

    @on(LineView.Opened)
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Answer with the person under the cursor."""
        person = self.query_one(PeopleView).current
        if person is not None:
            self.dismiss(person.contact_id)
