"""The comments and tables of a downloads folder: orders, our own tables, and strange ones."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.importers import books
from tests.studio import MADE
from tests.workspaces import HEADER, POST, write_csv

AT = datetime(2024, 9, 20, 10, tzinfo=UTC)
CUBERNETES = (
    "Comment Number (ID),Nickname,User @,User URL,Comment Text,Time,Likes,Profile Picture URL,"
    "Is 2nd Level Comment,User Replied To,Number of Replies"
)
EXPORTED = (
    *("", "", "Name", "Username", "Profile ID", "Date", "Likes", "Comment"),
    *("User Verified", "Thumbnail", "Comment ID", "Profile URL", "Comment URL"),
)
SHOPIFY = (
    *("Name", "Email", "Financial Status", "Paid at", "Total", "Discount Code"),
    *("Created at", "Lineitem name", "Cancelled at", "Refunded Amount", "Id", "Phone"),
)
GUMROAD = (
    *("Purchase ID", "Purchase Email", "Purchase Date", "Purchase Time (UTC timezone)"),
    *("Refunded?", "Fully Refunded?", "Disputed?", "Dispute Won?", "Discount Code"),
)
WOO = ("Date", "Order #", "N. Revenue (formatted)", "Status", "Customer", "Coupon(s)")


def comments(folder: Path, number: int) -> dict[str, str]:
    """Write comments as eight exporters do; returns their formats by file."""
    apify = [dict(zip(HEADER, row, strict=True)) for row in _rows("apify", number)]
    lines = "".join(f"{json.dumps(each)}\n" for each in apify)
    (folder / "dataset_tiktok-comments.jsonl").write_text(lines, "utf-8")
    write_csv(folder / "dataset_tiktok-comments.csv", HEADER, _rows("table", number))
    book(folder / "dataset.xlsx", [HEADER, *_rows("book", number)])
    exported = [_exported(place) for place in range(number)]
    (folder / "p - ExportComments.com.csv").write_bytes(b"\xef\xbb\xbf" + _csv(EXPORTED, exported))
    above = (("Post", "https://www.instagram.com/p/AbC/"), (), EXPORTED)
    later = [_exported(place + number) for place in range(number)]
    book(folder / "p - ExportComments.com.xlsx", [*above, *later])
    _cubernetes(folder / "comments_cubernetes.csv", number)
    graph = [_graph(place) for place in range(number)]
    (folder / "comments.json").write_text(json.dumps({"data": graph, "paging": {}}), "utf-8")
    scraped = [_instaloader(place) for place in range(number)]
    (folder / "2024-09-20_UTC_comments.json").write_text(json.dumps(scraped), "utf-8")
    # A person who is nobody's friend names files.
    write_csv(folder / "new \x1b[2J\x07 comments.csv", HEADER, _rows("escape", 2))
    return {
        "dataset_tiktok-comments.jsonl": "apify",
        "dataset_tiktok-comments.csv": "apify",
        "dataset.xlsx": "apify",
        "p - ExportComments.com.csv": "exportcomments",
        "p - ExportComments.com.xlsx": "exportcomments",
        "comments_cubernetes.csv": "cubernetes",
        "comments.json": "instagram-graph",
        "2024-09-20_UTC_comments.json": "instaloader",
        "new \x1b[2J\x07 comments.csv": "apify",
    }


def own(folder: Path) -> dict[str, str]:
    """Write our own two tables."""
    people = [("fan.0000", "tiktok", "from the market"), ("new.face", "tiktok", "")]
    write_csv(folder / "people.csv", ("handle", "platform", "notes"), people)
    header = ("handle", "platform", "purposes", "kind", "when", "words", "where")
    said = ("fan.0002", "tiktok", "thanks;offer", "explicit", "2024-09-01T10:00:00Z", "yes", "DM")
    write_csv(folder / "agreed.csv", header, [said])
    return {"people.csv": "contacts", "agreed.csv": "consents"}


def orders(folder: Path) -> dict[str, str]:
    """Write what three shops sold."""
    paid = "2024-09-02 17:09:33 -0300"
    row = ("#1001", "buyer@example.org", "paid", paid, "20.00", "AAA1", "", "print", "", "0", "5")
    write_csv(folder / "orders_export_1.csv", SHOPIFY, [(*row, "+4912345")])
    woo = ("2024-09-03 10:00:00", "77", "€20.00", "completed", "Some Buyer", "aaa2")
    write_csv(folder / "wc-orders.csv", WOO, [woo])
    sold = ("p1", "b@example.org", "2024-09-04", "10:00:00", 0, 0, 0, 0, "AAA3")
    write_csv(folder / "Sales.csv", GUMROAD, [sold, ("Totals", *[""] * 8)])
    return {
        "orders_export_1.csv": "shopify-orders",
        "wc-orders.csv": "woocommerce-orders",
        "Sales.csv": "gumroad-sales",
    }


def strange(folder: Path) -> dict[str, str]:
    """Write tables that nobody knows, one of which a person could explain."""
    write_csv(
        folder / "strange.csv",
        ("Author", "What was said", "Moment"),
        [("zed.k", "so good", "2024-09-01T10:00:00Z")],
    )
    write_csv(folder / "bank.csv", ("Booked", "Amount"), [("2024-09-01", "-12.00")])
    # Orders without a header: the first row is a buyer's own.
    buyer = ("#1001", "anna.buyer@example.org", "Anna Buyer", "+49 170 5550123", "12 Elm Road")
    write_csv(folder / "sold.csv", buyer, [buyer[::-1]])
    return {
        "strange.csv": "no column with the comment's text",
        "bank.csv": "no column with the handle",
        "sold.csv": "the first row holds values",
    }


def book(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write a workbook, last changed when Studio's files were."""
    path.write_bytes(books.book(rows))
    os.utime(path, (MADE.timestamp(), MADE.timestamp()))


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    return "\n".join(
        ",".join(f'"{cell}"' if cell else "" for cell in row) for row in (header, *rows)
    ).encode()


