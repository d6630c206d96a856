"""Erasing a person on request: everything about them goes, and they stay never messaged."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from dm_assistant.domain.model import DraftState, SuppressionReason
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError, WorkspaceError
from dm_assistant.services import acts, backups, moves, standing, targets
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import accounts, contacts, drafts, erasure
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

YES, NO = "1", "0"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What erasing a person removed; ``backups`` are older copies that still hold them."""

    handle: str
    rows: int
    backups: tuple[Path, ...] = ()


def forget(ws: Workspace, handle: str) -> Forgotten:
    """Erase a person for good: names, words, evidence and handles; this is never undone.

    Keyed hashes of their handles and platform ids stay, so that no import brings them back, and
    rows without words, so that numbers still add up. Raises BadInputError for unknown people, and
    while nobody has said whether a message handed over to them was sent.
    """
    with ws.database.write() as tx:
        contact_id = targets.resolve(tx, handle)
        shown = _require_erasable(tx, contact_id)
        act = acts.begin(tx, ws, "forget", undoable=False)
        # The hashes come first: without the handles nobody could make them any more.
        moves.stop(act, ws, contact_id, SuppressionReason.ERASED, act.now)
        rows = reduce(act, ws, contact_id)
        act.finish(contacts=[contact_id])
    rewrite(ws)
    return Forgotten(shown, rows, backups.all_backups(ws))


def reduce(act: Act, ws: Workspace, contact_id: int) -> int:
    """Reduce what is kept of a stopped person to that stop; the act is never undone then.

    Returns how many records that were. The file is to be written anew afterwards: ``rewrite``.
    """
    out = drafts.of_contacts(act.tx, [contact_id], list(DraftState))
    others = standing.resembling(act.tx, ws, out)
    rows = erasure.erase(act.tx, contact_id, act.now)
    accounts.set_meta(act.tx, erasure.DUE, YES)
    act.undoable = False
    act.detail["erased"] = [contact_id]
    standing.refresh(act.tx, ws, [contact_id, *others])
    return rows


def _require_erasable(tx: Tx, contact_id: int) -> str:
    person = contacts.by_ids(tx, [contact_id])[contact_id].contact
    shown = to_screen(person.handle)
    if person.own:
        raise BadInputError(f"@{shown} is your own account")
    out = drafts.of_contacts(tx, [contact_id], [DraftState.HANDED_OVER])
    if out:
        number = out[0].id
        raise BadInputError(
            f"say first whether message {number} to @{shown} was sent: "
            f"'sent {number}' or 'failed {number}'"
        )
    return shown


def rewrite(ws: Workspace) -> None:
    """Write the database file anew, so that its unused parts hold nothing that was erased.

    Raises WorkspaceError when that cannot be done now; ``doctor`` goes on saying so.
    """
    problem = ws.database.rewrite()
    if problem:
        raise WorkspaceError(
            f"erased, but the file could not be written anew ({problem}): close other windows of "
            "this workspace and run 'dm-assistant backup'"
        )
    with ws.database.write() as tx:
        accounts.set_meta(tx, erasure.DUE, NO)


def rewrite_soon(ws: Workspace) -> None:
    """Write the file anew if that can be done now; else the doctor goes on asking for it."""
    with contextlib.suppress(WorkspaceError):
        rewrite(ws)


def rewrite_is_due(tx: Tx) -> bool:
    """Return whether erased words may still be in unused parts of the file."""
    return accounts.meta(tx).get(erasure.DUE) == YES
