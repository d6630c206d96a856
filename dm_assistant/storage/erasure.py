"""Erasing a person: no word of theirs and no name stays, and the numbers still add up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import FollowState, InboundClass
from dm_assistant.storage import (
    challenges,
    collabs,
    comment_words,
    complaints,
    consent,
    drafts,
    feedback,
    inbounds,
    journal,
    overrides,
    questions,
    redemptions,
    ties,
    two_people,
)
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.tables import METADATA

OWNED = {
    "contacts": "id",
    "handles": "contact_id",
    "comments": "contact_id",
    "drafts": "contact_id",
    "touches": "contact_id",
    "inbounds": "contact_id",
    "codes": "contact_id",
    "overrides": "contact_id",
    "complaints": "contact_id",
    "collabs": "contact_id",
    "codings": "contact_id",
    "challenge_entries": "contact_id",
}
"""Tables whose rows belong to a person, and the column that names them."""

DUE = "rewrite_due"
"""A fact of the workspace while its file may still hold erased words in unused parts."""


def erase(tx: Connection, contact_id: int, at: datetime) -> int:
    """Delete or blank everything readable about a person; returns how many records that were.

    The contact stays as a row without a name, and messages, touches and ledger entries keep what
    can be counted. Their handles are gone afterwards: take the suppressions first.
    """
    merged = _merged(tx, contact_id)
    rows = sum(erase(tx, each, at) for each in merged)
    for name, owner in OWNED.items():
        journal.forget_images(tx, name, owner, contact_id)
    for name in ("contacts", "handles", "comments", "drafts", "touches", "inbounds", "codes"):
        _forget_changes(tx, name, OWNED[name], contact_id)
    tx.exec_driver_sql(
        "DELETE FROM import_changes WHERE table_name = 'tags' AND row_id = ?", (contact_id,)
    )
    journal.forget_tags(tx, contact_id)
    _close_inbounds(tx, contact_id, at)
    rows += _count(tx, "inbounds", contact_id) + _count(tx, "consents", contact_id)
    inbounds.erase_words(tx, contact_id)
    consent.erase_evidence(tx, contact_id, at)
    overrides.erase_words(tx, contact_id)
    redemptions.erase_orders(driver(tx), contact_id)
    questions.forget(driver(tx), contact_id)
    ties.forget(driver(tx), contact_id)
    tx.exec_driver_sql("UPDATE touches SET text = '' WHERE contact_id = ?", (contact_id,))
    rows += len(drafts.erase_words(tx, contact_id)) + complaints.erase(tx, contact_id)
    rows += collabs.erase(tx, contact_id)
    rows += two_people.forget(driver(tx), contact_id)
    rows += feedback.forget(driver(tx), contact_id) + challenges.forget(driver(tx), contact_id)
    comment_words.leave_out(driver(tx), "contact_id", contact_id)
    for name in ("comments", "handles", "tags"):
        target = journal.table(name)
        rows += tx.execute(delete(target).where(target.c.contact_id == contact_id)).rowcount
    _blank(tx, contact_id, at)
    return rows + 1


def _merged(tx: Connection, contact_id: int) -> list[int]:
    """Return whoever turned out to be this person: what is kept of them is theirs."""
    target = METADATA.tables["contacts"]
    return list(tx.execute(select(target.c.id).where(target.c.merged_into == contact_id)).scalars())


def _forget_changes(tx: Connection, name: str, owner: str, contact_id: int) -> None:
    """Drop what undoing an import would put back of a person's name and words."""
    tx.exec_driver_sql(
        "DELETE FROM import_changes WHERE table_name = ? "
        f"AND row_id IN (SELECT id FROM {name} WHERE {owner} = ?)",
        (name, contact_id),
    )


def _close_inbounds(tx: Connection, contact_id: int, at: datetime) -> None:
    """Take a person's messages out of the queue; an unclassed stop is one."""
    target = inbounds.INBOUNDS
    mine = target.c.contact_id == contact_id
    tx.execute(update(target).where(mine).values(comment_id=None))
    tx.execute(
        update(target)
        .where(mine, target.c.answered_at.is_(None), target.c.archived_at.is_(None))
        .values(archived_at=seconds(at))
    )
    tx.execute(
        update(target)
        .where(
            mine,
            target.c.confirmed.is_(None),
            target.c.preselected == InboundClass.REVIEW.value,
        )
        .values(confirmed=InboundClass.OPT_OUT.value, confirmed_at=seconds(at))
    )


def _count(tx: Connection, name: str, contact_id: int) -> int:
    sql = f"SELECT count(*) FROM {name} WHERE contact_id = ?"
    return int(tx.exec_driver_sql(sql, (contact_id,)).scalar_one())


def _blank(tx: Connection, contact_id: int, at: datetime) -> None:
    """Leave of the contact what statistics group by: what they were, and in which language."""
    target = METADATA.tables["contacts"]
    counters = (
        "activity",
        "comments",
        "posts",
        "questions",
        "likes",
        "copies",
        "giveaways",
        "promotions",
        "ring",
        "capped",
    )
    unknown = ("follow_learned_at", "followers", "birth_age", "first_comment_at", "last_comment_at")
    tx.execute(
        update(target)
        .where(target.c.id == contact_id)
        .values(
            **dict.fromkeys(("name", "timezone", "country", "notes", "search"), ""),
            **dict.fromkeys(unknown),
            **dict.fromkeys(counters, 0),
            follow_state=FollowState.UNKNOWN.value,
            erased_at=seconds(at),
        )
    )
