"""What is missing in the workspace: one hint per line with what to do, each can be put away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from dm_assistant.services.hints import Hint
from dm_assistant.tui.keys import keys
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.sheet import BLANK, KEY, Paragraph, Sheet, said

DIM = "$foreground-muted"


class Missing(Dialog[str]):
    """Shows the hints; answers with the name of the one to put away."""

    DEFAULT_CSS = """
    Missing Sheet { margin-bottom: 0; }
    Missing VerticalScroll { height: auto; max-height: 17; }
    """

    BINDINGS: ClassVar[list[BindingType]] = keys("scroll_panel.3", "scroll_panel.-3")

    def __init__(self, found: Sequence[Hint]) -> None:
        super().__init__("What is missing")
        self._found = tuple(found)

    def body(self) -> ComposeResult:
        """Show each hint with its number."""
        with VerticalScroll(can_focus=False):
            yield Sheet(_page(self._found))

    def on_key(self, event: events.Key) -> None:
        """Put away by number."""
        number = event.character or ""
        if number.isascii() and number.isdecimal() and 0 < int(number) <= len(self._found):
            event.stop()
            self.dismiss(self._found[int(number) - 1].name)

    def action_scroll_panel(self, lines: int) -> None:
        """Scroll the list."""
        place = self.query_one(VerticalScroll)
        place.scroll_relative(y=lines, animate=False, force=True)


def _page(found: Sequence[Hint]) -> Iterator[Paragraph]:
    if not found:
        yield said("Nothing is missing, or it was put away; dm-assistant doctor shows all.")
        return
    for number, hint in enumerate(found, start=1):
        yield said((f"{number}  ", KEY), hint.words, hang=3)
        yield said(("   → ", DIM), (hint.act, DIM), hang=5)
    yield BLANK
    yield said(("A number puts its hint away; ", DIM), ("{leave}", KEY), (" leaves.", DIM))
