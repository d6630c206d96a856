"""The command ``restore``: the list of copies, what going back says, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workspaces import FANS, comments_file

from .conftest import Run

MIA, ZOE, TOM = FANS


@pytest.fixture
def busy(practice: Run, tmp_path: Path) -> Run:
    """People, one draft, and a copy made of it; then a "no" and another import."""
    assert practice("import", comments_file(tmp_path / "c.csv")).code == 0
    assert practice("consent", "grant", MIA, "--for", "thanks", "--evidence", "yes").code == 0
    assert practice("draft", "--for", "thanks", MIA).code == 0
    assert practice("backup").code == 0
    assert practice("suppress", ZOE, "--reason", "opt_out").code == 0
    fresh = comments_file(tmp_path / "d.csv", ["new.face"])
    # A person of their own: the platform's ids say who is who.
    fresh.write_text(fresh.read_text("utf-8").replace("user0", "user9"), "utf-8")
    assert practice("import", fresh).code == 0
    return practice


def copies(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("restore", "--json").document
    return found


def test_without_a_name_it_lists_the_copies_newest_first(busy: Run) -> None:
    assert copies(busy) == [
        {
            "name": "20241001T120000Z-2-before-import",
            "at": "2024-10-01T12:00:00Z",
            "label": "before-import",
        },
        {"name": "20241001T120000Z-1", "at": "2024-10-01T12:00:00Z", "label": ""},
    ]
    lines = busy("restore").out.splitlines()
    assert lines[0].split() == ["name", "when", "(UTC)", "made"]
    assert lines[1].endswith("before import")
    assert lines[2].endswith("by hand")


def test_where_there_is_no_copy_it_says_how_to_make_one(practice: Run) -> None:
    assert practice("restore", "--json").document == []
    assert "dm-assistant backup" in practice("restore").out


def test_it_says_what_it_did_as_one_document(busy: Run) -> None:
    document = busy("restore", "20241001T120000Z-1", "--json").document
    assert document["backup"] == "20241001T120000Z-1"
    assert document["made"] == "2024-10-01T12:00:00Z"
    assert document["kept_before"] == "20241001T120000Z-3-before-restore"
    assert set(document["again"]) >= {
        "suppressions",
        "erased",
        "withdrawals",
        "touches",
        "messages",
    }
    assert document["again"]["suppressions"] == 2
    assert (document["lost"]["imports"], document["lost"]["people"]) == (1, 1)
    assert document["lost"]["drafts"] == 0
    assert document["dry_run"] is False
    assert busy("check", ZOE, "--json").document["status"] == "block"
    assert busy("doctor").code == 0
    assert copies(busy)[0]["name"] == document["kept_before"]


def test_it_says_so_in_words_and_a_dry_run_says_the_same(busy: Run) -> None:
    tried = busy("restore", "20241001T120000Z-1", "--dry-run").out
    assert "would be restored: 20241001T120000Z-1, made 2024-10-01 12:00 UTC" in tried
    assert "said again in it: 2 suppressions" in tried
    assert "kept" not in tried
    done = busy("restore", "20241001T120000Z-1").out
    for words in ("1 import", "1 person", "2 comments", "before-restore", "templates stay"):
        assert words in done
    assert "4 acts" in done or "2 acts" in done
    assert busy("undo").code == 3


def test_bad_input_is_one_line_and_changes_nothing(busy: Run, home: Path) -> None:
    before = (home / "workspace.db").read_bytes()
    for words in (["nothing"], ["\x1b[31m"], ["../x"], [str(home)], ["--dry-run"], ["a", "b"]):
        ran = busy("restore", *words)
        assert (ran.code, ran.out) == (2, ""), words
        assert ran.err.count("\n") == 1
        assert ran.err.rstrip("\n").isprintable()
    assert (home / "workspace.db").read_bytes() == before


def test_a_lost_database_is_put_in_again(busy: Run, home: Path) -> None:
    (home / "workspace.db").unlink()
    assert busy("queue").code == 2
    assert [each["label"] for each in copies(busy)] == ["before-import", ""]
    told = busy("restore", "20241001T120000Z-2-before-import")
    assert told.code == 0
    assert "there was no database: nothing newer could be said again in it" in told.out
    assert busy("doctor").code == 0


def test_an_unreadable_database_is_to_be_moved_away_first(busy: Run, home: Path) -> None:
    (home / "workspace.db").write_text("nothing of the kind " * 999)
    ran = busy("restore", "20241001T120000Z-1")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "move workspace.db out of the folder first" in ran.err
