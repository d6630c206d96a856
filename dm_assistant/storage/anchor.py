"""The anchor: how long journal and ledger were and how they ended, in a second file.

A chain of hashes shows a changed record; only a second file shows that the end was cut off.
The limit: who can write both files can forge both.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from dm_assistant.storage import turns

FILE = "anchor.json"
TURN = ".anchor.lock"
"""Whoever holds this file locked may move the anchor."""
PENDING = "dm_assistant.anchor"
"""Under this key of a connection's ``info`` an act leaves the heads to write after its commit."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Count and last hash of the two chains."""

    journal: int = 0
    journal_hash: str = ""
    ledger: int = 0
    ledger_hash: str = ""


def read(folder: Path) -> Heads | None:
    """Return the anchored heads; None when there is no readable anchor."""
    try:
        return Heads(**json.loads((folder / FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def advance(folder: Path, heads: Heads) -> None:
    """Move the anchor forward; a slower process never moves it back."""
    with turns.alone(folder / TURN):
        known = read(folder)
        if known is None or known.journal < heads.journal:
            _write(folder, heads)


def put(folder: Path, heads: Heads) -> None:
    """Set the anchor, be it back: only for who puts another journal in the place of this one."""
    with turns.alone(folder / TURN):
        _write(folder, heads)


def _write(folder: Path, heads: Heads) -> None:
    handle, name = tempfile.mkstemp(dir=folder, prefix=".anchor-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(heads), file)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(folder / FILE)
