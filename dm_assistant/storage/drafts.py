"""Drafts and the touches they become: one message's row through its whole life."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection

from dm_assistant.domain.lifecycle import OUT
from dm_assistant.domain.model import (
    Draft,
    DraftState,
    Platform,
    Purpose,
    Source,
    TouchState,
)
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.departures import LEFT_AT
from dm_assistant.storage.journal import Act
from dm_assistant.storage.receipts import dump_sources, load_sources
from dm_assistant.storage.stored_words import PURPOSES, READ_STATES, STATES
from dm_assistant.storage.tables import METADATA

DRAFTS = METADATA.tables["drafts"]
TOUCHES = METADATA.tables["touches"]

OPEN = (DraftState.DRAFTED, DraftState.SNOOZED)
"""States in which a draft stands in a lane."""

BINDING = (DraftState.APPROVED, DraftState.HANDED_OVER)
"""States that take the person's one slot."""

ALIVE = (*OPEN, *BINDING)


def people_with_open(tx: Connection) -> int:
    """Return how many people have a message that is neither over nor sent; nobody twice."""
    states = [state.value for state in ALIVE]
    query = select(func.count(DRAFTS.c.contact_id.distinct())).where(DRAFTS.c.state.in_(states))
    return int(tx.execute(query).scalar_one())


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What is stored of a message when it is drafted."""

    contact_id: int
    account_id: int
    platform: Platform
    purpose: Purpose
    template: str
    version: str
    language: str
    text: str
    sources: Sequence[Source]
    campaign: str = ""
    tier: str = ""
    warm: bool = False
    kind: str = "opener"
    step: int = 0
    answers_inbound_id: int | None = None
    code_id: int | None = None


def create(act: Act, new: Sequence[NewDraft]) -> list[int]:
    """Store drafts in state ``drafted`` and return their ids."""
    return act.insert_many("drafts", [_row(each, seconds(act.now)) for each in new])


def _row(new: NewDraft, created_at: int) -> dict[str, Any]:
    return {
        "contact_id": new.contact_id,
        "account_id": new.account_id,
        "platform": new.platform.value,
        "purpose": new.purpose.value,
        "template": new.template,
        "version": new.version,
        "language": new.language,
        "campaign": new.campaign,
        "text": new.text,
        "sources": dump_sources(new.sources),
        "state": DraftState.DRAFTED.value,
        "created_at": created_at,
        "tier": new.tier,
        "warm": int(new.warm),
        "kind": new.kind,
        "step": new.step,
        "answers_inbound_id": new.answers_inbound_id,
        "code_id": new.code_id,
    }


def get(tx: Connection, ids: Iterable[int]) -> dict[int, Draft]:
    """Return drafts by id; unknown ids are missing."""
    rows = driver(tx).execute(f"{_SELECT} WHERE d.id IN {_THESE}", (json.dumps(list(ids)),))
    return {row[0]: _draft(row) for row in rows}


def of_contacts(
    tx: Connection, contact_ids: Iterable[int], states: Iterable[DraftState]
) -> list[Draft]:
    """Return these people's drafts in these states, oldest first."""
    # With the sign before it, the order is no reason to go through all drafts by their ids.
    rows = driver(tx).execute(
        f"{_SELECT} WHERE d.contact_id IN {_THESE} AND d.state IN {_THESE} ORDER BY +d.id",
        (json.dumps(list(contact_ids)), json.dumps(list(states))),
    )
    return list(map(_draft, rows))


def in_states(tx: Connection, states: Iterable[DraftState], limit: int | None = None) -> list[int]:
    """Return ids of drafts in these states, in the order they were approved or made."""
    query = (
        select(DRAFTS.c.id)
        .where(DRAFTS.c.state.in_([state.value for state in states]))
        .order_by(DRAFTS.c.handed_over_at.is_(None), DRAFTS.c.approved_at, DRAFTS.c.id)
    )
    return list(tx.execute(query.limit(limit)).scalars())


def any_made(tx: Connection) -> bool:
    """Return whether a draft was ever made."""
    return tx.execute(select(DRAFTS.c.id).limit(1)).first() is not None


