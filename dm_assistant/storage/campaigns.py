"""Campaigns and their people: the draw is stored once, everything counted is read from messages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import Connection

from dm_assistant.domain.campaigns import HOLD, Arm, Assigned, Campaign, Place, Variant
from dm_assistant.domain.model import Purpose
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.departures import LEFT_AT
from dm_assistant.storage.journal import Act
from dm_assistant.storage.names import SHOWN
from dm_assistant.storage.tables import METADATA

CAMPAIGNS = METADATA.tables["campaigns"]
_PLAIN = ("name", "segment", "pool", "holdout", "seed", "notes", "plan", "adopted", "adopted_from")


def make(act: Act, campaign: Campaign) -> int:
    """Store a new campaign and return its id; the one given counts for nothing."""
    return act.insert("campaigns", **_row(campaign), made_at=seconds(campaign.made_at))


def change(act: Act, campaign: Campaign) -> None:
    """Store what a campaign is now."""
    act.update("campaigns", campaign.id, **_row(campaign))


def _row(campaign: Campaign) -> dict[str, Any]:
    return {each: getattr(campaign, each) for each in _PLAIN} | {
        "key": campaign.name.casefold(),
        "purpose": campaign.purpose.value,
        "variants": json.dumps([[each.name, each.share] for each in campaign.variants]),
        "extra": json.dumps(dict(campaign.extra), ensure_ascii=False),
        "starts_on": None if campaign.starts_on is None else campaign.starts_on.isoformat(),
        "ends_on": None if campaign.ends_on is None else campaign.ends_on.isoformat(),
        "ended_at": None if campaign.ended_at is None else seconds(campaign.ended_at),
    }


def find(tx: Connection, name: str) -> Campaign | None:
    """Return the campaign of a name, however it is written; none for a mere name on drafts."""
    query = select(CAMPAIGNS).where(CAMPAIGNS.c.key == name.strip().casefold())
    row = tx.execute(query).one_or_none()
    return None if row is None else _campaign(row)


def every(tx: Connection) -> list[Campaign]:
    """Return all campaigns, the newest first."""
    query = select(CAMPAIGNS).order_by(CAMPAIGNS.c.made_at.desc(), CAMPAIGNS.c.id.desc())
    return [_campaign(row) for row in tx.execute(query)]


def _campaign(row: Any) -> Campaign:
    return Campaign(
        id=row.id,
        purpose=Purpose(row.purpose),
        made_at=moment(row.made_at),
        variants=tuple(Variant(*each) for each in json.loads(row.variants)),
        extra=json.loads(row.extra),
        starts_on=None if row.starts_on is None else date.fromisoformat(row.starts_on),
        ends_on=None if row.ends_on is None else date.fromisoformat(row.ends_on),
        ended_at=moment_or_none(row.ended_at),
        **{each: getattr(row, each) for each in _PLAIN},
    )


# --- the draw ---------------------------------------------------------------------------------

_WHO = "coalesce(c.merged_into, c.id)"
_ARMS = "FROM arms AS a JOIN contacts AS c ON c.id = a.contact_id"


def put(act: Act, campaign_id: int, found: Iterable[Place]) -> None:
    """Store what people drew."""
    act.insert_many(
        "arms",
        [
            {
                "campaign_id": campaign_id,
                "contact_id": each.contact_id,
                "arm": each.arm.value,
                "eligible_at": seconds(each.eligible_at),
                "variant": each.variant,
                "assigned": each.assigned.value,
                "probability": each.probability,
                "block_id": each.block,
                "by_hand": int(each.by_hand),
            }
            for each in found
        ],
    )


def places(tx: Connection, campaign_id: int) -> dict[int, Place]:
    """Return what each person of a campaign drew.

    Of somebody who was two people the held-out one decides, else the one drawn first: nobody gets
    a second message by being merged, and whether a hold-out was kept is told by what was sent.
    """
    rows = driver(tx).execute(
        f"SELECT {_WHO}, a.arm, a.eligible_at, a.variant, a.assigned, a.probability, a.block_id, "
        f"a.by_hand {_ARMS} WHERE a.campaign_id = ? "
        "ORDER BY a.arm = 'holdout' DESC, a.eligible_at, a.id",
        (campaign_id,),
    )
    found: dict[int, Place] = {}
    for who, arm, at, *drawn in rows:
        variant, assigned, probability, block, by_hand = drawn
        found.setdefault(
            who,
            Place(
                who,
                Arm(arm),
                moment(at),
                variant,
                Assigned(assigned),
                probability,
                block,
                bool(by_hand),
            ),
        )
    return found


def taken(tx: Connection, campaign_id: int) -> dict[tuple[int, str], int]:
    """Count the places of the blocks that are gone, by block and variant."""
    rows = driver(tx).execute(
        "SELECT block_id, variant FROM arms WHERE campaign_id = ? AND block_id IS NOT NULL",
        (campaign_id,),
    )
    return Counter((row[0], row[1]) for row in rows)


def ran(tx: Connection, campaign_id: int) -> bool:
    """Return whether anybody of a campaign has drawn yet."""
    sql = "SELECT EXISTS (SELECT 1 FROM arms WHERE campaign_id = ?)"
    return bool(driver(tx).execute(sql, (campaign_id,)).fetchone()[0])


class HeldOut(NamedTuple):
    """By which campaign somebody is held out, and until when."""

    campaign: str
    until: datetime


def held_out(tx: Connection, now: datetime) -> dict[int, HeldOut]:
    """Return who is held out now; of several campaigns the one that lasts longest."""
    rows = driver(tx).execute(
        f"SELECT {_WHO}, g.name, a.eligible_at {_ARMS} JOIN campaigns AS g "
        "ON g.id = a.campaign_id WHERE a.arm = 'holdout' AND a.eligible_at > ? "
        "ORDER BY a.eligible_at, a.id",
        (seconds(now - HOLD),),
    )
    return {who: HeldOut(name, moment(at) + HOLD) for who, name, at in rows}


_BROKEN = (
    "EXISTS (SELECT 1 FROM touches AS t WHERE t.contact_id = {who} AND t.purpose <> 'answer' "
    "AND t.state IN ('handed_over', 'sent', 'imported') AND t.at >= a.eligible_at "
    f"AND t.at < a.eligible_at + {int(HOLD.total_seconds())})"
)


def broken(tx: Connection, campaign_id: int) -> set[int]:
    """Return who was held out and was written to all the same, whoever did so, and wherever."""
    rows = driver(tx).execute(
        f"SELECT {_WHO} {_ARMS} WHERE a.campaign_id = ? AND a.arm = 'holdout' "
        f"AND {_BROKEN.format(who=_WHO)}",
        (campaign_id,),
    )
    return {row[0] for row in rows}


# --- what became of it ------------------------------------------------------------------------

_GOT_ON = "('approved', 'handed_over', 'sent', 'in_requests', 'seen', 'replied')"
_OUT = "('handed_over', 'sent', 'in_requests', 'seen', 'replied')"
COUNTED = {
    "drafted": "1",
    "waiting": "d.state IN ('drafted', 'snoozed')",
    "approved": f"d.state IN {_GOT_ON}",
    "sent": f"d.state IN {_OUT}",
    "seen": f"d.state IN {_OUT} AND (d.seen_at IS NOT NULL OR d.replied_at IS NOT NULL)",
    "replied": "d.replied_at IS NOT NULL",
    "skipped": "d.state = 'skipped'",
    "cancelled": "d.state = 'cancelled'",
    "could_not_send": "d.state = 'could_not_send'",
}
"""What is counted of the first messages of a campaign; each person counts once."""


def counts(tx: Connection) -> dict[str, dict[str, int]]:
    """Return, by the name drafts carry, how far their first messages have come."""
    columns = ", ".join(
        f"count(DISTINCT CASE WHEN {sql} THEN d.contact_id END)" for sql in COUNTED.values()
    )
    rows = driver(tx).execute(
        f"SELECT d.campaign, {columns} FROM drafts AS d WHERE d.campaign <> '' "
        "AND d.kind <> 'follow_up' GROUP BY d.campaign"
    )
    return {row[0]: dict(zip(COUNTED, row[1:], strict=True)) for row in rows}


def follow_ups(tx: Connection) -> dict[str, tuple[int, int]]:
    """Return, by campaign, how many follow-ups there are and how many of them are out."""
    rows = driver(tx).execute(
        f"SELECT campaign, count(*), sum(state IN {_OUT}) FROM drafts "
        "WHERE campaign <> '' AND kind = 'follow_up' AND state <> 'cancelled' GROUP BY campaign"
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def eligible(tx: Connection) -> dict[int, tuple[int, int]]:
    """Return, by campaign id, how many could get a message and how many of them are held out."""
    rows = driver(tx).execute(
        "SELECT campaign_id, count(*), sum(out) FROM (SELECT a.campaign_id, "
        f"max(a.arm = 'holdout') AS out {_ARMS} GROUP BY a.campaign_id, {_WHO}) "
        "GROUP BY campaign_id"
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def purposes(tx: Connection) -> Mapping[str, Purpose]:
    """Return what the drafts of each name are for; the first one's where they differ."""
    rows = driver(tx).execute(
        "SELECT campaign, purpose FROM drafts WHERE campaign <> '' ORDER BY id DESC"
    )
    return {name: Purpose(purpose) for name, purpose in rows}


