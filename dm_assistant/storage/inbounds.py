"""What contacts wrote to the creator, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import Inbound, InboundClass, Platform
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.stored_words import CLASSES, PLATFORMS
from dm_assistant.storage.tables import METADATA

INBOUNDS = METADATA.tables["inbounds"]
DRAFTS = METADATA.tables["drafts"]
IMPORTS = METADATA.tables["imports"]
_BROUGHT_AT = select(IMPORTS.c.at).where(IMPORTS.c.id == INBOUNDS.c.batch_id).scalar_subquery()


def add(
    act: Act,
    *,
    contact_id: int,
    platform: Platform,
    at: datetime,
    text: str,
    preselected: InboundClass,
    answers_draft_id: int | None,
) -> int:
    """Store one message of theirs and return its id."""
    return act.insert(
        "inbounds",
        contact_id=contact_id,
        platform=platform.value,
        channel="dm",
        at=seconds(at),
        text=text,
        preselected=preselected.value,
        answers_draft_id=answers_draft_id,
    )


def reopen(act: Act, draft_id: int) -> None:
    """Have the message that a dropped draft was to answer wait again."""
    answered = select(DRAFTS.c.answers_inbound_id).where(DRAFTS.c.id == draft_id)
    inbound_id = act.tx.execute(answered).scalar()
    if inbound_id is not None:
        act.update("inbounds", inbound_id, answered_at=None)


def get(tx: Connection, inbound_id: int) -> Inbound | None:
    """Return one message of theirs."""
    row = tx.execute(select(INBOUNDS).where(INBOUNDS.c.id == inbound_id)).one_or_none()
    return None if row is None else _inbound(row)


def same(tx: Connection, contact_id: int, at: datetime, text: str) -> int | None:
    """Return the id of this very message when it is known already."""
    return tx.execute(
        select(INBOUNDS.c.id).where(
            INBOUNDS.c.contact_id == contact_id,
            INBOUNDS.c.at == seconds(at),
            INBOUNDS.c.text == text,
        )
    ).scalar()


def of_contact(tx: Connection, contact_id: int) -> list[Inbound]:
    """Return everything a person wrote to the creator, oldest first."""
    rows = tx.execute(
        select(INBOUNDS)
        .where(INBOUNDS.c.contact_id == contact_id)
        .order_by(INBOUNDS.c.at, INBOUNDS.c.id)
    )
    return [_inbound(row) for row in rows]


def waiting(tx: Connection, contact_ids: Iterable[int]) -> list[Inbound]:
    """Return the unanswered, unarchived messages of these people."""
    rows = tx.execute(
        select(INBOUNDS).where(
            INBOUNDS.c.contact_id.in_(list(contact_ids)),
            INBOUNDS.c.answered_at.is_(None),
            INBOUNDS.c.archived_at.is_(None),
        )
    )
    return [_inbound(row) for row in rows]


def overdue_reviews(tx: Connection, before: datetime) -> list[Inbound]:
    """Return direct messages that look like a stop and that nobody has classed since a moment.

    One that an import brought could not be classed before it. Public comments are left out: they
    change no consent by themselves.
    """
    rows = tx.execute(
        select(INBOUNDS).where(
            INBOUNDS.c.confirmed.is_(None),
            INBOUNDS.c.channel == "dm",
            INBOUNDS.c.preselected == InboundClass.REVIEW.value,
            INBOUNDS.c.at <= seconds(before),
            func.coalesce(_BROUGHT_AT, INBOUNDS.c.at) <= seconds(before),
        )
    )
    return [_inbound(row) for row in rows]


def looked_over(tx: Connection, inbound: Inbound) -> list[Inbound]:
    """Return what the same person wrote before, put away without a class; a doubtful one is not."""
    rows = tx.execute(
        select(INBOUNDS).where(
            INBOUNDS.c.contact_id == inbound.contact_id,
            INBOUNDS.c.channel == "dm",
            INBOUNDS.c.at <= seconds(inbound.at),
            INBOUNDS.c.id != inbound.id,
            INBOUNDS.c.confirmed.is_(None),
            INBOUNDS.c.preselected != InboundClass.REVIEW.value,
            INBOUNDS.c.answered_at.is_not(None) | INBOUNDS.c.archived_at.is_not(None),
        )
    )
    return [_inbound(row) for row in rows]


def bring_forward(act: Act, contact_ids: Iterable[int]) -> None:
    """Have the newest message of each of these people wait for a look, where none has been put.

    They are about to be written to, and nobody has classed what they wrote.
    """
    rows = driver(act.tx).execute(
        "SELECT contact_id, id FROM inbounds AS i WHERE contact_id IN "
        "(SELECT value FROM json_each(?)) AND channel = 'dm' AND confirmed IS NULL "
        "AND (answered_at IS NOT NULL OR archived_at IS NOT NULL) AND NOT EXISTS "
        "(SELECT 1 FROM inbounds AS w WHERE w.contact_id = i.contact_id AND w.channel = 'dm' "
        "AND w.confirmed IS NULL AND w.answered_at IS NULL AND w.archived_at IS NULL) "
        "ORDER BY contact_id, at, id",
        (json.dumps(list(contact_ids)),),
    )
    newest = list(dict(rows.fetchall()).values())
    act.update_many("inbounds", newest, answered_at=None, archived_at=None)


def _inbound(row: Any) -> Inbound:
    return Inbound(
        id=row.id,
        contact_id=row.contact_id,
        platform=Platform(row.platform),
        at=moment(row.at),
        text=row.text,
        preselected=InboundClass(row.preselected),
        confirmed=None if row.confirmed is None else InboundClass(row.confirmed),
        answers_draft_id=row.answers_draft_id,
        answered_at=moment_or_none(row.answered_at),
        archived_at=moment_or_none(row.archived_at),
    )


def erase_words(tx: Connection, contact_id: int) -> None:
    """Blank a person's messages."""
    tx.execute(update(INBOUNDS).where(INBOUNDS.c.contact_id == contact_id).values(text=""))


def latest(tx: Connection, contact_ids: Sequence[int]) -> dict[int, Inbound]:
    """Return the last message of each of these people; who never wrote is missing."""
    rows = driver(tx).execute(
        "SELECT contact_id, id, platform, at, text, preselected, confirmed, answers_draft_id, "
        "answered_at, archived_at FROM inbounds "
        "WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY contact_id, at, id",
        (json.dumps(list(contact_ids)),),
    )
    newest = {row[0]: row for row in rows}
    return {
        contact_id: Inbound(
            id=row[1],
            contact_id=contact_id,
            platform=PLATFORMS[row[2]],
            at=moment(row[3]),
            text=row[4],
            preselected=CLASSES[row[5]],
            confirmed=None if row[6] is None else CLASSES[row[6]],
            answers_draft_id=row[7],
            answered_at=moment_or_none(row[8]),
            archived_at=moment_or_none(row[9]),
        )
        for contact_id, row in newest.items()
    }


def last_at(tx: Connection, contact_ids: Sequence[int]) -> dict[int, datetime]:
    """Return when each of these people last wrote a direct message; who never did is missing."""
    found = driver(tx).execute(
        "SELECT contact_id, max(at) FROM inbounds "
        "WHERE contact_id IN (SELECT value FROM json_each(?)) AND channel = 'dm' GROUP BY 1",
        (json.dumps(list(contact_ids)),),
    )
    return {contact_id: moment(at) for contact_id, at in found}
