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

ALL_PLACES = (
    ("today", "1", "Today"),
    ("inbox", "2", "Inbox"),
    ("people", "3", "People"),
    ("templates", "4", "Templates"),
    ("campaigns", "5", "Campaigns"),
    ("collabs", "6", "Collabs"),
    ("feedback", "7", "Feedback"),
    ("numbers", "8", "Numbers"),
    ("impact", "9", "Impact"),
    ("import", "0", "Import"),
    ("rules", ",", "Rules"),
    ("hand_over", "h", "Hand-over"),
)
NAMES = frozenset(place for place, _, _ in ALL_PLACES)
ACCOUNT_WIDTH = 18
LEAST_ACCOUNT = 5
WIDE = 100
ROOMY = 140
"""From this width on, the day and the program's whole name have room beside the places."""
LONGEST = max(len(name) for _, _, name in ALL_PLACES)
SHORTEST = 3
"""So many letters of a name still say which place it is; with fewer, the clock gives way."""


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
        time = self._time()
        room = width - _cells(self._left(0))
        tabs = self._tabs(room - len(time), SHORTEST)
        if not tabs:
            time = ""
            tabs = self._tabs(room, 0)
        taken = sum(map(_cells, tabs)) + len(time)
        left = self._left(width - taken)
        free = max(0, width - taken - _cells(left))
        gap = free // 2 if width >= WIDE else 0
        return (
            [*left, (" " * gap, "")],
            tabs,
            [(" " * (free - gap), ""), (time, "$foreground-muted")],
        )

    def _time(self) -> str:
        if self.clock is None:
            return ""
        pattern = " %a %d %b %H:%M " if self.content_size.width >= ROOMY else " %H:%M"
        return f"{self.clock.now.astimezone(self.clock.zone):{pattern}}"

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

    def _tabs(self, room: int, shortest: int) -> list[list[Part]]:
        """Return every place with its key: whole names where they fit, else their beginnings.

        The place one is in keeps its whole name. Nothing comes back where even ``shortest``
        letters of each name have no room; names of which some are alike by then keep one more.
        """
        sizes = [(LONGEST, " "), *((size, "") for size in range(LONGEST, shortest - 1, -1))]
        for longest, between in sizes if self.place in NAMES else ():
            tabs = [
                self._tab(place, key + between, name, longest) for place, key, name in ALL_PLACES
            ]
            if sum(map(_cells, tabs)) <= room:
                return tabs
        return []

    def _tab(self, place: str, key: str, name: str, longest: int) -> list[Part]:
        here = place == self.place
        said = name if here else _beginning(name, longest)
        return [(f" {key}", "bold $text-accent"), (said, "bold underline" if here else "")]


def _beginning(name: str, longest: int) -> str:
    """Return the first letters of a name, one more where another name begins with the same."""
    words = name[:longest]
    alike = longest and sum(other.startswith(words) for _, _, other in ALL_PLACES) > 1
    return name[: longest + 1] if alike else words


def _cells(parts: Iterable[Part]) -> int:
    return sum(cell_len(words) for words, _ in parts)
