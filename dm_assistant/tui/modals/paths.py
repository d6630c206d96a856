"""Choosing what to import: a path typed or dropped, or picked from what lies in a folder."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.services import paths
from dm_assistant.services.paths import Offered
from dm_assistant.tui.clock import Clock, short_span
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.line_view import Column, LineView
from dm_assistant.tui.widgets.sheet import Sheet, said
from dm_assistant.tui.widgets.writing import Field
from dm_assistant.tui.working import start

SIZE, AGE = 8, 5
UNITS = ("B", "kB", "MB", "GB", "TB")
BEGUN_ANEW = re.compile(r"^.+?/(?=['\"]?(?:/|~/))")
"""The folder before a whole path that was typed or dropped behind it."""

THOUSAND, TEN = 1_000, 10
IMPORTED = "Comments, your data export, Studio or shop files: drop them, or choose."
UNCHANGED = "Nothing changes before you have seen what would."
ALL = "Everything in this folder, and in the folders in it"


class PathField(Field):
    """A field in which files can be dropped: each on a line of its own, or all on one."""

    def _on_paste(self, event: events.Paste) -> None:
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        event.text = shlex.join(lines) if len(lines) > 1 else "".join(lines)


class OffersView(LineView):
    """What lies in the folder, and first the folder itself."""

    DEFAULT_CSS = "OffersView { height: 12; margin-bottom: 1; }"

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._offers: tuple[Offered, ...] = ()
        self.folder: Path | None = None

    def show(self, folder: Path | None, offers: Sequence[Offered]) -> None:
        """Show another folder; ``None`` is for no folder to be taken whole."""
        self.folder = folder
        self._offers = tuple(offers)
        self.cursor = 0
        self.scroll_to(y=0, animate=False, force=True)
        self.rows_changed()

    @property
    def current(self) -> Offered | None:
        """Return what the cursor stands on; nothing for the folder itself."""
        place = self.cursor - (self.folder is not None)
        return self._offers[place] if 0 <= place < len(self._offers) else None

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._offers) + (self.folder is not None)

    def columns(self, index: int, width: int) -> Sequence[Column]:
        """Return cursor, name, size and age."""
        sign: Column = ("›" if index == self.cursor else " ", 1, "mark", False)
        if self.folder is not None and index == 0:
            return [sign, (ALL, width - 2, "strong", False)]
        one = self._offers[index - (self.folder is not None)]
        age = short_span(self._clock.now - one.changed_at)
        return [
            sign,
            (
                one.path.name + "/" * one.folder,
                width - SIZE - AGE - 4,
                "strong" if one.folder else "text",
                False,
            ),
            ("" if one.folder else size(one.size), SIZE, "dim", True),
            (age, AGE, "dim", True),
        ]


class ChoosePaths(Dialog[tuple[Path, ...]]):
    """Asks what to import; answers with files and folders."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field's own, which says nothing of it.
        Binding("enter", "open", "Take", priority=True, id="paths.open"),
        Binding("down", "walk(1)", show=False, priority=True, id="paths.down"),
        Binding("up", "walk(-1)", show=False, priority=True, id="paths.up"),
        Binding("pagedown", "walk(10)", show=False, priority=True, id="paths.page_down"),
        Binding("pageup", "walk(-10)", show=False, priority=True, id="paths.page_up"),
        Binding("tab", "complete", "Complete", priority=True, id="paths.complete"),
    ]

    def __init__(
        self, clock: Clock, title: str = "Import", what: str = IMPORTED, promise: str = UNCHANGED
    ) -> None:
        super().__init__(title)
        self._clock = clock
        self._words = (what, promise)

    def body(self) -> ComposeResult:
        """Show the field and what lies in its folder."""
        yield Sheet(
            [
                said(self._words[0]),
                said((self._words[1], "$foreground-muted")),
            ]
        )
        yield PathField(id="path", select_on_focus=False)
        yield OffersView(self._clock)

    def on_mount(self) -> None:
        """Begin in the folder of downloads; the list is led by the field's keys."""
        self.query_one(OffersView).can_focus = False
        field = self.query_one(PathField)
        field.value = f"{paths.downloads()}/"
        field.action_end()
        field.focus()

    @on(Field.Changed)
    def _look(self) -> None:
        field = self.query_one(PathField)
        begun_anew = BEGUN_ANEW.match(field.value)
        if begun_anew:
            field.value = field.value[begun_anew.end() :]
            field.action_end()
            return
        text = field.value
        start(self, partial(self._offer, text), "offers", exclusive=True)

    async def _offer(self, text: str) -> None:
        found, whole = await asyncio.to_thread(_offers, text)
        if self.is_attached:
            self.query_one(OffersView).show(whole, found)
            self.refresh_bindings()

    def action_walk(self, by: int) -> None:
        """Move the cursor of the list."""
        self.query_one(OffersView).action_cursor(by)

    def action_complete(self) -> None:
        """Write what the cursor stands on into the field, or the only thing there is."""
        view = self.query_one(OffersView)
        if view.current is None and view.folder is not None:
            view.action_cursor(1)
        if view.current is not None:
            self._write(view.current)

    def _write(self, one: Offered) -> None:
        field = self.query_one(PathField)
        field.value = f"{one.path}/" if one.folder else str(one.path)
        field.action_end()

    def on_line_view_opened(self) -> None:
        """Take what was clicked twice."""
        self.action_open()

    def action_open(self) -> None:
        """Go into a folder, or answer with a file, with several, or with the whole folder."""
        view = self.query_one(OffersView)
        if view.current is not None and view.current.folder:
            self._write(view.current)
        elif view.current is not None:
            self.dismiss((view.current.path,))
        else:
            found = paths.typed(self.query_one(PathField).value)
            if found:
                self.dismiss(found)


def _offers(text: str) -> tuple[tuple[Offered, ...], Path | None]:
    """Return what a text offers, and the folder that can be taken whole."""
    whole = [path for path in paths.typed(text) if path.is_dir()]
    folder, begun = paths.split(text)
    return paths.offered(text), folder if whole == [folder] and not begun else None


def size(number: int) -> str:
    """Return a number of bytes in at most eight cells: ``12 kB``."""
    scaled, unit = float(number), 0
    while scaled >= THOUSAND and unit < len(UNITS) - 1:
        scaled /= THOUSAND
        unit += 1
    places = 1 if unit and scaled < TEN else 0
    return f"{scaled:.{places}f} {UNITS[unit]}"
