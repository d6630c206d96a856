"""Renaming by hand: a person goes by another name now; the old one stays as an alias."""

from __future__ import annotations

from dataclasses import dataclass

from dm_assistant.domain import handles
from dm_assistant.domain.model import Handle, Platform, SuppressionReason
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, moves, standing, targets
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, renames, secret, suppression
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

NAME = "rename"


@dataclass(frozen=True, slots=True)
class Renamed:
    """Who is called what now; ``suppressed`` is why they are never to be messaged, if so."""

    handle: str
    before: str
    platform: Platform
    suppressed: str


def rename(ws: Workspace, handle: str, new: str) -> Renamed:
    """Record that a person goes by another name on a platform; one act.

    Their history follows, and so does a "no": of theirs to the new name, of the new name to them.
    Raises BadInputError for a name that somebody else goes by.
    """
    with ws.database.write() as tx:
        old = targets.meant(tx, handle)
        written, key = _written(new, old.platform)
        _require_free(tx, old, written, key)
        act = acts.begin(tx, ws, NAME)
        renames.rename(act, old, written, key)
        reason = _stop(act, ws, old, key)
        contacts.reindex(tx, [old.contact_id])
        act.finish(contacts=[old.contact_id])
        standing.refresh(tx, ws, [old.contact_id])
    return Renamed(written, old.handle, old.platform, "" if reason is None else reason.value)


def _written(new: str, platform: Platform) -> tuple[str, str]:
    place, bare = targets.placed(new)
    if place not in {None, platform}:
        raise BadInputError(f"@{to_screen(bare)}: a name on another platform is no rename; merge")
    return handles.written(bare, platform), handles.normalise(bare, platform)


def _require_free(tx: Tx, old: Handle, written: str, key: str) -> None:
    shown, now = to_screen(old.handle), to_screen(written)
    person = contacts.by_ids(tx, [old.contact_id])[old.contact_id].contact
    if person.own:
        raise BadInputError(f"@{shown} is your own account")
    if not old.current:
        raise BadInputError(f"@{shown} is an earlier name of @{to_screen(person.handle)}")
    taken = [each for each in contacts.find(tx, key, old.platform) if each.current]
    if taken and taken[0].contact_id == old.contact_id:
        raise BadInputError(f"@{now} is what they are called already")
    if taken:
        raise BadInputError(
            f"@{now} is somebody else here; if the two are one person: "
            f"merge {old.platform.value}:{now} {old.platform.value}:{shown}"
        )


def _stop(act: Act, ws: Workspace, old: Handle, key: str) -> SuppressionReason | None:
    person = contacts.by_ids(act.tx, [old.contact_id])[old.contact_id].contact
    listed = suppression.reasons(act.tx).get(secret.digest(ws.secret(), old.platform, key))
    reason = person.no_contact or listed
    if reason is not None:
        # Its rows are no part of what undo puts back: it never weakens a "no".
        quiet = Act(act.tx, act.name, act.author, act.now, undoable=False)
        moves.stop(quiet, ws, old.contact_id, reason, act.now, theirs=False)
    return reason
