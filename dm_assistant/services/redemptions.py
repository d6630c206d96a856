"""Taking from a shop's orders which codes were used: of who bought, nothing is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from dm_assistant.importers.records import Record, RedemptionRecord
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.journal import Act
from dm_assistant.storage.redemptions import Redemptions, Use

CHUNK = 2_000


@dataclass(slots=True)
class Counts:
    """What a file of orders did; ``others`` are uses of codes that are in no pool.

    ``off`` counts orders with codes of ours that were cancelled or refunded before anybody counted
    them. ``kept`` says that the file is no repetition of another one.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    off: int = 0
    others: int = 0
    erased: int = 0
    kept: bool = False

    def notes(self) -> tuple[str, ...]:
        """Return what else is worth saying, in lines fit to show."""
        said = []
        if self.others:
            said.append(f"{_uses(self.others)} of codes that are in no pool of yours")
        if self.off:
            orders = "1 order" if self.off == 1 else f"{self.off:,} orders"
            said.append(f"cancelled or refunded: {orders} with your codes")
        if self.erased:
            said.append(f"{_uses(self.erased)} by erased people skipped")
        return tuple(said)


def _uses(number: int) -> str:
    return "1 use" if number == 1 else f"{number:,} uses"


def take(act: Act, ws: Workspace, records: Iterator[Record], batch_id: int) -> Counts:
    """Note every use of a code of ours, and take back those whose order was refunded."""
    db = driver(act.tx)
    loader = Redemptions(db, batch_id)
    counts = Counts()
    uses = (
        _use(act, ws, record, code)
        for record in records
        if isinstance(record, RedemptionRecord)
        for code in record.codes
    )
    while chunk := list(islice(uses, CHUNK)):
        ours = loader.ours({use.code.casefold() for use in chunk})
        done: Counter[str] = Counter()
        for use in chunk:
            known = ours.get(use.code.casefold())
            if known is None:
                done["others"] += 1
            elif known[1]:
                done["erased"] += 1
            else:
                done[loader.take(known[0], use)] += 1
        for name, number in done.items():
            setattr(counts, name, getattr(counts, name) + number)
    counts.kept = loader.finish()
    return counts


def _use(act: Act, ws: Workspace, record: RedemptionRecord, code: str) -> Use:
    at = record.at or act.now
    if at.tzinfo is None:
        at = at.replace(tzinfo=ws.timezone)
    # A shop's clock may run ahead of ours; nothing is redeemed in the future.
    return Use(code, record.order, seconds(min(at, act.now)), record.refunded)
