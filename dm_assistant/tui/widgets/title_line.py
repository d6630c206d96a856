"""The top line: program, account, DEMO or PRACTICE, the places with their keys, and the time."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dm_assistant.tui.cells import Part, cut
from dm_assistant.tui.clock import Clock

PLACES = (("inbox", "1", "Inbox"), ("people", "2", "People"), ("numbers", "3", "Numbers"))
HAND_OVER = ("hand_over", "4", "Hand-over")
RULES = ("rules", "5", "Rules")
IMPORT = ("import", "6", "Import")
FEEDBACK = ("feedback", "0", "Feedback")
ALL_PLACES = (*PLACES, HAND_OVER, RULES, IMPORT, FEEDBACK)
NAMES = frozenset(place for place, _, _ in ALL_PLACES)
ACCOUNT_WIDTH = 18
LEAST_ACCOUNT = 5
WIDE = 100


class TitleLine(Widget):
    """Where one is, in which workspace, and what time it is there."""

    DEFAULT_CSS = """
    TitleLine {
        height: 1; dock: top; text-wrap: nowrap;
        background: $primary 25%; color: $foreground;
    }
    """

    place: reactive[str] = reactive("inbox")
    account: reactive[str] = reactive("")
    mark: reactive[str] = reactive("")
    clock: reactive[Clock | None] = reactive(None)

    class Chosen(Message):
        """A place was clicked."""

        def __init__(self, place: str) -> None:
            super().__init__()
            self.place = place

    def render(self) -> Content:
        """Draw the line."""
        tabs = self._tabs()
        wide = self.content_size.width >= WIDE
        pattern = "%a %d %b %H:%M" if wide else "%H:%M"
        time = ""
        if self.clock is not None:
            time = f"{self.clock.now.astimezone(self.clock.zone):{pattern}} "
        left = self._left(self.content_size.width - _cells(tabs) - len(time) - 2)
        free = self.content_size.width - _cells(left) - _cells(tabs) - len(time)
        before = max(1, free // 2) if wide else 1
        return Content.assemble(
            *left, " " * before, *tabs, " " * max(1, free - before), (time, "$foreground-muted")
        )

    def _left(self, room: int) -> list[Part]:
        """Return program, account and mark; the account gives way first."""
        whole = self.content_size.width >= WIDE or self.place not in NAMES
        parts: list[Part] = [(" dm-assistant " if whole else " dm ", "bold")]
        mark: list[Part] = []
        if self.mark:
            mark = [(" ", ""), (f" {self.mark} ", "bold reverse $text-warning")]
        if _cells(parts) + _cells(mark) > room:  # whose it is matters more than what it is called
            parts = []
        if self.account:
            width = min(ACCOUNT_WIDTH, room - _cells(parts) - _cells(mark))
            if width >= LEAST_ACCOUNT:
                parts.append((cut(self.account, width), "$foreground-muted"))
        return parts + mark

    def _tabs(self) -> list[Part]:
        parts: list[Part] = []
        for place, key, name in ALL_PLACES if self.place in NAMES else ():
            here = place == self.place
            parts.append((f" {key}", "bold $text-accent"))
            parts.append((f" {name} ", "bold underline" if here else ""))
        return parts

    def on_click(self, event: events.Click) -> None:
        """Go to the place under the mouse."""
        line = self.render().plain
        for place, key, name in ALL_PLACES:
            start = cell_len(line[: line.find(f" {key} {name} ")])
            if start <= event.x < start + len(name) + 4:
                self.post_message(self.Chosen(place))


def _cells(parts: list[Part]) -> int:
    return sum(cell_len(words) for words, _ in parts)
