"""Which orders of a shop used which code; whether a code is redeemed follows from that.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.storage.bulk import driver

_OUT = "('handed_over', 'sent', 'in_requests', 'seen', 'replied')"
_OPEN = "('drafted', 'snoozed', 'approved', 'handed_over')"


class Use(NamedTuple):
    """One code in one order, as a file has it; ``at`` is in Unix seconds."""

    code: str
    order: str
    at: int
    refunded: bool


class Redemptions:
    """Takes the uses that one file names; ``codes`` are those of ours that they changed."""

    def __init__(self, db: sqlite3.Connection, batch_id: int) -> None:
        self.db = db
        self.batch_id = batch_id
        self.codes: set[int] = set()

    def ours(self, keys: Iterable[str]) -> dict[str, tuple[int, bool]]:
        """Return for those keys that are codes of ours the id, and whether the person is erased."""
        rows = self.db.execute(
            "SELECT k.key, k.id, c.erased_at IS NOT NULL FROM codes AS k "
            "LEFT JOIN contacts AS c ON c.id = k.contact_id "
            "WHERE k.key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return {row[0]: (row[1], bool(row[2])) for row in rows}

    def take(self, code_id: int, use: Use) -> str:
        """Note one use; returns ``new``, ``changed``, ``known`` or ``off`` for one never counted.

        An order that was refunded stays so, whatever an older file says; a use without an order
        says only that the code was used at all.
        """
        rows = self.db.execute(
            "SELECT id, order_id, refunded FROM redemptions WHERE code_id = ?", (code_id,)
        ).fetchall()
        same = next((row for row in rows if row[1] == use.order), None)
        if same is not None and use.refunded and use.order and not same[2]:
            self.codes.add(code_id)
            self.db.execute(
                "UPDATE redemptions SET refunded = 1, refund_batch_id = ? WHERE id = ?",
                (self.batch_id, same[0]),
            )
            return "changed"
        if same is not None or (rows and not use.order):
            return "known"
        if use.refunded and not use.order:
            return "known"
        self.codes.add(code_id)
        self.db.execute(
            "INSERT INTO redemptions (code_id, order_id, redeemed_at, refunded, batch_id, "
            "refund_batch_id) VALUES (?, ?, ?, ?, ?, ?)",
            (
                code_id,
                use.order,
                use.at,
                int(use.refunded),
                self.batch_id,
                self.batch_id if use.refunded else None,
            ),
        )
        return "off" if use.refunded else "new"


def settle(db: sqlite3.Connection, code_ids: Iterable[int]) -> None:
    """Bring the states of codes in step with the orders that used them.

    A code whose uses are all gone is what its messages make of it: given, reserved or free. That
    it was used at all counts only while no order says more.
    """
    for code_id in sorted(code_ids):
        rows = db.execute(
            "SELECT order_id, redeemed_at, refunded FROM redemptions WHERE code_id = ?", (code_id,)
        ).fetchall()
        named = [row for row in rows if row[0]] or rows
        times = [row[1] for row in named if not row[2]]
        if times:
            db.execute(
                "UPDATE codes SET state = 'redeemed', redeemed_at = ? WHERE id = ?",
                (min(times), code_id),
            )
        else:
            _unredeem(db, code_id)


def _unredeem(db: sqlite3.Connection, code_id: int) -> None:
    given_at = (
        "coalesce(codes.given_at, (SELECT max(sent_at) FROM drafts "
        f"WHERE code_id = codes.id AND state IN {_OUT} AND sent_at IS NOT NULL))"
    )
    held = f"EXISTS (SELECT 1 FROM drafts WHERE code_id = codes.id AND state IN {_OPEN})"
    db.execute(
        f"UPDATE codes SET redeemed_at = NULL, given_at = {given_at}, state = CASE "
        f"WHEN {given_at} IS NOT NULL THEN 'given' WHEN {held} THEN 'reserved' ELSE 'free' END, "
        f"contact_id = CASE WHEN {given_at} IS NOT NULL OR {held} THEN contact_id END "
        "WHERE id = ? AND state = 'redeemed'",
        (code_id,),
    )


def take_back(db: sqlite3.Connection, batch_id: int) -> int:
    """Undo what a batch said of orders; returns how many uses went."""
    codes = {
        row[0]
        for row in db.execute(
            "SELECT code_id FROM redemptions WHERE batch_id = ? OR refund_batch_id = ?",
            (batch_id, batch_id),
        )
    }
    removed = db.execute("DELETE FROM redemptions WHERE batch_id = ?", (batch_id,)).rowcount
    db.execute(
        "UPDATE redemptions SET refunded = 0, refund_batch_id = NULL WHERE refund_batch_id = ?",
        (batch_id,),
    )
    settle(db, codes)
    return removed


class Redeemed(NamedTuple):
    """A use of a person's code, for showing: the order is empty where no file named it."""

    code: str
    pool: str
    order: str
    at: int


def of_contact(tx: Connection, contact_id: int) -> list[Redeemed]:
    """Return the uses of a person's codes that count, the first one first."""
    rows = driver(tx).execute(
        "SELECT k.code, p.name, r.order_id, r.redeemed_at FROM redemptions AS r "
        "JOIN codes AS k ON k.id = r.code_id JOIN code_pools AS p ON p.id = k.pool_id "
        "WHERE k.contact_id = ? AND r.refunded = 0 AND (r.order_id <> '' OR NOT EXISTS "
        "(SELECT 1 FROM redemptions AS o WHERE o.code_id = r.code_id AND o.order_id <> '')) "
        "ORDER BY r.redeemed_at, r.id",
        (contact_id,),
    )
    return [Redeemed(*row) for row in rows]


def erase_orders(db: sqlite3.Connection, contact_id: int) -> None:
    """Leave of an erased person's orders only that their code was used: a number names a buyer."""
    mine = "code_id IN (SELECT id FROM codes WHERE contact_id = ?)"
    db.execute(
        f"DELETE FROM redemptions WHERE {mine} AND id NOT IN (SELECT min(id) FROM redemptions "
        "WHERE refunded = 0 GROUP BY code_id)",
        (contact_id,),
    )
    db.execute(f"UPDATE redemptions SET order_id = '' WHERE {mine}", (contact_id,))