def _rows(kind: str, number: int) -> list[tuple[str, ...]]:
    """Return rows of five people of this kind; the kind makes the ids differ."""
    salt = sum(map(ord, kind))
    return [
        (
            str((int((AT + timedelta(minutes=place)).timestamp()) << 32) + salt),
            f"{kind}.{place % 5}",
            f"Fan {place}",
            f"9{salt}{place % 5}",
            f"lovely colours {kind} {place}",
            POST,
            f"{AT + timedelta(minutes=place):%Y-%m-%dT%H:%M:%SZ}",
        )
        for place in range(number)
    ]


def _exported(place: int) -> tuple[object, ...]:
    handle = f"ig.{place % 7}"
    page = f"https://www.instagram.com/{handle}"
    ident = f"179{place:012}"
    post = f"https://www.instagram.com/p/AbC/c/{ident}"
    at = f"{AT:%Y-%m-%d} 17:40:{place % 60:02}"
    said = ("", at, 0, f"where is this {place}", "no", "", ident, page, post)
    return (place + 1, "", handle, "", 5_678 + place % 7, *said[1:])


def _cubernetes(path: Path, number: int) -> None:
    above = (
        f"Now,{AT:%a %b %d %Y} 12:00:00 GMT+0200 (Central European Summer Time)",
        f"Post URL,{POST}",
        "Publisher @,me.me",
    )
    rows = [
        f'{place + 1},"Nick {place}","cub.{place}",https://www.tiktok.com/@cub.{place},'
        f'"what paper {place}",{place % 3 + 1}d ago,"1.2K","N/A",No,---,0'
        for place in range(number)
    ]
    path.write_text("\n".join([*above, CUBERNETES, *rows]) + "\n", "utf-8")


def _graph(place: int) -> dict[str, object]:
    return {
        "id": f"178{place:012}",
        "from": {"id": f"77{place % 3}", "username": f"graph.{place % 3}"},
        "text": f"so calm {place}",
        "like_count": place,
        "hidden": False,
        "timestamp": f"{AT:%Y-%m-%d}T10:00:{place % 60:02}+0000",
    }


def _instaloader(place: int) -> dict[str, object]:
    return {
        "id": 18_000_000_000_000_000 + place,
        "created_at": int(AT.timestamp()) + place,
        "text": f"wow {place}",
        "owner": {"id": f"88{place % 4}", "username": f"loader.{place % 4}"},
        "likes_count": 1,
        "answers": [],
    }
