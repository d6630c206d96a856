"""Welcome: what one can do while there is no workspace yet."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from dm_assistant.tui import desk, late
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.choice import Option, OptionList
from dm_assistant.tui.screens.place import Place
from dm_assistant.tui.widgets.sheet import BLANK, Sheet, said

if TYPE_CHECKING:
    from dm_assistant.tui.modals.new_workspace import NewAccount

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
    Option("2", "begin", "Begin for real: from a file of comments to your first draft"),
)


class Welcome(Place):
    """Two ways to begin."""

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
            self.read("place", desk.local_place, self._ask)

    def _demo(self) -> desk.Desk:
        folder = Path(tempfile.mkdtemp(prefix="dm-assistant-demo-"))
        self.program.throw_away = folder
        return desk.demo_desk(folder / "demo")

    def _ask(self, place: tuple[str, str]) -> None:
        timezone, language = place
        path = self.program.path
        self.ask_and_write(
            partial(late.new_workspace, path, timezone, language),
            partial(self._create, path),
            self.program.begin,
        )

    def _create(self, path: Path, account: NewAccount) -> desk.Desk:
        self.app.call_from_thread(self.app.notify, "Making your workspace …")
        return desk.create_desk(path, account)
