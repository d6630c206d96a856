"""Which orders of a shop used which code; whether a code is redeemed follows from that.

Each file's word is kept as rows of its own batch, so that taking one back leaves exactly what the
others say. Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.storage.bulk import driver, repeats

_OUT = "('handed_over', 'sent', 'in_requests', 'seen', 'replied')"
_OPEN = "('drafted', 'snoozed', 'approved', 'handed_over')"
_COUNTS = (
    "NOT EXISTS (SELECT 1 FROM redemptions AS o WHERE o.code_id = r.code_id "
    "AND o.order_id = r.order_id AND o.refunded = 1) AND (r.order_id <> '' OR NOT EXISTS "
    "(SELECT 1 FROM redemptions AS o WHERE o.code_id = r.code_id AND o.order_id <> ''))"
)
"""A use that counts: its order was never refunded, and one without an order while none is named."""

_OF_THE_KNOWN = (
    "(SELECT r.batch_id, r.code_id, r.order_id, r.refunded FROM redemptions AS r "
    "JOIN codes AS k ON k.id = r.code_id LEFT JOIN contacts AS c ON c.id = k.contact_id "
    "WHERE c.erased_at IS NULL)"
)
"""What files say, but for the codes of erased people: of those no file says anything any more."""


class Use(NamedTuple):
    """One code in one order, as a file has it; ``at`` is in Unix seconds."""

    code: str
    order: str
    at: int
    refunded: bool


class Redemptions:
    """Takes the uses that one file names."""

    def __init__(self, db: sqlite3.Connection, batch_id: int) -> None:
        self.db = db
        self.batch_id = batch_id
        self._codes: set[int] = set()

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
        if use.refunded and not use.order:
            return "known"
        refunded = self._known(code_id, use.order)
        self._codes.add(code_id)
        self.db.execute(
            "INSERT INTO redemptions (code_id, order_id, redeemed_at, refunded, batch_id) "
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT (code_id, order_id, batch_id) DO UPDATE SET "
            "redeemed_at = min(redeemed_at, excluded.redeemed_at), "
            "refunded = max(refunded, excluded.refunded)",
            (code_id, use.order, use.at, int(use.refunded), self.batch_id),
        )
        if refunded is None:
            return "off" if use.refunded else "new"
        return "changed" if use.refunded and not refunded else "known"

    def _known(self, code_id: int, order: str) -> int | None:
        """Return whether an order that is known was refunded; ``None`` for one that is not."""
        if not order:
            sql = "SELECT 0 FROM redemptions WHERE code_id = ? LIMIT 1"
            return None if self.db.execute(sql, (code_id,)).fetchone() is None else 0
        sql = "SELECT max(refunded) FROM redemptions WHERE code_id = ? AND order_id = ?"
        [(refunded,)] = self.db.execute(sql, (code_id, order))
        return None if refunded is None else int(refunded)

    def finish(self) -> bool:
        """Bring the codes in step; returns whether the file says more than another one says.

        What only repeats another file is removed again: the same file twice is one word.
        """
        if repeats(self.db, self.batch_id, _OF_THE_KNOWN, ("code_id", "order_id", "refunded")):
            self.db.execute("DELETE FROM redemptions WHERE batch_id = ?", (self.batch_id,))
            self._codes.clear()
        settle(self.db, self._codes)
        return bool(self._codes)


def settle(db: sqlite3.Connection, code_ids: Iterable[int]) -> None:
    """Bring the states of codes in step with the orders that used them.

    A code whose uses are all gone is what its messages make of it: given, reserved or free.
    """
    for code_id in sorted(code_ids):
        sql = f"SELECT min(r.redeemed_at) FROM redemptions AS r WHERE r.code_id = ? AND {_COUNTS}"
        [(first,)] = db.execute(sql, (code_id,))
        if first is not None:
            db.execute(
                "UPDATE codes SET state = 'redeemed', redeemed_at = ? WHERE id = ?",
                (first, code_id),
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
    """Undo what a batch says of orders; returns how many uses nothing is known of any more."""
    mine = "FROM redemptions AS r WHERE r.batch_id = ?"
    codes = {row[0] for row in db.execute(f"SELECT DISTINCT code_id {mine}", (batch_id,))}
    [(removed,)] = db.execute(
        f"SELECT count(*) {mine} AND NOT EXISTS (SELECT 1 FROM redemptions AS o WHERE "
        "o.code_id = r.code_id AND o.order_id = r.order_id AND o.batch_id IS NOT r.batch_id)",
        (batch_id,),
    )
    db.execute("DELETE FROM redemptions WHERE batch_id = ?", (batch_id,))
    settle(db, codes)
    return int(removed)


class Redeemed(NamedTuple):
    """A use of a person's code, for showing: the order is empty where no file named it."""

    code: str
    pool: str
    order: str
    at: int


def of_contact(tx: Connection, contact_id: int) -> list[Redeemed]:
    """Return the uses of a person's codes that count, the first one first."""
    rows = driver(tx).execute(
        "SELECT k.code, p.name, r.order_id, min(r.redeemed_at) FROM redemptions AS r "
        "JOIN codes AS k ON k.id = r.code_id JOIN code_pools AS p ON p.id = k.pool_id "
        f"WHERE k.contact_id = ? AND {_COUNTS} GROUP BY r.code_id, r.order_id "
        "ORDER BY min(r.redeemed_at), min(r.id)",
        (contact_id,),
    )
    return [Redeemed(*row) for row in rows]


def erase_orders(db: sqlite3.Connection, contact_id: int) -> None:
    """Leave of an erased person's orders only which files say that their code was used.

    A number names a buyer.
    """
    mine = "code_id IN (SELECT id FROM codes WHERE contact_id = ?)"
    db.execute(
        f"DELETE FROM redemptions WHERE {mine} AND id NOT IN (SELECT min(r.id) "
        f"FROM redemptions AS r WHERE r.{mine} AND {_COUNTS} GROUP BY r.code_id, r.batch_id)",
        (contact_id, contact_id),
    )
    db.execute(f"UPDATE redemptions SET order_id = '' WHERE {mine}", (contact_id,))
