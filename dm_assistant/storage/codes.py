"""Exclusive codes: pools, who holds which, and what was redeemed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from dm_assistant.domain.model import CodeState
from dm_assistant.storage.clock import moment_or_none, seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.tables import METADATA

CODES = METADATA.tables["codes"]
POOLS = METADATA.tables["code_pools"]


@dataclass(frozen=True, slots=True)
class PoolCounts:
    """How the codes of a pool are spread over their states."""

    pool: str
    total: int
    free: int
    reserved: int
    given: int
    redeemed: int
    ends_at: datetime | None = None


def pools(tx: Connection) -> list[PoolCounts]:
    """Return all pools by name with their counts."""
    rows = tx.execute(
        select(POOLS.c.name, POOLS.c.ends_at, CODES.c.state, func.count(CODES.c.id))
        .outerjoin(CODES, CODES.c.pool_id == POOLS.c.id)
        .group_by(POOLS.c.id, CODES.c.state)
        .order_by(POOLS.c.name)
    )
    found: dict[str, dict[str, Any]] = {}
    for name, ends_at, state, number in rows:
        counts = found.setdefault(name, {"ends_at": ends_at})
        if state is not None:
            counts[state] = number
    return [
        PoolCounts(
            pool=name,
            total=sum(counts.get(state.value, 0) for state in CodeState),
            free=counts.get("free", 0),
            reserved=counts.get("reserved", 0),
            given=counts.get("given", 0),
            redeemed=counts.get("redeemed", 0),
            ends_at=moment_or_none(counts["ends_at"]),
        )
        for name, counts in found.items()
    ]


def add(act: Act, pool: str, codes: Sequence[str]) -> int:
    """Add codes to a pool, making it where needed; returns how many are new.

    Codes known in any pool are left, and a pool is not made for nothing.
    """
    known = set(act.tx.execute(select(CODES.c.key)).scalars())
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


def reserve(act: Act, pool: str, contact_id: int) -> tuple[int, str, datetime | None] | None:
    """Take the next free code of a pool for a person; None when the pool is empty."""
    row = act.tx.execute(
        select(CODES.c.id, CODES.c.code, POOLS.c.ends_at)
        .join(POOLS, POOLS.c.id == CODES.c.pool_id)
        .where(POOLS.c.name == pool, CODES.c.state == CodeState.FREE.value)
        .order_by(CODES.c.id)
        .limit(1)
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


def any_free(tx: Connection) -> str | None:
    """Return the name of the pool with a free code whose pool was made first."""
    return tx.execute(
        select(POOLS.c.name)
        .join(CODES, CODES.c.pool_id == POOLS.c.id)
        .where(CODES.c.state == CodeState.FREE.value)
        .order_by(POOLS.c.id)
        .limit(1)
    ).scalar()
