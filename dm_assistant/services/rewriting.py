"""Changing the words of a draft: another variant, or the creator's own text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dm_assistant.domain.model import Draft, DraftState, Source
from dm_assistant.domain.templates.blanks import answered, clean_answer, questions
from dm_assistant.domain.templates.library import Library
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.templates.variables import ORDERED
from dm_assistant.domain.text import clean_message, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import (
    acts,
    blanks,
    campaign_places,
    cards,
    drafting,
    moves,
    occasions,
    standing,
    texts,
)
from dm_assistant.services.fillings import code_day
from dm_assistant.services.views import Card
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes, comments, contacts, drafts
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act
from dm_assistant.storage.receipts import dump_sources

LONGEST_TEXT = 10_000


def other_variant(ws: Workspace, draft_id: int) -> Card:
    """Write a draft anew with the next variant that its facts allow."""
    library = texts.library(ws)
    with ws.database.write() as tx:
        draft = open_draft(tx, draft_id)
        act = acts.begin(tx, ws, "other_variant")
        maker = _maker(ws, act, library, draft)
        ranked = contacts.by_ids(tx, [draft.contact_id])[draft.contact_id]
        written = comments.latest(tx, [draft.contact_id], act.now - drafting.COMMENTS_SINCE)
        trial = maker.trial(ranked, written.get(draft.contact_id, []))
        names = [] if trial is None else [each.kept_name for each in trial.variants]
        if trial is None or names in ([], [draft.template]):
            raise BadInputError(f"draft {draft_id}: no other variant fits what is known")
        place = names.index(draft.template) if draft.template in names else -1
        template = trial.variants[(place + 1) % len(names)]
        filled, code_id = maker.with_code(trial, template)
        if filled is None:
            raise BadInputError(f"draft {draft_id}: the code pool is empty")
        result = texts.renderer().render_many(template, [filled])[0]
        if result.problem is not None:
            raise BadInputError(str(result.problem))
        if code_id is not None:
            act.update("drafts", draft_id, code_id=code_id)
        text, sources = maker.filler.worded(draft.contact_id, template, filled, result.text)
        _rewrite(act, ws, draft, text, sources, template)
        act.finish(drafts=[draft_id])
        standing.refresh(tx, ws, [draft.contact_id])
        return cards.of_drafts(tx, ws, [draft_id])[0]


def _maker(ws: Workspace, act: Act, library: Library, draft: Draft) -> drafting.Maker:
    """Return a maker for one draft: the code it has stays its own, none other is taken for it.

    What the creator said for the draft is said again, and so is what an order knew of the person.
    """
    said = blanks.said_for(draft)
    told = {each.variable: each for each in draft.sources if each.variable in ORDERED}
    values = {name: value for name, value in said.items() if name in ORDERED}
    values |= {name: source.phrase for name, source in told.items()}
    if draft.code:
        values["code"] = draft.code
        values["code_ends"] = code_day(draft.code_ends_at, ws.timezone)
    order = campaign_places.again(act.tx, ws.timezone, draft, occasions.order_again(act.tx, draft))
    for day in ("sent_day", "challenge_ends"):  # said anew, in the language of the variant
        values.pop(day, None)
    order = replace(
        order,
        extra={**(order.extra or {}), **values},
        answers={name: value for name, value in said.items() if name not in ORDERED},
        sources={draft.contact_id: told | dict(order.sources.get(draft.contact_id, {}))},
    )
    maker = drafting.Maker(ws, act, library, order)
    if draft.code:
        maker.pool = None
        maker.perk = codes.perk_of_draft(act.tx, draft.id)
    return maker


def edit(ws: Workspace, draft_id: int, text: str) -> Card:
    """Change a draft's words; an approval of other words is void from then on."""
    cleaned = sendable(text)
    with ws.database.write() as tx:
        draft = open_draft(tx, draft_id)
        act = acts.begin(tx, ws, "edit")
        _rewrite(act, ws, draft, cleaned, _still_there(draft.sources, cleaned), None)
        act.finish(drafts=[draft_id])
        standing.refresh(tx, ws, [draft.contact_id])
        return cards.of_drafts(tx, ws, [draft_id])[0]


