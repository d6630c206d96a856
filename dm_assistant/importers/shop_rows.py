"""Makes a record of each row of a shop's orders, or the reason why not, which quotes no cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from dm_assistant.domain.text import csv_uncell, unstorable_reason
from dm_assistant.importers.records import RedemptionRecord, Rejected
from dm_assistant.importers.times import Clock, parse
from dm_assistant.importers.words import BadValueError, identifier, is_empty

FIELDS = (
    "code",
    "order",
    "time",
    "clock",
    "status",
    "cancelled",
    "refunded",
    "total",
    "fully_refunded",
    "disputed",
    "dispute_won",
)
_LONGEST_CELL = 2_000
_LONGEST_ORDER = 64
_YES = frozenset({"1", "true", "yes"})
_NO_CODE = frozenset({"", "n/a", "none", "null", "-"})

_joints = re.compile(r"[ -]")
_apart = re.compile(r"[\s,;|]+")
_amount = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,4})?").fullmatch
_offset = re.compile(r" ([+-][0-9]{2}):?([0-9]{2})$")
_clock_time = re.compile(r"([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?: UTC)?").fullmatch


@dataclass(frozen=True, slots=True)
class Statuses:
    """The words for the state of an order: when its codes count, and when they count no more.

    ``open`` ones say nothing yet, as of an order that nobody has paid. Without ``counting`` ones
    every word counts that is not among the others.
    """

    off: frozenset[str]
    counting: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    def counts(self, said: str) -> bool | None:
        """Return whether such an order counts, ``None`` when that is open; raises BadValueError."""
        word = _joints.sub("_", said.strip().lower().removeprefix("wc-"))
        if word in self.off:
            return False
        if word in self.open:
            return None
        if self.counting and word not in self.counting:
            raise BadValueError("the status of the order is none that is known")
        return True


ANY = Statuses(
    off=frozenset({"cancelled", "canceled", "refunded", "voided", "trash", "failed"}),
)
SHOPIFY = Statuses(
    off=frozenset({"refunded", "voided", "expired"}),
    counting=frozenset({"paid", "partially_refunded", "partially_paid", "authorized", "pending"}),
    open=frozenset({"unpaid"}),
)
WOOCOMMERCE = Statuses(
    off=frozenset({"cancelled", "refunded", "trash"}),
    counting=frozenset({"completed", "processing"}),
    open=frozenset({"pending", "on_hold", "failed", "checkout_draft", "draft", "auto_draft"}),
)


class OrderReader:
    """Reads the rows of one file in order: the cells of an order stand on its first row only."""

    def __init__(
        self, columns: Mapping[str, int], statuses: Statuses, zone: ZoneInfo | None
    ) -> None:
        self._columns = columns
        self._statuses = statuses
        self._zone = zone
        self._first: dict[str, str] = {}

    def read(self, line: int, cells: Sequence[str]) -> RedemptionRecord | Rejected:
        """Return the record of one row; a row without a code says nothing."""
        row = {field: cells[at].strip() for field, at in self._columns.items()}
        if row.get("status") or not row.get("order") or row["order"] != self._first.get("order"):
            self._first = row
        try:
            codes = _codes(row["code"])
            return self._of_order(line, codes) if codes else _says_nothing(line)
        except BadValueError as problem:
            return Rejected(line, str(problem))

    def _of_order(self, line: int, codes: tuple[str, ...]) -> RedemptionRecord:
        order = _number(self._first["order"]) if "order" in self._columns else ""
        counts: bool | None = True
        if "status" in self._columns:
            counts = self._statuses.counts(self._first["status"])
        if _is_off(self._first):
            counts = False
        if counts is None:
            return _says_nothing(line)
        return RedemptionRecord(line, codes, order, self._time(), refunded=not counts)

    def _time(self) -> datetime | None:
        said, clock = self._first.get("time", ""), self._first.get("clock", "")
        if is_empty(said) or said == "-":
            return None
        text = _offset.sub(r"\1:\2", said)
        if clock:
            time = _clock_time(clock)
            text = f"{said}T{time[1]}Z" if time else clock
        try:
            moment = parse(text)
            Clock().at(text, "")
        except BadValueError:
            raise BadValueError("not a time that can be read") from None
        if moment.tzinfo is None and self._zone is not None:
            return moment.replace(tzinfo=self._zone)
        return moment


def _says_nothing(line: int) -> RedemptionRecord:
    return RedemptionRecord(line, (), "", None, refunded=False)


def _codes(cell: str) -> tuple[str, ...]:
    if len(cell) > _LONGEST_CELL:
        raise BadValueError(f"the codes have more than {_LONGEST_CELL:,} characters")
    if cell.lower() in _NO_CODE:
        return ()
    return tuple(dict.fromkeys(filter(None, _apart.split(csv_uncell(cell)))))


def _number(cell: str) -> str:
    order = identifier(csv_uncell(cell), "the order number")
    if not order:
        raise BadValueError("the order has no number, or a spreadsheet has rounded it")
    odd = "@" in order or " " in order or not order.isprintable()
    if odd or len(order) > _LONGEST_ORDER or unstorable_reason(order):
        raise BadValueError("the order number is none that can be kept")
    return order


def _is_off(row: Mapping[str, str]) -> bool:
    """Return whether an order was cancelled or its money given back in full."""
    if not is_empty(row.get("cancelled", "")) and row.get("cancelled") != "-":
        return True
    if row.get("fully_refunded", "").lower() in _YES:
        return True
    if row.get("disputed", "").lower() in _YES:
        return row.get("dispute_won", "").lower() not in _YES
    refunded = _money(row.get("refunded", ""))
    total = None if not refunded else _money(row.get("total", ""))
    return refunded is not None and total is not None and 0 < total <= refunded


def _money(cell: str) -> Decimal | None:
    if is_empty(cell):
        return None
    if not _amount(cell):
        raise BadValueError("an amount is no plain number")
    return Decimal(cell)