class Opener(NamedTuple):
    """The first message of a campaign to somebody, and what came after it.

    ``out_at`` is when it left, if it did; ``wrote_at`` when they last wrote since it did.
    ``followed`` is the second message they have, if any: a follow-up, or the first one to somebody
    who turned out to be them.
    """

    contact_id: int
    draft_id: int
    state: str
    purpose: Purpose
    language: str
    out_at: datetime | None
    wrote_at: datetime | None
    followed: int | None


def openers(tx: Connection, name: str) -> list[Opener]:
    """Return the first messages of a campaign, one for each person, in the order they were made."""
    rows = driver(tx).execute(
        "SELECT d.contact_id, d.id, d.state, d.purpose, d.language, "
        f"{LEFT_AT} AS out_at, (SELECT max(i.at) FROM inbounds AS i "
        "WHERE i.contact_id = d.contact_id AND i.channel = 'dm' "
        f"AND i.at >= {LEFT_AT}), "
        "(SELECT max(f.id) FROM drafts AS f WHERE f.contact_id = d.contact_id AND f.campaign = "
        "d.campaign AND (f.kind = 'follow_up' OR f.step > 0) AND f.state <> 'cancelled') "
        "FROM drafts AS d WHERE d.campaign = ? AND d.kind <> 'follow_up' "
        f"ORDER BY d.state IN {_GOT_ON}, d.id",
        (name,),
    )
    found: dict[int, Opener] = {}
    for row in rows:
        out_at = moment_or_none(row[5])
        wrote_at = moment_or_none(row[6])
        found[row[0]] = Opener(
            row[0], row[1], row[2], Purpose(row[3]), row[4], out_at, wrote_at, row[7]
        )
    return sorted(found.values(), key=lambda each: each.draft_id)


def handles(tx: Connection, contact_ids: Iterable[int]) -> dict[int, str]:
    """Return by what handle people are shown; whoever was erased has none."""
    rows = driver(tx).execute(
        f"SELECT c.id, h.handle FROM contacts AS c JOIN handles AS h ON h.id = {SHOWN} "
        "WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(contact_ids)),),
    )
    return {row[0]: row[1] for row in rows}
