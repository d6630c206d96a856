"""Another name for a person, by hand: the old one stays as an alias."""

from __future__ import annotations

from sqlalchemy import select

from dm_assistant.domain.handles import look_alike
from dm_assistant.domain.model import Handle
from dm_assistant.storage.clock import seconds, seconds_or_none
from dm_assistant.storage.journal import Act
from dm_assistant.storage.tables import METADATA

HANDLES = METADATA.tables["handles"]


def rename(act: Act, old: Handle, written: str, key: str) -> None:
    """Let a person go by another name from now on; the platform's id of them stays the same."""
    now = seconds(act.now)
    act.adjust("handles", old.id, current=0, until_at=now)
    known = act.tx.execute(
        select(HANDLES.c.id).where(
            HANDLES.c.contact_id == old.contact_id,
            HANDLES.c.platform == old.platform.value,
            HANDLES.c.key == key,
        )
    ).scalar()
    if known is not None:
        act.adjust("handles", known, handle=written, current=1, from_at=now, until_at=None)
        return
    act.insert(
        "handles",
        contact_id=old.contact_id,
        platform=old.platform.value,
        handle=written,
        key=key,
        look_alike=look_alike(key),
        user_id=old.user_id,
        from_at=now,
        joined_at=seconds_or_none(old.joined_at),
    )
