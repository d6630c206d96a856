"""Setting one rule aside for one message: checked, recorded and journalled with the approval."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dm_assistant.domain.model import Draft
from dm_assistant.domain.rules.gate import rule_names
from dm_assistant.domain.rules.overrides import Override, reason_flaw, refusal
from dm_assistant.domain.rules.verdict import Stage, Verdict
from dm_assistant.domain.text import to_screen, unstorable_reason
from dm_assistant.errors import BadInputError, RefusedError
from dm_assistant.services import standing
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import contacts, overrides
from dm_assistant.storage.journal import Act


def require_sound(override: Override) -> None:
    """Raise BadInputError for a rule that does not exist or a reason that says nothing."""
    if override.rule not in rule_names():
        known = ", ".join(rule_names())
        raise BadInputError(f"there is no rule {to_screen(override.rule)!r}; known: {known}")
    flaw = reason_flaw(override.reason) or unstorable_reason(override.reason)
    if flaw:
        raise BadInputError(flaw)


def apply(
    act: Act, ws: Workspace, draft: Draft, stage: Stage, override: Override, approved_at: datetime
) -> Verdict:
    """Record the override for one approval and return the verdict that it leaves.

    Raises RefusedError with every reason when the table, the budget or other rules forbid it.
    """
    bench = standing.Bench(act.tx, ws, [draft.contact_id])
    verdict = bench.verdict(draft, stage)
    let = bench.verdict(replace(draft, override=override.rule), stage)
    spent = overrides.spent(act.tx, draft, act.now)
    reasons = refusal(override.rule, verdict, let, spent, act.now)
    if reasons:
        handle = contacts.by_ids(act.tx, [draft.contact_id])[draft.contact_id].contact.handle
        raise RefusedError(f"draft {draft.id} to @{to_screen(handle)}: {reasons}", verdict)
    found = verdict.finding(override.rule)
    overrides.add(act, draft, override.rule, override.reason.strip(), approved_at)
    act.detail.update(override=override.rule, found=found.wordless if found else "")
    return let
