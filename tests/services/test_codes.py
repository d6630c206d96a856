"""Codes come from plain files, are counted, and are redeemed once by what the shop says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dm_assistant.domain.model import InboundClass, Purpose
from dm_assistant.domain.rules.verdict import Status
from dm_assistant.errors import BadInputError
from dm_assistant.services import cards, codes, fillings, people, undoing
from dm_assistant.services.views import Card
from dm_assistant.services.workspace import Workspace
from tests.importers import books
from tests.services.workshop import draft, out, stored, wait, wrote
from tests.workspaces import FANS, dump, reopened, write_csv

SHOPIFY = ("Name", "Email", "Financial Status", "Paid at", "Discount Code", "Cancelled at")


def code_file(folder: Path, text: str) -> Path:
    path = folder / "codes.txt"
    path.write_bytes(text.encode())
    return path


def counts(pool: codes.PoolCounts) -> tuple[int, int, int, int]:
    return pool.total, pool.free, pool.redeemed, pool.new


def test_one_code_a_line_makes_a_pool(empty: Workspace, tmp_path: Path) -> None:
    made = codes.add(empty, "spring", code_file(tmp_path, "AAA1\r\nAAA2\n\nAAA3"))
    assert (made.pool, made.total, made.free, made.new, made.known) == ("spring", 3, 3, 3, 0)
    assert [pool.pool for pool in codes.pools(empty)] == ["spring"]


def test_the_code_column_of_a_csv_is_found(empty: Workspace, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", ("note", "Code"), [("first", "AAA1"), ("second", "AAA2")])
    assert codes.add(empty, "spring", path).total == 2


@pytest.mark.parametrize(
    "rows",
    [
        [("note", "Code"), ("first", "AAA1"), ("second", 20250001)],
        [("AAA1",), (20250001,)],
        [(None, "AAA1"), (None, 20250001)],
    ],
)
def test_codes_are_read_from_a_workbook_with_and_without_headings(
    empty: Workspace, tmp_path: Path, rows: list[tuple[object, ...]]
) -> None:
    assert codes.add(empty, "spring", books.write_book(tmp_path, rows)).total == 2
    found = {row[2] for row in dump(empty.path / "workspace.db")["codes"]}
    assert found == {"AAA1", "20250001"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (books.book([("code",), (1.2345678901234567e19,)]), "a.xlsx:2: a spreadsheet has rounded"),
        (
            books.book([("code",), ('<c t="e"><v>#REF!</v></c>',)]),
            "a.xlsx:2: the cell holds the er",
        ),
        (books.book([("a", "b"), (1, 2)]), "a.xlsx:1: no column named code"),
        (books.book([]), "a.xlsx: the workbook has no sheet with anything in it"),
        (
            books.packed(
                books.parts({"One": books.sheet([("A1",)]), "Two": books.sheet([("B2",)])})
            ),
            "a.xlsx: several sheets hold something: One, Two",
        ),
        (books.packed({"word/document.xml": "<x/>"}), "a.xlsx: a Word document"),
        (books.book([("code",), ("AAA1",)])[:-40], "a.xlsx: "),
    ],
)
def test_a_workbook_that_cannot_be_read_whole_adds_nothing(
    empty: Workspace, tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    before = dump(empty.path / "workspace.db")
    with pytest.raises(BadInputError) as refused:
        codes.add(empty, "spring", tmp_path / "a.xlsx")
    assert str(refused.value).startswith(reason)
    assert dump(empty.path / "workspace.db") == before


def test_a_workbook_of_orders_redeems_as_its_csv_does(empty: Workspace, tmp_path: Path) -> None:
    codes.add(empty, "spring", code_file(tmp_path, "AAA1\nBBB2"))
    header = ("Order Number", "Order Date", "Coupon Code", "Status")
    rows = [
        header,
        (1001, '<c s="1"><v>45556.5</v></c>', "aaa1", "completed"),
        (1002, "2024-09-21 10:00", "BBB2", "refunded"),
        (1003, "2024-09-21 10:00", '<c t="e"><v>#REF!</v></c>', "completed"),
    ]
    path = books.write_book(tmp_path, rows[:3])
    [pool] = codes.redeem(empty, path).pools
    assert (pool.redeemed, pool.new) == (1, 1)
    found = [row[2:5] for row in dump(empty.path / "workspace.db")["redemptions"]]
    noon = int(datetime(2024, 9, 21, 11, tzinfo=UTC).timestamp())  # in London
    assert found == [("1001", noon, 0), ("1002", noon - 7200, 1)]
    before = dump(empty.path / "workspace.db")
    written = write_csv(
        tmp_path / "o.csv",
        header,
        [("1001", "2024-09-21 12:00", "AAA1", "completed"), ("1002", "", "BBB2", "refunded")],
    )
    assert codes.redeem(empty, written).pools[0].new == 0
    assert dump(empty.path / "workspace.db") == before
    with pytest.raises(BadInputError, match=r"^a\.xlsx:4: a cell holds the error of a formula"):
        codes.redeem(empty, books.write_book(tmp_path, rows))


def test_known_codes_are_counted_whatever_their_case(empty: Workspace, tmp_path: Path) -> None:
    codes.add(empty, "spring", code_file(tmp_path, "AAA1\nAAA2"))
    again = codes.add(empty, "spring", code_file(tmp_path, "aaa1\nAAA3\naaa3"))
    assert (again.total, again.new, again.known) == (3, 1, 2)


def test_the_same_file_twice_changes_nothing(empty: Workspace, tmp_path: Path) -> None:
    path = code_file(tmp_path, "AAA1\nAAA2")
    codes.add(empty, "spring", path)
    before = dump(empty.path / "workspace.db")
    codes.add(empty, "spring", path)
    assert dump(empty.path / "workspace.db") == before


def test_codes_that_all_lie_in_another_pool_make_none(empty: Workspace, tmp_path: Path) -> None:
    path = code_file(tmp_path, "AAA1")
    codes.add(empty, "spring", path)
    with pytest.raises(BadInputError, match="another pool"):
        codes.add(empty, "summer", path)
    assert [pool.pool for pool in codes.pools(empty)] == ["spring"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("AAA1\n\nAAA 2", 3, "one code a line"),
        ("AAA1\nAAA\x1b[2J", 2, "nobody can type"),
        ("AAA1\nAA\u200bA2", 2, "nobody can type"),
        ("AAA1\nA" + "x" * 24, 2, "more than 24"),
        ("AAA1,BBB\nx,y", 1, "no column named code"),
    ],
)
def test_a_bad_code_refuses_the_file_at_its_line(
    empty: Workspace, tmp_path: Path, text: str, line: int, reason: str
) -> None:
    before = dump(empty.path / "workspace.db")
    with pytest.raises(BadInputError, match=rf"^codes\.txt:{line}: .*{reason}"):
        codes.add(empty, "spring", code_file(tmp_path, text))
    assert dump(empty.path / "workspace.db") == before


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfeA", b"AAA\n\xe4\xf6"])
def test_a_file_without_readable_codes_is_refused_in_one_line(
    empty: Workspace, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "codes.txt"
    path.write_bytes(content)
    with pytest.raises(BadInputError) as refused:
        codes.add(empty, "spring", path)
    assert str(refused.value).startswith("codes.txt")
    assert "\n" not in str(refused.value)


def test_a_missing_file_and_a_nameless_pool_are_refused(empty: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no such file"):
        codes.add(empty, "spring", tmp_path / "none.txt")
    with pytest.raises(BadInputError, match="needs a name"):
        codes.add(empty, "\u200b ", code_file(tmp_path, "AAA1"))


def test_adding_is_undone_whole(empty: Workspace, tmp_path: Path) -> None:
    kept = ("journal", "images")
    before = dump(empty.path / "workspace.db", kept)
    codes.add(empty, "spring", code_file(tmp_path, "AAA1\nAAA2"))
    assert undoing.undo(empty).act == "codes_add"
    assert dump(empty.path / "workspace.db", kept) == before


def orders(folder: Path) -> Path:
    return write_csv(
        folder / "orders_export_1.csv",
        SHOPIFY,
        [
            ("#1001", "a@example.org", "paid", "2024-09-30 09:15:00 -0300", "aaa1", ""),
            ("#1001", "a@example.org", "", "", "", ""),
            ("#1002", "b@example.org", "refunded", "2024-09-30 09:20:00 -0300", "AAA2", ""),
            ("#1003", "c@example.org", "paid", "2024-09-30 09:25:00 -0300", "AAA3", "2024-10-01"),
            ("#1004", "d@example.org", "partially_refunded", "", "AAA4, PUBLIC10", ""),
        ],
    )


def test_orders_redeem_what_was_neither_cancelled_nor_refunded(
    empty: Workspace, tmp_path: Path
) -> None:
    codes.add(empty, "spring", code_file(tmp_path, "AAA1\nAAA2\nAAA3\nAAA4"))
    [pool] = codes.redeem(empty, orders(tmp_path)).pools
    assert counts(pool) == (4, 2, 2, 2)
    rows = dump(empty.path / "workspace.db")["codes"]
    times = {row[2]: row[-1] for row in rows}
    assert times["AAA1"] == 1727698500
    assert times["AAA4"] == 1727784000
    assert times["AAA2"] is None


def test_redeeming_the_same_file_again_changes_nothing(empty: Workspace, tmp_path: Path) -> None:
    codes.add(empty, "spring", code_file(tmp_path, "AAA1\nAAA4"))
    codes.redeem(empty, orders(tmp_path))
    before = dump(empty.path / "workspace.db")
    [pool] = codes.redeem(empty, orders(tmp_path)).pools
    assert (pool.redeemed, pool.new) == (2, 0)
    assert dump(empty.path / "workspace.db") == before


def test_no_buyer_is_stored(empty: Workspace, tmp_path: Path) -> None:
    codes.add(empty, "spring", code_file(tmp_path, "AAA1"))
    codes.redeem(empty, orders(tmp_path))
    empty.close()
    assert b"example.org" not in (empty.path / "workspace.db").read_bytes()


@pytest.mark.parametrize("column", ["Coupon Code", "Coupon(s)", "coupon code", "code"])
def test_other_shops_name_the_column_otherwise(
    empty: Workspace, tmp_path: Path, column: str
) -> None:
    codes.add(empty, "spring", code_file(tmp_path, "AAA1\nAAA2"))
    path = write_csv(tmp_path / "o.csv", ("Order #", column), [("1", "aaa1, aaa2")])
    [pool] = codes.redeem(empty, path).pools
    assert pool.redeemed == 2


def test_gumroad_rows_that_were_fully_refunded_do_not_count(
    empty: Workspace, tmp_path: Path
) -> None:
    codes.add(empty, "spring", code_file(tmp_path, "AAA1\nAAA2"))
    path = write_csv(
        tmp_path / "Sales.csv",
        ("Purchase Date", "Refunded?", "Fully Refunded?", "Discount Code"),
        [
            ("2024-09-30", "1", "1", "AAA1"),
            ("2024-09-30", "1", "0", "AAA2"),
            ("Totals", "", "", ""),
        ],
    )
    [pool] = codes.redeem(empty, path).pools
    assert pool.redeemed == 1


def test_orders_that_cannot_be_read_change_nothing(empty: Workspace, tmp_path: Path) -> None:
    codes.add(empty, "spring", code_file(tmp_path, "AAA1"))
    before = dump(empty.path / "workspace.db")
    no_code = write_csv(tmp_path / "o.csv", ("Name", "Total"), [("1", "2")])
    with pytest.raises(BadInputError, match=r"^o\.csv:1: no column with the code"):
        codes.redeem(empty, no_code)
    bad_time = write_csv(
        tmp_path / "o.csv", ("code", "Date"), [("AAA1", "2024-09-01"), ("AAA1", "31/31/2024")]
    )
    with pytest.raises(BadInputError, match=r"^o\.csv:3: not a time"):
        codes.redeem(empty, bad_time)
    assert dump(empty.path / "workspace.db") == before


def test_redeeming_is_undone_whole_and_survives_a_restart(empty: Workspace, tmp_path: Path) -> None:
    codes.add(empty, "spring", code_file(tmp_path, "AAA1\nAAA4"))
    kept = ("journal", "images", "imports")
    before = dump(empty.path / "workspace.db", kept)
    codes.redeem(empty, orders(tmp_path))
    with reopened(empty) as again:
        undoing.undo(again)
    assert dump(empty.path / "workspace.db", kept) == before


# --- until when --------------------------------------------------------------------------------


def test_a_pool_ends_when_it_is_said_to_and_undo_takes_that_back(
    empty: Workspace, tmp_path: Path
) -> None:
    path = code_file(tmp_path, "AAA1")
    codes.add(empty, "spring", path)
    ends_at = empty.now() + timedelta(days=3)
    made = codes.add(empty, "spring", path, ends_at=ends_at)
    assert (made.new, made.ends_at) == (0, ends_at)
    before = dump(empty.path / "workspace.db")
    codes.add(empty, "spring", path, ends_at=ends_at)
    assert dump(empty.path / "workspace.db") == before
    undoing.undo(empty)
    assert codes.pools(empty)[0].ends_at is None
    with pytest.raises(BadInputError, match="still to come"):
        codes.add(empty, "spring", path, ends_at=empty.now())


def test_a_draft_whose_code_has_ended_is_blocked_and_its_words_name_the_last_day(
    ws: Workspace, tmp_path: Path
) -> None:
    midnight = datetime(2024, 10, 3, 23, tzinfo=UTC)  # the end of the 3rd in London
    codes.add(ws, "spring", code_file(tmp_path, "AAA1"), ends_at=midnight)
    people.grant(ws, FANS[0], Purpose.OFFER, "send me a code")
    number = draft(ws, FANS[0], Purpose.OFFER, extra={"perk": "10 % off"})
    assert stored(ws, number).code_ends_at == midnight
    assert fillings.code_day(midnight, ws.timezone) == "2024-10-03"
    wait(ws, days=3)
    [card] = cards_of(ws, number)
    assert card.verdict is not None
    found = card.verdict.finding("code_life")
    assert found is not None
    assert found.status is Status.BLOCK


def test_a_draft_is_blocked_at_once_when_its_code_ends_before_it_may_go(
    ws: Workspace, tmp_path: Path
) -> None:
    out(ws)
    wait(ws, hours=1)
    wrote(ws, "thank you!", kind=InboundClass.THANKS)
    people.grant(ws, FANS[0], Purpose.OFFER, "send me a code")
    path = code_file(tmp_path, "AAA1")
    codes.add(ws, "spring", path, ends_at=ws.now() + timedelta(days=3))
    number = draft(ws, FANS[0], Purpose.OFFER, extra={"perk": "10 % off"})
    [card] = cards_of(ws, number)
    assert card.verdict is not None
    assert card.verdict.status is Status.BLOCK
    found = card.verdict.finding("code_life")
    assert found is not None
    assert "It cannot become allowed: by" in found.detail
    codes.add(ws, "spring", path, ends_at=ws.now() + timedelta(days=30))
    [card] = cards_of(ws, number)
    assert card.verdict is not None
    assert card.verdict.status is Status.HOLD


def cards_of(ws: Workspace, number: int) -> tuple[Card, ...]:
    with ws.database.read() as tx:
        return tuple(cards.of_drafts(tx, ws, [number]))
