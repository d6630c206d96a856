"""A whole downloads folder by command: looked at, imported, imported again, taken back."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.domain.text import to_screen
from tests import downloads
from tests.cli.test_import import held
from tests.downloads import Downloads, every_file
from tests.workspaces import dump

from .conftest import Run

LEDGER = {"consents", "evidence", "suppressions"}
"""What is never taken back: the ledger grows, and a stop stays."""

RECORDS = {"journal", "images", "imports", "sqlite_sequence"}


@pytest.fixture
def creator(run: Run, monkeypatch: pytest.MonkeyPatch, home: Path) -> Run:
    """Commands on an empty workspace of the creator whose downloads these are."""
    monkeypatch.setenv("DM_ASSISTANT_NOW", "2024-10-01T12:00:00+00:00")
    run("init", "--practice", "--account", downloads.OWNER, "--timezone", "Europe/London")
    assert home.is_dir()
    return run


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Downloads:
    return downloads.make(tmp_path_factory.mktemp("small") / "Downloads")


def test_a_look_names_every_file_and_changes_no_byte(
    creator: Run, small: Downloads, home: Path
) -> None:
    before, theirs = held(home), held(small.folder)
    ran = creator("import", small.folder, "--dry-run", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert held(home) == before
    assert held(small.folder) == theirs
    found = {each["path"]: each["format"] for each in ran.document["files"]}
    assert found == {shown(path): name for path, name in small.known.items()}
    left = {each["path"]: each["reason"] for each in ran.document["left_out"]}
    assert left.keys() == {shown(path) for path in small.left}
    wrong = {
        path: (words, left[shown(path)])
        for path, words in small.left.items()
        if words not in left[shown(path)]
    }
    assert not wrong
    assert set(unnamed(small, {*found, *left})) == {"._IMG_0001.png"}, "a shadow of macOS"


def shown(path: str) -> str:
    return to_screen(f"Downloads/{path}")


def unnamed(made: Downloads, named: set[str]) -> Iterator[str]:
    """Yield the files that a report says nothing of, neither by name nor as a part."""
    for path in every_file(made):
        name = shown(path)
        whole = (name, f"{name}!", *(f"{name[:at]}" for at in slashes(name)))
        if not any(each in whole or each.startswith(f"{name}!") for each in named):
            yield path


def slashes(name: str) -> list[int]:
    return [at for at, letter in enumerate(name) if letter == "/"]


def numbers(document: Any) -> list[dict[str, Any]]:
    return [{**file, "batch": None} for file in document["files"]]


def test_an_import_does_what_the_look_said_number_for_number(
    creator: Run, small: Downloads, home: Path
) -> None:
    tried = creator("import", small.folder, "--dry-run", "--json").document
    done = creator("import", small.folder, "--json").document
    assert numbers(done) == numbers(tried)
    assert done["left_out"] == tried["left_out"]
    assert (tried["dry_run"], done["dry_run"]) == (True, False)
    batches = [file["batch"] for file in done["files"]]
    assert batches == list(range(1, len(batches) + 1))
    before = held(home)
    again = creator("import", small.folder, "--json").document
    assert {file["batch"] for file in again["files"]} == {None}
    assert [file["new"] + file["changed"] for file in again["files"]] == [0] * len(batches)
    for file, first in zip(again["files"], done["files"], strict=True):
        known = told(first)
        assert (file["path"], file["duplicate"]) == (first["path"], known)
    assert held(home) == before
    assert again["left_out"] == done["left_out"]


def test_every_row_read_is_accounted_for(creator: Run, small: Downloads) -> None:
    for file in creator("import", small.folder, "--json").document["files"]:
        passed = file["erased_skipped"] + file["own"] + len(file["rejected"]) + file["listed"]
        if file["kind"] != "redemptions":
            assert told(file) + passed == file["rows"], file["path"]


def told(file: dict[str, Any]) -> int:
    """Return how many rows said something that is known afterwards; of an export, the messages."""
    if file["kind"] == "export":
        return int(file["messages_in"] + file["messages_out"] + file["duplicate"])
    return int(file["new"] + file["changed"] + file["duplicate"])


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_every_import_is_taken_back_in_any_order(
    creator: Run, small: Downloads, home: Path, seed: int
) -> None:
    before = dump(home / "workspace.db", RECORDS)
    done = creator("import", small.folder, "--json").document
    batches = [file["batch"] for file in done["files"]]
    random.Random(seed).shuffle(batches)  # noqa: S311 - any order
    listed = creator("import", "--list", "--json").document
    assert {each["batch"] for each in listed} == set(batches)
    assert all(creator("import", "--undo", number).code == 0 for number in batches)
    after = dump(home / "workspace.db", RECORDS)
    stay = {row[1] for row in after["consents"]}
    assert {row[0] for row in after["contacts"]} == stay, "only who is in the ledger stays"
    assert {row[1] for row in after["handles"]} == stay
    rest = {name: rows for name, rows in after.items() if name not in {*LEDGER, "contacts"}}
    rest["handles"] = []
    assert rest == {name: before[name] for name in rest}
    assert all(each["undone"] for each in creator("import", "--list", "--json").document)
    assert creator("doctor").code == 0


def test_people_read_what_each_file_is_and_why_others_are_left(
    creator: Run, small: Downloads
) -> None:
    out = creator("import", small.folder, "--dry-run").out
    assert "Downloads/texto/TikTok (TikTok export: tiktok-export)" in out
    assert "\n  30 pictures\n" in out
    assert "Downloads/broken.csv: line 300: a quote is opened here and not closed" in out
    assert out.endswith("dry run: nothing was changed\nnext: the same without --dry-run\n")
    assert "\x1b" not in out
    figures = out[out.index("Downloads/Viewers.xlsx") :].split("\nDownloads/", 1)[0]
    assert "7 rows read: 7 new" in figures
    assert "people:" not in figures


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("broken.csv", "broken.csv:300: a quote is opened here and not closed"),
        ("cut.json", "cut.json item 9: the file ends inside a value"),
        ("bomb.zip", "bomb.zip: grows to more than"),
        ("damaged.zip", "damaged.zip: the archive is damaged"),
        ("empty.csv", "empty.csv: the file is empty"),
        ("invoice.pdf", "invoice.pdf: a PDF"),
        ("package.json", "package.json: JSON that holds neither comments nor"),
        ("from a friend.json", "from a friend.json: these are the messages of @pal"),
        ("sold.csv", "sold.csv:1: the first row holds values"),
    ],
)
def test_a_named_file_that_cannot_be_read_is_one_line(
    creator: Run, small: Downloads, home: Path, name: str, words: str
) -> None:
    before = held(home)
    ran = creator("import", small.folder / name, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert words in ran.err
    assert held(home) == before


@pytest.mark.parametrize("asked", [(), ("--as", "apify"), ("--map", "handle=Buyer")])
def test_a_buyers_row_is_never_shown_as_column_names(
    creator: Run, small: Downloads, asked: tuple[str, ...]
) -> None:
    for words in (("import", *asked), ("import", "--as", "orders"), ("codes", "redeem")):
        ran = creator(*words, small.folder / "sold.csv")
        assert ran.code == 2
        for private in ("anna", "buyer@", "5550123", "elm"):
            assert private not in (ran.out + ran.err).casefold()


@pytest.mark.slow
def test_four_hundred_chats_and_twelve_thousand_messages(
    creator: Run, tmp_path: Path, home: Path
) -> None:
    made = downloads.make(
        tmp_path / "Downloads", chats=400, messages=12_000, comments=1_000, seed=5
    )
    tried = creator("import", made.folder, "--dry-run", "--json").document
    found = {shown(path): name for path, name in made.known.items()}
    assert {each["path"]: each["format"] for each in tried["files"]} == found
    done = creator("import", made.folder, "--json").document
    assert numbers(done) == numbers(tried)
    exports = [file for file in done["files"] if file["format"] == "tiktok-export"]
    assert sum(file["rows"] for file in exports) > 12_000
    assert sum(file["messages_in"] + file["messages_out"] for file in exports) == 12_003
    before = held(home)
    shutil.copytree(made.folder, tmp_path / "again" / "Downloads")
    again = creator("import", tmp_path / "again" / "Downloads", "--json").document
    assert sum(file["new"] + file["changed"] for file in again["files"]) == 0
    assert held(home) == before
