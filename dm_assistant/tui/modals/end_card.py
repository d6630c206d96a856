"""The end card: what a session did, what is left, and when the first of it runs out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dm_assistant.domain.model import Lane
from dm_assistant.tui.modals.dialog import Dialog
from dm_assistant.tui.widgets.sheet import BLANK, Paragraph, Sheet, ours, said
from dm_assistant.tui.widgets.today_view import KIND_NAMES, share
from dm_assistant.tui.wording import LANE_NAMES

if TYPE_CHECKING:
    from dm_assistant.services.session_views import EndCard
    from dm_assistant.tui.clock import Clock

HAND_OVER = "hand_over"


class EndCardPage(Dialog[str]):
    """Answers with the place to go to, if another than the day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "Today", id="end.today", tooltip="Back to the day")
    ]

    def __init__(self, card: EndCard, clock: Clock) -> None:
        super().__init__(f"The session: {card.spent} of {card.minutes} minutes")
        self._card = card
        self._clock = clock

    def body(self) -> ComposeResult:
        """Show what was done and what is left."""
        yield Sheet([*self._done(), BLANK, *self._left()])

    def _done(self) -> Iterator[Paragraph]:
        yield said(("Done", "bold"))
        for kind, (k, n) in self._card.done.items():
            if n:
                bar = share(k, n)
                yield said(f"{KIND_NAMES[kind]:<10}{k:>4,} of {n:<5,} ", (bar, "$text-accent"))
        if self._card.acts:
            words = ", ".join(f"{number:,} {name}" for name, number in self._card.acts.items())
            yield said((words, "$foreground-muted"))
        if self._card.gone:
            yield said(
                (
                    f"{self._card.gone:,} left the plan by themselves: held, or taken back",
                    "$foreground-muted",
                )
            )

    def _left(self) -> Iterator[Paragraph]:
        left = self._card.left
        yield said(("Left", "bold"))
        lanes = [f"{LANE_NAMES[lane]} {left.of(lane):,}" for lane in Lane]
        waiting = left.approved + left.handed_over
        yield said(" · ".join([*lanes, f"to hand over {waiting:,}"]))
        at = self._card.first_expires_at
        if at is None:
            yield said("Nothing of it runs out.")
        else:
            where = "the hand-over ({hand_over})"
            if self._card.expires_where != HAND_OVER:
                where = "Reply ({place.inbox})"
            yield said(
                f"The first of it runs out {self._clock.when(at)}, in {self._clock.left(at)}: in ",
                *ours(f"{where}."),
            )
