"""``help``: the command line's help page against an interpreter that does nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from bench.results import Result, interleaved, seconds
from bench.stage import Stage, environment, program

RUNS = 9


def run(_stage: Stage) -> Iterator[Result]:
    """Measure ``dm-assistant --help``."""
    ours, reference = interleaved(
        lambda: _time(program("--help")), lambda: _time([sys.executable, "-c", "pass"]), RUNS
    )
    yield Result("help", ours, reference, 1, RUNS, note="against python -c pass")


def _time(command: list[str]) -> float:
    return seconds(
        lambda: subprocess.run(
            command, env=environment(), stdout=subprocess.DEVNULL, check=True, cwd="/"
        )
    )
