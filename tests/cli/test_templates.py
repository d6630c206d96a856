"""The commands about templates: each is one JSON document, and each mistake is one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workspaces import comments_file

BROKEN = "Hello\n{{ nmae }}\n"


@pytest.fixture
def known(practice: Run, tmp_path: Path) -> Run:
    """Commands on a workspace that knows three people."""
    assert practice("import", comments_file(tmp_path / "comments.csv")).code == 0
    return practice


@pytest.fixture
def pen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that appends what stands in a file beside it."""
    words = tmp_path / "words"
    editor = tmp_path / "pen"
    editor.write_text(f'#!/bin/sh\ncat "{words}" >> "$1"\n', "utf-8")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", f"'{editor}'")
    return words


def test_the_list_holds_the_promised_keys_and_the_results(practice: Run) -> None:
    found = practice("templates", "list", "--purpose", "thanks", "--json").document
    assert {each["purpose"] for each in found} == {"thanks"}
    for each in found:
        assert {"name", "purpose", "language", "version", "findings"} <= set(each)
        assert (each["origin"], each["used"], each["results"]) == ("shipped", 0, None)
        assert each["findings"] == []
        assert each["lever"]
        assert each["value"]
    page = practice("templates", "list").out
    assert "thanks/warm" in page
    assert "offer/regulars" in page


def test_a_broken_own_file_is_named_by_line_and_hides_the_shipped_one(
    practice: Run, home: Path
) -> None:
    path = home / "templates" / "thanks" / "warm.md"
    path.parent.mkdir(parents=True)
    path.write_text(BROKEN, "utf-8")
    checked = practice("templates", "check", "--json")
    assert checked.code == 2
    [problem] = [each for file in checked.document for each in file["problems"]]
    assert problem == {
        "file": "thanks/warm.md",
        "line": 2,
        "level": "error",
        "rule": "",
        "reason": "unknown variable nmae; did you mean name?",
    }
    assert "thanks/warm.md:2: unknown variable" in practice("templates", "check").out
    assert practice("templates", "check", "thanks/short").code == 0
    assert practice("templates", "check", "thanks/warm").code == 2
    [line] = [
        each
        for each in practice("templates", "list", "--json").document
        if each["name"] == "thanks/warm"
    ]
    assert (line["version"], line["origin"]) == ("", "own over shipped")


