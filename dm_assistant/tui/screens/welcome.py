"""Welcome: what one can do while there is no workspace yet."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from dm_assistant.tui import desk, late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.choice import Option, OptionList
from dm_assistant.tui.modals.new_workspace import NewAccount
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.sheet import BLANK, Sheet, said

WORDS = (
    said(("Turn comments into conversations people are glad to have.", "bold")),
    BLANK,
    said(
        "dm-assistant shows who your real regulars are, who may be messaged, and what to say that "
        "is true and personal. You read and send every message yourself."
    ),
    BLANK,
    said(
        (
            "Everything stays on this machine: one folder, no account, no network.",
            "$foreground-muted",
        )
    ),
)

OPTIONS = (
    Option("1", "demo", "Look around in a sample workspace (thrown away afterwards)"),
    Option("2", "import", "Start with a file: comments, or your own data export"),
    Option("3", "empty", "Start with an empty workspace"),
)


class Welcome(Place):
    """Three ways to begin."""

    NAME = "welcome"
    BINDINGS: ClassVar[list[BindingType]] = keys("open")

    def body(self) -> ComposeResult:
        """Lay out words and options."""
        with Vertical(id="welcome"):
            yield Sheet(WORDS)
            yield OptionList(OPTIONS)

    def on_mount(self) -> None:
        """Begin in the options."""
        self.query_one("#welcome").border_title = "Welcome"
        self.query_one(OptionList).focus()

    def on_line_view_opened(self) -> None:
        """Begin by number or with the mouse."""
        self.action_open()

    def action_open(self) -> None:
        """Begin the way the cursor stands on."""
        way = OPTIONS[self.query_one(OptionList).cursor].value
        if way == "demo":
            self.app.notify("Making the sample workspace …")
            self.write_quietly(self._demo, self.program.take_desk, self.refused)
        else:
            self.read("zone", desk.local_timezone, partial(self._ask, way == "import"))

    def _demo(self) -> desk.Desk:
        folder = Path(tempfile.mkdtemp(prefix="dm-assistant-demo-"))
        self.program.throw_away = folder
        return desk.demo_desk(folder / "demo")

    def _ask(self, with_file: bool, timezone: str) -> None:
        self.app.push_screen(late.new_workspace(timezone, with_file=with_file), self._make)

    def _make(self, account: NewAccount | None) -> None:
        if account is not None:
            self.write_quietly(
                partial(desk.create_desk, self.program.path, account),
                partial(self.program.take_desk, path=account.path),
                self.refused,
            )
