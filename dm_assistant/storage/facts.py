"""Gathering what the gate asks about, for many people in a handful of statements.

Driver SQL, because lanes and drafting judge thousands of people at once; every statement reads
by an index on the contact. The people asked for are handed over as a JSON list.
"""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from dm_assistant.collecting import uncollected
from dm_assistant.domain.model import (
    Account,
    Consent,
    Contact,
    Inbound,
    InboundClass,
    Purpose,
)
from dm_assistant.domain.rules.facts import AccountFacts, PastTouch, PersonFacts, Slot
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds
from dm_assistant.storage.names import SHOWN
from dm_assistant.storage.stored_words import (
    CLASSES,
    CONSENT_KINDS,
    FOLLOW_STATES,
    PLATFORMS,
    PURPOSES,
    REASONS,
    RELATIONS,
    STATES,
)

DAY = timedelta(hours=24)

THESE = "IN (SELECT value FROM json_each(?))"
PEOPLE = (
    f"SELECT id, id AS person_id FROM contacts WHERE id {THESE} "
    f"UNION ALL SELECT id, merged_into FROM contacts WHERE merged_into {THESE}"
)
"""Everybody asked for, and whoever turned out to be one of them: their ledger is one."""


@dataclass(slots=True)
class _Known:
    """What was found of one person while the statements run."""

    contact: Contact
    snoozed_until: datetime | None
    consents: list[Consent] = field(default_factory=list)
    touches: list[PastTouch] = field(default_factory=list)
    inbounds: list[Inbound] = field(default_factory=list)
    unclassed: list[Inbound] = field(default_factory=list)
    requests_pending: int = 0
    cannot_receive_at: datetime | None = None
    complaint_at: datetime | None = None
    soft_no: tuple[datetime, Purpose | None] | None = None
    slot: Slot | None = None


@uncollected()
def people(tx: Connection, contact_ids: Iterable[int]) -> dict[int, PersonFacts]:
    """Return the facts about these people, by contact id.

    ``other_slot`` names the draft that holds a person's slot, whichever it is: who judges that
    very draft takes it out.
    """
    db = driver(tx)
    ids = json.dumps(list(dict.fromkeys(contact_ids)))
    known = {contact.id: _Known(contact, snoozed) for contact, snoozed in _contacts(db, ids)}
    _add_consents(db, ids, known)
    _add_touches(db, ids, known)
    _add_inbounds(db, ids, known)
    _add_drafts(db, ids, known)
    _add_complaints(db, ids, known)
    return {contact_id: _facts(each) for contact_id, each in known.items()}


def _facts(known: _Known) -> PersonFacts:
    last = known.inbounds[-1] if known.inbounds else None
    return PersonFacts(
        contact=known.contact,
        no_contact=known.contact.no_contact,
        no_contact_at=known.contact.no_contact_at,
        cannot_receive_at=known.cannot_receive_at,
        consents=tuple(known.consents),
        touches=tuple(known.touches),
        inbounds_at=tuple(inbound.at for inbound in known.inbounds),
        last_inbound_class=None if last is None else last.kind,
        last_inbound_platform=None if last is None else last.platform,
        unclassed=tuple(known.unclassed),
        requests_pending=known.requests_pending,
        snoozed_until=known.snoozed_until,
        soft_no_at=None if known.soft_no is None else known.soft_no[0],
        soft_no_purpose=None if known.soft_no is None else known.soft_no[1],
        complaint_at=known.complaint_at,
        other_slot=known.slot,
    )


def _contacts(db: sqlite3.Connection, ids: str) -> Iterator[tuple[Contact, datetime | None]]:
    for row in db.execute(
        "SELECT c.id, h.platform, h.handle, c.name, c.language, c.timezone, c.country, "
        "c.relation, c.follow_state, c.follow_learned_at, c.own, c.birth_age, c.no_contact, "
        "c.no_contact_at, c.facts_changed_at, c.snoozed_until FROM contacts AS c "
        f"JOIN handles AS h ON h.id = {SHOWN} WHERE c.id {THESE}",
        (ids,),
    ):
        yield (
            Contact(
                id=row[0],
                platform=PLATFORMS[row[1]],
                handle=row[2],
                name=row[3],
                language=row[4],
                timezone=row[5],
                country=row[6],
                relation=RELATIONS[row[7]],
                follow_state=FOLLOW_STATES[row[8]],
                follow_learned_at=moment_or_none(row[9]),
                own=bool(row[10]),
                birth_age=row[11],
                no_contact=REASONS[row[12]],
                no_contact_at=moment_or_none(row[13]),
                facts_changed_at=moment_or_none(row[14]),
            ),
            moment_or_none(row[15]),
        )


def _add_consents(db: sqlite3.Connection, ids: str, known: dict[int, _Known]) -> None:
    for row in db.execute(
        "SELECT p.person_id, l.id, l.platform, l.purposes, l.kind, l.event_at, l.recorded_at, "
        "l.comment_id, EXISTS (SELECT 1 FROM lifts WHERE entry_id = l.id) "
        f"FROM ({PEOPLE}) AS p JOIN consents AS l ON l.contact_id = p.id "
        "WHERE l.undoes IS NULL AND l.id NOT IN "
        "(SELECT undoes FROM consents WHERE undoes IS NOT NULL) ORDER BY l.id",
        (ids, ids),
    ):
        if row[0] in known:
            known[row[0]].consents.append(
                Consent(
                    id=row[1],
                    contact_id=row[0],
                    platform=PLATFORMS[row[2]],
                    purposes=_purposes(row[3]),
                    kind=CONSENT_KINDS[row[4]],
                    event_at=moment(row[5]),
                    recorded_at=moment(row[6]),
                    comment_id=row[7],
                    lifts=bool(row[8]),
                )
            )


