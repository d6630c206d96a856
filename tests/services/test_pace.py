"""How fast a job goes is said of the stage it is in, not of all that went before."""

from __future__ import annotations

from dm_assistant.services.pace import Pace
from dm_assistant.services.views import Progress


def test_each_stage_is_measured_from_its_own_beginning() -> None:
    pace = Pace()
    assert pace.words(Progress(0, 100, "kB", "Looking"), 0.0) == ""
    assert pace.words(Progress(50, 100, "kB", "Looking"), 50.0) == (
        "50 of about 100 kB, 1/s, 50 s left"
    )
    assert pace.words(Progress(10, 0, "people", "ranking"), 60.0) == "10 people, 100/s"
    assert pace.words(Progress(30, 0, "people", "ranking"), 62.0) == "30 people, 15/s"


def test_a_stage_that_begins_anew_is_measured_anew() -> None:
    pace = Pace()
    pace.words(Progress(90, 100, "kB", "Looking"), 0.0)
    pace.words(Progress(1, 100, "kB", "Looking"), 100.0)
    assert pace.words(Progress(11, 100, "kB", "Looking"), 101.0).startswith(
        "11 of about 100 kB, 11/s"
    )