def last_sent_to(
    tx: Connection, contact_id: int, before: datetime, but: int | None = None
) -> int | None:
    """Return the latest message to a person that was out before a moment, for their answer.

    ``but`` is one that turned out not to be sent yet.
    """
    out = func.coalesce(DRAFTS.c.sent_at, DRAFTS.c.handed_over_at)
    states = ("handed_over", "sent", "in_requests", "seen", "replied")
    return tx.execute(
        select(DRAFTS.c.id)
        .where(
            DRAFTS.c.contact_id == contact_id,
            DRAFTS.c.id.is_not(but),
            DRAFTS.c.state.in_(states),
            out <= seconds(before),
        )
        .order_by(out.desc(), DRAFTS.c.id.desc())
        .limit(1)
    ).scalar()


def recipients(tx: Connection, campaign: str) -> set[int]:
    """Return who already has a message of this campaign that was not dropped."""
    dropped = ("skipped", "cancelled", "could_not_send")
    query = select(DRAFTS.c.contact_id).where(
        DRAFTS.c.campaign == campaign, DRAFTS.c.state.not_in(dropped)
    )
    return set(tx.execute(query).scalars())


def in_campaign(tx: Connection, campaign: str) -> dict[int, Draft]:
    """Return each person's message of a campaign, whatever became of it; the latest of several."""
    rows = driver(tx).execute(f"{_SELECT} WHERE d.campaign = ? ORDER BY d.id", (campaign,))
    found = map(_draft, rows)
    return {each.contact_id: each for each in found if each.kind != "follow_up"}


def answered_follow_ups(tx: Connection, contact_ids: Iterable[int] | None = None) -> list[Draft]:
    """Return follow-ups that have not left, to people who wrote since the message they follow."""
    these = "" if contact_ids is None else "AND f.contact_id IN (SELECT value FROM json_each(?))"
    values = () if contact_ids is None else (json.dumps(list(contact_ids)),)
    rows = driver(tx).execute(
        "SELECT f.id FROM drafts AS f WHERE f.kind = 'follow_up' "
        f"AND f.state IN ('drafted', 'snoozed', 'approved') {these} AND EXISTS "
        "(SELECT 1 FROM inbounds AS i WHERE i.contact_id = f.contact_id AND i.channel = 'dm' "
        f"AND i.at >= (SELECT min({LEFT_AT}) FROM drafts AS d "
        "WHERE d.contact_id = f.contact_id AND d.campaign = f.campaign "
        "AND d.kind <> 'follow_up')) ORDER BY f.id",
        values,
    )
    return list(get(tx, [row[0] for row in rows]).values())


def usage(tx: Connection) -> dict[tuple[str, str, str], int]:
    """Return how many messages were sent by (purpose, template, language).

    One that was said to be sent and then could not be was not.
    """
    by = (DRAFTS.c.purpose, DRAFTS.c.template, DRAFTS.c.language)
    out = [state.value for state in OUT]
    sent = DRAFTS.c.sent_at.is_not(None) & DRAFTS.c.state.in_(out)
    query = select(*by, func.count()).where(sent).group_by(*by)
    return {(row[0], row[1], row[2]): int(row[3]) for row in tx.execute(query)}


_THESE = "(SELECT value FROM json_each(?))"
_SELECT = (
    "SELECT d.id, d.contact_id, d.account_id, d.purpose, d.template, d.version, d.language, "
    "d.text, d.state, d.created_at, d.campaign, d.edited, d.approved_at, d.approved_hash, "
    "d.handed_over_at, d.sent_at, d.seen_at, d.replied_at, d.snoozed_until, d.read_state, "
    "coalesce(k.code, ''), p.ends_at, d.sources, coalesce(o.rule, ''), d.sent_text, d.found_at, "
    "d.kind FROM drafts AS d LEFT JOIN codes AS k ON k.id = d.code_id "
    "LEFT JOIN code_pools AS p ON p.id = k.pool_id "
    "LEFT JOIN overrides AS o ON o.draft_id = d.id AND o.approved_at = d.approved_at"
)


