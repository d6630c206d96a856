"""The use cases about what goes out by hand, as the screens call them, off the event loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.rules.verdict import Verdict
    from dm_assistant.services.coming_back import Sent
    from dm_assistant.services.outbox import Outbox
    from dm_assistant.services.views import HandOver, Moved, ReplyLogged
    from dm_assistant.services.workspace import Workspace


class HandingDesk:
    """What waits, what was said before, and what came of it."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace

    def outbox(self) -> Outbox:
        """Return what waits, and the pace of every account."""
        from dm_assistant.services import outbox

        return outbox.outbox(self._ws)

    def held(self, drafts: Sequence[int]) -> dict[int, Verdict]:
        """Return those of some messages that time alone keeps back now, and why."""
        from dm_assistant.services import outbox

        return outbox.held(self._ws, drafts)

    def wrote_before(self, handle: str, text: str, draft: int) -> tuple[ReplyLogged, HandOver]:
        """Log what somebody wrote before a message was sent; return that, judged anew."""
        from dm_assistant.services import life, replies

        logged = replies.log(self._ws, handle, text, before=draft)
        return logged, life.hand_over(self._ws, draft)

    def recent(self) -> tuple[Sent, ...]:
        """Return what was sent in the last days, newest first."""
        from dm_assistant.services import coming_back

        return coming_back.recent(self._ws)

    def seen(self, drafts: Sequence[int]) -> tuple[Moved, ...]:
        """Record that messages were seen, in one act."""
        from dm_assistant.services import life

        return life.seen(self._ws, drafts)

    def qr(self, text: str) -> tuple[str, ...]:
        """Return the lines of a QR code."""
        from dm_assistant.services import qr_codes

        return qr_codes.lines(text)
