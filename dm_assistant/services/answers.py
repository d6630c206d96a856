"""Answering people who wrote: ready answers that fit, and an answer approved for hand-over."""

from __future__ import annotations

from dm_assistant.domain import filling
from dm_assistant.domain.model import Inbound, InboundClass, Purpose, Tier
from dm_assistant.domain.rules.verdict import Stage
from dm_assistant.domain.templates.library import DEFAULT_LANGUAGE
from dm_assistant.domain.text import clean_message, unstorable_reason
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import (
    acts,
    cards,
    drafting,
    languages,
    moves,
    replies,
    standing,
    texts,
    wording,
)
from dm_assistant.services.views import Card
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import comments, contacts, drafts, inbounds
from dm_assistant.storage.clock import seconds

GIVES = {
    InboundClass.QUESTION: "knowledge",
    InboundClass.THANKS: "recognition",
    InboundClass.POSITIVE: "recognition",
    InboundClass.NEUTRAL: "recognition",
}
"""What an answer gives that is likely meant for a message of a class."""


def ready_answers(ws: Workspace, contact_id: int) -> tuple[tuple[str, str], ...]:
    """Return the ready answers that fit what a person wrote, as (name, text), likely ones first."""
    library = texts.library(ws)
    with ws.database.read() as tx:
        ranked = contacts.by_ids(tx, [contact_id])[contact_id]
        wrote = inbounds.of_contact(tx, contact_id)
        written = comments.latest(tx, [contact_id], ws.now() - drafting.COMMENTS_SINCE)
    spoken = languages.spoken(ranked.contact, written.get(contact_id, [])).code
    variants = library.variants(Purpose.ANSWER, spoken or ws.accounts[0].language)
    filled = filling.fill(
        ranked.contact,
        written.get(contact_id, []),
        ws.now(),
        settings=ws.settings.facts,
        posts=ranked.activity.posts,
        their_words=wrote[-1].text if wrote else "",
        language=variants[0].language if variants else DEFAULT_LANGUAGE,
    )
    fits = GIVES.get(wrote[-1].kind, "") if wrote else ""
    found = []
    for template in sorted(variants, key=lambda each: each.gives != fits):
        if filling.missing(filled, template.needs):
            continue
        result = texts.renderer().render_many(template, [filled])[0]
        if result.problem is None:
            found.append((template.name, result.text))
    return tuple(found)


def answer(ws: Workspace, inbound_id: int, text: str, template: str = "") -> Card:
    """Write an answer to a message of theirs and approve it: it waits for hand-over.

    Who answers has read it: where it reads like nothing that has to be confirmed, it is classed so.
    Raises RefusedError with the verdict when the gate does not allow it now.
    """
    cleaned = clean_message(text)
    if not cleaned.strip() or unstorable_reason(text):
        raise BadInputError("the answer has no text that can be sent")
    with ws.database.write() as tx:
        inbound = inbounds.get(tx, inbound_id)
        if inbound is None:
            raise BadInputError(f"there is no message {inbound_id}")
        person = contacts.by_ids(tx, [inbound.contact_id])[inbound.contact_id].contact
        language = ws.accounts[0].language
        if template:
            spoken = languages.of_contact(tx, ws, person).code or language
            ready = texts.library(ws).find(Purpose.ANSWER, template, spoken)
            language = language if ready is None else ready.language
        act = acts.begin(tx, ws, "answer")
        replies.take_as_read(act, inbound)
        new = _answer(ws, inbound, cleaned, template, language)
        [draft_id] = drafts.create(act, [new])
        draft = drafts.get(tx, [draft_id])[draft_id]
        bench = standing.Bench(tx, ws, [inbound.contact_id])
        verdict = bench.verdict(draft, Stage.APPROVE)
        if not verdict.allowed:
            raise RefusedError(wording.refusal(draft, person.handle, verdict), verdict)
        moves.approve(act, ws, draft)
        act.update("inbounds", inbound_id, answered_at=seconds(act.now))
        act.finish(drafts=[draft_id], messages=[inbound_id])
        standing.refresh(tx, ws, [inbound.contact_id])
        return cards.of_drafts(tx, ws, [draft_id])[0]


def _answer(
    ws: Workspace, inbound: Inbound, text: str, template: str, language: str
) -> drafts.NewDraft:
    return drafts.NewDraft(
        contact_id=inbound.contact_id,
        account_id=ws.account(inbound.platform).id,
        platform=inbound.platform,
        purpose=Purpose.ANSWER,
        template=template,
        version="",
        language=language,
        text=text,
        sources=(),
        tier=Tier.QUIET.value,
        warm=True,
        kind="conversation",
        answers_inbound_id=inbound.id,
    )
