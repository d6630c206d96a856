"""A shop's orders are read by name: code, order, time and state, and nothing of who bought."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dm_assistant.errors import BadInputError
from dm_assistant.importers.records import RedemptionRecord
from dm_assistant.importers.shop import ASKS_FOR_ORDERS
from tests.importers.reading import records, rejected, sources
from tests.workspaces import write_csv

SHOPIFY = (
    "Name",
    "Email",
    "Financial Status",
    "Paid at",
    "Total",
    "Discount Code",
    "Created at",
    "Lineitem name",
    "Cancelled at",
    "Refunded Amount",
    "Id",
    "Phone",
)
GUMROAD = (
    "Purchase ID",
    "Purchase Email",
    "Purchase Date",
    "Purchase Time (UTC timezone)",
    "Refunded?",
    "Fully Refunded?",
    "Disputed?",
    "Dispute Won?",
    "Do not contact?",
    "Discount Code",
)
WOO = ("Date", "Order #", "N. Revenue (formatted)", "Status", "Customer", "Coupon(s)")


def shopify(
    name: str = "#1001",
    status: str = "paid",
    paid: str = "2025-10-02 17:09:33 -0300",
    code: str = "AAA1",
    *,
    total: str = "20.00",
    cancelled: str = "",
    refunded: str = "0.00",
) -> tuple[str, ...]:
    mail, item = "buyer@example.org", "print"
    return (name, mail, status, paid, total, code, "", item, cancelled, refunded, "5", "+4912345")


def uses(path: Path, **options: object) -> list[tuple[tuple[str, ...], str, bool]]:
    return [
        (each.codes, each.order, each.refunded)
        for each in records(path, **options)
        if isinstance(each, RedemptionRecord) and each.codes
    ]


def test_an_order_of_several_items_is_one_use(tmp_path: Path) -> None:
    more = ("#1001", "", "", "", "", "", "", "frame", "", "", "", "")
    path = write_csv(tmp_path / "o", SHOPIFY, [shopify(), more, more])
    assert sources(path)[0].format == "shopify-orders"
    first, *others = records(path)
    at = datetime.fromisoformat("2025-10-02T17:09:33-03:00")
    assert first == RedemptionRecord(2, ("AAA1",), "#1001", at, refunded=False)
    assert [each for each in others if isinstance(each, RedemptionRecord) and each.codes] == []


def test_a_code_on_a_later_row_is_of_the_order_that_began_above(tmp_path: Path) -> None:
    later = ("#1001", "", "", "", "", "BBB2", "", "frame", "", "", "", "")
    path = write_csv(tmp_path / "o", SHOPIFY, [shopify(cancelled="2025-10-03"), later])
    assert uses(path) == [(("AAA1",), "#1001", True), (("BBB2",), "#1001", True)]


@pytest.mark.parametrize(
    ("order", "refunded"),
    [
        (shopify(status="paid"), False),
        (shopify(status="pending"), False),
        (shopify(status="partially_refunded", refunded="5.00"), False),
        (shopify(status="paid", total="0.00"), False),
        (shopify(status="refunded"), True),
        (shopify(status="voided"), True),
        (shopify(status="paid", refunded="20.00"), True),
        (shopify(cancelled="2025-10-03 10:00:00 -0300"), True),
    ],
)
def test_cancelled_and_fully_refunded_orders_count_no_more(
    tmp_path: Path, order: tuple[str, ...], refunded: bool
) -> None:
    path = write_csv(tmp_path / "o", SHOPIFY, [order])
    assert uses(path) == [(("AAA1",), "#1001", refunded)]


def test_several_codes_may_be_joined(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "o", SHOPIFY, [shopify(code="AAA1, BBB2;CCC3 DDD4|AAA1")])
    assert uses(path)[0][0] == ("AAA1", "BBB2", "CCC3", "DDD4")


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (shopify(status="weird"), "the status of the order is none that is known"),
        (shopify(status=""), "the status of the order is none that is known"),
        (shopify(paid="31 February"), "not a time that can be read"),
        (shopify(paid="2025-02-31"), "not a time that can be read"),
        (shopify(refunded="1e5"), "an amount is no plain number"),
        (shopify(refunded="9" * 400), "an amount is no plain number"),
        (shopify(refunded="５.00"), "an amount is no plain number"),
        (shopify(name=""), "the order has no number, or a spreadsheet has rounded it"),
        (shopify(name="5.31E+12"), "the order has no number, or a spreadsheet has rounded it"),
        (shopify(name="buyer@example.org"), "the order number is none that can be kept"),
        (shopify(name="#" * 65), "the order number is none that can be kept"),
        (shopify(code="A" * 2001), "the codes have more than 2,000 characters"),
    ],
)
def test_a_bad_row_is_rejected_in_words_that_quote_nothing(
    tmp_path: Path, order: tuple[str, ...], reason: str
) -> None:
    [row] = rejected(write_csv(tmp_path / "o", SHOPIFY, [order]))
    assert (row.line, row.reason) == (2, reason)


def test_woocommerce_counts_what_is_completed_or_being_processed(tmp_path: Path) -> None:
    words = ("completed", "processing", "wc-completed", "refunded", "cancelled", "on-hold")
    rows = [
        ("2025-10-02 17:09", str(number), "€ 9,00", status, "Jo", "aaa1, bbb2")
        for number, status in enumerate(words, start=1)
    ]
    path = write_csv(tmp_path / "w", WOO, rows)
    assert sources(path)[0].format == "woocommerce-orders"
    both = ("aaa1", "bbb2")
    assert uses(path) == [
        (both, "1", False),
        (both, "2", False),
        (both, "3", False),
        (both, "4", True),
        (both, "5", True),
    ]


def test_woocommerce_in_another_language_is_mapped(tmp_path: Path) -> None:
    header = ("Datum", "Bestellnr.", "Zustand", "Gutscheine")
    path = write_csv(tmp_path / "w", header, [("2025-10-02", "7", "pending", "aaa1")])
    mapping = {"time": "Datum", "order": "Bestellnr.", "status": "Zustand", "code": "Gutscheine"}
    assert uses(path, mapping=mapping, as_format="woocommerce-orders") == []
    assert uses(path, mapping=mapping) == [(("aaa1",), "7", False)]
    with pytest.raises(BadInputError, match=r"^w:1: no column with the code: .*--map code=COLUMN"):
        sources(path, as_format="woocommerce-orders")


def test_advanced_order_export_needs_no_status(tmp_path: Path) -> None:
    header = ("Order Number", "Order Date", "Email (Billing)", "Order Total Amount", "Coupon Code")
    path = write_csv(tmp_path / "w", header, [("7", "2025-10-02 17:09", "x", "9,00", "aaa1")])
    assert sources(path)[0].format == "woocommerce-orders"
    assert uses(path) == [(("aaa1",), "7", False)]


def test_gumroad_times_are_utc_and_its_last_row_is_a_sum(tmp_path: Path) -> None:
    def sale(
        number: str, *, part: str = "0", full: str = "0", disputed: str = "0", won: str = "0"
    ) -> tuple[str, ...]:
        when = ("2025-10-02", "17:09")
        return (number, "buyer@example.org", *when, part, full, disputed, won, "1", "aaa1")

    rows = [
        sale("a"),
        sale("b", part="1"),
        sale("c", part="1", full="1"),
        sale("d", disputed="1"),
        sale("e", disputed="1", won="1"),
        ("Totals", *[""] * 9),
    ]
    path = write_csv(tmp_path / "g", GUMROAD, rows)
    assert sources(path)[0].format == "gumroad-sales"
    assert [each[1:] for each in uses(path)] == [
        ("a", False),
        ("b", False),
        ("c", True),
        ("d", True),
        ("e", False),
    ]
    first, *_ = records(path)
    assert isinstance(first, RedemptionRecord)
    assert first.at == datetime(2025, 10, 2, 17, 9, tzinfo=UTC)
    assert rejected(path) == []


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("shopify-discounts", ("Name", "Value", "Value Type", "Times Used In Total", "Status")),
        ("woocommerce-coupons", ("Coupon code", "Orders", "Amount discounted", "Type")),
    ],
)
def test_a_file_of_counts_asks_for_the_orders(
    tmp_path: Path, name: str, header: tuple[str, ...]
) -> None:
    path = write_csv(tmp_path / "c", header, [["AAA1", *["3"] * (len(header) - 1)]])
    [source] = sources(path)
    assert (source.format, source.notes) == (name, (ASKS_FOR_ORDERS,))
    assert uses(path) == []


def test_a_csv_of_contacts_or_comments_is_no_shops(tmp_path: Path) -> None:
    header = ("Name", "Total", "code")
    with pytest.raises(BadInputError, match="no column with the handle"):
        sources(write_csv(tmp_path / "o", header, [("a", "b", "c")]))
    assert uses(tmp_path / "o", as_format="orders") == [(("c",), "", False)]
