"""Codes by command: made, listed with what to look after, written out, noted as used."""

from pathlib import Path

from tests.cli.conftest import Run


def test_a_pool_is_made_listed_exported_and_used(practice: Run, tmp_path: Path) -> None:
    made = practice("codes", "make", "spring", "--pattern", "MIA-****", "--count", 12,
                    "--perk", "15 % off", "--ends", "2024-10-05", "--json").document  # fmt: skip
    assert (made["pool"], made["total"], made["free"], made["new"]) == ("spring", 12, 12, 12)
    assert made["guesses"] == 32**4 // 12
    [listed] = practice("codes", "list", "--json").document
    assert listed["perk"] == "15 % off"
    assert listed["ends_at"] == "2024-10-05T23:00:00Z"
    assert listed["warnings"] == ["its codes end soon: the last day is Saturday 5 October"]
    assert "spring: its codes end soon" in practice("codes", "list").out
    out = tmp_path / "shop.csv"
    assert practice("codes", "export", "spring", "--to", out, "--json").document["codes"] == 12
    code = out.read_text("utf-8").splitlines()[1]
    used = practice("codes", "redeemed", code.lower(), "--at", "2024-09-30", "--json").document
    assert (used["new"], used["known"], used["pools"][0]["redeemed"]) == (1, 0, 1)
    assert "0 codes noted as used, 1 known already" in practice("codes", "redeemed", code).out
    assert "used that you gave to nobody" in practice("codes", "list").out
    later = practice("codes", "set", "spring", "--ends", "2024-12-31", "--perk", "20 % off")
    assert "2025-01-01 00:00" in later.out
    assert "20 % off" in later.out
    assert practice("undo").code == 0
    assert practice("codes", "list", "--json").document[0]["perk"] == "15 % off"
    assert "codes" in practice("doctor").out


def test_what_does_not_fit_is_one_line_and_changes_nothing(practice: Run, tmp_path: Path) -> None:
    for words, says in (
        (("make", "spring"), "say codes make POOL --pattern PATTERN --count N"),
        (("make", "a", "b", "--pattern", "****", "--count", 1), "say codes make POOL"),
        (("make", "a", "--pattern", "A-##", "--count", 1), "every 64th guess"),
        (("make", "a", "--pattern", "****", "--count", 1, "--at", "2024-01-01"), "say codes make"),
        (("set", "spring"), "say codes set POOL, with --ends or --perk"),
        (("set", "spring", "--perk", "x"), "there is no pool 'spring'; known: none"),
        (("list", "spring"), "say codes list without names"),
        (("export", "spring", "--to", tmp_path / "x"), "there is no pool"),
        (("redeem",), "say codes redeem FILE"),
        (("redeemed",), "say codes redeemed CODE"),
        (("redeemed", "NOPE"), "in no pool of yours: NOPE"),
        (("add", "spring"), "say codes add POOL --from FILE"),
        (("give", "spring"), "is none of"),
    ):
        ran = practice("codes", *words)
        assert ran.code == 2, words
        assert says in ran.err
        assert ran.err.count("\n") == 1
    assert practice("codes", "list", "--json").document == []
