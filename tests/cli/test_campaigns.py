"""Campaigns on the command line: a whole journey, and one line for every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspaces import comments_file

from .conftest import Run

pytestmark = pytest.mark.slow

CROWD = ("mia.paints", "zoe_draws", "tom.inks", "ana.fog")


@pytest.fixture
def fans(practice: Run, tmp_path: Path) -> Run:
    """Give a workspace with four people who agreed to be thanked, and one who did not."""
    practice("import", comments_file(tmp_path / "c.csv", (*CROWD, "new.one")))
    for handle in CROWD:
        practice("consent", "grant", handle, "--for", "thanks", "--evidence", "yes, thank me")
    return practice


def test_a_campaign_runs_from_choosing_people_to_reading_its_result(fans: Run) -> None:
    made = fans(
        "campaigns", "new", "Spring", "--for", "thanks", "--variant", "warm",
        "--variant", "short=1", "--until", "2024-10-30", "--fill", "keyword=FOG", "--json",
    )  # fmt: skip
    assert made.document["stands"] == "open"
    assert made.document["variants"] == [
        {"name": "warm", "share": 1},
        {"name": "short", "share": 1},
    ]
    tried = fans("campaigns", "try", "spring", "--json").document
    assert {"campaign", "would", "people"} <= tried.keys()
    assert tried["would"] == {
        "draft": 4, "held": 0, "invite": 1, "wait": 0, "nothing": 0, "held_out": 0, "served": 0,
    }  # fmt: skip
    run = fans("campaigns", "run", "spring", "--invite", "--json").document
    assert [(each["handle"], each["outcome"]) for each in run["people"]] == [
        (each["handle"], each["outcome"]) for each in tried["people"]
    ]
    assert len(run["drafts"]) == 5
    number = next(each["draft"] for each in run["people"] if each["handle"] == "mia.paints")
    for act in ("approve", "handover", "sent"):
        assert fans(act, number).code == 0
    assert fans("reply", "mia.paints", "--text", "oh, thank you!").code == 0
    shown = fans("campaigns", "show", "spring", "--json").document
    assert (shown["eligible"], shown["drafted"], shown["sent"], shown["replied"]) == (4, 4, 1, 1)
    assert (shown["rates"]["sent"], shown["rates"]["reply"]["n"]) == (1, 1)
    page = fans("campaigns", "show", "spring").out
    assert "replied:       1 of 4" in page
    people = fans("campaigns", "people", "spring", "--json").document
    assert people[0]["handle"] == "mia.paints"
    assert people[0]["state"] == "replied"
    assert "replied" in fans("campaigns", "people", "spring").out
    follow = fans("campaigns", "follow-up", "spring", "--dry-run").out
    assert "they have answered" in follow
    assert "Spring" in fans("campaigns").out
    assert fans("campaigns", "end", "spring", "--json").document["stands"] == "ended"
    assert fans("undo", "--json").document["act"] == "campaign_end"


def test_every_mistake_is_one_line(fans: Run) -> None:
    fans("campaigns", "new", "Later", "--for", "thanks", "--from", "2024-10-09")
    for words, code, reason in (
        (("list", "Later"), 2, "takes no name"),
        (("try",), 2, "needs the NAME"),
        (("new", "x"), 2, "--for PURPOSE"),
        (("new", "x", "--for", "invite"), 2, "is for one of"),
        (("run", "Later", "--pool", "x"), 2, "takes no --pool"),
        (("try", "Later", "--from", "2024-10-09"), 2, "takes no --from"),
        (("edit", "Later", "--until", "tomorrow"), 2, "is not a day"),
        (("edit", "Later", "--holdout", "half"), 2, "per cent"),
        (("edit", "Later", "--fill", "idea=a", "--fill", "idea=b"), 2, "names idea twice"),
        (("show", "nope"), 2, "there are: Later"),
        (("spring", "nope"), 2, "is none of"),
        (("run", "Later"), 3, "begins on 2024-10-09"),
    ):
        done = fans("campaigns", *words)
        assert done.code == code, words
        assert reason in done.err, words
        assert done.err.count("\n") == 1
    changed = fans("campaigns", "edit", "Later", "--from", "none", "--notes", "slowly", "--json")
    assert (changed.document["from"], changed.document["notes"]) == (None, "slowly")
    assert "nobody yet" in fans("campaigns", "people", "Later").out


def test_an_empty_workspace_says_how_to_begin(practice: Run) -> None:
    assert "campaigns new NAME" in practice("campaigns").out
    assert practice("campaigns", "--json").document == []