def _draft(row: tuple[Any, ...]) -> Draft:
    return Draft(
        id=row[0],
        contact_id=row[1],
        account_id=row[2],
        purpose=PURPOSES[row[3]],
        template=row[4],
        version=row[5],
        language=row[6],
        text=row[7],
        state=STATES[row[8]],
        created_at=moment(row[9]),
        campaign=row[10],
        edited=bool(row[11]),
        approved_at=moment_or_none(row[12]),
        approved_hash=row[13],
        handed_over_at=moment_or_none(row[14]),
        sent_at=moment_or_none(row[15]),
        seen_at=moment_or_none(row[16]),
        replied_at=moment_or_none(row[17]),
        snoozed_until=moment_or_none(row[18]),
        read_state=READ_STATES[row[19]],
        code=row[20],
        code_ends_at=moment_or_none(row[21]),
        sources=load_sources(row[22]),
        override=row[23],
        sent_text=row[24],
        found_at=moment_or_none(row[25]),
        kind=row[26],
    )


def move(act: Act, draft: Draft, state: DraftState, **values: Any) -> None:
    """Set a draft's state and what goes with it; times are given as Unix seconds."""
    act.update("drafts", draft.id, state=state.value, **values)


def reserve(act: Act, draft: Draft, *, purpose: Purpose, first: bool) -> None:
    """Take the person's place under the caps for an approved draft.

    ``purpose`` is what the message counts as, frozen here. ``first`` says that it also takes one
    of the account's places for first contacts.
    """
    values: dict[str, Any] = {
        "contact_id": draft.contact_id,
        "account_id": draft.account_id,
        "at": seconds(act.now),
        "purpose": purpose.value,
        "state": TouchState.RESERVED.value,
        "first": int(first),
        "version": draft.version,
    }
    _given(act.tx).add(draft.id)
    known = touch_of(act.tx, draft.id)
    if known is None:
        act.insert("touches", draft_id=draft.id, **values)
    else:
        act.update("touches", known, **values)


def set_touch(act: Act, draft_id: int, state: TouchState, at: datetime | None = None) -> None:
    """Move the touch of a draft along, or give its place back."""
    known = touch_of(act.tx, draft_id)
    if known is not None:
        values: dict[str, Any] = {"state": state.value}
        if at is not None:
            values["at"] = seconds(at)
        act.update("touches", known, **values)
        if state is TouchState.WITHDRAWN:
            _given(act.tx).add(draft_id)


def frozen_purpose(tx: Connection, draft: Draft) -> Purpose:
    """Return what a message counts as since its approval; before it, what it was drafted for."""
    query = select(TOUCHES.c.purpose).where(TOUCHES.c.draft_id == draft.id)
    kept = tx.execute(query).scalar()
    return draft.purpose if kept is None else Purpose(kept)


def take_given(tx: Connection) -> list[int]:
    """Return, once, the drafts whose words were given or taken back in this transaction so far."""
    changed = sorted(_given(tx))
    _given(tx).clear()
    return changed


def give_again(tx: Connection, ids: Iterable[int]) -> None:
    """Have it noted that the words of these drafts were given, or turned out not to be."""
    _given(tx).update(ids)


def _given(tx: Connection) -> set[int]:
    found: set[int] = tx.info.setdefault("given", set())
    return found


def touch_of(tx: Connection, draft_id: int) -> int | None:
    """Return the id of a draft's touch."""
    return tx.execute(select(TOUCHES.c.id).where(TOUCHES.c.draft_id == draft_id)).scalar()


def erase_words(tx: Connection, contact_id: int) -> list[int]:
    """Blank the text and sources of a person's messages; what happened to them stays countable."""
    mine = DRAFTS.c.contact_id == contact_id
    ids = list(tx.execute(select(DRAFTS.c.id).where(mine)).scalars())
    tx.execute(update(DRAFTS).where(mine).values(text="", sent_text="", sources="[]", could_not=""))
    return ids