def test_templates_are_checked_without_any_workspace(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine" / "thanks" / "a.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\nneeds: quote\n---\nHi! “{{ quote }}” is lovely.\n", "utf-8")
    good = run("templates", "check", path.parent.parent)
    assert (good.code, good.out) == (0, "0 of 1 template cannot be used\n")
    path.write_text("Hi! Only today.\n", "utf-8")
    bad = run("templates", "check", path)
    assert bad.code == 2
    assert bad.out.splitlines()[0].startswith("thanks/a.md:1: Nothing in it")
    assert bad.out.splitlines()[1].startswith("thanks/a.md:1: warning: 'Only today'")
    for missing in (tmp_path / "none", "./" + "a" * 300, "b" * 300 + ".md", "/"):
        refused = run("templates", "check", missing)
        assert (refused.code, refused.err.count("\n")) == (2, 1)


def test_a_preview_shows_its_sources_and_what_fell_away(known: Run) -> None:
    made = known("templates", "preview", "collab/idea", "--for", "mia.paints", "--json").document
    assert made["text"]
    assert made["stand_ins"] == ["i_give", "idea", "they_give"]
    assert made["sources"][0]["said"].startswith("the colours")
    said = known(
        *("templates", "preview", "collab/idea", "--for", "mia.paints"),
        *("--fill", "idea=a fog duet", "--fill", "i_give=paper"),
    ).out
    assert "a fog duet" in said
    assert "only an example here: they_give" in said
    assert "quote: “the colours in this one are wonderful 0”" in said


def test_a_template_is_copied_edited_dropped_and_taken_back(
    practice: Run, home: Path, pen: Path
) -> None:
    made = practice("templates", "new", "thanks/mine", "--from", "thanks/warm", "--json")
    path = home / "templates" / "thanks" / "mine.md"
    assert (made.code, made.document["file"]) == (0, str(path))
    assert practice("templates", "new", "thanks/mine", "--from", "thanks/warm").code == 2
    pen.write_text(" With warm regards.\n", "utf-8")
    edited = practice("templates", "edit", "thanks/mine", "--json").document
    assert (edited["changed"], edited["findings"]) == (True, [])
    assert path.read_text("utf-8").endswith("With warm regards.\n")
    pen.write_text("{{ nmae }}", "utf-8")
    broken = practice("templates", "edit", "thanks/mine")
    assert broken.code == 2
    assert "unknown variable nmae" in broken.out
    assert "nmae" in path.read_text("utf-8")
    dropped = practice("templates", "drop", "thanks/mine", "--json").document
    assert not path.exists()
    assert Path(dropped["file"]).is_relative_to(home / "bin")
    assert practice("templates", "back", "thanks/mine").code == 0
    assert path.exists()


def test_editing_a_shipped_template_copies_it_first(practice: Run, home: Path, pen: Path) -> None:
    pen.write_text("", "utf-8")
    assert practice("templates", "edit", "thanks/warm", "--json").document["changed"] is False
    assert not (home / "templates" / "thanks" / "warm.md").exists()
    pen.write_text(" Truly.", "utf-8")
    assert practice("templates", "edit", "thanks/warm").code == 0
    shown = practice("templates", "show", "thanks/warm", "--json").document
    assert shown["origin"] == "own over shipped"
    assert shown["text"].endswith("Truly.")


def test_without_an_editor_it_says_what_to_set(
    practice: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    refused = practice("templates", "edit", "thanks/warm")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "export EDITOR=" in refused.err
    for said, words in (("/no/such/pen", "cannot be started"), ("'", "cannot be read")):
        monkeypatch.setenv("EDITOR", said)
        assert words in practice("templates", "edit", "thanks/warm").err
    monkeypatch.setenv("EDITOR", "false")
    assert "ended with an error (1)" in practice("templates", "edit", "thanks/warm").err
    assert not (home / "templates" / "thanks" / "warm.md").exists()


def test_gaps_say_what_people_would_get_instead(practice: Run) -> None:
    practice("templates", "new", "thanks/mine.xx", "--from", "thanks/warm")
    found = practice("templates", "gaps", "--json").document
    cells = {(each["purpose"], each["language"]): each for each in found}
    assert cells["thanks", "xx"]["count"] == 1
    assert cells["offer", "xx"] == {
        "purpose": "offer",
        "language": "xx",
        "count": 0,
        "instead": "en",
    }
    assert practice("templates", "gaps").out.splitlines()[0].endswith("xx")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("templates new thanks/mine", "--from"),
        ("templates new ../mine --from thanks/warm", "not named like thanks/warm"),
        ("templates new thanks/../../mine --from thanks/warm", "a variant is named like"),
        ("templates new thanks/warm.es.x --from thanks/warm", "not a language code"),
        ("templates drop thanks/warm", "stays"),
        ("templates back thanks/warm", "was dropped"),
        ("templates show thanks/none", "no template thanks/none"),
        ("templates show", "say templates show NAME"),
        ("templates list thanks/warm", "takes no names"),
        ("templates gaps --for @mia", "takes no --for"),
        ("templates list --purpose mood", "'mood' is none of"),
        ("templates check thanks/none", "no template"),
        ("templates edit thanks/none", "templates new"),
        ("templates sing", "'sing' is none of list"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(
    practice: Run, home: Path, words: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    refused = practice(*words.split())
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.count("\n") == 1
    assert says in refused.err
    assert not (home / "templates").exists()
