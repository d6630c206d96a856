"""What takes long to make is made once for all workers of a run; each works on its own copy."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

LONGEST = 300
"""Seconds a worker waits for another one that is making."""


def once(
    name: str, make: Callable[[Path], object], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return this worker's copy of a folder, which ``make`` fills where no other worker did."""
    own = tmp_path_factory.mktemp(name)
    run = tmp_path_factory.getbasetemp()
    # A worker of xdist has a folder of its own within that of the run.
    run = run.parent if run.name.startswith("popen-") else run
    # A lock that every system has, and that a killed worker lets go.
    with closing(sqlite3.connect(run / f"{name}.lock", timeout=LONGEST)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        made = run / f"{name}-made"
        if not made.exists():
            make(own)
            own.rename(made)
        lock.rollback()
    shutil.copytree(made, own, dirs_exist_ok=True)
    return own
