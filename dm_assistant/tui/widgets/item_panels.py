"""The panels beside the queue: a message, its reasons and its person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from dm_assistant.tui.widgets.card_view import CardView
from dm_assistant.tui.widgets.person_panel import PersonPanel
from dm_assistant.tui.widgets.sheet import Panel
from dm_assistant.tui.widgets.why_card import WhyCard

if TYPE_CHECKING:
    from dm_assistant.services.queue_views import QueueRow
    from dm_assistant.services.views import Card
    from dm_assistant.tui.clock import Clock

PANELS: tuple[type[Panel], ...] = (CardView, WhyCard, PersonPanel)


class ItemPanels(Vertical):
    """One item of the queue in full; where there is room for one panel only, one at a time."""

    def compose(self) -> ComposeResult:
        """Lay out the panels."""
        yield CardView(classes="chosen")
        yield WhyCard()
        yield PersonPanel()

    def show(self, card: Card | None, row: QueueRow | None, clock: Clock, empty: str) -> None:
        """Show a card, or its row while that is being read, or say why there is none."""
        view, why = self.query_one(CardView), self.query_one(WhyCard)
        person = self.query_one(PersonPanel)
        view.set_reactive(CardView.clock, clock)
        why.set_reactive(WhyCard.clock, clock)
        why.set_reactive(WhyCard.lane, None if card is None else card.row.lane)
        person.set_reactive(PersonPanel.clock, clock)
        if card is None:
            view.row = row
        view.empty = empty
        if card is None or view.card is None or card.row.item != view.card.row.item:
            view.set_reactive(CardView.public, "")
        view.card = card
        why.verdict = None if card is None else card.verdict
        person.person = None if card is None else card.person

    def show_public(self, text: str) -> None:
        """Show what approving the present card would say in public."""
        self.query_one(CardView).public = text

    def turn(self) -> None:
        """Choose the next panel."""
        panels = [self.query_one(kind) for kind in PANELS]
        present = next(n for n, panel in enumerate(panels) if panel.has_class("chosen"))
        for number, panel in enumerate(panels):
            panel.set_class(number == (present + 1) % len(panels), "chosen")
