"""What strangers wrote and what people mistyped: shown as text, never acting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.shared import HOSTILE, needs_hostile

from .conftest import Run

VIDEO = "https://www.tiktok.com/@dev.creator/video/7627000000000000001"
ACTS = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def strings() -> list[str]:
    items = json.loads((HOSTILE / "strings.json").read_text("utf-8"))
    if isinstance(items, dict):
        items = next(each for each in items.values() if isinstance(each, list))
    return [
        each["value"] if "value" in each else "".join(part * n for part, n in each["build"])
        for each in items
        if "value" in each or "build" in each
    ]


def comments(path: Path, people: list[dict[str, Any]]) -> Path:
    rows = [
        {"cid": str(number), "videoWebUrl": VIDEO, "createTimeISO": "2024-09-20T08:30:00Z", **each}
        for number, each in enumerate(people, 1)
    ]
    path.write_text(json.dumps(rows), "utf-8")
    return path


def acting(text: str) -> set[str]:
    return {letter for letter in text.replace("\n", "") if ord(letter) in ACTS}


@pytest.mark.slow
@needs_hostile
def test_no_string_of_a_stranger_acts_on_the_terminal(practice: Run, tmp_path: Path) -> None:
    texts = strings()
    people = [
        {"uniqueId": f"fan{number}", "nickname": text, "text": f"hey {text} bye"}
        for number, text in enumerate(texts)
    ]
    ran = practice("import", comments(tmp_path / "c.json", people))
    assert ran.code == 0, ran.err
    assert not acting(ran.out)
    known = practice("contacts", "--json")
    assert not acting(known.out)
    assert not acting(practice("contacts").out)
    assert len(known.document) > len(texts) // 2
    for number, each in enumerate(known.document):
        words = ["show", each["handle"]] + ["--json"] * (number % 2)
        shown = practice(*words)
        assert shown.code == 0
        assert not acting(shown.out), words
        assert "hey" in shown.out


@pytest.mark.slow
@needs_hostile
def test_no_string_typed_as_an_argument_acts_or_crashes(practice: Run) -> None:
    for text in strings():
        ran = practice("show", "--", text[:10_000])
        assert ran.code == 2
        assert ran.err.count("\n") == 1
        assert not acting(ran.err)


def test_a_wrong_handle_is_one_line_with_the_nearest_one(practice: Run, tmp_path: Path) -> None:
    people = [
        {"uniqueId": handle, "nickname": "x", "text": "lovely"}
        for handle in ("mia.makes", "leo_draws", "someone.else")
    ]
    practice("import", comments(tmp_path / "c.json", people))
    for words in (
        ["show", "mia.makse"],
        ["check", "@mia_makes"],
        ["reply", "m\u0456a.makes", "--text", "hi"],
        ["suppress", "mia.make", "--reason", "opt_out"],
        ["draft", "--for", "thanks", "mia.maks"],
        ["export", "Mia.makess"],
        ["forget", "mia.mkes"],
    ):
        ran = practice(*words)
        assert ran.code == 2, words
        assert ran.out == ""
        assert ran.err.count("\n") == 1
        assert "did you mean @mia.makes?" in ran.err, words


def test_a_handle_like_no_other_is_one_line_without_a_guess(practice: Run, tmp_path: Path) -> None:
    person = {"uniqueId": "mia.makes", "nickname": "x", "text": "lovely"}
    practice("import", comments(tmp_path / "c.json", [person]))
    ran = practice("show", "qqqqqq")
    assert ran.code == 2
    assert "did you mean" not in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["contacts"],
        ["queue"],
        ["show", "mia"],
        ["approve", "1"],
        ["undo"],
        ["import", "x.csv"],
        ["doctor"],
    ],
)
def test_without_a_workspace_every_command_says_how_to_make_one(
    run: Run, words: list[str], home: Path
) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "init" in ran.err
    assert not home.exists()


def test_another_clock_is_for_practice_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", "--account", "mia", "--timezone", "Europe/London").code == 0
    assert run("queue").code == 0
    monkeypatch.setenv("DM_ASSISTANT_NOW", "2024-10-01T12:00:00+00:00")
    ran = run("queue")
    assert ran.code == 2
    assert "DM_ASSISTANT_NOW" in ran.err


def test_a_workspace_is_not_made_twice(practice: Run, home: Path) -> None:
    before = (home / "workspace.db").read_bytes()
    ran = practice("init")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert (home / "workspace.db").read_bytes() == before


def test_an_unknown_draft_is_bad_input_and_moves_nothing(practice: Run) -> None:
    for words in (["approve", "9"], ["sent", "9"], ["edit", "9", "--text", "x"], ["handover", "9"]):
        ran = practice(*words)
        assert ran.code == 2
        assert ran.out == ""
        assert "9" in ran.err
