"""The command that shows hours: what is counted, what chance does, and what is not known."""

from pathlib import Path

from tests import studio
from tests.cli.conftest import Run


def test_hours_are_printed_with_reasons_for_what_is_missing(practice: Run, tmp_path: Path) -> None:
    page = practice("timing").out
    assert "Nothing was sent yet." in page
    assert "import the Followers download of TikTok Studio" in page
    rows = [(studio.english(day), 21, 300) for day in studio.days(7)]
    path = studio.table(tmp_path / "FollowerActivity.csv", studio.ACTIVITY, rows)
    assert practice("import", path).code == 0
    page = practice("timing").out
    assert "Active followers by TikTok Studio, in an hour" in page
    assert "about 300 followers in an hour" in page
    assert f"monday     {'     ·  ' * 5}   300▒▒" in page
    found = practice("timing", "--json").document
    assert {"k", "n", "cells", "margins", "gate", "recommendation", "active"} <= set(found)
    assert len(found["cells"]) == len(found["followers_active"]["cells"]) == 42
    assert found["cells"][0] == {
        "weekday": "monday",
        "block": "00-04",
        "k": 0,
        "n": 0,
        "mean": None,
        "low": None,
        "high": None,
        "reason": "fewer than 5 messages",
    }
    assert (found["gate"]["p"], found["gate"]["passes"]) == (None, False)
    assert found["reason"] == found["gate"]["reason"]


def test_a_day_to_come_is_one_line(practice: Run) -> None:
    ran = practice("timing", "--since", "2031-01-01")
    assert (ran.code, ran.err) == (2, "dm-assistant: --since lies in the future\n")
