"""A program run in a terminal of its own: read what it shows, press keys."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

PATIENCE = 60
"""Seconds after which a program that has not ended, or not shown what it should, hangs."""


class Terminal:
    """One program with a terminal of 120 by 40; ``only_errors`` leaves its output in a pipe."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        only_errors: bool = False,
    ) -> None:
        self._ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        facts = {**(os.environ if env is None else env), "TERM": "xterm-256color"}
        end = subprocess.PIPE if only_errors else theirs
        keys = subprocess.DEVNULL if only_errors else theirs
        self.process = subprocess.Popen(command, stdin=keys, stdout=end, stderr=theirs, env=facts)
        os.close(theirs)
        self.shown = ""
        self._end = time.monotonic() + PATIENCE

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process.wait()
        os.close(self._ours)

    def read_until(self, words: str) -> None:
        """Read until these words have been shown."""
        while words not in self.shown:
            if not self._read():
                raise AssertionError(f"the program ended having shown {self.shown!r}")

    def press(self, keys: str) -> None:
        """Type keys."""
        os.write(self._ours, keys.encode())

    def ends(self) -> int:
        """Read to the end and return the exit code."""
        while self._read():
            pass
        return self.process.wait(PATIENCE)

    def _read(self) -> bool:
        left = self._end - time.monotonic()
        if left < 0 or not select.select([self._ours], [], [], left)[0]:
            raise AssertionError(f"the program hangs having shown {self.shown!r}")
        try:
            more = os.read(self._ours, 65536)
        except OSError:  # how Linux says that nobody holds the other end any more
            return False
        self.shown += more.decode("utf-8", "replace")
        return bool(more)
