"""What the journal and the rows of imports say of messages: the second path to every number.

None of it reads what the numbers are read from: when a message left is told by the acts that name
it, whether it was answered by the answers themselves, whether a code was used by the orders.
Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from dm_assistant.domain.model import DraftState, InboundClass, SuppressionReason
from dm_assistant.domain.recounting import Answer, Code, Message, Told, Touch

RESTORE = "restore"
"""The act after which older messages are what another copy told: no record here says when."""

_ARRIVED = "e.value IN (SELECT value FROM json_each(j.detail, '$.arrived'))"
"""What somebody refused when they saw it was sent, whatever the act is called."""
_TOLD = (
    "SELECT e.value, max(CASE WHEN j.act IN ('approve', 'answer', 'invite') THEN j.at END), "
    "coalesce(max(CASE WHEN j.act = 'handover' THEN j.at END), "
    "min(CASE WHEN j.act = 'sent' THEN j.at END)), "
    f"min(CASE WHEN j.act = 'sent' OR j.act = 'failed' AND {_ARRIVED} THEN j.at END), "
    "min(CASE WHEN j.act = 'seen' THEN j.at END), "
    f"max(j.act = 'failed' AND NOT {_ARRIVED}) "
    "FROM journal AS j, json_each(j.detail, '$.drafts') AS e "
    "WHERE j.act IN ('approve', 'answer', 'invite', 'handover', 'sent', 'seen', 'failed') "
    "AND j.id NOT IN (SELECT undoes FROM journal WHERE undoes IS NOT NULL) GROUP BY e.value"
)
_DRAFTS = (
    "SELECT d.id, d.contact_id, d.account_id, d.purpose, d.template, d.version, d.language, "
    "d.campaign, d.kind, d.code_id, d.state, d.created_at, d.found_at, "
    # Of somebody erased the reason is gone with the words.
    "d.could_not <> '' OR (d.text = '' AND d.state = 'could_not_send'), "
    "d.read_visible AND d.read_state = 'unread', d.read_visible, "
    "d.approved_at, d.handed_over_at, d.sent_at, d.seen_at, c.no_contact IS NOT NULL "
    "FROM drafts AS d JOIN contacts AS c ON c.id = d.contact_id ORDER BY d.id"
)


def head(db: sqlite3.Connection) -> int:
    """Return the number of the last act."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()[0])


def messages(db: sqlite3.Connection) -> Iterator[Message]:
    """Yield every message as the records tell it, in the order in which they were drafted.

    What was sent before a copy was put back is told by no record of this journal: of such
    messages the rows themselves are taken.
    """
    restored = db.execute(
        "SELECT coalesce(max(at), -1) FROM journal WHERE act = ?", (RESTORE,)
    ).fetchone()[0]
    told = {row[0]: row[1:] for row in db.execute(_TOLD)}
    answered = _answers(db)
    for row in db.execute(_DRAFTS):
        number, created_at = row[0], row[11]
        if created_at <= restored:
            failed = row[10] == DraftState.COULD_NOT_SEND
            known = Told(row[16], row[17], row[18], row[19], failed)
        else:
            approved, handed, sent, seen, fell = told.get(number, (None, None, None, None, 0))
            known = Told(approved, handed, sent, seen, bool(fell))
        yield Message(
            id=number,
            contact_id=row[1],
            account_id=row[2],
            purpose=row[3],
            template=row[4],
            version=row[5],
            language=row[6],
            campaign=row[7],
            kind=row[8],
            code_id=row[9],
            state=row[10],
            told=known,
            found_at=row[12],
            not_sent=bool(row[13]),
            stopped=bool(row[20]),
            unread=bool(row[14]),
            visible=bool(row[15]),
            answers=tuple(answered.get(number, ())),
        )


