"""One import in a process of its own, so that its memory is its own: ``WORKSPACE FILE``.

Prints one JSON object: seconds, the memory at its highest, how late a screen would have been, and
how many seconds a copy takes like the one that is made before every import but the first.
"""

from __future__ import annotations

import asyncio
import json
import resource
import statistics
import sys
from pathlib import Path
from time import perf_counter

from bench import workspaces
from dm_assistant.services import backups, importing

TICK = 0.005
"""Seconds between two looks at the clock, as a screen would have them while it is used."""


async def _measured(home: Path, file: Path) -> dict[str, float]:
    late: list[float] = []
    with workspaces.opened(home) as ws:
        copied = 0.0
        if importing.all_batches(ws):
            begun = perf_counter()
            backups.backup(ws)
            copied = perf_counter() - begun
        begun = perf_counter()
        job = asyncio.ensure_future(asyncio.to_thread(importing.import_paths, ws, [file]))
        while not job.done():
            before = perf_counter()
            await asyncio.sleep(TICK)
            late.append(perf_counter() - before - TICK)
        taken = perf_counter() - begun
        report = job.result().files[0]
    # The process that reads ahead counts as well.
    peak = sum(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "seconds": taken,
        "peak_mb": peak / (1 << 20 if sys.platform == "darwin" else 1 << 10),
        "lag_ms": statistics.quantiles(late, n=20)[-1] * 1_000 if len(late) > 1 else 0.0,
        "new": report.new,
        "copy_seconds": copied,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_measured(Path(sys.argv[1]), Path(sys.argv[2])))))
