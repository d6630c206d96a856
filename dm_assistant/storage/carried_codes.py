"""Exclusive codes, carried from one copy of a workspace to another: none is given out twice."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Connection

from dm_assistant.domain.model import CodeState, DraftState, TouchState
from dm_assistant.storage import codes, drafts, redemptions
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.journal import Act
from dm_assistant.storage.kinship import Row, insert_as, rows, without_references

STEPS = [state.value for state in CodeState]
"""How far a code has come: free, reserved, given, redeemed."""


def of_message(act: Act, theirs: Connection, message: Row, person: int) -> int | None:
    """Return the copy's code that a message carries, with a person who is to get no other one."""
    if message["code_id"] is None:
        return None
    [row] = rows(theirs, "codes", id=message["code_id"])
    known = rows(act.tx, "codes", key=row["key"])
    mine = row["contact_id"] == message["contact_id"]
    if not known:
        holder = person if mine else None
        values = {"pool_id": _pool(act, theirs, row["pool_id"]), "contact_id": holder}
        return insert_as(act, "codes", row["id"], without_references("codes", row, **values))
    if mine:
        _take(act, known[0], row, person)
    return int(known[0]["id"])


def _pool(act: Act, theirs: Connection, pool_id: int) -> int:
    [pool] = rows(theirs, "code_pools", id=pool_id)
    known = rows(act.tx, "code_pools", name=pool["name"])
    if known:
        return int(known[0]["id"])
    return insert_as(act, "code_pools", pool_id, without_references("code_pools", pool))


def _take(act: Act, known: Row, row: Row, person: int) -> None:
    """Take a code further, away from drafts that were to have it."""
    step, here = STEPS.index(row["state"]), STEPS.index(known["state"])
    if step < here or step == here != STEPS.index(CodeState.RESERVED.value):
        return
    for draft in rows(act.tx, "drafts", code_id=known["id"], state=["drafted", "snoozed"]):
        if draft["contact_id"] != person:
            act.update("drafts", draft["id"], state=DraftState.CANCELLED.value)
            drafts.set_touch(act, draft["id"], TouchState.WITHDRAWN)
            codes.release(act, draft["id"])
    dates = {each: row[each] for each in ("state", "given_at", "redeemed_at")}
    act.update("codes", known["id"], contact_id=person, **dates)


def redeemed(act: Act, theirs: Connection) -> int:
    """Carry what shops said of orders; returns how many codes are redeemed by it."""
    own = {row["key"]: row for row in rows(act.tx, "codes")}
    names = {row["id"]: row["key"] for row in rows(theirs, "codes")}
    shared = _imports(act.tx) & _imports(theirs)
    numbers = {number for number, *_ in shared}
    changed = {
        known["id"]
        for use in rows(theirs, "redemptions")
        if (known := own.get(names[use["code_id"]])) is not None
        and _told(act, known["id"], use, shared=use["batch_id"] in numbers)
    }
    before = {row["id"] for row in own.values() if row["state"] == CodeState.REDEEMED.value}
    redemptions.settle(driver(act.tx), changed)
    now = rows(act.tx, "codes", state=CodeState.REDEEMED.value)
    return len({row["id"] for row in now} - before)


def _imports(tx: Connection) -> set[tuple[Any, ...]]:
    """Return what tells imports apart; those that were taken back say nothing any more."""
    found = rows(tx, "imports", undone_at=None)
    return {tuple(row[each] for each in ("id", "name", "format", "at")) for row in found}


def _told(act: Act, code_id: int, use: Row, *, shared: bool) -> bool:
    """Tell the copy of a use, unless the same import says so there; return whether that is news.

    What it is told no import of the copy says, so undoing one takes none of it back.
    """
    known = {
        row["batch_id"]: row
        for row in rows(act.tx, "redemptions", code_id=code_id, order_id=use["order_id"])
    }
    if shared and use["batch_id"] in known:
        return False
    told = known.get(None)
    if told is None:
        values = without_references("redemptions", use, code_id=code_id)
        insert_as(act, "redemptions", use["id"], values)
        return True
    act.update(
        "redemptions",
        told["id"],
        redeemed_at=min(told["redeemed_at"], use["redeemed_at"]),
        refunded=max(told["refunded"], use["refunded"]),
    )
    return True
