"""``python -m bench [NAME…] [--rows N] [--quick]``: figures as JSON lines, at the end a table."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import (
    data,
    drafting,
    help_page,
    imports,
    judging,
    keys,
    numbers,
    reconciling,
    starting,
)
from bench.results import Result, say, table
from bench.stage import Stage

QUICK = 20

BENCHMARKS: dict[str, Callable[[Stage], Iterator[Result]]] = {
    "help": help_page.run,
    "start": starting.run,
    "queue": keys.run,
    "lanes": judging.run_lanes,
    "gate": judging.run_gate,
    "draft": drafting.run,
    "stats": numbers.run,
    "import": imports.run,
    "reimport": imports.run_again,
    "reconcile": reconciling.run,
}


def main() -> None:
    """Run the benchmarks that were named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--rows", type=int, default=data.COMMENTS, help="comments to import")
    parser.add_argument("--runs", type=int, default=3, help="runs, of which the median counts")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} times smaller")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]!r}; known: {', '.join(BENCHMARKS)}")
    rows = given.rows // QUICK if given.quick else given.rows
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="dm-assistant-bench-") as folder:
        stage = Stage(Path(folder), max(rows, 1_000), max(given.runs, 1))
        for name in given.names or BENCHMARKS:
            say(f"— {name}")
            for result in BENCHMARKS[name](stage):
                print(result.as_json(), flush=True)
                results.append(result)
    print(table(results))


if __name__ == "__main__":
    main()
