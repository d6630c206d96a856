"""Cards: one queue item in full, with the verdict of this moment and the person beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dm_assistant.domain.model import (
    REPLY_WINDOW,
    Draft,
    DraftState,
    Inbound,
    Lane,
    Platform,
    Purpose,
    Window,
)
from dm_assistant.domain.rules.gate import Judged, verdict_of
from dm_assistant.domain.rules.standing import lane_of
from dm_assistant.domain.rules.verdict import Stage, Verdict
from dm_assistant.domain.templates.blanks import questions
from dm_assistant.errors import BadInputError
from dm_assistant.services import people, standing
from dm_assistant.services.views import Card, ItemId, Person, QueueRow
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, drafts, inbounds
from dm_assistant.storage.contacts import Ranked
from dm_assistant.storage.database import Tx

LIGHT_TIMELINE = 0
FULL_TIMELINE = 40


def card(ws: Workspace, item: ItemId) -> Card:
    """Return the card of a queue item; raise BadInputError when the item is gone."""
    with ws.database.read() as tx:
        if item.kind == "draft":
            found = of_drafts(tx, ws, [item.id], timeline=FULL_TIMELINE)
            if not found:
                raise BadInputError(f"there is no draft {item.id}")
            return found[0]
        inbound = inbounds.get(tx, item.id)
        if inbound is None:
            raise BadInputError(f"there is no message {item.id}")
        return _of_inbound(tx, ws, inbound)


def of_drafts(
    tx: Tx, ws: Workspace, ids: Iterable[int], timeline: int = LIGHT_TIMELINE
) -> tuple[Card, ...]:
    """Return the cards of drafts in the order asked for, their verdicts as of now."""
    wanted = list(ids)
    found = drafts.get(tx, wanted)
    contact_ids = [draft.contact_id for draft in found.values()]
    bench = standing.Bench(tx, ws, contact_ids)
    persons = people.persons(tx, ws, contact_ids, timeline)
    return tuple(
        _of_draft(tx, draft, bench.judged(draft, stage_of(draft)), persons[draft.contact_id])
        for draft in (found[each] for each in wanted if each in found)
    )


def of_judged(
    tx: Tx, ws: Workspace, found: Iterable[tuple[Draft, Judged]], known: Mapping[int, Ranked]
) -> tuple[Card, ...]:
    """Return the short cards of drafts that were judged in this transaction already."""
    return tuple(
        _of_draft(tx, draft, judged, people.short_person(ws, known[draft.contact_id]))
        for draft, judged in found
    )


STAGES = {DraftState.APPROVED: Stage.HANDOVER, DraftState.HANDED_OVER: Stage.HANDOVER}


def stage_of(draft: Draft) -> Stage:
    """Return the step of its life that a draft stands before."""
    return STAGES.get(draft.state, Stage.DRAFT)


def _of_draft(tx: Tx, draft: Draft, judged: Judged, person: Person) -> Card:
    verdict = verdict_of(judged)
    words = judged.case.draft
    lane = lane_of(verdict, words)
    return Card(
        row=_row(draft, person, lane, verdict, _name(tx, words.platform, draft, person)),
        text=draft.text,
        person=person,
        verdict=verdict,
        draft=draft,
        version=draft.version,
        language=draft.language,
        sources=draft.sources,
        window=person.window,
    )


def _name(tx: Tx, place: Platform, draft: Draft, person: Person) -> tuple[str, Platform]:
    """Return by which name a message reaches its person, and where that is."""
    if place is person.contact.platform:
        return person.contact.handle, place
    name = contacts.name_on(tx, draft.contact_id, place)
    return name.handle, name.platform


def _row(
    draft: Draft, person: Person, lane: Lane, verdict: Verdict, name: tuple[str, Platform]
) -> QueueRow:
    return QueueRow(
        item=ItemId("draft", draft.id),
        lane=lane,
        contact_id=draft.contact_id,
        handle=name[0],
        name=person.contact.name,
        platform=name[1],
        purpose=draft.purpose,
        state=draft.state,
        score=person.contact.score,
        text=draft.text,
        template=draft.template,
        until=verdict.until,
        sources=draft.sources,
        asks=bool(questions(draft.text)),
    )


def _of_inbound(tx: Tx, ws: Workspace, inbound: Inbound) -> Card:
    person = people.persons(tx, ws, [inbound.contact_id], FULL_TIMELINE)[inbound.contact_id]
    name = contacts.name_on(tx, inbound.contact_id, inbound.platform)
    window = window_of(inbound)
    return Card(
        row=QueueRow(
            item=ItemId("inbound", inbound.id),
            lane=Lane.REPLY,
            contact_id=inbound.contact_id,
            handle=name.handle,
            name=person.contact.name,
            platform=inbound.platform,
            purpose=Purpose.ANSWER,
            state=None,
            score=person.contact.score,
            text=inbound.text,
            until=window.closes_at,
            reply_class=inbound.kind,
        ),
        text="",
        person=person,
        verdict=people.verdict(tx, ws, inbound.contact_id, Purpose.ANSWER),
        draft=None,
        said=inbound.text,
        said_at=inbound.at,
        window=window,
    )


def window_of(inbound: Inbound) -> Window:
    """Return the reply window an inbound message opened."""
    length, messages = REPLY_WINDOW[inbound.platform]
    return Window(inbound.at, inbound.at + length, messages)


def verdicts(ws: Workspace, ids: Sequence[int]) -> dict[int, Verdict]:
    """Return the verdict of each draft as of now."""
    judged: dict[int, Verdict] = {}
    with ws.database.read() as tx:
        bench = standing.Bench(tx, ws, ())
        for start in range(0, len(ids), standing.CHUNK):
            found = drafts.get(tx, ids[start : start + standing.CHUNK])
            bench.turn_to([draft.contact_id for draft in found.values()])
            for draft in found.values():
                judged[draft.id] = bench.verdict(draft, stage_of(draft))
    return judged
