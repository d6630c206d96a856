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

_SOFT_NO = InboundClass.SOFT_NO

THESE = "IN (SELECT value FROM json_each(?))"
PEOPLE = (
    f"SELECT id, id AS person_id FROM contacts WHERE id {THESE} "
    f"UNION ALL SELECT id, merged_into FROM contacts WHERE merged_into {THESE}"
)
"""Everybody asked for, and whoever turned out to be one of them: their ledger is one."""


@uncollected()
def people(tx: Connection, contact_ids: Iterable[int]) -> dict[int, PersonFacts]:
    """Return the facts about these people, by contact id.

    ``other_slot`` names the draft that holds a person's slot, whichever it is: who judges that
    very draft takes it out.
    """
    db = driver(tx)
    ids = json.dumps(list(dict.fromkeys(contact_ids)))
    known = list(_contacts(db, ids))
    consents, touches, complaints = _consents(db, ids), _touches(db, ids), _complaints(db, ids)
    heard, underway = _heard(db, ids), _underway(db, ids)
    found = {}
    for contact, snoozed_until in known:
        contact_id = contact.id
        of_them = heard.get(contact_id, _SILENT)
        out = underway.get(contact_id, _NOTHING_OUT)
        # By place: named, so many values take twice the time. The same goes for all below.
        found[contact_id] = PersonFacts(
            contact,
            contact.no_contact,
            contact.no_contact_at,
            out.cannot_receive_at,
            tuple(consents.get(contact_id, ())),
            tuple(touches.get(contact_id, ())),
            tuple(of_them.private_at),
            None if of_them.last is None else of_them.last.kind,
            None if of_them.last is None else of_them.last.platform,
            tuple(of_them.unclassed),
            out.requests_pending,
            snoozed_until,
            of_them.soft_no_at,
            of_them.soft_no_purpose,
            complaints.get(contact_id),
            out.slot,
        )
    return found


def _contacts(db: sqlite3.Connection, ids: str) -> Iterator[tuple[Contact, datetime | None]]:
    for row in db.execute(
        "SELECT c.id, h.platform, h.handle, c.name, c.language, c.timezone, c.country, "
        "c.relation, c.follow_state, c.follow_learned_at, c.own, c.birth_age, c.no_contact, "
        "c.no_contact_at, c.facts_changed_at, c.snoozed_until FROM contacts AS c "
        f"JOIN handles AS h ON h.id = {SHOWN} WHERE c.id {THESE}",
        (ids,),
    ):
        learned_at, own, age, reason, no_contact_at, changed_at, snoozed_until = row[9:]
        contact = Contact(
            row[0],
            PLATFORMS[row[1]],
            row[2],
            row[3],
            row[4],
            row[5],
            row[6],
            RELATIONS[row[7]],
            FOLLOW_STATES[row[8]],
            learned_at if learned_at is None else moment(learned_at),
            None,
            (),
            "",
            bool(own),
            age,
            REASONS[reason],
            no_contact_at if no_contact_at is None else moment(no_contact_at),
            changed_at if changed_at is None else moment(changed_at),
        )
        yield contact, snoozed_until if snoozed_until is None else moment(snoozed_until)


def _consents(db: sqlite3.Connection, ids: str) -> dict[int, list[Consent]]:
    found: dict[int, list[Consent]] = {}
    for person_id, entry_id, platform, purposes, kind, at, noted, comment_id, lifts in db.execute(
        "SELECT p.person_id, l.id, l.platform, l.purposes, l.kind, l.event_at, l.recorded_at, "
        "l.comment_id, EXISTS (SELECT 1 FROM lifts WHERE entry_id = l.id) "
        f"FROM ({PEOPLE}) AS p JOIN consents AS l ON l.contact_id = p.id "
        "WHERE l.undoes IS NULL AND l.id NOT IN "
        "(SELECT undoes FROM consents WHERE undoes IS NOT NULL) ORDER BY l.id",
        (ids, ids),
    ):
        event_at = moment(at)
        entry = Consent(
            entry_id,
            person_id,
            PLATFORMS[platform],
            _purposes(purposes),
            CONSENT_KINDS[kind],
            event_at,
            event_at if noted == at else moment(noted),
            "",
            "",
            "",
            comment_id,
            bool(lifts),
        )
        found.setdefault(person_id, []).append(entry)
    return found


