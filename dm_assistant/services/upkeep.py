"""What time alone brings about: standings judged again, unclassed stops taken for what they say."""

from __future__ import annotations

from collections.abc import Iterable

from dm_assistant.domain.model import InboundClass, SuppressionReason
from dm_assistant.services import acts, moves, standing
from dm_assistant.services.queue import built_for
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import accounts, inbounds, lanes, standings
from dm_assistant.storage.clock import seconds
from dm_assistant.storage.database import Tx


def run(ws: Workspace, due: Iterable[int], step: standing.Step | None = None) -> None:
    """Judge these people's drafts again, and make opt-outs of stops left unclassed too long."""
    with ws.database.write() as tx:
        # If the policy file is edited meanwhile, all of this is done again for the new one.
        judged_by = built_for(ws)
        acts.note_policy(tx, ws)
        changed = {*due, *_stopped(tx, ws)}
        if accounts.fact(tx, lanes.BUILT_FOR) != judged_by:
            changed.update(standings.people_with_drafts(tx))
        standing.refresh(tx, ws, changed, step=step)
        accounts.set_meta(tx, lanes.BUILT_FOR, judged_by)


def stop_the_unclassed(ws: Workspace) -> None:
    """Make opt-outs of stops left unclassed too long; drafts that were approved go with them."""
    with ws.database.write() as tx:
        standing.refresh(tx, ws, _stopped(tx, ws))


def _stopped(tx: Tx, ws: Workspace) -> set[int]:
    overdue = inbounds.overdue_reviews(tx, ws.now() - ws.policy.review)
    if overdue:
        act = acts.begin(tx, ws, "unclassed_stop", undoable=False)
        for inbound in overdue:
            act.update(
                "inbounds",
                inbound.id,
                confirmed=InboundClass.OPT_OUT.value,
                confirmed_at=seconds(act.now),
            )
            moves.stop_anew(act, ws, inbound.contact_id, SuppressionReason.OPT_OUT, act.now)
        act.finish(messages=[inbound.id for inbound in overdue])
    return {inbound.contact_id for inbound in overdue}
