"""Changing the words of a draft: another variant, or the creator's own text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dm_assistant.domain.model import Draft, DraftState, Source
from dm_assistant.domain.rules.verdict import Verdict
from dm_assistant.domain.templates.library import Library
from dm_assistant.domain.templates.model import Template
from dm_assistant.domain.text import clean_message, unstorable_reason
from dm_assistant.errors import BadInputError
from dm_assistant.services import acts, cards, drafting, moves, standing, texts
from dm_assistant.services.views import Card
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes, comments, contacts, drafts
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act

LONGEST_TEXT = 10_000


def other_variant(ws: Workspace, draft_id: int) -> Card:
    """Write a draft anew with the next variant that its facts allow."""
    library = texts.library(ws)
    with ws.database.write() as tx:
        draft = _open_draft(tx, draft_id)
        act = acts.begin(tx, ws, "other_variant")
        maker = _maker(ws, act, library, draft)
        ranked = contacts.by_ids(tx, [draft.contact_id])[draft.contact_id]
        written = comments.latest(tx, [draft.contact_id], act.now - drafting.COMMENTS_SINCE)
        trial = maker.trial(ranked, written.get(draft.contact_id, []))
        names = [] if trial is None else [each.name for each in trial.variants]
        if trial is None or names in ([], [draft.template]):
            raise BadInputError(f"draft {draft_id}: no other variant fits what is known")
        place = names.index(draft.template) if draft.template in names else -1
        template = trial.variants[(place + 1) % len(names)]
        filled, code_id = maker.with_code(trial, template)
        if filled is None:
            raise BadInputError(f"draft {draft_id}: the code pool is empty")
        result = texts.renderer().render_many(template, [filled.values])[0]
        if result.problem is not None:
            raise BadInputError(str(result.problem))
        if code_id is not None:
            act.update("drafts", draft_id, code_id=code_id)
        sources = filled.used(template.body, result.text)
        _rewrite(act, ws, draft, result.text, sources, template)
        act.finish(drafts=[draft_id])
        standing.refresh(tx, ws, [draft.contact_id])
        return cards.of_drafts(tx, ws, [draft_id])[0]


def _maker(ws: Workspace, act: Act, library: Library, draft: Draft) -> drafting.Maker:
    """Return a maker for one draft: the code it has stays its own, none other is taken for it."""
    own = {"code": draft.code, "code_ends": drafting.code_day(draft.code_ends_at, ws.timezone)}
    order = drafting.Order(
        draft.purpose, campaign=draft.campaign, extra=own if draft.code else None
    )
    maker = drafting.Maker(ws, act, library, order)
    if draft.code:
        maker.pool = None
        maker.perk = codes.perk_of_draft(act.tx, draft.id)
    return maker


def weigh(ws: Workspace, draft_id: int, text: str) -> Verdict:
    """Say what the gate would find if a draft had these words; nothing is changed."""
    with ws.database.read() as tx:
        draft = _open_draft(tx, draft_id)
        worded = replace(draft, text=clean_message(text))
        return standing.Bench(tx, ws, [draft.contact_id]).verdict(worded)


def edit(ws: Workspace, draft_id: int, text: str) -> Card:
    """Change a draft's words; an approval of other words is void from then on."""
    reason = unstorable_reason(text)
    cleaned = clean_message(text)
    if reason:
        raise BadInputError(f"this text cannot be kept: {reason}")
    if not cleaned.strip():
        raise BadInputError("the text is empty; use skip to drop a draft")
    if len(cleaned) > LONGEST_TEXT:
        raise BadInputError(f"the text has {len(cleaned)} characters; at most {LONGEST_TEXT}")
    with ws.database.write() as tx:
        draft = _open_draft(tx, draft_id)
        act = acts.begin(tx, ws, "edit")
        _rewrite(act, ws, draft, cleaned, draft.sources, None)
        act.finish(drafts=[draft_id])
        standing.refresh(tx, ws, [draft.contact_id])
        return cards.of_drafts(tx, ws, [draft_id])[0]


def _open_draft(tx: Tx, draft_id: int) -> Draft:
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
) -> None:
    values: dict[str, Any] = {"text": text, "sources": drafts.dump_sources(tuple(sources))}
    if template is None:
        values["edited"] = 1
    else:
        values |= {
            "edited": 0,
            "template": template.name,
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
