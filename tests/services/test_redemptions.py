"""Which orders used a code is kept beside it; of who bought, nothing is kept anywhere."""

from __future__ import annotations

import csv
import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dm_assistant.cli.main import main
from dm_assistant.domain.model import InboundClass, Purpose
from dm_assistant.errors import BadInputError
from dm_assistant.services import codes, exporting, importing, life, people, undoing
from dm_assistant.services.file_reports import FileReport
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import held
from tests import workspaces
from tests.examples import examples
from tests.importers.test_shop import SHOPIFY, shopify
from tests.services.workshop import draft, load, out, tables, wait, wrote
from tests.workspaces import FANS, dump, write_csv

CANARIES = ("canary.buyer@example.org", "Cana Ryson", "+49 30 555 0199", "7 Canary Lane")


@pytest.fixture
def shop(empty: Workspace, tmp_path: Path) -> Workspace:
    (tmp_path / "codes.txt").write_text("AAA1\nBBB2\nCCC3")
    codes.add(empty, "spring", tmp_path / "codes.txt")
    return empty


def orders(path: Path, *rows: tuple[str, ...]) -> Path:
    return write_csv(path, SHOPIFY, rows)


def order(number: int, code: str = "AAA1", status: str = "paid", day: int = 20) -> tuple[str, ...]:
    return shopify(f"#{number}", status, f"2024-09-{day} 09:00:00 +0000", code)


def told(report: FileReport) -> tuple[int, int, int]:
    return report.new, report.changed, report.duplicate


def states(ws: Workspace) -> dict[str, str]:
    return {row[2]: row[4] for row in tables(ws)["codes"]}


def standing_uses(ws: Workspace) -> list[tuple[Any, ...]]:
    """Return the uses that are known of, as they are exported."""
    with ws.database.read() as tx:
        return list(held.redemptions(tx))


def test_a_shared_code_is_noted_for_each_order_and_counted_once(
    shop: Workspace, tmp_path: Path
) -> None:
    path = orders(tmp_path / "o.csv", order(1, day=22), order(2, "aaa1", day=21), order(3, "XX"))
    report = load(shop, path)
    assert told(report) == (2, 0, 0)
    assert report.notes == ("1 use of codes that are in no pool of yours",)
    [pool] = codes.pools(shop)
    assert (pool.redeemed, pool.free) == (1, 2)
    [first] = [row[-1] for row in tables(shop)["codes"] if row[2] == "AAA1"]
    assert first == min(row[3] for row in tables(shop)["redemptions"])


def test_the_same_file_again_changes_nothing(shop: Workspace, tmp_path: Path) -> None:
    path = orders(tmp_path / "o.csv", order(1), order(2, "BBB2", "refunded"))
    load(shop, path)
    before = dump(shop.path / "workspace.db")
    assert told(load(shop, path)) == (0, 0, 2)
    codes.redeem(shop, path)
    assert dump(shop.path / "workspace.db") == before


def test_a_later_refund_takes_the_use_back_and_undo_gives_it_again(
    shop: Workspace, tmp_path: Path
) -> None:
    load(shop, orders(tmp_path / "o.csv", order(1), order(2, "BBB2")))
    kept = ("journal", "images", "imports")
    before = tables(shop, kept)
    report = load(shop, orders(tmp_path / "p.csv", order(1, status="refunded")))
    assert told(report) == (0, 1, 0)
    assert states(shop) == {"AAA1": "free", "BBB2": "redeemed", "CCC3": "free"}
    assert told(load(shop, tmp_path / "p.csv")) == (0, 0, 1)
    assert undoing.undo(shop).act == "import"
    assert tables(shop, kept) == before


def test_a_code_taken_back_is_again_what_its_message_made_of_it(
    ws: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "codes.txt").write_text("SUN1\nSUN2")
    codes.add(ws, "spring", tmp_path / "codes.txt")
    out(ws)
    wait(ws, hours=2)
    wrote(ws, "thank you", kind=InboundClass.THANKS)
    people.grant(ws, FANS[0], Purpose.OFFER, "send me a code")
    wait(ws, days=8)
    number = draft(ws, FANS[0], Purpose.OFFER, extra={"perk": "10 % off"})
    before = tables(ws)["codes"]
    load(ws, orders(tmp_path / "o.csv", order(1, "SUN1")))
    load(ws, orders(tmp_path / "p.csv", order(1, "SUN1", "refunded")))
    assert tables(ws)["codes"] == before
    load(ws, orders(tmp_path / "q.csv", order(2, "SUN1")))
    life.approve(ws, [number])
    life.hand_over(ws, number)
    life.sent(ws, [number])
    load(ws, orders(tmp_path / "r.csv", order(2, "SUN1", "refunded")))
    assert states(ws)["SUN1"] == "given"


