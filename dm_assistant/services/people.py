"""People: the ranked list, one person in full, their consent, and stopping for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from dm_assistant.domain import ranking
from dm_assistant.domain.handles import profile_link
from dm_assistant.domain.model import (
    ConsentKind,
    DraftState,
    Purpose,
    SuppressionReason,
)
from dm_assistant.domain.rules.hours import known_zone
from dm_assistant.domain.rules.verdict import Verdict
from dm_assistant.domain.statistics.ladder import climb
from dm_assistant.domain.text import to_screen, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, languages, lifting, moves, standing, suppressions, targets
from dm_assistant.services.person_lines import (
    complaint_line,
    consent_line,
    name_line,
    open_window,
)
from dm_assistant.services.timeline import what_happened
from dm_assistant.services.views import (
    CodeUse,
    ConsentLine,
    Person,
    RankedContact,
)
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import (
    comments,
    complaints,
    consent,
    contacts,
    drafts,
    inbounds,
    past_messages,
    redemptions,
    reports,
)
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.database import Tx

TIMELINE = 200


def ranked(
    ws: Workspace,
    *,
    top: int | None = None,
    segment: str | None = None,
    search: str | None = None,
) -> tuple[RankedContact, ...]:
    """Return people, highest score first, with the terms their score is made of."""
    with ws.database.read() as tx:
        ids = list(islice(targets.ranked_ids(tx, ws, segment, search or ""), top))
        known = contacts.by_ids(tx, ids)
        return tuple(line(ws, known[each]) for each in ids)


def line(ws: Workspace, known: Ranked) -> RankedContact:
    """Return a person as a line of the ranked list."""
    person = known.contact
    score = known.activity.at(ws.now())
    return RankedContact(
        contact_id=person.id,
        handle=person.handle,
        platform=person.platform,
        name=person.name,
        tier=ranking.tier(score.points, known.activity.first_at, ws.now()),
        score=score.points,
        terms=score.terms,
        comments=known.activity.comments,
        last_comment_at=known.activity.last_at,
        relation=person.relation,
        follow_state=person.follow_state,
        tags=person.tags,
        no_contact="" if person.no_contact is None else person.no_contact.value,
        follow_learned_at=person.follow_learned_at,
        followers=person.followers,
    )


def person(ws: Workspace, handle: str) -> Person:
    """Return everything known of the person a handle means."""
    with ws.database.read() as tx:
        contact_id = targets.resolve(tx, handle)
        return persons(tx, ws, [contact_id], TIMELINE)[contact_id]


def person_by_id(ws: Workspace, contact_id: int) -> Person:
    """Return everything known of a person."""
    with ws.database.read() as tx:
        require_known(tx, contact_id)
        return persons(tx, ws, [contact_id], TIMELINE)[contact_id]


def persons(tx: Tx, ws: Workspace, contact_ids: Sequence[int], timeline: int) -> dict[int, Person]:
    """Return people in full; a timeline of length 0 is left out, and with it what it costs."""
    known = contacts.by_ids(tx, contact_ids)
    return {
        each: _person(tx, ws, one, timeline) if timeline else short_person(ws, one)
        for each, one in known.items()
    }


def short_person(ws: Workspace, known: Ranked) -> Person:
    """Return a person without what takes further questions to the database."""
    contact = known.contact
    return Person(
        contact=line(ws, known),
        language=contact.language,
        timezone=contact.timezone,
        country=contact.country,
        notes=contact.notes,
        link=profile_link(contact.platform, contact.handle),
        explanation=ranking.explain(
            to_screen(contact.name) or f"@{to_screen(contact.handle)}",
            known.activity,
            ws.now().astimezone(ws.timezone),
        ),
        handles=(contact.handle,),
        look_alikes=(),
        consents=(),
        timeline=(),
    )


def _person(tx: Tx, ws: Workspace, known: Ranked, timeline: int) -> Person:
    contact_id = known.contact.id
    names = contacts.handles_of(tx, contact_id)
    alike = [
        each.handle
        for name in names
        for each in contacts.resembling(tx, name.key)
        if each.contact_id != contact_id
    ]
    entries = consent.of_contacts(tx, [contact_id])
    unhappy = complaints.of_contacts(tx, [contact_id])
    wrote = inbounds.of_contact(tx, contact_id)
    reads = languages.of_contact(tx, ws, known.contact)
    used = tuple(
        CodeUse(each.code, each.pool, each.order, moment(each.at))
        for each in redemptions.of_contact(tx, contact_id)
    )
    return replace(
        short_person(ws, known),
        language=reads.code,
        language_from=reads.comments,
        handles=tuple(dict.fromkeys(name.handle for name in names)),
        names=tuple(map(name_line, names)),
        look_alikes=tuple(dict.fromkeys(alike)),
        consents=tuple(consent_line(entry) for entry in entries),
        timeline=what_happened(
            comments.of_contact(tx, contact_id, timeline),
            drafts.of_contacts(tx, [contact_id], list(DraftState)),
            wrote,
            past_messages.wrote(tx, contact_id, timeline),
            entries,
            unhappy,
            used,
        )[:timeline],
        codes=used,
        complaints=tuple(complaint_line(each) for each in unhappy),
        window=open_window(wrote, ws.now()),
        climb=next(map(climb, reports.trails(tx, contact_ids=[contact_id])), None),
    )


def grant(
    ws: Workspace,
    handle: str,
    purpose: Purpose,
    evidence: str,
    *,
    where: str = "",
    at: datetime | None = None,
) -> ConsentLine:
    """Record that a person agreed to messages for a purpose, in their own words."""
    return _entry(ws, handle, ConsentKind.EXPLICIT, purpose, _Said(evidence, where, at))


def withdraw(
    ws: Workspace,
    handle: str,
    purpose: Purpose,
    evidence: str,
    *,
    where: str = "",
    at: datetime | None = None,
) -> ConsentLine:
    """Record that a person no longer agrees; approved drafts for the purpose are withdrawn."""
    return _entry(ws, handle, ConsentKind.WITHDRAWN, purpose, _Said(evidence, where, at))


class _Said(NamedTuple):
    """What somebody said of being written to: their words, where they stand, and since when."""

    words: str
    where: str
    at: datetime | None


def _entry(
    ws: Workspace, handle: str, kind: ConsentKind, purpose: Purpose, evidence: _Said
) -> ConsentLine:
    if not evidence.words.strip():
        raise BadInputError("consent needs their own words as evidence")
    reason = unstorable_reason(evidence.words) or unstorable_reason(evidence.where)
    if reason:
        raise BadInputError(f"these words cannot be kept: {reason}")
    if evidence.at is not None and evidence.at > ws.now():
        raise BadInputError("nobody said so yet: the time lies ahead")
    ws.secret()
    with ws.database.write() as tx:
        contact_id = targets.resolve(tx, handle)
        contact = contacts.by_ids(tx, [contact_id])[contact_id].contact
        act = acts.begin(tx, ws, f"consent_{kind.value}")
        quoted = (
            lifting.quoted(tx, contact, evidence.words) if kind is ConsentKind.EXPLICIT else None
        )
        entry_id = consent.append(
            act,
            consent.Entry(
                contact_id=contact_id,
                platform=contact.platform,
                purposes=frozenset({purpose}),
                kind=kind,
                event_at=(evidence.at or act.now) if quoted is None else quoted.at,
                words=evidence.words,
                where=evidence.where,
                handle_seen=contact.handle,
            ),
        )
        if quoted is not None:
            lifting.lift(act, entry_id, quoted)
        if kind is ConsentKind.WITHDRAWN:
            moves.withdraw_purposes(act, contact_id, frozenset({purpose}))
        act.finish(contacts=[contact_id])
        standing.refresh(tx, ws, [contact_id])
        entries = consent.of_contacts(tx, [contact_id])
    return next(consent_line(entry) for entry in entries if entry.id == entry_id)


def suppress(ws: Workspace, handle: str, reason: SuppressionReason) -> tuple[int, ...]:
    """Never message this person again; returns the drafts withdrawn with it."""
    with ws.database.write() as tx:
        return _suppress(tx, ws, [targets.resolve(tx, handle)], reason)


def suppress_by_id(ws: Workspace, contact_id: int, reason: SuppressionReason) -> tuple[int, ...]:
    """Never message this person again; returns the drafts withdrawn with it."""
    with ws.database.write() as tx:
        require_known(tx, contact_id)
        return _suppress(tx, ws, [contact_id], reason)


def suppress_all(
    ws: Workspace, contact_ids: Sequence[int], reason: SuppressionReason
) -> tuple[int, ...]:
    """Never message these people again, in one act; returns the drafts withdrawn with it."""
    with ws.database.write() as tx:
        for each in contact_ids:
            require_known(tx, each)
        return _suppress(tx, ws, contact_ids, reason)


def _suppress(
    tx: Tx, ws: Workspace, contact_ids: Sequence[int], reason: SuppressionReason
) -> tuple[int, ...]:
    act = acts.begin(tx, ws, "suppress")
    withdrawn = [
        draft for each in contact_ids for draft in moves.stop(act, ws, each, reason, act.now)
    ]
    act.finish(contacts=list(contact_ids), drafts=withdrawn, reason=reason.value)
    standing.refresh(tx, ws, contact_ids)
    return tuple(withdrawn)


def check(ws: Workspace, handle: str, purpose: Purpose = Purpose.THANKS) -> Verdict:
    """Say whether a message for a purpose may go to this person now, and if not, what would help.

    There are no words yet, so the rules about words are left out.
    """
    with ws.database.read() as tx:
        try:
            name = targets.meant(tx, handle)
        except BadInputError:
            nobody = suppressions.only_listed(tx, ws, handle)
            if nobody is None:
                raise
            return standing.Bench(tx, ws, ()).unworded(nobody, purpose)
        former = "" if name.current else name.handle
        return verdict(tx, ws, name.contact_id, purpose, asked_as=former)


def verdict(
    tx: Tx, ws: Workspace, contact_id: int, purpose: Purpose, *, asked_as: str = ""
) -> Verdict:
    """Return the gate's answer about a person for a purpose, whatever the words.

    ``asked_as`` is the earlier name of theirs by which they were asked for, if so.
    """
    bench = standing.Bench(tx, ws, [contact_id])
    facts = bench.people[contact_id]._replace(asked_as=asked_as)
    return bench.unworded(facts, purpose)


def verdicts(tx: Tx, ws: Workspace, contact_id: int) -> dict[Purpose, Verdict]:
    """Return the gate's answer about a person for every purpose, whatever the words."""
    bench = standing.Bench(tx, ws, [contact_id])
    facts = bench.people[contact_id]
    return {each: bench.unworded(facts, each) for each in Purpose}


