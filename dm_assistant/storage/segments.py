"""Filters that the creator saved under names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection

from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.tables import METADATA

SEGMENTS = METADATA.tables["segments"]
DRAFTS = METADATA.tables["drafts"]
TAGS = METADATA.tables["tags"]
CONTACTS = METADATA.tables["contacts"]


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter's canonical text under its name."""

    id: int
    name: str
    filter: str
    made_at: datetime


def saved(tx: Connection) -> dict[str, Saved]:
    """Return the saved filters by name, in the order of their names."""
    rows = tx.execute(
        select(SEGMENTS).where(SEGMENTS.c.dropped_at.is_(None)).order_by(SEGMENTS.c.name)
    )
    return {row.name: Saved(row.id, row.name, row.filter, moment(row.made_at)) for row in rows}


def save(act: Act, name: str, text: str) -> int:
    """Save a filter under a name, in place of the one that has it; returns its id."""
    known = saved(act.tx).get(name)
    if known is None:
        return act.insert("segments", name=name, filter=text, made_at=seconds(act.now))
    act.update("segments", known.id, filter=text, made_at=seconds(act.now))
    return known.id


def drop(act: Act, segment_id: int) -> None:
    """Forget a saved filter; its name is free again."""
    act.update("segments", segment_id, dropped_at=seconds(act.now))


def known_values(tx: Connection) -> dict[str, tuple[str, ...]]:
    """Return by field the values that exist, to complete a half-typed filter with."""
    texts = {
        "tag": select(TAGS.c.tag),
        "campaign": select(DRAFTS.c.campaign).where(DRAFTS.c.campaign != ""),
        "language": select(CONTACTS.c.language).where(CONTACTS.c.language != ""),
        "country": select(CONTACTS.c.country).where(CONTACTS.c.country != ""),
        "segment": select(SEGMENTS.c.name).where(SEGMENTS.c.dropped_at.is_(None)),
    }
    return {
        field: tuple(sorted(tx.execute(query.distinct()).scalars()))
        for field, query in texts.items()
    }
