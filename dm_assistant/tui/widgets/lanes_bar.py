"""The lanes and how many items each holds, on one line."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dm_assistant.domain.model import Lane
from dm_assistant.services.queue_views import LaneCounts
from dm_assistant.tui.wording import LANE_NAMES

ROOMY = 100


class LanesBar(Widget):
    """Five lanes with counts, the present one marked, and what waits for hand-over."""

    DEFAULT_CSS = """
    LanesBar { height: 1; text-wrap: nowrap; text-overflow: ellipsis; background: $surface; }
    """

    counts: reactive[LaneCounts | None] = reactive(None)
    lane: reactive[Lane] = reactive(Lane.READY)

    class Chosen(Message):
        """A lane was clicked."""

        def __init__(self, lane: Lane) -> None:
            super().__init__()
            self.lane = lane

    def render(self) -> Content:
        """Draw the lanes from left to right."""
        words = [self._word(lane) for lane in Lane]
        style = {True: "bold reverse $text-accent", False: ""}
        parts: list[tuple[str, str]] = []
        for lane, word in zip(Lane, words, strict=True):
            parts.append((word, style[lane is self.lane]))
        waiting = self._waiting()
        used = sum(len(word) for word in words)
        gap = max(1, self.content_size.width - used - len(waiting))
        ready = "bold $text-success" if self.waiting else ""
        return Content.assemble(*parts, " " * gap, (waiting, ready or "$foreground-muted"))

    def _word(self, lane: Lane) -> str:
        here = lane is self.lane
        word = LANE_NAMES[lane]
        if self.counts is not None:
            word += f" {self.counts.of(lane):,}"
        if self.content_size.width >= ROOMY:
            return f" ▸ {word}  " if here else f"   {word}  "
        return f"▸{word} " if here else f" {word} "

    @property
    def waiting(self) -> int:
        """Return how many messages wait for hand-over, as far as is known."""
        return 0 if self.counts is None else self.counts.approved + self.counts.handed_over

    def _waiting(self) -> str:
        return "" if self.counts is None else f"To hand over {self.waiting:,} "

    def on_click(self, event: events.Click) -> None:
        """Choose the lane under the mouse."""
        edge = 0
        for lane in Lane:
            edge += len(self._word(lane))
            if event.x < edge:
                self.post_message(self.Chosen(lane))
                return
