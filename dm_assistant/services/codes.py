"""Exclusive codes: adding to a pool, counting pools, and reading what a shop says was used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dm_assistant.domain.templates.variables import VARIABLES
from dm_assistant.domain.text import is_one_line, shows_nothing, to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.importers.codes import read_codes
from dm_assistant.importers.shop import ANY_SHOP, ASKS_FOR_ORDERS, COUNTS_ONLY
from dm_assistant.services import acts, code_terms, importing, standing
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

LONGEST_NAME = 64
LEAST_FREE = 10
LEAST_SHARE = 0.2
"""With fewer free codes, or a smaller share of them, a pool runs low."""
ENDS_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PoolCounts:
    """How the codes of a pool are spread; ``new`` and ``known`` are what the last file brought.

    After adding, ``new`` codes came into the pool and ``known`` ones were there already, here or
    in another pool. After redeeming, ``new`` is by how many more are redeemed now. The codes of a
    pool end at ``ends_at`` and give ``perk``. ``withheld`` ones were handed over but not sent: they
    are for nobody else. ``warnings`` say in words what to look after.
    ``reworded`` waiting messages say the terms that were just changed.
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
    withheld: int = 0
    perk: str = ""
    warnings: tuple[str, ...] = ()
    reworded: int = 0


@dataclass(frozen=True, slots=True)
class Redeeming:
    """Every pool after a shop's file was read, and what was found in the file."""

    pools: tuple[PoolCounts, ...]
    files: tuple[FileReport, ...]


@dataclass(frozen=True, slots=True)
class ByHand:
    """Every pool after codes were said to be used: how many of them is news, how many was known."""

    pools: tuple[PoolCounts, ...]
    new: int
    known: int


def add(
    ws: Workspace,
    pool: str,
    file: Path,
    *,
    ends_at: datetime | None = None,
    perk: str | None = None,
) -> PoolCounts:
    """Add the codes of a file to a pool, making the pool where needed; one act, undone whole.

    Codes that are known already are counted and left as they are. ``ends_at`` is when the codes of
    the pool end, ``perk`` what they give, new and old. Raises BadInputError with file and line for
    a file that cannot be used; nothing is added then.
    """
    name = pool_name(pool)
    require_terms(ws, ends_at, perk)
    found = read_codes(file)
    with ws.database.write() as tx:
        act = acts.begin(tx, ws, "codes_add")
        new = codes.add(act, name, found)
        finish(act, ws, name, ends_at, perk, new)
        counts = counted(tx, ws)
    if name not in counts:
        raise BadInputError(f"{to_screen(file.name)}: every code in it is known in another pool")
    return replace(counts[name], new=new, known=len(found) - new)


def change(
    ws: Workspace, pool: str, *, ends_at: datetime | None = None, perk: str | None = None
) -> PoolCounts:
    """Say anew when the codes of a pool end, or what they give; one act."""
    name = pool_name(pool)
    require_terms(ws, ends_at, perk)
    with ws.database.write() as tx:
        if codes.in_pool(tx, name) is None:
            raise unknown_pool(tx, name)
        reworded = finish(acts.begin(tx, ws, "codes_change"), ws, name, ends_at, perk, 0)
        return replace(counted(tx, ws)[name], reworded=reworded)


def finish(
    act: Act, ws: Workspace, pool: str, ends_at: datetime | None, perk: str | None, new: int
) -> int:
    """Give a pool its terms and end the act, if there is anything in it.

    The messages that wait say the new terms from then on; returns how many of them do.
    """
    before, gave = code_terms.waiting(act.tx, pool), codes.perk(act.tx, pool)
    ended = [] if ends_at is None else codes.end(act, pool, ends_at)
    if perk is not None:
        codes.promise(act, pool, perk.strip())
    reworded = code_terms.retell(act, ws, pool, before, gave)
    if act.changed:
        act.finish(count=new)
        standing.refresh(act.tx, ws, [*ended, *reworded])
    return len(reworded)


