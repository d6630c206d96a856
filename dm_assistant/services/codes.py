"""Exclusive codes: adding to a pool, counting pools, and reading what a shop says was used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dm_assistant.domain.text import shows_nothing, to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.importers.codes import read_codes
from dm_assistant.importers.shop import ANY_SHOP, ASKS_FOR_ORDERS, COUNTS_ONLY
from dm_assistant.services import acts, importing, standing
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class PoolCounts:
    """How the codes of a pool are spread; ``new`` and ``known`` are what the last file brought.

    After adding, ``new`` codes came into the pool and ``known`` ones were there already, here or
    in another pool. After redeeming, ``new`` is by how many more are redeemed now. The codes of a
    pool end at ``ends_at``.
    """

    pool: str
    total: int
    free: int
    reserved: int
    given: int
    redeemed: int
    new: int = 0
    known: int = 0
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Redeeming:
    """Every pool after a shop's file was read, and what was found in the file."""

    pools: tuple[PoolCounts, ...]
    files: tuple[FileReport, ...]


def add(ws: Workspace, pool: str, file: Path, *, ends_at: datetime | None = None) -> PoolCounts:
    """Add the codes of a file to a pool, making the pool where needed; one act, undone whole.

    Codes that are known already are counted and left as they are. ``ends_at`` is when the codes of
    the pool end, new and old. Raises BadInputError with file and line for a file that cannot be
    used; nothing is added then.
    """
    name = _pool_name(pool)
    if ends_at is not None and ends_at <= ws.now():
        raise BadInputError("codes end at a moment that is still to come")
    found = read_codes(file)
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "codes_add")
        new = codes.add(act, name, found)
        ended = [] if ends_at is None else codes.end(act, name, ends_at)
        if act.changed:
            act.finish(count=new)
            standing.refresh(tx, ws, ended)
        counts = _counted(codes.pools(tx))
    if name not in counts:
        raise BadInputError(f"{to_screen(file.name)}: every code in it is known in another pool")
    return replace(counts[name], new=new, known=len(found) - new)


def pools(ws: Workspace) -> tuple[PoolCounts, ...]:
    """Return every pool with its counts, by name."""
    with ws.database.read() as tx:
        return tuple(_counted(codes.pools(tx)).values())


def redeem(ws: Workspace, file: Path) -> Redeeming:
    """Take from a shop's orders which codes were used, as an import does; undone as one.

    Raises BadInputError with file and line for a file that cannot be used whole, or only counts
    uses; nothing is changed then.
    """
    before = {pool.pool: pool.redeemed for pool in pools(ws)}
    report = importing.import_paths(ws, [file], as_format=ANY_SHOP, whole=True)
    for each in report.files:
        if each.format in COUNTS_ONLY:
            raise BadInputError(f"{each.path}: {ASKS_FOR_ORDERS}")
    return Redeeming(
        tuple(replace(pool, new=pool.redeemed - before.get(pool.pool, 0)) for pool in pools(ws)),
        report.files,
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
            each.pool,
            each.total,
            each.free,
            each.reserved,
            each.given,
            each.redeemed,
            ends_at=each.ends_at,
        )
        for each in found
    }
