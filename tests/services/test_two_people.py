"""Who looks like one person and is not: kept, undone, read through merges, erased, taken along."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dm_assistant.services import erasing, exporting, likeness, merging, people, undoing
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import two_people
from tests.services.going_back import go_back, kept
from tests.services.workshop import load, refusal, tables
from tests.workspaces import FANS, write_csv

MIA, ZOE, _ = FANS
IG = f"instagram:{MIA}"
TK = f"tiktok:{MIA}"


@pytest.fixture
def alike(ws: Workspace, tmp_path: Path) -> Workspace:
    row = [(MIA, "instagram", people.person(ws, MIA).contact.name)]
    load(ws, write_csv(tmp_path / "p.csv", ("handle", "platform", "name"), row))
    assert len(likeness.offers(ws)) == 1
    return ws


def pairs(ws: Workspace) -> int:
    with ws.database.read() as tx:
        return len(two_people.pairs(tx))


def test_a_dismissed_offer_is_gone_until_that_is_undone(alike: Workspace) -> None:
    assert likeness.dismiss(alike, IG, TK) == (MIA, MIA)
    assert likeness.offers(alike) == ()
    before = tables(alike)
    assert "already" in refusal(lambda: likeness.dismiss(alike, TK, IG))
    assert tables(alike) == before
    assert undoing.undo(alike).act == "two_people"
    assert len(likeness.offers(alike)) == 1


def test_nobody_is_two_people_with_themselves(alike: Workspace) -> None:
    before = tables(alike)
    assert "one" in refusal(lambda: likeness.dismiss(alike, TK, TK))
    assert tables(alike) == before


def test_who_they_turned_out_to_be_is_not_the_other_either(alike: Workspace) -> None:
    likeness.dismiss(alike, IG, TK)
    merging.merge(alike, ZOE, TK)
    assert likeness.offers(alike) == ()
    undoing.undo(alike)
    assert likeness.offers(alike) == ()
    merging.merge(alike, TK, IG)
    assert pairs(alike) == 1
    undoing.undo(alike)
    assert likeness.offers(alike) == ()


def test_forgetting_one_forgets_that_they_were_two(alike: Workspace) -> None:
    likeness.dismiss(alike, IG, TK)
    erasing.forget(alike, IG)
    assert pairs(alike) == 0


def test_it_is_taken_along_by_an_export(alike: Workspace, tmp_path: Path) -> None:
    likeness.dismiss(alike, IG, TK)
    exporting.export_all(alike, tmp_path / "out")
    with (tmp_path / "out" / "two_people.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["handle"], row["not"]) == (MIA, MIA)
    [noted] = exporting.export_person(alike, TK)["not_the_same_as"]
    assert noted["other"] == "somebody else"


def test_an_older_copy_learns_of_it(alike: Workspace) -> None:
    name = kept(alike)
    likeness.dismiss(alike, IG, TK)
    go_back(alike, name)
    assert pairs(alike) == 1
    assert likeness.offers(alike) == ()


def test_one_person_is_written_to_a_new_file_and_over_nothing(
    ws: Workspace, tmp_path: Path
) -> None:
    path = exporting.write_person(ws, MIA, tmp_path / "mia.json")
    assert json.loads(path.read_text("utf-8")) == exporting.export_person(ws, MIA)
    assert path.stat().st_mode & 0o077 == 0
    before = path.read_bytes()
    assert "new file" in refusal(lambda: exporting.write_person(ws, ZOE, path))
    assert path.read_bytes() == before
    nowhere = tmp_path / "none" / "mia.json"
    assert "cannot be written" in refusal(lambda: exporting.write_person(ws, MIA, nowhere))