Files = st.lists(
    st.lists(
        st.tuples(
            st.integers(1, 3),
            st.sampled_from(["AAA1", "BBB2"]),
            st.sampled_from(["paid", "voided"]),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda row: row[:2],
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.slow
@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(files=Files, turned=st.permutations(range(4)), gone=st.permutations(range(4)))
def test_files_in_any_order_tell_the_same(
    shop: Workspace,
    tmp_path: Path,
    files: list[list[tuple[int, str, str]]],
    turned: list[int],
    gone: list[int],
) -> None:
    found = []
    before = tables(shop, ("journal", "images", "imports", "alembic_version"))
    for turn in (files, [files[place] for place in turned if place < len(files)]):
        batches = []
        for number, rows in enumerate(turn):
            path = orders(tmp_path / f"{number}.csv", *(order(*row) for row in rows))
            batches.append(load(shop, path).batch)
        uses = standing_uses(shop)
        found.append((states(shop), uses))
        for batch in [batches[place] for place in gone if place < len(batches)]:
            if batch is not None:
                importing.undo_batch(shop, batch)
        assert tables(shop, ("journal", "images", "imports", "alembic_version")) == before
    assert found[0] == found[1]


def test_that_a_code_was_used_at_all_gives_way_to_the_order(
    shop: Workspace, tmp_path: Path
) -> None:
    codes.redeem(shop, write_csv(tmp_path / "c.csv", ("code",), [("AAA1",)]))
    assert states(shop)["AAA1"] == "redeemed"
    load(shop, orders(tmp_path / "o.csv", order(1)))
    load(shop, orders(tmp_path / "p.csv", order(1, status="refunded")))
    assert states(shop)["AAA1"] == "free"


def test_counts_alone_change_nothing_and_say_what_is_needed(
    shop: Workspace, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "d.csv", ("Name", "Times Used In Total"), [("AAA1", "3")])
    before = dump(shop.path / "workspace.db")
    [note] = load(shop, path).notes
    assert "export the orders" in note
    with pytest.raises(BadInputError, match="export the orders"):
        codes.redeem(shop, path)
    assert dump(shop.path / "workspace.db") == before


def test_a_use_shows_with_its_order_until_the_person_is_erased(
    ws: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "codes.txt").write_text("SUN1")
    codes.add(ws, "spring", tmp_path / "codes.txt")
    people.grant(ws, FANS[0], Purpose.OFFER, "send me a code")
    draft(ws, FANS[0], Purpose.OFFER, extra={"perk": "10 % off"})
    path = orders(tmp_path / "o.csv", order(1, "SUN1"), order(2, "SUN1"))
    load(ws, path)
    shown = people.person(ws, FANS[0])
    assert [(each.code, each.order) for each in shown.codes] == [("SUN1", "#1"), ("SUN1", "#2")]
    entries = [each for each in shown.timeline if each.kind == "code used"]
    assert [each.detail for each in entries] == ["spring, order #1", "spring, order #2"]
    assert exporting.export_person(ws, FANS[0])["redemptions"][0]["order"] == "#1"
    from dm_assistant.services import safety  # noqa: PLC0415 - only this test erases

    safety.forget(ws, FANS[0])
    assert [row[2] for row in tables(ws)["redemptions"]] == [""]
    assert told(load(ws, path)) == (0, 0, 0)
    assert b"#1" not in (ws.path / "workspace.db").read_bytes().replace(b"#10", b"")


def test_of_an_erased_person_each_file_says_only_that_their_code_was_used(
    ws: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "codes.txt").write_text("SUN1\nSUN2")
    codes.add(ws, "spring", tmp_path / "codes.txt")
    people.grant(ws, FANS[0], Purpose.OFFER, "send me a code")
    draft(ws, FANS[0], Purpose.OFFER, extra={"perk": "10 % off"})
    files = [
        orders(tmp_path / "1.csv", order(1, "SUN1"), order(2, "SUN1"), order(7, "SUN2")),
        orders(tmp_path / "2.csv", order(2, "SUN1", "refunded"), order(3, "SUN1")),
        orders(tmp_path / "3.csv", order(2, "SUN1")),
        write_csv(tmp_path / "4.csv", ("code",), [("SUN1",)]),
    ]
    batches = [load(ws, path, as_format="orders").batch for path in files]
    assert None not in batches
    from dm_assistant.services import safety  # noqa: PLC0415 - as above

    safety.forget(ws, FANS[0])
    left = [(row[2], row[4], row[5]) for row in tables(ws)["redemptions"]]
    assert sorted(left) == sorted([("", 0, batches[0]), ("#7", 0, batches[0]), ("", 0, batches[1])])
    assert load(ws, files[0], as_format="orders").batch is None
    importing.undo_batch(ws, batches[0] or 0)
    assert states(ws)["SUN1"] == "redeemed"
    importing.undo_batch(ws, batches[1] or 0)
    assert states(ws)["SUN1"] != "redeemed"
    assert tables(ws)["redemptions"] == []


def test_undoing_one_of_two_files_leaves_what_the_other_repeats(
    shop: Workspace, tmp_path: Path
) -> None:
    first = load(shop, orders(tmp_path / "1.csv", order(1), order(2, "BBB2"))).batch
    report = load(shop, orders(tmp_path / "2.csv", order(1), order(3, "CCC3")))
    assert told(report) == (1, 0, 1)
    importing.undo_batch(shop, first or 0)
    assert states(shop) == {"AAA1": "redeemed", "BBB2": "free", "CCC3": "redeemed"}
    importing.undo_batch(shop, report.batch or 0)
    assert set(states(shop).values()) == {"free"}


def test_a_file_that_says_nothing_new_stands_for_itself(shop: Workspace, tmp_path: Path) -> None:
    first = load(shop, orders(tmp_path / "1.csv", order(1), order(2, "BBB2"))).batch
    report = load(shop, orders(tmp_path / "2.csv", order(1)))
    assert told(report) == (0, 0, 1)
    assert report.batch is not None
    importing.undo_batch(shop, first or 0)
    assert states(shop) == {"AAA1": "redeemed", "BBB2": "free", "CCC3": "free"}


def test_everything_exported_has_the_uses(shop: Workspace, tmp_path: Path) -> None:
    load(shop, orders(tmp_path / "o.csv", order(1)))
    exporting.export_all(shop, tmp_path / "out")
    with (tmp_path / "out" / "redemptions.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["code"], row["pool"], row["order"], row["refunded"]) == (
        "AAA1",
        "spring",
        "#1",
        "no",
    )


# --- nothing of buyers -----------------------------------------------------------------------


def with_canaries(path: Path) -> Path:
    """Write orders with a buyer in every cell that is not read, and in some that are spoilt."""
    header = (*SHOPIFY, "Billing Name", "Billing Street", "Notes")
    good = [*order(1), *CANARIES[1:]]
    good[1], good[-5] = CANARIES[0], CANARIES[2]
    rows = [good]
    for place in (0, 2, 3, 5, 9):
        shifted = list(good)
        shifted[place] = CANARIES[0]
        rows.append(shifted)
    rows.append([*good, CANARIES[1]])
    return write_csv(path, header, rows)


def test_no_word_about_a_buyer_reaches_database_journal_log_or_screen(
    shop: Workspace, tmp_path: Path
) -> None:
    path = with_canaries(tmp_path / "o.csv")
    shop.close()
    said = io.StringIO()
    folder = str(shop.path)
    with redirect_stdout(said), redirect_stderr(said):
        for words in (
            ["import", str(path), "--dry-run"],
            ["import", str(path), "--json"],
            ["import", str(path)],
            ["codes", "redeem", str(path)],
            ["journal"],
            ["export", "--all", "--to", str(tmp_path / "out")],
        ):
            main(["--workspace", folder, *words])
    left = [*shop.path.rglob("*"), *(tmp_path / "out").rglob("*")]
    kept = b"".join(each.read_bytes() for each in left if each.is_file())
    assert "1 new" in said.getvalue()
    for canary in CANARIES:
        assert canary not in said.getvalue()
        assert canary.encode() not in kept


@pytest.mark.slow
def test_many_orders_are_read_in_flat_memory(shop: Workspace, tmp_path: Path) -> None:
    import tracemalloc  # noqa: PLC0415 - only this test measures

    def peak(number: int) -> int:
        path = tmp_path / f"{number}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write(",".join(SHOPIFY) + "\n")
            for each in range(number):
                file.write(",".join(order(each, f"CODE{each}")) + "\n")
        tracemalloc.start()
        try:
            load(shop, path, dry_run=True)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1_000)
    assert peak(50_000) < 1.25 * peak(10_000)
    assert workspaces.dump(shop.path / "workspace.db")["redemptions"] == []
