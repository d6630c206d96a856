"""Thanking: who has no draft and is worth one, and drafting for them in one act."""

from __future__ import annotations

import json
from typing import NamedTuple

from dm_assistant.domain.model import Purpose
from dm_assistant.services import acts, drafting, segments, standing, texts
from dm_assistant.services.loading import Watch
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx, abandon
from dm_assistant.storage.filters import Condition
from dm_assistant.storage.sessions import NOT_LISTED, UNWRITTEN

WHO = "-tier:quiet -stopped"
MOST = 500
"""At most so many drafts are made at once, the best people first."""


class Thanked(NamedTuple):
    """How many drafts were made, for how many none could be, and the first reason why."""

    made: int
    left_out: int
    why: str


def worth(ws: Workspace) -> int:
    """Return how many people could get a thank-you and have no draft."""
    with ws.database.read() as tx:
        return contacts.how_many(tx, seconds(ws.now()), _condition(tx, ws))


def draft(ws: Workspace, watch: Watch | None = None) -> Thanked:
    """Draft thanks for these people, at most ``MOST``; one act that undo takes back whole."""
    library = texts.library(ws)
    with ws.database.write() as tx:
        people = contacts.top(tx, seconds(ws.now()), limit=MOST, where=_condition(tx, ws))
        act = acts.begin(tx, ws, "draft")
        maker = drafting.Maker(ws, act, library, drafting.Order(Purpose.THANKS))
        maker.choosing.listed = True
        made = maker.make(iter(people), None, watch or Watch())
        if not made:
            abandon(tx)
        else:
            act.finish(drafts=made, purpose=Purpose.THANKS.value, campaign=False)
            standing.refresh(tx, ws, maker.drafted)
    left = maker.left_out
    ws.without_thanks |= {each.contact_id for each in left}
    return Thanked(len(made), len(left), left[0].reason if left else "")


def _condition(tx: Tx, ws: Workspace) -> Condition:
    """Return who is worth a draft: neither quiet nor stopped, with no draft, none within the gap.

    Whoever a campaign holds out, or no template fits, is left out when drafts are made, with the
    reason; who was, is not offered again until the workspace is opened anew.
    """
    now = ws.now()
    sql, values = segments.condition(tx, segments.read(WHO), now)
    gap_from = seconds(now - ws.policy.gap)
    listed = json.dumps(sorted(ws.without_thanks))
    return Condition(
        f"({sql} AND {UNWRITTEN} AND {NOT_LISTED})",
        {**values, "gap_from": gap_from, "listed": listed},
    )
