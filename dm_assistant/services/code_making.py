"""Making exclusive codes to a pattern, and writing a pool out for the shop that is to take them."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random
from secrets import SystemRandom

from dm_assistant.domain.code_patterns import LEAST_ROOM, ROOM, flaw, like, possibilities
from dm_assistant.domain.text import csv_cell, to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts
from dm_assistant.services.codes import (
    PoolCounts,
    counted,
    finish,
    pool_name,
    require_terms,
    unknown_pool,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes
from dm_assistant.storage.database import abandon, make_private

MOST = 100_000


@dataclass(frozen=True, slots=True)
class Made:
    """A pool after new codes were made: some of them, and how many guesses one hit costs."""

    pool: PoolCounts
    examples: tuple[str, ...]
    guesses: int


EXAMPLES = 3


def make(
    ws: Workspace,
    pool: str,
    pattern: str,
    count: int,
    *,
    ends_at: datetime | None = None,
    perk: str | None = None,
    short: bool = False,
    dry_run: bool = False,
    draw: Random | None = None,
) -> Made:
    """Make codes to a pattern and add them to a pool; one act, undone whole.

    ``short`` allows a pattern with less room than ``ROOM`` codes for each; ``draw`` is where chance
    comes from, the machine's own unless a test says otherwise. Raises BadInputError.
    """
    name = pool_name(pool)
    require_terms(ws, ends_at, perk)
    _require_pattern(pattern, count)
    with ws.database.write() as tx:
        there = len(codes.in_pool(tx, name) or ()) + count
        room = possibilities(pattern)
        if room < (LEAST_ROOM if short else ROOM) * there:
            raise BadInputError(_too_short(pattern, room, there, short=short))
        made = like(pattern, count, codes.keys(tx), draw or SystemRandom())
        act = acts.begin(tx, ws, "codes_make")
        codes.add(act, name, made)
        finish(act, ws, name, ends_at, perk, count)
        pool_now = counted(tx, ws)[name]
        if dry_run:
            abandon(tx)
    return Made(replace(pool_now, new=count), tuple(made[:EXAMPLES]), room // there)


def _require_pattern(pattern: str, count: int) -> None:
    reason = flaw(pattern)
    if reason is not None or not pattern:
        raise BadInputError(f"{to_screen(pattern)!r} is no pattern: {reason or 'it is empty'}")
    if possibilities(pattern) == 1:
        raise BadInputError(
            f"{to_screen(pattern)!r} is no pattern: it needs # (digit), ? (letter) or * (either)"
        )
    if count > MOST:
        raise BadInputError(f"at most {MOST:,} codes are made at once")


def _too_short(pattern: str, room: int, there: int, *, short: bool) -> str:
    odds = f"{to_screen(pattern)!r} allows {room:,} codes for {there:,}"
    if short:
        return f"{odds}: too few to find different ones; make it longer"
    return (
        f"{odds}: every {max(room // there, 1):,}th guess would hit one; {ROOM:,} each is safe. "
        "Add signs, such as ***, or say --short"
    )


def export(ws: Workspace, pool: str, to: Path) -> int:
    """Write the codes of a pool into a new file for the shop, one a line below ``code``.

    The file can be added again; it says nothing of who got which. Returns how many there are.
    Raises BadInputError when there is no such pool or the file cannot be made.
    """
    with ws.database.read() as tx:
        found = codes.in_pool(tx, pool_name(pool))
        if found is None:
            raise unknown_pool(tx, pool)
    try:
        make_private(to)
        _write(to, found)
    except FileExistsError:
        raise BadInputError(f"{to_screen(str(to))}: there already; name a new file") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInputError(f"{to_screen(str(to))}: cannot be written ({reason})") from None
    return len(found)


def _write(to: Path, found: Sequence[str]) -> None:
    with to.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["code"])
        rows.writerows([csv_cell(code)] for code in found)
        file.flush()
        os.fsync(file.fileno())
