"""Taking turns between processes, by files that are locked while somebody's turn lasts."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WRITERS = ".writers.lock"
"""Whoever writes in a workspace shares this file; who puts another database in its place has it
alone, from the last look at the old one until the anchor fits the new one."""


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until nobody else has a turn by this file; it ends with the process at the latest."""
    with _open(path) as handle:
        if sys.platform == "win32":
            _wait_on_windows(handle)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def together(path: Path) -> Iterator[None]:
    """Wait until nobody has a turn alone; others may have theirs together with this one.

    Windows knows no shared turns: there they come one after the other.
    """
    with _open(path) as handle:
        if sys.platform == "win32":
            _wait_on_windows(handle)
        else:
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield


@contextlib.contextmanager
def _open(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


if sys.platform == "win32":

    def _wait_on_windows(handle: int) -> None:
        """Ask again and again: Windows gives up after ten seconds."""
        while True:
            with contextlib.suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return
