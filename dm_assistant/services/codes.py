"""Exclusive codes: adding to a pool, counting pools, and marking what a shop says was redeemed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from dm_assistant.domain.text import shows_nothing, to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.importers.codes import read_codes, read_redeemed
from dm_assistant.services import acts
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class PoolCounts:
    """How the codes of a pool are spread; ``new`` and ``known`` are what the last file brought.

    After adding, ``new`` codes came into the pool and ``known`` ones were there already, here or
    in another pool. After redeeming, ``new`` codes were marked and ``known`` ones had been before.
    """

    pool: str
    total: int
    free: int
    reserved: int
    given: int
    redeemed: int
    new: int = 0
    known: int = 0


def add(ws: Workspace, pool: str, file: Path) -> PoolCounts:
    """Add the codes of a file to a pool, making the pool where needed; one act, undone whole.

    Codes that are known already are counted and left as they are. Raises BadInputError with file
    and line for a file that cannot be used; nothing is added then.
    """
    name = _pool_name(pool)
    found = read_codes(file)
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "codes_add")
        new = codes.add(act, name, found, None)
        if new:
            act.finish(count=new)
        counts = _counted(codes.pools(tx))
    if name not in counts:
        raise BadInputError(f"{to_screen(file.name)}: every code in it is known in another pool")
    return replace(counts[name], new=new, known=len(found) - new)


def pools(ws: Workspace) -> tuple[PoolCounts, ...]:
    """Return every pool with its counts, by name."""
    with ws.database.read() as tx:
        return tuple(_counted(codes.pools(tx)).values())


def redeem(ws: Workspace, file: Path) -> tuple[PoolCounts, ...]:
    """Mark the codes that a shop's orders used; the same file twice changes nothing.

    Codes that are none of ours, and orders cancelled or fully refunded, are passed over. Returns
    every pool. Raises BadInputError with file and line; nothing is marked then.
    """
    found = read_redeemed(file, ws.timezone)
    new: Counter[str] = Counter()
    known: Counter[str] = Counter()
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "codes_redeem")
        marked = []
        for each in found:
            ours = codes.find(tx, each.code)
            if ours is None:
                continue
            code_id, pool = ours
            # A shop's clock may run ahead of ours; nothing is redeemed in the future.
            if codes.redeem(act, each.code, min(each.at or act.now, act.now)):
                new[pool] += 1
                marked.append(code_id)
            else:
                known[pool] += 1
        if marked:
            act.finish(codes=marked)
        counts = _counted(codes.pools(tx))
    return tuple(
        replace(each, new=new[each.pool], known=known[each.pool]) for each in counts.values()
    )


def _pool_name(pool: str) -> str:
    name = pool.strip()
    if shows_nothing(name) or unstorable_reason(name) or not name.isprintable():
        raise BadInputError("a pool needs a name that can be read")
    if len(name) > LONGEST_NAME:
        raise BadInputError(f"the name of a pool has at most {LONGEST_NAME} characters")
    return name


def _counted(found: list[codes.PoolCounts]) -> dict[str, PoolCounts]:
    return {
        each.pool: PoolCounts(
            each.pool, each.total, each.free, each.reserved, each.given, each.redeemed
        )
        for each in found
    }
