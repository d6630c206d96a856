"""The command line points at the words a rule is about; looking changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workspaces import FANS, comments_file, dump

LURE = "Hi [name]!\nHurry up, 20 % off: bit.ly/x."
CONSENTS = "handle,platform,purposes,kind,when,words,where\n"


@pytest.fixture
def drafted(practice: Run, tmp_path: Path) -> Run:
    """Give three people a draft each, two of whom agreed to be thanked."""
    path = tmp_path / "consents.csv"
    rows = (f"{each},tiktok,thanks,explicit,2024-09-30T10:00:00Z,yes,dm\n" for each in FANS[:2])
    path.write_text(CONSENTS + "".join(rows), "utf-8")
    assert practice("import", comments_file(tmp_path / "comments.csv"), path).code == 0
    assert practice("draft", "--for", "thanks", *FANS).code == 0
    return practice


def test_a_dry_run_of_an_edit_names_line_and_character_and_changes_nothing(
    drafted: Run, home: Path
) -> None:
    before = dump(home / "workspace.db")
    ran = drafted("edit", 1, "--text", LURE, "--dry-run")
    assert ran.code == 3
    assert "#1 would have 40 characters, 40 bytes and count as offer; nothing is changed" in ran.out
    for place in (
        "at 1:4 '[name]'",
        "at 2:1 'Hurry up'",
        "at 2:11 '20 % off'",
        "at 2:21 'bit.ly/x'",
    ):
        assert place in ran.out
    assert dump(home / "workspace.db") == before
    [document] = drafted("edit", 1, "--text", LURE, "--dry-run", "--json").document
    assert (document["characters"], document["bytes"], document["counts_as"]) == (40, 40, "offer")
    places = [place for found in document["verdict"]["findings"] for place in found["places"]]
    assert {"start": 3, "end": 9, "text": "[name]"} in places
    assert all(LURE[each["start"] : each["end"]] == each["text"] for each in places)
    assert dump(home / "workspace.db") == before


def test_words_in_order_are_said_to_be_so(drafted: Run) -> None:
    [draft] = [
        each
        for each in drafted("queue", "--lane", "ready", "--json").document["items"]
        if each["handle"] == FANS[0]
    ]
    ran = drafted("edit", draft["id"], "--text", draft["text"], "--dry-run")
    assert ran.code == 0
    assert "verdict: allowed" in ran.out


def test_what_edit_refuses_its_dry_run_refuses(drafted: Run) -> None:
    for words in (["1", "--text", ""], ["99", "--text", "x"], ["1", "--text", "a" * 10_001]):
        refusals = [drafted("edit", *words), drafted("edit", *words, "--dry-run")]
        assert [each.code for each in refusals] == [2, 2]
        assert refusals[0].err == refusals[1].err
        assert refusals[0].err.count("\n") == 1


def test_the_queue_says_why_when_asked(drafted: Run, home: Path) -> None:
    drafted("edit", 1, "--text", "Hurry up, you!")
    before = dump(home / "workspace.db")
    assert "verdict" not in str(drafted("queue", "--json").document["items"])
    rows = drafted("queue", "--why", "--json").document["items"]
    assert len(rows) == 3
    for row in rows:
        for found in row["verdict"]["findings"]:
            for place in found["places"]:
                assert row["text"][place["start"] : place["end"]] == place["text"]
    said = drafted("queue", "--why").out
    assert said.count("verdict: ") == 3
    assert "at 1:1 'Hurry up'" in said
    assert dump(home / "workspace.db") == before