def require_terms(ws: Workspace, ends_at: datetime | None, perk: str | None) -> None:
    """Refuse an end that is past, and a perk that no message could say."""
    if ends_at is not None and ends_at <= ws.now():
        raise BadInputError("codes end at a moment that is still to come")
    if perk is None:
        return
    longest = VARIABLES["perk"].longest
    if unstorable_reason(perk) or not is_one_line(perk) or len(perk.strip()) > longest:
        raise BadInputError(f"what codes give is said in one line of at most {longest} characters")


def unknown_pool(tx: Tx, name: str) -> BadInputError:
    """Return the refusal of a pool that there is not."""
    known = ", ".join(to_screen(each.pool) for each in codes.pools(tx)) or "none"
    return BadInputError(f"there is no pool {to_screen(name)!r}; known: {known}")


def pools(ws: Workspace) -> tuple[PoolCounts, ...]:
    """Return every pool with its counts, by name."""
    with ws.database.read() as tx:
        return tuple(counted(tx, ws).values())


def warnings(ws: Workspace) -> tuple[str, ...]:
    """Return what to look after in the pools of codes, each with the name of its pool."""
    return tuple(f"{pool.pool}: {each}" for pool in pools(ws) for each in pool.warnings)


def redeemed(ws: Workspace, said: Sequence[str], at: datetime | None = None) -> ByHand:
    """Note by hand that codes were used; one act. What was known already is left as it is.

    Raises BadInputError for a code of no pool and for a time to come; nothing is noted then.
    """
    wanted = list(dict.fromkeys(each.strip() for each in said if each.strip()))
    if not wanted:
        raise BadInputError("say which codes were used")
    if at is not None and at > ws.now():
        raise BadInputError("a code was used at a moment that is past")
    with ws.database.write() as tx:
        found = codes.uses(tx, wanted)
        missing = [each for each in wanted if each.casefold() not in found]
        if missing:
            listed = ", ".join(to_screen(each) for each in missing)
            raise BadInputError(f"in no pool of yours: {listed}")
        new = {each.id for each in found.values() if not each.known}
        if new:
            act = acts.begin(tx, ws, "codes_redeemed")
            for code_id in sorted(new):
                codes.redeem(act, code_id, at or act.now)
            act.finish(count=len(new))
        return ByHand(tuple(counted(tx, ws).values()), len(new), len(found) - len(new))


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


def pool_name(pool: str) -> str:
    """Return the name of a pool as it is kept; raises BadInputError."""
    name = pool.strip()
    if shows_nothing(name) or unstorable_reason(name) or not is_one_line(name):
        raise BadInputError("a pool needs a name that can be read")
    if len(name) > LONGEST_NAME:
        raise BadInputError(f"the name of a pool has at most {LONGEST_NAME} characters")
    return name


def counted(tx: Tx, ws: Workspace) -> dict[str, PoolCounts]:
    """Return every pool by its name, with its counts and what to look after."""
    return {
        each.pool: PoolCounts(
            each.pool,
            each.total,
            each.free,
            each.reserved,
            each.given,
            each.redeemed,
            ends_at=each.ends_at,
            withheld=each.withheld,
            perk=each.perk,
            warnings=tuple(_concerns(each, ws.now(), ws.timezone)),
        )
        for each in codes.pools(tx)
    }


def _concerns(pool: codes.PoolCounts, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    """Say what is low, what ends, and what was used in a way that needs a look."""
    ends_at = pool.ends_at
    if ends_at is not None and ends_at <= now:
        if pool.reserved:
            yield f"it ended; {_codes(pool.reserved)} in drafts can no longer be sent"
    else:
        few = pool.free < LEAST_FREE or pool.free < pool.reserved
        few = few or pool.free < LEAST_SHARE * pool.total
        if few and pool.free < pool.total:
            yield f"running low: {pool.free:,} of {_codes(pool.total)} free"
        if ends_at is not None and ends_at - now <= ENDS_SOON:
            last = (ends_at - timedelta(seconds=1)).astimezone(zone)
            yield f"its codes end soon: the last day is {last:%A} {last.day} {last:%B}"
    if pool.shared:
        yield f"{_codes(pool.shared)} used in more than one order: passed on to others"
    if pool.not_given:
        yield f"{_codes(pool.not_given)} used that you gave to nobody"


def _codes(number: int) -> str:
    return "1 code" if number == 1 else f"{number:,} codes"
