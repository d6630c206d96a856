"""Campaigns, carried from one copy of a workspace to another: who is held out stays held out."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from dm_assistant.storage.journal import Act
from dm_assistant.storage.kinship import Kin, Row, insert_as, rows, without_references


def carry(act: Act, theirs: Connection, kin: Kin) -> None:
    """Tell the copy of campaigns it does not know, of those that ended, and of every draw.

    What a campaign it knows is set up as stays as the copy has it.
    """
    own = {row["key"]: row for row in rows(act.tx, "campaigns")}
    for row in rows(theirs, "campaigns"):
        known = own.get(row["key"])
        if known is None:
            number = insert_as(act, "campaigns", row["id"], without_references("campaigns", row))
        else:
            number = known["id"]
            if known["ended_at"] is None and row["ended_at"] is not None:
                act.update("campaigns", number, ended_at=row["ended_at"])
        _draws(act, theirs, kin, row, number)


def _draws(act: Act, theirs: Connection, kin: Kin, campaign: Row, number: int) -> None:
    """Carry the draws of people who have none in the copy; who drew twice keeps the first."""
    has = {row["contact_id"]: row for row in rows(act.tx, "arms", campaign_id=number)}
    for row in rows(theirs, "arms", campaign_id=campaign["id"]):
        if kin.erased(row["contact_id"]):
            continue
        known = [has[each] for each in kin.all_of(row["contact_id"]) if each in has]
        if known:
            _stricter(act, known[0], row)
            continue
        person = kin.of(row["contact_id"])
        values = without_references("arms", row, campaign_id=number, contact_id=person)
        insert_as(act, "arms", row["id"], values)
        has[person] = values


def _stricter(act: Act, known: Row, row: Row) -> None:
    """Hold out who is held out on either side."""
    if row["arm"] == "holdout" and known["arm"] != "holdout" and "id" in known:
        drawn = ("arm", "eligible_at", "variant", "assigned", "probability", "block_id", "by_hand")
        act.update("arms", known["id"], **{each: row[each] for each in drawn})
