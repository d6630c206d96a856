"""Beginning an act: the write transaction's record of who does what, by which clock and policy."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from dm_assistant import rulebook
from dm_assistant.domain.rules.policy import Policy
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import accounts, journal, lanes
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
    note_policy(tx, ws)
    return journal.Act(tx, name, author(ws), effective_now(tx, ws), undoable)


POLICY = "policy"
"""Under this key the workspace remembers the policy that the journal knows of."""

CHANGED_OUTSIDE = "policy_outside"
"""The act that records a policy file which was edited, or whose change was cut short."""


def note_policy(tx: Tx, ws: Workspace) -> None:
    """Record a policy that was changed outside the program, before anything is done under it."""
    known = _known_policy(tx)
    now = rulebook.differences(ws.policy)
    if known["values"] == now:
        return
    act = journal.Act(tx, CHANGED_OUTSIDE, author(ws), effective_now(tx, ws), undoable=False)
    changes = changes_between(known["values"], now)
    act.finish(changes=changes, before=known["version"], after=ws.policy.version)
    remember_policy(tx, ws.policy)


def remember_policy(tx: Tx, policy: Policy) -> None:
    """Keep in the database which policy the journal knows of; every standing is stale now."""
    kept = {"version": policy.version, "values": rulebook.differences(policy)}
    accounts.set_meta(tx, POLICY, json.dumps(kept, sort_keys=True))
    # Some people will be judged by this policy before all are: going back to the old one must not
    # make the cache look whole.
    accounts.set_meta(tx, lanes.BUILT_FOR, "")


def changes_between(
    before: dict[str, rulebook.Plain], after: dict[str, rulebook.Plain]
) -> list[dict[str, Any]]:
    """Return what differs between two policies, given what each says otherwise than the default."""
    default = rulebook.written(Policy())
    return [
        {"key": key, "from": before.get(key, value), "to": after.get(key, value)}
        for key, value in default.items()
        if before.get(key, value) != after.get(key, value)
    ]


def _known_policy(tx: Tx) -> dict[str, Any]:
    kept = accounts.fact(tx, POLICY)
    found: dict[str, Any] = (
        {"version": Policy().version, "values": {}} if kept is None else json.loads(kept)
    )
    return found
