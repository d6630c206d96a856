from __future__ import annotations

import json
import runpy
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from dm_assistant.errors import BadInputError
from dm_assistant.importers.records import CommentRecord, Rejected
from tests.importers.reading import left, records, sources
from tests.shared import HOSTILE, needs_hostile

pytestmark = needs_hostile


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    before = sys.argv
    sys.argv = ["make_files.py", str(made)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # it repeats an entry's name on purpose
            runpy.run_path(str(HOSTILE / "make_files.py"), run_name="__main__")
    finally:
        sys.argv = before
    return made


@pytest.fixture(scope="module")
def expected(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "expected.json").read_text())
    return found


def wanted(expected: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    found = [each for each in expected if each["expect"] == what]
    assert found
    return found


def test_every_file_to_refuse_is_refused_in_one_line_with_its_place(
    folder: Path, expected: list[dict[str, Any]]
) -> None:
    for each in wanted(expected, "refuse"):
        with pytest.raises(BadInputError) as refusal:
            records(folder / each["file"])
        message = str(refusal.value)
        assert message.isprintable()
        place = f"{each['file']}:{each['line']}: " if "line" in each else each["file"]
        assert message.startswith(place), message


def test_every_bad_row_is_rejected_at_its_place_and_the_good_rows_are_kept(
    folder: Path, expected: list[dict[str, Any]]
) -> None:
    for each in wanted(expected, "row"):
        found = records(folder / each["file"])
        bad = [row for row in found if isinstance(row, Rejected)]
        assert [row.line for row in bad] == [each.get("line", each.get("item"))], each["file"]
        assert len(found) - len(bad) == each["rows"], each["file"]
        assert all(row.reason and row.reason.isprintable() for row in bad)


def test_every_file_to_accept_gives_its_rows(folder: Path, expected: list[dict[str, Any]]) -> None:
    for each in wanted(expected, "accept"):
        found = records(folder / each["file"])
        assert not [row for row in found if isinstance(row, Rejected)], each["file"]
        ids = {row.comment_id for row in found if isinstance(row, CommentRecord)}
        assert len(ids) == each["rows"], each["file"]


def test_the_files_that_may_go_either_way_lose_no_row_without_a_word(folder: Path) -> None:
    half = records(folder / "half_character.json")
    assert [row.text for row in half if isinstance(row, CommentRecord)] == [
        "remark �",
        "remark 2",
    ]
    (own,) = records(folder / "own_fields.json")
    assert isinstance(own, CommentRecord)
    assert own.handle == "dev.user1"
    assert own.comment_id == json.loads((folder / "own_fields.json").read_text())[0]["cid"]
    (source,) = sources(folder / "outside.zip")
    assert len(list(source.records())) == 2
    assert "outside.zip!../outside.txt" in left(folder / "outside.zip")
    assert not (folder.parent / "outside.txt").exists()


def test_a_formula_is_kept_as_it_was_written(folder: Path) -> None:
    texts = [row.text for row in records(folder / "formula.csv") if isinstance(row, CommentRecord)]
    assert texts == ["=2+2", "remark 2"]