def note(ws: Workspace, contact_id: int, text: str) -> None:
    """Keep a note on a person."""
    if unstorable_reason(text):
        raise BadInputError("this note cannot be kept")
    with ws.database.write() as tx:
        require_known(tx, contact_id)
        act = acts.begin(tx, ws, "note")
        act.update("contacts", contact_id, notes=text)
        contacts.reindex(tx, [contact_id])
        act.finish(contacts=[contact_id])


def set_facts(ws: Workspace, contact_id: int, **values: str) -> None:
    """Set what is known of a person: name, language, time zone or country."""
    _require_usable(values)
    with ws.database.write() as tx:
        require_known(tx, contact_id)
        act = acts.begin(tx, ws, "facts")
        act.update("contacts", contact_id, **values, facts_changed_at=seconds(act.now))
        contacts.reindex(tx, [contact_id])
        act.finish(contacts=[contact_id])
        standing.refresh(tx, ws, [contact_id])


def _require_usable(values: Mapping[str, str]) -> None:
    for name, value in values.items():
        if unstorable_reason(value):
            raise BadInputError(f"this {name} cannot be kept")
    zone, country = values.get("timezone", ""), values.get("country", "")
    if zone and not known_zone(zone):
        raise BadInputError(f"there is no time zone {to_screen(zone)!r}")
    if country and (len(country) != len("GB") or not country.isalpha()):
        raise BadInputError(f"the country {to_screen(country)!r} is no two-letter code")


def require_known(tx: Tx, contact_id: int) -> None:
    """Raise BadInputError for somebody who is not there."""
    if contact_id not in contacts.by_ids(tx, [contact_id]):
        raise BadInputError(f"there is no person {contact_id}")
