"""Their messages: answering, classing, archiving and logging them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.domain.model import InboundClass, Lane
from dm_assistant.domain.strictness import PLAIN, tightens
from dm_assistant.errors import DmAssistantError
from dm_assistant.tui import late
from dm_assistant.tui.screens.reading import Reading
from dm_assistant.tui.widgets.queue_view import QueueView
from dm_assistant.tui.wording import CLASS_WORDS, counted

if TYPE_CHECKING:
    from dm_assistant.services.views import Card, ItemId, QueueRow

UNREAD = "unread_reply"
STOPS = frozenset({InboundClass.OPT_OUT, InboundClass.ERASURE, InboundClass.AGE})
"""What leaves nothing to answer."""


class Answering(Reading):
    """A place with a queue, among whose items are messages that wait for an answer."""

    lane_shown: Lane = Lane.READY
    card_shown: Card | None = None

    def __init__(self) -> None:
        super().__init__()
        self.leaving: set[ItemId] = set()

    @property
    def queue(self) -> QueueView:
        """Return the queue."""
        return self.query_one(QueueView)

    def present_person(self) -> QueueRow | None:
        """Return the present line, which names a person."""
        return self.queue.current_row

    def targets(self) -> tuple[ItemId, ...]:
        """Return the marked items, else the present one."""
        queue = self.queue
        if queue.marked:
            return queue.marked
        return () if queue.current is None else (queue.current,)

    def with_card(self, item: ItemId, then: Callable[[Card], None]) -> None:
        """Go on with the full card of an item, reading it where it is not on screen."""
        if self.card_shown is not None and self.card_shown.row.item == item:
            then(self.card_shown)
        else:
            self.read("act", lambda: self.desk.card(item), then)

    def _not_moved(self, items: Sequence[ItemId], error: DmAssistantError) -> None:
        self.leaving.difference_update(items)
        self.refused(error)

    def answer_or_class(self, card: Card) -> None:
        """Answer; a message that may close something is classed first, if nobody has."""
        verdict = card.verdict
        unread = verdict is not None and any(found.rule == UNREAD for found in verdict.reasons)
        if unread and card.row.reply_class not in PLAIN:
            self._ask_class(card.row, lambda: self._read_answers(card))
        else:
            self._read_answers(card)

    def _read_answers(self, card: Card) -> None:
        self.read(
            "act",
            lambda: self.desk.ready_answers(card.row.contact_id),
            lambda ready: self.app.push_screen(
                late.answer(card, ready, self.desk.answer_scales(card.row.item.id)),
                partial(self._answer, card),
            ),
        )

    def _answer(self, card: Card, chosen: tuple[str, str] | None) -> None:
        if chosen is None:
            return
        text, template = chosen
        self.write(
            lambda: self.desk.answer(card.row.item.id, text, template),
            lambda made: self.app.notify(
                f"Answer to @{made.row.handle} is ready: {self.key('hand_over')} hands it over"
            ),
        )

    def action_classify(self) -> None:
        """Say what the message is."""
        row = self.queue.current_row
        if row is None or row.item.kind != "inbound":
            return

        self._ask_class(row, None)

    def _ask_class(self, row: QueueRow, then: Callable[[], None] | None) -> None:
        self.app.push_screen(late.class_choice(row), partial(self._classed, row, then))

    def _classed(
        self, row: QueueRow, then: Callable[[], None] | None, kind: InboundClass | None
    ) -> None:
        if kind is None:
            return
        before = row.reply_class
        if before is None or before is kind or tightens(before, kind):
            self._classify(row, kind, "", then)
            return
        words = f"It looks like “{CLASS_WORDS[before]}”. Why is it “{CLASS_WORDS[kind]}”?"
        self.app.push_screen(
            late.ask("This allows more: why?", words),
            lambda reason: self._classify(row, kind, reason, then) if reason else None,
        )

    def _classify(
        self, row: QueueRow, kind: InboundClass, reason: str, then: Callable[[], None] | None
    ) -> None:
        def done(_: object) -> None:
            self.app.notify(f"@{row.handle}: {CLASS_WORDS[kind]}")
            if then is not None and kind not in STOPS:
                then()

        self.write(lambda: self.desk.classify(row.item.id, kind, reason), done)

    def action_theme(self) -> None:
        """Say what the message asks for."""
        row = self.queue.current_row
        if row is not None and row.item.kind == "inbound":
            self.ask_theme(row)

    def action_close(self) -> None:
        """Archive the message without an answer."""
        self._settle("Archived", self.desk.archive)

    def _settle(self, done: str, act: Callable[[int], object]) -> None:
        items = self.targets()
        if not items:
            return
        self.leaving.update(items)
        self.queue.take_out(items)

        def each() -> int:
            for item in items:
                act(item.id)
            return len(items)

        def finished(count: int) -> None:
            self.leaving.difference_update(items)
            self.app.notify(f"{done}: {counted(count, 'message')}")

        self.write(each, finished, partial(self._not_moved, items))