@functools.cache
def _purposes(listed: str) -> frozenset[Purpose]:
    return frozenset(map(Purpose, filter(None, listed.split(";"))))


def _add_touches(db: sqlite3.Connection, ids: str, known: dict[int, _Known]) -> None:
    for contact_id, at, purpose, draft_id, state in db.execute(
        f"SELECT contact_id, at, purpose, draft_id, state FROM touches WHERE contact_id {THESE} "
        "AND state <> 'withdrawn' ORDER BY contact_id, at, id",
        (ids,),
    ):
        person = known.get(contact_id)
        if person is not None:
            person.touches.append(
                PastTouch(moment(at), PURPOSES[purpose], draft_id or 0, state == "imported")
            )


def _add_inbounds(db: sqlite3.Connection, ids: str, known: dict[int, _Known]) -> None:
    for row in db.execute(
        "SELECT i.contact_id, i.id, i.platform, i.at, i.preselected, i.confirmed, i.channel, "
        "d.purpose, i.text, b.at FROM inbounds AS i LEFT JOIN imports AS b ON b.id = i.batch_id "
        "LEFT JOIN drafts AS d ON d.id = i.answers_draft_id "
        f"WHERE i.contact_id {THESE} ORDER BY i.contact_id, i.at, i.id",
        (ids,),
    ):
        person = known.get(row[0])
        if person is None:
            continue
        confirmed = None if row[5] is None else CLASSES[row[5]]
        inbound = Inbound(
            id=row[1],
            contact_id=row[0],
            platform=PLATFORMS[row[2]],
            at=moment(row[3]),
            text=row[8],
            preselected=CLASSES[row[4]],
            confirmed=confirmed,
            heard_at=moment_or_none(row[9]),
        )
        if confirmed is None:
            person.unclassed.append(inbound)
        if row[6] == "dm":
            person.inbounds.append(inbound)
        if inbound.kind is InboundClass.SOFT_NO:
            person.soft_no = (inbound.at, None if row[7] is None else PURPOSES[row[7]])


def _add_drafts(db: sqlite3.Connection, ids: str, known: dict[int, _Known]) -> None:
    for contact_id, draft_id, state, approved_at, handed_over_at, could_not, purpose in db.execute(
        "SELECT contact_id, id, state, approved_at, handed_over_at, could_not, purpose "
        f"FROM drafts WHERE contact_id {THESE} AND state IN "
        "('approved', 'handed_over', 'in_requests', 'could_not_send')",
        (ids,),
    ):
        person = known.get(contact_id)
        if person is None:
            continue
        if state == "in_requests":
            person.requests_pending += 1
        elif state == "could_not_send":
            failed_at = moment_or_none(handed_over_at or approved_at)
            if could_not == CANNOT_RECEIVE and failed_at is not None:
                person.cannot_receive_at = max(failed_at, person.cannot_receive_at or failed_at)
        else:
            at = moment(handed_over_at or approved_at or 0)
            person.slot = Slot(draft_id, STATES[state], at, purpose=PURPOSES[purpose])


def _add_complaints(db: sqlite3.Connection, ids: str, known: dict[int, _Known]) -> None:
    for contact_id, opened_at in db.execute(
        f"SELECT contact_id, min(opened_at) FROM complaints WHERE contact_id {THESE} "
        "AND closed_at IS NULL GROUP BY contact_id",
        (ids,),
    ):
        if contact_id in known:
            known[contact_id].complaint_at = moment(opened_at)


CANNOT_RECEIVE = "cannot receive"
"""The reason of a failed sending that says the person cannot get messages at all."""


def account(tx: Connection, row: Account, now: datetime) -> AccountFacts:
    """Return the facts about the creator's account that would send."""
    db = driver(tx)
    recent = db.execute(
        "SELECT at, first FROM touches WHERE account_id = ? AND state <> 'withdrawn' AND at > ? "
        "ORDER BY at",
        (row.id, seconds(now - DAY)),
    ).fetchall()
    last = db.execute("SELECT at FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    limited = db.execute("SELECT limited_at FROM accounts WHERE id = ?", (row.id,)).fetchone()
    return AccountFacts(
        timezone=row.timezone,
        first_contacts_at=tuple(moment(at) for at, first in recent if first),
        messages_at=tuple(moment(at) for at, _ in recent),
        health_limited_at=moment_or_none(limited[0] if limited else None),
        last_recorded_at=moment_or_none(last[0] if last else None),
    )


def template_use(tx: Connection, now: datetime, window: timedelta) -> dict[str, list[Any]]:
    """Return (time, contact) of every message given within a window, by template version."""
    found: dict[str, list[Any]] = {}
    for version, at, contact_id in driver(tx).execute(
        "SELECT version, max(at), contact_id FROM touches WHERE state <> 'withdrawn' AND at > ? "
        "AND version <> '' GROUP BY version, contact_id ORDER BY max(at)",
        (seconds(now - window),),
    ):
        found.setdefault(version, []).append((moment(at), contact_id))
    return found
