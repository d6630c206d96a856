"""What a pool's codes give and when they end, as the messages that wait say it."""

from __future__ import annotations

from collections.abc import Sequence

from dm_assistant.domain.calendar_words import said
from dm_assistant.domain.model import Draft
from dm_assistant.services import rewriting
from dm_assistant.services.fillings import code_day
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import codes, drafts
from dm_assistant.storage.database import Tx
from dm_assistant.storage.journal import Act


def waiting(tx: Tx, pool: str) -> list[Draft]:
    """Return the messages with a code of a pool whose words may still change."""
    return list(drafts.get(tx, codes.drafts_with(tx, pool)).values())


def retell(act: Act, ws: Workspace, pool: str, before: Sequence[Draft], perk: str) -> list[int]:
    """Put the present terms where messages say those from before; return whose messages changed.

    ``before`` are the messages as they were, ``perk`` is what the codes gave then. An approval of
    other words is void. Words that were edited are the creator's: only what is there is replaced.
    """
    gives, found = codes.perk(act.tx, pool), drafts.get(act.tx, [each.id for each in before])
    changed = []
    for draft in before:
        now = found[draft.id]
        old = said(code_day(draft.code_ends_at, ws.timezone), draft.language)
        new = said(code_day(now.code_ends_at, ws.timezone), draft.language)
        text = draft.text.replace(old, new) if old and new else draft.text
        if perk and gives and text.count(perk) == 1:
            text = text.replace(perk, gives)
        if text != draft.text:
            rewriting.reword(act, ws, now, text)
            changed.append(draft.contact_id)
    return changed
