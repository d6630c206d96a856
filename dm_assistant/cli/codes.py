"""Commands about pools of exclusive codes."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, clock, count, say, table
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from dm_assistant.services.codes import PoolCounts, Redeeming

HEADS = ("pool", "total", "free", "reserved", "given", "redeemed", "ends", "gives")
ACTS = "add, make, set, list, export, redeem, redeemed"


def register(commands: Commands) -> None:
    """Add the command about codes."""
    commands.family("codes")
    codes = commands.add(
        "codes",
        "make, add, list, export and redeem exclusive codes",
        keep_codes,
        example="codes add spring --from codes.csv --ends 2026-06-30\n"
        'codes make spring --pattern "MIA-****" --count 50 --perk "15 % off"\n'
        "codes export spring --to codes.csv\ncodes list\ncodes redeem orders.csv\n"
        "codes redeemed MIA-7K2Q --at 2026-05-14",
        more="add POOL --from FILE         adds the codes of a file to a pool\n"
        "make POOL --pattern PATTERN  makes --count new ones: # is a digit, ? a letter, * either\n"
        "set POOL                     says anew when its codes end or what they give\n"
        "list                         counts each pool, with what to look after\n"
        "export POOL --to FILE        writes the codes for your shop\n"
        "redeem FILE                  reads from a shop's orders which codes were used; an import\n"
        "                             that undo takes back. Of buyers nothing is kept\n"
        "redeemed CODE…               notes by hand that codes were used",
    )
    codes.add_argument("act", metavar=ACTS.replace(", ", "|"), type=_act, nargs="?", default="list")
    codes.add_argument("names", metavar="POOL|FILE|CODE", type=arguments.words, nargs="*")
    codes.add_argument("--from", dest="file", metavar="FILE", help="one code a line, a CSV or XLSX")
    codes.add_argument(
        "--ends",
        metavar="DATE",
        type=arguments.moment,
        help="the last day of the pool's codes, or the time they end",
    )
    codes.add_argument(
        "--perk", metavar="TEXT", type=arguments.words, help="what the codes give, as in 15 %% off"
    )
    codes.add_argument("--pattern", metavar="PATTERN", type=arguments.words, help="as in MIA-****")
    codes.add_argument("--count", metavar="N", type=arguments.number, help="how many to make")
    codes.add_argument(
        "--short", action="store_true", default=None, help="allow a pattern that can be guessed"
    )
    codes.add_argument("--to", metavar="FILE", type=arguments.words, help="a new file")
    codes.add_argument("--at", metavar="TIME", type=arguments.moment, help="when (default: now)")


OPTIONS = ("file", "ends", "perk", "pattern", "count", "short", "to", "at")
TAKES = {
    "add": ("POOL --from FILE", ("file",), ("ends", "perk")),
    "make": ("POOL --pattern PATTERN --count N", ("pattern", "count"), ("ends", "perk", "short")),
    "set": ("POOL, with --ends or --perk", (), ("ends", "perk")),
    "list": ("without names", (), ()),
    "export": ("POOL --to FILE", ("to",), ()),
    "redeem": ("FILE", (), ()),
    "redeemed": ("CODE…", (), ("at",)),
}
"""What each act needs and may have."""


def keep_codes(args: argparse.Namespace) -> Answer:
    """Make, add, list, export or redeem codes."""
    words, needed, allowed = TAKES[args.act]
    given = [each for each in OPTIONS if getattr(args, each) is not None]
    names = len(args.names)
    fits = names == 0 if args.act == "list" else names >= 1 and (names == 1 or words == "CODE…")
    if not fits or set(needed) - set(given) or set(given) - {*needed, *allowed}:
        raise BadInputError(f"say codes {args.act} {words}")
    acts = {
        "add": _add,
        "make": _make,
        "set": _set,
        "list": _list,
        "export": _export,
        "redeem": _redeem,
        "redeemed": _redeemed,
    }
    return acts[args.act](args)


def _act(text: str) -> str:
    return arguments.one_of(text, ACTS)


def _ends(args: argparse.Namespace, zone: tzinfo) -> datetime | None:
    return None if args.ends is None else arguments.end(args.ends, zone)


def _add(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from dm_assistant.services.codes import add

    with session.opened(args) as workspace:
        ends_at = _ends(args, workspace.timezone)
        pool = add(workspace, args.names[0], Path(args.file), ends_at=ends_at, perk=args.perk)
    return Answer(lambda: _pool(pool), lambda: _page([pool]))


def _make(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.code_making import make

    with session.opened(args) as workspace:
        made = make(
            workspace,
            args.names[0],
            args.pattern,
            args.count,
            ends_at=_ends(args, workspace.timezone),
            perk=args.perk,
            short=bool(args.short),
        )
    document = {**_pool(made.pool), "new": made.pool.new, "guesses": made.guesses}
    said = (
        f"{count(made.pool.new, 'code')} made, such as {', '.join(made.examples)}; one guess in "
        f"{made.guesses:,} would hit one"
    )
    return Answer(lambda: document, lambda: (said, *_page([made.pool])))


def _set(args: argparse.Namespace) -> Answer:
    if args.ends is None and args.perk is None:
        raise BadInputError("say codes set POOL, with --ends or --perk")
    from dm_assistant.services.codes import change

    with session.opened(args) as workspace:
        ends_at = _ends(args, workspace.timezone)
        pool = change(workspace, args.names[0], ends_at=ends_at, perk=args.perk)
    document = {**_pool(pool), "reworded": pool.reworded}
    said: tuple[str, ...] = ()
    if pool.reworded:
        drafts = count(pool.reworded, "waiting draft")
        said = (f"{drafts} reworded to say so; what was approved is to be approved again",)
    return Answer(lambda: document, lambda: (*said, *_page([pool])))


def _list(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.codes import pools

    with session.opened(args) as workspace:
        found = pools(workspace)
    return Answer(lambda: [_pool(one) for one in found], lambda: _page(found))


def _export(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from dm_assistant.services.code_making import export

    with session.opened(args) as workspace:
        number = export(workspace, args.names[0], Path(args.to))
    document = {"pool": args.names[0], "path": args.to, "codes": number}
    return say(document, f"{count(number, 'code')} written to {args.to}")


def _redeem(args: argparse.Namespace) -> Answer:
    from pathlib import Path

    from dm_assistant.services.codes import redeem

    with session.opened(args) as workspace:
        found = redeem(workspace, Path(args.names[0]))
    return Answer(lambda: [_pool(one) for one in found.pools], lambda: _read(found))


def _redeemed(args: argparse.Namespace) -> Answer:
    from dm_assistant.services.codes import redeemed

    with session.opened(args) as workspace:
        at = None if args.at is None else arguments.instant(args.at, workspace.timezone)
        found = redeemed(workspace, args.names, at)
    said = f"{count(found.new, 'code')} noted as used, {found.known:,} known already"
    document = {"new": found.new, "known": found.known, "pools": list(map(_pool, found.pools))}
    return Answer(lambda: document, lambda: (said, *_page(found.pools)))


def _read(found: Redeeming) -> Iterator[str]:
    for one in found.files:
        yield (
            f"{count(one.rows, 'row')} read ({one.format}): {count(one.new, 'use')} new, "
            f"{one.changed:,} taken back, {one.duplicate:,} known already"
        )
        yield from (f"  note: {note}" for note in one.notes)
    yield from _page(found.pools)


def _pool(one: PoolCounts) -> dict[str, object]:
    from dm_assistant.domain.rules.verdict import iso

    return {
        "pool": one.pool,
        "total": one.total,
        "free": one.free,
        "reserved": one.reserved,
        "given": one.given,
        "redeemed": one.redeemed,
        "ends_at": iso(one.ends_at),
        "withheld": one.withheld,
        "perk": one.perk,
        "warnings": list(one.warnings),
    }


def _page(pools: Iterable[PoolCounts]) -> Iterator[str]:
    found = list(pools)
    rows = [
        (
            one.pool,
            *map(str, (one.total, one.free, one.reserved, one.given, one.redeemed)),
            clock(one.ends_at),
            one.perk or "-",
        )
        for one in found
    ]
    if not rows:
        yield "no codes yet: dm-assistant codes add POOL --from FILE, or codes make"
        return
    yield from table(HEADS, rows, right=(1, 2, 3, 4, 5))
    for one in found:
        if one.withheld:
            codes = count(one.withheld, "code")
            yield f"  {one.pool}: {codes} handed over but not sent, kept for the same person"
        yield from (f"  {one.pool}: {each}" for each in one.warnings)
