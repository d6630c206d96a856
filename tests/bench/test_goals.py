"""Every benchmark is held to a goal, and every goal is some benchmark's."""

from bench.__main__ import BENCHMARKS
from bench.results import GOALS, Result, table


def test_every_benchmark_has_a_goal_and_every_goal_a_benchmark() -> None:
    assert {name.partition(" ")[0] for name in GOALS} == set(BENCHMARKS)
    assert all(goal > 0 for goal in GOALS.values())


def test_a_result_says_whether_its_goal_is_met() -> None:
    near, far = (Result("help", ours, 1.0, 1, 1) for ours in (4.0, 6.0))
    without = Result("start against neomutt", 1.0, None, 1, 1, note="neomutt is not installed")
    lines = table([near, far, without]).splitlines()
    assert "met" in lines[1].split()
    assert "missed" in lines[2].split()
    assert lines[3].endswith("neomutt is not installed")
    assert without.ratio is None
