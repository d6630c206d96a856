"""The places of an experiment with what became of each: who drew what, was sent it, and replied."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.campaigns import Campaign
from dm_assistant.domain.model import DraftState
from dm_assistant.domain.statistics.blocks import Fate, Member
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none
from dm_assistant.storage.departures import LEFT_AT

_PLACES = (
    "SELECT a.block_id, a.variant, a.probability, coalesce(c.merged_into, c.id) AS who "
    "FROM arms AS a JOIN contacts AS c ON c.id = a.contact_id WHERE a.campaign_id = ? "
    "AND a.arm = 'message' AND a.block_id IS NOT NULL ORDER BY a.eligible_at, a.id"
)
_GOT_ON = "('approved', 'handed_over', 'sent', 'in_requests', 'seen', 'replied')"
_OPENERS = (
    f"SELECT d.contact_id, d.state, {LEFT_AT} FROM drafts AS d "
    f"WHERE d.campaign = ? AND d.kind <> 'follow_up' ORDER BY d.state IN {_GOT_ON}, d.id"
)
_REPLIES = (
    "SELECT contact_id, min(replied_at) FROM drafts WHERE campaign = ? "
    "AND replied_at IS NOT NULL GROUP BY contact_id"
)
_TO_COME = frozenset({DraftState.DRAFTED, DraftState.SNOOZED, DraftState.APPROVED})
_OVER = frozenset({DraftState.SKIPPED, DraftState.CANCELLED, DraftState.COULD_NOT_SEND})


class Opener(NamedTuple):
    """The first message of a campaign to somebody."""

    state: DraftState
    out_at: int | None


def members(tx: Connection, campaign: Campaign) -> list[Member]:
    """Return every place of every block, with when its message left and was first answered.

    An answer to a follow-up is one to the campaign: both variants have the same follow-ups. Of
    somebody who was two people, only the place that was taken first can count.
    """
    db = driver(tx)
    openers: dict[int, Opener] = {
        row[0]: Opener(DraftState(row[1]), row[2]) for row in db.execute(_OPENERS, (campaign.name,))
    }
    replied = dict(db.execute(_REPLIES, (campaign.name,)).fetchall())
    found, met = [], set()
    for block, variant, probability, who in db.execute(_PLACES, (campaign.id,)):
        opener = openers.get(who)
        fate = Fate.FAILED if who in met or opener is None else _fate(opener)
        met.add(who)
        out_at = moment(opener.out_at) if fate is Fate.OUT and opener and opener.out_at else None
        replied_at = moment_or_none(replied.get(who))
        found.append(Member(block, variant, probability, fate, out_at, replied_at))
    return found


def last_block(tx: Connection, campaign_id: int) -> int:
    """Return the number of the last block that anybody has drawn a place of; 0 before the first."""
    sql = "SELECT coalesce(max(block_id), 0) FROM arms WHERE campaign_id = ?"
    return int(driver(tx).execute(sql, (campaign_id,)).fetchone()[0])


def _fate(opener: Opener) -> Fate:
    """Say what became of a message; what was handed over is out, confirmed or not.

    An answer confirms a message: to wait for the others would leave pairs out because of it.
    """
    if opener.state in _OVER:
        return Fate.FAILED
    if opener.state in _TO_COME or opener.out_at is None:
        return Fate.WAITING
    return Fate.OUT
