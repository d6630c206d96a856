"""What belongs to one person as lines to be shown: names, consents, complaints, the open window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dm_assistant.domain.model import REPLY_WINDOW, Consent, Handle, Inbound, Window
from dm_assistant.services.views import ComplaintLine, ConsentLine, HandleLine
from dm_assistant.storage.complaints import Complaint


def name_line(name: Handle) -> HandleLine:
    """Return one of a person's names as it is shown."""
    return HandleLine(
        name.handle, name.platform, name.current, name.from_at, name.until_at, name.joined_at
    )


def open_window(wrote: Sequence[Inbound], now: datetime) -> Window | None:
    """Return the reply window that is open now, if one is."""
    if not wrote:
        return None
    last = wrote[-1]
    length, messages = REPLY_WINDOW[last.platform]
    closes_at = last.at + length
    return Window(last.at, closes_at, messages) if now < closes_at else None


def consent_line(entry: Consent) -> ConsentLine:
    """Return an entry of the ledger as it is shown."""
    return ConsentLine(
        id=entry.id,
        purposes=tuple(sorted(entry.purposes)),
        kind=entry.kind.value,
        event_at=entry.event_at,
        recorded_at=entry.recorded_at,
        words=entry.words,
        where=entry.where,
        handle_seen=entry.handle_seen,
    )


def complaint_line(one: Complaint) -> ComplaintLine:
    """Return a complaint as it is shown."""
    return ComplaintLine(one.id, one.opened_at, one.words, one.closed_at, one.outcome)
