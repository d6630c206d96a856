"""Segments by command: saved, shown, used, explained, and one line for what is wrong."""

from pathlib import Path

from dm_assistant.domain.segments.fields import FIELDS
from tests.cli.conftest import Run
from tests.workspaces import comments_file


def test_a_filter_is_saved_shown_used_and_dropped(practice: Run, tmp_path: Path) -> None:
    assert practice("import", comments_file(tmp_path / "c.csv")).code == 0
    made = practice("segments", "add", "painters", "mia", "or", "tom", "--json").document
    assert made["filter"] == "mia or tom"
    assert (made["name"], made["count"], made["everybody"]) == ("painters", 2, 3)
    assert sum(made["tiers"].values()) == 2
    assert [each["handle"] for each in made["first"]] == [
        each["handle"] for each in practice("contacts", "--segment", "painters", "--json").document
    ]
    listed = practice("segments", "list", "--json").document
    assert [(each["name"], each["count"]) for each in listed] == [("painters", 2)]
    assert "2 of 3" in practice("segments", "list").out
    drafted = practice("draft", "--for", "thanks", "--segment", "segment:painters", "--dry-run")
    assert drafted.code == 0
    page = practice("segments", "show", "comments>=2 -segment:painters").out
    assert "1 of 3 people" in page
    assert "@zoe_draws" in page
    assert practice("segments", "drop", "painters").out.startswith("segment painters is forgotten")
    assert practice("segments", "list", "--json").document == []
    assert practice("undo").code == 0
    assert len(practice("segments", "list", "--json").document) == 1


def test_what_is_wrong_is_one_line_with_the_character(practice: Run) -> None:
    for words, says in (
        (("show", "teir:superfan"), "character 1: there is no field “teir”; did you mean tier?"),
        (("show",), "say segments show NAME"),
        (("add", "x"), "say segments add NAME FILTER"),
        (("drop", "x"), "there is no segment 'x'"),
        (("list", "x"), "takes no names"),
        (("sow", "x"), "is none of"),
    ):
        ran = practice("segments", *words)
        assert ran.code == 2
        assert says in ran.err
        assert ran.err.count("\n") == 1


def test_help_names_every_field(practice: Run) -> None:
    out = practice("segments", "help").out
    assert all(field.example in out for field in FIELDS.values())
    document = practice("segments", "help", "--json").document
    assert [each["field"] for each in document] == list(FIELDS)


def test_tags_are_put_on_and_taken_off(practice: Run, tmp_path: Path) -> None:
    practice("import", comments_file(tmp_path / "c.csv"))
    made = practice("tag", "@mia.paints", "painter", "oil paint", "--json").document
    assert made == {"handle": "mia.paints", "tags": ["oil paint", "painter"]}
    assert practice("tag", "mia.paints", "--off", "painter").out == "@mia.paints: oil paint\n"
    assert "1 of 3" in practice("segments", "show", 'tag:"oil paint"').out
    assert practice("undo").code == 0
    assert "painter" in practice("show", "mia.paints", "--json").out
    ran = practice("tag", "mia.paints")
    assert (ran.code, "say tag HANDLE" in ran.err) == (2, True)
