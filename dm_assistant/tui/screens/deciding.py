"""The acts of the inbox: what each key does to the present item or to all marked ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from dm_assistant.domain.model import Lane
from dm_assistant.tui import late
from dm_assistant.tui.screens.blanks import Blanks
from dm_assistant.tui.screens.hearing import unseen
from dm_assistant.tui.wording import LANE_NAMES, counted

if TYPE_CHECKING:
    from textual.binding import Binding

    from dm_assistant.domain.rules.verdict import Finding
    from dm_assistant.services.views import Card, ItemId, Moved, QueueRow

APPLIES = {
    Lane.REPLY: {"open", "classify", "theme", "close", "snooze", "never"},
    Lane.READY: {"approve", "edit", "variant", "skip", "snooze", "never"},
    Lane.INVITE: {"approve", "override", "edit", "variant", "skip", "snooze", "never"},
    Lane.HELD: {"override", "edit", "variant", "skip", "snooze", "never"},
    Lane.BLOCKED: {"skip"},
}
"""Which verbs make sense for the items of a lane."""

MOST_REASONS = 3
ITEM_VERBS = frozenset[str]().union(*APPLIES.values())


class Deciding(Blanks):
    """A place with a queue, on whose items the creator decides."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what never applies in this lane; grey what has no item to apply to."""
        del parameters
        if action == "complaint":
            return True if not self.is_mounted or self.queue.current is not None else None
        if action == "seen":
            return True if self._may_be_seen() else None
        if action not in ITEM_VERBS or not self.is_mounted:
            return True
        if action not in self._applying():
            return False
        if action == "override":
            return True if self._overridable() is not None else None
        return True if self.queue.current is not None else None

    def why_not(self, binding: Binding) -> str:
        """Say whether it is the lane, the empty list or the item that a verb does not fit."""
        verb, lane = self.verb(binding), LANE_NAMES[self.lane_shown]
        if binding.action in ITEM_VERBS and binding.action not in self._applying():
            return f"“{verb}” does not apply in the lane {lane}."
        if self.queue.current is None:
            return f"“{verb}” needs a line; the lane {lane} is empty."
        if binding.action == "override":
            return "Only one rule that stops a message, and may be set aside, can be overridden."
        return super().why_not(binding)

    def _overridable(self) -> Finding | None:
        """Return the one finding that stops the present message and may be overridden."""
        card = self.card_shown
        if card is None or card.verdict is None or card.row.item != self.queue.current:
            return None
        from dm_assistant.domain.rules.overrides import candidate  # noqa: PLC0415 - wanted late

        return candidate(card.verdict)

    def _applying(self) -> set[str]:
        """Return the verbs for the present item: a held draft that asks something is answered."""
        answering = self.lane_shown is Lane.HELD and self._asks()
        return APPLIES[self.lane_shown] | ({"approve"} if answering else set())

    def _asks(self) -> bool:
        """Return whether the present draft waits for an answer."""
        row = self.queue.current_row
        return row is not None and row.asks

    def _may_be_seen(self) -> bool:
        """Return whether the present person has a message they may have seen, as far as known."""
        card, item = self.card_shown, self.queue.current
        if card is None or card.row.item != item:
            return item is not None
        return unseen(card.person) is not None

    # --- moving drafts -----------------------------------------------------------------------

    def action_approve(self) -> None:
        """Approve; what a single draft still asks is asked first."""
        item = self.queue.current
        if item is not None and self._asks() and not self.queue.marked:
            self.with_card(item, lambda card: self.filled_in(card, self._approve_filled))
        else:
            self._decide("Approve", "Approved", self.desk.approve)

    def _approve_filled(self, card: Card) -> None:
        self._move("Approved", self.desk.approve, [card.row.item])

    def action_override(self) -> None:
        """Ask why one rule is to be set aside, then approve."""
        item, found = self.queue.current, self._overridable()
        if item is None or found is None:
            return
        self.ask_override(found, partial(self._override, item, found.rule))

    def _override(self, item: ItemId, rule: str, reason: str) -> None:
        self.write(
            partial(self.desk.override, item.id, rule, reason),
            partial(self.say_moved, "Approved, with your reason"),
        )

    def action_skip(self) -> None:
        """Skip."""
        self._decide("Skip", "Skipped", self.desk.skip)

    def action_snooze(self) -> None:
        """Snooze a draft, or put a message away."""
        if self.lane_shown is Lane.REPLY:
            self._settle("Put away", self.desk.snooze_reply)
        else:
            self._decide("Snooze", "Snoozed", self.desk.snooze)

    def action_never(self) -> None:
        """Never message this person, after a question."""
        row = self.queue.current_row
        items = self.targets()
        if row is None:
            return
        if self.lane_shown is Lane.REPLY:
            items = items[:1]  # it is the person under the cursor who is asked about
        who = f"@{row.handle}"
        if len(items) > 1:
            lane = LANE_NAMES[self.lane_shown]
            who = f"the people of {len(items):,} of {self.queue.count():,} in {lane}"
        self.app.push_screen(
            late.question(
                f"Never message {who}?",
                "Their drafts are taken back. Imports will not bring them back. "
                f"Only {self.key('undo')} (undo), now, or their own later message can change it.",
                "Never message them",
            ),
            lambda sure: self._never(items, row) if sure else None,
        )

    def _never(self, items: Sequence[ItemId], row: QueueRow) -> None:
        if self.lane_shown is Lane.REPLY:
            self.write(
                partial(self.desk.suppress, row.handle),
                lambda gone: self.app.notify(
                    f"@{row.handle} will never be messaged; "
                    f"{counted(len(gone), 'draft')} taken back"
                ),
            )
        else:
            self._move("Never", self.desk.never, items)

    def _decide(
        self, verb: str, done: str, act: Callable[[Sequence[int]], tuple[Moved, ...]]
    ) -> None:
        items = self.targets()
        if len(items) <= 1:
            self._move(done, act, items)
            return
        lane = LANE_NAMES[self.lane_shown]
        self.app.push_screen(
            late.question(
                f"{verb} {len(items):,} of {self.queue.count():,} in {lane}?",
                "Each is judged by the rules by itself; "
                f"{self.key('undo')} takes all of it back at once.",
                f"{verb} {len(items):,}",
            ),
            lambda sure: self._move(done, act, items) if sure else None,
        )

    def _move(
        self, done: str, act: Callable[[Sequence[int]], tuple[Moved, ...]], items: Sequence[ItemId]
    ) -> None:
        if not items:
            return
        self.leaving.update(items)
        self.queue.take_out(items)
        lane = self.lane_shown

        def job() -> tuple[tuple[Moved, ...], int | None]:
            moved = act([item.id for item in items])
            return moved, self.desk.counts().of(lane) if len(items) > 1 else None

        self.write(
            job,
            partial(self._moved, done, items, lane),
            partial(self._not_moved, items),
        )

    def _moved(
        self,
        done: str,
        items: Sequence[ItemId],
        lane: Lane,
        made: tuple[tuple[Moved, ...], int | None],
    ) -> None:
        moved, left = made
        self.leaving.difference_update(items)
        went = sum(not move.refused for move in moved)
        words = f"{done} {counted(went, 'message')}"
        if len(items) == 1 and went == 1 and moved[0].handle:
            words = f"{done}: @{moved[0].handle}"
        elif went < len(items):
            words = f"{done} {went:,} of {counted(len(items), 'message')}"
        if left is not None:
            words += f"; {left:,} left in {LANE_NAMES[lane]}"
        self.say_moved(words, moved)

    def say_moved(self, words: str, moved: Sequence[Moved]) -> None:
        """Say what was done, and which of it the rules refused."""
        kept = [move for move in moved if move.refused]
        if not kept:
            self.app.notify(words)
            return
        reasons = "\n".join(f"@{move.handle}: {move.refused}" for move in kept[:MOST_REASONS])
        more = f"\n… and {len(kept) - MOST_REASONS} more" if len(kept) > MOST_REASONS else ""
        self.app.notify(
            f"{words}; {len(kept):,} refused\n{reasons}{more}", severity="warning", timeout=12
        )

    # --- words -------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Edit the text of the draft."""
        item = self.queue.current
        if item is not None and item.kind == "draft":
            self.with_card(item, lambda card: self.filled_in(card, self._edit))

    def _edit(self, card: Card) -> None:
        def save(text: str | None) -> None:
            if text is not None and text != card.text:
                self.write(partial(self.desk.edit, card.row.item.id, text), self._edited)

        weigh = self.desk.scales(card.row.item.id)
        self.app.push_screen(late.edit_text(card, self.program.clock(), weigh), save)

    def _edited(self, card: Card) -> None:
        verdict = card.verdict
        if verdict is not None and not verdict.allowed:
            self.app.notify(
                f"Saved, but {verdict.reasons[0].detail}", severity="warning", timeout=10
            )
        else:
            self.app.notify("Saved")

    def action_variant(self) -> None:
        """Take another variant."""
        item = self.queue.current
        if item is not None and item.kind == "draft":
            self.write(
                lambda: self.desk.other_variant(item.id),
                lambda card: self.app.notify(f"Now {card.row.purpose.value}/{card.row.template}"),
            )

    def action_open(self) -> None:
        """Answer a message, or edit a draft."""
        item = self.queue.current
        if item is None:
            return
        if item.kind == "draft":
            self.action_edit()
        else:
            self.with_card(item, self.answer_or_class)

    def action_mark(self) -> None:
        """Mark the line."""
        self.queue.toggle_mark()

    def action_mark_all(self) -> None:
        """Mark every line."""
        self.queue.mark_all()
