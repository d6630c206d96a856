"""Writing down a failure of the program: where it happened, never what people wrote."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from textual.css.query import NoMatches
from textual.widget import MountError
from textual.worker import WorkerFailed


def record(error: BaseException, path: Path, at: datetime) -> Path:
    """Append the kinds and places of an error and its causes to the log file; return its path.

    Messages and local variables stay out, since they may hold names and messages of people.
    """
    lines = "\n".join(_lines(error))
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as log:
        log.write(f"{at:%Y-%m-%dT%H:%M:%SZ} the program failed\n{lines}\n")
    return path


def _lines(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    present: BaseException | None = error
    while present is not None and id(present) not in seen:
        seen.add(id(present))
        yield f"  {type(present).__module__}.{type(present).__qualname__}"
        for frame in traceback.extract_tb(present.__traceback__):
            yield f"    {frame.filename}:{frame.lineno} in {frame.name}"
        inner = getattr(present, "error", None)
        present = present.__cause__ or present.__context__
        if present is None and isinstance(inner, BaseException):
            present = inner


def of_missing_parts(error: Exception) -> bool:
    """Return whether a failure is that part of a screen is not there."""
    cause = error.error if isinstance(error, WorkerFailed) else error
    return isinstance(cause, NoMatches | MountError)
