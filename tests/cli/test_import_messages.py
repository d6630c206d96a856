"""The account's own export on the command line: tried first, taken, read again, taken back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import exports
from tests.exports import GENERATIONS, export, message

from .conftest import Run

NOON = datetime(2024, 10, 1, 12, tzinfo=UTC)
ME = "rambut"


def at(days: float, who: str, text: str) -> dict[str, str]:
    return message(NOON - timedelta(days=days), who, text)


CHATS = {
    "mia": [at(0.5, "mia", "which \x1b[31mbrush?"), at(1, ME, "hello"), at(400, "mia", "hi")],
    "tom": [at(900, "tom", "STOP")],
}


GROUPS = {"1": [{"Date": "2024-05-01 20:10:02", "From": "mia", "Content": "all of you"}]}


@pytest.mark.parametrize("generation", GENERATIONS)
def test_an_export_is_tried_taken_read_again_and_taken_back(
    practice: Run, tmp_path: Path, generation: int
) -> None:
    value = export(CHATS, generation=generation, owner=ME, groups=GROUPS, lists=True)
    path = exports.write(tmp_path / "user_data_tiktok.json", value)
    tried = practice("import", path, "--dry-run").out
    for line in (
        "11 rows read: 4 new, 4 changed, 0 known already, 0 rejected",
        "people: 2 new, 0 known; consent changes: 1",
        "messages: 3 from them, 1 from you",
        "asked to stop: 1 person, never messaged again",
        "note: own posts: 1, 1 of them new",
        "note: of the rows, not messages: ",
        "dry run: nothing was changed",
    ):
        assert line in tried
    [file] = practice("import", path, "--json").document["files"]
    assert (file["format"], file["messages_in"], file["messages_out"], file["stopped"]) == (
        "tiktok-export",
        3,
        1,
        1,
    )
    ran = practice("queue", "--lane", "reply")
    assert "\x1b" not in ran.out
    assert "@mia" in ran.out
    [again] = practice("import", path, "--json").document["files"]
    assert (again["new"], again["duplicate"], again["batch"]) == (0, 4, None)
    practice("import", "--undo", file["batch"])
    assert practice("queue", "--json").document["counts"]["reply"] == 0
    later = exports.write(path, export({"tom": [at(1, "tom", "hi")]}, owner=ME))
    [seen] = practice("import", later, "--json").document["files"]
    assert (seen["contacts_new"], seen["stopped"], seen["opted_out_seen"]) == (1, 0, 1)
    assert practice("check", "tom", "--json").document["status"] == "block"
    assert practice("doctor").code == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (export(CHATS, owner="other"), "these are the messages of @other, not of @rambut"),
        (export(None, owner=ME), "this TikTok export holds no messages"),
        (json.dumps(export(CHATS, owner=ME))[:-9], "the file ends"),
    ],
)
def test_an_export_that_cannot_be_taken_is_one_line_and_changes_nothing(
    practice: Run, tmp_path: Path, value: object, words: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    before = practice("journal", "--json").out
    ran = practice("import", path)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert ran.err.count("\n") == 1
    assert practice("journal", "--json").out == before


def test_bad_messages_are_named_and_the_rest_is_in(practice: Run, tmp_path: Path) -> None:
    chats = {"mia": [at(1, "mia", "hi"), {"Date": "soon", "From": "mia", "Content": "x"}, 3]}
    path = exports.write(tmp_path / "x.json", export(chats, owner=""))
    [file] = practice("import", path, "--json").document["files"]
    assert file["new"] == 1
    assert file["rejected"] == [
        {"line": 2, "reason": "not a time: soon"},
        {"line": 3, "reason": "not an object with Date, From and Content"},
    ]
