"""A program in a pseudo-terminal: what it paints, and when."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

LINES, COLUMNS = 40, 120
PATIENCE = 120.0
"""Seconds to wait for anything before a benchmark gives up."""
QUIET = 0.15
"""Seconds without output after which a screen counts as painted."""


class Terminal:
    """A running program and the terminal it believes to be in."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.begun = perf_counter()
        self.pid, self._screen = pty.fork()
        if not self.pid:
            size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(command[0], list(command), dict(environment))  # noqa: S606 - no shell

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._screen)

    def shows(self, marker: str, since: float | None = None) -> float:
        """Wait until a marker is painted; return the seconds since then, or since the start."""
        wanted = marker.encode()
        seen = b""
        while wanted not in seen:
            seen = seen[-4096:] + self._output(PATIENCE)
        return perf_counter() - (self.begun if since is None else since)

    def settle(self) -> None:
        """Wait until nothing is painted any more."""
        while select.select([self._screen], [], [], QUIET)[0]:
            self._output(0)

    def paints(self, keys: str) -> float:
        """Press keys and return the seconds until something is painted."""
        self.settle()
        begun = self.press(keys)
        self._output(PATIENCE)
        return perf_counter() - begun

    def press(self, keys: str) -> float:
        """Press keys and return when that was."""
        os.write(self._screen, keys.encode())
        return perf_counter()

    def memory_mb(self) -> float:
        """Return the memory the program holds now, where the system says so in /proc."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def _output(self, patience: float) -> bytes:
        if not select.select([self._screen], [], [], patience)[0]:
            raise TimeoutError(f"nothing was painted for {patience:g} s")
        try:
            return os.read(self._screen, 1 << 16)
        except OSError:
            raise RuntimeError("the program ended before its time") from None
