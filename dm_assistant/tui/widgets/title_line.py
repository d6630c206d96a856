"""The top line: program, account, DEMO or PRACTICE, the places with their keys, and the time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

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
TEMPLATES = ("templates", "7", "Templates")
CAMPAIGNS = ("campaigns", "8", "Campaigns")
COLLABS = ("collabs", "9", "Collabs")
FEEDBACK = ("feedback", "0", "Feedback")
ALL_PLACES = (*PLACES, HAND_OVER, RULES, IMPORT, TEMPLATES, CAMPAIGNS, COLLABS, FEEDBACK)
NAMES = frozenset(place for place, _, _ in ALL_PLACES)
ACCOUNT_WIDTH = 18
LEAST_ACCOUNT = 5
WIDE = 100
ROOMY = 140
"""From this width on, the day and the program's whole name have room beside the places."""
LONGEST = max(len(name) for _, _, name in ALL_PLACES)


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
        before, tabs, after = self._line()
        return Content.assemble(*before, *(part for tab in tabs for part in tab), *after)

    def on_click(self, event: events.Click) -> None:
        """Go to the place under the mouse."""
        before, tabs, _ = self._line()
        ends = accumulate(map(_cells, tabs), initial=_cells(before))
        starts = [*ends]
        for (place, _, _), start, end in zip(ALL_PLACES, starts, starts[1:], strict=False):
            if start <= event.x < end:
                self.post_message(self.Chosen(place))

    def _line(self) -> tuple[list[Part], list[list[Part]], list[Part]]:
        """Return what stands before the places, each place, and what stands after them."""
        width = self.content_size.width
        time = ""
        if self.clock is not None:
            pattern = "%a %d %b %H:%M" if width >= ROOMY else "%H:%M"
            time = f" {self.clock.now.astimezone(self.clock.zone):{pattern}} "
        tabs = self._tabs(width - _cells(self._left(0)) - len(time))
        taken = sum(map(_cells, tabs)) + len(time)
        left = self._left(width - taken)
        free = max(0, width - taken - _cells(left))
        gap = free // 2 if width >= WIDE else 0
        return (
            [*left, (" " * gap, "")],
            tabs,
            [(" " * (free - gap), ""), (time, "$foreground-muted")],
        )

    def _left(self, room: int) -> list[Part]:
        """Return program, account and mark; the account gives way first, the mark never."""
        whole = self.content_size.width >= ROOMY or self.place not in NAMES
        parts: list[Part] = [(" dm-assistant " if whole else " dm ", "bold")]
        mark: list[Part] = [(f" {self.mark} ", "bold reverse $text-warning")] if self.mark else []
        if _cells(parts) + _cells(mark) > room:  # whose it is matters more than what it is called
            parts = []
        if self.account:
            width = min(ACCOUNT_WIDTH, room - _cells(parts) - _cells(mark) - 1)
            if width >= LEAST_ACCOUNT:
                parts.append((f"{cut(self.account, width)} ", "$foreground-muted"))
        return parts + mark

    def _tabs(self, room: int) -> list[list[Part]]:
        """Return every place with its key: whole names where they fit, else their beginnings.

        The place one is in keeps its whole name.
        """
        tabs: list[list[Part]] = []
        for longest in range(LONGEST, -1, -1) if self.place in NAMES else ():
            tabs = [self._tab(place, key, name, longest) for place, key, name in ALL_PLACES]
            if sum(map(_cells, tabs)) <= room:
                break
        return tabs

    def _tab(self, place: str, key: str, name: str, longest: int) -> list[Part]:
        here = place == self.place
        said = name if here else name[:longest]
        return [(f" {key} ", "bold $text-accent"), (said, "bold underline" if here else "")]


def _cells(parts: Iterable[Part]) -> int:
    return sum(cell_len(words) for words, _ in parts)