def _answers(db: sqlite3.Connection) -> dict[int, list[Answer]]:
    """Return what people answered to each message, from old to new."""
    found: dict[int, list[Answer]] = defaultdict(list)
    for draft_id, at, worded, kind, settled in db.execute(
        "SELECT answers_draft_id, at, text <> '', coalesce(confirmed, preselected), "
        "confirmed IS NOT NULL FROM inbounds WHERE answers_draft_id IS NOT NULL ORDER BY at, id"
    ):
        found[draft_id].append(Answer(at, bool(worded), kind, bool(settled)))
    return found


def touches(db: sqlite3.Connection) -> Iterator[Touch]:
    """Yield the places that messages take, and what an import brought that still stands."""
    for row in db.execute(
        "SELECT t.id, t.draft_id, t.contact_id, t.account_id, t.at, t.purpose, t.state, "
        "t.batch_id IS NULL OR i.undone_at IS NULL FROM touches AS t "
        "LEFT JOIN imports AS i ON i.id = t.batch_id ORDER BY t.id"
    ):
        yield Touch(row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7]))


_USED = (
    "SELECT code_id, order_id, min(redeemed_at), max(refunded) FROM redemptions "
    "GROUP BY code_id, order_id"
)


def codes(db: sqlite3.Connection) -> Iterator[Code]:
    """Yield every code with the orders that used it; who holds it is told by the messages."""
    orders: dict[int, list[tuple[str, int, bool]]] = defaultdict(list)
    for code_id, order, at, refunded in db.execute(_USED):
        orders[code_id].append((order, at, bool(refunded)))
    for row in db.execute(
        "SELECT k.id, p.name, p.ends_at, k.given_at FROM codes AS k "
        "JOIN code_pools AS p ON p.id = k.pool_id ORDER BY k.id"
    ):
        yield Code(row[0], row[1], row[2], row[3], tuple(orders.get(row[0], ())))


class Name(NamedTuple):
    """A name by which a person may have been put on the list of those never to be messaged."""

    contact_id: int
    platform: str
    key: str
    user_id: str


def names(db: sqlite3.Connection) -> list[Name]:
    """Return every name of those who have a message and are marked as having said no."""
    rows = db.execute(
        "SELECT h.contact_id, h.platform, h.key, h.user_id FROM handles AS h "
        "JOIN contacts AS c ON c.id = h.contact_id WHERE c.no_contact IS NOT NULL "
        "AND c.id IN (SELECT contact_id FROM drafts)"
    )
    return [Name(*row) for row in rows]


def digests(db: sqlite3.Connection, reasons: frozenset[SuppressionReason]) -> set[str]:
    """Return the keyed hashes of those who are never to be messaged, for some reasons."""
    rows = db.execute("SELECT digest, reason FROM suppressions")
    return {digest for digest, reason in rows if reason in reasons}


class No(NamedTuple):
    """When somebody never to be messaged said so themselves, and whether they were erased."""

    left_at: int | None
    erased: bool


def marked(db: sqlite3.Connection) -> dict[int, No]:
    """Return who is marked as never to be messaged."""
    rows = db.execute(
        "SELECT id, left_at, erased_at IS NOT NULL FROM contacts WHERE no_contact IS NOT NULL"
    )
    return {row[0]: No(row[1], bool(row[2])) for row in rows}


def wrote_stop(db: sqlite3.Connection) -> dict[int, int]:
    """Return who wrote that they want no more messages, and when they last did."""
    stops = (InboundClass.OPT_OUT.value, InboundClass.ERASURE.value)
    rows = db.execute(
        "SELECT contact_id, max(at) FROM inbounds WHERE coalesce(confirmed, preselected) "
        "IN (?, ?) GROUP BY contact_id",
        stops,
    )
    return dict(rows.fetchall())


def nameless(db: sqlite3.Connection) -> set[int]:
    """Return the people who have a message and no name any more: no list shows them."""
    rows = db.execute(
        "SELECT DISTINCT contact_id FROM drafts WHERE contact_id NOT IN "
        "(SELECT contact_id FROM handles)"
    )
    return {row[0] for row in rows}
