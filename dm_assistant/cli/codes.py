"""Commands about pools of exclusive codes."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dm_assistant.cli import arguments, session
from dm_assistant.cli.parser import Commands
from dm_assistant.cli.printing import Answer, Json, clock, count, table
from dm_assistant.domain.rules.verdict import iso
from dm_assistant.errors import BadInputError

if TYPE_CHECKING:
    from dm_assistant.services.codes import PoolCounts, Redeeming

HEADS = ("pool", "total", "free", "reserved", "given", "redeemed", "ends")


def register(commands: Commands) -> None:
    """Add the command about codes."""
    commands.family("codes")
    codes = commands.add(
        "codes",
        "add, list and redeem exclusive codes",
        keep_codes,
        example="codes add spring --from codes.csv --ends 2026-06-30\ncodes list\n"
        "codes redeem orders.csv",
        more="add POOL --from FILE   adds the codes of a file to a pool\n"
        "list                   counts each pool\n"
        "redeem FILE            reads from a shop's orders which codes were used; an import that\n"
        "                       undo takes back. Of buyers nothing is kept",
    )
    codes.add_argument("act", metavar="add|list|redeem", type=_act)
    codes.add_argument("name", metavar="POOL|FILE", type=arguments.words, nargs="?")
    codes.add_argument("--from", dest="file", metavar="FILE", help="one code a line, a CSV or XLSX")
    codes.add_argument(
        "--ends",
        metavar="DATE",
        type=arguments.moment,
        help="the last day of the pool's codes, or the time they end",
    )


def keep_codes(args: argparse.Namespace) -> Answer:
    """Add, list or redeem codes."""
    return {"add": _add, "list": _list, "redeem": _redeem}[args.act](args)


def _act(text: str) -> str:
    return arguments.one_of(text, "add, list, redeem")


def _add(args: argparse.Namespace) -> Answer:
    if not (args.name and args.file):
        raise BadInputError("say codes add POOL --from FILE")
    from pathlib import Path

    from dm_assistant.services.codes import add

    with session.opened(args) as workspace:
        ends_at = None if args.ends is None else arguments.end(args.ends, workspace.timezone)
        pool = add(workspace, args.name, Path(args.file), ends_at=ends_at)
    return Answer(lambda: _pool(pool), lambda: _page([pool]))


def _list(args: argparse.Namespace) -> Answer:
    if args.name or args.file or args.ends:
        raise BadInputError("codes list takes no names")
    from dm_assistant.services.codes import pools

    with session.opened(args) as workspace:
        found = pools(workspace)
    return Answer(lambda: [_pool(one) for one in found], lambda: _page(found))


def _redeem(args: argparse.Namespace) -> Answer:
    if not args.name or args.file or args.ends:
        raise BadInputError("say codes redeem FILE")
    from pathlib import Path

    from dm_assistant.services.codes import redeem

    with session.opened(args) as workspace:
        found = redeem(workspace, Path(args.name))
    return Answer(lambda: [_pool(one) for one in found.pools], lambda: _read(found))


def _read(found: Redeeming) -> Iterator[str]:
    for one in found.files:
        yield (
            f"{count(one.rows, 'row')} read ({one.format}): {count(one.new, 'use')} new, "
            f"{one.changed:,} taken back, {one.duplicate:,} known already"
        )
        yield from (f"  note: {note}" for note in one.notes)
    yield from _page(found.pools)


def _pool(one: PoolCounts) -> Json:
    return {
        "pool": one.pool,
        "total": one.total,
        "free": one.free,
        "reserved": one.reserved,
        "given": one.given,
        "redeemed": one.redeemed,
        "ends_at": iso(one.ends_at),
    }


def _page(pools: Iterable[PoolCounts]) -> Iterator[str]:
    rows = [
        (
            one.pool,
            *map(str, (one.total, one.free, one.reserved, one.given, one.redeemed)),
            clock(one.ends_at),
        )
        for one in pools
    ]
    if rows:
        yield from table(HEADS, rows, right=(1, 2, 3, 4, 5))
    else:
        yield "no codes yet: dm-assistant codes add POOL --from FILE"
