"""Hours: when messages are answered, if that can be told, and when people are active."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.domain.statistics import heat_map
from dm_assistant.domain.statistics.active import Active, Followers
from dm_assistant.domain.statistics.heat_map import HeatMap
from dm_assistant.domain.statistics.thresholds import (
    EARLY_FROM,
    GATE,
    GATE_FROM,
    RATE_FROM,
)
from dm_assistant.domain.statistics.timing import LEVEL, Sending
from dm_assistant.tui.keys import keys
from dm_assistant.tui.numbers_desk import NumbersDesk
from dm_assistant.tui.screens.paged import Page
from dm_assistant.tui.widgets.heat_page import DIM, heat_page
from dm_assistant.tui.widgets.sheet import BLANK, Panel, Paragraph, said

BORDER = 5
"""Cells that the panel takes for itself, its scroll bar among them."""


@dataclass(frozen=True, slots=True)
class View:
    """One thing the page shows: its key's word, its title, and where it is read."""

    word: str
    title: str
    read: Callable[[NumbersDesk], Sending | Active | Followers]


VIEWS: Final = (
    View("Replies", "First messages by hour, and who answered", lambda desk: desk.sending()),
    View("Active", "When people comment: everybody", lambda desk: desk.active(waiting=False)),
    View("Drafts", "When people comment: a draft waits", lambda desk: desk.active(waiting=True)),
    View("Studio", "Active followers in an hour, by Studio", lambda desk: desk.followers()),
)
MEANING: Final = (
    said(
        ("Number  ", "bold"),
        "first messages that have had their days to be answered, by the hour they left, on the "
        "clock of the person they went to where it is known, else on yours.",
        hang=3,
    ),
    said(
        ("Shade  ", "bold"),
        "the reply rate there, pulled to the overall rate as far as chance explains the distance; "
        f"never for fewer than {EARLY_FROM} messages.",
        hang=3,
    ),
    said(
        ("Shrunk, likely  ", "bold"),
        "the rate of a weekday or of four hours, pulled in the same way, so it is not k of n; "
        f"ranges here are of {100 * LEVEL:.0f} %. A light bar is early: fewer than {RATE_FROM} "
        "messages.",
        hang=3,
    ),
    said(
        ("p  ", "bold"),
        "how often replies dealt out by chance differ as much between the hours. A best time is "
        f"named below {GATE:.2f}, from {GATE_FROM} messages on, and only one that has {RATE_FROM} "
        "or more.",
        hang=3,
    ),
    said(
        ("Active  ", "bold"),
        "a person counts once for each four hours of each day in which they commented. Hours are "
        "named only where their share is surely above an even one.",
        hang=3,
    ),
    BLANK,
    said(
        (
            (
                "Among 42 boxes one always looks best. Few messages in it, and it is chance: most "
                "creators never get a clear best time, and need none."
            ),
            DIM,
        )
    ),
)


class HoursPage(Page):
    """The hours, one view of them at a time."""

    TITLE = "Hours"
    BINDINGS: ClassVar[list[BindingType]] = keys("panel", "definitions")
    DEFAULT_CSS = "HoursPage Panel { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.view = 0
        self._meaning = False
        self._found: Sending | Active | Followers | None = None

    def compose(self) -> ComposeResult:
        """Lay out the one panel."""
        yield Panel(id="hours")

    @property
    def _next(self) -> View:
        return VIEWS[(self.view + 1) % len(VIEWS)]

    def verb(self, binding: Binding) -> str:
        """Say what the key would show."""
        return self._next.word if binding.action == "panel" else binding.description

    def sentence(self, binding: Binding) -> str:
        """Say what the key does here."""
        if binding.action == "panel":
            return f"Show: {self._next.title}"
        return super().sentence(binding)

    def load(self) -> None:
        """Read what the view shows."""
        read = VIEWS[self.view].read
        self.read("timing", lambda: read(self.desk.numbers), self._take)

    def _take(self, found: Sending | Active | Followers) -> None:
        self._found = found
        self._draw()

    def on_resize(self) -> None:
        """Fit the bars to the new width."""
        self._draw()

    def _draw(self) -> None:
        if self._found is None:
            return
        panel = self.query_one(Panel)
        if self._meaning:
            panel.head("What the hours mean")
            panel.page(MEANING)
            return
        panel.head(VIEWS[self.view].title, _counted(self._found))
        panel.page(_page(self._found, self.size.width - BORDER))

    def action_panel(self) -> None:
        """Show the next view."""
        self.view = (self.view + 1) % len(VIEWS)
        self._meaning = False
        self.refresh_bindings()
        self.load()

    def action_definitions(self) -> None:
        """Show what each figure means, or the figures again."""
        self._meaning = not self._meaning
        self._draw()


def _counted(found: Sending | Active | Followers) -> str:
    """Return the counts that stand on the border."""
    if isinstance(found, Sending):
        counted = f"{found.k:,} of {found.n:,} answered · p = {found.gate.said}"
        return counted if found.n else ""
    if isinstance(found, Active):
        return f"{found.n:,} times · {found.people:,} people" if found.n else ""
    return f"{found.days} days" if found.days else ""


def _page(found: Sending | Active | Followers, width: int) -> Iterable[Paragraph]:
    first, *others = found.sentences()
    yield said((first, "bold"))
    drawn = _map(found)
    if drawn is not None:
        yield from heat_page(drawn, width)
    if isinstance(found, Sending) and found.n:
        others = [found.gate.chance(), *others]
    yield from (said((each, DIM)) for each in others)


def _map(found: Sending | Active | Followers) -> HeatMap | None:
    if isinstance(found, Sending):
        return heat_map.of_sending(found) if found.n else None
    if isinstance(found, Active):
        return heat_map.of_active(found) if found.n else None
    return heat_map.of_followers(found) if found.days else None
