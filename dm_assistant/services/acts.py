"""Beginning an act: the write transaction's record of who does what, by which clock and policy."""

from __future__ import annotations

from datetime import datetime

from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import journal
from dm_assistant.storage.database import Tx


def effective_now(tx: Tx, ws: Workspace) -> datetime:
    """Return the later of the clock and the last recorded instant: time never runs backwards."""
    last = journal.last_at(tx)
    now = ws.now()
    return now if last is None else max(now, last)


def author(ws: Workspace) -> journal.Author:
    """Return who acts in this workspace, through which door, under which policy."""
    return journal.Author(ws.actor, ws.front_end, ws.policy.version)


def begin(tx: Tx, ws: Workspace, name: str, *, undoable: bool = True) -> journal.Act:
    """Begin an act in an open write transaction."""
    return journal.Act(tx, name, author(ws), effective_now(tx, ws), undoable)
