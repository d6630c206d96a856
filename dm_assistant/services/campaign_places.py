"""Places by hand: who is drafted for by name in a campaign belongs to it, but drew nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dm_assistant.domain.campaigns import Arm, Campaign, Place
from dm_assistant.domain.model import Draft
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.storage import campaigns, drafts
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

if TYPE_CHECKING:
    from dm_assistant.services.drafting import Order


def joined(tx: Tx, order: Order) -> tuple[Order, Campaign | None]:
    """Return an order as its campaign has it; a name that no campaign has stays a mere name.

    Raises BadInputError where the campaign is for something else, or has ended.
    """
    known = campaigns.find(tx, order.campaign) if order.campaign else None
    if known is None:
        return order, None
    name = to_screen(known.name)
    if known.purpose is not order.purpose:
        raise BadInputError(f"{name} is a campaign for {known.purpose}, not for {order.purpose}")
    if known.ended_at is not None:
        raise BadInputError(f"{name} has ended; draft without --campaign, or make another one")
    extra = {**known.extra, **(order.extra or {})}
    return (
        replace(order, campaign=known.name, pool=known.pool, extra=extra),
        known,
    )


def note(act: Act, known: Campaign | None, made: Sequence[int]) -> None:
    """Give everybody who got a draft by hand a place in its campaign, unless they have one."""
    if known is None:
        return
    has = campaigns.places(act.tx, known.id)
    found = drafts.get(act.tx, made)
    campaigns.put(
        act,
        known.id,
        [
            Place(draft.contact_id, Arm.MESSAGE, act.now, draft.template, by_hand=True)
            for draft in found.values()
            if draft.contact_id not in has
        ],
    )


def again(tx: Tx, zone: ZoneInfo, draft: Draft, order: Order) -> Order:
    """Return what is ordered for a draft that is written anew: its campaign's words and codes.

    A follow-up stays one, and names the day of the message that it follows.
    """
    known = campaigns.find(tx, draft.campaign) if draft.campaign else None
    if known is not None:
        order = replace(order, pool=known.pool, extra=known.extra)
    if draft.kind != "follow_up":
        return order
    opener = drafts.in_campaign(tx, draft.campaign).get(draft.contact_id)
    out_at = opener.left_at if opener is not None else None
    day = {} if out_at is None else {"sent_day": sent_day(out_at, zone)}
    return replace(order, extra={**(order.extra or {}), **day}, follow_up=True)


def sent_day(at: datetime, zone: ZoneInfo) -> str:
    """Return the day of a message, such as 2026-05-12; ``zone`` is the creator's."""
    return at.astimezone(zone).date().isoformat()
