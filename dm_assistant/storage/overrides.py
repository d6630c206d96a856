"""Overrides: which rule was set aside for which message, why, and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import Draft
from dm_assistant.domain.rules.overrides import PERSON_REST, Spent
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.tables import METADATA

OVERRIDES = METADATA.tables["overrides"]


def spent(tx: Connection, draft: Draft, now: datetime) -> Spent:
    """Return what was overridden before, as far back as any budget looks."""
    rows = tx.execute(
        select(OVERRIDES.c.contact_id, OVERRIDES.c.at).where(
            OVERRIDES.c.at > seconds(now - PERSON_REST)
        )
    ).all()
    on_draft = tx.execute(select(OVERRIDES.c.id).where(OVERRIDES.c.draft_id == draft.id)).scalar()
    return Spent(
        person_at=[moment(row.at) for row in rows if row.contact_id == draft.contact_id],
        all_at=[moment(row.at) for row in rows],
        on_draft=on_draft is not None,
    )


def add(act: Act, draft: Draft, rule: str, reason: str, approved_at: datetime) -> None:
    """Record an override for one approval of a draft."""
    act.insert(
        "overrides",
        draft_id=draft.id,
        contact_id=draft.contact_id,
        rule=rule,
        reason=reason,
        at=seconds(act.now),
        approved_at=seconds(approved_at),
    )


def erase_words(tx: Connection, contact_id: int) -> None:
    """Blank the reasons that were given for a person."""
    tx.execute(update(OVERRIDES).where(OVERRIDES.c.contact_id == contact_id).values(reason=""))
