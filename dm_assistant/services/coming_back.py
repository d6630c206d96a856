"""What went out in the last days and what is known to have come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dm_assistant.domain.model import CodeState, DraftState, Platform, Purpose
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import threads
from dm_assistant.storage.clock import moment, moment_or_none

DAYS = 7


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that was sent lately; ``code`` is the one in it, if any."""

    id: int
    contact_id: int
    handle: str
    platform: Platform
    name: str
    purpose: Purpose
    state: DraftState
    sent_at: datetime
    seen_at: datetime | None
    replied_at: datetime | None
    text: str
    code: str = ""
    code_state: CodeState | None = None

    @property
    def public(self) -> bool:
        """Return whether it was a public reply."""
        return self.purpose is Purpose.INVITE

    @property
    def code_open(self) -> bool:
        """Return whether a code of it was given and has not been used."""
        return self.code_state is CodeState.GIVEN

    @property
    def may_be_seen(self) -> bool:
        """Return whether nobody has said yet that it was seen."""
        return not self.public and self.state in {DraftState.SENT, DraftState.IN_REQUESTS}

    @property
    def open(self) -> bool:
        """Return whether something may still come of it: an answer, or the use of its code."""
        return self.state is not DraftState.REPLIED or self.code_open


def recent(ws: Workspace, days: int = DAYS) -> tuple[Sent, ...]:
    """Return what was sent in the last days, newest first."""
    with ws.database.light() as db:
        return tuple(_sent(row) for row in threads.sent_since(db, ws.now() - timedelta(days=days)))


def unknown_before(ws: Workspace, began_at: datetime) -> int:
    """Return of how many messages that went out lately, before a session, not all is known."""
    return sum(each.open and each.sent_at < began_at for each in recent(ws))


def _sent(row: threads.SentLine) -> Sent:
    return Sent(
        id=row["id"],
        contact_id=row["contact_id"],
        handle=row["handle"],
        platform=Platform(row["platform"]),
        name=row["name"],
        purpose=Purpose(row["purpose"]),
        state=DraftState(row["state"]),
        sent_at=moment(row["sent_at"]),
        seen_at=moment_or_none(row["seen_at"]),
        replied_at=moment_or_none(row["replied_at"]),
        text=row["text"],
        code=row["code"],
        code_state=CodeState(row["code_state"]) if row["code_state"] else None,
    )
