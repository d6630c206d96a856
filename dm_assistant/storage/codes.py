"""Exclusive codes: pools, who holds which, and what was redeemed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import CodeState
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment_or_none, seconds
from dm_assistant.storage.journal import CHUNK, Act
from dm_assistant.storage.tables import METADATA

CODES = METADATA.tables["codes"]
POOLS = METADATA.tables["code_pools"]
_OUT = "'handed_over', 'sent', 'in_requests', 'seen', 'replied'"


@dataclass(frozen=True, slots=True)
class PoolCounts:
    """How the codes of a pool are spread over their states.

    ``withheld`` are free, but somebody saw them: they are given to nobody else. ``shared`` were
    used in several orders, ``not_given`` although nobody got them.
    """

    pool: str
    ends_at: datetime | None
    perk: str
    total: int
    free: int
    withheld: int
    reserved: int
    given: int
    redeemed: int
    shared: int
    not_given: int


_SEEN = "EXISTS (SELECT 1 FROM drafts WHERE code_id = k.id AND handed_over_at NOT NULL{by})"
_COUNTED = (
    "SELECT p.name, p.ends_at, p.perk, count(k.id), "
    f"sum(k.state = 'free' AND NOT {_SEEN.format(by='')}), "
    f"sum(k.state = 'free' AND {_SEEN.format(by='')}), "
    "sum(k.state = 'reserved'), sum(k.state = 'given'), sum(k.state = 'redeemed'), "
    "sum(k.state = 'redeemed' AND (SELECT count(DISTINCT r.order_id) FROM redemptions AS r "
    "WHERE r.code_id = k.id AND r.order_id <> '' AND NOT EXISTS (SELECT 1 FROM redemptions AS o "
    "WHERE o.code_id = r.code_id AND o.order_id = r.order_id AND o.refunded = 1)) > 1), "
    "sum(k.state = 'redeemed' AND k.given_at IS NULL AND NOT EXISTS (SELECT 1 FROM drafts AS d "
    f"WHERE d.code_id = k.id AND d.state IN ({_OUT}))) "
    "FROM code_pools AS p LEFT JOIN codes AS k ON k.pool_id = p.id GROUP BY p.id ORDER BY p.name"
)


def pools(tx: Connection) -> list[PoolCounts]:
    """Return all pools by name with their counts."""
    found = []
    for name, ends_at, gives, *numbers in driver(tx).execute(_COUNTED):
        known = [int(each or 0) for each in numbers]
        found.append(PoolCounts(name, moment_or_none(ends_at), gives, *known))
    return found


def perk(tx: Connection, pool: str | None) -> str:
    """Return what the codes of a pool give, as far as the pool says."""
    return str(tx.execute(select(POOLS.c.perk).where(POOLS.c.name == pool)).scalar() or "")


def perk_of_draft(tx: Connection, draft_id: int) -> str:
    """Return what the code of a draft gives, as far as its pool says."""
    mine = select(CODES.c.pool_id).where(CODES.c.id == of_draft(tx, draft_id))
    return str(tx.execute(select(POOLS.c.perk).where(POOLS.c.id.in_(mine))).scalar() or "")


def keys(tx: Connection) -> set[str]:
    """Return every code there is, in any pool, as shops match it."""
    return set(tx.execute(select(CODES.c.key)).scalars())


def in_pool(tx: Connection, pool: str) -> list[str] | None:
    """Return the codes of a pool in their order; None when there is no such pool."""
    pool_id = tx.execute(select(POOLS.c.id).where(POOLS.c.name == pool)).scalar()
    if pool_id is None:
        return None
    query = select(CODES.c.code).where(CODES.c.pool_id == pool_id).order_by(CODES.c.id)
    return list(tx.execute(query).scalars())


def add(act: Act, pool: str, codes: Sequence[str]) -> int:
    """Add codes to a pool, making it where needed; returns how many are new.

    Codes known in any pool are left, and a pool is not made for nothing.
    """
    known = keys(act.tx)
    fresh = {code.casefold(): code for code in codes if code.casefold() not in known}
    if not fresh:
        return 0
    known_pool = act.tx.execute(select(POOLS.c.id).where(POOLS.c.name == pool)).scalar()
    pool_id = act.insert("code_pools", name=pool) if known_pool is None else int(known_pool)
    act.insert_many(
        "codes",
        [
            {"pool_id": pool_id, "code": code, "key": key, "state": CodeState.FREE.value}
            for key, code in fresh.items()
        ],
    )
    return len(fresh)


def end(act: Act, pool: str, ends_at: datetime) -> list[int]:
    """Say when the codes of a pool end; returns the people who hold one, if that is news."""
    row = act.tx.execute(select(POOLS).where(POOLS.c.name == pool)).one_or_none()
    if row is None or row.ends_at == seconds(ends_at):
        return []
    act.update("code_pools", row.id, ends_at=seconds(ends_at))
    held = select(CODES.c.contact_id).where(
        CODES.c.pool_id == row.id, CODES.c.contact_id.is_not(None)
    )
    return sorted(set(act.tx.execute(held).scalars()))


def drafts_with(tx: Connection, pool: str) -> list[int]:
    """Return the drafts with a code of a pool that have not been handed over."""
    rows = driver(tx).execute(
        "SELECT d.id FROM drafts AS d JOIN codes AS k ON k.id = d.code_id "
        "JOIN code_pools AS p ON p.id = k.pool_id WHERE p.name = ? "
        "AND d.state IN ('drafted', 'snoozed', 'approved') ORDER BY d.id",
        (pool,),
    )
    return [row[0] for row in rows]


def promise(act: Act, pool: str, gives: str) -> None:
    """Say what the codes of a pool give, if that is news."""
    row = act.tx.execute(select(POOLS).where(POOLS.c.name == pool)).one_or_none()
    if row is not None and row.perk != gives:
        act.update("code_pools", row.id, perk=gives)


_FREE_FOR = "k.state = 'free' AND NOT " + _SEEN.format(by=" AND contact_id IS NOT :person")
"""Free, and never seen by anybody else: what was once handed over may be in the wrong hands."""


def reserve(act: Act, pool: str, contact_id: int) -> tuple[int, str, datetime | None] | None:
    """Take the next free code of a pool for a person; None when there is none.

    One that the person saw already comes first; one that somebody else saw is not taken.
    """
    seen = _SEEN.format(by=" AND contact_id IS :person")
    row = act.tx.exec_driver_sql(
        "SELECT k.id, k.code, p.ends_at FROM codes AS k JOIN code_pools AS p ON p.id = k.pool_id "
        f"WHERE p.name = :pool AND {_FREE_FOR} ORDER BY {seen} DESC, k.id LIMIT 1",
        {"pool": pool, "person": contact_id},
    ).one_or_none()
    if row is None:
        return None
    act.update("codes", row.id, state=CodeState.RESERVED.value, contact_id=contact_id)
    return row.id, row.code, moment_or_none(row.ends_at)


def of_draft(tx: Connection, draft_id: int) -> int | None:
    """Return the id of the code a draft carries."""
    drafts = METADATA.tables["drafts"]
    return tx.execute(select(drafts.c.code_id).where(drafts.c.id == draft_id)).scalar()


def release(act: Act, draft_id: int) -> None:
    """Put the code of a message that did not leave back into its pool."""
    code_id = of_draft(act.tx, draft_id)
    if code_id is not None:
        put_back(act, code_id)


def put_back(act: Act, code_id: int) -> None:
    """Make a code free again, unless it was redeemed."""
    if _state(act.tx, code_id) is not CodeState.REDEEMED:
        act.update("codes", code_id, state=CodeState.FREE.value, contact_id=None, given_at=None)


def give(act: Act, draft_id: int) -> None:
    """Mark the code of a sent draft as given."""
    code_id = of_draft(act.tx, draft_id)
    if code_id is not None and _state(act.tx, code_id) is CodeState.RESERVED:
        act.update("codes", code_id, state=CodeState.GIVEN.value, given_at=seconds(act.now))


def _state(tx: Connection, code_id: int) -> CodeState:
    return CodeState(tx.execute(select(CODES.c.state).where(CODES.c.id == code_id)).scalar_one())


def any_free(tx: Connection, now: datetime) -> str | None:
    """Return the pool that was made first of those with a free code that has not ended."""
    return tx.exec_driver_sql(
        "SELECT p.name FROM code_pools AS p JOIN codes AS k ON k.pool_id = p.id "
        f"WHERE k.state = 'free' AND NOT {_SEEN.format(by='')} "
        "AND (p.ends_at IS NULL OR p.ends_at > :now) ORDER BY p.id LIMIT 1",
        {"now": seconds(now)},
    ).scalar()


class Use(NamedTuple):
    """A code that somebody used: its id, and whether that was known."""

    id: int
    known: bool


def uses(tx: Connection, codes: Sequence[str]) -> dict[str, Use]:
    """Return by key those of some codes that there are, as a shop matches them."""
    wanted = [code.casefold() for code in codes]
    found: dict[str, Use] = {}
    for start in range(0, len(wanted), CHUNK):
        query = select(CODES.c.key, CODES.c.id, CODES.c.state)
        rows = tx.execute(query.where(CODES.c.key.in_(wanted[start : start + CHUNK])))
        found |= {row.key: Use(row.id, row.state == CodeState.REDEEMED.value) for row in rows}
    return found


def redeem(act: Act, code_id: int, at: datetime) -> None:
    """Note by hand that a code was used; which order it was, a shop's file may say later."""
    act.insert("redemptions", code_id=code_id, redeemed_at=seconds(at))
    act.update("codes", code_id, state=CodeState.REDEEMED.value, redeemed_at=seconds(at))