@functools.cache
def _purposes(listed: str) -> frozenset[Purpose]:
    return frozenset(map(Purpose, filter(None, listed.split(";"))))


def _touches(db: sqlite3.Connection, ids: str) -> dict[int, list[PastTouch]]:
    found: dict[int, list[PastTouch]] = {}
    for contact_id, at, purpose, draft_id, state in db.execute(
        f"SELECT contact_id, at, purpose, draft_id, state FROM touches WHERE contact_id {THESE} "
        "AND state <> 'withdrawn' ORDER BY contact_id, at, id",
        (ids,),
    ):
        touch = PastTouch(moment(at), PURPOSES[purpose], draft_id or 0, state == "imported")
        found.setdefault(contact_id, []).append(touch)
    return found


@dataclass(slots=True)
class _Heard:
    """What somebody wrote: when privately, the last of it, and what nobody has classed yet."""

    private_at: list[datetime] = field(default_factory=list)
    last: Inbound | None = None
    unclassed: list[Inbound] = field(default_factory=list)
    soft_no_at: datetime | None = None
    soft_no_purpose: Purpose | None = None


_SILENT = _Heard()


def _heard(db: sqlite3.Connection, ids: str) -> dict[int, _Heard]:
    found: dict[int, _Heard] = {}
    for row in db.execute(
        "SELECT i.contact_id, i.id, i.platform, i.at, i.preselected, i.confirmed, i.channel, "
        "d.purpose, i.text, b.at FROM inbounds AS i LEFT JOIN imports AS b ON b.id = i.batch_id "
        "LEFT JOIN drafts AS d ON d.id = i.answers_draft_id "
        f"WHERE i.contact_id {THESE} ORDER BY i.contact_id, i.at, i.id",
        (ids,),
    ):
        inbound = Inbound(
            id=row[1],
            contact_id=row[0],
            platform=PLATFORMS[row[2]],
            at=moment(row[3]),
            text=row[8],
            preselected=CLASSES[row[4]],
            confirmed=None if row[5] is None else CLASSES[row[5]],
            heard_at=moment_or_none(row[9]),
        )
        person = found.get(row[0])
        if person is None:
            person = found[row[0]] = _Heard()
        if inbound.confirmed is None:
            person.unclassed.append(inbound)
        if row[6] == "dm":
            person.private_at.append(inbound.at)
            person.last = inbound
        if inbound.kind is _SOFT_NO:
            person.soft_no_at = inbound.at
            person.soft_no_purpose = None if row[7] is None else PURPOSES[row[7]]
    return found


@dataclass(slots=True)
class _Underway:
    """What our messages to somebody came to that are out or could not be sent."""

    requests_pending: int = 0
    cannot_receive_at: datetime | None = None
    slot: Slot | None = None


_NOTHING_OUT = _Underway()


def _underway(db: sqlite3.Connection, ids: str) -> dict[int, _Underway]:
    found: dict[int, _Underway] = {}
    for contact_id, draft_id, state, approved_at, handed_over_at, could_not, purpose in db.execute(
        "SELECT contact_id, id, state, approved_at, handed_over_at, could_not, purpose "
        f"FROM drafts WHERE contact_id {THESE} AND state IN "
        "('approved', 'handed_over', 'in_requests', 'could_not_send')",
        (ids,),
    ):
        person = found.setdefault(contact_id, _Underway())
        if state == "in_requests":
            person.requests_pending += 1
        elif state == "could_not_send":
            failed_at = moment_or_none(handed_over_at or approved_at)
            if could_not == CANNOT_RECEIVE and failed_at is not None:
                person.cannot_receive_at = max(failed_at, person.cannot_receive_at or failed_at)
        else:
            at = moment(handed_over_at or approved_at or 0)
            person.slot = Slot(draft_id, STATES[state], at, purpose=PURPOSES[purpose])
    return found


def _complaints(db: sqlite3.Connection, ids: str) -> dict[int, datetime]:
    return {
        contact_id: moment(opened_at)
        for contact_id, opened_at in db.execute(
            f"SELECT contact_id, min(opened_at) FROM complaints WHERE contact_id {THESE} "
            "AND closed_at IS NULL GROUP BY contact_id",
            (ids,),
        )
    }


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
