"""What the rules keep back at the hand-over: said once, offered again, or let go for a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from textual import on

from dm_assistant.domain.model import DraftState
from dm_assistant.domain.rules.overrides import candidate
from dm_assistant.domain.rules.verdict import Finding, Status, Verdict
from dm_assistant.errors import DmAssistantError, RefusedError
from dm_assistant.services.views import HandOver, QueueRow
from dm_assistant.tui.screens.coming_back import ComingBack
from dm_assistant.tui.widgets.line_view import LineView
from dm_assistant.tui.widgets.outbox_view import OutboxView
from dm_assistant.tui.widgets.sheet import Panel, said


class HeldBack(ComingBack):
    """Messages that were refused in this session, and why."""

    def __init__(self) -> None:
        super().__init__()
        self._refused: dict[int, DmAssistantError] = {}

    def why_refused(self, draft: int) -> str:
        """Return why the rules kept a message back, or nothing."""
        return str(self._refused.get(draft, ""))

    def held_verdicts(self) -> list[Verdict]:
        """Return the verdicts that keep what waits."""
        there = {row.item.id for row in self.waits.rows}
        return [
            error.verdict
            for draft, error in self._refused.items()
            if draft in there and isinstance(error, RefusedError) and error.verdict
        ]

    def overridden(self, message: HandOver) -> None:
        """Go on with a message for which a rule was set aside."""
        raise NotImplementedError

    def tick(self) -> None:
        """Show the time; what the rules held until now is offered again."""
        super().tick()
        now = self.program.clock().now
        lifted = [each for each, until in self._held_until() if until <= now]
        for draft in lifted:
            del self._refused[draft]
        if lifted:
            self.load()

    def _held_until(self) -> Iterator[tuple[int, datetime]]:
        for draft, error in self._refused.items():
            verdict = error.verdict if isinstance(error, RefusedError) else None
            if verdict is not None and verdict.until is not None:
                yield draft, verdict.until

    def overridable(self) -> tuple[QueueRow, Finding] | None:
        """Return the refused message under the cursor, and the one rule to set aside for it."""
        chosen = self.query_one(OutboxView).chosen
        error = None if chosen is None else self._refused.get(chosen.id)
        if self.present is not None or chosen is None or not isinstance(error, RefusedError):
            return None
        found = None if error.verdict is None else candidate(error.verdict)
        return None if found is None else (chosen.row, found)

    def was_refused(self, row: QueueRow, error: DmAssistantError) -> None:
        """Say why, and go on; what time holds of the others is found at once and not repeated."""
        self._refused[row.item.id] = error
        self.refused(error)
        verdict = error.verdict if isinstance(error, RefusedError) else None
        if verdict is not None and verdict.status is Status.HOLD:
            others = [
                each.id
                for each in self.query_one(OutboxView).waiting
                if each.state is DraftState.APPROVED and each.id not in self._refused
            ]
            self.read("held", partial(self.desk.handing.held, others), self._hold)
        else:
            self.load()

    def _hold(self, held: Mapping[int, Verdict]) -> None:
        for draft, verdict in held.items():
            words = self.program.clock().told(" ".join(found.detail for found in verdict.reasons))
            self._refused[draft] = RefusedError(words, verdict)
        self.load()

    @on(LineView.Moved)
    def _why_this_one(self, event: LineView.Moved) -> None:
        """Say why the message under the cursor is held back, while none is out."""
        chosen = self.query_one(OutboxView).chosen
        if self.logging or self.present is not None or chosen is None:
            return
        why = self.why_refused(chosen.id)
        if why and isinstance(event.view, OutboxView):
            text = self.query_one("#message", Panel)
            text.head(f"Held back: @{chosen.row.handle}")
            text.page([said(why)])
            self.refresh_bindings()

    def action_override(self) -> None:
        """Ask why the rule that kept the message back is set aside, and hand it over then."""
        stopped = self.overridable()
        if stopped is not None:
            row, found = stopped
            self.ask_override(found, partial(self._override, row, found.rule))

    def _override(self, row: QueueRow, rule: str, reason: str) -> None:
        def handed_over(message: HandOver) -> None:
            self._refused.pop(message.id, None)
            self.overridden(message)

        self.write_quietly(
            partial(self.desk.override_hand_over, row.item.id, rule, reason),
            handed_over,
            partial(self.was_refused, row),
        )
