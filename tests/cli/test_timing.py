"""The command that shows hours: what is counted, what chance does, and what is not known."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from dm_assistant.cli.timing import page
from dm_assistant.domain.model import Purpose
from dm_assistant.domain.statistics.active import Active, followers
from dm_assistant.domain.statistics.rates import Opener
from dm_assistant.domain.statistics.timing import Timing, sending
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
    assert f"monday    {'     ·  ' * 5}   300▒▒" in page
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


def test_a_best_time_comes_with_its_range_its_number_and_what_it_is_no_proof_of() -> None:
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    openers = [
        Opener(
            *(each, each, at, Purpose.THANKS),
            first_reply_at=at + timedelta(hours=1) if each % 10 < 7 - 6 * (each % 2) else None,
        )
        for each in range(140)
        for at in [monday + timedelta(days=each % 14, hours=21 - 12 * (each % 2))]
    ]
    nobody = Active(
        waiting=False, since=None, people=0, zoned=0, zone="Europe/London", cells=(0,) * 42
    )
    found = sending(openers, monday + timedelta(days=30), zone="Europe/London")
    lines = list(page(Timing(found, nobody, nobody, followers({}))))
    text = " ".join(lines)
    assert "Evenings (20–24 h) look best: about " in text
    assert "Based on 70 messages." in text
    assert "You chose these times and chance did not" in text
    assert "they would still look this different in about 1 of 100 cases" in text
    assert "All hours are yours (Europe/London)" in text
    heads = next(line for line in lines if line.endswith("guess"))
    monday_line = next(line for line in lines if line.startswith("monday"))
    assert len(monday_line) == len(heads)
    assert "e: early" not in text
    young = sending(openers[:30], monday + timedelta(days=30))
    early = list(page(Timing(young, nobody, nobody, followers({}))))
    assert "e: early, fewer than 20 messages" in early
    assert next(line for line in early if line.startswith("sunday")).endswith(" of 4      –")
    assert max(map(len, early)) <= 80
    assert max(map(len, lines)) <= 80
