"""Recognises a shop's files by their headers: orders that say which codes were used, and counts.

Of a row only the cells of code, order number, time, status and amounts are looked at; who bought
stays in the file, and no reason of a rejected row quotes what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dm_assistant.importers.aliases import squeeze
from dm_assistant.importers.formats import FORMATS, Kind
from dm_assistant.importers.inputs import Input, UnknownShapeError
from dm_assistant.importers.mapping import listed, resolve
from dm_assistant.importers.records import Record, RedemptionRecord, Rejected
from dm_assistant.importers.shop_rows import (
    ANY,
    FIELDS,
    SHOPIFY,
    WOOCOMMERCE,
    OrderReader,
    Statuses,
)
from dm_assistant.importers.sources import Options, Source
from dm_assistant.importers.table_rows import TableRows
from dm_assistant.importers.words import FormulaError

ANY_SHOP = "orders"

COUNTS_ONLY = frozenset({"shopify-discounts", "woocommerce-coupons"})
"""Files that say how often a code was used, but not in which orders."""

ASKS_FOR_ORDERS = (
    "it says how often codes were used, not in which orders: export the orders and read those; "
    "nothing was changed"
)

_ALIASES = {
    "code": ("Discount Code", "Coupon Code", "Coupon(s)", "Code"),
    "order": ("Order #", "Order Number", "Order ID", "Purchase ID", "Order"),
    "time": ("Paid at", "Redeemed at", "Purchase Date", "Order Date", "Created at", "Date"),
    "clock": ("Purchase Time (UTC timezone)",),
    "status": ("Financial Status", "Order Status", "Status"),
    "cancelled": ("Cancelled at",),
    "refunded": ("Refunded Amount",),
    "total": ("Total",),
    "fully_refunded": ("Fully Refunded?",),
    "disputed": ("Disputed?",),
    "dispute_won": ("Dispute Won?",),
}


@dataclass(frozen=True, slots=True)
class _Shop:
    """How one shop's file is known, and what it calls things where that differs."""

    format: str
    marks: frozenset[str]
    statuses: Statuses = ANY
    order: tuple[str, ...] = ()


def _marks(*names: str) -> frozenset[str]:
    return frozenset(map(squeeze, names))


_SHOPS = (
    _Shop("shopify-discounts", _marks("Name", "Times Used In Total")),
    _Shop("woocommerce-coupons", _marks("Coupon code", "Orders", "Amount discounted")),
    _Shop(
        "shopify-orders",
        _marks("Name", "Financial Status", "Discount Code"),
        SHOPIFY,
        ("Name", "Id"),
    ),
    _Shop("gumroad-sales", _marks("Discount Code", "Fully Refunded?")),
    _Shop("woocommerce-orders", _marks("Order #", "Status", "Coupon(s)"), WOOCOMMERCE),
    _Shop("woocommerce-orders", _marks("Order Date", "Coupon Code"), WOOCOMMERCE),
)


def is_shop_header(header: Sequence[str]) -> bool:
    """Return whether these are the headings of a shop's orders or discounts."""
    names = frozenset(filter(None, map(squeeze, header)))
    return any(names >= shop.marks for shop in _SHOPS)


def shop_source(source: Input, rows: TableRows, options: Options) -> Source | None:
    """Return the source when a table is a shop's; raises BadInputError for one asked for."""
    shop = _shop(rows.header, options)
    if shop is None:
        return None
    if shop.format in COUNTS_ONLY:
        return _source(source, rows, shop.format, {}, {}, ASKS_FOR_ORDERS)
    place = source.place(line=rows.header_line)
    given = resolve(options.mapping, FIELDS, list(rows.header), place)
    columns = _columns(rows.header, shop, given)
    if "code" not in columns:
        looked_for = ", ".join(_ALIASES["code"])
        raise UnknownShapeError(
            f"{place}: no column with the code: looked for {looked_for}; "
            "name it with --map code=COLUMN"
        )
    return _source(source, rows, shop.format, columns, given, "", shop.statuses, options.zone)


def _shop(header: Sequence[str], options: Options) -> _Shop | None:
    names = frozenset(filter(None, map(squeeze, header)))
    asked = options.as_format
    if asked is not None and FORMATS[asked].kind is not Kind.REDEMPTIONS:
        return None
    if asked is None and options.mapping:
        if not ("code" in options.mapping and set(options.mapping) <= set(FIELDS)):
            return None
        asked = ANY_SHOP
    fits = [shop for shop in _SHOPS if names >= shop.marks]
    if asked in {None, ANY_SHOP}:
        return fits[0] if fits else (_Shop(ANY_SHOP, frozenset()) if asked else None)
    same = [shop for shop in _SHOPS if shop.format == asked]
    return next((shop for shop in fits if shop.format == asked), same[0])


def _columns(header: Sequence[str], shop: _Shop, given: dict[str, str]) -> dict[str, int]:
    by_form = {squeeze(name): at for at, name in reversed(list(enumerate(header))) if name}
    columns: dict[str, int] = {}
    for field, names in _ALIASES.items():
        sought = shop.order if field == "order" and shop.order else names
        found = [by_form[form] for form in map(squeeze, sought) if form in by_form]
        if field in given:
            columns[field] = header.index(given[field])
        elif found:
            columns[field] = found[0]
    return columns


def _source(
    source: Input,
    rows: TableRows,
    name: str,
    columns: dict[str, int],
    given: dict[str, str],
    note: str,
    statuses: Statuses = ANY,
    zone: ZoneInfo | None = None,
) -> Source:
    def stream() -> Iterator[Record]:
        reader = OrderReader(columns, statuses, zone)
        for row in rows.rows():
            if isinstance(row, Rejected):
                yield row
            elif any(isinstance(row[1][at], FormulaError) for at in columns.values()):
                yield Rejected(row[0], "a cell holds the error of a formula")
            elif columns:
                yield reader.read(*row)
            else:
                yield RedemptionRecord(row[0], (), "", None, refunded=False)

    return Source(
        name=source.name,
        format=name,
        kind=Kind.REDEMPTIONS,
        matched=tuple(f"{field}={listed((rows.header[at],))}" for field, at in columns.items()),
        notes=(note,) if note else (),
        warnings=(),
        header_key=rows.header_key,
        mapping=given,
        unit="line",
        _input=source,
        _stream=stream,
    )
