"""Runs a command in a process of its own that may use so much time and memory and no more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .conftest import NOW, Ran

SECONDS = 20
BYTES = 1 << 30
_PROGRAM = """
import resource, sys
seconds, memory = map(int, sys.argv[1:3])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
from dm_assistant.cli.main import main
sys.exit(main(sys.argv[3:]))
"""
WAITING = 120
"""Seconds on the wall: a process that waits uses no time of its own."""


def limited(home: Path, *words: object, seconds: int = SECONDS) -> Ran:
    """Run a command in at most so many seconds of the processor and 1 GB of memory."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(seconds), str(BYTES), *map(str, words)],
        env={**os.environ, "DM_ASSISTANT_HOME": str(home), "DM_ASSISTANT_NOW": NOW},
        capture_output=True,
        timeout=WAITING,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