def reword(act: Act, ws: Workspace, draft: Draft, text: str) -> None:
    """Put other words into a draft within an act, as no edit of the creator's."""
    _rewrite(act, ws, draft, text, _still_there(draft.sources, text), None, edited=draft.edited)


def sendable(text: str) -> str:
    """Return a text as it would be sent; raises BadInputError for one that cannot be kept."""
    reason = unstorable_reason(text)
    cleaned = clean_message(text)
    if reason:
        raise BadInputError(f"this text cannot be kept: {reason}")
    if not cleaned.strip():
        raise BadInputError("the text is empty; use skip to drop a draft")
    if len(cleaned) > LONGEST_TEXT:
        raise BadInputError(f"the text has {len(cleaned)} characters; at most {LONGEST_TEXT}")
    return cleaned


def answer(ws: Workspace, draft_id: int, answers: Mapping[str, str]) -> Card:
    """Put answers into a draft where their questions stand, or where an answer stands by now.

    Raises BadInputError for what the draft never asked, and for an answer that will not do.
    """
    with ws.database.write() as tx:
        draft = open_draft(tx, draft_id)
        given = blanks.of_draft(draft, questions(draft.text), answers)
        text = answered(draft.text, given)
        said = blanks.said_for(draft)
        for question in given.keys() & said.keys() - set(questions(draft.text)):
            text = _replaced(draft, text, said[question], clean_answer(given[question]))
        if len(text) > LONGEST_TEXT:
            raise BadInputError(
                f"the text would have {len(text)} characters; at most {LONGEST_TEXT}"
            )
        kept = [each for each in draft.sources if each.recorded or each.said not in given]
        act = acts.begin(tx, ws, "edit")
        sources = (*kept, *blanks.receipts({}, given, {}))
        _rewrite(act, ws, draft, text, sources, None, edited=draft.edited)
        act.finish(drafts=[draft_id])
        standing.refresh(tx, ws, [draft.contact_id])
        return cards.of_drafts(tx, ws, [draft_id])[0]


def _replaced(draft: Draft, text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise BadInputError(f"draft {draft.id}: the answer is not there just once; edit its text")
    return text.replace(old, new)


def _still_there(sources: Iterable[Source], text: str) -> list[Source]:
    """Return the receipts of what a text still says; the creator's own words are kept anyway."""
    folded = text.casefold()
    return [each for each in sources if not each.recorded or each.phrase.casefold() in folded]


def open_draft(tx: Tx, draft_id: int) -> Draft:
    """Return a draft whose words may still change; raises BadInputError for any other."""
    draft = drafts.get(tx, [draft_id]).get(draft_id)
    if draft is None:
        raise BadInputError(f"there is no draft {draft_id}")
    if draft.state not in (*drafts.OPEN, DraftState.APPROVED):
        state = draft.state.value.replace("_", " ")
        raise BadInputError(f"draft {draft_id} is {state}; its words stay as they are")
    return draft


def _rewrite(
    act: Act,
    ws: Workspace,
    draft: Draft,
    text: str,
    sources: Iterable[Source],
    template: Template | None,
    *,
    edited: bool = True,
) -> None:
    values: dict[str, Any] = {"text": text, "sources": dump_sources(tuple(sources))}
    if template is None:
        values["edited"] = int(edited)
    else:
        values |= {
            "edited": 0,
            "template": template.kept_name,
            "version": template.version,
            "language": template.language,
        }
    if draft.state is DraftState.APPROVED and text != draft.text:
        values |= {"approved_at": None, "approved_hash": ""}
        moves.unreserve(act, draft.id)
        act.update("drafts", draft.id, state=DraftState.DRAFTED.value, **values)
        # What others' drafts were too much like is gone with the old words.
        standing.refresh(act.tx, ws, standing.resembling(act.tx, ws, [draft]))
    else:
        act.update("drafts", draft.id, **values)
