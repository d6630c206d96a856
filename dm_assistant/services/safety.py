"""The safety net, for both front ends: copies, checks, erasing, taking out, and the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dm_assistant.services import backups
from dm_assistant.services.backups import BEFORE_IMPORT
from dm_assistant.services.checkup import Check, doctor
from dm_assistant.services.erasing import Forgotten, forget, rewrite, rewrite_is_due
from dm_assistant.services.exporting import export_all, export_person, write_person
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import journal as records

__all__ = (
    "BEFORE_IMPORT",
    "Check",
    "Forgotten",
    "JournalLine",
    "backup",
    "doctor",
    "export_all",
    "export_person",
    "forget",
    "journal",
    "write_person",
)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One act: ``count`` is how many things it was about, ``undone`` whether it was taken back."""

    id: int
    at: datetime
    act: str
    front_end: str
    count: int
    undone: bool


def backup(ws: Workspace, label: str = "") -> Path:
    """Make a copy of the workspace that was restored and checked, and return its folder.

    First finishes an erasure that could not be finished. Raises WorkspaceError when the copy is
    not as good as the workspace.
    """
    with ws.database.read() as tx:
        due = rewrite_is_due(tx)
    if due:
        rewrite(ws)
    return backups.backup(ws, label)


def journal(ws: Workspace, limit: int = 20) -> tuple[JournalLine, ...]:
    """Return the last acts, newest first."""
    with ws.database.read() as tx:
        undone = records.undone(tx)
        return tuple(
            JournalLine(
                id=record.id,
                at=record.at,
                act=record.act,
                front_end=record.front_end,
                count=_count(record.detail),
                undone=record.id in undone,
            )
            for record in records.recent(tx, limit)
        )


def _count(detail: dict[str, Any]) -> int:
    """Return how many things an act was about: as it says, or the longest of its lists of ids."""
    if "count" in detail:
        return int(detail["count"])
    return max((len(value) for value in detail.values() if isinstance(value, list)), default=1)
