"""The command that shows the key figures and notes what no file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.studio import overview
from tests.workspaces import write_csv


def test_the_board_is_printed_and_says_what_is_not_known(practice: Run, tmp_path: Path) -> None:
    assert "no figures for these days" in practice("kpi").out
    assert practice("import", overview(tmp_path / "Overview.csv", 20)).code == 0
    for source, value in (("search", 62), ("for_you", 40)):
        days = ("--from", "2024-09-10", "--to", "2024-09-28", "--source", source)
        assert practice("kpi", "note", "conversions", value, *days).code == 0
    page = practice("kpi").out
    assert "2024-09-04 to 2024-10-01 (28 days)" in page
    assert "62 of 102 conversions came from Search (61 %)." in page
    assert "To try: Take a question from your comments" in page
    assert "Saves, Reach, Impressions" not in page
    assert "Saves, Viewers, Reach, Impressions, Link clicks, Full watches: – (not known" in page
    found = practice("kpi", "--json").document
    views = next(each for each in found["figures"] if each["name"] == "views")
    assert (views["formula"], views["inputs"]) == (
        "sum of the days known",
        {"days_known": 20, "days": 28},
    )
    saves = next(each for each in found["figures"] if each["name"] == "saves")
    assert (saves["value"], saves["reason"]) == (None, "not known of any of these days")
    assert [each["source"] for each in found["traffic"]["sources"]] == ["search", "for_you"]


def test_goals_others_and_changes_are_set_and_taken_back(practice: Run) -> None:
    assert practice("kpi", "note", "followers", "100", "--on", "2024-10-01").code == 0
    goal = practice("kpi", "goal", "followers", "5,000", "--by", "2024-12-31")
    assert goal.out == "goal 1: 5,000 followers by 2024-12-31, counted from 2024-10-01\n"
    seen = ("--followers", "8200", "--views", "900", "--note", "posts daily")
    assert practice("kpi", "competitor", "@lena.paints", *seen).code == 0
    assert practice("kpi", "change", "a new bio").code == 0
    page = practice("kpi").out
    assert "5,000 followers by 2024-12-31: 100 now, needs 54 a day" in page
    assert "@lena.paints" in page
    assert "2024-10-01  a new bio" in page
    assert "you changed a new bio" in practice("impact").out
    assert practice("kpi", "list").out == "1: followers 100, 2024-10-01\n"
    for what in (
        ("goal", "take", 1),
        ("competitor", "take", 1),
        ("change", "take", 1),
        ("take", 1),
    ):
        assert practice("kpi", *what).code == 0
    found = practice("kpi", "--json").document
    assert (found["goals"], found["competitors"], found["changes"]) == ([], [], [])
    assert practice("undo").code == 0
    assert len(practice("kpi", "list", "--json").document) == 1


def test_a_file_is_looked_at_before_it_is_noted(practice: Run, tmp_path: Path) -> None:
    rows = [("saves", 12, "2024-09-20", "x"), ("saves", "1,200", "2024-09-21", "x")]
    path = write_csv(tmp_path / "k.csv", ("figure", "value", "first_day", "mood"), rows)
    page = practice("kpi", "import", path, "--dry-run").out
    assert "1 figure would be new, 0 would be changed, 0 noted already, 1 line left out" in page
    assert "line 3: '1,200': write the number without thousands separators" in page
    assert "columns not known: mood" in page
    assert practice("kpi", "list", "--json").document == []
    assert practice("kpi", "import", path, "--json").document["new"] == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("note", "views"), "say kpi note FIGURE VALUE --on DAY"),
        (("note", "views", "12"), "say of which day"),
        (("note", "views", "x", "--on", "2024-09-20"), "'x' is not a number"),
        (("note", "mood", "1", "--on", "2024-09-20"), "'mood' is none of views"),
        (("note", "views", "1", "--on", "2024-09-20", "--source", "moon"), "'moon' is none of"),
        (("goal", "followers", "many", "--by", "2025-01-01"), "not a whole number"),
        (("goal", "followers", "5"), "say kpi goal FIGURE TARGET --by DAY"),
        (("take", "x"), "not a whole number"),
        (("goal", "take", "7"), "there is no goal 7"),
        (("list", "--since", "2024-09-20"), "say kpi list without names"),
        (("change", "a", "b"), "in quotes"),
        (("competitor", "lena"), "say what you saw"),
        (("import", "nothing.csv"), "nothing.csv"),
    ],
)
def test_a_mistake_is_one_line(practice: Run, words: tuple[str, ...], why: str) -> None:
    ran = practice("kpi", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert why in ran.err
